#include "core/storage/repair.h"

#include <memory>
#include <string>
#include <system_error>

#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/options.h>

#include "core/storage/storage_error.h"

namespace keywright::storage {

namespace {

namespace fs = std::filesystem;

/// Held while it lives, so that no other process opens the store meanwhile.
class Lock {
public:
    explicit Lock(const fs::path &folder)
    {
        if (!leveldb::Env::Default()->LockFile((folder / "LOCK").string(), &m_lock).ok())
            throw StorageError(
                StorageError::Kind::InUse,
                "The store \"" + folder.string()
                    + "\" cannot be repaired: a program has it open, or its folder cannot be written. Close it there first.");
    }
    ~Lock() { leveldb::Env::Default()->UnlockFile(m_lock); }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;

private:
    leveldb::FileLock *m_lock = nullptr;
};

fs::path freeNameBeside(const fs::path &folder)
{
    const fs::path plain = folder.has_filename() ? folder : folder.parent_path();
    fs::path copy = plain.string() + ".damaged";
    for (int number = 2; fs::exists(copy); ++number)
        copy = plain.string() + ".damaged-" + std::to_string(number);
    return copy;
}

fs::path copyAside(const fs::path &folder)
{
    const Lock lock(folder);
    const fs::path copy = freeNameBeside(folder);
    std::error_code error;
    fs::copy(folder, copy, fs::copy_options::recursive, error);
    if (error)
        throw StorageError(StorageError::Kind::Io,
                           "The damaged store \"" + folder.string() + "\" cannot be copied to \"" + copy.string() + "\": " + error.message()
                               + ". It was not changed. Make room or give yourself write access there, then try again.");
    return copy;
}

/// RepairDB() takes what stands in a log without looking at checksums; opening leaves out what is damaged there. It may well fail
/// for other damage, which RepairDB() then deals with.
void replayLog(const fs::path &folder)
{
    leveldb::DB *db = nullptr;
    leveldb::DB::Open(leveldb::Options(), folder.string(), &db);
    const std::unique_ptr<leveldb::DB> closed(db);
}

} // namespace

fs::path repair(const fs::path &folder)
{
    if (!fs::is_directory(folder))
        throw StorageError(StorageError::Kind::Io,
                           "There is no store \"" + folder.string() + "\" to repair. Name the folder of the tables.");
    const fs::path copy = copyAside(folder);
    replayLog(folder);
    const Lock lock(folder);
    const leveldb::Status status = leveldb::RepairDB(folder.string(), leveldb::Options());
    if (!status.ok())
        throw StorageError(StorageError::Kind::Damaged,
                           "The store \"" + folder.string() + "\" cannot be repaired: " + status.ToString() + ". It is kept as it was in \""
                               + copy.string() + "\".");
    return copy;
}

} // namespace keywright::storage
