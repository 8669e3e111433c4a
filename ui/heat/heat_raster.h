#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include <QImage>

#include "core/simulation/heat_picture.h"
#include "ui/heat/heat_window.h"

namespace keywright::ui {

/// A heat map as pixels. Where several cells fall on one pixel, the hottest is shown; throttled cells are hatched. Making
/// one takes a pass over the cells; a picture of any part then takes a few milliseconds, at 4K with 1,024 partitions too.
class HeatRaster {
public:
    HeatRaster() = default;
    HeatRaster(std::shared_ptr<const simulation::HeatMap> map, const simulation::HeatPicture &look, bool dark);

    bool isEmpty() const { return !m_map || m_map->columns == 0 || m_map->rows.empty(); }
    const simulation::HeatMap &map() const { return *m_map; }
    const HeatAxis &axis() const { return m_axis; }
    const simulation::HeatPicture &look() const { return m_look; }

    /// The colour of a shade, from 0 to 255.
    QRgb colour(std::uint8_t shade) const { return m_colours[shade]; }
    /// What is seen of `window`, in device pixels. `hatch` is the distance of the throttled cells' lines. A former image of that
    /// size is drawn over instead of asking for 33 MB anew at 4K. Large ones are drawn by several threads where these are free.
    QImage image(const HeatWindow &window, const QSize &pixels, int hatch, QImage former = {}) const;

    /// The greatest shade of each visible row, in the order of the axis from its first visible row, and of each column.
    std::vector<std::uint8_t> rowShades(const HeatWindow &window) const;
    std::vector<std::uint8_t> columnShades(const HeatWindow &window) const;

    struct Span {
        std::size_t first = 0;
        std::size_t end = 0;
    };
    Span visibleRows(const HeatWindow &window) const;
    Span visibleColumns(const HeatWindow &window) const;

private:
    struct Line;
    class PixelColumns;

    void poolRows(Span rows, Span columns, Line &line) const;
    void paintLines(const HeatWindow &window, PixelColumns across, int hatch, const QImage &picture, uchar *bits, int begin, int end) const;

    std::shared_ptr<const simulation::HeatMap> m_map;
    HeatAxis m_axis;
    simulation::HeatPicture m_look;
    std::array<QRgb, 256> m_colours{};
    std::array<QRgb, 256> m_hatches{};
    std::vector<std::uint8_t> m_shades;    ///< of each cell
    std::vector<std::uint8_t> m_throttled; ///< 1 where a cell was
    std::vector<bool> m_rowThrottled;
};

} // namespace keywright::ui
