#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "core/connection/connection.h"
#include "core/session/item_load.h"
#include "core/session/live_table.h"

namespace keywright::session {

/// A table that is to be as another one is, perhaps elsewhere and under another name.
struct CloneOrder {
    std::string table;
    std::string target;
    OnSameKey onSameKey = OnSameKey::Overwrite;
    bool copiesItems = true;
    /// Where the place is kept up to which items were copied, so that a clone that was stopped goes on from there.
    std::filesystem::path placeFile;
};

struct CloneProgress {
    std::string activity;   ///< "CreateTable", "copying items", …
    std::size_t done = 0;   ///< items, in all runs together
    std::int64_t items = 0; ///< as the source counts them, which is late on AWS; 0 when it does not tell
};

struct CloneControl {
    std::function<void(const CloneProgress &)> progress; ///< on the calling thread
    std::stop_token stop;                                ///< looked at between pages and batches
    Wait wait;                                           ///< must be given
};

struct CloneReport {
    bool isCreated = false; ///< the target was not there before
    bool isResumed = false; ///< it went on where an earlier run stopped
    bool isStopped = false;
    std::size_t items = 0; ///< copied in all runs together
    ItemLoad load;         ///< of this run
};

/// The place file in `folder` of such a clone between two connections, which `from` and `to` tell from all others.
std::filesystem::path placeFileOf(const std::filesystem::path &folder, const std::string &from, const std::string &to,
                                  const CloneOrder &order);

/// Creates the target when it is not there, with the key, the indexes, the TTL attribute and the settings of the source, waits for
/// it, and copies the items page by page, as many as there are. A target that is there must have the same key. Items written to the
/// source meanwhile may or may not be copied. Throws engine::ServiceError, storage::StorageError, connection::ConnectionError, and
/// std::runtime_error with a sentence; what was copied stays, and the next run goes on.
CloneReport cloneTable(connection::Connection &from, connection::Connection &to, const CloneOrder &order, const CloneControl &control);

} // namespace keywright::session
