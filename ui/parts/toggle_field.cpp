#include "ui/parts/toggle_field.h"

#include <QMouseEvent>
#include <QVBoxLayout>

#include "ui/parts/labels.h"
#include "ui/parts/toggle_switch.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

ToggleField::ToggleField(const QString &words, QWidget *parent) : QWidget(parent), m_switch(new ToggleSwitch(words)), m_note(new FieldNote)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(m_switch);
    row->addWidget(makeLabel(words), 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::kXs, 0, space::kXs);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_note);
    setFocusProxy(m_switch);
    connect(m_switch, &QAbstractButton::clicked, this, &ToggleField::take);
}

void ToggleField::setValue(bool on)
{
    m_value = on;
    m_switch->setChecked(on);
}

void ToggleField::mouseReleaseEvent(QMouseEvent *event)
{
    QWidget::mouseReleaseEvent(event);
    if (isEnabled() && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        m_switch->click();
}

void ToggleField::take(bool on)
{
    m_note->clear();
    const Refusal refusal = m_take ? m_take(on) : std::nullopt;
    if (!refusal) {
        m_value = on;
        return;
    }
    m_switch->setChecked(m_value);
    m_note->say(*refusal);
}

} // namespace keywright::ui
