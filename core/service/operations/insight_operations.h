#pragma once

#include "core/service/operations/operation_call.h"

/// Contributor insights: whether the most used keys are counted.
namespace keywright::service {

void updateContributorInsights(const OperationCall &call, std::string &body);
void describeContributorInsights(const OperationCall &call, std::string &body);
void listContributorInsights(const OperationCall &call, std::string &body);

} // namespace keywright::service
