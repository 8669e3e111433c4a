#pragma once

#include <string>

#include "core/simulation/heat_picture.h"
#include "core/simulation/outcome.h"

namespace keywright::cli {

/// Throws UsageError unless the name of --heat-map's file says what to write: a picture in .svg, the figures in .csv.
void checkHeatMapName(const std::string &file);

/// Writes the heat maps of all places that had traffic, in place of what the file held. Throws model::FileError.
void writeHeatMaps(const simulation::Outcome &outcome, const std::string &file, const simulation::HeatPicture &picture = {});

} // namespace keywright::cli
