#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/value/attribute_value.h"

namespace keywright::expression {

/// By placeholder, the leading # or : included.
using AttributeNames = std::map<std::string, std::string, std::less<>>;
using AttributeValues = std::map<std::string, value::AttributeValue, std::less<>>;

/// ExpressionAttributeNames and ExpressionAttributeValues of one request, which all its expressions share. It remembers
/// what was asked for, so that the unused ones can be refused after the last expression. Not for several threads.
/// Source: developer guide, "Expression attribute names (aliases)" and "Using expression attribute values".
class Placeholders {
public:
    Placeholders() = default;
    /// Nullopt: the parameter was not given. Throws ExpressionError when one is empty or has an impossible key or name.
    Placeholders(std::optional<AttributeNames> names, std::optional<AttributeValues> values);

    /// Null when not defined. The pointer lives as long as this object.
    const std::string *name(std::string_view placeholder);
    const value::AttributeValue *value(std::string_view placeholder);

    /// Throws ExpressionError naming every placeholder that no expression asked for, names before values.
    void requireAllUsed() const;

private:
    AttributeNames m_names;
    AttributeValues m_values;
    std::set<std::string, std::less<>> m_used;
};

} // namespace keywright::expression
