#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/storage/side_files.h"
#include "core/storage/storage_error.h"

namespace leveldb {
class Env;
class Iterator;
class WriteBatch;
} // namespace leveldb

namespace keywright::storage {

/// The format version that this program writes. Newer ones are refused; older ones are migrated when there are any.
inline constexpr int kStoreFormatVersion = 1;

enum class Durability : std::uint8_t {
    Process, ///< an answered write survives the death of the process
    Power,   ///< … and a power cut: every write is synced
};

struct StoreOptions {
    std::filesystem::path folder; ///< made if needed; only a name when inMemory
    bool inMemory = false;
    Durability durability = Durability::Process;
    /// Where files are read and written, for tests that make the disk fail; null for the real one. Not owned.
    leveldb::Env *environment = nullptr;
};

/// Puts and deletes that are written together or not at all.
class Batch {
public:
    Batch();
    Batch(Batch &&) noexcept;
    Batch &operator=(Batch &&) noexcept;
    ~Batch();

    void put(std::string_view key, std::string_view value);
    void erase(std::string_view key);
    /// Adds all that `other` does, after what is here.
    void append(const Batch &other);

private:
    friend class Store;
    std::unique_ptr<leveldb::WriteBatch> m_batch;
};

/// A walk over the entries in the order of their keys, as they were when it began. Not thread-safe. It must end before
/// the store does. A read error makes it invalid; check() tells it from the end.
class Cursor {
public:
    ~Cursor();
    Cursor(Cursor &&) noexcept;

    void seek(std::string_view key);       ///< to the first entry at or after `key`
    void seekBefore(std::string_view key); ///< to the last entry before `key`; an empty key is above all
    void next();
    void previous();
    bool isValid() const;
    std::string_view key() const;   ///< until the next move
    std::string_view value() const; ///< until the next move
    /// Throws StorageError when the walk ended because of one.
    void check() const;

private:
    friend class Snapshot;
    friend class Store;
    explicit Cursor(std::unique_ptr<leveldb::Iterator> iterator, const class Store &store);
    std::unique_ptr<leveldb::Iterator> m_iterator;
    const class Store *m_store;
};

/// The store as it was at one moment. Cheap. Thread-safe. It must end before the store does.
class Snapshot {
public:
    ~Snapshot();
    Snapshot(Snapshot &&) noexcept;

    std::optional<std::string> get(std::string_view key) const;
    Cursor cursor() const;

private:
    friend class Store;
    Snapshot(const class Store &store, const void *snapshot);
    const class Store *m_store;
    const void *m_snapshot;
};

/// An ordered map of bytes on disk: LevelDB, with what Keywright needs around it. All methods are thread-safe.
/// One process owns a store at a time. Everything throws StorageError, whose text says what to do.
class Store {
public:
    static std::unique_ptr<Store> open(const StoreOptions &options);
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    std::optional<std::string> get(std::string_view key) const;
    /// Once a write has failed, all later ones fail alike until the store is opened again: LevelDB's log may end in the
    /// middle of a record then, and would lose what is written after it.
    void write(const Batch &batch);
    Snapshot snapshot() const;
    /// A walk over the store as it is now; cheaper than a snapshot's where one walk is all that is needed.
    Cursor cursor() const;

    /// Files in the folder of that name inside the store's; they must end before the store does.
    SideFiles sideFiles(const std::string &name) const;

    const std::filesystem::path &folder() const { return m_folder; } ///< only a name when it is in memory
    bool isInMemory() const;

    /// Removes the files of a store that no process holds; other files in the folder stay. Nothing happens when there
    /// is none.
    static void destroy(const std::filesystem::path &folder);

private:
    friend class Cursor;
    friend class Snapshot;
    struct Database;

    Store(std::filesystem::path folder, std::unique_ptr<Database> database);
    void openFormat(bool isNew);

    std::filesystem::path m_folder;
    std::unique_ptr<Database> m_database;
    std::mutex m_writeMutex;
    std::optional<StorageError> m_writeFailure; // guarded by m_writeMutex
};

} // namespace keywright::storage
