#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/engine/catalog.h"
#include "core/engine/engine_options.h"
#include "core/engine/item_writer.h"
#include "core/engine/jobs.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// The second since 1970 after which the item expires; nullopt when its attribute of that name is missing, no number, or
/// no second that a clock will ever show. A fraction is cut off.
std::optional<std::int64_t> expirySecond(const value::Item &item, const std::string &attribute);

/// The key of the entry by which an expired item is found: table id | id of the expiry index | second (8) | what follows
/// the place in the item's own key, `itemEntry`. Its value is empty. Nullopt when the table has no time to live, or the
/// item does not expire.
std::optional<std::string> expiryEntry(const TableState &table, const value::Item &item, std::string_view itemEntry);

/// A job that deletes items whose time is over, as the service does: not those that are over for more than five years.
/// Source: developer guide, "Using time to live (TTL)".
class Expiry {
public:
    Expiry(const storage::Store &store, const Catalog &catalog, ItemWriter &writer, Jobs &jobs, const EngineOptions &options);

private:
    bool removeSome();
    bool removeSomeOf(const TableState &table);
    void remove(const TableState &table, const std::string &itemEntry, std::int64_t from, std::int64_t to);

    const storage::Store &m_store;
    const Catalog &m_catalog;
    ItemWriter &m_writer;
    const EngineOptions &m_options;
};

} // namespace keywright::engine
