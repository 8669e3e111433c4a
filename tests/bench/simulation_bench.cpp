#include <benchmark/benchmark.h>

#include "core/simulation/simulation.h"

// A day of ten million keys in one-second steps: seconds on one core.

using namespace keywright;
using namespace keywright::simulation;

namespace {

Workload tenMillionKeys()
{
    const auto keys = std::make_shared<NumberedKeys>("USER#", model::Distribution{model::DistributionKind::Zipf, 0.99, {}, {}}, 10'000'000);
    Workload workload;
    workload.places.push_back({"Users", "", {}, {}, {}});
    workload.places.push_back({"Users", "ByCity", {}, {}, {}});
    for (SimulatedPlace &place : workload.places)
        place.settings.capacity.warm = schema::WarmThroughput{90'000, 30'000};
    RateCurve rate;
    rate.perSecond = 10'000;
    workload.patterns.push_back({"read", rate, {{1, {{0, 0.5, 0, 0, keys, 0}}}}});
    rate.perSecond = 3'000;
    workload.patterns.push_back({"write", rate, {{1, {{0, 0, 1, 500, keys, 0}, {1, 0, 2, 500, keys, 0}}}}});
    return workload;
}

void simulateADay(benchmark::State &state)
{
    const Workload workload = tenMillionKeys();
    for (auto _ : state)
        benchmark::DoNotOptimize(simulate(workload));
}

} // namespace

BENCHMARK(simulateADay)->Unit(benchmark::kSecond)->Iterations(1);
