#include "tests/core/expression/fixture.h"

#include <fstream>
#include <set>
#include <stdexcept>

#include "core/expression/condition.h"
#include "core/expression/expression_error.h"
#include "core/expression/key_condition.h"
#include "core/expression/legacy.h"
#include "core/expression/placeholders.h"
#include "core/expression/projection.h"
#include "core/expression/update.h"
#include "core/value/dynamodb_json.h"

namespace fixture {

namespace {

using namespace keywright;
using expression::ExpressionKind;
using value::Json;

const std::set<std::string> kGiven{"item", "key", "names", "values", "join", "schema", "strict"};
const std::set<std::string> kKinds{"condition",   "filter",         "key-condition",     "update",           "projection", "expected",
                                   "scan-filter", "key-conditions", "attribute-updates", "attributes-to-get"};

std::string trimmed(const std::string &text)
{
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Everything that running a case can show.
using Shown = std::map<std::string, std::string>;

class Run {
public:
    explicit Run(const Case &one) : m_case(one) { }

    Shown show()
    {
        Shown shown;
        try {
            expression::Placeholders placeholders(names(), values());
            shown = isModern() ? modern(placeholders) : legacy();
            if (has("strict"))
                placeholders.requireAllUsed();
        } catch (const expression::ExpressionError &error) {
            shown.clear();
            shown[""] = std::string("error: ") + error.what();
            if (error.where().position <= m_case.text.size())
                shown["at"] = m_case.text.substr(error.where().position, error.where().length);
        }
        return shown;
    }

private:
    bool has(const std::string &name) const { return m_case.given.contains(name); }
    bool isModern() const
    {
        return kindIs("condition") || kindIs("filter") || kindIs("key-condition") || kindIs("update") || kindIs("projection");
    }
    bool kindIs(const std::string &kind) const { return m_case.kind == kind; }
    Json json(const std::string &name) const { return Json::parse(m_case.given.at(name)); }

    std::optional<expression::AttributeNames> names() const
    {
        if (!has("names"))
            return std::nullopt;
        expression::AttributeNames names;
        const Json given = json("names");
        for (const Json::Member &member : given.members())
            names[member.name] = member.value.text();
        return names;
    }

    std::optional<expression::AttributeValues> values() const
    {
        if (!has("values"))
            return std::nullopt;
        expression::AttributeValues values;
        const Json given = json("values");
        for (const Json::Member &member : given.members())
            values[member.name] = value::valueFromDynamoDbJson(member.value);
        return values;
    }

    value::Item item(const std::string &name) const { return has(name) ? value::itemFromDynamoDbJson(json(name)) : value::Item(); }

    static std::string text(const value::Item &item) { return value::toDynamoDbJson(item).compact(); }

    Shown shownMatch(const expression::Condition &condition) const
    {
        return {{"", expression::matches(condition, item("item")) ? "true" : "false"}};
    }

    Shown shownKey(expression::KeyCondition condition) const
    {
        if (has("schema"))
            condition = expression::orderByKey(condition, schema());
        std::string out;
        for (const expression::KeyTerm &term : condition.terms) {
            out += (out.empty() ? "" : " and ") + term.attribute + " " + std::string(expression::textOf(term.op));
            for (const value::AttributeValue &bound : term.values)
                out += " " + value::toDynamoDbJson(bound).compact();
        }
        return {{"", out}};
    }

    Shown shownUpdate(const expression::Update &update) const
    {
        const value::Item before = item("item");
        const auto after = expression::apply(update, has("item") ? &before : nullptr, item("key"));
        if (!after)
            return {{"", "fault: " + after.error().message}};
        const expression::Projection touched(expression::touchedPaths(update));
        return {
            {"", after->exists ? text(after->item) : "nothing"}, {"old", text(touched.of(before))}, {"new", text(touched.of(after->item))}};
    }

    /// "pk S | sk N, other S": partition key, then sort key.
    schema::KeySchema schema() const
    {
        schema::KeySchema key;
        const std::string text = m_case.given.at("schema");
        bool sort = false;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find_first_of(",|", at), text.size());
            const std::string part = trimmed(text.substr(at, end - at));
            const char type = part.back();
            (sort ? key.sort : key.partition)
                .push_back({trimmed(part.substr(0, part.size() - 1)),
                            type == 'S'       ? schema::KeyType::S
                                : type == 'N' ? schema::KeyType::N
                                              : schema::KeyType::B});
            sort = sort || (end < text.size() && text[end] == '|');
            at = end + 1;
        }
        return key;
    }

    Shown modern(expression::Placeholders &placeholders) const
    {
        if (kindIs("update"))
            return shownUpdate(expression::compileUpdate(m_case.text, placeholders));
        if (kindIs("projection"))
            return {{"", text(expression::Projection(expression::compileProjection(m_case.text, placeholders)).of(item("item")))}};
        if (kindIs("key-condition"))
            return shownKey(expression::compileKeyCondition(m_case.text, placeholders));
        return shownMatch(
            expression::compileCondition(kindIs("filter") ? ExpressionKind::Filter : ExpressionKind::Condition, m_case.text, placeholders));
    }

