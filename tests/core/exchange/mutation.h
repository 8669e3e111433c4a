#pragma once

#include <functional>
#include <string>

namespace keywright::test {

/// Gives `tryOut` the text cut at every byte (in steps, so that long texts take no minutes) and with bytes bent by a
/// fixed seed. False when it throws anything but model::ModelError.
bool survivesCutsAndBends(const std::string &whole, const std::function<void(const std::string &)> &tryOut);

} // namespace keywright::test
