#pragma once

#include <cstdint>

#include "core/engine/table_requests.h"
#include "core/engine/table_state.h"

/// The part of UpdateTable that is about capacity. Everything throws ServiceError for what the service refuses.
/// Source: developer guide, "Capacity mode switching", "Quotas" (decreases); messages and order as measured.
namespace keywright::engine {

/// Billing mode, provisioned and on-demand throughput and warm throughput of the table itself.
void changeThroughput(const UpdateTableRequest &request, std::int64_t now, TableState &next);

/// Of a GSI that is to be made, under the table's billing mode.
void checkNewIndexThroughput(const schema::TableDefinition &table, const schema::IndexDefinition &index);

/// Of a GSI that is there.
void changeIndexThroughput(const TableState &table, schema::IndexDefinition &index, const schema::Capacity &wanted,
                           ThroughputHistory &history, std::int64_t now);

/// After a switch to PROVISIONED every GSI must have got its throughput, by the same request.
void checkThroughputOfAll(const UpdateTableRequest &request, const schema::TableDefinition &table);

} // namespace keywright::engine
