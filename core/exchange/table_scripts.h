#pragma once

#include "core/exchange/exchange.h"
#include "core/exchange/infrastructure.h"

namespace keywright::exchange {

/// One request body of CreateTable a table: "Orders.create-table.json".
ExportResult writeCreateTable(const model::Model &model);

/// A bash script, create-tables.sh, that makes the tables with the AWS command line: creates each, waits for it, then sets
/// time to live, point-in-time recovery and replicas, and the extras that the command line has (contributor insights,
/// resource policy). It takes --endpoint-url and --region.
ExportResult writeAwsCliScript(const model::Model &model, const InfrastructureExtras &extras = {});

} // namespace keywright::exchange
