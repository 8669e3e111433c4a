#include "core/engine/expiry.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "core/engine/item_key.h"
#include "core/engine/service_error.h"
#include "core/storage/item_bytes.h"
#include "core/value/decimal.h"

namespace keywright::engine {

namespace {

constexpr std::int64_t kSecondsKept = std::int64_t{5} * 365 * 24 * 60 * 60; ///< what is over for longer stays
constexpr std::size_t kRemovedAtOnce = 100;
constexpr int kMostDigits = 12; ///< later than the year 30,000

std::string secondKey(const TableState &table, std::int64_t second)
{
    std::string key = storage::placePrefix(table.id, table.expiry->id);
    storage::appendBigEndian64(key, static_cast<std::uint64_t>(second));
    return key;
}

} // namespace

std::optional<std::int64_t> expirySecond(const value::Item &item, const std::string &attribute)
{
    const value::AttributeValue *found = item.find(attribute);
    const auto *number = found == nullptr ? nullptr : found->get<value::Decimal>();
    if (number == nullptr || number->isNegative() || number->exponent() >= kMostDigits)
        return std::nullopt;
    const std::string text = number->text();
    std::int64_t second = 0;
    std::from_chars(text.data(), text.data() + text.size(), second); // up to the point
    return second;
}

std::optional<std::string> expiryEntry(const TableState &table, const value::Item &item, std::string_view itemEntry)
{
    if (!table.expiry)
        return std::nullopt;
    const auto second = expirySecond(item, table.expiry->attribute);
    if (!second)
        return std::nullopt;
    return secondKey(table, *second) + std::string(itemEntry.substr(storage::kPlacePrefixBytes));
}

Expiry::Expiry(const storage::Store &store, const Catalog &catalog, ItemWriter &writer, Jobs &jobs, const EngineOptions &options)
    : m_store(store), m_catalog(catalog), m_writer(writer), m_options(options)
{
    jobs.add("expiry", [this] { return removeSome(); });
}

bool Expiry::removeSome()
{
    bool hasMore = false;
    for (const auto &table : m_catalog.all())
        if (table->expiry)
            hasMore = removeSomeOf(*table) || hasMore;
    return hasMore;
}

bool Expiry::removeSomeOf(const TableState &table)
{
    const std::int64_t to = m_options.clock() / 1000;
    const std::int64_t from = std::max<std::int64_t>(to - kSecondsKept, 0);
    std::vector<std::string> entries;
    {
        const std::string end = secondKey(table, to);
        const storage::Snapshot snapshot = m_store.snapshot();
        storage::Cursor cursor = snapshot.cursor();
        for (cursor.seek(secondKey(table, from)); cursor.isValid() && cursor.key() < end && entries.size() < kRemovedAtOnce; cursor.next())
            entries.push_back(storage::placePrefix(table.id, table.base.id)
                              + std::string(cursor.key().substr(storage::kPlacePrefixBytes + sizeof(std::uint64_t))));
        cursor.check();
    }
    for (const std::string &entry : entries)
        remove(table, entry, from, to);
    return entries.size() == kRemovedAtOnce;
}

void Expiry::remove(const TableState &table, const std::string &itemEntry, std::int64_t from, std::int64_t to)
{
    const auto stored = m_store.get(itemEntry);
    if (!stored)
        return;
    const value::Item key = keyOf(table.definition.key, storage::fromItemBytes(*stored));
    const auto isExpired = [&](const value::Item &item) {
        // The table of that name may be another one by now, or have no time to live any more.
        const auto now = m_catalog.findById(table.id);
        if (now == nullptr || !now->expiry || m_catalog.find(table.definition.name)->id != table.id)
            return false;
        const auto second = expirySecond(item, now->expiry->attribute);
        return second && *second >= from && *second < to;
    };
    try {
        m_writer.removeExpired(table.definition.name, key, isExpired);
    } catch (const ServiceError &) {
        return; // the table has gone, and its items go with it
    }
}

} // namespace keywright::engine
