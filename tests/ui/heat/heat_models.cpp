#include "tests/ui/heat/heat_models.h"

namespace keywright::test {

QString sampleModel(const char *name)
{
    return qEnvironmentVariable("KEYWRIGHT_SAMPLES_DIR") + QStringLiteral("/") + QLatin1String(name) + QStringLiteral(".keywright.json");
}

std::shared_ptr<simulation::HeatMap> plainMap(std::size_t rows, std::size_t columns)
{
    auto map = std::make_shared<simulation::HeatMap>();
    map->title = "Orders";
    map->columns = columns;
    const std::uint64_t step = capacity::kLastPosition / rows;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint64_t last = row + 1 == rows ? capacity::kLastPosition : step * (row + 1) - 1;
        map->rows.push_back({static_cast<std::uint32_t>(row + 100), {{step * row, 0}, {last, capacity::kLastPosition}}});
        for (std::size_t column = 0; column < columns; ++column) {
            simulation::HeatCell cell;
            cell.writeHeat = static_cast<float>((row + column) % 100) / 100;
            cell.writeUnits = cell.writeHeat * 60'000;
            map->cells.push_back(cell);
        }
    }
    return map;
}

} // namespace keywright::test
