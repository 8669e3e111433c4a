#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/engine/requests.h"

/// Batches as the API shapes them: what a connection takes and gives. Names and meanings are the API's.
namespace keywright::connection {

/// What a BatchGetItem asks of one table.
struct KeysOfTable {
    std::string table;
    std::vector<value::Item> keys;
    bool consistentRead = false;
    std::optional<expression::Projection> projection;
};

/// Of one table; the service gives them in no particular order and leaves out those that it does not have.
struct ItemsOfTable {
    std::string table;
    std::vector<value::Item> items;
};

struct BatchGetResult {
    std::vector<ItemsOfTable> tables;                 ///< one for each table asked for, in that order
    std::vector<KeysOfTable> unprocessed;             ///< to ask for once more; tables with nothing left do not occur
    std::vector<capacity::ConsumedCapacity> consumed; ///< one for each table, in the order of their names
};

struct BatchWriteResult {
    std::vector<engine::WriteAction> unprocessed;     ///< puts and deletes to send once more
    std::vector<capacity::ConsumedCapacity> consumed; ///< one for each table, in the order of their names
    std::vector<engine::ItemCollection> itemCollections;
};

/// What one call of either kind may hold. Source: API reference, BatchGetItem and BatchWriteItem.
inline constexpr std::size_t kMostKeysOfBatch = 100;
inline constexpr std::size_t kMostWritesOfBatch = 25;

} // namespace keywright::connection
