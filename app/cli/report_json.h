#pragma once

#include <cstdint>
#include <string>

#include "core/value/json.h"

/// Members of the reports that `--json` writes.
namespace keywright::cli {

inline value::Json countJson(std::size_t count)
{
    return value::Json::number(static_cast<std::int64_t>(count));
}

/// Null for an empty text.
inline value::Json textOrNull(const std::string &text)
{
    return text.empty() ? value::Json() : value::Json::string(text);
}

} // namespace keywright::cli
