#include "core/exchange/services.h"

#include <algorithm>

#include "core/exchange/access_policy.h"
#include "core/exchange/building.h"
#include "core/exchange/infrastructure.h"
#include "core/exchange/naming.h"
#include "core/exchange/stream_filter.h"

namespace keywright::exchange {

using value::Json;

namespace {

constexpr std::size_t kLongestDaxName = 20;

Json policy(const Json &statements)
{
    return Json::object({{"Version", jsonText("2012-10-17")}, {"Statement", statements}});
}

} // namespace

std::string daxNameFrom(const std::string &modelName)
{
    std::string name;
    for (const std::string &word : wordsOf(modelName)) {
        const std::string longer = name + (name.empty() ? "" : "-") + word;
        if (longer.size() > kLongestDaxName)
            break;
        name = longer;
    }
    return name.empty() ? wordsOf(modelName).front().substr(0, kLongestDaxName) : name;
}

Json daxTrustPolicy()
{
    return policy(Json::array({Json::object({{"Effect", jsonText("Allow")},
                                             {"Principal", Json::object({{"Service", jsonText("dax.amazonaws.com")}})},
                                             {"Action", jsonText("sts:AssumeRole")}})}));
}

Json daxPolicy(const model::Model &model, const std::vector<DaxGrant> &grants)
{
    UniqueNames ids;
    Json statements = Json::array();
    for (const DaxGrant &grant : grants) {
        std::vector<std::string> actions = itemActionsOn(model, *grant.table);
        actions.insert(std::upper_bound(actions.begin(), actions.end(), "dynamodb:DescribeTable"), "dynamodb:DescribeTable");
        Json resources = Json::array();
        for (const Json &resource : grant.resources)
            resources.append(resource);
        statements.append(Json::object({{"Sid", jsonText(ids.take(pascalCase(grant.table->definition.name)))},
                                        {"Effect", jsonText("Allow")},
                                        {"Action", jsonTexts(actions)},
                                        {"Resource", resources}}));
    }
    return policy(statements);
}

Json vpcEndpointPolicy(const Json &resources)
{
    return policy(Json::array({Json::object({{"Sid", jsonText("OnlyTheTables")},
                                             {"Effect", jsonText("Allow")},
                                             {"Principal", jsonText("*")},
                                             {"Action", jsonText("dynamodb:*")},
                                             {"Resource", resources}})}));
}

void listStreamLosses(const model::Model &model, std::vector<Loss> &losses)
{
    if (std::none_of(model.tables.begin(), model.tables.end(), hasStream))
        losses.push_back({"tables", "No Lambda function is written: no table of the model has a stream."});
    for (const model::Table &table : model.tables) {
        const std::size_t filters = hasStream(table) ? streamFilters(model, table).size() : 0;
        if (filters > kMostStreamFilters)
            losses.push_back({placeOf(model, table) + ".stream",
                              "The Lambda function of " + table.definition.name + " gets every change: its " + std::to_string(filters)
                                  + " entities would need a filter each, and a mapping takes five."});
    }
}

} // namespace keywright::exchange
