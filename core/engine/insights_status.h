#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/engine/engine_options.h"
#include "core/engine/table_requests.h"

namespace keywright::engine {

class Catalog;

/// UpdateContributorInsights, DescribeContributorInsights, ListContributorInsights: whether the most used keys of a table
/// or index are counted. Thread-safe. Everything throws ServiceError for what the service refuses and
/// storage::StorageError. Source: developer guide, "CloudWatch Contributor Insights for DynamoDB: how it works".
class InsightsStatus {
public:
    InsightsStatus(Catalog &catalog, const EngineOptions &options);

    /// An empty `index` is the table itself. The answer says ENABLING or DISABLING, unless there is nothing
    /// to change. Enabling without a mode means AccessedAndThrottledKeys.
    InsightsDescription update(const std::string &nameOrArn, const std::string &index, bool enable, std::optional<InsightsMode> mode);
    InsightsDescription describe(const std::string &nameOrArn, const std::string &index) const;
    /// Of one table, or of all when `nameOrArn` is empty: those that are not DISABLED, in the order of names.
    InsightsPage list(const std::string &nameOrArn, const std::optional<std::string> &nextToken, std::int64_t maxResults) const;

private:
    Catalog &m_catalog;
    const EngineOptions &m_options;
};

} // namespace keywright::engine
