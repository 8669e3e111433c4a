#include "core/connection/instant_text.h"

#include <charconv>

namespace keywright::connection {

namespace {

/// `count` digits at the beginning, which are taken off.
std::optional<int> takeDigits(std::string_view &text, std::size_t count)
{
    if (text.size() < count)
        return std::nullopt;
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + count, number);
    if (error != std::errc() || end != text.data() + count || number < 0)
        return std::nullopt;
    text.remove_prefix(count);
    return number;
}

bool take(std::string_view &text, char c)
{
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

/// Minutes east of Greenwich.
std::optional<int> readZone(std::string_view text)
{
    if (text.empty() || text == "Z" || text == "UTC")
        return 0;
    const int sign = text.front() == '-' ? -1 : 1;
    if (!take(text, '+') && !take(text, '-'))
        return std::nullopt;
    const auto hours = takeDigits(text, 2);
    take(text, ':');
    const auto minutes = takeDigits(text, 2);
    return hours && minutes && text.empty() ? std::optional(sign * (*hours * 60 + *minutes)) : std::nullopt;
}

} // namespace

std::optional<service::Instant> readInstant(std::string_view text)
{
    const auto year = takeDigits(text, 4);
    const auto month = take(text, '-') ? takeDigits(text, 2) : std::nullopt;
    const auto day = take(text, '-') ? takeDigits(text, 2) : std::nullopt;
    const auto hour = take(text, 'T') ? takeDigits(text, 2) : std::nullopt;
    const auto minute = take(text, ':') ? takeDigits(text, 2) : std::nullopt;
    const auto second = take(text, ':') ? takeDigits(text, 2) : std::nullopt;
    if (!year || !month || !day || !hour || !minute || !second)
        return std::nullopt;
    if (take(text, '.'))
        text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
    const auto zone = readZone(text);
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!zone || !date.ok())
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute - *zone) + std::chrono::seconds(*second);
}

} // namespace keywright::connection
