#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/partiql/literal.h"
#include "core/value/attribute_value.h"

namespace keywright::partiql {

/// Where the next page of a SELECT goes on: in which of its reads, and after which key.
struct ReadPosition {
    std::size_t read = 0;
    std::optional<value::Item> startKey;
    friend bool operator==(const ReadPosition &, const ReadPosition &) = default;
};

/// The token is opaque to clients and holds for the statement and its parameters only.
std::string tokenOf(const ReadPosition &position, const std::string &statement, const Parameters &parameters);
/// Throws StatementError: "Invalid NextToken", or "NextToken does not match request" for that of another statement.
ReadPosition positionIn(const std::string &token, const std::string &statement, const Parameters &parameters);

} // namespace keywright::partiql
