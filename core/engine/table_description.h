#pragma once

#include "core/engine/committer.h"
#include "core/engine/engine_options.h"
#include "core/engine/table_requests.h"
#include "core/engine/table_state.h"

namespace keywright::engine {

/// Milliseconds; decreases of throughput are counted by UTC day.
constexpr std::int64_t kMsADay = 86'400'000;

/// Everything that DescribeTable says of the table at this moment, except its stream. Source: API reference, TableDescription.
TableDescription describeTable(const TableState &table, const Committer &committer, const EngineOptions &options);

/// A key that is named by its id or an alias has an ARN all the same; an alias always the same.
std::string encryptionKeyArn(const schema::Encryption &encryption, const EngineOptions &options);

/// What a table or GSI can serve at once: what it was asked for, was provisioned, or has as an on-demand one.
WarmThroughputDescription warmThroughputOf(const schema::Capacity &capacity, bool wasOnDemand, TableStatus status = TableStatus::Active);

} // namespace keywright::engine
