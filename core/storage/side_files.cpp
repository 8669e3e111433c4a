#include "core/storage/side_files.h"

#include <algorithm>

#include <fcntl.h>
#include <unistd.h>

#include <leveldb/env.h>

#include "core/storage/storage_error.h"

namespace keywright::storage {

namespace {

constexpr std::string_view kUnfinished = ".part";

std::string pathOf(const std::string &folder, const std::string &name)
{
    return folder + "/" + name;
}

void checkFile(const leveldb::Status &status, const std::string &path)
{
    if (status.ok())
        return;
    const std::string text = status.ToString();
    if (text.find("No space left") != std::string::npos || text.find("Disk quota exceeded") != std::string::npos)
        throw StorageError(StorageError::Kind::DiskFull,
                           "The disk is full; the file \"" + path + "\" was not written. Free some space, then try again.");
    throw StorageError(StorageError::Kind::Io, "The file \"" + path + "\" failed: " + text + ". Check the disk, then try again.");
}

/// A name is on the disk once its folder is.
void syncFolder(const std::string &folder)
{
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    ::fsync(file);
    ::close(file);
}

} // namespace

SideFileWriter::SideFileWriter(leveldb::Env &environment, std::string folder, std::string name, bool isOnDisk)
    : m_environment(environment), m_folder(std::move(folder)), m_name(std::move(name)), m_isOnDisk(isOnDisk)
{
    leveldb::WritableFile *file = nullptr;
    checkFile(m_environment.NewWritableFile(temporaryName(), &file), temporaryName());
    m_file.reset(file);
}

SideFileWriter::~SideFileWriter()
{
    if (m_file == nullptr)
        return;
    m_file.reset();
    m_environment.RemoveFile(temporaryName());
}

std::string SideFileWriter::temporaryName() const
{
    return pathOf(m_folder, m_name) + std::string(kUnfinished);
}

void SideFileWriter::append(std::string_view bytes)
{
    checkFile(m_file->Append({bytes.data(), bytes.size()}), temporaryName());
}

void SideFileWriter::finish()
{
    checkFile(m_file->Sync(), temporaryName());
    checkFile(m_file->Close(), temporaryName());
    checkFile(m_environment.RenameFile(temporaryName(), pathOf(m_folder, m_name)), pathOf(m_folder, m_name));
    m_file.reset();
    if (m_isOnDisk)
        syncFolder(m_folder);
}

SideFileReader::SideFileReader(std::string path, std::unique_ptr<leveldb::RandomAccessFile> file, std::uint64_t size)
    : m_path(std::move(path)), m_file(std::move(file)), m_size(size)
{ }

SideFileReader::~SideFileReader() = default;

std::string SideFileReader::read(std::uint64_t offset, std::size_t length) const
{
    if (offset > m_size || length > m_size - offset)
        throw StorageError(StorageError::Kind::Damaged,
                           "The file \"" + m_path + "\" is shorter than it says. It is damaged and cannot be used any more.");
    if (length == 0)
        return {};
    std::string buffer(length, '\0');
    leveldb::Slice read;
    checkFile(m_file->Read(offset, length, &read, buffer.data()), m_path);
    if (read.size() != length)
        throw StorageError(StorageError::Kind::Io, "The file \"" + m_path + "\" could not be read to its end. Try again.");
    return read.ToString(); // it need not stand in the buffer
}

SideFiles::SideFiles(leveldb::Env &environment, std::string folder, bool isOnDisk)
    : m_environment(environment), m_folder(std::move(folder)), m_isOnDisk(isOnDisk)
{ }

std::vector<std::string> SideFiles::names() const
{
    std::vector<std::string> names;
    m_environment.GetChildren(m_folder, &names); // fails when no file was ever made
    std::erase_if(names, [](const std::string &name) { return name.starts_with(".") || name.ends_with(kUnfinished); });
    std::sort(names.begin(), names.end());
    return names;
}

std::unique_ptr<SideFileWriter> SideFiles::create(const std::string &name) const
{
    m_environment.CreateDir(m_folder); // it mostly is there; if it cannot be made, the file cannot either
    return std::unique_ptr<SideFileWriter>(new SideFileWriter(m_environment, m_folder, name, m_isOnDisk));
}

std::unique_ptr<SideFileReader> SideFiles::open(const std::string &name) const
{
    const std::string path = pathOf(m_folder, name);
    if (!m_environment.FileExists(path))
        return nullptr;
    std::uint64_t size = 0;
    checkFile(m_environment.GetFileSize(path, &size), path);
    leveldb::RandomAccessFile *file = nullptr;
    if (size > 0) // an empty file cannot be mapped
        checkFile(m_environment.NewRandomAccessFile(path, &file), path);
    return std::unique_ptr<SideFileReader>(new SideFileReader(path, std::unique_ptr<leveldb::RandomAccessFile>(file), size));
}

void SideFiles::remove(const std::string &name) const
{
    const std::string path = pathOf(m_folder, name);
    if (!m_environment.FileExists(path))
        return;
    checkFile(m_environment.RemoveFile(path), path);
    if (m_isOnDisk)
        syncFolder(m_folder);
}

void SideFiles::removeUnfinished() const
{
    std::vector<std::string> names;
    m_environment.GetChildren(m_folder, &names);
    for (const std::string &name : names)
        if (name.ends_with(kUnfinished))
            m_environment.RemoveFile(pathOf(m_folder, name));
}

} // namespace keywright::storage
