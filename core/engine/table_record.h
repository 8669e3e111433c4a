#pragma once

#include <memory>
#include <string>

#include "core/engine/table_state.h"

namespace keywright::engine {

/// A table as the store's record of it: a JSON text with everything that describing the table needs, except the counters.
std::string recordOf(const TableState &table);

/// Reads what recordOf() wrote, or an older Keywright did: what its record lacks gets the value that the table had then.
/// Throws storage::StorageError (Damaged). The counters are empty, and nothing is backfilling.
std::shared_ptr<TableState> tableFromRecord(const std::string &name, const std::string &record);

} // namespace keywright::engine
