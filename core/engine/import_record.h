#pragma once

#include <string>

#include "core/engine/imports.h"

namespace keywright::engine {

/// An import as the store keeps it: a JSON text.
std::string toImportRecord(const ImportDescription &import);

/// Without its ARNs. Throws storage::StorageError (Damaged) when it is something else.
ImportDescription fromImportRecord(const std::string &id, const std::string &record);

} // namespace keywright::engine
