#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/connection/connection.h"
#include "core/exchange/inference.h"
#include "core/model/model.h"

namespace keywright::session {

/// What a model holds at most of a table as sample data.
inline constexpr std::size_t kMostSampleItems = 10'000;

struct LiveChoice {
    std::vector<std::string> tables;  ///< empty for all that the connection has
    std::size_t itemsOfTable = 1'000; ///< of each, at most; up to kMostSampleItems
};

/// A model made of tables that a connection has.
struct LiveModel {
    model::Model model; ///< with the entities of the inference
    exchange::Inference inference;
    std::vector<std::string> notes; ///< sentences on what was left out
    bool stopped = false;           ///< the model has what was read until then, without inference
};

/// Called after each page, on the reading thread.
using LiveProgress = std::function<void(const std::string &table, std::size_t itemsRead)>;

/// Reads tables as they are: definition, time to live and tags, and by Scan as many items as chosen; then infers entities
/// from the items. Writes nothing. The items are the first that a Scan gives: whole item collections in the order of their
/// keys' hashes. What the connection does not know of (tags, time to live) is left out, and a note says so; a table on its
/// way out is passed over with a note. `stop` ends it between pages.
/// Throws engine::ServiceError, also for a chosen table that is not there, connection::ConnectionError and
/// storage::StorageError.
LiveModel readLiveModel(connection::Connection &connection, const LiveChoice &choice, const LiveProgress &progress = {},
                        const std::stop_token &stop = {});

} // namespace keywright::session
