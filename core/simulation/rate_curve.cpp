#include "core/simulation/rate_curve.h"

#include <algorithm>
#include <cmath>

#include "core/model/portable_math.h"

namespace keywright::simulation {

using value::Json;

namespace {

constexpr double kDaySeconds = 86'400;
constexpr double kRateCurveMonthSeconds = 30 * kDaySeconds;
constexpr double kGreatestRate = 1e12; // more than anybody sends, and few enough to count

double numberOf(const Json &object, const char *name, double otherwise)
{
    const Json *member = object.find(name);
    return member == nullptr ? otherwise : member->asDouble().value_or(otherwise);
}

} // namespace

double RateCurve::onCurve(double hour) const
{
    if (!hours)
        return perSecond;
    double sum = 0;
    for (const double weight : *hours)
        sum += weight;
    if (sum <= 0)
        return perSecond;
    const double fromMiddle = hour + 23.5;
    const auto before = static_cast<std::size_t>(fromMiddle) % 24;
    const double along = fromMiddle - static_cast<double>(static_cast<std::int64_t>(fromMiddle));
    const double weight = (*hours)[before] * (1 - along) + (*hours)[(before + 1) % 24] * along;
    return perSecond * weight * 24 / sum;
}

double RateCurve::at(std::int64_t second) const
{
    const double hour = static_cast<double>(second % static_cast<std::int64_t>(kDaySeconds)) / 3'600;
    double rate = onCurve(hour);
    double highest = perSecond;
    double busiest = kPeakHour;
    if (hours) {
        const auto most = std::max_element(hours->begin(), hours->end());
        busiest = static_cast<double>(most - hours->begin()) + 0.5;
        highest = onCurve(busiest);
    }
    for (const RateSpike &spike : spikes) {
        const double since = hour < spike.startHour ? hour + 24 - spike.startHour : hour - spike.startHour;
        if (since * 60 < spike.minutes)
            rate *= spike.factor;
    }
    if (peak && spikes.empty() && *peak > highest && std::abs(hour - busiest) * 120 < kPeakMinutes)
        rate = *peak;
    if (growthPerMonth != 0) {
        const double growth = model::portableLog(std::clamp(1 + growthPerMonth, 1e-9, 1e9));
        rate *= model::portableExp(growth * static_cast<double>(second) / kRateCurveMonthSeconds);
    }
    return std::clamp(rate, 0.0, kGreatestRate);
}

RateCurve rateCurveOf(const model::Rate &rate)
{
    RateCurve curve;
    curve.perSecond = rate.perSecond;
    curve.peak = rate.peakPerSecond;
    curve.growthPerMonth = numberOf(rate.unknown, "growthPerMonth", 0);
    if (const Json *hours = rate.unknown.find("dailyCurve"); hours != nullptr && hours->elements().size() == 24) {
        curve.hours.emplace();
        std::transform(hours->elements().begin(), hours->elements().end(), curve.hours->begin(),
                       [](const Json &weight) { return std::max(0.0, weight.asDouble().value_or(0)); });
    }
    if (const Json *spikes = rate.unknown.find("spikes"))
        for (const Json &spike : spikes->elements())
            curve.spikes.push_back({numberOf(spike, "startHour", 0), numberOf(spike, "minutes", 0), numberOf(spike, "factor", 1)});
    return curve;
}

} // namespace keywright::simulation
