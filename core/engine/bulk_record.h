#pragma once

#include <string>

#include "core/engine/bulk_operations.h"

namespace keywright::engine {

/// A bulk operation as the store keeps it: a JSON text.
std::string toBulkRecord(const BulkOperations::Kept &kept);

/// Without its ARN. Throws storage::StorageError (Damaged) when it is something else.
BulkOperations::Kept fromBulkRecord(const std::string &id, const std::string &record);

} // namespace keywright::engine
