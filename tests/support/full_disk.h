#pragma once

#include <atomic>
#include <memory>
#include <string>

#include <leveldb/env.h>

namespace keywright::test {

/// A disk that takes no more bytes once `isFull`, and writes only the half of the first piece it refuses.
class FullDisk : public leveldb::EnvWrapper {
public:
    FullDisk() : EnvWrapper(leveldb::Env::Default()) { }

    std::atomic<bool> isFull = false;

    leveldb::Status NewWritableFile(const std::string &name, leveldb::WritableFile **result) override
    {
        leveldb::WritableFile *file = nullptr;
        const leveldb::Status status = target()->NewWritableFile(name, &file);
        *result = status.ok() ? new File(file, *this) : nullptr;
        return status;
    }

private:
    class File : public leveldb::WritableFile {
    public:
        File(leveldb::WritableFile *file, FullDisk &disk) : m_file(file), m_disk(disk) { }
        leveldb::Status Append(const leveldb::Slice &bytes) override
        {
            if (!m_disk.isFull)
                return m_file->Append(bytes);
            m_file->Append(leveldb::Slice(bytes.data(), bytes.size() / 2));
            return leveldb::Status::IOError("store", "No space left on device");
        }
        leveldb::Status Close() override { return m_file->Close(); }
        leveldb::Status Flush() override { return m_file->Flush(); }
        leveldb::Status Sync() override { return m_file->Sync(); }

    private:
        std::unique_ptr<leveldb::WritableFile> m_file;
        FullDisk &m_disk;
    };
};

} // namespace keywright::test
