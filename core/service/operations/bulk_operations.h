#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void startBulkPutItems(const OperationCall &call, std::string &body);
void describeBulkOperation(const OperationCall &call, std::string &body);
void listBulkOperations(const OperationCall &call, std::string &body);
void cancelBulkOperation(const OperationCall &call, std::string &body);

} // namespace keywright::service
