#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/simulation/heat_colour.h"
#include "core/simulation/heat_map.h"

/// Heat maps as files.
namespace keywright::simulation {

enum class HeatScale : std::uint8_t { Linear, Logarithmic };
enum class HeatOf : std::uint8_t { Greater, Reads, Writes };

/// "linear", "logarithmic"; "greater", "reads", "writes".
std::string_view textOf(HeatScale scale);
std::string_view textOf(HeatOf what);

struct HeatPicture {
    HeatScale scale = HeatScale::Linear;
    HeatOf what = HeatOf::Greater;
    double multiplier = 1;     ///< for small traffic: as if it were so much more; stated in the picture
    double brightness = 0;     ///< from -1 to 1: brings small differences out near the limit, or near nothing; the limit stays
    std::size_t mostRows = 64; ///< of one map; neighbours are pooled by maximum
    std::size_t mostColumns = 288;
};

/// Where a heat lies on the scale, from 0 to 1 (the partition's limit and beyond). The logarithmic scale begins at 0.1 %.
double placeOnScale(double heat, const HeatPicture &picture);

/// The heat that lies at a place on the scale, for legends: what placeOnScale() takes there, the multiplier left out.
double heatAt(double place, const HeatPicture &picture);

/// What the picture shows of a cell.
double heatOf(const HeatCell &cell, HeatOf what);

/// The maps one below the other with one scale: time across, partitions down in the order of their hashes, marks for splits
/// (diamonds) and throttling (dots), a legend with numbers, and each cell's figures as its title. UTF-8; the fonts are the
/// viewer's.
std::string heatMapsSvg(std::span<const HeatMap> maps, const HeatPicture &picture = {});

/// One line a partition and column with traffic: map, partition, first and last hash, seconds from the start, heats as
/// shares of the limit, and units. RFC 4180, UTF-8, a head line.
std::string heatMapsCsv(std::span<const HeatMap> maps);

} // namespace keywright::simulation
