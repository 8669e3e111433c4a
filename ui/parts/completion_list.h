#pragma once

#include <QListView>

class QStandardItemModel;

namespace keywright::ui {

/// One thing that could be typed next.
struct Completion {
    QString text;   ///< what is shown and matched
    QString hint;   ///< faint behind it: a type, what a filter does
    QString insert; ///< what is typed for the person; `text` when empty
    friend bool operator==(const Completion &, const Completion &) = default;
};

/// The list below a line that offers completions. It never takes the focus: the line hands it keys by step() and current().
class CompletionList : public QListView {
    Q_OBJECT

public:
    explicit CompletionList(QWidget *line);

    /// Shows them with the first one current, the list's corner at `corner` in the line's coordinates; none hides it.
    void offer(const QList<Completion> &completions, QPoint corner);
    bool isOffering() const { return isVisible(); }
    /// Up or down by so many rows.
    void step(int rows);
    Completion current() const;

signals:
    /// A person clicked one.
    void chosen();

private:
    QWidget *m_line;
    QStandardItemModel *m_items;
    QList<Completion> m_completions;
};

} // namespace keywright::ui
