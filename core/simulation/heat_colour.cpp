#include "core/simulation/heat_colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace keywright::simulation {

namespace {

/// Worked out in OKLCh so that CIE lightness falls from 97 to 18, or rises from 10 to 95, by 17 equal steps.
using Ramp = std::array<std::uint32_t, 17>;
constexpr Ramp kOnLight{0xF9F6EE, 0xEEE9D1, 0xE2DBB4, 0xDACC96, 0xD7BC76, 0xD6AC54, 0xD69830, 0xD78307, 0xD47001,
                        0xD05904, 0xCD3E02, 0xBE2E25, 0xAC1F33, 0x961447, 0x791A51, 0x5D1D52, 0x421D4A};
constexpr Ramp kOnDark{0x1B1A25, 0x26233E, 0x362A58, 0x4C306B, 0x683478, 0x85387D, 0xA23C7A, 0xBC456F, 0xD3525F,
                       0xE5624B, 0xF0763E, 0xF58C3C, 0xF8A343, 0xF9B854, 0xF9CD6C, 0xF9E188, 0xFAF4A5};

std::uint8_t between(std::uint32_t low, std::uint32_t high, int shift, double along)
{
    const double from = low >> shift & 0xFFU;
    const double to = high >> shift & 0xFFU;
    return static_cast<std::uint8_t>(std::lround(from + along * (to - from)));
}

} // namespace

HeatColour heatColourAt(double place, HeatGround ground)
{
    const Ramp &ramp = ground == HeatGround::Light ? kOnLight : kOnDark;
    const double scaled = std::clamp(place, 0.0, 1.0) * static_cast<double>(ramp.size() - 1);
    const std::size_t lower = std::min(ramp.size() - 2, static_cast<std::size_t>(scaled));
    const double along = scaled - static_cast<double>(lower);
    const std::uint32_t low = ramp[lower];
    const std::uint32_t high = ramp[lower + 1];
    return {between(low, high, 16, along), between(low, high, 8, along), between(low, high, 0, along)};
}

std::string heatColour(double place, HeatGround ground)
{
    const HeatColour colour = heatColourAt(place, ground);
    char text[8];
    std::snprintf(text, sizeof text, "#%02x%02x%02x", unsigned{colour.red}, unsigned{colour.green}, unsigned{colour.blue});
    return text;
}

} // namespace keywright::simulation
