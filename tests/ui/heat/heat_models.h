#pragma once

#include <memory>

#include <QString>

#include "core/simulation/heat_map.h"

namespace keywright::test {

/// A sample of the checkout: "game-leaderboard".
QString sampleModel(const char *name);

/// A map with so many rows, each an even part of the hash space, whose cells are 1 % per row and column number, modulo 100.
std::shared_ptr<simulation::HeatMap> plainMap(std::size_t rows, std::size_t columns);

} // namespace keywright::test
