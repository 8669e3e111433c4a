#pragma once

#include "core/service/operations/operation_call.h"

/// How provisioned capacity is said to be scaled.
namespace keywright::service {

void describeTableReplicaAutoScaling(const OperationCall &call, std::string &body);
void updateTableReplicaAutoScaling(const OperationCall &call, std::string &body);

} // namespace keywright::service
