#include "core/engine/traffic_report.h"

#include "core/engine/key_range.h"
#include "core/storage/key_encoding.h"

namespace keywright::engine {

namespace {

capacity::TrafficPlace placeOf(const TableState &table, const Place &place)
{
    return {table.id, place.id};
}

/// Of a key that is only the beginning of one, the first hash that it can have.
std::uint64_t hashOf(std::string_view entryKey)
{
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < sizeof hash; ++i) {
        const std::size_t at = storage::kPlacePrefixBytes + i;
        hash = hash << 8 | (at < entryKey.size() ? static_cast<unsigned char>(entryKey[at]) : 0U);
    }
    return hash;
}

} // namespace

std::uint16_t bucketInEntryKey(std::string_view entryKey)
{
    if (entryKey.size() < storage::kPlacePrefixBytes + 2)
        return 0;
    const auto first = static_cast<unsigned char>(entryKey[storage::kPlacePrefixBytes]);
    const auto second = static_cast<unsigned char>(entryKey[storage::kPlacePrefixBytes + 1]);
    return static_cast<std::uint16_t>(first << 2 | second >> 6); // the hash's first ten bits
}

void TrafficReport::askRead(const TableState &table, const Place &place, std::string_view entryKey)
{
    m_throttle.ask(table, place, hashOf(entryKey), false);
}

void TrafficReport::askWrite(const TableState &table, const Place &place, std::string_view entryKey)
{
    m_throttle.ask(table, place, hashOf(entryKey), true);
}

void TrafficReport::record(const TableState &table, const Place &place, std::string_view entryKey, Keys keys, double readUnits,
                           double writeUnits)
{
    const capacity::Traffic traffic{.place = placeOf(table, place),
                                    .bucket = bucketInEntryKey(entryKey),
                                    .readUnits = readUnits,
                                    .writeUnits = writeUnits,
                                    .second = now()};
    m_recorder.record({&traffic, 1});
    m_throttle.consumed(table, place, hashOf(entryKey), {readUnits, writeUnits});
    if (!m_insights.counts(table, place) || entryKey.size() <= storage::kHashedPrefixBytes)
        return;
    const std::string_view attributes = entryKey.substr(storage::kHashedPrefixBytes);
    const EncodedKeyBytes bytes = keyBytesOf(keyOfPlace(table, place), attributes);
    if (bytes.partition > 0)
        m_insights.record(table, place, attributes.substr(0, keys == Keys::Whole ? bytes.whole : bytes.partition), bytes.partition,
                          {readUnits, writeUnits});
}

void TrafficReport::recordRead(const TableState &table, const Place &place, std::string_view entryKey, double units)
{
    record(table, place, entryKey, Keys::Whole, units, 0);
}

void TrafficReport::recordWrite(const TableState &table, const Place &place, std::string_view entryKey, double units)
{
    record(table, place, entryKey, Keys::Whole, 0, units);
}

void TrafficReport::recordQuery(const TableState &table, const Place &place, std::string_view entryKey, double units)
{
    record(table, place, entryKey, Keys::Partition, units, 0);
}

void TrafficReport::recordScan(const TableState &table, const Place &place, std::string_view startEntry,
                               const std::vector<BucketBytes> &read, double units)
{
    const std::int64_t second = now();
    std::int64_t bytes = 0;
    for (const BucketBytes &each : read)
        bytes += each.bytes;
    std::vector<capacity::Traffic> traffic;
    for (const BucketBytes &each : read)
        traffic.push_back({.place = placeOf(table, place),
                           .bucket = each.bucket,
                           .readUnits = units * static_cast<double>(each.bytes) / static_cast<double>(bytes),
                           .second = second});
    if (traffic.empty())
        traffic.push_back({.place = placeOf(table, place), .bucket = bucketInEntryKey(startEntry), .readUnits = units, .second = second});
    m_recorder.record(traffic);
    for (const capacity::Traffic &each : traffic)
        m_throttle.consumed(table, place, static_cast<std::uint64_t>(each.bucket) << 54, {each.readUnits, 0});
}

void TrafficReport::forget(capacity::TrafficPlace place)
{
    m_recorder.forget(place);
    m_throttle.forget(place);
    m_insights.forget(place);
}

} // namespace keywright::engine
