#pragma once

/// Distances of the visual language, in device-independent pixels on a 4-px grid.
namespace keywright::ui {

namespace space {
inline constexpr int kXs = 4;
inline constexpr int kS = 8;
inline constexpr int kM = 12;
inline constexpr int kL = 16;
inline constexpr int kXl = 24;
inline constexpr int kXxl = 40;
} // namespace space

namespace radius {
inline constexpr int kS = 4;
inline constexpr int kM = 6;
inline constexpr int kL = 10;
} // namespace radius

inline constexpr int kIconSize = 16;
inline constexpr int kRailIconSize = 20;
inline constexpr int kRowHeight = 30;
inline constexpr int kMarkSize = 18; ///< of an entity's colour mark

} // namespace keywright::ui
