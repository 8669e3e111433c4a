#include "core/exchange/nosql_workbench_capacity.h"

#include <string_view>

#include "core/exchange/building.h"

namespace keywright::exchange {

using value::Json;

namespace {

constexpr std::string_view kScalingRole = "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable";
constexpr std::int64_t kLeastTarget = 20; ///< per cent, as DynamoDB's own console and API take them
constexpr std::int64_t kMostTarget = 90;

struct Direction {
    const char *member;
    std::optional<model::AutoScaling> model::CapacityScaling::*scaling;
};
constexpr Direction kDirections[] = {{"AutoScalingRead", &model::CapacityScaling::read},
                                     {"AutoScalingWrite", &model::CapacityScaling::write}};

std::optional<std::int64_t> integerAt(const Json &json, std::string_view outer, std::string_view inner)
{
    const Json *inside = json.find(outer);
    const Json *found = inside == nullptr ? nullptr : inside->find(inner);
    return found == nullptr ? std::nullopt : found->asInteger();
}

std::optional<model::AutoScaling> scalingFrom(const Json *json)
{
    if (json == nullptr)
        return std::nullopt;
    const auto minimum = integerAt(*json, "ScalableTargetRequest", "MinCapacity");
    const auto maximum = integerAt(*json, "ScalableTargetRequest", "MaxCapacity");
    const auto target = integerAt(*json, "ScalingPolicyConfiguration", "TargetValue");
    if (!minimum || !maximum || !target || *minimum < 1 || *maximum < *minimum || *target < kLeastTarget || *target > kMostTarget)
        return std::nullopt;
    return model::AutoScaling{*minimum, *maximum, *target};
}

/// The members of `before`, with those of `json` in their place or behind them.
Json merged(const Json *before, const Json &json)
{
    Json out = before != nullptr && before->isObject() ? *before : Json::object();
    for (const Json::Member &member : json.members())
        out.set(member.name, member.value);
    return out;
}

Json scalingJson(const model::AutoScaling &scaling, const Json *before)
{
    const Json *targetBefore = before == nullptr ? nullptr : before->find("ScalableTargetRequest");
    Json target = merged(targetBefore,
                         Json::object({{"MinCapacity", Json::number(scaling.minimum)}, {"MaxCapacity", Json::number(scaling.maximum)}}));
    if (target.find("ServiceRole") == nullptr)
        target.set("ServiceRole", jsonText(kScalingRole));
    const Json policy = merged(before == nullptr ? nullptr : before->find("ScalingPolicyConfiguration"),
                               Json::object({{"TargetValue", Json::number(scaling.targetUtilization)}}));
    return merged(before, Json::object({{"ScalableTargetRequest", target}, {"ScalingPolicyConfiguration", policy}}));
}

} // namespace

model::CapacityScaling workbenchScaling(const Json &settings)
{
    model::CapacityScaling scaling;
    for (const Direction &direction : kDirections)
        scaling.*direction.scaling = scalingFrom(settings.find(direction.member));
    return scaling;
}

Json workbenchCapacity(const model::Table &table, const Json *before)
{
    const schema::ProvisionedThroughput &units = *table.definition.capacity.provisioned;
    const Json throughput = Json::object(
        {{"ReadCapacityUnits", Json::number(units.readCapacityUnits)}, {"WriteCapacityUnits", Json::number(units.writeCapacityUnits)}});
    const Json *throughputBefore = before == nullptr ? nullptr : before->find("ProvisionedThroughput");
    const Json with = merged(before, Json::object({{"ProvisionedThroughput", merged(throughputBefore, throughput)}}));
    Json settings = Json::object();
    for (const Json::Member &member : with.members()) {
        const bool isScaling = member.name == kDirections[0].member || member.name == kDirections[1].member;
        if (!isScaling || !scalingFrom(&member.value))
            settings.set(member.name, member.value);
    }
    for (const Direction &direction : kDirections)
        if (const auto &scaling = table.scaling.*direction.scaling)
            settings.set(direction.member, scalingJson(*scaling, before == nullptr ? nullptr : before->find(direction.member)));
    return settings;
}

} // namespace keywright::exchange
