#pragma once

/// Where the parts of a HeatPlot stand, in device-independent pixels. Inside ui/heat only.
namespace keywright::ui::plot {

inline constexpr int kLeft = 64;    ///< hashes
inline constexpr int kRight = 60;   ///< the greatest heat of each row
inline constexpr int kTop = 40;     ///< the greatest heat of each column
inline constexpr int kBottom = 26;  ///< times
inline constexpr int kCaption = 24; ///< above all

} // namespace keywright::ui::plot
