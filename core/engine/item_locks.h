#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace keywright::engine {

/// Locks of items by their entry's key, striped. A writer takes all it needs at once and in one order, so that no two
/// wait for each other.
class ItemLocks {
public:
    using Held = std::vector<std::unique_lock<std::mutex>>;

    /// Waits until all are free. They are given up when the result goes.
    Held lock(const std::vector<std::string> &keys)
    {
        std::vector<std::size_t> stripes;
        for (const std::string &key : keys)
            stripes.push_back(std::hash<std::string>{}(key) % kStripes);
        std::sort(stripes.begin(), stripes.end());
        stripes.erase(std::unique(stripes.begin(), stripes.end()), stripes.end());
        Held held;
        for (const std::size_t stripe : stripes)
            held.emplace_back(m_stripes[stripe]);
        return held;
    }

private:
    static constexpr std::size_t kStripes = 1024;
    std::array<std::mutex, kStripes> m_stripes;
};

} // namespace keywright::engine
