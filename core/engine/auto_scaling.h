#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/engine_options.h"
#include "core/engine/table_requests.h"

namespace keywright::engine {

class Catalog;
class Committer;

/// A change of how one capacity of a table or GSI is scaled.
struct AutoScalingUpdate {
    bool isDisabled = false;
    std::optional<std::int64_t> minimum;
    std::optional<std::int64_t> maximum;
    bool hasPolicy = false;
    std::string policyName; ///< empty: the service's own
    AutoScalingTarget target;
};

/// What concerns the table in one region.
struct ReplicaAutoScalingUpdate {
    std::string region;
    std::optional<AutoScalingUpdate> reads;
    std::map<std::string, AutoScalingUpdate> indexReads; ///< by GSI
};

/// Source: API reference, UpdateTableReplicaAutoScaling.
struct AutoScalingRequest {
    std::string table; ///< name or ARN
    std::optional<AutoScalingUpdate> writes;
    std::map<std::string, AutoScalingUpdate> indexWrites; ///< by GSI
    std::vector<ReplicaAutoScalingUpdate> replicas;
};

/// What DescribeTableReplicaAutoScaling says of the one replica there is: the table in its own region.
struct AutoScalingDescription {
    struct Index {
        std::string name;
        TableStatus status = TableStatus::Active;
        CapacityAutoScaling capacity;
    };

    std::string table;
    TableStatus status = TableStatus::Active;
    CapacityAutoScaling capacity;
    std::vector<Index> indexes;
};

/// How a table's provisioned capacity is said to be scaled. The settings are kept and told; nothing scales here. The service
/// answers only for global tables (of others it says ResourceNotFoundException); a table here counts as one with a single replica.
/// Thread-safe. Everything throws ServiceError for what the service refuses and storage::StorageError. Source of rules and
/// messages: API reference, and measurements by others (ack-api-quirks, October 2026).
class AutoScaling {
public:
    AutoScaling(Catalog &catalog, const Committer &committer, const EngineOptions &options);

    /// All or nothing.
    AutoScalingDescription update(const AutoScalingRequest &request);
    AutoScalingDescription describe(const std::string &nameOrArn) const;

private:
    Catalog &m_catalog;
    const Committer &m_committer;
    const EngineOptions &m_options;
};

/// The role under which the service scales.
std::string autoScalingRoleArn(const EngineOptions &options);

} // namespace keywright::engine
