#pragma once

#include <filesystem>

namespace keywright::storage {

/// Brings a damaged store back to where it can be opened, with whatever LevelDB can still read; a copy of the folder as it was
/// is made beside it first, and its path is returned. What was lost is not known here, and records that are left need not
/// agree with each other. Throws StorageError: InUse when a process has the store, and when it cannot be copied or repaired.
std::filesystem::path repair(const std::filesystem::path &folder);

} // namespace keywright::storage
