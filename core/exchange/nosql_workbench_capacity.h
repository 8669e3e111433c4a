#pragma once

#include "core/model/model.h"
#include "core/value/json.h"

/// The member ProvisionedCapacitySettings of a table in NoSQL Workbench's files. Inside core/exchange only.
namespace keywright::exchange {

/// What AutoScalingRead and AutoScalingWrite of the settings say. Absent where one is missing or says what no auto scaling
/// can do, such as a minimum above the maximum.
model::CapacityScaling workbenchScaling(const value::Json &settings);

/// The settings of a table with provisioned capacity. `before` is what its file had, or null: the role and what is unknown
/// stay from it, and so does a scaling that workbenchScaling() could make nothing of.
value::Json workbenchCapacity(const model::Table &table, const value::Json *before);

} // namespace keywright::exchange
