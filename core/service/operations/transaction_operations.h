#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void transactGetItems(const OperationCall &call, std::string &body);
void transactWriteItems(const OperationCall &call, std::string &body);

} // namespace keywright::service
