#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/capacity/units.h"
#include "core/engine/catalog.h"
#include "core/engine/key_range.h"
#include "core/engine/requests.h"
#include "core/engine/traffic_report.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// What a page of a Query and of a Scan have in common once their range is known. It refers to the request.
struct PageWalk {
    const TableState &table;
    const Place &place;
    KeyRange range;
    std::optional<std::string> startAfter; ///< an entry in the range, of which the page begins after
    bool descending = false;
    std::optional<std::int64_t> limit;
    capacity::ReadKind kind = capacity::ReadKind::Eventual;
    const expression::Condition *filter = nullptr;
    const expression::Projection *projection = nullptr;
    bool countOnly = false;
    bool fromTable = false; ///< give the table's items: the LSI lacks what was asked for
};

/// Walks from the start to the end of the range, the limit or 1 MB: the item that reaches it is the page's last one. Gives
/// the items that pass the filter to the sink, as they are stored when there is no projection. All is as it was at one
/// moment: that of the snapshot, or now when that is null.
///
/// The read units are those of all entries examined, added and rounded once; and of every item taken from the table for
/// an LSI, rounded on its own, which then counts towards the 1 MB so rounded.
/// Source: developer guide, "Local secondary indexes", provisioned throughput considerations.
///
/// `buckets`, when not null, gets the bytes of the entries examined, in the order of their hashes.
PageResult readPage(const storage::Store &store, const storage::Snapshot *snapshot, const PageWalk &walk, ItemSink &sink,
                    std::vector<BucketBytes> *buckets = nullptr);

/// Adds read units to what the place consumed.
void chargeRead(capacity::ConsumedCapacity &consumed, const Place &place, double units);

/// Gives the parts of a stored item that the projection asks for, or all of it when that is null.
void giveItem(std::string_view itemBytes, const expression::Projection *projection, ItemSink &sink);

} // namespace keywright::engine
