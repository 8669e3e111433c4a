#pragma once

#include "core/service/operations/operation_call.h"

/// Statements of PartiQL, alone, in batches and in transactions.
namespace keywright::service {

void executeStatement(const OperationCall &call, std::string &body);
void batchExecuteStatement(const OperationCall &call, std::string &body);
void executeTransaction(const OperationCall &call, std::string &body);

} // namespace keywright::service
