#include "core/engine/table_record.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "core/engine/engine_options.h"
#include "core/schema/table_json.h"
#include "core/storage/storage_error.h"
#include "core/value/json.h"
#include "core/value/md5.h"

namespace keywright::engine {

using storage::IndexId;
using storage::StorageError;
using storage::TableId;
using value::Json;

namespace {

[[noreturn]] void damagedTable(const std::string &table, const std::string &why)
{
    throw StorageError(StorageError::Kind::Damaged,
                       "The store's record of table " + table + " cannot be read: " + why
                           + ". The store is damaged; copy its folder aside and open the model again.");
}

std::int64_t integer(const Json &json, const char *name, std::int64_t otherwise = 0)
{
    const Json *found = json.find(name);
    return found == nullptr ? otherwise : found->asInteger().value_or(otherwise);
}

std::optional<std::int64_t> optionalInteger(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found == nullptr ? std::nullopt : found->asInteger();
}

std::string text(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found == nullptr ? std::string() : found->text();
}

bool boolean(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found != nullptr && found->asBoolean();
}

void set(Json &json, const char *name, const std::optional<std::int64_t> &number)
{
    if (number)
        json.set(name, Json::number(*number));
}

/// What is 0 or empty is left out.
void setIfAny(Json &json, const char *name, std::int64_t number)
{
    if (number != 0)
        json.set(name, Json::number(number));
}

void setIfAny(Json &json, const char *name, const Json &object)
{
    if (!object.members().empty() || !object.elements().empty())
        json.set(name, object);
}

Json statusJson(const PassingStatus &status)
{
    if (status.until == 0)
        return Json::object();
    return Json::object({{"is", Json::string(std::string(textOf(status.status)))}, {"until", Json::number(status.until)}});
}

PassingStatus statusFrom(const Json *json)
{
    PassingStatus status;
    if (json == nullptr)
        return status;
    for (const TableStatus each : {TableStatus::Creating, TableStatus::Updating, TableStatus::Deleting})
        if (text(*json, "is") == textOf(each))
            status.status = each;
    status.until = integer(*json, "until");
    return status;
}

Json throughputJson(const ThroughputHistory &throughput)
{
    Json json = Json::object();
    set(json, "increased", throughput.lastIncreaseAt);
    set(json, "decreased", throughput.lastDecreaseAt);
    setIfAny(json, "decreases", throughput.decreases);
    return json;
}

ThroughputHistory throughputFrom(const Json *json)
{
    if (json == nullptr)
        return {};
    return {optionalInteger(*json, "increased"), optionalInteger(*json, "decreased"), integer(*json, "decreases")};
}

Json indexHistoriesJson(const TableState &table)
{
    Json all = Json::object();
    for (const auto &[name, history] : table.indexHistories) {
        Json json = Json::object();
        setIfAny(json, "status", statusJson(history.status));
        setIfAny(json, "throughput", throughputJson(history.throughput));
        setIfAny(all, name.c_str(), json);
    }
    return all;
}

/// An index alone, as the only one of a table of its own.
Json departingIndexesJson(const TableState &table)
{
    Json all = Json::array();
    for (const DepartingIndex &departing : table.departingIndexes) {
        schema::TableDefinition alone;
        alone.name = table.definition.name;
        alone.key = table.definition.key;
        alone.globalIndexes = {departing.definition};
        all.append(Json::object({{"until", Json::number(departing.until)}, {"definition", schema::toCreateTableJson(alone)}}));
    }
    return all;
}

Json expiryJson(const TableState &table)
{
    Json json = Json::object();
    if (table.expiry) {
        json.set("attribute", Json::string(table.expiry->attribute));
        json.set("id", Json::number(table.expiry->id));
        setIfAny(json, "enabling", table.expiryEnabledUntil);
    } else if (table.departingExpiry) {
        json.set("attribute", Json::string(table.departingExpiry->attribute));
        json.set("disabling", Json::number(table.departingExpiry->until));
    }
    return json;
}

Json policiesJson(const TableState &table)
{
    Json all = Json::object();
    for (const auto &[label, policy] : table.policies)
        all.set(label, Json::object({{"policy", Json::string(policy.policy)}, {"revision", Json::string(policy.revisionId)}}));
    return all;
}

Json insightsJson(const TableState &table)
{
    Json all = Json::object();
    for (const auto &[index, setting] : table.insights)
        all.set(index,
                Json::object({{"enabled", Json::boolean(setting.isEnabled)},
                              {"mode", Json::string(std::string(textOf(setting.mode)))},
                              {"changed", Json::number(setting.changedAt)},
                              {"settled", Json::number(setting.settledAt)}}));
    return all;
}

void setScaling(Json &json, const char *name, const std::optional<AutoScalingSettings> &settings)
{
    if (!settings)
        return;
    char target[64];
    char *const end = std::to_chars(target, target + sizeof target, settings->target.value).ptr;
    Json one = Json::object({{"min", Json::number(settings->minimum)},
                             {"max", Json::number(settings->maximum)},
                             {"policy", Json::string(settings->policyName)},
                             {"target", Json::number(std::string(target, end))}});
    if (settings->target.disablesScaleIn)
        one.set("keepsUp", Json::boolean(*settings->target.disablesScaleIn));
    set(one, "inCooldown", settings->target.scaleInCooldown);
    set(one, "outCooldown", settings->target.scaleOutCooldown);
    json.set(name, one);
}

Json autoScalingJson(const TableState &table)
{
    Json all = Json::object();
    for (const auto &[index, capacity] : table.autoScaling) {
        Json one = Json::object();
        setScaling(one, "reads", capacity.reads);
        setScaling(one, "writes", capacity.writes);
        setIfAny(all, index.c_str(), one);
    }
    return all;
}

std::optional<AutoScalingSettings> scalingOf(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    if (found == nullptr)
        return std::nullopt;
    AutoScalingSettings settings{integer(*found, "min"), integer(*found, "max"), text(*found, "policy"), {}};
    if (const Json *target = found->find("target"))
        settings.target.value = target->asDouble().value_or(0);
    if (found->find("keepsUp") != nullptr)
        settings.target.disablesScaleIn = boolean(*found, "keepsUp");
    if (found->find("inCooldown") != nullptr)
        settings.target.scaleInCooldown = integer(*found, "inCooldown");
    if (found->find("outCooldown") != nullptr)
        settings.target.scaleOutCooldown = integer(*found, "outCooldown");
    return settings;
}

Json destinationsJson(const TableState &table)
{
    Json all = Json::array();
    for (const KinesisDestination &each : table.destinations) {
        Json json = Json::object({{"stream", Json::string(each.streamArn)}, {"on", Json::boolean(each.isOn)}});
        if (each.precision)
            json.set("precision", Json::string(std::string(textOf(*each.precision))));
        json.set("passing", Json::string(std::string(textOf(each.passing))));
        json.set("settled", Json::number(each.settledAt));
        if (!each.failure.empty())
            json.set("failure", Json::string(each.failure));
        all.append(json);
    }
    return all;
}

Json recoveryJson(const TableState &table)
{
    Json json = Json::object();
    if (table.recovery) {
        json.set("id", Json::number(table.recovery->id));
        json.set("since", Json::number(table.recovery->since));
        json.set("days", Json::number(table.recovery->days));
    }
    return json;
}

Json restoreJson(const TableState &table)
{
    Json json = Json::object();
    if (!table.restore)
        return json;
    json.set("source", Json::string(table.restore->sourceTableArn));
    json.set("moment", Json::number(table.restore->moment));
    if (!table.restore->backupArn.empty()) {
        json.set("backup", Json::string(table.restore->backupArn));
        return json;
    }
    json.set("table", Json::number(table.restore->sourceTable));
    json.set("log", Json::number(table.restore->sourceLog));
    if (table.restore->cannotResume)
        json.set("once", Json::boolean(true));
    return json;
}

void readRecovery(const Json &json, TableState &table)
{
    table.importId = text(json, "import");
    if (const Json *recovery = json.find("recovery"))
        table.recovery =
            RecoveryLog{static_cast<IndexId>(integer(*recovery, "id")), integer(*recovery, "since"), integer(*recovery, "days")};
    if (const Json *restore = json.find("restore"))
        table.restore = TableRestore{text(*restore, "source"),
                                     text(*restore, "backup"),
                                     integer(*restore, "moment"),
                                     static_cast<TableId>(integer(*restore, "table")),
                                     static_cast<IndexId>(integer(*restore, "log")),
                                     boolean(*restore, "once")};
}

void readHistories(const Json &json, TableState &table)
{
    if (const Json *histories = json.find("indexes"))
        for (const Json::Member &member : histories->members())
            table.indexHistories[member.name] = {statusFrom(member.value.find("status")), throughputFrom(member.value.find("throughput"))};
    if (const Json *departing = json.find("departingIndexes"))
        for (const Json &each : departing->elements())
            if (const Json *definition = each.find("definition"))
                table.departingIndexes.push_back({schema::fromCreateTableJson(*definition).globalIndexes.at(0), integer(each, "until")});
}

void readExpiry(const Json &json, TableState &table)
{
    const Json *expiry = json.find("expiry");
    if (expiry == nullptr)
        return;
    if (expiry->find("id") != nullptr) {
        table.expiry = ExpiryIndex{static_cast<IndexId>(integer(*expiry, "id")), text(*expiry, "attribute"), false};
        table.expiryEnabledUntil = integer(*expiry, "enabling");
    } else {
        table.departingExpiry = DepartingTimeToLive{text(*expiry, "attribute"), integer(*expiry, "disabling")};
    }
}

void readAttachments(const Json &json, TableState &table)
{
    if (const Json *policies = json.find("policies"))
        for (const Json::Member &member : policies->members())
            table.policies[member.name] = {text(member.value, "policy"), text(member.value, "revision")};
    if (const Json *destinations = json.find("kinesis"))
        for (const Json &each : destinations->elements()) {
            KinesisDestination destination{text(each, "stream"), timePrecisionFromText(text(each, "precision")), boolean(each, "on")};
            for (const DestinationStatus status : {DestinationStatus::Enabling, DestinationStatus::Disabling, DestinationStatus::Updating})
                if (text(each, "passing") == textOf(status))
                    destination.passing = status;
            destination.settledAt = integer(each, "settled");
            destination.failure = text(each, "failure");
            table.destinations.push_back(std::move(destination));
        }
    if (const Json *scaling = json.find("autoScaling"))
        for (const Json::Member &member : scaling->members())
            table.autoScaling[member.name] = {scalingOf(member.value, "reads"), scalingOf(member.value, "writes")};
    if (const Json *insights = json.find("insights"))
        for (const Json::Member &member : insights->members())
            table.insights[member.name] = {
                boolean(member.value, "enabled"),
                insightsModeFromText(text(member.value, "mode")).value_or(InsightsMode::AccessedAndThrottledKeys),
                integer(member.value, "changed"), integer(member.value, "settled")};
}

/// Tables of the first Keywright had no UUID: one that stays the same.
std::string uuidOfOldTable(const std::string &name, TableId id)
{
    return asUuid(value::md5Hex(name + "/" + std::to_string(id)));
}

} // namespace

std::string recordOf(const TableState &table)
{
    Json indexIds = Json::object();
    for (const Place &index : table.indexes)
        indexIds.set(index.definition->name, Json::number(index.id));
    Json json =
        Json::object({{"id", Json::number(table.id)}, {"indexIds", indexIds}, {"definition", schema::toCreateTableJson(table.definition)}});
    json.set("nextIndexId", Json::number(table.nextIndexId));
    json.set("uuid", Json::string(table.uuid));
    json.set("created", Json::number(table.createdAt));
    setIfAny(json, "status", statusJson(table.status));
    setIfAny(json, "throughput", throughputJson(table.throughput));
    setIfAny(json, "indexes", indexHistoriesJson(table));
    setIfAny(json, "departingIndexes", departingIndexesJson(table));
    set(json, "onDemandSince", table.onDemandSince);
    set(json, "tableClassChanged", table.tableClassChangedAt);
    setIfAny(json, "expiry", expiryJson(table));
    setIfAny(json, "recovery", recoveryJson(table));
    setIfAny(json, "restore", restoreJson(table));
    if (!table.importId.empty())
        json.set("import", Json::string(table.importId));
    setIfAny(json, "policies", policiesJson(table));
    setIfAny(json, "insights", insightsJson(table));
    setIfAny(json, "autoScaling", autoScalingJson(table));
    setIfAny(json, "kinesis", destinationsJson(table));
    return json.compact();
}

std::shared_ptr<TableState> tableFromRecord(const std::string &name, const std::string &record)
{
    auto table = std::make_shared<TableState>();
    try {
        const Json json = Json::parse(record);
        const Json *id = json.find("id");
        const Json *definition = json.find("definition");
        const Json *indexIds = json.find("indexIds");
        if (id == nullptr || !id->asInteger() || definition == nullptr || indexIds == nullptr)
            damagedTable(name, "a member is missing");
        table->id = static_cast<TableId>(*id->asInteger());
        table->definition = schema::fromCreateTableJson(*definition);
        table->base.counters = std::make_shared<BucketCounters>();
        for (const auto *indexes : {&table->definition.localIndexes, &table->definition.globalIndexes}) {
            for (const schema::IndexDefinition &index : *indexes) {
                const auto indexId = optionalInteger(*indexIds, index.name.c_str());
                if (!indexId)
                    damagedTable(name, "the index " + index.name + " has no id");
                table->indexes.push_back({static_cast<IndexId>(*indexId), &index, indexes == &table->definition.localIndexes,
                                          std::make_shared<BucketCounters>(), false});
                table->nextIndexId = std::max(table->nextIndexId, static_cast<IndexId>(*indexId + 1));
            }
        }
        table->nextIndexId = static_cast<IndexId>(integer(json, "nextIndexId", table->nextIndexId));
        table->uuid = text(json, "uuid");
        if (table->uuid.empty())
            table->uuid = uuidOfOldTable(name, table->id);
        table->createdAt = integer(json, "created");
        table->status = statusFrom(json.find("status"));
        table->throughput = throughputFrom(json.find("throughput"));
        table->onDemandSince = optionalInteger(json, "onDemandSince");
        if (!table->onDemandSince && table->definition.billingMode == schema::BillingMode::PayPerRequest)
            table->onDemandSince = table->createdAt;
        table->tableClassChangedAt = optionalInteger(json, "tableClassChanged");
        readHistories(json, *table);
        readExpiry(json, *table);
        readRecovery(json, *table);
        readAttachments(json, *table);
    } catch (const value::JsonSyntaxError &error) {
        damagedTable(name, error.what());
    } catch (const std::logic_error &error) { // std::invalid_argument of the definition, std::out_of_range
        damagedTable(name, error.what());
    }
    return table;
}

} // namespace keywright::engine
