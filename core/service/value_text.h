#pragma once

#include <string>

#include <simdjson.h>

#include "core/service/facts.h"

namespace keywright::service {

/// A value as the service prints it in a message, which is how Java prints it: "[a, b]", "{key=value}",
/// "KeySchemaElement(attributeName=pk, keyType=HASH)". Source: captures of dynamodb-conformance (c_bw_over25, c_ct_3keys).
/// Cut off after some 64 KB, so that a request cannot be answered with many times its size.
std::string valueText(simdjson::dom::element json, const Shape &shape);

} // namespace keywright::service
