#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/schema/table_definition.h"
#include "core/storage/key_encoding.h"

/// Requests and descriptions of the operations on tables, typed. Names and meanings are the API's. All times are
/// milliseconds since 1970-01-01 UTC. Wherever a table is named its ARN does too.
namespace keywright::engine {

/// What a table or index is going through.
enum class TableStatus : std::uint8_t { Creating, Updating, Deleting, Active };

/// "CREATING", …
std::string_view textOf(TableStatus status);

/// The provisioned throughput and how it came about; both units are 0 when it is on demand.
struct ThroughputDescription {
    schema::ProvisionedThroughput units;
    std::optional<std::int64_t> lastIncreaseAt;
    std::optional<std::int64_t> lastDecreaseAt;
    std::int64_t decreasesToday = 0; ///< on the present UTC day
    friend bool operator==(const ThroughputDescription &, const ThroughputDescription &) = default;
};

/// What can be served at once, with its defaults filled in.
struct WarmThroughputDescription {
    std::int64_t readUnitsPerSecond = 0;
    std::int64_t writeUnitsPerSecond = 0;
    TableStatus status = TableStatus::Active;
    friend bool operator==(const WarmThroughputDescription &, const WarmThroughputDescription &) = default;
};

struct IndexDescription {
    schema::IndexDefinition definition;
    bool isLocal = false; ///< a local one has no more than its counts and its ARN
    std::string arn;
    std::int64_t itemCount = 0;
    std::int64_t sizeInBytes = 0;
    TableStatus status = TableStatus::Active;
    bool isBackfilling = false;
    ThroughputDescription throughput;
    WarmThroughputDescription warm;
};

/// Of a table that is being restored.
struct RestoreDescription {
    std::string sourceBackupArn; ///< empty when it is restored to a point in time
    std::string sourceTableArn;
    std::int64_t restoreDateTime = 0;
    friend bool operator==(const RestoreDescription &, const RestoreDescription &) = default;
};

struct VectorIndexDescription {
    schema::VectorIndexDefinition definition;
    std::string arn;
    std::int64_t itemCount = 0;
    std::int64_t sizeInBytes = 0;
    TableStatus status = TableStatus::Active;
};

struct TableDescription {
    schema::TableDefinition definition;
    std::int64_t itemCount = 0;
    std::int64_t sizeInBytes = 0;
    std::string id;              ///< the TableId, a UUID
    storage::TableId number = 0; ///< within its store
    std::string arn;
    TableStatus status = TableStatus::Active;
    std::int64_t createdAt = 0;
    ThroughputDescription throughput;
    WarmThroughputDescription warm;
    /// When the billing mode last became PAY_PER_REQUEST; a table that never had it shows no BillingModeSummary.
    std::optional<std::int64_t> onDemandSince;
    /// Shown with the table class, once that was changed.
    std::optional<std::int64_t> tableClassChangedAt;
    std::string encryptionKeyArn;  ///< when the definition has encryption
    std::string latestStreamLabel; ///< empty when there never was a stream; stays when it was disabled
    std::string latestStreamArn;
    std::optional<RestoreDescription> restore; ///< while it is being restored
    std::vector<IndexDescription> indexes;     ///< LSIs, then GSIs; also those on their way out
    std::vector<VectorIndexDescription> vectorIndexes;
};

struct CreateTableRequest {
    schema::TableDefinition definition;
    std::optional<std::string> resourcePolicy;
};

struct CreateIndexAction {
    schema::IndexDefinition index;
};

/// Of a GSI: only what is given is changed.
struct UpdateIndexAction {
    std::string name;
    schema::Capacity capacity;
};

struct DeleteIndexAction {
    std::string name;
};

using IndexAction = std::variant<CreateIndexAction, UpdateIndexAction, DeleteIndexAction>;

struct CreateVectorIndexAction {
    schema::VectorIndexDefinition index;
};

struct DeleteVectorIndexAction {
    std::string name;
};

using VectorIndexAction = std::variant<CreateVectorIndexAction, DeleteVectorIndexAction>;

/// A stream switched on (with what its records show) or off.
struct StreamChange {
    std::optional<schema::StreamViewType> viewType; ///< nullopt switches it off
};

/// Encryption with a KMS key switched on, or off: back to the key that DynamoDB owns.
struct EncryptionChange {
    std::optional<schema::Encryption> encryption;
};

/// Only what is given is changed.
struct UpdateTableRequest {
    std::string table;
    std::optional<schema::BillingMode> billingMode;
    schema::Capacity capacity; ///< a maximum of -1 request units takes that maximum away
    std::vector<IndexAction> indexActions;
    std::vector<VectorIndexAction> vectorActions; ///< at most one
    std::optional<StreamChange> stream;
    std::optional<EncryptionChange> encryption;
    std::optional<schema::TableClass> tableClass;
    std::optional<bool> deletionProtection;
};

enum class TimeToLiveStatus : std::uint8_t { Enabling, Disabling, Enabled, Disabled };

/// "ENABLING", …
std::string_view textOf(TimeToLiveStatus status);

struct TimeToLiveDescription {
    TimeToLiveStatus status = TimeToLiveStatus::Disabled;
    std::string attribute; ///< empty when it never was enabled, or is no more
};

/// One page of a table's tags, in the order of their keys.
struct TagPage {
    std::vector<std::pair<std::string, std::string>> tags;
    std::optional<std::string> nextToken;
};

struct ResourcePolicy {
    std::string policy; ///< the JSON text as it was put
    std::string revisionId;
};

enum class InsightsMode : std::uint8_t { AccessedAndThrottledKeys, ThrottledKeys };
enum class InsightsStatusCode : std::uint8_t { Enabling, Enabled, Disabling, Disabled };

/// "ACCESSED_AND_THROTTLED_KEYS", …
std::string_view textOf(InsightsMode mode);
std::optional<InsightsMode> insightsModeFromText(std::string_view text);
/// "ENABLING", …
std::string_view textOf(InsightsStatusCode status);

/// Of a table or of one of its indexes.
struct InsightsDescription {
    std::string table; ///< its name
    std::string index; ///< empty for the table itself
    InsightsStatusCode status = InsightsStatusCode::Disabled;
    std::optional<InsightsMode> mode;         ///< once it was enabled
    std::optional<std::int64_t> lastUpdateAt; ///< milliseconds; once it was changed
    std::vector<std::string> rules;           ///< the names of the CloudWatch rules while it is enabled
};

struct InsightsPage {
    std::vector<InsightsDescription> descriptions;
    std::optional<std::string> nextToken;
};

/// When a capacity is scaled: how much of it, in percent, is to be used.
struct AutoScalingTarget {
    double value = 0;
    std::optional<bool> disablesScaleIn;
    std::optional<std::int64_t> scaleInCooldown; ///< seconds
    std::optional<std::int64_t> scaleOutCooldown;
    friend bool operator==(const AutoScalingTarget &, const AutoScalingTarget &) = default;
};

/// How one capacity is scaled, in units a second.
struct AutoScalingSettings {
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    std::string policyName;
    AutoScalingTarget target;
    friend bool operator==(const AutoScalingSettings &, const AutoScalingSettings &) = default;
};

/// Of a table or GSI; what is absent is not scaled.
struct CapacityAutoScaling {
    std::optional<AutoScalingSettings> reads;
    std::optional<AutoScalingSettings> writes;
    friend bool operator==(const CapacityAutoScaling &, const CapacityAutoScaling &) = default;
};

enum class DestinationStatus : std::uint8_t { Enabling, Active, Disabling, Disabled, EnableFailed, Updating };
enum class TimePrecision : std::uint8_t { Millisecond, Microsecond };

/// "ENABLING", …
std::string_view textOf(DestinationStatus status);
/// "MILLISECOND" and "MICROSECOND".
std::string_view textOf(TimePrecision precision);
std::optional<TimePrecision> timePrecisionFromText(std::string_view text);

/// A Kinesis stream that a table's changes go to, or went to, as it stands now.
struct DestinationDescription {
    std::string table; ///< its name
    std::string streamArn;
    DestinationStatus status = DestinationStatus::Active;
    std::optional<TimePrecision> precision; ///< absent when nobody said so: milliseconds
    std::string failure;                    ///< why it could not be enabled
};

} // namespace keywright::engine
