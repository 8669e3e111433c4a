#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void createBackup(const OperationCall &call, std::string &body);
void describeBackup(const OperationCall &call, std::string &body);
void listBackups(const OperationCall &call, std::string &body);
void deleteBackup(const OperationCall &call, std::string &body);
void updateContinuousBackups(const OperationCall &call, std::string &body);
void describeContinuousBackups(const OperationCall &call, std::string &body);
void restoreTableFromBackup(const OperationCall &call, std::string &body);
void restoreTableToPointInTime(const OperationCall &call, std::string &body);

} // namespace keywright::service
