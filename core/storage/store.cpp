#include "core/storage/store.h"

#include <charconv>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <leveldb/cache.h>
#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/filter_policy.h>
#include <leveldb/helpers/memenv.h>
#include <leveldb/write_batch.h>

#include "core/storage/key_encoding.h"

namespace keywright::storage {

namespace {

constexpr std::size_t kCacheBytes = 64u << 20;
constexpr std::size_t kWriteBufferBytes = 16u << 20;
constexpr std::size_t kFileBytes = 32u << 20;
constexpr int kBloomBitsPerKey = 10;
constexpr int kOpenFiles = 256;

leveldb::Slice slice(std::string_view bytes)
{
    return {bytes.data(), bytes.size()};
}

std::string formatKey()
{
    std::string key;
    appendBigEndian32(key, kCatalogId);
    key += "format";
    return key;
}

/// "keywright (process 4711)". Only for a lock that another process holds: closing any file descriptor of LOCK would
/// give up a lock of our own.
std::string holderOf(const std::filesystem::path &folder)
{
    const int file = ::open((folder / "LOCK").c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0)
        return {};
    struct flock lock { };
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    const bool known = ::fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    ::close(file);
    if (!known)
        return "another program";
    std::string name;
    std::getline(std::ifstream("/proc/" + std::to_string(lock.l_pid) + "/comm"), name);
    return (name.empty() ? "another program" : name) + " (process " + std::to_string(lock.l_pid) + ")";
}

bool mentions(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

/// LevelDB tells its failures in text only; this turns them into what a person can act on.
[[noreturn]] void fail(const leveldb::Status &status, const std::filesystem::path &folder)
{
    const std::string text = status.ToString();
    const std::string where = "\"" + folder.string() + "\"";
    const bool heldHere = mentions(text, "already held by process");
    if (heldHere || (mentions(text, "LOCK") && mentions(text, "temporarily unavailable")))
        throw StorageError(StorageError::Kind::InUse,
                           "The store " + where + " is in use by " + (heldHere ? "this program itself" : holderOf(folder))
                               + ". Close it there, or open the model with its tables in memory.");
    if (mentions(text, "No space left") || mentions(text, "Disk quota exceeded"))
        throw StorageError(
            StorageError::Kind::DiskFull,
            "The disk is full; the last change of the store " + where
                + " was not made. Free some space, then open the model or start the endpoint again; everything answered before is kept.");
    if (mentions(text, "Permission denied") || mentions(text, "Read-only file system") || mentions(text, "Operation not permitted")
        || mentions(text, "Not a directory") || mentions(text, "Is a directory"))
        throw StorageError(StorageError::Kind::NotWritable,
                           "The store " + where + " cannot be written: " + text
                               + ". Give yourself write access to that folder, or choose another one.");
    if (status.IsCorruption() || mentions(text, "missing files") || mentions(text, "does not exist (create_if_missing is false)"))
        throw StorageError(StorageError::Kind::Damaged,
                           "The store " + where + " is damaged: " + text
                               + ". It was not changed. \"keywright-cli serve --data FOLDER --repair\" copies the folder aside and saves "
                                 "what can be read.");
    throw StorageError(StorageError::Kind::Io, "The store " + where + " failed: " + text + ". Check the disk, then try again.");
}

void check(const leveldb::Status &status, const std::filesystem::path &folder)
{
    if (!status.ok())
        fail(status, folder);
}

void makeFolder(const std::filesystem::path &folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw StorageError(StorageError::Kind::NotWritable,
                           "The folder \"" + folder.string() + "\" for the tables cannot be made: " + error.message()
                               + ". Give yourself write access there, or choose another folder.");
}

/// Whether the folder holds entries that no CURRENT file leads to. LevelDB would take it for a new store and remove them.
bool hasStrayEntries(const std::filesystem::path &folder)
{
    std::error_code error;
    for (const auto &file : std::filesystem::directory_iterator(folder, error)) {
        const std::string extension = file.path().extension().string();
        const bool isNumbered = file.path().stem().string().find_first_not_of("0123456789") == std::string::npos;
        if (isNumbered && (extension == ".ldb" || extension == ".sst" || extension == ".log"))
            return true;
    }
    return false;
}

} // namespace

/// LevelDB's objects, in the order in which they must live: the database goes first.
struct Store::Database {
    std::unique_ptr<leveldb::Env> memory;
    leveldb::Env *environment = leveldb::Env::Default();
    std::unique_ptr<leveldb::Cache> cache;
    std::unique_ptr<const leveldb::FilterPolicy> filter;
    leveldb::WriteOptions writeOptions;
    std::unique_ptr<leveldb::DB> db;
};

Batch::Batch() : m_batch(std::make_unique<leveldb::WriteBatch>()) { }
Batch::Batch(Batch &&) noexcept = default;
Batch &Batch::operator=(Batch &&) noexcept = default;
Batch::~Batch() = default;

void Batch::put(std::string_view key, std::string_view value)
{
    m_batch->Put(slice(key), slice(value));
}

void Batch::erase(std::string_view key)
{
    m_batch->Delete(slice(key));
}

void Batch::append(const Batch &other)
{
    m_batch->Append(*other.m_batch);
}

Cursor::Cursor(std::unique_ptr<leveldb::Iterator> iterator, const Store &store) : m_iterator(std::move(iterator)), m_store(&store) { }
Cursor::Cursor(Cursor &&) noexcept = default;
Cursor::~Cursor() = default;

void Cursor::seek(std::string_view key)
{
    m_iterator->Seek(slice(key));
}

void Cursor::seekBefore(std::string_view key)
{
    if (key.empty()) {
        m_iterator->SeekToLast();
        return;
    }
    m_iterator->Seek(slice(key));
    if (m_iterator->Valid())
        m_iterator->Prev();
    else
        m_iterator->SeekToLast();
}

void Cursor::next()
{
    m_iterator->Next();
}

void Cursor::previous()
{
    m_iterator->Prev();
}

bool Cursor::isValid() const
{
    return m_iterator->Valid();
}

std::string_view Cursor::key() const
{
    return {m_iterator->key().data(), m_iterator->key().size()};
}

std::string_view Cursor::value() const
{
    return {m_iterator->value().data(), m_iterator->value().size()};
}

void Cursor::check() const
{
    storage::check(m_iterator->status(), m_store->folder());
}

Snapshot::Snapshot(const Store &store, const void *snapshot) : m_store(&store), m_snapshot(snapshot) { }

Snapshot::Snapshot(Snapshot &&other) noexcept : m_store(other.m_store), m_snapshot(std::exchange(other.m_snapshot, nullptr)) { }

Snapshot::~Snapshot()
{
    if (m_snapshot != nullptr)
        m_store->m_database->db->ReleaseSnapshot(static_cast<const leveldb::Snapshot *>(m_snapshot));
}

std::optional<std::string> Snapshot::get(std::string_view key) const
{
    leveldb::ReadOptions options;
    options.snapshot = static_cast<const leveldb::Snapshot *>(m_snapshot);
    std::string value;
    const leveldb::Status status = m_store->m_database->db->Get(options, slice(key), &value);
    if (status.IsNotFound())
        return std::nullopt;
    check(status, m_store->folder());
    return value;
}

Cursor Snapshot::cursor() const
{
    leveldb::ReadOptions options;
    options.snapshot = static_cast<const leveldb::Snapshot *>(m_snapshot);
    return Cursor(std::unique_ptr<leveldb::Iterator>(m_store->m_database->db->NewIterator(options)), *m_store);
}

Store::Store(std::filesystem::path folder, std::unique_ptr<Database> database)
    : m_folder(std::move(folder)), m_database(std::move(database))
{ }
Store::~Store() = default;

std::unique_ptr<Store> Store::open(const StoreOptions &options)
{
    auto database = std::make_unique<Database>();
    leveldb::Env *environment = options.environment;
    if (options.inMemory) {
        database->memory.reset(leveldb::NewMemEnv(environment != nullptr ? environment : leveldb::Env::Default()));
        environment = database->memory.get();
    } else {
        makeFolder(options.folder);
    }
    database->cache.reset(leveldb::NewLRUCache(kCacheBytes));
    database->filter.reset(leveldb::NewBloomFilterPolicy(kBloomBitsPerKey));
    database->writeOptions.sync = options.durability == Durability::Power;

    leveldb::Options leveldbOptions;
    leveldbOptions.create_if_missing = true;
    leveldbOptions.paranoid_checks = true; // else damaged entries of the log are dropped without a word
    if (environment != nullptr)
        leveldbOptions.env = database->environment = environment;
    leveldbOptions.block_cache = database->cache.get();
    leveldbOptions.filter_policy = database->filter.get();
    leveldbOptions.write_buffer_size = kWriteBufferBytes;
    leveldbOptions.max_file_size = kFileBytes;
    leveldbOptions.max_open_files = kOpenFiles;

    const bool isNew = options.inMemory || !std::filesystem::exists(options.folder / "CURRENT");
    if (isNew && !options.inMemory && hasStrayEntries(options.folder))
        fail(leveldb::Status::Corruption("the file CURRENT is missing"), options.folder);
    const std::filesystem::path folder = options.inMemory ? std::filesystem::path("/memory") : options.folder;
    leveldb::DB *db = nullptr;
    check(leveldb::DB::Open(leveldbOptions, folder.string(), &db), folder);
    database->db.reset(db);

    std::unique_ptr<Store> store(new Store(folder, std::move(database)));
    store->openFormat(isNew);
    return store;
}

void Store::openFormat(bool isNew)
{
    const auto written = get(formatKey());
    if (!written) {
        // A new store, or one whose making was cut off before its first record; both are empty.
        Cursor cursor = snapshot().cursor();
        cursor.seek("");
        if (!isNew && cursor.isValid())
            throw StorageError(StorageError::Kind::Damaged,
                               "The folder \"" + m_folder.string()
                                   + "\" holds a LevelDB database that Keywright did not write. Choose another folder.");
        Batch batch;
        batch.put(formatKey(), std::to_string(kStoreFormatVersion));
        write(batch);
        return;
    }
    int version = 0;
    const char *const end = written->data() + written->size();
    if (std::from_chars(written->data(), end, version).ptr != end)
        version = 0;
    if (version > kStoreFormatVersion)
        throw StorageError(StorageError::Kind::NewerFormat,
                           "The store \"" + m_folder.string() + "\" has format version " + *written
                               + "; this Keywright reads up to version " + std::to_string(kStoreFormatVersion)
                               + ". Open it with the newer Keywright that wrote it.");
    if (version != kStoreFormatVersion)
        throw StorageError(
            StorageError::Kind::Damaged,
            "The store \"" + m_folder.string() + "\" names the format version \"" + *written
                + "\", which no Keywright ever wrote. The store is damaged; copy the folder aside and open the model again.");
}

std::optional<std::string> Store::get(std::string_view key) const
{
    std::string value;
    const leveldb::Status status = m_database->db->Get(leveldb::ReadOptions(), slice(key), &value);
    if (status.IsNotFound())
        return std::nullopt;
    check(status, m_folder);
    return value;
}

void Store::write(const Batch &batch)
{
    const std::lock_guard lock(m_writeMutex);
    if (m_writeFailure)
        throw *m_writeFailure;
    try {
        check(m_database->db->Write(m_database->writeOptions, batch.m_batch.get()), m_folder);
    } catch (const StorageError &error) {
        m_writeFailure = error;
        throw;
    }
}

Snapshot Store::snapshot() const
{
    return Snapshot(*this, m_database->db->GetSnapshot());
}

Cursor Store::cursor() const
{
    return Cursor(std::unique_ptr<leveldb::Iterator>(m_database->db->NewIterator(leveldb::ReadOptions())), *this);
}

bool Store::isInMemory() const
{
    return m_database->memory != nullptr;
}

SideFiles Store::sideFiles(const std::string &name) const
{
    return {*m_database->environment, (m_folder / name).string(), !isInMemory()};
}

void Store::destroy(const std::filesystem::path &folder)
{
    check(leveldb::DestroyDB(folder.string(), leveldb::Options()), folder);
}

} // namespace keywright::storage
