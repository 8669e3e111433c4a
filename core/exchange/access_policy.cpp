#include "core/exchange/access_policy.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/exchange/building.h"
#include "core/exchange/naming.h"
#include "core/model/key_template.h"

namespace keywright::exchange {

using model::Operation;
using model::OperationKind;
using value::Json;

namespace {

/// Who calls: the placeholder that is the user's own id, and what IAM calls that.
struct Caller {
    std::string placeholder; ///< empty when nobody knows who calls
    std::string variable;
};

/// What begins every value that the template builds, as a pattern of IAM; nullopt when that may be anything.
std::optional<std::string> patternOf(std::string_view keyTemplate, const Caller &caller)
{
    const auto parsed = model::KeyTemplate::parse(keyTemplate);
    if (!parsed)
        return std::nullopt;
    std::string known;
    for (const model::TemplatePart &part : parsed->parts()) {
        const bool isCaller = part.isPlaceholder && !caller.placeholder.empty() && part.text == caller.placeholder;
        // IAM would read these as its own wildcards and variables.
        if ((part.isPlaceholder && !isCaller) || (!part.isPlaceholder && part.text.find_first_of("*?$") != std::string::npos))
            return known.empty() ? std::nullopt : std::optional(known + "*");
        known += isCaller ? caller.variable : part.text;
    }
    return known.empty() ? std::nullopt : std::optional(known);
}

std::optional<std::string> patternOf(const model::Operand &operand, const Caller &caller)
{
    if (const auto *keyTemplate = std::get_if<std::string>(&operand))
        return patternOf(std::string_view(*keyTemplate), caller);
    const auto *text = std::get<value::AttributeValue>(operand).get<std::string>();
    return text == nullptr || text->find_first_of("*?$") != std::string::npos ? std::nullopt : std::optional(*text);
}

class PolicyMaker {
public:
    PolicyMaker(const model::Model &model, std::string identity) : m_model(model), m_identity(std::move(identity)) { }

    std::vector<PolicyStatement> make()
    {
        for (const model::AccessPattern &pattern : m_model.accessPatterns)
            for (const model::Step &step : pattern.steps) {
                if (step.parts.empty())
                    take(pattern, step.operation, step.operation.kind);
                for (const Operation &part : step.parts)
                    take(pattern, part, isBatch(step.operation.kind) ? step.operation.kind : part.kind);
            }
        std::vector<PolicyStatement> statements;
        for (const model::Table &table : m_model.tables)
            addStatements(table, statements);
        return statements;
    }

private:
    /// Patterns of the partition key; nullopt for any value.
    using Keys = std::optional<std::set<std::string>>;

    static bool isBatch(OperationKind kind) { return kind == OperationKind::BatchGetItem || kind == OperationKind::BatchWriteItem; }

    void take(const model::AccessPattern &pattern, const Operation &operation, OperationKind kind)
    {
        const model::Table *table = m_model.findTable(operation.table);
        if (table == nullptr)
            return;
        const Caller caller{m_identity.empty() ? std::string() : pattern.principal, m_identity};
        const std::string action =
            "dynamodb:" + std::string(kind == OperationKind::ConditionCheck ? std::string_view("ConditionCheckItem") : model::textOf(kind));
        Keys &keys = m_actions[{table->definition.name, operation.index}].try_emplace(action, std::set<std::string>()).first->second;
        const auto leadingKey = partitionKeyOf(operation, *table, caller);
        const bool isOfCaller = leadingKey && !caller.placeholder.empty() && leadingKey->find(m_identity) != std::string::npos;
        const PolicyReason reason{pattern.name, action, leadingKey.value_or(""), isOfCaller};
        auto &reasons = m_reasons[{table->definition.name, operation.index}];
        if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
            reasons.push_back(reason);
        if (!leadingKey)
            keys.reset();
        else if (keys)
            keys->insert(*leadingKey);
    }

