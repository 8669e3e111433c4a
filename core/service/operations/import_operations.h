#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void importTable(const OperationCall &call, std::string &body);
void describeImport(const OperationCall &call, std::string &body);
void listImports(const OperationCall &call, std::string &body);

} // namespace keywright::service
