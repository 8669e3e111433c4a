#include "ui/heat/heat_raster.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <QSemaphore>
#include <QThread>
#include <QThreadPool>

namespace keywright::ui {

namespace {

constexpr std::size_t kFineness = 4'096;  ///< heats are looked up in so many steps instead of worked out one by one
constexpr int kMostBands = 4;             ///< threads that draw one image
constexpr int kLeastBandPixels = 500'000; ///< less is not worth a thread
constexpr float kThrottledUnits = 0.5F;   ///< a cell with fewer is not marked

/// The greatest of two lines, into the first. A loop that the compiler makes vectors of.
void takeGreatest(std::uint8_t *into, const std::uint8_t *other, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        into[i] = into[i] < other[i] ? other[i] : into[i];
}

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
    explicit Line(std::size_t columns) : shades(columns), throttled(columns) { }

    std::vector<std::uint8_t> shades; ///< by column
    std::vector<std::uint8_t> throttled;
    bool anyThrottled = false;
};

/// Gives each pixel of a line the greatest of its columns. Where no pixel has more than two columns, as when there are more
/// pixels than columns, what two neighbours come to is worked out once for all pixels between them.
class HeatRaster::PixelColumns {
public:
    PixelColumns(const HeatWindow &window, std::size_t columns, int width)
        : m_spans(columnsOfPixels(window, columns, width)), m_columns{m_spans.front().first, m_spans.back().end}
    {
        m_isFine = std::all_of(m_spans.begin(), m_spans.end(), [](const Span &each) { return each.end - each.first <= 2; });
        const std::size_t seen = m_columns.end - m_columns.first;
        m_source.reserve(m_spans.size());
        for (const Span &each : m_spans)
            m_source.push_back(static_cast<std::uint32_t>(each.first - m_columns.first + (each.end - each.first == 2 ? seen : 0)));
        m_pooled.resize(2 * seen);
        m_coloured.resize(2 * seen);
    }

    const Span &columns() const { return m_columns; }
    std::size_t pixels() const { return m_spans.size(); }

    /// `byColumn` has the whole line.
    void pool(const std::vector<std::uint8_t> &byColumn, std::vector<std::uint8_t> &byPixel)
    {
        if (m_isFine) {
            poolNeighbours(byColumn);
            for (std::size_t x = 0; x < m_source.size(); ++x)
                byPixel[x] = m_pooled[m_source[x]];
            return;
        }
        for (std::size_t x = 0; x < m_spans.size(); ++x) {
            std::uint8_t greatest = 0;
            for (std::size_t column = m_spans[x].first; column < m_spans[x].end; ++column)
                greatest = std::max(greatest, byColumn[column]);
            byPixel[x] = greatest;
        }
    }

    void colour(const std::vector<std::uint8_t> &byColumn, const std::array<QRgb, 256> &colours, std::vector<std::uint8_t> &byPixel,
                QRgb *out)
    {
        if (!m_isFine) {
            pool(byColumn, byPixel);
            for (std::size_t x = 0; x < byPixel.size(); ++x)
                out[x] = colours[byPixel[x]];
            return;
        }
        poolNeighbours(byColumn);
        for (std::size_t i = 0; i < m_pooled.size(); ++i)
            m_coloured[i] = colours[m_pooled[i]];
        for (std::size_t x = 0; x < m_source.size(); ++x)
            out[x] = m_coloured[m_source[x]];
    }

private:
    void poolNeighbours(const std::vector<std::uint8_t> &byColumn)
    {
        const std::size_t seen = m_columns.end - m_columns.first;
        std::memcpy(m_pooled.data(), byColumn.data() + m_columns.first, seen);
        std::memcpy(m_pooled.data() + seen, byColumn.data() + m_columns.first, seen);
        takeGreatest(m_pooled.data() + seen, byColumn.data() + m_columns.first + 1, seen - 1);
    }

