#pragma once

#include "core/service/operations/operation_call.h"

namespace keywright::service {

void enableKinesisStreamingDestination(const OperationCall &call, std::string &body);
void disableKinesisStreamingDestination(const OperationCall &call, std::string &body);
void updateKinesisStreamingDestination(const OperationCall &call, std::string &body);
void describeKinesisStreamingDestination(const OperationCall &call, std::string &body);

} // namespace keywright::service
