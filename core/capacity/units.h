#pragma once

#include <cstdint>
#include <map>
#include <string>

/// Capacity units as DynamoDB counts them. Source: developer guide, "Capacity units for read and write operations".
namespace keywright::capacity {

inline constexpr std::int64_t kReadUnitBytes = 4'096;
inline constexpr std::int64_t kWriteUnitBytes = 1'024;

enum class ReadKind : std::uint8_t { Eventual, Strong, Transactional };

/// Read units of `bytes` read in one go: half a unit for each 4 KB begun when eventually consistent, 1 strong,
/// 2 transactional. Reading nothing still costs as much as reading one byte.
double readUnits(std::int64_t bytes, ReadKind kind);

/// Write units of an item of `bytes`: one for each 1 KB begun, at least one.
double writeUnits(std::int64_t bytes);

/// What one operation consumed of one table, by place. An index that consumed nothing is not listed.
struct ConsumedCapacity {
    std::string table;
    double tableUnits = 0;
    std::map<std::string, double> localIndexUnits;
    std::map<std::string, double> globalIndexUnits;
    std::map<std::string, double> vectorWriteBytes;  ///< by vector index; no units
    std::map<std::string, double> vectorSearchBytes; ///< the same

    double total() const;
    /// Adds what another operation on the same table consumed.
    void add(const ConsumedCapacity &other);
    friend bool operator==(const ConsumedCapacity &, const ConsumedCapacity &) = default;
};

} // namespace keywright::capacity
