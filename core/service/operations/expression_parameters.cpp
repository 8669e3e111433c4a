#include "core/service/operations/expression_parameters.h"

#include <algorithm>
#include <array>

#include "core/expression/expression_error.h"
#include "core/expression/projection.h"
#include "core/service/attribute_reader.h"
#include "core/service/fault.h"
#include "core/service/operations/legacy_parameters.h"

namespace keywright::service {

using expression::ExpressionError;

namespace {

constexpr std::string_view kNames = "ExpressionAttributeNames";
constexpr std::string_view kValues = "ExpressionAttributeValues";

constexpr std::array<std::string_view, 1> kCondition{"ConditionExpression"};
constexpr std::array<std::string_view, 2> kUpdateAndCondition{"UpdateExpression", "ConditionExpression"};
constexpr std::array<std::string_view, 1> kProjection{"ProjectionExpression"};
constexpr std::array<std::string_view, 3> kQueryExpressions{"ProjectionExpression", "FilterExpression", "KeyConditionExpression"};
constexpr std::array<std::string_view, 2> kScanExpressions{"ProjectionExpression", "FilterExpression"};

constexpr std::array<std::string_view, 2> kSearchExpressions{"ProjectionExpression", "SearchConditionExpression"};

constexpr std::array<std::string_view, 1> kExpected{"Expected"};
constexpr std::array<std::string_view, 2> kUpdatesAndExpected{"AttributeUpdates", "Expected"};
constexpr std::array<std::string_view, 1> kAttributesToGet{"AttributesToGet"};
constexpr std::array<std::string_view, 4> kQueryLegacy{"AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"};
constexpr std::array<std::string_view, 3> kScanLegacy{"AttributesToGet", "ScanFilter", "ConditionalOperator"};

std::vector<std::string_view> given(const RequestValue &request, std::span<const std::string_view> members)
{
    std::vector<std::string_view> names;
    std::copy_if(members.begin(), members.end(), std::back_inserter(names), [&](std::string_view name) { return request.has(name); });
    return names;
}

std::string joined(const std::vector<std::string_view> &names, std::string_view between)
{
    std::string text;
    for (const std::string_view name : names)
        text += (text.empty() ? "" : std::string(between)) + std::string(name);
    return text;
}

void refuseMixture(const RequestValue &request, const std::vector<std::string_view> &expressions, const ExpressionMembers &members)
{
    if (expressions.empty())
        return;
    std::vector<std::string_view> legacy = given(request, members.legacy);
    // KeyConditions may stand beside a FilterExpression: each has its own way of speaking.
    if (!request.has("KeyConditionExpression"))
        std::erase(legacy, "KeyConditions");
    if (!legacy.empty())
        throw ExpressionError("Can not use both expression and non-expression parameters in the same request: "
                              "Non-expression parameters: {"
                                  + joined(legacy, ", ") + "} Expression parameters: {" + joined(expressions, ", ") + "}",
                              std::string(expressions.front()));
}

void refuseLonePlaceholders(const RequestValue &request, const std::vector<std::string_view> &expressions, const ExpressionMembers &members)
{
    if (request.has(kNames) && expressions.empty())
        throw ExpressionError("ExpressionAttributeNames can only be specified when using expressions", std::string(kNames));
    if (!request.has(kValues))
        return;
    std::vector<std::string_view> withValues(members.expressions.begin(), members.expressions.end());
    std::erase(withValues, "ProjectionExpression");
    if (std::any_of(withValues.begin(), withValues.end(), [&](std::string_view name) { return request.has(name); }))
        return;
    std::string message = "ExpressionAttributeValues can only be specified when using expressions";
    if (members.namesMissingExpressions)
        message += ": " + joined(withValues, " and ") + (withValues.size() > 1 ? " are null" : " is null");
    throw ExpressionError(message, std::string(kValues));
}

/// A value that is none is refused with the placeholder's name; too deep ones, and in PutItem and UpdateItem
/// {"NULL": false}, without it (measured by others).
value::AttributeValue expressionValue(const NamedValue &placeholder)
{
    constexpr std::string_view kNesting = "Nesting Levels";
    constexpr std::string_view kNull = "One or more parameter values were invalid: Null attribute value types";
    try {
        return readAttributeValue(placeholder.value);
    } catch (const Fault &fault) {
        const std::string &reason = fault.message();
        if (fault.name() != "ValidationException" || reason.starts_with(kNesting))
            throw;
        const std::string message =
            "ExpressionAttributeValues contains invalid value: " + reason + " for key " + std::string(placeholder.name);
        throw Fault::requestValidation(message, reason.starts_with(kNull) ? reason : std::string());
    }
}

expression::Placeholders placeholdersOf(const RequestValue &request)
{
    std::optional<expression::AttributeNames> names;
    if (request.has(kNames)) {
        names.emplace();
        for (const NamedValue &name : request.map(kNames))
            names->emplace(name.name, name.value.asText());
    }
    std::optional<expression::AttributeValues> values;
    if (request.has(kValues)) {
        values.emplace();
        for (const NamedValue &value : request.map(kValues))
            values->emplace(value.name, expressionValue(value));
    }
    if (!names && !values)
        return {};
    return {std::move(names), std::move(values)};
}

} // namespace

const ExpressionMembers kPutMembers{kCondition, kExpected, false};
const ExpressionMembers kUpdateMembers{kUpdateAndCondition, kUpdatesAndExpected, false};
const ExpressionMembers kDeleteMembers{kCondition, kExpected};
const ExpressionMembers kGetMembers{kProjection, kAttributesToGet};
const ExpressionMembers kQueryMembers{kQueryExpressions, kQueryLegacy};
const ExpressionMembers kScanMembers{kScanExpressions, kScanLegacy};
const ExpressionMembers kSearchMembers{kSearchExpressions, {}};
const ExpressionMembers kTransactUpdateMembers{kUpdateAndCondition, {}};
const ExpressionMembers kTransactOtherMembers{kCondition, {}};
const ExpressionMembers kTransactGetMembers{kProjection, {}};

ExpressionParameters::ExpressionParameters(const RequestValue &request, const ExpressionMembers &members) : m_request(request)
{
    const std::vector<std::string_view> expressions = given(request, members.expressions);
    refuseMixture(request, expressions, members);
    refuseLonePlaceholders(request, expressions, members);
    m_placeholders = placeholdersOf(request);
}

expression::Update ExpressionParameters::update()
{
    if (const auto text = m_request.optionalText("UpdateExpression"))
        return expression::compileUpdate(*text, m_placeholders);
    if (const auto updates = m_request.find("AttributeUpdates"))
        return expression::updateFromAttributeUpdates(readAttributeUpdates(*updates));
    return {};
}

std::optional<expression::Condition> ExpressionParameters::condition()
{
    if (const auto text = m_request.optionalText("ConditionExpression"))
        return expression::compileCondition(expression::ExpressionKind::Condition, *text, m_placeholders);
    const auto expected = m_request.find("Expected");
    if (!expected && !m_request.has("ConditionalOperator"))
        return std::nullopt;
    return expression::conditionFromExpected(expected ? readExpected(*expected) : expression::ByAttribute<expression::ExpectedAttribute>{},
                                             conditionalOperator());
}

expression::KeyCondition ExpressionParameters::keyCondition()
{
    if (const auto text = m_request.optionalText("KeyConditionExpression"))
        return expression::compileKeyCondition(*text, m_placeholders);
    if (const auto conditions = m_request.find("KeyConditions"))
        return expression::keyConditionFromLegacy(readLegacyConditions(*conditions));
    throw ExpressionError("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
                          "KeyConditionExpression");
}

std::optional<expression::Condition> ExpressionParameters::filter(std::string_view parameter)
{
    if (const auto text = m_request.optionalText("FilterExpression"))
        return expression::compileCondition(expression::ExpressionKind::Filter, *text, m_placeholders);
    const auto filter = m_request.find(parameter);
    if (!filter && !m_request.has("ConditionalOperator"))
        return std::nullopt;
    return expression::conditionFromFilter(
        parameter, filter ? readLegacyConditions(*filter) : expression::ByAttribute<expression::LegacyCondition>{}, conditionalOperator());
}

std::optional<expression::Condition> ExpressionParameters::searchCondition()
{
    const auto text = m_request.optionalText("SearchConditionExpression");
    if (!text)
        return std::nullopt;
    try {
        return expression::compileCondition(expression::ExpressionKind::Filter, *text, m_placeholders);
    } catch (const ExpressionError &error) { // it is called otherwise here
        constexpr std::string_view kFilter = "Invalid FilterExpression";
        std::string message = error.what();
        if (message.starts_with(kFilter))
            message.replace(0, kFilter.size(), "Invalid SearchConditionExpression");
        throw ExpressionError(message, "SearchConditionExpression", error.where());
    }
}

std::optional<std::vector<expression::DocumentPath>> ExpressionParameters::projection()
{
    if (const auto text = m_request.optionalText("ProjectionExpression"))
        return expression::compileProjection(*text, m_placeholders);
    if (!m_request.has("AttributesToGet"))
        return std::nullopt;
    std::vector<std::string> attributes;
    for (const RequestValue &attribute : m_request.list("AttributesToGet"))
        attributes.emplace_back(attribute.asText());
    return expression::projectionFromAttributesToGet(attributes);
}

std::optional<expression::ConditionalOperator> ExpressionParameters::conditionalOperator() const
{
    const auto text = m_request.optionalText("ConditionalOperator");
    if (!text)
        return std::nullopt;
    return *text == "OR" ? expression::ConditionalOperator::Or : expression::ConditionalOperator::And;
}

} // namespace keywright::service
