#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/connection/connection.h"
#include "core/model/model.h"
#include "core/simulation/stored_distribution.h"

namespace keywright::session {

/// Called after each page, on the reading thread.
using StoredProgress = std::function<void(std::int64_t itemsRead)>;

/// How the items of the model's tables lie on a connection as it has them now, by a Scan of each that leaves no trace in its
/// traffic where that can be. GSIs are worked out from the items, also where they lag behind. A table that is not there is
/// passed over. Nothing when `stop` came before the end. Throws engine::ServiceError, connection::ConnectionError and
/// storage::StorageError.
std::optional<std::vector<simulation::StoredDistribution>> storedTables(connection::Connection &connection, const model::Model &model,
                                                                        const StoredProgress &progress = {},
                                                                        const std::stop_token &stop = {});

} // namespace keywright::session
