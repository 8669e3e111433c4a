#pragma once

#include "core/exchange/exchange.h"
#include "core/exchange/infrastructure.h"
#include "core/value/json.h"

namespace keywright::exchange {

struct CloudFormationOptions {
    bool asJson = false; ///< else YAML, which has comments too
    InfrastructureExtras extras;
};

/// The template: parameters, resources and outputs. Tables are AWS::DynamoDB::Table, or GlobalTable where they have
/// replicas; they are retained when the stack goes. Adds to `losses` what it cannot hold.
/// Source: CloudFormation's reference of the resource types.
value::Json cloudFormationTemplate(const model::Model &model, const InfrastructureExtras &extras, std::vector<Loss> &losses);

/// template.yaml or template.json.
ExportResult writeCloudFormation(const model::Model &model, const CloudFormationOptions &options = {});

} // namespace keywright::exchange
