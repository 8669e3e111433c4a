#include "ui/parts/number_field.h"

#include <QLocale>

#include "ui/parts/edit_line.h"

namespace keywright::ui {

NumberField::NumberField(const QString &name, qint64 minimum, qint64 maximum, QWidget *parent)
    : TextField(name, parent), m_minimum(minimum), m_maximum(maximum)
{
    line().setAlignment(Qt::AlignRight);
    setCheck([this](const QString &text) { return check(text); });
}

void NumberField::onNumber(TakeNumber take)
{
    onCommit([this, take = std::move(take)](const QString &text) { return take(read(text)); });
}

void NumberField::setNumber(std::optional<qint64> number)
{
    setValue(number ? QString::number(*number) : QString());
}

void NumberField::setOptional(const QString &placeholder)
{
    m_optional = true;
    setPlaceholder(placeholder);
}

std::optional<qint64> NumberField::number() const
{
    return read(text());
}

std::optional<qint64> NumberField::read(const QString &text) const
{
    QString digits = text;
    digits.remove(QLatin1Char(',')).remove(QLatin1Char(' '));
    bool isNumber = false;
    const qint64 number = digits.toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

Refusal NumberField::check(const QString &text) const
{
    if (text.isEmpty() && m_optional)
        return std::nullopt;
    const std::optional<qint64> number = read(text);
    if (number && *number >= m_minimum && *number <= m_maximum)
        return std::nullopt;
    return tr("Enter a whole number from %1 to %2.").arg(QLocale().toString(m_minimum), QLocale().toString(m_maximum));
}

} // namespace keywright::ui
