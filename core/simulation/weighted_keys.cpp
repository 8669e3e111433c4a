#include "core/simulation/weighted_keys.h"

#include <algorithm>

namespace keywright::simulation {

WeightedKeys::WeightedKeys(std::shared_ptr<const KeyStream> keys, std::map<std::string, double> unitsOf, double usual)
    : m_keys(std::move(keys)), m_unitsOf(std::move(unitsOf)), m_usual(usual)
{
    KeyShares shares = m_keys->sharesAt(0);
    m_average = weigh(shares);
}

KeyShares WeightedKeys::sharesAt(std::int64_t second) const
{
    KeyShares shares = m_keys->sharesAt(second);
    const double sum = weigh(shares);
    for (KeyShare &each : shares.keys)
        each.share /= sum;
    shares.rest /= sum;
    std::stable_sort(shares.keys.begin(), shares.keys.end(),
                     [](const KeyShare &left, const KeyShare &right) { return left.share > right.share; });
    return shares;
}

double WeightedKeys::weigh(KeyShares &shares) const
{
    shares.rest *= m_usual;
    double sum = shares.rest;
    for (KeyShare &each : shares.keys) {
        const auto units = m_unitsOf.find(each.key);
        each.share *= units == m_unitsOf.end() ? m_usual : units->second;
        sum += each.share;
    }
    return sum;
}

} // namespace keywright::simulation
