#include "core/simulation/heat_picture.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>

#include "core/model/portable_math.h"

namespace keywright::simulation {

namespace {

constexpr double kLeft = 170;
constexpr double kMapWidth = 1'000;
constexpr double kRight = 50;
constexpr double kTop = 74;
constexpr double kTitleHeight = 34;
constexpr double kAxisHeight = 30;
constexpr double kSmallestHeat = 0.001; // of the logarithmic scale
constexpr int kShades = 40;

/// With at most `decimals` decimals, without needless ones, in no locale.
std::string number(double value, int decimals = 2)
{
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals).ptr;
    std::string digits(text, end);
    if (digits.find('.') != std::string::npos) {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.')
            digits.pop_back();
    }
    return digits == "-0" ? "0" : digits;
}

std::string escaped(std::string_view text)
{
    std::string safe;
    for (const char c : text)
        safe += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : std::string(1, c);
    return safe;
}

std::string hexadecimal(std::uint64_t number, int digits)
{
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
    return std::string(text).substr(0, static_cast<std::size_t>(digits));
}

/// "2026-11-22 09:45Z".
std::string utcText(std::int64_t epochSecond)
{
    const auto seconds = static_cast<std::time_t>(epochSecond);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%MZ", &parts);
    return text;
}

std::string dayAndTime(std::int64_t second)
{
    const auto two = [](std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    const std::int64_t day = second / 86'400;
    constexpr std::int64_t kOfAClock = 366LL * 86'400; // live traffic has epoch seconds; a simulation begins at 0
    if (second >= kOfAClock)
        return utcText(second);
    return (day > 0 ? "day " + std::to_string(day + 1) + " " : "") + two(second / 3'600 % 24) + ":" + two(second / 60 % 60);
}

/// A brightness of 1 shows a quarter of the limit as half of it.
double exponentOf(double brightness)
{
    return model::portableExp(-std::clamp(brightness, -1.0, 1.0) * model::portableLog(2));
}

std::string rect(double x, double y, double width, double height, const std::string &fill)
{
    return "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\"" + number(height) + "\" fill=\""
        + fill + "\"";
}

std::string text(double x, double y, const std::string &words, const std::string &attributes = {})
{
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\"" + (attributes.empty() ? "" : " " + attributes) + ">" + escaped(words)
        + "</text>\n";
}

double rowHeight(const HeatMap &map)
{
    return std::clamp(220.0 / static_cast<double>(std::max<std::size_t>(1, map.rows.size())), 7.0, 34.0);
}

/// Writes one map of a picture.
class MapWriter {
public:
    MapWriter(const HeatMap &map, const HeatPicture &picture, double top)
        : m_map(map),
          m_picture(picture),
          m_top(top),
          m_row(rowHeight(map)),
          m_column(kMapWidth / static_cast<double>(std::max<std::size_t>(1, map.columns)))
    { }

    double height() const { return kTitleHeight + m_row * static_cast<double>(m_map.rows.size()) + kAxisHeight; }

    std::string svg() const
    {
        std::string out = text(kLeft, m_top + 22, m_map.title, "font-weight=\"600\" font-size=\"15\"");
        for (std::size_t row = 0; row < m_map.rows.size(); ++row)
            out += rowLabel(row) + "<g shape-rendering=\"crispEdges\">\n" + rowCells(row) + "</g>\n";
        for (std::size_t row = 0; row < m_map.rows.size(); ++row)
            out += throttleMarks(row);
        for (const SplitMark &mark : m_map.splits)
            out += splitMark(mark);
        return out + timeAxis();
    }

private:
    double x(std::size_t column) const { return kLeft + m_column * static_cast<double>(column); }
    double y(std::size_t row) const { return m_top + kTitleHeight + m_row * static_cast<double>(row); }

    int shadeOf(std::size_t row, std::size_t column) const
    {
        return static_cast<int>(std::lround(placeOnScale(heatOf(m_map.cell(row, column), m_picture.what), m_picture) * kShades));
    }

    std::string rowLabel(std::size_t row) const
    {
        const capacity::PartitionRange &range = m_map.rows[row].range;
        std::string label = hexadecimal(range.first.hash, 4) + (range.first.sort > 0 ? "/" + hexadecimal(range.first.sort, 2) : "")
            + " ... " + hexadecimal(range.last.hash, 4);
        return text(kLeft - 8, y(row) + m_row / 2 + 4, label + "  p" + std::to_string(m_map.rows[row].partition),
                    "text-anchor=\"end\" font-size=\"11\" fill=\"#5a6775\"");
    }

    /// Neighbours of one shade are one rectangle.
    std::string rowCells(std::size_t row) const
    {
        std::string out;
        for (std::size_t column = 0; column < m_map.columns;) {
            std::size_t end = column + 1;
            const int shade = shadeOf(row, column);
            double hottest = heatOf(m_map.cell(row, column), m_picture.what);
            for (; end < m_map.columns && shadeOf(row, end) == shade; ++end)
                hottest = std::max(hottest, heatOf(m_map.cell(row, end), m_picture.what));
            out += rect(x(column), y(row), m_column * static_cast<double>(end - column), m_row,
                        heatColour(static_cast<double>(shade) / kShades))
                + "><title>partition " + std::to_string(m_map.rows[row].partition) + ", " + timeOf(column) + " to " + timeOf(end) + ": "
                + number(100 * hottest) + " % of its limit</title></rect>\n";
            column = end;
        }
        return out;
    }

    std::string timeOf(std::size_t column) const
    {
        return dayAndTime(m_map.startSecond + static_cast<std::int64_t>(column) * m_map.secondsPerColumn);
    }

    std::string throttleMarks(std::size_t row) const
    {
        std::string out;
        double drawnTo = -1;
        for (std::size_t column = 0; column < m_map.columns; ++column) {
            const HeatCell &cell = m_map.cell(row, column);
            const double centre = x(column) + m_column / 2;
            if (cell.throttledUnits < 0.5F || centre < drawnTo)
                continue;
            drawnTo = centre + 5;
            out += "<circle cx=\"" + number(centre) + "\" cy=\"" + number(y(row) + m_row / 2)
                + "\" r=\"1.8\" fill=\"#1c2733\" stroke=\"#ffffff\" stroke-width=\"0.6\"><title>" + timeOf(column) + ": "
                + number(static_cast<double>(cell.throttledUnits), 0) + " units throttled</title></circle>\n";
        }
        return out;
    }

    std::string splitMark(const SplitMark &mark) const
    {
        const double centre = x(mark.column);
        const double line = y(mark.row);
        return "<path d=\"M" + number(centre) + " " + number(line - 5)
            + "l5 5l-5 5l-5 -5z\" fill=\"#ffffff\" stroke=\"#1c2733\" stroke-width=\"1.2\"><title>" + timeOf(mark.column) + ": split for "
            + std::string(capacity::textOf(mark.cause)) + "</title></path>\n";
    }

    std::string timeAxis() const
    {
        std::string out;
        const double seconds = static_cast<double>(m_map.columns) * static_cast<double>(m_map.secondsPerColumn);
        const double bottom = y(m_map.rows.size());
        for (int tick = 0; tick <= 8; ++tick) {
            const double at = kLeft + kMapWidth * tick / 8;
            out += "<path d=\"M" + number(at) + " " + number(bottom) + "v4\" fill=\"none\" stroke=\"#8a95a1\"/>"
                + text(at, bottom + 17, dayAndTime(m_map.startSecond + static_cast<std::int64_t>(seconds * tick / 8)),
                       "text-anchor=\"middle\" font-size=\"11\" fill=\"#5a6775\"");
        }
        return out;
    }

    const HeatMap &m_map;
    const HeatPicture &m_picture;
    double m_top;
    double m_row;
    double m_column;
};

std::string legend(const HeatPicture &picture)
{
    std::string out =
        text(20, 26,
             "Heat: share of a partition's limits in use ("
                 + std::string(picture.what == HeatOf::Greater ? "the greater of reads / 3,000 and writes / 1,000" : textOf(picture.what))
                 + " a second, " + std::string(textOf(picture.scale)) + " scale"
                 + (picture.multiplier == 1 ? "" : ", as if \xC3\x97 " + number(picture.multiplier)) + ")");
    constexpr double kWidth = 400;
    for (int shade = 0; shade < kShades; ++shade)
        out += rect(kLeft + kWidth * shade / kShades, 38, kWidth / kShades + 0.3, 12, heatColour((shade + 0.5) / kShades)) + "/>\n";
    const std::vector<double> heats =
        picture.scale == HeatScale::Linear ? std::vector<double>{0, 0.25, 0.5, 0.75, 1} : std::vector<double>{0.001, 0.01, 0.1, 1};
    for (const double heat : heats) {
        HeatPicture plain = picture;
        plain.multiplier = 1;
        out += text(kLeft + kWidth * placeOnScale(heat, plain), 64, number(100 * heat, 1) + " %",
                    "text-anchor=\"middle\" font-size=\"11\" fill=\"#5a6775\"");
    }
    out += "<path d=\"M610 39l5 5l-5 5l-5 -5z\" fill=\"#ffffff\" stroke=\"#1c2733\" stroke-width=\"1.2\"/>" + text(622, 48, "split");
    out += "<circle cx=\"690\" cy=\"44\" r=\"2.5\" fill=\"#1c2733\" stroke=\"#ffffff\" stroke-width=\"0.6\"/>" + text(700, 48, "throttled");
    return out;
}

} // namespace

std::string_view textOf(HeatScale scale)
{
    return scale == HeatScale::Linear ? "linear" : "logarithmic";
}

std::string_view textOf(HeatOf what)
{
    switch (what) {
    case HeatOf::Greater: return "greater";
    case HeatOf::Reads: return "reads";
    case HeatOf::Writes: return "writes";
    }
    return "";
}

double placeOnScale(double heat, const HeatPicture &picture)
{
    const double shown = heat * picture.multiplier;
    double place = std::clamp(shown, 0.0, 1.0);
    if (picture.scale == HeatScale::Logarithmic)
        place = shown <= kSmallestHeat
            ? 0
            : std::clamp(1 - model::portableLog(std::min(1.0, shown)) / model::portableLog(kSmallestHeat), 0.0, 1.0);
    if (place <= 0 || picture.brightness == 0)
        return place;
    return std::min(1.0, model::portableExp(model::portableLog(place) * exponentOf(picture.brightness)));
}

double heatAt(double place, const HeatPicture &picture)
{
    const double straight =
        place <= 0 || picture.brightness == 0 ? place : model::portableExp(model::portableLog(place) * exponentOf(-picture.brightness));
    if (picture.scale == HeatScale::Linear || straight <= 0)
        return straight;
    return model::portableExp((1 - straight) * model::portableLog(kSmallestHeat));
}

double heatOf(const HeatCell &cell, HeatOf what)
{
    const float heat = what == HeatOf::Reads ? cell.readHeat : what == HeatOf::Writes ? cell.writeHeat : cell.heat();
    return static_cast<double>(heat);
}

std::string heatMapsSvg(std::span<const HeatMap> maps, const HeatPicture &picture)
{
    std::string body = legend(picture);
    double top = kTop;
    for (const HeatMap &map : maps) {
        const HeatMap shown = pooled(map, picture.mostRows, picture.mostColumns);
        const MapWriter writer(shown, picture, top);
        body += writer.svg();
        top += writer.height();
    }
    const std::string size = number(kLeft + kMapWidth + kRight) + "\" height=\"" + number(top + 10);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size + "\" viewBox=\"0 0 " + number(kLeft + kMapWidth + kRight) + " "
        + number(top + 10) + "\" font-family=\"Inter, Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"#1c2733\">\n"
        + rect(0, 0, kLeft + kMapWidth + kRight, top + 10, "#ffffff") + "/>\n" + body + "</svg>\n";
}

std::string heatMapsCsv(std::span<const HeatMap> maps)
{
    std::string out = "map,partition,firstHash,lastHash,second,readHeat,writeHeat,readUnits,writeUnits,throttledUnits\r\n";
    for (const HeatMap &map : maps) {
        std::string title = "\"";
        for (const char c : map.title)
            title += c == '"' ? std::string("\"\"") : std::string(1, c);
        title += '"';
        for (std::size_t row = 0; row < map.rows.size(); ++row)
            for (std::size_t column = 0; column < map.columns; ++column) {
                const HeatCell &cell = map.cell(row, column);
                if (cell == HeatCell{})
                    continue;
                const capacity::PartitionRange &range = map.rows[row].range;
                out += title + "," + std::to_string(map.rows[row].partition) + "," + hexadecimal(range.first.hash, 16) + ","
                    + hexadecimal(range.last.hash, 16) + ","
                    + std::to_string(map.startSecond + static_cast<std::int64_t>(column) * map.secondsPerColumn);
                for (const float value : {cell.readHeat, cell.writeHeat, cell.readUnits, cell.writeUnits, cell.throttledUnits})
                    out += "," + number(static_cast<double>(value), 5);
                out += "\r\n";
            }
    }
    return out;
}

} // namespace keywright::simulation
