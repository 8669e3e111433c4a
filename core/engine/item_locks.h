#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace keywright::engine {

/// Locks of items by their entry's key, striped. A writer takes all it needs at once and in one order, so that no two
/// wait for each other.
class ItemLocks {
public:
    using Held = std::vector<std::unique_lock<std::mutex>>;

    /// Waits until it is free. It is given up when the result goes. Nobody who holds a lock asks for another one.
    std::unique_lock<std::mutex> lock(std::string_view key) { return std::unique_lock(m_stripes[stripeOf(key)]); }

    /// Waits until all are free.
    Held lockAll(const std::vector<std::string> &keys)
    {
        std::vector<std::size_t> stripes;
        for (const std::string &key : keys)
            stripes.push_back(stripeOf(key));
        std::sort(stripes.begin(), stripes.end());
        stripes.erase(std::unique(stripes.begin(), stripes.end()), stripes.end());
        Held held;
        for (const std::size_t stripe : stripes)
            held.emplace_back(m_stripes[stripe]);
        return held;
    }

private:
    static constexpr std::size_t kStripes = 1024;

    static std::size_t stripeOf(std::string_view key) { return std::hash<std::string_view>{}(key) % kStripes; }

    std::array<std::mutex, kStripes> m_stripes;
};

} // namespace keywright::engine
