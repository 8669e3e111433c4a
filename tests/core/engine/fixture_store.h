#pragma once

#include <string>

#include "core/engine/engine.h"

namespace keywright::test {

/// Makes the fixture store of the format version of today. Returns the program's exit code.
int makeFixtureStore(const char *folder);

/// Everything that the tables of the fixture store show: definitions, counts, scans, and queries on every index.
std::string fixtureStoreAsText(const engine::Engine &engine);

} // namespace keywright::test
