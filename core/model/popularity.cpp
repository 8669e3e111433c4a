#include "core/model/popularity.h"

#include <algorithm>

#include "core/model/portable_math.h"

namespace keywright::model {

Popularity::Popularity(const Distribution &distribution, std::uint64_t count) : m_distribution(distribution), m_count(count)
{
    if (distribution.kind != DistributionKind::Zipf && distribution.kind != DistributionKind::Latest)
        return;
    m_areaOfFirst = integral(1.5) - 1;
    m_areaOfAll = integral(static_cast<double>(count) + 0.5);
    m_alwaysTaken = 2 - integralInverse(integral(2.5) - height(2));
}

std::uint64_t Popularity::choose(Random &random, std::uint64_t index) const
{
    switch (m_distribution.kind) {
    case DistributionKind::Uniform: return random.below(m_count);
    case DistributionKind::Sequential: return index % m_count;
    case DistributionKind::Zipf: return zipfRank(random) - 1;
    case DistributionKind::Latest: return m_count - zipfRank(random);
    case DistributionKind::Normal: break;
    }
    const double all = static_cast<double>(m_count);
    const double mean = m_distribution.mean.value_or(all / 2);
    const double drawn = mean + m_distribution.deviation.value_or(all / 6) * random.normal();
    return static_cast<std::uint64_t>(std::clamp(drawn, 0.0, all - 1));
}

std::uint64_t Popularity::zipfRank(Random &random) const
{
    while (true) {
        const double area = m_areaOfAll + random.unit() * (m_areaOfFirst - m_areaOfAll);
        const double x = integralInverse(area);
        const double rank =
            static_cast<double>(std::clamp<std::int64_t>(static_cast<std::int64_t>(x + 0.5), 1, static_cast<std::int64_t>(m_count)));
        if (rank - x <= m_alwaysTaken || area >= integral(rank + 0.5) - height(rank))
            return static_cast<std::uint64_t>(rank);
    }
}

/// Of x to the power of minus the exponent, from 1.
double Popularity::integral(double x) const
{
    const double power = 1 - m_distribution.exponent;
    const double log = portableLog(x);
    return power == 0 ? log : (portableExp(power * log) - 1) / power;
}

double Popularity::integralInverse(double area) const
{
    const double power = 1 - m_distribution.exponent;
    return power == 0 ? portableExp(area) : portableExp(portableLog(std::max(1 + area * power, 1e-300)) / power);
}

double Popularity::height(double x) const
{
    return portableExp(-m_distribution.exponent * portableLog(x));
}

} // namespace keywright::model
