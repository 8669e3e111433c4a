#include "core/engine/auto_scaling.h"

#include <charconv>
#include <set>

#include "core/engine/catalog.h"
#include "core/engine/resource_names.h"
#include "core/engine/service_error.h"
#include "core/engine/table_description.h"

namespace keywright::engine {

namespace {

constexpr double kLowestTarget = 10;
constexpr double kHighestTarget = 90;

[[noreturn]] void failToScale(const std::string &table, const std::string &why)
{
    invalid("Failed to update settings for global table with name: \u2018" + table + "\u2019" + why);
}

/// "90.1", "100.0"
std::string targetText(double target)
{
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, target).ptr;
    const std::string shown(text, end);
    return shown.find_first_of(".e") == std::string::npos ? shown + ".0" : shown;
}

/// `kind` is "Read" or "Write"; `index` is empty for the table itself.
std::optional<AutoScalingSettings> settingsOf(const AutoScalingUpdate &update, const std::string &table, const std::string &index,
                                              const std::string &kind)
{
    if (update.isDisabled)
        return std::nullopt;
    std::string missing;
    const auto require = [&missing](bool isThere, const std::string &parameter) {
        if (!isThere)
            missing += (missing.empty() ? "'" : ", '") + parameter + "'";
    };
    require(update.maximum.has_value(), "MaximumUnits");
    require(update.hasPolicy, "ScalingPolicyUpdate");
    require(update.minimum.has_value(), "MinimumUnits");
    if (!missing.empty())
        failToScale(table, ": Parameters " + missing + " are required unless auto scaling is being disabled.");
    if (*update.maximum < *update.minimum)
        invalid("Maximum capacity cannot be less than minimum capacity");
    if (update.target.value < kLowestTarget || update.target.value > kHighestTarget)
        invalid("For predefined metric type DynamoDB" + kind
                + "CapacityUtilization, target value must be between '10.0' and '90.0', but was '" + targetText(update.target.value)
                + "'.");
    AutoScalingSettings settings{*update.minimum, *update.maximum, update.policyName, update.target};
    if (settings.policyName.empty())
        settings.policyName = "DynamoDB" + kind + "CapacityUtilization:table/" + table + (index.empty() ? "" : "/index/" + index);
    return settings;
}

CapacityAutoScaling &capacityOf(TableState &table, const std::string &index)
{
    if (!index.empty()) {
        const Place *place = table.findIndex(index);
        if (place == nullptr || place->isLocal)
            throw ServiceError("ResourceNotFoundException",
                               "Requested resource not found: Index " + index + " for table " + table.definition.name);
    }
    return table.autoScaling[index];
}

void applyReads(TableState &table, const ReplicaAutoScalingUpdate &replica)
{
    const std::string &name = table.definition.name;
    if (!replica.reads && replica.indexReads.empty())
        failToScale(name, " because at least one update parameter must be specified for region: \u2018" + replica.region + "\u2019.");
    if (replica.reads)
        capacityOf(table, {}).reads = settingsOf(*replica.reads, name, {}, "Read");
    for (const auto &[index, update] : replica.indexReads)
        capacityOf(table, index).reads = settingsOf(update, name, index, "Read");
}

AutoScalingDescription described(const TableState &table, const Committer &committer, const EngineOptions &options)
{
    const auto scalingOf = [&table](const std::string &index) {
        const auto found = table.autoScaling.find(index);
        return found == table.autoScaling.end() ? CapacityAutoScaling() : found->second;
    };
    const TableDescription now = describeTable(table, committer, options);
    AutoScalingDescription description{table.definition.name, now.status, scalingOf({}), {}};
    for (const IndexDescription &index : now.indexes)
        if (!index.isLocal)
            description.indexes.push_back({index.definition.name, index.status, scalingOf(index.definition.name)});
    return description;
}

std::string tableToScale(const EngineOptions &options, const Catalog &catalog, const std::string &nameOrArn)
{
    const std::string name = tableNameOf(options, nameOrArn);
    try {
        catalog.findUsable(name);
    } catch (const ServiceError &error) {
        if (error.name() != "ResourceNotFoundException")
            throw;
        throw ServiceError("ResourceNotFoundException", "Global table with name: '" + name + "' does not exist.");
    }
    return name;
}

} // namespace

AutoScaling::AutoScaling(Catalog &catalog, const Committer &committer, const EngineOptions &options)
    : m_catalog(catalog), m_committer(committer), m_options(options)
{ }

AutoScalingDescription AutoScaling::update(const AutoScalingRequest &request)
{
    const std::string name = tableToScale(m_options, m_catalog, request.table);
    std::set<std::string> regions;
    for (const ReplicaAutoScalingUpdate &replica : request.replicas) {
        if (replica.region != m_options.region)
            invalid("Not supported by Keywright yet: ReplicaUpdates of another region (" + replica.region + ")");
        if (!regions.insert(replica.region).second)
            invalid("ReplicaUpdates names the region " + replica.region + " twice");
    }
    if (!request.writes && request.indexWrites.empty() && request.replicas.empty())
        failToScale(name, " because at least one update parameter must be specified.");
    const auto table = m_catalog.change(name, [&](TableState &next, Catalog::Consequences &) {
        if (request.writes)
            capacityOf(next, {}).writes = settingsOf(*request.writes, name, {}, "Write");
        for (const auto &[index, update] : request.indexWrites)
            capacityOf(next, index).writes = settingsOf(update, name, index, "Write");
        for (const ReplicaAutoScalingUpdate &replica : request.replicas)
            applyReads(next, replica);
    });
    return described(*table, m_committer, m_options);
}

AutoScalingDescription AutoScaling::describe(const std::string &nameOrArn) const
{
    return described(*m_catalog.findUsable(tableToScale(m_options, m_catalog, nameOrArn)), m_committer, m_options);
}

std::string autoScalingRoleArn(const EngineOptions &options)
{
    return "arn:aws:iam::" + options.account
        + ":role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable";
}

} // namespace keywright::engine
