#include "tests/bench/loaded_stores.h"

#include <cstdlib>
#include <filesystem>

#include "core/engine/index_view.h"
#include "core/storage/item_bytes.h"

namespace keywright::bench {

namespace {

schema::TableDefinition benchTable()
{
    schema::TableDefinition table;
    table.name = "Bench";
    table.key = {{{"PK", schema::KeyType::S}}, {{"SK", schema::KeyType::S}}};
    table.billingMode = schema::BillingMode::PayPerRequest;
    return table;
}

} // namespace

value::Item benchItem(int number, std::size_t textBytes)
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
    value::Item key = benchItem(number, 0);
    key.erase("total");
    key.erase("text");
    return key;
}

std::string entryOf(int number)
{
    const value::Item key = benchKey(number);
    std::string partition;
    storage::appendKeyValue(partition, *key.find("PK"));
    std::string entry = storage::collectionPrefix(1, 0, partition);
    storage::appendKeyValue(entry, *key.find("SK"));
    return entry;
}

TemporaryFolder::TemporaryFolder(const std::string &name)
{
    m_path = (std::filesystem::temp_directory_path() / ("keywright-bench-" + name + "-XXXXXX")).string();
    if (mkdtemp(m_path.data()) == nullptr)
        std::abort();
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code error;
    std::filesystem::remove_all(m_path, error);
}

LoadedEngine::LoadedEngine(int items, std::size_t textBytes) : m_folder("engine")
{
    storage::StoreOptions options;
    options.folder = m_folder.path();
    m_engine = std::make_unique<engine::Engine>(storage::Store::open(options));
    m_engine->createTable(benchTable());
    for (int i = 0; i < items; ++i)
        m_engine->putItem({"Bench", benchItem(i, textBytes)});
}

LoadedLevelDb::LoadedLevelDb(int items, std::size_t textBytes)
    : m_folder("leveldb"), m_filter(leveldb::NewBloomFilterPolicy(10)), m_cache(leveldb::NewLRUCache(64u << 20))
{
    leveldb::Options options;
    options.create_if_missing = true;
    options.write_buffer_size = 16u << 20;
    options.max_file_size = 32u << 20;
    options.max_open_files = 256;
    options.paranoid_checks = true;
    options.filter_policy = m_filter.get();
    options.block_cache = m_cache.get();
    leveldb::DB *db = nullptr;
    if (!leveldb::DB::Open(options, m_folder.path(), &db).ok())
        std::abort();
    m_db.reset(db);
    for (int i = 0; i < items; ++i)
        m_db->Put({}, entryOf(i), storage::toItemBytes(benchItem(i, textBytes)));
}

} // namespace keywright::bench
