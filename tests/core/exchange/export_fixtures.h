#pragma once

#include <string>

#include "core/exchange/infrastructure.h"

namespace keywright::test {

/// A model of the samples, or of tests/data/exchange/infrastructure/: "online-shop", "every-setting" or "vectors".
model::Model exportModel(const std::string &name);
exchange::InfrastructureExtras everyExtra();

/// Compares with tests/data/exchange/golden/`file`; with KEYWRIGHT_WRITE_GOLDEN set it writes the file first. Fails the
/// running test function with the first line that differs.
bool isGolden(const std::string &file, const std::string &text);

/// The program's full path; empty when this machine has none.
std::string programOnPath(const std::string &name);

/// A line for each loss: "place: sentence".
std::string textOf(const std::vector<exchange::Loss> &losses);

} // namespace keywright::test
