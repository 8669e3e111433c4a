#pragma once

#include "core/engine/engine.h"
#include "core/partiql/execution.h"
#include "core/partiql/read_plan.h"

namespace keywright::partiql {

/// Runs the reads of a SELECT one after the other, up to the request's limit or 1 MB, and gives the sink the columns asked for.
StatementResult executeRead(engine::Engine &engine, const SelectStatement &select, const ReadPlan &plan, const StatementRequest &request,
                            engine::ItemSink &items);

/// The item with the columns of the SELECT, under their names; columns that it does not have are left out.
value::Item columnsOf(const value::Item &item, const std::vector<Column> &columns);

} // namespace keywright::partiql
