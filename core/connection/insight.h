#pragma once

#include "core/engine/continuous_backups.h"
#include "core/engine/requests.h"

namespace keywright::connection {

/// What only an engine in this process tells of a read or of the past, and no endpoint does. What is asked here counts as nobody's
/// traffic. Thread-safe; throws as Connection does.
class Insight {
public:
    virtual ~Insight() = default;

    /// What the same read would give and cost now.
    virtual engine::ItemPage lookAt(engine::QueryRequest request) = 0;
    virtual engine::ItemPage lookAt(engine::ScanRequest request) = 0;

    /// A table with point-in-time recovery as it was, page by page, and what is otherwise now. The service can only restore it.
    virtual engine::ItemPage pastItems(const engine::PastReadRequest &request) = 0;
    virtual engine::PastChangesPage pastChanges(const engine::PastChangesRequest &request) = 0;
};

} // namespace keywright::connection
