#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/capacity/partition_range.h"
#include "core/capacity/split_point.h"
#include "core/model/sample_format.h"

namespace keywright::simulation {

/// A partition key that calls meet, and how many of them do.
struct KeyShare {
    std::string key; ///< in words, as the hottest keys are listed
    capacity::KeyPosition position;
    double share = 0;
    capacity::SortSpread spread = capacity::SortSpread::OneItem;
    friend bool operator==(const KeyShare &, const KeyShare &) = default;
};

/// How calls spread over partition keys at one time.
struct KeyShares {
    std::vector<KeyShare> keys; ///< those that can be told apart, the most popular first
    double rest = 0;            ///< the share of all others, which are many and lie evenly over the hash space
    friend bool operator==(const KeyShares &, const KeyShares &) = default;
};

/// Where a workload's keys come from. Thread-safe.
class KeyStream {
public:
    virtual ~KeyStream() = default;
    virtual KeyShares sharesAt(std::int64_t second) const = 0;
    /// The second from which sharesAt() may say something else.
    virtual std::int64_t goodUntil(std::int64_t) const { return std::numeric_limits<std::int64_t>::max(); }
};

/// One of many things, numbered from 0, and how often it is chosen.
struct NumberedShare {
    std::uint64_t number = 0;
    double share = 0;
    friend bool operator==(const NumberedShare &, const NumberedShare &) = default;
};

/// The `most` most popular of `count` things, the most popular first, as model::Popularity chooses them; nothing when all
/// are alike and there are more of them than `most`. Thread-safe; the same on every machine.
std::vector<NumberedShare> mostPopular(const model::Distribution &distribution, std::uint64_t count, std::size_t most);

/// The hash of a partition key whose attributes are these texts: that of the store (DESIGN.md, "Hash order on disk") for
/// keys of type S, so that simulated and live heat lie at the same height.
std::uint64_t hashOfKey(const std::vector<std::string> &attributes);

/// Keys "prefix0", "prefix1", … with a popularity: for tests, benchmarks and what if.
class NumberedKeys : public KeyStream {
public:
    NumberedKeys(std::string prefix, const model::Distribution &popularity, std::uint64_t count,
                 capacity::SortSpread spread = capacity::SortSpread::OneItem);
    KeyShares sharesAt(std::int64_t second) const override;

private:
    KeyShares m_shares;
};

/// Of so many keys each is looked at by itself; what is less popular lies evenly.
inline constexpr std::size_t kToldApart = 20'000;

} // namespace keywright::simulation
