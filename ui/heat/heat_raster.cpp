#include "ui/heat/heat_raster.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace keywright::ui {

namespace {

constexpr std::size_t kFineness = 4'096; ///< heats are looked up in so many steps instead of worked out one by one
constexpr float kThrottledUnits = 0.5F;  ///< a cell with fewer is not marked

/// Which columns fall on which pixel.
std::vector<HeatRaster::Span> columnsOfPixels(const HeatWindow &window, std::size_t columns, int width)
{
    std::vector<HeatRaster::Span> spans(static_cast<std::size_t>(width));
    for (std::size_t x = 0; x < spans.size(); ++x) {
        const double from = window.firstColumn + window.columns() * static_cast<double>(x) / width;
        const double to = window.firstColumn + window.columns() * static_cast<double>(x + 1) / width;
        const auto first = std::min(columns - 1, static_cast<std::size_t>(std::max(0.0, from)));
        spans[x] = {first, std::clamp(static_cast<std::size_t>(std::ceil(std::max(0.0, to) - 1e-9)), first + 1, columns)};
    }
    return spans;
}

} // namespace

/// One line of pixels before it is coloured.
struct HeatRaster::Line {
    std::vector<std::uint8_t> shades; ///< by column
    std::vector<std::uint8_t> throttled;
    bool anyThrottled = false;
};

HeatRaster::HeatRaster(std::shared_ptr<const simulation::HeatMap> map, const simulation::HeatPicture &look, bool dark)
    : m_map(std::move(map)), m_axis(m_map ? HeatAxis(*m_map) : HeatAxis()), m_look(look)
{
    const auto ground = dark ? simulation::HeatGround::Dark : simulation::HeatGround::Light;
    for (std::size_t shade = 0; shade < m_colours.size(); ++shade) {
        const simulation::HeatColour colour = simulation::heatColourAt(static_cast<double>(shade) / 255, ground);
        m_colours[shade] = qRgb(colour.red, colour.green, colour.blue);
        const bool isLight = qGray(m_colours[shade]) > 110;
        m_hatches[shade] = isLight ? qRgb(25, 28, 34) : qRgb(255, 255, 255);
    }
    if (isEmpty())
        return;
    // The logarithmic scale begins at a thousandth, so its steps are finer below.
    std::vector<std::uint8_t> shadeOf(2 * kFineness + 1);
    for (std::size_t step = 0; step < shadeOf.size(); ++step) {
        const double heat =
            step <= kFineness ? static_cast<double>(step) / kFineness / 100 : static_cast<double>(step - kFineness) / kFineness;
        simulation::HeatPicture plain = look;
        plain.multiplier = 1;
        shadeOf[step] = static_cast<std::uint8_t>(std::lround(255 * simulation::placeOnScale(heat, plain)));
    }
    const auto times = static_cast<float>(look.multiplier);
    m_shades.resize(m_map->cells.size());
    m_throttled.resize(m_map->cells.size());
    m_rowThrottled.resize(m_map->rows.size());
    for (std::size_t i = 0; i < m_shades.size(); ++i) {
        const simulation::HeatCell &cell = m_map->cells[i];
        const float heat = std::min(1.0F,
                                    times
                                        * (look.what == simulation::HeatOf::Reads        ? cell.readHeat
                                               : look.what == simulation::HeatOf::Writes ? cell.writeHeat
                                                                                         : cell.heat()));
        const float step = heat <= 0.01F ? heat * 100 * kFineness : kFineness + heat * kFineness;
        m_shades[i] = shadeOf[static_cast<std::size_t>(step + 0.5F)];
        m_throttled[i] = cell.throttledUnits >= kThrottledUnits ? 1 : 0;
        if (m_throttled[i] != 0)
            m_rowThrottled[i / m_map->columns] = true;
    }
}

HeatRaster::Span HeatRaster::visibleRows(const HeatWindow &window) const
{
    if (isEmpty())
        return {};
    return {m_axis.rowAt(window.top), m_axis.rowAt(window.bottom - 1e-9) + 1};
}

HeatRaster::Span HeatRaster::visibleColumns(const HeatWindow &window) const
{
    if (isEmpty())
        return {};
    const auto first = std::min(m_map->columns - 1, static_cast<std::size_t>(std::max(0.0, window.firstColumn)));
    return {first, std::clamp(static_cast<std::size_t>(std::ceil(window.lastColumn - 1e-9)), first + 1, m_map->columns)};
}

