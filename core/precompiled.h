#pragma once

// The headers that most files of core/ include, compiled once where many files are built anew, as in CI. Presets for work
// go without it, so that every file goes on including what it uses.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>
