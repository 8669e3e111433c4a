#include "core/capacity/latency_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace keywright::capacity {

std::size_t LatencyHistogram::stepOf(std::uint64_t nanoseconds)
{
    const int doubling = std::bit_width(nanoseconds) - 1;
    if (doubling < kFirstDoubling)
        return static_cast<std::size_t>(nanoseconds >> (kFirstDoubling - kPartBits));
    if (doubling > kLastDoubling)
        return kSteps - 1;
    const std::uint64_t part = (nanoseconds >> (doubling - kPartBits)) & ((1U << kPartBits) - 1);
    return (static_cast<std::size_t>(doubling - kFirstDoubling + 1) << kPartBits) + static_cast<std::size_t>(part);
}

double LatencyHistogram::middleOf(std::size_t step)
{
    const auto part = static_cast<double>(step & ((1U << kPartBits) - 1)) + 0.5;
    const int row = static_cast<int>(step >> kPartBits);
    if (row == 0)
        return std::ldexp(part, kFirstDoubling - kPartBits);
    return std::ldexp(part + (1U << kPartBits), kFirstDoubling + row - 1 - kPartBits);
}

void LatencyHistogram::add(std::int64_t nanoseconds)
{
    ++m_calls[stepOf(static_cast<std::uint64_t>(std::max<std::int64_t>(0, nanoseconds)))];
    ++m_count;
}

void LatencyHistogram::add(const LatencyHistogram &other)
{
    for (std::size_t step = 0; step < kSteps; ++step)
        m_calls[step] += other.m_calls[step];
    m_count += other.m_count;
}

void LatencyHistogram::clear()
{
    m_calls.fill(0);
    m_count = 0;
}

double LatencyHistogram::quantile(double share) const
{
    if (m_count == 0)
        return 0;
    const auto wanted = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_count))));
    std::uint64_t passed = 0;
    std::size_t step = 0;
    while ((passed += m_calls[step]) < wanted && step + 1 < kSteps)
        ++step;
    return middleOf(step);
}

} // namespace keywright::capacity
