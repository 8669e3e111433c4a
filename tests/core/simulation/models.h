#pragma once

#include <string>

#include "core/model/model.h"

namespace keywright::test {

/// One table of orders with a GSI and an LSI, and patterns that put, get and query them at `rate` calls a second each.
/// `table` is what the table's object says besides: "\"billingMode\": \"PAY_PER_REQUEST\"".
model::Model orderModel(const std::string &table, const std::string &rate = "{\"perSecond\": 100}");

} // namespace keywright::test
