#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void createTable(const OperationCall &call, std::string &body);
void describeTable(const OperationCall &call, std::string &body);
void updateTable(const OperationCall &call, std::string &body);
void deleteTable(const OperationCall &call, std::string &body);
void listTables(const OperationCall &call, std::string &body);
void describeLimits(const OperationCall &call, std::string &body);
void describeEndpoints(const OperationCall &call, std::string &body);

} // namespace keywright::service
