#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/schema/table_definition.h"

/// What telling one table from another means on a live table, and the calls that turn the one into the other.
/// Sources: API reference, UpdateTable ("You can only perform one of the following operations at once") and
/// UpdateTimeToLive (one hour between calls); developer guide, "Managing Global Secondary Indexes" (backfill),
/// "Working with vector indexes" (one made or dropped at a time; only on demand);
/// "Considerations when switching capacity modes" (back to on demand four times in 24 hours), "Table classes" (two changes
/// in 30 days), "Quotas and limits" (decreases of capacity, changes of the encryption key), "Local secondary indexes".
namespace keywright::schema {

/// A table as a model or a connection has it.
struct TableShape {
    TableDefinition definition;
    std::string timeToLiveAttribute; ///< empty when items do not expire
    friend bool operator==(const TableShape &, const TableShape &) = default;
};

/// How much a live table holds.
struct StoredSize {
    std::int64_t items = 0;
    std::int64_t bytes = 0;
    friend bool operator==(const StoredSize &, const StoredSize &) = default;
};

/// How a difference can be made on a live table.
enum class ChangeWay : std::uint8_t {
    InPlace,     ///< one call; items and indexes stay as they are
    InSequence,  ///< several calls, one after the other, or one that builds or drops an index
    Replacement, ///< only by another table, into which the items are copied
};

/// "in place", "in sequence", "replacement".
std::string_view textOf(ChangeWay way);

enum class TableAspect : std::uint8_t {
    Name,
    PartitionKey,
    SortKey,
    LocalIndex,
    GlobalIndex,
    VectorIndex,
    BillingMode,
    ProvisionedThroughput,
    OnDemandMaximum,
    WarmThroughput,
    Stream,
    TimeToLive,
    Encryption,
    TableClass,
    DeletionProtection,
    Tag,
};

/// One way in which a table differs from another.
struct TableDifference {
    TableAspect aspect = TableAspect::Name;
    std::string name; ///< of the index, or the key of the tag; empty for the table itself
    std::string from; ///< for people; empty when it is not there
    std::string to;
    ChangeWay way = ChangeWay::InPlace;
    std::string meaning; ///< on a live table: a sentence or two
    friend bool operator==(const TableDifference &, const TableDifference &) = default;
};

/// What differs, for people: "partition key", "GSI ByEmail", "capacity of GSI ByEmail", "tag team".
std::string subjectOf(const TableDifference &difference);

/// A call of UpdateTable that changes the billing mode or capacity; only what is given is changed. A maximum of -1 request
/// units takes that maximum away.
struct ThroughputStep {
    std::optional<BillingMode> billingMode;
    Capacity capacity;
    std::vector<std::pair<std::string, Capacity>> indexes; ///< by name
    friend bool operator==(const ThroughputStep &, const ThroughputStep &) = default;
};

struct CreateIndexStep {
    IndexDefinition index;
    friend bool operator==(const CreateIndexStep &, const CreateIndexStep &) = default;
};

struct DeleteIndexStep {
    std::string index;
    bool isRecreated = false; ///< a later step creates it again
    friend bool operator==(const DeleteIndexStep &, const DeleteIndexStep &) = default;
};

struct CreateVectorIndexStep {
    VectorIndexDefinition index;
    friend bool operator==(const CreateVectorIndexStep &, const CreateVectorIndexStep &) = default;
};

struct DeleteVectorIndexStep {
    std::string index;
    bool isRecreated = false; ///< a later step creates it again
    friend bool operator==(const DeleteVectorIndexStep &, const DeleteVectorIndexStep &) = default;
};

struct StreamStep {
    std::optional<StreamViewType> viewType; ///< nullopt switches the stream off
    friend bool operator==(const StreamStep &, const StreamStep &) = default;
};

struct EncryptionStep {
    std::optional<Encryption> encryption; ///< nullopt goes back to the key that DynamoDB owns
    friend bool operator==(const EncryptionStep &, const EncryptionStep &) = default;
};

struct TableClassStep {
    TableClass tableClass = TableClass::Standard;
    friend bool operator==(const TableClassStep &, const TableClassStep &) = default;
};

struct DeletionProtectionStep {
    bool isOn = false;
    friend bool operator==(const DeletionProtectionStep &, const DeletionProtectionStep &) = default;
};

/// A call of UpdateTimeToLive.
struct TimeToLiveStep {
    std::string attribute;
    bool isOn = false;
    friend bool operator==(const TimeToLiveStep &, const TimeToLiveStep &) = default;
};

/// Calls of UntagResource and TagResource.
struct TagStep {
    std::map<std::string, std::string> set;
    std::vector<std::string> removed;
    friend bool operator==(const TagStep &, const TagStep &) = default;
};

/// One call on a live table. UpdateTable takes no two of these together (ThroughputStep sums up those that it does).
using TableStep = std::variant<ThroughputStep, CreateIndexStep, DeleteIndexStep, StreamStep, EncryptionStep, TableClassStep,
                               DeletionProtectionStep, TimeToLiveStep, TagStep, CreateVectorIndexStep, DeleteVectorIndexStep>;

/// "UpdateTable: create GSI ByEmail".
std::string textOf(const TableStep &step);

/// From one table to another.
struct TableChangePlan {
    std::vector<TableDifference> differences; ///< in the order of TableAspect
    std::vector<TableStep> steps;             ///< in the order in which they work; none when it is a replacement

    bool needsReplacement() const;
};

/// The differences, and the calls that make `from` into `to` where calls can. Indexes are matched by their names; the order
/// of indexes and of projected attributes counts for nothing, nor does capacity that the billing mode does not use. `size`,
/// when known, is of the live table `from`. Thread-safe.
TableChangePlan planTableChange(const TableShape &from, const TableShape &to, const std::optional<StoredSize> &size = std::nullopt);

} // namespace keywright::schema
