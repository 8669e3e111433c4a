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

/// What begins every value that the template builds, as a pattern of IAM; nullopt when that may be anything.
std::optional<std::string> patternOf(std::string_view keyTemplate)
{
    const auto parsed = model::KeyTemplate::parse(keyTemplate);
    if (!parsed || parsed->parts().empty())
        return std::nullopt;
    const auto &parts = parsed->parts();
    const bool isConstant = parts.size() == 1 && !parts.front().isPlaceholder;
    // IAM would read these as its own wildcards and variables.
    if (parts.front().isPlaceholder || parts.front().text.find_first_of("*?$") != std::string::npos)
        return std::nullopt;
    return parts.front().text + (isConstant ? "" : "*");
}

std::optional<std::string> patternOf(const model::Operand &operand)
{
    if (const auto *keyTemplate = std::get_if<std::string>(&operand))
        return patternOf(std::string_view(*keyTemplate));
    const auto *text = std::get<value::AttributeValue>(operand).get<std::string>();
    return text == nullptr || text->find_first_of("*?$") != std::string::npos ? std::nullopt : std::optional(*text);
}

class PolicyMaker {
public:
    explicit PolicyMaker(const model::Model &model) : m_model(model) { }

    std::vector<PolicyStatement> make()
    {
        for (const model::AccessPattern &pattern : m_model.accessPatterns)
            for (const model::Step &step : pattern.steps) {
                if (step.parts.empty())
                    take(step.operation, step.operation.kind);
                for (const Operation &part : step.parts)
                    take(part, isBatch(step.operation.kind) ? step.operation.kind : part.kind);
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

    void take(const Operation &operation, OperationKind kind)
    {
        const model::Table *table = m_model.findTable(operation.table);
        if (table == nullptr || kind == OperationKind::SearchVectors)
            return;
        const std::string action =
            "dynamodb:" + std::string(kind == OperationKind::ConditionCheck ? std::string_view("ConditionCheckItem") : model::textOf(kind));
        Keys &keys = m_actions[{table->definition.name, operation.index}].try_emplace(action, std::set<std::string>()).first->second;
        const auto pattern = partitionKeyOf(operation, *table);
        if (!pattern)
            keys.reset();
        else if (keys)
            keys->insert(*pattern);
    }

    std::optional<std::string> partitionKeyOf(const Operation &operation, const model::Table &table) const
    {
        const auto &partition = table.definition.key.partition;
        if (!operation.index.empty() || partition.size() != 1 || partition.front().type != schema::KeyType::S)
            return std::nullopt;
        const std::string &name = partition.front().name;
        for (const model::KeyComparison &comparison : operation.keyCondition)
            if (comparison.attribute == name && comparison.values.size() == 1)
                return patternOf(comparison.values.front());
        for (const auto *values : {&operation.key, &operation.item})
            for (const auto &[attribute, operand] : *values)
                if (attribute == name)
                    return patternOf(operand);
        const model::Entity *entity = m_model.findEntity(operation.entity);
        const std::string *keyTemplate = entity == nullptr ? nullptr : entity->keyTemplate(name);
        return keyTemplate == nullptr ? std::nullopt : patternOf(std::string_view(*keyTemplate));
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
                statements.push_back({names, &table, place.second, keys});
        }
    }

    const model::Model &m_model;
    std::map<std::pair<std::string, std::string>, std::map<std::string, Keys>> m_actions; ///< of table and index
};

} // namespace

std::vector<PolicyStatement> accessPolicy(const model::Model &model)
{
    return PolicyMaker(model).make();
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

Json policyDocument(const std::vector<PolicyStatement> &statements, const ResourceName &resourceOf)
{
    UniqueNames ids;
    Json all = Json::array();
    for (const PolicyStatement &each : statements) {
        const std::string id = pascalCase(each.table->definition.name) + (each.index.empty() ? "" : pascalCase(each.index));
        Json statement = Json::object({{"Sid", jsonText(ids.take(id))},
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
