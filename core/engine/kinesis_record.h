#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/engine/change_record.h"
#include "core/engine/table_state.h"

namespace keywright::engine {

/// A change on its way to a Kinesis stream: what the committer keeps under a number, behind the moment of the change.
struct KinesisRecord {
    std::string streamArn;
    std::string table;
    bool inMicroseconds = false;
    std::string change; ///< change_record.h, with both images
    friend bool operator==(const KinesisRecord &, const KinesisRecord &) = default;
};

std::string toKinesisBytes(const KinesisRecord &record);
/// Throws storage::StorageError (Damaged) when the bytes are none.
KinesisRecord fromKinesisBytes(std::string_view bytes);

/// The record's data as the service puts it into the stream, on one line. The same number always has the same eventID, so
/// that a record that comes twice can be told. Source: developer guide, "Working with Kinesis Data Streams", and records that
/// others show.
std::string kinesisLine(const KinesisRecord &record, std::uint64_t number, std::int64_t milliseconds, const std::string &region);

} // namespace keywright::engine
