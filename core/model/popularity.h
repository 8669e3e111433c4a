#pragma once

#include <cstdint>

#include "core/model/random.h"
#include "core/model/sample_format.h"

namespace keywright::model {

/// Chooses among `count` things, numbered from 0, as a distribution says. The first is the most popular under Zipf, the
/// last under Latest. Thread-safe.
/// Source of Zipf: W. Hörmann and G. Derflinger, "Rejection-inversion to generate variates from monotone discrete
/// distributions", 1996; no table, so memory does not grow with the count.
class Popularity {
public:
    Popularity() = default;
    Popularity(const Distribution &distribution, std::uint64_t count);

    /// `index` is that of the chooser: Sequential gives it back, modulo the count.
    std::uint64_t choose(Random &random, std::uint64_t index) const;

private:
    std::uint64_t zipfRank(Random &random) const;
    double integral(double x) const;
    double integralInverse(double area) const;
    double height(double x) const;

    Distribution m_distribution;
    std::uint64_t m_count = 1;
    double m_areaOfFirst = 0;
    double m_areaOfAll = 0;
    double m_alwaysTaken = 0;
};

} // namespace keywright::model
