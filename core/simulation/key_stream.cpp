#include "core/simulation/key_stream.h"

#include <algorithm>
#include <cmath>

#include "core/model/portable_math.h"
#include "core/value/md5.h"

namespace keywright::simulation {

using model::Distribution;
using model::DistributionKind;

namespace {

constexpr std::uint64_t kSummedExactly = 100'000;
constexpr double kGreatestExponent = 700; // of e, for what a double can hold

double power(double base, double exponent)
{
    return model::portableExp(std::clamp(exponent * model::portableLog(base), -kGreatestExponent, kGreatestExponent));
}

/// The sum of rank^-exponent; what is beyond kSummedExactly by its integral, whose error is below 1e-10 there.
double zipfSum(double exponent, std::uint64_t count)
{
    double sum = 0;
    const std::uint64_t exactly = std::min(count, kSummedExactly);
    for (std::uint64_t rank = 1; rank <= exactly; ++rank)
        sum += power(static_cast<double>(rank), -exponent);
    if (count == exactly)
        return sum;
    const double from = static_cast<double>(exactly) + 0.5;
    const double to = static_cast<double>(count) + 0.5;
    if (exponent == 1)
        return sum + model::portableLog(to) - model::portableLog(from);
    return sum + (power(to, 1 - exponent) - power(from, 1 - exponent)) / (1 - exponent);
}

std::vector<NumberedShare> zipfShares(const Distribution &distribution, std::uint64_t count, std::size_t most)
{
    std::vector<NumberedShare> shares;
    const double sum = zipfSum(distribution.exponent, count);
    for (std::uint64_t rank = 1; rank <= std::min<std::uint64_t>(count, most); ++rank)
        shares.push_back({distribution.kind == DistributionKind::Latest ? count - rank : rank - 1,
                          power(static_cast<double>(rank), -distribution.exponent) / sum});
    return shares;
}

std::vector<NumberedShare> normalShares(const Distribution &distribution, std::uint64_t count, std::size_t most)
{
    const double all = static_cast<double>(count);
    const double mean = distribution.mean.value_or(all / 2);
    const double deviation = std::max(1e-9, distribution.deviation.value_or(all / 6));
    const auto first = static_cast<std::uint64_t>(std::clamp(mean - static_cast<double>(most) / 2, 0.0, all - 1));
    const std::uint64_t last = std::min<std::uint64_t>(count, first + most);
    std::vector<NumberedShare> shares;
    double sum = 0;
    for (std::uint64_t number = first; number < last; ++number) {
        const double off = (static_cast<double>(number) + 0.5 - mean) / deviation;
        shares.push_back({number, model::portableExp(std::max(-off * off / 2, -kGreatestExponent))});
        sum += shares.back().share;
    }
    const double inAll = std::max(sum, deviation * 2.506628274631);
    for (NumberedShare &each : shares)
        each.share /= count <= most ? sum : inAll;
    std::stable_sort(shares.begin(), shares.end(),
                     [](const NumberedShare &left, const NumberedShare &right) { return left.share > right.share; });
    return shares;
}

} // namespace

std::vector<NumberedShare> mostPopular(const Distribution &distribution, std::uint64_t count, std::size_t most)
{
    if (count == 0)
        return {};
    if (distribution.kind == DistributionKind::Zipf || distribution.kind == DistributionKind::Latest)
        return zipfShares(distribution, count, most);
    if (distribution.kind == DistributionKind::Normal)
        return normalShares(distribution, count, most);
    std::vector<NumberedShare> shares;
    for (std::uint64_t number = 0; count <= most && number < count; ++number)
        shares.push_back({number, 1 / static_cast<double>(count)});
    return shares;
}

std::uint64_t hashOfKey(const std::vector<std::string> &attributes)
{
    std::string encoded;
    for (const std::string &attribute : attributes) {
        for (const char byte : attribute) {
            encoded += byte;
            if (byte == '\0')
                encoded += '\xFF';
        }
        encoded += '\0';
        encoded += '\x01';
    }
    return value::md5First64(encoded);
}

NumberedKeys::NumberedKeys(std::string prefix, const Distribution &popularity, std::uint64_t count, capacity::SortSpread spread)
{
    double told = 0;
    for (const NumberedShare &each : mostPopular(popularity, count, kToldApart)) {
        std::string key = prefix + std::to_string(each.number);
        const std::uint64_t hash = hashOfKey({key});
        m_shares.keys.push_back({std::move(key), {hash, 0}, each.share, spread});
        told += each.share;
    }
    m_shares.rest = m_shares.keys.size() == count ? 0 : std::max(0.0, 1 - told);
}

KeyShares NumberedKeys::sharesAt(std::int64_t) const
{
    return m_shares;
}

} // namespace keywright::simulation
