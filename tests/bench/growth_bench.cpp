#include <random>

#include <benchmark/benchmark.h>

#include "tests/bench/loaded_stores.h"

// What a get costs in stores of more and more items: what the engine adds to a raw get must not grow with them.

using namespace keywright;
using namespace keywright::bench;

namespace {

constexpr int kFewest = 10'000;
constexpr int kMost = 1'000'000;
constexpr std::size_t kTextBytes = 50; ///< so that a million is loaded within a minute

void grownLevelDbGet(benchmark::State &state)
{
    const int items = static_cast<int>(state.range(0));
    LoadedLevelDb db(items, kTextBytes);
    std::mt19937 random(1);
    std::string value;
    for (auto _ : state)
        benchmark::DoNotOptimize((*db).Get({}, entryOf(static_cast<int>(random() % static_cast<unsigned>(items))), &value));
}

void grownEngineGet(benchmark::State &state)
{
    const int items = static_cast<int>(state.range(0));
    LoadedEngine engine(items, kTextBytes);
    std::mt19937 random(1);
    for (auto _ : state)
        benchmark::DoNotOptimize((*engine).getItem({"Bench", benchKey(static_cast<int>(random() % static_cast<unsigned>(items))), false}));
}

} // namespace

// A fixed number of turns: Google Benchmark would else load the stores anew while it looks for one.
BENCHMARK(grownLevelDbGet)->RangeMultiplier(10)->Range(kFewest, kMost)->Iterations(200'000);
BENCHMARK(grownEngineGet)->RangeMultiplier(10)->Range(kFewest, kMost)->Iterations(200'000);
