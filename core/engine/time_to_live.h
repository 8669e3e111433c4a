#pragma once

#include <string>

#include "core/engine/engine_options.h"
#include "core/engine/jobs.h"
#include "core/engine/table_requests.h"

namespace keywright::engine {

class Catalog;

/// UpdateTimeToLive and DescribeTimeToLive: which attribute of a table's items says when they expire. Thread-safe.
/// Everything throws ServiceError for what the service refuses and storage::StorageError.
/// Source: developer guide, "Using time to live (TTL)".
class TimeToLive {
public:
    TimeToLive(Catalog &catalog, Jobs &jobs, const EngineOptions &options);

    /// ENABLING until all items of the table have been looked through.
    void update(const std::string &nameOrArn, const std::string &attribute, bool enabled);
    TimeToLiveDescription describe(const std::string &nameOrArn) const;

private:
    Catalog &m_catalog;
    Jobs &m_jobs;
    const EngineOptions &m_options;
};

} // namespace keywright::engine
