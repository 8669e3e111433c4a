#pragma once

#include "core/engine/requests.h"

namespace keywright::connection {

/// What only an engine in this process tells of a read, and no endpoint does. What is asked here counts as nobody's
/// traffic. Thread-safe; throws as Connection does.
class Insight {
public:
    virtual ~Insight() = default;

    /// What the same read would give and cost now.
    virtual engine::ItemPage lookAt(engine::QueryRequest request) = 0;
    virtual engine::ItemPage lookAt(engine::ScanRequest request) = 0;
};

} // namespace keywright::connection
