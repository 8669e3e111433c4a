#pragma once

#include <cstdint>

/// DynamoDB's limits, each with its source in the developer guide ("Quotas and limits" where nothing else is said) or
/// in the service model.
namespace keywright::schema {

inline constexpr std::size_t kMinTableNameLength = 3; ///< "Supported data types and naming rules"
inline constexpr std::size_t kMaxTableNameLength = 255;
inline constexpr std::size_t kMaxKeyAttributeNameLength = 255;

inline constexpr std::int64_t kMaxItemBytes = 409'600;
inline constexpr std::size_t kMaxPartitionKeyBytes = 2'048;
inline constexpr std::size_t kMaxSortKeyBytes = 1'024;
inline constexpr int kMaxNestingLevels = 32;          ///< a scalar in an attribute is level 1, each M or L around it one more
inline constexpr std::int64_t kPageBytes = 1'048'576; ///< what Query and Scan examine at most in one call

inline constexpr std::int64_t kMaxTransactionBytes = 4 * 1'048'576;

inline constexpr std::size_t kMaxLocalIndexes = 5;
inline constexpr std::size_t kMaxGlobalIndexes = 20;
inline constexpr std::size_t kMaxProjectedAttributes = 100; ///< of all indexes of a table together, with INCLUDE
inline constexpr std::size_t kMaxGlobalIndexKeyParts = 4;   ///< "Multi-attribute keys": partition and sort each

/// Source of these: developer guide, "Quotas and limits", vector indexes.
inline constexpr std::size_t kMaxVectorIndexes = 5;
inline constexpr std::int64_t kMaxVectorDimensions = 4'096;
inline constexpr std::size_t kMaxInlineFilters = 18;
inline constexpr std::int64_t kMaxSearchResults = 100;

/// What a new on-demand table or GSI serves at once. Source: developer guide, "DynamoDB on-demand capacity mode".
inline constexpr std::int64_t kOnDemandReads = 12'000;
inline constexpr std::int64_t kOnDemandWrites = 4'000;

} // namespace keywright::schema
