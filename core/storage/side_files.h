#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace leveldb {
class Env;
class RandomAccessFile;
class WritableFile;
} // namespace leveldb

namespace keywright::storage {

/// A file on its way: it stands under its name, whole and on the disk, once finish() has returned, and not at all before.
/// What was not finished goes with the writer. Not thread-safe. Everything throws StorageError.
class SideFileWriter {
public:
    ~SideFileWriter();
    SideFileWriter(const SideFileWriter &) = delete;
    SideFileWriter &operator=(const SideFileWriter &) = delete;

    void append(std::string_view bytes);
    void finish();

private:
    friend class SideFiles;
    SideFileWriter(leveldb::Env &environment, std::string folder, std::string name, bool isOnDisk);
    std::string temporaryName() const;

    leveldb::Env &m_environment;
    std::string m_folder;
    std::string m_name;
    bool m_isOnDisk;
    std::unique_ptr<leveldb::WritableFile> m_file; ///< null once it is finished
};

/// A finished file. Thread-safe. Everything throws StorageError.
class SideFileReader {
public:
    ~SideFileReader();

    std::uint64_t size() const { return m_size; }
    /// Exactly `length` bytes; Damaged when the file has not so many.
    std::string read(std::uint64_t offset, std::size_t length) const;
    const std::string &path() const { return m_path; }

private:
    friend class SideFiles;
    SideFileReader(std::string path, std::unique_ptr<leveldb::RandomAccessFile> file, std::uint64_t size);

    std::string m_path;
    std::unique_ptr<leveldb::RandomAccessFile> m_file;
    std::uint64_t m_size;
};

/// Files in a folder inside a store's own, which belong to the store but not to its database: of a store in memory they
/// are in memory too. They outlive Store::destroy(). Thread-safe as long as no two writers have one name; must end before
/// the store does. Everything throws StorageError.
class SideFiles {
public:
    /// `folder` is made with the first file.
    SideFiles(leveldb::Env &environment, std::string folder, bool isOnDisk);

    /// Of the finished ones, in the order of their bytes.
    std::vector<std::string> names() const;
    std::unique_ptr<SideFileWriter> create(const std::string &name) const;
    /// Null when there is no such file.
    std::unique_ptr<SideFileReader> open(const std::string &name) const;
    /// Nothing happens when there is no such file.
    void remove(const std::string &name) const;
    /// What a program that was killed has left half.
    void removeUnfinished() const;

private:
    leveldb::Env &m_environment;
    std::string m_folder;
    bool m_isOnDisk;
};

} // namespace keywright::storage
