#include "core/session/live_table.h"

#include <algorithm>

#include "core/engine/service_error.h"
#include "core/exchange/infrastructure.h"
#include "core/model/model_diff.h"

namespace keywright::session {

using engine::ServiceError;
using engine::TableStatus;

namespace {

constexpr std::chrono::milliseconds kFirstWait{20};
constexpr std::chrono::milliseconds kLongestWait{5'000};

std::optional<engine::TableDescription> describe(connection::Connection &connection, const std::string &table)
{
    try {
        return connection.describeTable(table);
    } catch (const ServiceError &error) {
        if (error.name() == "ResourceNotFoundException")
            return std::nullopt;
        throw;
    }
}

/// Some engines that speak the protocol have neither.
bool isUnknownThere(const ServiceError &error)
{
    return error.name() == "UnknownOperationException" || error.name() == "ValidationException" || error.name() == "AccessDeniedException";
}

std::map<std::string, std::string> tagsOf(connection::Connection &connection, const engine::TableDescription &description)
{
    try {
        const auto tags = connection::allTags(connection, description.arn);
        return {tags.begin(), tags.end()};
    } catch (const ServiceError &error) {
        if (!isUnknownThere(error))
            throw;
        return {};
    }
}

std::string timeToLiveOf(connection::Connection &connection, const std::string &table)
{
    try {
        const engine::TimeToLiveDescription description = connection.describeTimeToLive(table);
        const bool isOn =
            description.status == engine::TimeToLiveStatus::Enabled || description.status == engine::TimeToLiveStatus::Enabling;
        return isOn ? description.attribute : std::string();
    } catch (const ServiceError &error) {
        if (!isUnknownThere(error))
            throw;
        return {};
    }
}

bool isActive(const engine::TableDescription &description)
{
    return description.status == TableStatus::Active
        && std::all_of(description.indexes.begin(), description.indexes.end(),
                       [](const engine::IndexDescription &index) {
                           return index.isLocal || (index.status == TableStatus::Active && !index.isBackfilling);
                       })
        && std::all_of(description.vectorIndexes.begin(), description.vectorIndexes.end(),
                       [](const engine::VectorIndexDescription &index) { return index.status == TableStatus::Active; });
}

/// Looks again and again, at growing intervals.
bool waitUntil(const std::function<bool()> &isReached, const Wait &wait, const std::stop_token &stop)
{
    std::chrono::milliseconds interval = kFirstWait;
    while (!isReached()) {
        if (stop.stop_requested())
            return false;
        wait(interval);
        interval = std::min(interval * 2, kLongestWait);
    }
    return true;
}

void followScaling(std::int64_t &wanted, std::int64_t live, const std::optional<model::AutoScaling> &scaling)
{
    if (scaling && live >= scaling->minimum && live <= scaling->maximum)
        wanted = live;
}

void completeCapacity(schema::Capacity &wanted, const schema::Capacity *live, const model::CapacityScaling &scaling)
{
    if (live == nullptr)
        return;
    if (wanted.provisioned && live->provisioned) {
        followScaling(wanted.provisioned->readCapacityUnits, live->provisioned->readCapacityUnits, scaling.read);
        followScaling(wanted.provisioned->writeCapacityUnits, live->provisioned->writeCapacityUnits, scaling.write);
    }
    const auto keep = [](std::optional<std::int64_t> &asked, const std::optional<std::int64_t> &present) {
        if (present && (!asked || *asked < *present))
            asked = present;
    };
    if (live->warm) {
        schema::WarmThroughput warm = wanted.warm.value_or(schema::WarmThroughput());
        keep(warm.readUnitsPerSecond, live->warm->readUnitsPerSecond);
        keep(warm.writeUnitsPerSecond, live->warm->writeUnitsPerSecond);
        wanted.warm = warm;
    }
}

/// An alias cannot be told from the ARN of its key, and the account's own key is described by its ARN.
bool canBeTheSameKey(const schema::Encryption &wanted, const LiveTable &live)
{
    const std::string &key = wanted.kmsKey;
    const std::string &arn = live.description.encryptionKeyArn;
    return key.empty() || key.starts_with("alias/") || key == arn || arn.ends_with("key/" + key);
}

} // namespace

std::optional<LiveTable> readLiveTable(connection::Connection &connection, const std::string &table)
{
    auto description = describe(connection, table);
    if (!description)
        return std::nullopt;
    LiveTable live;
    live.shape.definition = description->definition;
    for (const engine::IndexDescription &index : description->indexes)
        if (index.status == TableStatus::Deleting)
            std::erase_if(live.shape.definition.globalIndexes, [&](const auto &each) { return each.name == index.definition.name; });
    live.shape.definition.tags = tagsOf(connection, *description);
    if (description->status != TableStatus::Creating && description->status != TableStatus::Deleting)
        live.shape.timeToLiveAttribute = timeToLiveOf(connection, table);
    live.size = {description->itemCount, description->sizeInBytes};
    live.description = std::move(*description);
    return live;
}

schema::TableShape wantedShape(const model::Table &table, const LiveTable *live)
{
    schema::TableShape wanted = model::shapeOf(table);
    schema::TableDefinition &definition = wanted.definition;
    const bool isProvisioned = definition.billingMode == schema::BillingMode::Provisioned;
    if (isProvisioned)
        definition.capacity.provisioned = exchange::provisionedOf(table, nullptr);
    completeCapacity(definition.capacity, live == nullptr ? nullptr : &live->shape.definition.capacity, table.scaling);
    for (schema::IndexDefinition &index : definition.globalIndexes) {
        if (isProvisioned)
            index.capacity.provisioned = exchange::provisionedOf(table, &index);
        const schema::IndexDefinition *present = live == nullptr ? nullptr : live->shape.definition.findIndex(index.name);
        completeCapacity(index.capacity, present == nullptr ? nullptr : &present->capacity, exchange::scalingOf(table, index.name));
    }
    if (live != nullptr && definition.encryption && live->shape.definition.encryption && canBeTheSameKey(*definition.encryption, *live))
        definition.encryption = live->shape.definition.encryption;
    return wanted;
}

bool waitUntilActive(connection::Connection &connection, const std::string &table, const Wait &wait, const std::stop_token &stop)
{
    return waitUntil(
        [&] {
            const auto description = describe(connection, table); // a new one may not be seen at once
            return description && isActive(*description);
        },
        wait, stop);
}

bool waitUntilGone(connection::Connection &connection, const std::string &table, const Wait &wait, const std::stop_token &stop)
{
    return waitUntil([&] { return !describe(connection, table); }, wait, stop);
}

} // namespace keywright::session
