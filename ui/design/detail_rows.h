#pragma once

#include <QScrollArea>
#include <QStringList>

#include "ui/theme/icons.h"

class QVBoxLayout;

namespace keywright::ui {

/// A column of rows below each other that scrolls: what the detail of an access pattern is made of. Emptied and filled anew
/// when what it shows has changed; the place that was scrolled to stays, and so does the focus, on what has the same name.
class DetailRows : public QScrollArea {
    Q_OBJECT

public:
    /// `name` is for assistive technology.
    explicit DetailRows(const QString &name, QWidget *parent = nullptr);

    /// Takes all rows away.
    void clear();
    /// To be called after the last row.
    void finish();

    /// An icon with a strong word, and a sentence behind it.
    void addStatus(const QString &iconName, IconTint tint, const QString &word, const QString &sentence = {});
    /// A sentence with an icon; `place` stands in mono before it where it is not empty.
    void addLine(const QString &iconName, IconTint tint, const QString &sentence, const QString &place = {});
    void addText(const QString &text);
    void addSection(const QString &title);
    /// Short facts beside each other.
    void addChips(const QStringList &chips);
    /// Lines in mono with coloured placeholders.
    void addTemplate(const QString &text);
    void addWidget(QWidget *widget);
    /// Cells below their headings; the first column takes what is left over. Columns from `firstNumber` on are numbers.
    void addTable(const QStringList &headings, const QList<QStringList> &rows, int firstNumber);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void start();
    void fitHeight();

    QVBoxLayout *m_rows = nullptr;
    int m_scrolledTo = 0;
    QString m_focused; ///< object name of what had the focus when the rows were taken away
};

} // namespace keywright::ui
