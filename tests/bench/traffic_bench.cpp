#include <random>

#include <benchmark/benchmark.h>

#include "core/capacity/call_recorder.h"
#include "core/capacity/heavy_hitters.h"
#include "core/capacity/traffic_recorder.h"

// What it costs an operation to tell what it consumed: at most 300 ns a record, also with two threads on one table.

using namespace keywright::capacity;

namespace {

void recordTraffic(benchmark::State &state)
{
    static TrafficRecorder recorder;
    std::mt19937 random(static_cast<unsigned>(state.thread_index()));
    std::int64_t uses = 0;
    for (auto _ : state) {
        const Traffic traffic{
            .place = {1, 0}, .bucket = static_cast<std::uint16_t>(random() % kTrafficBuckets), .readUnits = 1, .second = ++uses / 100'000};
        recorder.record({&traffic, 1});
    }
}

void countKeys(benchmark::State &state)
{
    HeavyHitters sketch(1'000);
    std::mt19937 random(1);
    std::string key = "CUSTOMER#";
    for (auto _ : state) {
        key.resize(9);
        key += std::to_string(random() % 10'000);
        sketch.add(key, 1, 0);
    }
}

/// The worst case of a record: a key that was not seen for long, counted with its sort key and without.
void recordNewKeys(benchmark::State &state)
{
    TrafficRecorder recorder;
    HeavyHitters partitionKeys(1'000);
    HeavyHitters keys(1'000);
    std::string key = "CUSTOMER#";
    std::int64_t uses = 0;
    for (auto _ : state) {
        key.resize(9);
        key += std::to_string(++uses);
        const std::size_t partition = key.size();
        key += "#ORDER";
        const Traffic traffic{
            .place = {1, 0}, .bucket = static_cast<std::uint16_t>(uses % kTrafficBuckets), .readUnits = 1, .second = uses / 100'000};
        recorder.record({&traffic, 1});
        partitionKeys.add(std::string_view(key).substr(0, partition), 1, 0);
        keys.add(key, 1, 0);
    }
}

/// How a call went.
void recordCalls(benchmark::State &state)
{
    static CallRecorder recorder;
    std::int64_t uses = 0;
    for (auto _ : state) {
        ++uses;
        recorder.answered("Orders", CallKind::PutItem, 1'000 + uses % 100'000, uses / 100'000);
    }
}

} // namespace

BENCHMARK(recordTraffic)->Threads(1)->Threads(2);
BENCHMARK(countKeys);
BENCHMARK(recordNewKeys);
BENCHMARK(recordCalls)->Threads(1)->Threads(2);
