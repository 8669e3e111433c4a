#include "core/engine/export_filter.h"

#include <algorithm>

#include "core/engine/index_view.h"
#include "core/engine/service_error.h"
#include "core/expression/mentions.h"
#include "core/value/dynamodb_json.h"

namespace keywright::engine {

using value::Json;

namespace {

void refuseKeys(const schema::KeySchema &key, const expression::Condition &filter)
{
    const std::vector<std::string> mentioned = expression::mentionedAttributes(filter);
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (std::find(mentioned.begin(), mentioned.end(), attribute.name) != mentioned.end())
                invalid("Filter Expression can only contain non-primary key attributes: Primary key attribute: " + attribute.name);
}

std::optional<std::string> filterText(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found == nullptr ? std::nullopt : std::optional(found->text());
}

} // namespace

Json toJson(const ExportFilterTexts &texts)
{
    Json json = Json::object();
    const auto set = [&json](const char *name, const std::optional<std::string> &text) {
        if (text)
            json.set(name, Json::string(*text));
    };
    set("FilterExpression", texts.filter);
    set("ProjectionExpression", texts.projection);
    set("KeyConditionExpression", texts.keyCondition);
    if (texts.names) {
        Json names = Json::object();
        for (const auto &[placeholder, name] : *texts.names)
            names.set(placeholder, Json::string(name));
        json.set("ExpressionAttributeNames", names);
    }
    if (texts.values) {
        Json values = Json::object();
        for (const auto &[placeholder, each] : *texts.values)
            values.set(placeholder, value::toDynamoDbJson(each));
        json.set("ExpressionAttributeValues", values);
    }
    return json;
}

ExportFilterTexts exportFilterFrom(const Json &json)
{
    ExportFilterTexts texts{
        filterText(json, "KeyConditionExpression"), filterText(json, "FilterExpression"), filterText(json, "ProjectionExpression"), {}, {}};
    if (const Json *names = json.find("ExpressionAttributeNames")) {
        texts.names.emplace();
        for (const auto &[placeholder, name] : names->members())
            texts.names->emplace(placeholder, name.text());
    }
    if (const Json *values = json.find("ExpressionAttributeValues")) {
        texts.values.emplace();
        for (const auto &[placeholder, each] : values->members())
            texts.values->emplace(placeholder, value::valueFromDynamoDbJson(each));
    }
    return texts;
}

ExportFilter::ExportFilter(const ExportFilterTexts &texts, const TableState &table) : m_table(table)
{
    expression::Placeholders placeholders(texts.names, texts.values);
    std::optional<expression::KeyCondition> keyCondition;
    if (texts.keyCondition)
        keyCondition = expression::compileKeyCondition(*texts.keyCondition, placeholders);
    if (texts.filter)
        m_filter = expression::compileCondition(expression::ExpressionKind::Filter, *texts.filter, placeholders);
    if (texts.projection)
        m_projection.emplace(expression::compileProjection(*texts.projection, placeholders));
    placeholders.requireAllUsed();
    if (keyCondition)
        m_range = rangeOf(table, table.base, keyTermsOf(table, table.base, *keyCondition));
    if (keyCondition && m_filter)
        refuseKeys(table.definition.key, *m_filter);
}

bool ExportFilter::isInRange(const value::Item &item) const
{
    return !m_range || m_range->contains(entryKey(m_table, m_table.base, item));
}

std::string ExportFilter::entryPrefix() const
{
    if (!m_range)
        return {};
    const std::string &lower = m_range->lower;
    const auto end = std::mismatch(lower.begin(), lower.end(), m_range->upper.begin(), m_range->upper.end()).first;
    const std::string shared(lower.begin(), end);
    return shared.size() > storage::kPlacePrefixBytes ? shared.substr(storage::kPlacePrefixBytes) : std::string();
}

bool ExportFilter::admits(const value::Item &item) const
{
    return !m_filter || expression::matches(*m_filter, item);
}

value::Item ExportFilter::shown(const value::Item &item) const
{
    return m_projection ? m_projection->of(item) : item;
}

} // namespace keywright::engine
