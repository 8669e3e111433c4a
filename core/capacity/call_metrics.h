#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

/// How calls of a table went, as CloudWatch counts them. Source: developer guide, "DynamoDB metrics and dimensions".
namespace keywright::capacity {

/// The data operations; a PartiQL statement counts as the operation that it comes to.
enum class CallKind : std::uint8_t {
    GetItem,
    PutItem,
    UpdateItem,
    DeleteItem,
    Query,
    Scan,
    BatchGetItem,
    BatchWriteItem,
    TransactGetItems,
    TransactWriteItems,
};

inline constexpr std::size_t kCallKinds = 10;

/// "GetItem", …
constexpr std::string_view textOf(CallKind kind)
{
    constexpr std::array<std::string_view, kCallKinds> kTexts{
        "GetItem", "PutItem",      "UpdateItem",     "DeleteItem",       "Query",
        "Scan",    "BatchGetItem", "BatchWriteItem", "TransactGetItems", "TransactWriteItems"};
    return kTexts[static_cast<std::size_t>(kind)];
}

/// One operation's calls of a table in a slice of time.
struct CallFigures {
    CallKind kind = CallKind::GetItem;
    std::uint64_t answered = 0;  ///< SuccessfulRequestLatency's SampleCount
    std::uint64_t throttled = 0; ///< ThrottledRequests
    float p50 = 0;               ///< SuccessfulRequestLatency in milliseconds; 0 without an answer
    float p99 = 0;
    friend bool operator==(const CallFigures &, const CallFigures &) = default;
};

/// A second or a minute of a table in which anything happened.
struct CallSlice {
    std::int64_t second = 0;               ///< when it began
    std::vector<CallFigures> calls;        ///< in the order of CallKind, those that there were
    CallFigures all;                       ///< of all operations together; its kind says nothing
    std::uint64_t conditionalFailures = 0; ///< ConditionalCheckFailedRequests
    /// Calls that met a transaction on one of their items, or transactions that met another call: what DynamoDB counts as
    /// TransactionConflict and refuses, and the engine lets wait.
    std::uint64_t transactionConflicts = 0;
    friend bool operator==(const CallSlice &, const CallSlice &) = default;
};

} // namespace keywright::capacity
