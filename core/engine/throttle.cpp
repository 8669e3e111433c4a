#include "core/engine/throttle.h"

#include "core/engine/resource_names.h"

namespace keywright::engine {

namespace {

capacity::PlaceSettings settingsOf(const TableState &table, const Place &place)
{
    capacity::PlaceSettings settings;
    settings.billingMode = table.definition.billingMode;
    settings.capacity = place.definition != nullptr ? place.definition->capacity : table.definition.capacity;
    settings.hasLocalIndexes = place.definition == nullptr && !table.definition.localIndexes.empty();
    return settings;
}

[[noreturn]] void refuse(const EngineOptions &options, const TableState &table, const Place &place, capacity::ThrottleCause cause,
                         bool isWrite)
{
    const bool isIndex = place.definition != nullptr;
    const std::string arn = tableArn(options, table.definition.name) + (isIndex ? "/index/" + place.definition->name : std::string());
    const std::string reason = capacity::reasonText(cause, isIndex, isWrite);
    if (table.definition.billingMode == schema::BillingMode::Provisioned) {
        const std::string what = isIndex
            ? "for one or more global secondary indexes of the table was exceeded. Consider increasing your "
              "provisioning level for the under-provisioned global secondary indexes with the UpdateTable API"
            : "for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.";
        throw ThrottledError("ProvisionedThroughputExceededException", "The level of configured provisioned throughput " + what, reason,
                             arn);
    }
    throw ThrottledError("ThrottlingException",
                         "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or "
                         "index so please try again shortly. If exceptions persist, check if you have a hot key: "
                         "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html",
                         reason, arn);
}

/// An LSI has no partitions of its own.
const Place &holderOf(const TableState &table, const Place &place)
{
    return place.isLocal ? table.base : place;
}

} // namespace

std::shared_ptr<capacity::RequestLimits> Throttle::limitsOf(const TableState &table, const Place &place)
{
    const capacity::PlaceSettings settings = settingsOf(table, place);
    const std::lock_guard lock(m_mutex);
    Limits &held = m_limits[{table.id, place.id}];
    if (!held.limits || !(held.settings == settings))
        held = {settings, std::make_shared<capacity::RequestLimits>(settings, *m_options.throttle)};
    return held.limits;
}

void Throttle::ask(const TableState &table, const Place &place, std::uint64_t hash, bool isWrite)
{
    if (!m_options.throttle)
        return;
    const Place &holder = holderOf(table, place);
    const capacity::ThrottleCause cause = limitsOf(table, holder)->ask(hash, isWrite, second());
    if (cause != capacity::ThrottleCause::None)
        refuse(m_options, table, holder, cause, isWrite);
}

void Throttle::consumed(const TableState &table, const Place &place, std::uint64_t hash, const capacity::Units &units)
{
    if (m_options.throttle)
        limitsOf(table, holderOf(table, place))->consumed(hash, units, second());
}

void Throttle::forget(capacity::TrafficPlace place)
{
    const std::lock_guard lock(m_mutex);
    m_limits.erase(place);
}

} // namespace keywright::engine
