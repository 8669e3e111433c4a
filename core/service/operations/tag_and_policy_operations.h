#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void tagResource(const OperationCall &call, std::string &body);
void untagResource(const OperationCall &call, std::string &body);
void listTagsOfResource(const OperationCall &call, std::string &body);

void putResourcePolicy(const OperationCall &call, std::string &body);
void getResourcePolicy(const OperationCall &call, std::string &body);
void deleteResourcePolicy(const OperationCall &call, std::string &body);

} // namespace keywright::service
