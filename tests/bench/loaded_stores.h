#pragma once

#include <memory>
#include <string>

#include <leveldb/cache.h>
#include <leveldb/db.h>
#include <leveldb/filter_policy.h>

#include "core/engine/engine.h"

/// The same items in an engine and in a LevelDB alone, each in a temporary folder that goes when the object goes.
namespace keywright::bench {

constexpr int kItemsPerCollection = 100;
constexpr std::size_t kUsualTextBytes = 950; ///< makes an item of about 1 KB

value::Item benchItem(int number, std::size_t textBytes = kUsualTextBytes);
value::Item benchKey(int number);
/// The item's key in LevelDB, as the engine makes it.
std::string entryOf(int number);

class TemporaryFolder {
public:
    explicit TemporaryFolder(const std::string &name);
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder &) = delete;
    TemporaryFolder &operator=(const TemporaryFolder &) = delete;
    const std::string &path() const { return m_path; }

private:
    std::string m_path;
};

/// An engine with the table "Bench".
class LoadedEngine {
public:
    LoadedEngine(int items, std::size_t textBytes);
    engine::Engine &operator*() { return *m_engine; }

private:
    TemporaryFolder m_folder;
    std::unique_ptr<engine::Engine> m_engine;
};

/// Set up as the engine's store is.
class LoadedLevelDb {
public:
    LoadedLevelDb(int items, std::size_t textBytes);
    leveldb::DB &operator*() { return *m_db; }

private:
    TemporaryFolder m_folder;
    std::unique_ptr<const leveldb::FilterPolicy> m_filter;
    std::unique_ptr<leveldb::Cache> m_cache;
    std::unique_ptr<leveldb::DB> m_db;
};

} // namespace keywright::bench
