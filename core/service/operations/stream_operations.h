#pragma once

#include "core/service/operations/operation_call.h"

/// The target of all four is DynamoDBStreams_20120810.
namespace keywright::service {

void listStreams(const OperationCall &call, std::string &body);
void describeStream(const OperationCall &call, std::string &body);
void getShardIterator(const OperationCall &call, std::string &body);
void getRecords(const OperationCall &call, std::string &body);

} // namespace keywright::service
