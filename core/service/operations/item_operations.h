#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void putItem(const OperationCall &call, std::string &body);
void getItem(const OperationCall &call, std::string &body);
void updateItem(const OperationCall &call, std::string &body);
void deleteItem(const OperationCall &call, std::string &body);

} // namespace keywright::service
