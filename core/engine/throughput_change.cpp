#include "core/engine/throughput_change.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "core/engine/service_error.h"
#include "core/engine/table_description.h"

namespace keywright::engine {

using schema::BillingMode;
using schema::ProvisionedThroughput;

namespace {

constexpr std::int64_t kFreeDecreases = 4; ///< on one UTC day; after them one in an hour
constexpr std::int64_t kMsAnHour = 3'600'000;

std::string twoDigits(std::int64_t number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// "Monday, February 13, 2023 at 10:25:39 AM Coordinated Universal Time"
std::string longDate(std::int64_t milliseconds)
{
    using namespace std::chrono;
    constexpr std::array<const char *, 7> kDays{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    constexpr std::array<const char *, 12> kMonths{"January", "February", "March",     "April",   "May",      "June",
                                                   "July",    "August",   "September", "October", "November", "December"};
    const sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds(milliseconds)};
    const sys_days day = floor<days>(moment);
    const year_month_day date(day);
    const hh_mm_ss time(floor<seconds>(moment - day));
    const auto hour = time.hours().count();
    return std::string(kDays.at(weekday(day).c_encoding())) + ", " + kMonths.at(static_cast<unsigned>(date.month()) - 1) + " "
        + std::to_string(static_cast<unsigned>(date.day())) + ", " + std::to_string(static_cast<int>(date.year())) + " at "
        + std::to_string(hour % 12 == 0 ? 12 : hour % 12) + ":" + twoDigits(time.minutes().count()) + ":"
        + twoDigits(time.seconds().count()) + (hour < 12 ? " AM" : " PM") + " Coordinated Universal Time";
}

void countDecrease(ThroughputHistory &history, std::int64_t now)
{
    const bool isSameDay = history.lastDecreaseAt && *history.lastDecreaseAt / kMsADay == now / kMsADay;
    if (!isSameDay)
        history.decreases = 0;
    if (history.decreases >= kFreeDecreases && now < *history.lastDecreaseAt + kMsAnHour)
        throw ServiceError(
            "LimitExceededException",
            "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first "
                + std::to_string(kFreeDecreases)
                + " decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. "
                  "Number of decreases today: "
                + std::to_string(history.decreases) + ". Last decrease at " + longDate(*history.lastDecreaseAt)
                + ". Next decrease can be made at " + longDate(*history.lastDecreaseAt + kMsAnHour));
    ++history.decreases;
    history.lastDecreaseAt = now;
}

/// What was provisioned once stays warm.
void keepWarm(schema::Capacity &capacity)
{
    if (!capacity.provisioned)
        return;
    schema::WarmThroughput warm = capacity.warm.value_or(schema::WarmThroughput{});
    warm.readUnitsPerSecond = std::max(warm.readUnitsPerSecond.value_or(0), capacity.provisioned->readCapacityUnits);
    warm.writeUnitsPerSecond = std::max(warm.writeUnitsPerSecond.value_or(0), capacity.provisioned->writeCapacityUnits);
    capacity.warm = warm;
}

/// `place` is "table" or "index Name".
void changeProvisioned(schema::Capacity &capacity, const ProvisionedThroughput &wanted, ThroughputHistory &history,
                       const std::string &place, std::int64_t now)
{
    const auto present = capacity.provisioned;
    if (present) {
        const std::string of = place.starts_with("index") ? "index" : place;
        if (*present == wanted)
            throw ServiceError(
                "ValidationException",
                "The provisioned throughput for the " + place
                    + " will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned "
                      "for the "
                    + of + ": " + std::to_string(present->readCapacityUnits)
                    + ". Requested ReadCapacityUnits: " + std::to_string(wanted.readCapacityUnits)
                    + ". Current WriteCapacityUnits provisioned for the " + of + ": " + std::to_string(present->writeCapacityUnits)
                    + ". Requested WriteCapacityUnits: " + std::to_string(wanted.writeCapacityUnits)
                    + ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
        if (wanted.readCapacityUnits < present->readCapacityUnits || wanted.writeCapacityUnits < present->writeCapacityUnits) {
            countDecrease(history, now);
            keepWarm(capacity);
        }
        if (wanted.readCapacityUnits > present->readCapacityUnits || wanted.writeCapacityUnits > present->writeCapacityUnits)
            history.lastIncreaseAt = now;
    }
    capacity.provisioned = wanted;
}

/// `place` is "table" or "index : Name"; a member of -1 takes the maximum away.
void changeMaximum(schema::Capacity &capacity, const schema::OnDemandThroughput &wanted, const std::string &place)
{
    schema::OnDemandThroughput maximum = capacity.onDemandMaximum.value_or(schema::OnDemandThroughput{});
    const auto change = [&place](std::optional<std::int64_t> &present, const std::optional<std::int64_t> &asked,
                                 const std::string &member) {
        if (!asked)
            return;
        if (*asked < 1 && *asked != -1)
            invalidParameter("Requested " + member + " for OnDemandThroughput for " + place + " is outside of valid range");
        present = *asked == -1 ? std::nullopt : asked;
    };
    change(maximum.maxReadRequestUnits, wanted.maxReadRequestUnits, "MaxReadRequestUnits");
    change(maximum.maxWriteRequestUnits, wanted.maxWriteRequestUnits, "MaxWriteRequestUnits");
    if (maximum == schema::OnDemandThroughput())
        capacity.onDemandMaximum.reset();
    else
        capacity.onDemandMaximum = maximum;
}

void refuseMaximum(const schema::OnDemandThroughput &wanted, const std::string &place)
{
    const std::string member = wanted.maxReadRequestUnits ? "MaxReadRequestUnits" : "MaxWriteRequestUnits";
    invalidParameter(member + " for OnDemandThroughput " + place + "cannot be specified when the table BillingMode is PROVISIONED");
}

/// `place` is "table" or "index Name".
void changeWarm(schema::Capacity &capacity, const schema::WarmThroughput &wanted, bool wasOnDemand, const std::string &place)
{
    if (!wanted.readUnitsPerSecond && !wanted.writeUnitsPerSecond)
        invalidParameter("WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for "
                         + (place.starts_with("index") ? "index: " + place.substr(sizeof("index")) : place));
    const WarmThroughputDescription present = warmThroughputOf(capacity, wasOnDemand);
    const auto check = [&place](const std::optional<std::int64_t> &asked, std::int64_t now, const std::string &member) {
        if (asked && *asked < now)
            invalidParameter("Requested " + member + " for WarmThroughput for " + place
                             + " is lower than current WarmThroughput, decreasing WarmThroughput is not supported");
    };
    check(wanted.readUnitsPerSecond, present.readUnitsPerSecond, "ReadUnitsPerSecond");
    check(wanted.writeUnitsPerSecond, present.writeUnitsPerSecond, "WriteUnitsPerSecond");
    capacity.warm = {wanted.readUnitsPerSecond.value_or(present.readUnitsPerSecond),
                     wanted.writeUnitsPerSecond.value_or(present.writeUnitsPerSecond)};
}

void switchBilling(BillingMode mode, std::int64_t now, TableState &next)
{
    schema::TableDefinition &definition = next.definition;
    if (definition.billingMode == mode)
        return;
    definition.billingMode = mode;
    if (mode == BillingMode::PayPerRequest)
        next.onDemandSince = now;
    const auto startAnew = [](schema::Capacity &capacity) {
        keepWarm(capacity);
        capacity.provisioned.reset();
        capacity.onDemandMaximum.reset();
    };
    startAnew(definition.capacity);
    for (schema::IndexDefinition &index : definition.globalIndexes)
        startAnew(index.capacity);
}

} // namespace

void changeThroughput(const UpdateTableRequest &request, std::int64_t now, TableState &next)
{
    schema::TableDefinition &definition = next.definition;
    const BillingMode mode = request.billingMode.value_or(definition.billingMode);
    const bool isOnDemand = mode == BillingMode::PayPerRequest;
    if (isOnDemand && request.capacity.provisioned)
        invalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
    if (request.billingMode == BillingMode::Provisioned && !request.capacity.provisioned)
        invalidParameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
    if (!isOnDemand && request.capacity.onDemandMaximum)
        refuseMaximum(*request.capacity.onDemandMaximum, "");

    switchBilling(mode, now, next);
    if (request.capacity.provisioned)
        changeProvisioned(definition.capacity, *request.capacity.provisioned, next.throughput, "table", now);
    if (request.capacity.onDemandMaximum)
        changeMaximum(definition.capacity, *request.capacity.onDemandMaximum, "table");
    if (request.capacity.warm)
        changeWarm(definition.capacity, *request.capacity.warm, next.onDemandSince.has_value(), "table");
}

void checkNewIndexThroughput(const schema::TableDefinition &table, const schema::IndexDefinition &index)
{
    const bool isOnDemand = table.billingMode == BillingMode::PayPerRequest;
    if (isOnDemand && index.capacity.provisioned)
        invalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " + index.name
                         + " when BillingMode is PAY_PER_REQUEST");
    if (!isOnDemand && !index.capacity.provisioned)
        invalidParameter("ProvisionedThroughput must be specified for index: " + index.name);
    if (!isOnDemand && index.capacity.onDemandMaximum && *index.capacity.onDemandMaximum != schema::OnDemandThroughput())
        refuseMaximum(*index.capacity.onDemandMaximum, "for index : " + index.name + " ");
}

void changeIndexThroughput(const TableState &table, schema::IndexDefinition &index, const schema::Capacity &wanted,
                           ThroughputHistory &history, std::int64_t now)
{
    const bool isOnDemand = table.definition.billingMode == BillingMode::PayPerRequest;
    const bool changesMaximum = wanted.onDemandMaximum && *wanted.onDemandMaximum != schema::OnDemandThroughput();
    if (isOnDemand && wanted.provisioned)
        invalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " + index.name
                         + " when BillingMode is PAY_PER_REQUEST");
    if (isOnDemand && !changesMaximum && !wanted.warm)
        invalidParameter("The only Updates for index: " + index.name
                         + " when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput");
    if (!isOnDemand && changesMaximum)
        refuseMaximum(*wanted.onDemandMaximum, "for index : " + index.name + " ");
    if (!isOnDemand && !wanted.provisioned && !wanted.warm)
        invalidParameter("Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: " + index.name);
    if (wanted.provisioned)
        changeProvisioned(index.capacity, *wanted.provisioned, history, "index " + index.name, now);
    if (changesMaximum)
        changeMaximum(index.capacity, *wanted.onDemandMaximum, "index : " + index.name);
    if (wanted.warm)
        changeWarm(index.capacity, *wanted.warm, table.onDemandSince.has_value(), "index " + index.name);
}

void checkThroughputOfAll(const UpdateTableRequest &request, const schema::TableDefinition &table)
{
    if (request.billingMode != BillingMode::Provisioned)
        return;
    for (const schema::IndexDefinition &index : table.globalIndexes)
        if (!index.capacity.provisioned)
            invalidParameter("ProvisionedThroughput must be specified for index: " + index.name);
}

} // namespace keywright::engine
