#include "core/engine/traffic_report.h"

#include "core/engine/key_range.h"
#include "core/storage/key_encoding.h"

namespace keywright::engine {

namespace {

capacity::TrafficPlace placeOf(const TableState &table, const Place &place)
{
    return {table.id, place.id};
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

void TrafficReport::record(const TableState &table, const Place &place, std::string_view entryKey, Keys keys, double readUnits,
                           double writeUnits)
{
    capacity::Traffic traffic{.place = placeOf(table, place),
                              .bucket = bucketInEntryKey(entryKey),
                              .readUnits = readUnits,
                              .writeUnits = writeUnits,
                              .second = now()};
    m_recorder.record({&traffic, 1});
    if (!ContributorInsights::counts(table, place) || entryKey.size() <= storage::kHashedPrefixBytes)
        return;
    const EncodedKeyParts parts = splitKey(keyOfPlace(table, place), entryKey.substr(storage::kHashedPrefixBytes));
    traffic.partitionKey = parts.partition;
    if (keys == Keys::Whole)
        traffic.sortKey = parts.sort;
    if (!traffic.partitionKey.empty())
        m_insights.record(table, place, traffic);
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
}

} // namespace keywright::engine
