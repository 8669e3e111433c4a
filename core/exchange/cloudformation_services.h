#pragma once

#include <string>
#include <vector>

#include "core/exchange/cloudformation_table.h"

/// What other services do with the tables of a CloudFormation template, as services.h says. Inside core/exchange only.
namespace keywright::exchange {

struct TemplatePart {
    std::string id;
    value::Json json;
};

/// What a group of extras adds to a template.
struct TemplateParts {
    std::vector<TemplatePart> parameters;
    std::vector<TemplatePart> resources;
    std::vector<TemplatePart> outputs;
};

/// The ids that the parts may have, so that no table gets one of them.
std::vector<std::string> serviceIds();

/// Those of the extras that are on.
TemplateParts templateServices(const model::Model &model, const std::vector<TemplateTable> &tables, const InfrastructureExtras &extras,
                               std::vector<Loss> &losses);

} // namespace keywright::exchange
