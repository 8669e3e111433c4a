#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/engine/backups.h"
#include "core/engine/catalog.h"
#include "core/engine/jobs.h"
#include "core/engine/traffic_report.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// A job that deletes what dropped tables and indexes have left, some entries at a time. What is doomed is written in the
/// store until nothing is left of it, so the job goes on after the program was killed. It also lets go of tables whose
/// time of DELETING is over, and of the record of their traffic. What a backup or a restore still reads stays until that is
/// done.
class Sweeper {
public:
    Sweeper(storage::Store &store, Catalog &catalog, const Backups &backups, Jobs &jobs, TrafficReport &traffic);

private:
    bool sweepSome();
    std::vector<DoomedPlace> doomed() const;

    storage::Store &m_store;
    Catalog &m_catalog;
    const Backups &m_backups;
    TrafficReport &m_traffic;
    std::optional<DoomedPlace> m_place; // the one that is being swept
    std::string m_reached;              // everything before is gone, so that the walk need not pass what was deleted
};

} // namespace keywright::engine
