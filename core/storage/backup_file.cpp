#include "core/storage/backup_file.h"

#include <zlib.h>

#include "core/storage/key_encoding.h"
#include "core/storage/storage_error.h"

namespace keywright::storage {

namespace {

constexpr std::string_view kBackupBegin{"KWBK\x01", 5};
constexpr std::string_view kBackupEnd = "KWBE";
constexpr char kDescription = 'D';
constexpr char kItems = 'I';
constexpr std::size_t kBlockBytes = 256 * 1024;
constexpr std::size_t kLargestBlock = 16 * 1024 * 1024; ///< far above what is written, so that a damaged length asks for little
constexpr std::size_t kBlockHead = 13;
constexpr std::size_t kTotalsBytes = 32;
constexpr int kFastPacking = 1;

std::uint64_t numberIn(std::string_view bytes)
{
    std::uint64_t number = 0;
    for (const char byte : bytes)
        number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

std::uint32_t checksumOf(std::string_view bytes)
{
    return static_cast<std::uint32_t>(::crc32(0, reinterpret_cast<const Bytef *>(bytes.data()), static_cast<uInt>(bytes.size())));
}

std::string pack(std::string_view bytes)
{
    uLongf size = ::compressBound(bytes.size());
    std::string packed(size, '\0');
    // It cannot fail: the buffer is large enough and the level is one.
    ::compress2(reinterpret_cast<Bytef *>(packed.data()), &size, reinterpret_cast<const Bytef *>(bytes.data()), bytes.size(), kFastPacking);
    packed.resize(size);
    return packed;
}

/// Empty when the bytes do not unpack to just that length.
std::string unpack(std::string_view packed, std::size_t length)
{
    std::string bytes(length, '\0');
    uLongf size = length;
    const int result =
        ::uncompress(reinterpret_cast<Bytef *>(bytes.data()), &size, reinterpret_cast<const Bytef *>(packed.data()), packed.size());
    if (result != Z_OK || size != length)
        bytes.clear();
    return bytes;
}

std::string totalsBytes(const BackupTotals &totals)
{
    std::string bytes;
    for (const std::int64_t number : {totals.items, totals.bytes, totals.blocks})
        appendBigEndian64(bytes, static_cast<std::uint64_t>(number));
    appendBigEndian32(bytes, checksumOf(bytes));
    return bytes += kBackupEnd;
}

} // namespace

BackupWriter::BackupWriter(std::unique_ptr<SideFileWriter> file, std::string_view description) : m_file(std::move(file))
{
    m_file->append(kBackupBegin);
    writeBlock(kDescription, description);
}

void BackupWriter::add(std::string_view entry, std::string_view itemBytes, std::int64_t dynamoDbBytes)
{
    appendSized(m_items, entry);
    appendSized(m_items, itemBytes);
    ++m_totals.items;
    m_totals.bytes += dynamoDbBytes;
    if (m_items.size() >= kBlockBytes) {
        writeBlock(kItems, m_items);
        ++m_totals.blocks;
        m_items.clear();
    }
}

void BackupWriter::finish()
{
    if (!m_items.empty()) {
        writeBlock(kItems, m_items);
        ++m_totals.blocks;
        m_items.clear();
    }
    m_file->append(totalsBytes(m_totals));
    m_file->finish();
}

void BackupWriter::writeBlock(char kind, std::string_view bytes)
{
    const std::string packed = pack(bytes);
    std::string head(1, kind);
    appendBigEndian32(head, static_cast<std::uint32_t>(bytes.size()));
    appendBigEndian32(head, static_cast<std::uint32_t>(packed.size()));
    appendBigEndian32(head, checksumOf(packed));
    m_file->append(head);
    m_file->append(packed);
}

BackupReader::BackupReader(std::unique_ptr<SideFileReader> file) : m_file(std::move(file))
{
    if (m_file->size() < kBackupBegin.size() + kTotalsBytes)
        damaged("it is too short");
    if (m_file->read(0, kBackupBegin.size()) != kBackupBegin)
        damaged("it does not begin as a backup that this Keywright reads");
    const std::string totals = m_file->read(m_file->size() - kTotalsBytes, kTotalsBytes);
    const auto numberAt = [&totals](std::size_t at) { return static_cast<std::int64_t>(numberIn(std::string_view(totals).substr(at, 8))); };
    m_totals = {numberAt(0), numberAt(8), numberAt(16)};
    if (totals != totalsBytes(m_totals))
        damaged("its end is missing");
    m_offset = kBackupBegin.size();
    m_description = readBlock(kDescription);
}

bool BackupReader::next()
{
    if (m_rest.empty()) {
        if (m_read.blocks == m_totals.blocks) {
            if (m_read.items != m_totals.items)
                damaged("it has " + std::to_string(m_read.items) + " items instead of " + std::to_string(m_totals.items));
            return false;
        }
        m_block = readBlock(kItems);
        m_rest = m_block;
        ++m_read.blocks;
    }
    m_entry = takePart();
    m_item = takePart();
    ++m_read.items;
    return true;
}

std::string BackupReader::readBlock(char kind)
{
    const std::string head = m_file->read(m_offset, kBlockHead);
    const auto numberAt = [&head](std::size_t at) { return static_cast<std::size_t>(numberIn(std::string_view(head).substr(at, 4))); };
    const std::size_t length = numberAt(1);
    const std::size_t packedLength = numberAt(5);
    if (head[0] != kind || length == 0 || length > kLargestBlock || packedLength > 2 * kLargestBlock)
        damaged("a block has no right beginning");
    const std::string packed = m_file->read(m_offset + kBlockHead, packedLength);
    if (checksumOf(packed) != numberAt(9))
        damaged("the checksum of a block is wrong");
    std::string bytes = unpack(packed, length);
    if (bytes.empty())
        damaged("a block cannot be unpacked");
    m_offset += kBlockHead + packedLength;
    return bytes;
}

std::string_view BackupReader::takePart()
{
    if (m_rest.size() < 4)
        damaged("a block ends inside an item");
    const auto length = static_cast<std::size_t>(numberIn(m_rest.substr(0, 4)));
    if (length > m_rest.size() - 4)
        damaged("a block ends inside an item");
    const std::string_view part = m_rest.substr(4, length);
    m_rest.remove_prefix(4 + length);
    return part;
}

void BackupReader::damaged(const std::string &why) const
{
    throw StorageError(StorageError::Kind::Damaged,
                       "The backup \"" + m_file->path() + "\" is damaged: " + why + ". It cannot be restored; use another backup.");
}

} // namespace keywright::storage
