#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void query(const OperationCall &call, std::string &body);
void scan(const OperationCall &call, std::string &body);

} // namespace keywright::service
