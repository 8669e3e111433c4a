#include "ui/parts/field_note.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QStyle>

#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

FieldNote::FieldNote(QWidget *parent)
    : QWidget(parent), m_icon(new IconLabel(QStringLiteral("error"), IconTint::Error, 14)), m_sentence(makeParagraph({}, TextRole::Caption))
{
    setObjectName(QStringLiteral("fieldNote"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 2, 0, 2);
    row->setSpacing(space::kXs);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_sentence, 1);
    hide();
}

void FieldNote::say(const QString &sentence, Kind kind)
{
    if (!sentence.isEmpty()) {
        const bool error = kind == Kind::Error;
        m_icon->setIcon(error ? QStringLiteral("error") : QStringLiteral("warning"), error ? IconTint::Error : IconTint::Warning);
        m_sentence->setProperty("role", error ? "error" : "warning");
        m_sentence->style()->unpolish(m_sentence);
        m_sentence->style()->polish(m_sentence);
    }
    const bool isNew = sentence != m_sentence->text() && !sentence.isEmpty();
    m_sentence->setText(sentence);
    setAccessibleName(sentence);
    setVisible(!sentence.isEmpty());
    if (isNew) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

QString FieldNote::text() const
{
    return m_sentence->text();
}

} // namespace keywright::ui
