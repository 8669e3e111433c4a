#pragma once

#include <array>
#include <cstdint>

namespace keywright::capacity {

/// How long calls took, counted in logarithmic steps: from 256 ns to 137 s a quantile is right to within a thirty-second part
/// of itself, below that to within 8 ns; longer calls count as 137 s. Not thread-safe.
class LatencyHistogram {
public:
    void add(std::int64_t nanoseconds);
    void add(const LatencyHistogram &other);
    void clear();

    std::uint64_t count() const { return m_count; }
    /// The time in nanoseconds within which at least this share (from 0 to 1) of the calls ended; 0 without calls.
    double quantile(double share) const;

private:
    static constexpr int kPartBits = 4; // each doubling has 16 steps
    static constexpr int kFirstDoubling = 8;
    static constexpr int kLastDoubling = 36;
    static constexpr std::size_t kSteps = static_cast<std::size_t>(kLastDoubling - kFirstDoubling + 2) << kPartBits;

    static std::size_t stepOf(std::uint64_t nanoseconds);
    static double middleOf(std::size_t step);

    std::uint64_t m_count = 0;
    std::array<std::uint32_t, kSteps> m_calls{};
};

} // namespace keywright::capacity
