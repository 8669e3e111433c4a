#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;

namespace keywright::ui {

/// Fields below each other with their names at the left, for a property editor. Rows are put in once, or taken away all
/// together.
class FormRows : public QWidget {
    Q_OBJECT

public:
    explicit FormRows(QWidget *parent = nullptr);

    void addSection(const QString &title);
    enum class Width { Full, Choice, Number };

    /// `label` is read to assistive technology by the field's own name.
    void addField(const QString &label, QWidget *field, Width width = Width::Full, bool mono = false);
    /// Across the whole width.
    void addWide(QWidget *widget);
    /// Fields beside each other as one.
    static QWidget *sideBySide(const QList<QWidget *> &fields);
    /// With its label.
    void setFieldVisible(QWidget *field, bool visible);
    void clear();

private:
    QGridLayout *m_grid;
    int m_rows = 0;
};

/// The name of the named widget inside `parent` that has the focus; empty when none has.
QString focusedIn(const QWidget *parent);

} // namespace keywright::ui
