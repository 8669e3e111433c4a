#include "core/expression/key_condition.h"

#include <algorithm>
#include <array>

namespace keywright::expression {

namespace {

constexpr std::array<std::string_view, 7> kOperators{"=", "<", "<=", ">", ">=", "between", "begins_with"};

} // namespace

std::string_view textOf(KeyOperator op)
{
    return kOperators.at(static_cast<std::size_t>(op));
}

std::optional<KeyOperator> keyOperatorFromText(std::string_view text)
{
    const auto found = std::find(kOperators.begin(), kOperators.end(), text);
    if (found == kOperators.end())
        return std::nullopt;
    return static_cast<KeyOperator>(found - kOperators.begin());
}

} // namespace keywright::expression
