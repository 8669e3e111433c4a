#pragma once

#include <cstdint>
#include <string>

/// The colours of heat.
namespace keywright::simulation {

/// What the colours stand on: no heat is next to the ground's own colour.
enum class HeatGround : std::uint8_t { Light, Dark };

struct HeatColour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    friend bool operator==(const HeatColour &, const HeatColour &) = default;
};

/// The colour of a place on the scale, from 0 to 1. Perceptually even: CIE lightness goes by equal steps, down on a light
/// ground and up on a dark one, so that colour-blind eyes and grey paper keep the order. Never the only sign: legends and
/// titles have the numbers. Thread-safe.
HeatColour heatColourAt(double place, HeatGround ground);

/// The same as "#rrggbb".
std::string heatColour(double place, HeatGround ground = HeatGround::Light);

} // namespace keywright::simulation
