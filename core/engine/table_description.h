#pragma once

#include "core/engine/committer.h"
#include "core/engine/engine_options.h"
#include "core/engine/table_requests.h"
#include "core/engine/table_state.h"

namespace keywright::engine {

/// Everything that DescribeTable says of the table at this moment, except its stream. Source: API reference, TableDescription.
TableDescription describeTable(const TableState &table, const Committer &committer, const EngineOptions &options);

} // namespace keywright::engine
