#include "core/model/expected_terms.h"

#include <algorithm>

#include "core/expression/mentions.h"
#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/value/dynamodb_json.h"

namespace keywright::model {

using expression::KeyOperator;
using value::Json;

void ExpectedTerms::add(const AskedFor &asked)
{
    std::vector<std::string> values;
    for (const Operand &operand : asked.values)
        values.push_back(placeholderFor(asked.attribute, operand));
    if (asked.op == KeyOperator::LessOrEqual && m_lastLower == asked.attribute) {
        m_where.erase(m_lowerAt);
        add(asked.attribute + " BETWEEN " + m_lowerValue + " AND " + values.front());
        return;
    }
    if (asked.op == KeyOperator::BeginsWith)
        add("begins_with(" + asked.attribute + ", " + values.front() + ")");
    else if (asked.op == KeyOperator::Between)
        add(asked.attribute + " BETWEEN " + values.front() + " AND " + values.back());
    else {
        const std::size_t before = m_where.size();
        add(asked.attribute + " " + std::string(textOf(asked.op)) + " " + values.front());
        if (asked.op == KeyOperator::GreaterOrEqual) {
            m_lastLower = asked.attribute;
            m_lowerValue = values.front();
            m_lowerAt = before;
        }
    }
}

void ExpectedTerms::add(const std::string &condition)
{
    m_lastLower.clear();
    m_where += (m_where.empty() ? "" : " AND ") + condition;
}

std::string ExpectedTerms::placeholderFor(const std::string &attribute, const Operand &operand)
{
    const std::string lone = loneName(operand);
    const auto has = [](const auto &list, const std::string &name) {
        return std::any_of(list.begin(), list.end(), [&name](const auto &each) { return each.first == name; });
    };
    if (!lone.empty() && lone.find('.') == std::string::npos && !has(m_own, lone) && !has(m_new, lone))
        return ":" + lone;
    for (const auto &[name, known] : m_new)
        if (known == operand)
            return ":" + name;
    const auto isParameter = [this](const std::string &name) {
        return std::any_of(m_pattern->parameters.begin(), m_pattern->parameters.end(),
                           [&name](const Parameter &each) { return each.name == name; });
    };
    std::string stem;
    for (const char letter : attribute)
        if (std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_')
            stem += letter;
    if (stem.empty())
        stem = "value";
    std::string name = stem;
    for (int number = 2; isParameter(name) || has(m_own, name) || has(m_new, name); ++number)
        name = stem + std::to_string(number);
    m_new.emplace_back(name, operand);
    return ":" + name;
}

void ExpectedTerms::addTo(Json &expectation) const
{
    if (m_where.empty())
        return;
    expectation.set("where", Json::string(m_where));
    const std::vector<std::string> mentioned = expression::mentionedPlaceholders(m_where);
    Json values = Json::object();
    for (const auto *list : {&m_own, &m_new})
        for (const auto &[name, operand] : *list)
            if (contains(mentioned, ":" + name))
                values.set(name, operandToJson(operand));
    if (!values.members().empty())
        expectation.set("values", std::move(values));
}

std::string loneName(const Operand &operand)
{
    const auto *text = std::get_if<std::string>(&operand);
    const auto parsed = text == nullptr ? tl::expected<KeyTemplate, TemplateError>() : KeyTemplate::parse(*text);
    const bool isLone = text != nullptr && parsed && parsed->parts().size() == 1 && parsed->parts().front().isPlaceholder
        && parsed->parts().front().filters.empty();
    return isLone ? parsed->parts().front().text : std::string();
}

Json operandToJson(const Operand &operand)
{
    if (const auto *text = std::get_if<std::string>(&operand))
        return Json::string(*text);
    return value::toDynamoDbJson(std::get<value::AttributeValue>(operand));
}

Json orderToJson(const std::vector<OrderTerm> &order)
{
    Json list = Json::array();
    for (const OrderTerm &term : order)
        list.append(Json::object(
            {{"attribute", Json::string(term.attribute)}, {"direction", Json::string(term.descending ? "descending" : "ascending")}}));
    return list;
}

} // namespace keywright::model
