#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void searchVectors(const OperationCall &call, std::string &body);

} // namespace keywright::service
