#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void exportTableToPointInTime(const OperationCall &call, std::string &body);
void describeExport(const OperationCall &call, std::string &body);
void listExports(const OperationCall &call, std::string &body);

} // namespace keywright::service
