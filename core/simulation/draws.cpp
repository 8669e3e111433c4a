#include "core/simulation/draws.h"

#include <algorithm>
#include <cmath>

#include "core/model/portable_math.h"

namespace keywright::simulation {

namespace {

constexpr double kManyEvents = 30;

std::int64_t rounded(double number, double most)
{
    return static_cast<std::int64_t>(std::clamp(std::floor(number + 0.5), 0.0, most));
}

/// Of `count`, how many meet a chance of `chance`; `logMissed` is the logarithm of 1 - chance.
std::int64_t binomial(model::Random &random, std::int64_t count, double chance, double logMissed)
{
    if (chance >= 1)
        return count;
    if (chance <= 0 || count == 0)
        return 0;
    const double all = static_cast<double>(count);
    const double variance = all * chance * (1 - chance);
    if (variance > kManyEvents)
        return rounded(all * chance + std::sqrt(variance) * random.normal(), all);
    if (chance > 0.5)
        return count - binomial(random, count, 1 - chance, model::portableLog(chance));
    double probability = model::portableExp(all * logMissed);
    const double odds = chance / (1 - chance);
    double left = random.unit();
    std::int64_t met = 0;
    while (left >= probability && met < count) {
        left -= probability;
        ++met;
        probability *= odds * static_cast<double>(count - met + 1) / static_cast<double>(met);
        if (probability < 1e-300)
            break;
    }
    return met;
}

} // namespace

std::int64_t poisson(model::Random &random, double mean)
{
    if (mean <= 0)
        return 0;
    if (mean > kManyEvents)
        return rounded(mean + std::sqrt(mean) * random.normal(), 1e18);
    double probability = model::portableExp(-mean);
    double left = random.unit();
    std::int64_t count = 0;
    while (left >= probability && probability > 1e-300) {
        left -= probability;
        ++count;
        probability *= mean / static_cast<double>(count);
    }
    return count;
}

Spread::Spread(const std::vector<double> &shares)
{
    double all = 0;
    for (const double share : shares)
        all += share;
    double sum = 0;
    for (const double share : shares) {
        const double left = all - sum;
        const double conditional = left > 0 ? std::clamp(share / left, 0.0, 1.0) : 1;
        sum += share;
        m_upTo.push_back(all > 0 ? sum / all : 1);
        m_conditional.push_back(conditional);
        m_logMissed.push_back(conditional < 1 ? model::portableLog(1 - conditional) : -1e9);
    }
    if (!m_upTo.empty()) {
        m_upTo.back() = 1;
        m_conditional.back() = 1;
    }
}

void Spread::draw(model::Random &random, std::int64_t count, std::vector<std::int64_t> &counts) const
{
    counts.assign(m_upTo.size(), 0);
    if (m_upTo.empty())
        return;
    if (count < static_cast<std::int64_t>(3 * m_upTo.size())) {
        for (std::int64_t i = 0; i < count; ++i) {
            const auto cell = std::upper_bound(m_upTo.begin(), m_upTo.end() - 1, random.unit());
            ++counts[static_cast<std::size_t>(cell - m_upTo.begin())];
        }
        return;
    }
    for (std::size_t cell = 0; cell < m_upTo.size() && count > 0; ++cell) {
        counts[cell] = binomial(random, count, m_conditional[cell], m_logMissed[cell]);
        count -= counts[cell];
    }
}

} // namespace keywright::simulation