void HeatRaster::poolRows(Span rows, Span columns, Line &line) const
{
    const std::size_t width = columns.end - columns.first;
    line.anyThrottled = false;
    for (std::size_t row = rows.first; row < rows.end; ++row) {
        const std::uint8_t *shades = m_shades.data() + row * m_map->columns + columns.first;
        const std::uint8_t *throttled = m_throttled.data() + row * m_map->columns + columns.first;
        if (row == rows.first) {
            std::memcpy(line.shades.data() + columns.first, shades, width);
            std::memcpy(line.throttled.data() + columns.first, throttled, width);
        } else {
            std::uint8_t *into = line.shades.data() + columns.first;
            std::uint8_t *intoThrottled = line.throttled.data() + columns.first;
            for (std::size_t i = 0; i < width; ++i)
                into[i] = std::max(into[i], shades[i]);
            for (std::size_t i = 0; i < width; ++i)
                intoThrottled[i] |= throttled[i];
        }
        line.anyThrottled = line.anyThrottled || m_rowThrottled[row];
    }
}

QImage HeatRaster::image(const HeatWindow &window, const QSize &pixels, int hatch, QImage former) const
{
    QImage picture =
        former.size() == pixels && former.format() == QImage::Format_RGB32 ? std::move(former) : QImage(pixels, QImage::Format_RGB32);
    if (isEmpty() || pixels.isEmpty()) {
        picture.fill(m_colours[0]);
        return picture;
    }
    const std::vector<Span> spans = columnsOfPixels(window, m_map->columns, pixels.width());
    const Span columns{spans.front().first, spans.back().end};
    Line line{std::vector<std::uint8_t>(m_map->columns), std::vector<std::uint8_t>(m_map->columns)};
    std::vector<std::uint8_t> shades(spans.size());
    std::vector<std::uint8_t> throttled(spans.size());
    Span shown{1, 0};
    const uchar *plain = nullptr; // the last line with the same rows and no hatching
    for (int y = 0; y < pixels.height(); ++y) {
        const Span rows{m_axis.rowAt(window.top + window.height() * y / pixels.height()),
                        m_axis.rowAt(window.top + window.height() * (y + 1) / pixels.height() - 1e-12) + 1};
        auto *out = reinterpret_cast<QRgb *>(picture.scanLine(y));
        const bool same = rows.first == shown.first && rows.end == shown.end;
        if (!same) {
            poolRows(rows, columns, line);
            shown = rows;
            plain = nullptr;
            for (std::size_t x = 0; x < spans.size(); ++x) {
                std::uint8_t shade = line.shades[spans[x].first];
                std::uint8_t flag = line.throttled[spans[x].first];
                for (std::size_t column = spans[x].first + 1; column < spans[x].end; ++column) {
                    shade = std::max(shade, line.shades[column]);
                    flag |= line.throttled[column];
                }
                shades[x] = shade;
                throttled[x] = flag;
            }
        }
        if (plain != nullptr) {
            std::memcpy(out, plain, spans.size() * sizeof(QRgb));
        } else {
            for (std::size_t x = 0; x < spans.size(); ++x)
                out[x] = m_colours[shades[x]];
        }
        if (!line.anyThrottled) {
            plain = picture.constScanLine(y);
            continue;
        }
        plain = nullptr;
        // Lines at 45 degrees, continued from cell to cell.
        for (auto x = static_cast<std::size_t>((hatch - y % hatch) % hatch); x < spans.size(); x += static_cast<std::size_t>(hatch))
            if (throttled[x] != 0)
                out[x] = m_hatches[shades[x]];
    }
    return picture;
}

std::vector<std::uint8_t> HeatRaster::rowShades(const HeatWindow &window) const
{
    const Span rows = visibleRows(window);
    const Span columns = visibleColumns(window);
    std::vector<std::uint8_t> greatest(rows.end - rows.first);
    for (std::size_t row = rows.first; row < rows.end; ++row) {
        const auto begin = m_shades.begin() + static_cast<std::ptrdiff_t>(row * m_map->columns);
        greatest[row - rows.first] =
            *std::max_element(begin + static_cast<std::ptrdiff_t>(columns.first), begin + static_cast<std::ptrdiff_t>(columns.end));
    }
    return greatest;
}

std::vector<std::uint8_t> HeatRaster::columnShades(const HeatWindow &window) const
{
    if (isEmpty())
        return {};
    Line line{std::vector<std::uint8_t>(m_map->columns), std::vector<std::uint8_t>(m_map->columns)};
    const Span columns = visibleColumns(window);
    poolRows(visibleRows(window), columns, line);
    return {line.shades.begin() + static_cast<std::ptrdiff_t>(columns.first),
            line.shades.begin() + static_cast<std::ptrdiff_t>(columns.end)};
}

} // namespace keywright::ui