    std::vector<Span> m_spans; // by pixel
    Span m_columns;
    bool m_isFine = false;
    std::vector<std::uint32_t> m_source; // by pixel: where in the two below
    std::vector<std::uint8_t> m_pooled;  // each column seen, then each with its right neighbour
    std::vector<QRgb> m_coloured;
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
            takeGreatest(line.shades.data() + columns.first, shades, width);
            takeGreatest(line.throttled.data() + columns.first, throttled, width);
        }
        line.anyThrottled = line.anyThrottled || m_rowThrottled[row];
    }
}

/// Lines from `begin` to before `end`; `across` is this call's own.
void HeatRaster::paintLines(const HeatWindow &window, PixelColumns across, int hatch, const QImage &picture, uchar *bits, int begin,
                            int end) const
{
    const int height = picture.height();
    Line line(m_map->columns);
    std::vector<std::uint8_t> shades(across.pixels());
    std::vector<std::uint8_t> throttled(across.pixels());
    Span shown{1, 0};
    std::vector<QRgb> plain(across.pixels()); // the line of these rows without hatching
    for (int y = begin; y < end; ++y) {
        const Span rows{m_axis.rowAt(window.top + window.height() * y / height),
                        m_axis.rowAt(window.top + window.height() * (y + 1) / height - 1e-12) + 1};
        auto *out = reinterpret_cast<QRgb *>(bits + y * picture.bytesPerLine());
        if (rows.first != shown.first || rows.end != shown.end) {
            poolRows(rows, across.columns(), line);
            shown = rows;
            across.colour(line.shades, m_colours, shades, plain.data());
            if (line.anyThrottled) {
                across.pool(line.shades, shades);
                across.pool(line.throttled, throttled);
            }
        }
        std::memcpy(out, plain.data(), plain.size() * sizeof(QRgb));
        if (!line.anyThrottled)
            continue;
        // Lines at 45 degrees, continued from cell to cell.
        for (auto x = static_cast<std::size_t>((hatch - y % hatch) % hatch); x < plain.size(); x += static_cast<std::size_t>(hatch))
            if (throttled[x] != 0)
                out[x] = m_hatches[shades[x]];
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
    const PixelColumns across(window, m_map->columns, pixels.width());
    uchar *bits = picture.bits();
    const int bands =
        std::clamp(pixels.width() * pixels.height() / kLeastBandPixels, 1, std::clamp(QThread::idealThreadCount(), 1, kMostBands));
    const auto beginOf = [&](int band) { return pixels.height() * band / bands; };
    QSemaphore done;
    int others = 0;
    for (int band = 1; band < bands; ++band) {
        const auto paint = [&, band] { paintLines(window, across, hatch, picture, bits, beginOf(band), beginOf(band + 1)); };
        // Whoever else has the threads is not waited for.
        if (QThreadPool::globalInstance()->tryStart([&done, paint] {
                paint();
                done.release();
            }))
            ++others;
        else
            paint();
    }
    paintLines(window, across, hatch, picture, bits, 0, beginOf(1));
    done.acquire(others);
    return picture;
}

std::vector<std::uint8_t> HeatRaster::rowShades(const HeatWindow &window) const
{
    const Span rows = visibleRows(window);
    const Span columns = visibleColumns(window);
    std::vector<std::uint8_t> greatest(rows.end - rows.first);
    for (std::size_t row = rows.first; row < rows.end; ++row) {
        const std::uint8_t *shades = m_shades.data() + row * m_map->columns;
        std::uint8_t most = 0;
        for (std::size_t column = columns.first; column < columns.end; ++column)
            most = most < shades[column] ? shades[column] : most;
        greatest[row - rows.first] = most;
    }
    return greatest;
}

std::vector<std::uint8_t> HeatRaster::columnShades(const HeatWindow &window) const
{
    if (isEmpty())
        return {};
    const Span rows = visibleRows(window);
    const Span columns = visibleColumns(window);
    std::vector<std::uint8_t> greatest(columns.end - columns.first);
    for (std::size_t row = rows.first; row < rows.end; ++row)
        takeGreatest(greatest.data(), m_shades.data() + row * m_map->columns + columns.first, greatest.size());
    return greatest;
}

} // namespace keywright::ui
