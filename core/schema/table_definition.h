#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keywright::schema {

/// The types that a key attribute may have.
enum class KeyType : std::uint8_t { S, N, B };

std::string_view textOf(KeyType type);
std::optional<KeyType> keyTypeFromText(std::string_view text);

struct KeyAttribute {
    std::string name;
    KeyType type = KeyType::S;
    friend bool operator==(const KeyAttribute &, const KeyAttribute &) = default;
};

/// The attributes that make a key. A table and an LSI have one partition-key attribute and at most one sort-key
/// attribute; a GSI may have up to four of each (limits.h).
struct KeySchema {
    std::vector<KeyAttribute> partition;
    std::vector<KeyAttribute> sort;

    bool contains(std::string_view attribute) const;
    friend bool operator==(const KeySchema &, const KeySchema &) = default;
};

enum class ProjectionType : std::uint8_t { All, KeysOnly, Include };

std::string_view textOf(ProjectionType type);
std::optional<ProjectionType> projectionTypeFromText(std::string_view text);

struct Projection {
    ProjectionType type = ProjectionType::All;
    std::vector<std::string> attributes; ///< with Include: those beside the keys
    friend bool operator==(const Projection &, const Projection &) = default;
};

/// Capacity units a second.
struct ProvisionedThroughput {
    std::int64_t readCapacityUnits = 0;
    std::int64_t writeCapacityUnits = 0;
    friend bool operator==(const ProvisionedThroughput &, const ProvisionedThroughput &) = default;
};

/// What an on-demand table or GSI may consume at most a second; absent means no limit of its own.
struct OnDemandThroughput {
    std::optional<std::int64_t> maxReadRequestUnits;
    std::optional<std::int64_t> maxWriteRequestUnits;
    friend bool operator==(const OnDemandThroughput &, const OnDemandThroughput &) = default;
};

/// What a table or GSI can serve at once, without growing first.
struct WarmThroughput {
    std::optional<std::int64_t> readUnitsPerSecond;
    std::optional<std::int64_t> writeUnitsPerSecond;
    friend bool operator==(const WarmThroughput &, const WarmThroughput &) = default;
};

struct Capacity {
    std::optional<ProvisionedThroughput> provisioned;
    std::optional<OnDemandThroughput> onDemandMaximum;
    std::optional<WarmThroughput> warm;
    friend bool operator==(const Capacity &, const Capacity &) = default;
};

/// A local or a global secondary index. An LSI has the table's partition key and no capacity of its own.
struct IndexDefinition {
    std::string name;
    KeySchema key;
    Projection projection;
    Capacity capacity;
    friend bool operator==(const IndexDefinition &, const IndexDefinition &) = default;
};

enum class DistanceFunction : std::uint8_t { Cosine, DotProduct, Euclidean };

std::string_view textOf(DistanceFunction function);
std::optional<DistanceFunction> distanceFunctionFromText(std::string_view text);

/// An attribute by which a vector index is searched.
struct SearchAttribute {
    KeyAttribute attribute;
    bool isPartition = false; ///< HASH: every search names its value; otherwise INLINE_FILTER
    friend bool operator==(const SearchAttribute &, const SearchAttribute &) = default;
};

/// Source: developer guide, "Working with vector indexes".
struct VectorIndexDefinition {
    std::string name;
    std::string vectorAttribute; ///< a list of numbers
    std::vector<SearchAttribute> searchSchema;
    Projection projection;
    std::int64_t dimensions = 0;
    DistanceFunction distance = DistanceFunction::Cosine;

    /// Null when it has no partition key.
    const KeyAttribute *partition() const;
    /// Null when it cannot be searched by that attribute.
    const SearchAttribute *findSearchAttribute(std::string_view attribute) const;
    friend bool operator==(const VectorIndexDefinition &, const VectorIndexDefinition &) = default;
};

enum class BillingMode : std::uint8_t { Provisioned, PayPerRequest };

std::string_view textOf(BillingMode mode);
std::optional<BillingMode> billingModeFromText(std::string_view text);

enum class StreamViewType : std::uint8_t { KeysOnly, NewImage, OldImage, NewAndOldImages };

std::string_view textOf(StreamViewType type);
std::optional<StreamViewType> streamViewTypeFromText(std::string_view text);

enum class TableClass : std::uint8_t { Standard, StandardInfrequentAccess };

std::string_view textOf(TableClass tableClass);
std::optional<TableClass> tableClassFromText(std::string_view text);

/// Encryption at rest with a KMS key, instead of the key that DynamoDB owns.
struct Encryption {
    std::string kmsKey; ///< an id, ARN or alias; empty for the account's own key for DynamoDB
    friend bool operator==(const Encryption &, const Encryption &) = default;
};

/// What a table is, as CreateTable says it: what the design wing draws and the engine builds. A value type.
/// Source: developer guide, "Core components of Amazon DynamoDB", and the service model's CreateTable.
struct TableDefinition {
    std::string name;
    KeySchema key;
    std::vector<IndexDefinition> localIndexes;
    std::vector<IndexDefinition> globalIndexes;
    std::vector<VectorIndexDefinition> vectorIndexes;
    BillingMode billingMode = BillingMode::Provisioned; ///< the service's default
    Capacity capacity;
    std::optional<StreamViewType> streamViewType;
    std::optional<Encryption> encryption;
    TableClass tableClass = TableClass::Standard;
    bool deletionProtection = false;
    std::map<std::string, std::string> tags;

    /// Null when the table has no index of that name.
    const IndexDefinition *findIndex(std::string_view indexName) const;
    bool isLocalIndex(std::string_view indexName) const;
    const VectorIndexDefinition *findVectorIndex(std::string_view indexName) const;
    /// Of any kind: their names are all different.
    bool hasIndex(std::string_view indexName) const;

    friend bool operator==(const TableDefinition &, const TableDefinition &) = default;
};

} // namespace keywright::schema
