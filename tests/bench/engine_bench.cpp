#include <memory>
#include <random>
#include <string>

#include <benchmark/benchmark.h>
#include <leveldb/cache.h>
#include <leveldb/db.h>
#include <leveldb/filter_policy.h>
#include <leveldb/write_batch.h>

#include "core/engine/engine.h"
#include "core/engine/index_view.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"

// The engine in process beside raw LevelDB with the same bytes, so that the figures compare within one run.

using namespace keywright;

namespace {

constexpr int kStoredItems = 100'000;
constexpr int kItemsPerCollection = 100;

std::string folderFor(const std::string &name)
{
    const auto folder = std::filesystem::temp_directory_path() / ("keywright-bench-" + name);
    std::filesystem::remove_all(folder);
    return folder.string();
}

schema::TableDefinition benchTable()
{
    schema::TableDefinition table;
    table.name = "Bench";
    table.key = {{{"PK", schema::KeyType::S}}, {{"SK", schema::KeyType::S}}};
    table.billingMode = schema::BillingMode::PayPerRequest;
    return table;
}

/// An item of about 1 KB.
value::Item benchItem(int number, std::size_t textBytes = 950)
{
    const std::string collection = std::to_string(number / kItemsPerCollection);
    const std::string place = std::to_string(1000 + number % kItemsPerCollection);
    return {{"PK", "CUSTOMER#" + collection},
            {"SK", "ORDER#" + place},
            {"total", value::AttributeValue::number(number)},
            {"text", std::string(textBytes, 'x')}};
}

value::Item benchKey(int number)
{
    value::Item key = benchItem(number);
    key.erase("total");
    key.erase("text");
    return key;
}

class LoadedEngine {
public:
    LoadedEngine()
    {
        storage::StoreOptions options;
        options.folder = folderFor("engine");
        m_engine = std::make_unique<engine::Engine>(storage::Store::open(options));
        m_engine->createTable(benchTable());
        for (int i = 0; i < kStoredItems; ++i)
            m_engine->putItem({"Bench", benchItem(i)});
    }
    engine::Engine &operator*() { return *m_engine; }

private:
    std::unique_ptr<engine::Engine> m_engine;
};

LoadedEngine &loadedEngine()
{
    static LoadedEngine engine;
    return engine;
}

class LoadedLevelDb {
public:
    LoadedLevelDb()
    {
        leveldb::Options options;
        options.create_if_missing = true;
        options.write_buffer_size = 16u << 20;
        m_filter.reset(leveldb::NewBloomFilterPolicy(10));
        options.filter_policy = m_filter.get();
        m_cache.reset(leveldb::NewLRUCache(64u << 20)); // as much as the engine's store has
        options.block_cache = m_cache.get();
        leveldb::DB *db = nullptr;
        if (!leveldb::DB::Open(options, folderFor("leveldb"), &db).ok())
            std::abort();
        m_db.reset(db);
        for (int i = 0; i < kStoredItems; ++i)
            m_db->Put({}, key(i), storage::toItemBytes(benchItem(i)));
    }

    static std::string key(int number)
    {
        std::string text;
        storage::appendKeyValue(text, *benchItem(number).find("PK"));
        std::string entry = storage::collectionPrefix(1, 0, text);
        storage::appendKeyValue(entry, *benchItem(number).find("SK"));
        return entry;
    }
    leveldb::DB &operator*() { return *m_db; }

private:
    std::unique_ptr<const leveldb::FilterPolicy> m_filter;
    std::unique_ptr<leveldb::Cache> m_cache;
    std::unique_ptr<leveldb::DB> m_db;
};

LoadedLevelDb &loadedLevelDb()
{
    static LoadedLevelDb db;
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
        benchmark::DoNotOptimize(db.Get({}, LoadedLevelDb::key(static_cast<int>(random() % kStoredItems)), &value));
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
        db.Put({}, LoadedLevelDb::key(number), storage::toItemBytes(benchItem(number, textBytes(random))));
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
        for (iterator->Seek(LoadedLevelDb::key(number)); iterator->Valid() && left > 0; iterator->Next(), --left)
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
