#pragma once

#include <optional>
#include <string>

#include "core/engine/catalog.h"
#include "core/engine/jobs.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// A job that deletes what dropped tables and indexes have left, some entries at a time. What is doomed is written in the
/// store until nothing is left of it, so the job goes on after the program was killed. It also lets go of tables whose
/// time of DELETING is over.
class Sweeper {
public:
    Sweeper(storage::Store &store, Catalog &catalog, Jobs &jobs);

private:
    bool sweepSome();

    storage::Store &m_store;
    Catalog &m_catalog;
    std::optional<DoomedPlace> m_place; // the one that is being swept
    std::string m_reached;              // everything before is gone, so that the walk need not pass what was deleted
};

} // namespace keywright::engine
