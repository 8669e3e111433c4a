#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/capacity/units.h"
#include "core/connection/connection.h"
#include "core/session/operation_run.h"
#include "core/value/attribute_value.h"

/// What a run touched, and what the same question would cost asked another way: as values, for a picture and for tests.
namespace keywright::session {

/// How a number came about.
enum class Certainty : std::uint8_t {
    Measured,  ///< the service answered it
    Looked,    ///< the embedded engine was asked the same, beside the traffic
    Estimated, ///< worked out from a size or a part
    Unknown,   ///< nobody tells; the number means nothing
};

/// An item that a read examined, returned or filtered out.
struct ExaminedItem {
    value::Item key;
    std::int64_t bytes = 0;
    bool isReturned = true;
    std::size_t collection = 0; ///< number of its item collection, from 0 in the order of reading
    friend bool operator==(const ExaminedItem &, const ExaminedItem &) = default;
};

/// One read of one table or index: a GetItem, Query or Scan; a SELECT may make several.
struct ExplainedRead {
    std::string operation;
    std::string table;
    std::string index;        ///< empty for the table
    std::string keyCondition; ///< as a person reads it; empty for a Scan
    std::string filter;       ///< the same; empty for none
    std::int64_t read = 0;
    std::int64_t returned = 0;
    bool countsAreKnown = true;             ///< false where the service does not tell what it examined
    std::optional<std::int64_t> placeItems; ///< in the whole table or index
    std::optional<std::int64_t> placeBytes;
    bool placeIsExact = false; ///< else the service counted it up to six hours ago

    bool itemsAreKnown = false;
    std::vector<ExaminedItem> items; ///< the first kMostExamined of them
    std::size_t collections = 0;     ///< item collections touched by them
    /// How many partitions the place would begin with in DynamoDB, of equal ranges of hashes (an assumption of
    /// capacity::firstPartitions), and which of them the items lie in; 0 where it cannot be told.
    std::size_t partitions = 0;
    std::vector<std::size_t> touchedPartitions;
};

inline constexpr std::size_t kMostExamined = 2'000;

enum class Way : std::uint8_t {
    AsRun,    ///< this operation, to its last page
    Query,    ///< as a Query of a table or index that is there
    NewIndex, ///< as a Query of a GSI that would have to be added
    Scan,
};

/// The same question asked one way, to its last page.
struct Alternative {
    Way way = Way::AsRun;
    std::string place; ///< the table's or index's name; of NewIndex: the attribute that would be its partition key
    std::string keyCondition;
    std::string filter;
    std::int64_t read = 0;
    std::int64_t returned = 0; ///< -1 where it cannot be told
    std::int64_t pages = 0;
    double units = 0;
    Certainty certainty = Certainty::Unknown;
};

struct Explanation {
    std::string operation;
    std::vector<ExplainedRead> reads; ///< empty for a write
    std::vector<capacity::ConsumedCapacity> consumed;
    std::int64_t pages = 0;
    double milliseconds = 0;
    std::vector<Alternative> alternatives; ///< as it ran first, a Scan last; empty where there is nothing to compare
};

/// `runs` are the pages of one operation, in their order, all answered. Asks the connection for the table's description, and
/// its insight where it has one; may take as long as reading a few megabytes. What fails on the way is left out. Never throws.
Explanation explain(connection::Connection &connection, const std::vector<OperationRun> &runs, const std::stop_token &stop = {});

} // namespace keywright::session
