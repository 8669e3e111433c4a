#pragma once

#include "core/exchange/exchange.h"
#include "core/exchange/infrastructure.h"

namespace keywright::exchange {

/// tables-stack.ts: a stack of the AWS CDK 2 in TypeScript that makes the same resources as the CloudFormation export. They
/// are CloudFormation's own constructs (CfnTable, CfnGlobalTable), for these hold all that the export can say: TableV2
/// always makes a global table, so an existing table of one Region could not be taken over.
ExportResult writeCdk(const model::Model &model, const InfrastructureExtras &extras = {});

} // namespace keywright::exchange
