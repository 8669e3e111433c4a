#include "core/service/operations/auto_scaling_operations.h"

#include "core/engine/engine.h"
#include "core/service/operations/json_writer.h"
#include "core/service/operations/request_parts.h"

namespace keywright::service {

namespace {

constexpr std::string_view kReadUpdate = "ProvisionedReadCapacityAutoScalingUpdate";
constexpr std::string_view kWriteUpdate = "ProvisionedWriteCapacityAutoScalingUpdate";

engine::AutoScalingUpdate scalingUpdateOf(const RequestValue &request)
{
    engine::AutoScalingUpdate update;
    update.isDisabled = request.flag("AutoScalingDisabled");
    update.minimum = request.optionalInteger("MinimumUnits");
    update.maximum = request.optionalInteger("MaximumUnits");
    const auto policy = request.find("ScalingPolicyUpdate");
    const auto tracking = policy ? policy->find("TargetTrackingScalingPolicyConfiguration") : std::nullopt;
    if (!tracking)
        return update;
    update.hasPolicy = true;
    update.policyName = policy->text("PolicyName");
    update.target = {tracking->optionalDouble("TargetValue").value_or(0), tracking->optionalFlag("DisableScaleIn"),
                     tracking->optionalInteger("ScaleInCooldown"), tracking->optionalInteger("ScaleOutCooldown")};
    return update;
}

std::optional<engine::AutoScalingUpdate> scalingUpdateIn(const RequestValue &request, std::string_view member)
{
    const auto update = request.find(member);
    return update ? std::optional(scalingUpdateOf(*update)) : std::nullopt;
}

std::map<std::string, engine::AutoScalingUpdate> indexUpdatesIn(const RequestValue &request, std::string_view list, std::string_view member)
{
    std::map<std::string, engine::AutoScalingUpdate> updates;
    for (const RequestValue &index : request.list(list))
        if (const auto update = index.find(member))
            updates[std::string(index.text("IndexName"))] = scalingUpdateOf(*update);
    return updates;
}

void writePolicy(JsonWriter &out, const engine::AutoScalingSettings &settings)
{
    const engine::AutoScalingTarget &target = settings.target;
    out.beginObject();
    out.member("PolicyName", settings.policyName);
    out.key("TargetTrackingScalingPolicyConfiguration");
    out.beginObject();
    if (target.disablesScaleIn) {
        out.key("DisableScaleIn");
        out.boolean(*target.disablesScaleIn);
    }
    if (target.scaleInCooldown)
        out.member("ScaleInCooldown", *target.scaleInCooldown);
    if (target.scaleOutCooldown)
        out.member("ScaleOutCooldown", *target.scaleOutCooldown);
    out.key("TargetValue");
    out.real(target.value);
    out.endObject();
    out.endObject();
}

/// AutoScalingDisabled is there only when it is true, and then nothing but an empty list beside it (measured by others).
void writeScaling(JsonWriter &out, std::string_view name, const std::optional<engine::AutoScalingSettings> &settings,
                  const engine::EngineOptions &options)
{
    out.key(name);
    out.beginObject();
    if (settings) {
        out.member("MinimumUnits", settings->minimum);
        out.member("MaximumUnits", settings->maximum);
        out.member("AutoScalingRoleArn", engine::autoScalingRoleArn(options));
    } else {
        out.key("AutoScalingDisabled");
        out.boolean(true);
    }
    out.key("ScalingPolicies");
    out.beginArray();
    if (settings)
        writePolicy(out, *settings);
    out.endArray();
    out.endObject();
}

void writeAutoScaling(std::string &body, const engine::AutoScalingDescription &table, const engine::EngineOptions &options)
{
    JsonWriter out(body);
    out.beginObject();
    out.key("TableAutoScalingDescription");
    out.beginObject();
    out.member("TableName", table.table);
    out.member("TableStatus", engine::textOf(table.status));
    out.key("Replicas");
    out.beginArray();
    out.beginObject();
    out.member("RegionName", options.region);
    out.key("GlobalSecondaryIndexes");
    out.beginArray();
    for (const engine::AutoScalingDescription::Index &index : table.indexes) {
        out.beginObject();
        out.member("IndexName", index.name);
        out.member("IndexStatus", engine::textOf(index.status));
        writeScaling(out, "ProvisionedReadCapacityAutoScalingSettings", index.capacity.reads, options);
        writeScaling(out, "ProvisionedWriteCapacityAutoScalingSettings", index.capacity.writes, options);
        out.endObject();
    }
    out.endArray();
    writeScaling(out, "ReplicaProvisionedReadCapacityAutoScalingSettings", table.capacity.reads, options);
    writeScaling(out, "ReplicaProvisionedWriteCapacityAutoScalingSettings", table.capacity.writes, options);
    out.member("ReplicaStatus", engine::textOf(table.status));
    out.endObject();
    out.endArray();
    out.endObject();
    out.endObject();
}

} // namespace

void describeTableReplicaAutoScaling(const OperationCall &call, std::string &body)
{
    writeAutoScaling(body, call.engine.autoScaling().describe(std::string(call.request.text("TableName"))), call.engine.options());
}

void updateTableReplicaAutoScaling(const OperationCall &call, std::string &body)
{
    const Request &request = call.request;
    engine::AutoScalingRequest asked;
    asked.table = request.text("TableName");
    asked.writes = scalingUpdateIn(request, kWriteUpdate);
    asked.indexWrites = indexUpdatesIn(request, "GlobalSecondaryIndexUpdates", kWriteUpdate);
    for (const RequestValue &replica : request.list("ReplicaUpdates"))
        asked.replicas.push_back({std::string(replica.text("RegionName")),
                                  scalingUpdateIn(replica, "ReplicaProvisionedReadCapacityAutoScalingUpdate"),
                                  indexUpdatesIn(replica, "ReplicaGlobalSecondaryIndexUpdates", kReadUpdate)});
    writeAutoScaling(body, call.engine.autoScaling().update(asked), call.engine.options());
}

} // namespace keywright::service