    static std::vector<value::AttributeValue> list(const Json *json)
    {
        std::vector<value::AttributeValue> values;
        if (json == nullptr)
            return values;
        for (const Json &element : json->elements())
            values.push_back(value::valueFromDynamoDbJson(element));
        return values;
    }

    std::optional<expression::ConditionalOperator> join() const
    {
        if (!has("join"))
            return std::nullopt;
        return m_case.given.at("join") == "OR" ? expression::ConditionalOperator::Or : expression::ConditionalOperator::And;
    }

    static expression::ComparisonOperator op(const Json &member)
    {
        return expression::comparisonOperatorFromText(member.find("ComparisonOperator")->text()).value();
    }

    Shown legacy() const
    {
        const Json parameter = Json::parse(m_case.text);
        if (kindIs("attributes-to-get")) {
            std::vector<std::string> attributes;
            for (const Json &element : parameter.elements())
                attributes.push_back(element.text());
            return {{"", text(expression::Projection(expression::projectionFromAttributesToGet(attributes)).of(item("item")))}};
        }
        if (kindIs("expected"))
            return shownMatch(expression::conditionFromExpected(expected(parameter), join()));
        if (kindIs("attribute-updates"))
            return shownUpdate(expression::updateFromAttributeUpdates(updates(parameter)));
        expression::ByAttribute<expression::LegacyCondition> conditions;
        for (const Json::Member &member : parameter.members())
            conditions[member.name] = {op(member.value), list(member.value.find("AttributeValueList"))};
        if (kindIs("key-conditions"))
            return shownKey(expression::keyConditionFromLegacy(conditions));
        return shownMatch(expression::conditionFromFilter("ScanFilter", conditions, join()));
    }

    static expression::ByAttribute<expression::ExpectedAttribute> expected(const Json &parameter)
    {
        expression::ByAttribute<expression::ExpectedAttribute> all;
        for (const Json::Member &member : parameter.members()) {
            expression::ExpectedAttribute &one = all[member.name];
            if (member.value.find("ComparisonOperator") != nullptr)
                one.op = op(member.value);
            if (const Json *values = member.value.find("AttributeValueList"))
                one.values = list(values);
            if (const Json *value = member.value.find("Value"))
                one.value = value::valueFromDynamoDbJson(*value);
            if (const Json *exists = member.value.find("Exists"))
                one.exists = exists->asBoolean();
        }
        return all;
    }

    static expression::ByAttribute<expression::AttributeUpdate> updates(const Json &parameter)
    {
        using Action = expression::AttributeUpdate::Action;
        expression::ByAttribute<expression::AttributeUpdate> all;
        for (const Json::Member &member : parameter.members()) {
            expression::AttributeUpdate &one = all[member.name];
            if (const Json *action = member.value.find("Action"))
                one.action = action->text() == "PUT" ? Action::Put : action->text() == "ADD" ? Action::Add : Action::Delete;
            if (const Json *value = member.value.find("Value"))
                one.value = value::valueFromDynamoDbJson(*value);
        }
        return all;
    }

    const Case &m_case;
};

std::string line(const std::string &label, const std::string &text)
{
    return label + "-> " + text + "\n";
}

} // namespace

std::vector<Case> readCases(const std::filesystem::path &file)
{
    std::ifstream in(file);
    std::vector<Case> cases;
    std::map<std::string, std::string> given;
    std::string text;
    for (int number = 1; std::getline(in, text); ++number) {
        const std::string place = file.filename().string() + ":" + std::to_string(number);
        if (text.empty() || text.front() == '#')
            continue;
        const std::size_t arrow = text.find("-> ");
        const std::size_t colon = text.find(':');
        const std::string word = text.substr(0, std::min(colon, text.size()));
        const std::string rest = colon < text.size() ? trimmed(text.substr(colon + 1)) : std::string();
        if (arrow <= 3 && !cases.empty()) {
            cases.back().expected.emplace_back(text.substr(0, arrow), text.substr(arrow + 3));
        } else if (kGiven.contains(word)) {
            if (rest == "-")
                given.erase(word);
            else
                given[word] = rest;
        } else if (kKinds.contains(word)) {
            cases.push_back({place, given, word, rest, {}});
        } else {
            throw std::runtime_error(place + ": neither a given, an expression nor an expectation");
        }
    }
    return cases;
}

std::string expectedLines(const Case &one)
{
    std::string lines;
    for (const auto &[label, text] : one.expected)
        lines += line(label, text);
    return lines;
}

std::string actualLines(const Case &one)
{
    const Shown shown = Run(one).show();
    std::string lines;
    for (const auto &[label, text] : one.expected) {
        const auto found = shown.find(label);
        lines += line(label, found == shown.end() ? "(nothing of this kind)" : found->second);
    }
    return lines.empty() ? line("", shown.at("")) : lines;
}

} // namespace fixture
