#pragma once

#include <string>

#include "core/engine/exports.h"

namespace keywright::engine {

/// An export as the store keeps it: a JSON text. `table` and `log` say where its changes are kept.
std::string toExportRecord(const ExportDescription &exported, storage::TableId table, storage::IndexId log);

struct StoredExport {
    ExportDescription description; ///< without its ARN
    storage::TableId table = 0;
    storage::IndexId log = 0;
};

/// Throws storage::StorageError (Damaged) when it is something else.
StoredExport fromExportRecord(const std::string &id, const std::string &record);

} // namespace keywright::engine
