#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/model.h"

namespace keywright::simulation {

/// A time of the day, every day, in which calls come faster.
struct RateSpike {
    double startHour = 0;
    double minutes = 0;
    double factor = 1;
    friend bool operator==(const RateSpike &, const RateSpike &) = default;
};

/// Calls a second as they change over the day and over the months. What the file says of a rate (`dailyCurve`, `spikes`,
/// `growthPerMonth` in resources/schemas/keywright-model.schema.json) means:
/// the average over a day is `perSecond`; the curve's hours stand at their middles, with straight lines between; a spike
/// multiplies; growth is by that share for each 30 days. A peak that neither curve nor spikes reach lasts ten minutes in
/// the middle of the busiest hour (20:00 without a curve), every day, over the average.
struct RateCurve {
    static constexpr double kPeakMinutes = 10;
    static constexpr int kPeakHour = 20;

    double perSecond = 0;
    std::optional<double> peak;
    std::optional<std::array<double, 24>> hours; ///< weights; the same for all when absent
    double growthPerMonth = 0;
    std::vector<RateSpike> spikes;

    /// `second` counts from a midnight.
    double at(std::int64_t second) const;
    friend bool operator==(const RateCurve &, const RateCurve &) = default;

private:
    double onCurve(double hour) const;
};

/// A rate of the model's file. What is not as the schema says is passed over.
RateCurve rateCurveOf(const model::Rate &rate);

} // namespace keywright::simulation
