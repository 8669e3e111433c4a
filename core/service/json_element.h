#pragma once

#include <bit>
#include <stdexcept>

#include <simdjson.h>

#include "core/service/request.h"

/// For this folder's readers only: what stands behind a RequestValue. Other code needs no simdjson.
namespace keywright::service {

struct ElementAccess {
    static simdjson::dom::element elementOf(const RequestValue &value) { return std::bit_cast<simdjson::dom::element>(value.m_place); }
    static RequestValue valueOf(simdjson::dom::element element) { return RequestValue(std::bit_cast<RequestValue::Place>(element)); }
};

/// Of an element that is known to be one.
inline simdjson::dom::object objectIn(simdjson::dom::element json)
{
    simdjson::dom::object object;
    if (json.get_object().get(object) != simdjson::SUCCESS)
        throw std::logic_error("a JSON object was expected here");
    return object;
}

/// Of an element that is known to be one.
inline simdjson::dom::array arrayIn(simdjson::dom::element json)
{
    simdjson::dom::array array;
    if (json.get_array().get(array) != simdjson::SUCCESS)
        throw std::logic_error("a JSON array was expected here");
    return array;
}

/// Empty when it is no string.
inline std::string_view textIn(simdjson::dom::element json)
{
    std::string_view text;
    return json.get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

} // namespace keywright::service
