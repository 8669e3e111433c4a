#include "core/simulation/json_number.h"

#include <charconv>
#include <cmath>

namespace keywright::simulation {

value::Json jsonNumber(double value, int decimals)
{
    if (!std::isfinite(value))
        return {};
    char text[400];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals).ptr;
    std::string digits(text, end);
    if (digits.find('.') != std::string::npos)
        digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.')
        digits.pop_back();
    return value::Json::number(digits == "-0" ? "0" : digits);
}

} // namespace keywright::simulation
