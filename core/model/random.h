#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace keywright::model {

/// splitmix64's step: spreads the bits of a number so that neighbours have nothing in common.
/// Source: S. Vigna, "splitmix64.c", public domain.
std::uint64_t mixed(std::uint64_t number);

/// Random numbers that are the same on every machine and in every version: xoshiro256** with its state filled by
/// splitmix64, and our own ways from bits to ranges, since those of the standard library differ between libraries.
/// Source: D. Blackman and S. Vigna, "xoshiro256starstar.c", public domain. Not for secrets; not for several threads.
class Random {
public:
    explicit Random(std::uint64_t seed);

    /// 64 random bits.
    std::uint64_t next();
    /// From 0 to `bound` - 1, each as likely (values of the uneven rest are drawn again). `bound` must not be 0.
    std::uint64_t below(std::uint64_t bound);
    /// From `low` to `high`, both included.
    std::int64_t between(std::int64_t low, std::int64_t high);
    /// At least 0 and below 1, a multiple of 2^-53.
    double unit();
    /// Of the standard normal distribution: the sum of twelve units less six, which needs no library function and stays
    /// within six deviations.
    double normal();

private:
    std::array<std::uint64_t, 4> m_state;
};

/// A seed for one use of many: depends on every part and on nothing else.
std::uint64_t seedOf(std::uint64_t seed, std::string_view name, std::uint64_t number = 0);

} // namespace keywright::model
