#include "ui/heat/heat_window.h"

#include <algorithm>

namespace keywright::ui {

namespace {

constexpr double kLeastOfEvenPart = 0.5;
constexpr double kLeastColumns = 2;
constexpr double kLeastHeight = 1e-5;

void fit(double &from, double &to, double all, double least)
{
    const double size = std::clamp(to - from, std::min(least, all), all);
    from = std::clamp(from, 0.0, all - size);
    to = from + size;
}

} // namespace

HeatAxis::HeatAxis(const simulation::HeatMap &map)
{
    const double least = map.rows.empty() ? 0 : kLeastOfEvenPart / static_cast<double>(map.rows.size());
    double sum = 0;
    m_tops.push_back(0);
    for (const simulation::HeatRow &row : map.rows)
        m_tops.push_back(sum += std::max(least, row.range.shareOfHashSpace()));
    for (double &top : m_tops)
        top /= std::max(sum, 1e-300);
}

std::size_t HeatAxis::rowAt(double place) const
{
    const auto after = std::upper_bound(m_tops.begin(), m_tops.end(), place) - m_tops.begin();
    return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(after - 1, 0, static_cast<std::ptrdiff_t>(rows()) - 1));
}

HeatWindow HeatWindow::within(const simulation::HeatMap &map) const
{
    HeatWindow window = *this;
    fit(window.firstColumn, window.lastColumn, static_cast<double>(map.columns), kLeastColumns);
    fit(window.top, window.bottom, 1, kLeastHeight);
    return window;
}

HeatWindow HeatWindow::zoomed(double factor, double column, double place) const
{
    return {column - (column - firstColumn) / factor, column + (lastColumn - column) / factor, place - (place - top) / factor,
            place + (bottom - place) / factor};
}

} // namespace keywright::ui