    std::optional<std::string> partitionKeyOf(const Operation &operation, const model::Table &table, const Caller &caller) const
    {
        const auto &partition = table.definition.key.partition;
        if (!operation.index.empty() || partition.size() != 1 || partition.front().type != schema::KeyType::S)
            return std::nullopt;
        const std::string &name = partition.front().name;
        for (const model::KeyComparison &comparison : operation.keyCondition)
            if (comparison.attribute == name && comparison.values.size() == 1)
                return patternOf(comparison.values.front(), caller);
        for (const auto *values : {&operation.key, &operation.item})
            for (const auto &[attribute, operand] : *values)
                if (attribute == name)
                    return patternOf(operand, caller);
        const model::Entity *entity = m_model.findEntity(operation.entity);
        const std::string *keyTemplate = entity == nullptr ? nullptr : entity->keyTemplate(name);
        return keyTemplate == nullptr ? std::nullopt : patternOf(std::string_view(*keyTemplate), caller);
    }

    /// One statement for all actions that are bound to the same keys.
    void addStatements(const model::Table &table, std::vector<PolicyStatement> &statements) const
    {
        for (const auto &[place, actions] : m_actions) {
            if (place.first != table.definition.name)
                continue;
            std::map<std::vector<std::string>, std::vector<std::string>> byKeys;
            for (const auto &[action, keys] : actions)
                byKeys[keys ? std::vector<std::string>(keys->begin(), keys->end()) : std::vector<std::string>()].push_back(action);
            for (const auto &[keys, names] : byKeys)
                statements.push_back({names, &table, place.second, keys, reasonsOf(place, names)});
        }
    }

    std::vector<PolicyReason> reasonsOf(const std::pair<std::string, std::string> &place, const std::vector<std::string> &actions) const
    {
        std::vector<PolicyReason> reasons;
        for (const PolicyReason &reason : m_reasons.at(place))
            if (std::find(actions.begin(), actions.end(), reason.action) != actions.end())
                reasons.push_back(reason);
        return reasons;
    }

    const model::Model &m_model;
    std::string m_identity;
    std::map<std::pair<std::string, std::string>, std::vector<PolicyReason>> m_reasons;   ///< of table and index
    std::map<std::pair<std::string, std::string>, std::map<std::string, Keys>> m_actions; ///< of table and index
};

} // namespace

std::vector<PolicyStatement> accessPolicy(const model::Model &model, const std::string &identity)
{
    return PolicyMaker(model, identity).make();
}

std::vector<std::string> itemActionsOn(const model::Model &model, const model::Table &table)
{
    std::set<std::string> actions;
    for (const PolicyStatement &statement : accessPolicy(model))
        if (statement.table == &table)
            actions.insert(statement.actions.begin(), statement.actions.end());
    if (actions.empty())
        for (const char *action :
             {"BatchGetItem", "BatchWriteItem", "ConditionCheckItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem"})
            actions.insert(std::string("dynamodb:") + action);
    return {actions.begin(), actions.end()};
}

std::vector<std::string> statementIds(const std::vector<PolicyStatement> &statements)
{
    UniqueNames taken;
    std::vector<std::string> ids;
    for (const PolicyStatement &each : statements)
        ids.push_back(taken.take(pascalCase(each.table->definition.name) + (each.index.empty() ? "" : pascalCase(each.index))));
    return ids;
}

Json policyDocument(const std::vector<PolicyStatement> &statements, const ResourceName &resourceOf)
{
    const std::vector<std::string> ids = statementIds(statements);
    Json all = Json::array();
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const PolicyStatement &each = statements[i];
        Json statement = Json::object({{"Sid", jsonText(ids[i])},
                                       {"Effect", jsonText("Allow")},
                                       {"Action", jsonTexts(each.actions)},
                                       {"Resource", resourceOf(each)}});
        if (!each.leadingKeys.empty())
            statement.set(
                "Condition",
                Json::object({{"ForAllValues:StringLike", Json::object({{"dynamodb:LeadingKeys", jsonTexts(each.leadingKeys)}})}}));
        all.append(statement);
    }
    return Json::object({{"Version", jsonText("2012-10-17")}, {"Statement", all}});
}

} // namespace keywright::exchange
