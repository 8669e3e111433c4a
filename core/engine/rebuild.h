#pragma once

#include <cstddef>
#include <memory>

#include "core/engine/engine_options.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// What rebuildFromItems() found.
struct RebuildReport {
    std::size_t tables = 0;
    std::size_t items = 0;
    std::size_t unreadable = 0; ///< items whose bytes were no item any more; they are removed
};

/// Makes everything that follows from the items of a store anew: counts, index entries, expiry entries. For a store that
/// was repaired (storage::Store::repair()), whose parts need not agree. It can be repeated after it was cut off. Streams stay
/// as they are. Throws storage::StorageError.
RebuildReport rebuildFromItems(std::unique_ptr<storage::Store> store, const EngineOptions &options = {});

} // namespace keywright::engine
