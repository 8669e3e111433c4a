#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void batchGetItem(const OperationCall &call, std::string &body);
void batchWriteItem(const OperationCall &call, std::string &body);

} // namespace keywright::service
