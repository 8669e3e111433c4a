#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/table_state.h"
#include "core/storage/store.h"
#include "core/value/attribute_value.h"

namespace keywright::engine {

/// DynamoDB bytes that puts have brought into a table and each of its indexes.
struct BulkPutBytes {
    std::int64_t table = 0;
    std::map<std::string, std::int64_t> localIndexes;
    std::map<std::string, std::int64_t> globalIndexes;
    std::map<std::string, std::int64_t> vectorIndexes;

    void add(const BulkPutBytes &other);
    /// Without the vector indexes, which are counted apart.
    std::int64_t total() const;
    friend bool operator==(const BulkPutBytes &, const BulkPutBytes &) = default;
};

/// What an item is in its table and in each index that holds it.
BulkPutBytes bytesOfPut(const TableState &table, const value::Item &item);

/// What became of one put of a bulk operation.
struct BulkPutOutcome {
    bool isWritten = false;
    std::string refusal;                 ///< why the item cannot be; empty when only its condition did not hold
    std::optional<value::Item> existing; ///< the item that the condition did not hold for
    double units = 0;                    ///< of the write, indexes included
    BulkPutBytes bytes;
};

/// Is told what will be written just before it is, and adds to the same batch.
using BeforeBulkPut = std::function<void(const std::vector<BulkPutOutcome> &, storage::Batch &)>;

} // namespace keywright::engine
