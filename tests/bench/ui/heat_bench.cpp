#include <memory>

#include <QCoreApplication>
#include <QImage>

#include <benchmark/benchmark.h>

#include "core/model/random.h"
#include "ui/heat/heat_plot.h"

// A heat map at 4K: 1,024 partitions over 24 hours in columns of a minute, with throttled cells and splits. A repaint takes
// at most 16 ms. After a zoom, when every pixel is another one, it is to come near that.

using namespace keywright;
using namespace keywright::ui;

namespace {

constexpr std::size_t kPartitions = 1'024;
constexpr std::size_t kMinutes = 1'440;
constexpr QSize k4K(3'840, 2'160);

std::shared_ptr<const simulation::HeatMap> bigMap()
{
    static const auto map = [] {
        auto made = std::make_shared<simulation::HeatMap>();
        made->title = "Big";
        made->columns = kMinutes;
        const std::uint64_t step = capacity::kLastPosition / kPartitions;
        model::Random random(1);
        for (std::size_t row = 0; row < kPartitions; ++row) {
            const std::uint64_t last = row + 1 == kPartitions ? capacity::kLastPosition : step * (row + 1) - 1;
            made->rows.push_back({static_cast<std::uint32_t>(row), {{step * row, 0}, {last, capacity::kLastPosition}}});
            for (std::size_t column = 0; column < kMinutes; ++column) {
                simulation::HeatCell cell;
                cell.writeHeat = static_cast<float>(random.unit());
                cell.readHeat = static_cast<float>(random.unit());
                cell.throttledUnits = row % 16 == 0 && cell.writeHeat > 0.9F ? 10.0F : 0.0F;
                made->cells.push_back(cell);
            }
            if (row > 0 && row % 4 == 0)
                made->splits.push_back({row % kMinutes, row, capacity::SplitCause::Heat});
        }
        return made;
    }();
    return map;
}

struct BigPlot {
    BigPlot()
    {
        plot.resize(k4K);
        plot.setSubject({{}, bigMap(), {}, HeatClock::Simulated});
        plot.show();
    }

    void paint() { plot.render(&image); }

    HeatPlot plot;
    QImage image{k4K, QImage::Format_RGB32};
};

BigPlot &bigPlot()
{
    static std::unique_ptr<BigPlot> plot;
    if (!plot) {
        plot = std::make_unique<BigPlot>();
        qAddPostRoutine([] { plot.reset(); }); // widgets go before the application
    }
    return *plot;
}

/// Nothing has changed but what the window system asks for.
void heatMapRepaints(benchmark::State &state)
{
    BigPlot &big = bigPlot();
    big.plot.showAll();
    for (auto _ : state)
        big.paint();
}

/// After each step of a zoom.
void heatMapZooms(benchmark::State &state)
{
    BigPlot &big = bigPlot();
    big.plot.showAll();
    double by = 0;
    for (auto _ : state) {
        by = by > 300 ? 0 : by + 7;
        big.plot.see({by, 1'440 - by, by / 1'000, 1 - by / 1'000});
        big.paint();
    }
    big.plot.showAll();
}

/// Another scale: every cell gets another shade. Not held to 16 ms, since it happens once a click.
void heatMapChangesItsScale(benchmark::State &state)
{
    BigPlot &big = bigPlot();
    bool logarithmic = false;
    for (auto _ : state) {
        logarithmic = !logarithmic;
        big.plot.setLook({.scale = logarithmic ? simulation::HeatScale::Logarithmic : simulation::HeatScale::Linear});
        big.paint();
    }
}

} // namespace

BENCHMARK(heatMapRepaints)->Unit(benchmark::kMillisecond);
BENCHMARK(heatMapZooms)->Unit(benchmark::kMillisecond);
BENCHMARK(heatMapChangesItsScale)->Unit(benchmark::kMillisecond);
