#pragma once

#include "core/service/operations/operation_call.h"

/// When items expire.
namespace keywright::service {

void updateTimeToLive(const OperationCall &call, std::string &body);
void describeTimeToLive(const OperationCall &call, std::string &body);

} // namespace keywright::service
