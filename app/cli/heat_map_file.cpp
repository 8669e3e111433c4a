#include "app/cli/heat_map_file.h"

#include <filesystem>

#include "app/cli/command_line.h"
#include "core/model/model_file.h"

namespace keywright::cli {

namespace {

std::string endOf(const std::string &file)
{
    return std::filesystem::path(file).extension().string();
}

} // namespace

void checkHeatMapName(const std::string &file)
{
    if (endOf(file) != ".svg" && endOf(file) != ".csv")
        throw UsageError("--heat-map needs a file that ends with .svg or .csv, not \"" + file + "\".");
    const std::filesystem::path folder = std::filesystem::path(file).parent_path();
    if (!folder.empty() && !std::filesystem::is_directory(folder))
        throw UsageError("--heat-map needs a file in a folder that is there; " + folder.string() + " is not.");
}

void writeHeatMaps(const simulation::Outcome &outcome, const std::string &file, const simulation::HeatPicture &picture)
{
    std::vector<simulation::HeatMap> maps;
    for (const simulation::PlaceOutcome &place : outcome.places)
        if (place.offered != capacity::Units{})
            maps.push_back(place.map);
    model::replaceFile(file, endOf(file) == ".svg" ? simulation::heatMapsSvg(maps, picture) : simulation::heatMapsCsv(maps));
}

} // namespace keywright::cli
