#include "ui/design/form_rows.h"

#include <QApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kLabelWidth = 96;
constexpr int kChoiceWidth = 280;
constexpr int kNumberWidth = 120;
constexpr int kLabelTop = 6; ///< puts the label on the line of the field's text

} // namespace

FormRows::FormRows(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins({});
    m_grid->setHorizontalSpacing(space::kM);
    m_grid->setVerticalSpacing(space::kXs + 2);
    m_grid->setColumnMinimumWidth(0, kLabelWidth);
    m_grid->setColumnStretch(1, 1);
}

void FormRows::addSection(const QString &title)
{
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(0, m_rows == 0 ? 0 : space::kS, 0, space::kXs);
    column->setSpacing(space::kS);
    if (m_rows > 0)
        column->addWidget(makeLine());
    column->addWidget(makeLabel(title, TextRole::Strong));
    addWide(head);
}

void FormRows::addField(const QString &label, QWidget *field, Width width, bool mono)
{
    QLabel *name = makeLabel(label, mono ? TextRole::Mono : TextRole::Body, LabelTone::Secondary);
    name->setContentsMargins(0, kLabelTop, 0, 0);
    name->setToolTip(label);
    name->setFixedWidth(kLabelWidth);
    // A grid centres what is narrower than its cell; all fields begin at one edge.
    if (width != Width::Full)
        field->setFixedWidth(width == Width::Choice ? kChoiceWidth : kNumberWidth);
    m_grid->addWidget(name, m_rows, 0, Qt::AlignTop);
    m_grid->addWidget(field, m_rows, 1, width == Width::Full ? Qt::Alignment() : Qt::AlignLeft);
    ++m_rows;
}

void FormRows::addWide(QWidget *widget)
{
    m_grid->addWidget(widget, m_rows, 0, 1, 2);
    ++m_rows;
}

QWidget *FormRows::sideBySide(const QList<QWidget *> &fields)
{
    auto *all = new QWidget;
    auto *row = new QHBoxLayout(all);
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    for (QWidget *field : fields)
        row->addWidget(field, 0, Qt::AlignTop);
    row->addStretch();
    return all;
}

void FormRows::setFieldVisible(QWidget *field, bool visible)
{
    const int at = m_grid->indexOf(field);
    if (at < 0)
        return;
    int row = 0;
    int column = 0;
    int rows = 0;
    int columns = 0;
    m_grid->getItemPosition(at, &row, &column, &rows, &columns);
    field->setVisible(visible);
    if (QLayoutItem *label = m_grid->itemAtPosition(row, 0); label != nullptr && label->widget() != nullptr)
        label->widget()->setVisible(visible);
}

void FormRows::clear()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be the one whose signal is being answered
        }
        delete item;
    }
    m_rows = 0;
}

QString focusedIn(const QWidget *parent)
{
    for (const QWidget *widget = QApplication::focusWidget(); widget != nullptr && widget != parent; widget = widget->parentWidget())
        if (!widget->objectName().isEmpty() && parent->isAncestorOf(widget))
            return widget->objectName();
    return {};
}

} // namespace keywright::ui
