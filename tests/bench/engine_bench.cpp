#include <memory>
#include <random>
#include <string>

#include <benchmark/benchmark.h>
#include <leveldb/db.h>

#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"
#include "tests/bench/loaded_stores.h"

// The engine in process beside raw LevelDB with the same bytes, so that the figures compare within one run.

using namespace keywright;
using namespace keywright::bench;

namespace {

constexpr int kStoredItems = 100'000;

LoadedEngine &loadedEngine()
{
    static LoadedEngine engine(kStoredItems, kUsualTextBytes);
    return engine;
}

LoadedLevelDb &loadedLevelDb()
{
    static LoadedLevelDb db(kStoredItems, kUsualTextBytes);
    return db;
}

void engineGet(benchmark::State &state)
{
    engine::Engine &engine = *loadedEngine();
    std::mt19937 random(1);
    for (auto _ : state)
        benchmark::DoNotOptimize(engine.getItem({"Bench", benchKey(static_cast<int>(random() % kStoredItems)), false}));
}

void levelDbGet(benchmark::State &state)
{
    leveldb::DB &db = *loadedLevelDb();
    std::mt19937 random(1);
    std::string value;
    for (auto _ : state)
        benchmark::DoNotOptimize(db.Get({}, entryOf(static_cast<int>(random() % kStoredItems)), &value));
}

/// Of another length each time, so that the counters change with every put.
std::size_t textBytes(std::mt19937 &random)
{
    return 900 + random() % 100;
}

void enginePut(benchmark::State &state)
{
    engine::Engine &engine = *loadedEngine();
    std::mt19937 random(static_cast<unsigned>(2 + state.thread_index()));
    for (auto _ : state) {
        const int number = static_cast<int>(random() % kStoredItems);
        engine.putItem({"Bench", benchItem(number, textBytes(random))});
    }
}

void levelDbPut(benchmark::State &state)
{
    leveldb::DB &db = *loadedLevelDb();
    std::mt19937 random(static_cast<unsigned>(2 + state.thread_index()));
    for (auto _ : state) {
        const int number = static_cast<int>(random() % kStoredItems);
        db.Put({}, entryOf(number), storage::toItemBytes(benchItem(number, textBytes(random))));
    }
}

void engineQuery(benchmark::State &state)
{
    engine::Engine &engine = *loadedEngine();
    std::mt19937 random(3);
    for (auto _ : state) {
        engine::QueryRequest request;
        request.table = "Bench";
        request.limit = state.range(0);
        const int number = static_cast<int>(random() % kStoredItems);
        request.keyCondition.terms = {{"PK", expression::KeyOperator::Equal, {*benchItem(number).find("PK")}}};
        benchmark::DoNotOptimize(engine.query(request));
    }
}

/// Looks at the bytes of each item, as the iterator beside it does.
class CountingSink : public engine::ItemSink {
public:
    void addStored(std::string_view itemBytes) override { bytes += itemBytes.size(); }
    void add(value::Item item) override { bytes += item.size(); }
    std::size_t bytes = 0;
};

/// Writes each item as a response does.
class JsonSink : public engine::ItemSink {
public:
    void addStored(std::string_view itemBytes) override { storage::appendItemJson(json, itemBytes); }
    void add(value::Item item) override { storage::appendItemJson(json, storage::toItemBytes(item)); }
    std::string json;
};

template <typename Sink>
void engineQueryInto(benchmark::State &state)
{
    engine::Engine &engine = *loadedEngine();
    std::mt19937 random(3);
    for (auto _ : state) {
        engine::QueryRequest request;
        request.table = "Bench";
        request.limit = state.range(0);
        request.keyCondition.terms = {
            {"PK", expression::KeyOperator::Equal, {*benchItem(static_cast<int>(random() % kStoredItems)).find("PK")}}};
        Sink sink;
        benchmark::DoNotOptimize(engine.query(request, sink));
        benchmark::DoNotOptimize(sink);
    }
}

void levelDbIterate(benchmark::State &state)
{
    leveldb::DB &db = *loadedLevelDb();
    std::mt19937 random(3);
    for (auto _ : state) {
        const int number = static_cast<int>(random() % kStoredItems) / kItemsPerCollection * kItemsPerCollection;
        const std::unique_ptr<leveldb::Iterator> iterator(db.NewIterator({}));
        std::int64_t left = state.range(0);
        std::size_t bytes = 0;
        for (iterator->Seek(entryOf(number)); iterator->Valid() && left > 0; iterator->Next(), --left)
            bytes += iterator->value().size();
        benchmark::DoNotOptimize(bytes);
    }
}

} // namespace

BENCHMARK(levelDbGet);
BENCHMARK(engineGet);
BENCHMARK(levelDbPut)->Threads(1)->Threads(2)->Threads(8)->UseRealTime();
BENCHMARK(enginePut)->Threads(1)->Threads(2)->Threads(8)->UseRealTime();
BENCHMARK(levelDbIterate)->Arg(10)->Arg(100);
BENCHMARK(engineQuery)->Arg(10)->Arg(100);
BENCHMARK(engineQueryInto<CountingSink>)->Name("engineQueryStored")->Arg(10)->Arg(100);
BENCHMARK(engineQueryInto<JsonSink>)->Name("engineQueryJson")->Arg(10)->Arg(100);
