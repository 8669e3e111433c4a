#include "core/engine/table_requests.h"

#include <array>

namespace keywright::engine {

namespace {

constexpr std::array<std::string_view, 4> kTableStatuses{"CREATING", "UPDATING", "DELETING", "ACTIVE"};
constexpr std::array<std::string_view, 4> kTimeToLiveStatuses{"ENABLING", "DISABLING", "ENABLED", "DISABLED"};
constexpr std::array<std::string_view, 2> kInsightsModes{"ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS"};
constexpr std::array<std::string_view, 4> kInsightsStatuses{"ENABLING", "ENABLED", "DISABLING", "DISABLED"};

} // namespace

std::string_view textOf(TableStatus status)
{
    return kTableStatuses.at(static_cast<std::size_t>(status));
}

std::string_view textOf(TimeToLiveStatus status)
{
    return kTimeToLiveStatuses.at(static_cast<std::size_t>(status));
}

std::string_view textOf(InsightsMode mode)
{
    return kInsightsModes.at(static_cast<std::size_t>(mode));
}

std::optional<InsightsMode> insightsModeFromText(std::string_view text)
{
    for (const InsightsMode mode : {InsightsMode::AccessedAndThrottledKeys, InsightsMode::ThrottledKeys})
        if (textOf(mode) == text)
            return mode;
    return std::nullopt;
}

std::string_view textOf(InsightsStatusCode status)
{
    return kInsightsStatuses.at(static_cast<std::size_t>(status));
}

} // namespace keywright::engine
