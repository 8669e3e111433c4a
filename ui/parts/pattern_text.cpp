#include "ui/parts/pattern_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("PatternText", text);
}

QString comparisonText(const model::KeyComparison &comparison)
{
    QStringList values;
    for (const model::Operand &value : comparison.values)
        values << operandText(value);
    const QString op = toQString(expression::textOf(comparison.op));
    return QStringLiteral("%1 %2 %3").arg(toQString(comparison.attribute), op, values.join(QStringLiteral(" AND ")));
}

QString placeOf(const model::Operation &operation)
{
    return toQString(operation.index.empty() ? operation.table : operation.index);
}

QString operationText(const model::Step &step)
{
    // The grid's column is narrow: what every such name ends with says nothing, how many parts there are does.
    QString text = toQString(model::textOf(step.operation.kind));
    if (!step.parts.empty()) {
        text.remove(QStringLiteral("Items"));
        text.remove(QStringLiteral("Item"));
        text += QStringLiteral(" (%1)").arg(step.parts.size());
    }
    if (step.fanOut)
        text += QStringLiteral(" × %1").arg(step.fanOut->count);
    else if (!step.operation.forEach.empty())
        text += QStringLiteral(" × ") + toQString(step.operation.forEach);
    return text;
}

/// One of each, joined in the order of the steps.
template <typename Text>
QString joined(const model::AccessPattern &pattern, const QString &separator, Text text)
{
    QStringList texts;
    for (const model::Step &step : pattern.steps) {
        const QString one = text(step);
        if (!one.isEmpty() && (texts.isEmpty() || texts.last() != one))
            texts << one;
    }
    return texts.join(separator);
}

} // namespace

QString operandText(const model::Operand &operand)
{
    if (const auto *text = std::get_if<std::string>(&operand))
        return toQString(*text);
    return toQString(value::displayText(std::get<value::AttributeValue>(operand)));
}

QString keyConditionText(const model::Operation &operation)
{
    QStringList terms;
    for (const model::KeyComparison &comparison : operation.keyCondition)
        terms << comparisonText(comparison);
    for (const auto &[attribute, operand] : operation.key)
        terms << QStringLiteral("%1 = %2").arg(toQString(attribute), operandText(operand));
    return terms.join(QStringLiteral(" AND "));
}

QString placeText(const model::Step &step)
{
    if (step.parts.empty())
        return placeOf(step.operation);
    QStringList places;
    for (const model::Operation &part : step.parts) {
        if (!places.contains(placeOf(part)))
            places << placeOf(part);
    }
    return places.join(QStringLiteral(", "));
}

QString operationsText(const model::AccessPattern &pattern)
{
    return joined(pattern, QStringLiteral(" → "), operationText);
}

QString placesText(const model::AccessPattern &pattern)
{
    return joined(pattern, QStringLiteral(" → "), placeText);
}

QString keyConditionsText(const model::AccessPattern &pattern)
{
    return joined(pattern, QStringLiteral(" → "), [](const model::Step &step) { return keyConditionText(step.operation); });
}

QString rateText(const std::optional<model::Rate> &rate)
{
    if (!rate)
        return {};
    const auto number = [](double calls) { return QLocale().toString(calls, 'g', 4); };
    const QString mean = translated("%1/s").arg(number(rate->perSecond));
    if (!rate->peakPerSecond)
        return mean;
    return translated("%1, peak %2/s").arg(mean, number(*rate->peakPerSecond));
}

} // namespace keywright::ui
