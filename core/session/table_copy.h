#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "core/connection/connection.h"
#include "core/schema/table_definition.h"
#include "core/session/item_load.h"

/// All items of a table, set aside in a file of DynamoDB JSON lines while the table is replaced. Inside core/session only.
namespace keywright::session {

/// Called now and then with the items done so far.
using ItemProgress = std::function<void(std::size_t done)>;

/// What was read of a table: two equal ones were of equal items (but for one in 2^64).
struct TableDigest {
    std::size_t items = 0;
    std::uint64_t sum = 0;
    friend bool operator==(const TableDigest &, const TableDigest &) = default;
};

/// Why a table of that definition would not take the item: the key's attributes and those of its indexes. Nullopt when it
/// would. Source: developer guide, "Quotas and limits" and "Supported data types and naming rules".
std::optional<std::string> whyItDoesNotFit(const value::Item &item, const schema::TableDefinition &definition);

/// Reads the whole table and writes it to `file`, which appears whole or not at all. Nullopt when the stop token came; no
/// file then. Throws std::runtime_error, and writes none, when an item would not fit into a table of the definition
/// `into`, or two of them would become one; and as the connection and itemfile do.
std::optional<TableDigest> copyAside(connection::Connection &connection, const std::string &table, const schema::TableDefinition &into,
                                     const std::filesystem::path &file, const ItemProgress &progress, const std::stop_token &stop);

/// Reads the whole table once more. Nullopt when the stop token came.
std::optional<TableDigest> digestOf(connection::Connection &connection, const std::string &table, const ItemProgress &progress,
                                    const std::stop_token &stop);

/// Puts the items of the file through the loader; the number of items that the file has, nullopt when the stop token came.
/// Throws std::runtime_error when the file is damaged, and as the connection and itemfile do.
std::optional<std::size_t> copyBack(const std::filesystem::path &file, ItemLoader &loader, const ItemProgress &progress,
                                    const std::stop_token &stop);

} // namespace keywright::session
