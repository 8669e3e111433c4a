#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/connection/connection.h"
#include "core/model/model.h"

namespace keywright::session {

/// An item that a table holds otherwise than the sample data.
struct ItemDifference {
    std::string table;
    std::string key;                    ///< for people: "PK = USER#1, SK = PROFILE"
    std::optional<value::Item> inModel; ///< absent when it was added to the table
    std::optional<value::Item> inTable; ///< absent when it was removed from it
    friend bool operator==(const ItemDifference &, const ItemDifference &) = default;
};

/// How one table has moved on from its sample data.
struct TableDrift {
    std::string table;
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t removed = 0;
    bool isMissing = false;          ///< there is no such table
    bool isOtherwiseDefined = false; ///< its definition is not the model's
    bool isEmpty() const { return added + changed + removed == 0 && !isMissing && !isOtherwiseDefined; }
    friend bool operator==(const TableDrift &, const TableDrift &) = default;
};

/// How tables have moved on from the sample data of a model.
struct SampleDrift {
    std::vector<TableDrift> tables;    ///< those that have, in the model's order
    std::vector<ItemDifference> items; ///< the first kKeptItems, table by table: changed and added ones, then removed ones
    std::size_t tableItems = 0;        ///< in all tables of the model
    bool isStopped = false;            ///< the stop token came: nothing can be said

    static constexpr std::size_t kKeptItems = 500;
    bool isEmpty() const { return tables.empty() && !isStopped; }
    friend bool operator==(const SampleDrift &, const SampleDrift &) = default;
};

/// Reads the model's tables page by page and compares them with its sample data; memory is bounded by the sample data.
/// Throws engine::ServiceError, storage::StorageError, connection::ConnectionError. Thread-safe as far as the connection is.
SampleDrift compareSample(const model::Model &model, connection::Connection &connection, const std::stop_token &stop = {});

/// Everything that the model's tables hold: what is of the sample data in its order, then the rest as the table gives it.
/// A table that is not there has no items. Nullopt when the stop token came, or there are more than `most` items. Throws
/// as compareSample().
std::optional<std::map<std::string, std::vector<value::Item>>> itemsOfTables(const model::Model &model, connection::Connection &connection,
                                                                             std::size_t most, const std::stop_token &stop = {});

} // namespace keywright::session
