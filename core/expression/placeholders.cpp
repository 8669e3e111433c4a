#include "core/expression/placeholders.h"

#include <algorithm>

#include "core/expression/expression_error.h"

namespace keywright::expression {

namespace {

constexpr std::size_t kMaxAttributeNameBytes = 65'535;

constexpr std::string_view kNames = "ExpressionAttributeNames";
constexpr std::string_view kValues = "ExpressionAttributeValues";

bool isPlaceholder(std::string_view key, char first)
{
    const auto isPart = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    return key.size() > 1 && key.front() == first && std::all_of(key.begin() + 1, key.end(), isPart);
}

[[noreturn]] void refuseParameter(std::string_view parameter, const std::string &rest)
{
    throw ExpressionError(std::string(parameter) + rest, std::string(parameter));
}

template <typename Map>
void requireGoodKeys(const Map &map, std::string_view parameter, char first)
{
    if (map.empty())
        refuseParameter(parameter, " must not be empty");
    for (const auto &[key, content] : map) {
        if (!isPlaceholder(key, first))
            refuseParameter(parameter, " contains invalid key: Syntax error; key: \"" + key + "\"");
    }
}

template <typename Map>
void requireUsed(const Map &map, const std::set<std::string, std::less<>> &used, std::string_view parameter)
{
    std::string unused;
    for (const auto &[key, content] : map) {
        if (!used.contains(key))
            unused += (unused.empty() ? "" : ", ") + key;
    }
    if (!unused.empty())
        throw ExpressionError("Value provided in " + std::string(parameter) + " unused in expressions: keys: {" + unused + "}",
                              std::string(parameter));
}

template <typename Map>
auto *lookUp(const Map &map, std::set<std::string, std::less<>> &used, std::string_view placeholder)
{
    const auto found = map.find(placeholder);
    if (found == map.end())
        return static_cast<decltype(&found->second)>(nullptr);
    used.insert(found->first);
    return &found->second;
}

} // namespace

Placeholders::Placeholders(std::optional<AttributeNames> names, std::optional<AttributeValues> values)
{
    if (names) {
        requireGoodKeys(*names, kNames, '#');
        for (const auto &[key, name] : *names) {
            if (name.empty())
                refuseParameter(kNames, " contains invalid value: Empty attribute name for key " + key);
            if (name.size() > kMaxAttributeNameBytes)
                throw ExpressionError("Attribute name is too large, must be less than 65536 bytes", std::string(kNames));
        }
        m_names = std::move(*names);
    }
    if (values) {
        requireGoodKeys(*values, kValues, ':');
        m_values = std::move(*values);
    }
}

const std::string *Placeholders::name(std::string_view placeholder)
{
    return lookUp(m_names, m_used, placeholder);
}

const value::AttributeValue *Placeholders::value(std::string_view placeholder)
{
    return lookUp(m_values, m_used, placeholder);
}

void Placeholders::requireAllUsed() const
{
    requireUsed(m_names, m_used, kNames);
    requireUsed(m_values, m_used, kValues);
}

} // namespace keywright::expression
