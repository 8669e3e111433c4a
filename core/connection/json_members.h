#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/value/attribute_value.h"
#include "core/value/json.h"

/// Members of requests and answers. A member of the wrong kind throws std::invalid_argument that names it.
namespace keywright::connection {

value::Json text(std::string_view content);

/// Throws also when there is no such member.
const value::Json &memberOf(const value::Json &json, std::string_view name);
/// Empty when there is none.
std::string textOf(const value::Json &json, std::string_view name);
std::optional<std::int64_t> integerOf(const value::Json &json, std::string_view name);
std::optional<double> numberOf(const value::Json &json, std::string_view name);
/// False when there is none.
bool flagOf(const value::Json &json, std::string_view name);
/// Milliseconds of a time in seconds.
std::optional<std::int64_t> timeOf(const value::Json &json, std::string_view name);
/// The elements of an array; empty when there is none.
const value::Json::Elements &listOf(const value::Json &json, std::string_view name);
/// Nullopt when there is none. Throws value::ValueFormatError.
std::optional<value::Item> itemOf(const value::Json &json, std::string_view name);

} // namespace keywright::connection
