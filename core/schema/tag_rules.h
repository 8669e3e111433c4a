#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace keywright::schema {

/// Tags that a table may have. Source: developer guide, "Tagging restrictions in DynamoDB"; messages as the service
/// answers them (measured).
inline constexpr std::size_t kMaxTags = 50;

/// The first rule that tags, in the order of their request, break: as a ValidationException says it.
std::optional<std::string> brokenTagRule(const std::vector<std::pair<std::string, std::string>> &tags);

/// The same of a key alone.
std::optional<std::string> brokenTagKeyRule(const std::string &key);

} // namespace keywright::schema
