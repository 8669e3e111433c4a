#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/storage/side_files.h"

/// How the backup of a table stands on disk. All integers are big-endian; checksums are CRC-32.
///
///     file   "KWBK" | 01 | block | block* | totals
///     block  kind (1): 'D' description, 'I' items | length (4) | packed length (4) | checksum (4) of the packed bytes | packed
///            bytes (zlib); the first one is the description, a text of whoever made the backup
///     items  (entry length (4) | entry | item length (4) | item)*; in the order of their entries; the first 6 bytes of an
///            entry, which name the table, are not in it
///     totals items (8) | DynamoDB bytes (8) | blocks of items (8) | checksum (4) of these | "KWBE"
namespace keywright::storage {

struct BackupTotals {
    std::int64_t items = 0;
    std::int64_t bytes = 0; ///< as DynamoDB counts items
    std::int64_t blocks = 0;
    friend bool operator==(const BackupTotals &, const BackupTotals &) = default;
};

/// Writes a backup in bounded memory. Not thread-safe. Everything throws StorageError.
class BackupWriter {
public:
    BackupWriter(std::unique_ptr<SideFileWriter> file, std::string_view description);

    /// Entries must come in their order.
    void add(std::string_view entry, std::string_view itemBytes, std::int64_t dynamoDbBytes);
    /// The file stands, whole and on the disk, when it returns.
    void finish();
    const BackupTotals &totals() const { return m_totals; }

private:
    void writeBlock(char kind, std::string_view bytes);

    std::unique_ptr<SideFileWriter> m_file;
    std::string m_items; ///< that no block was written of yet
    BackupTotals m_totals;
};

/// Reads a backup from its first item to its last. Not thread-safe. Everything throws StorageError: Damaged when the file
/// is not what was written, and no item is given of a block that is not.
class BackupReader {
public:
    /// Reads the description and the totals only.
    explicit BackupReader(std::unique_ptr<SideFileReader> file);

    const std::string &description() const { return m_description; }
    const BackupTotals &totals() const { return m_totals; }

    /// To the next item, or the first; false when there are no more.
    bool next();
    std::string_view entry() const { return m_entry; } ///< until the next move
    std::string_view item() const { return m_item; }   ///< until the next move

private:
    std::string readBlock(char kind);
    std::string_view takePart();
    [[noreturn]] void damaged(const std::string &why) const;

    std::unique_ptr<SideFileReader> m_file;
    std::uint64_t m_offset = 0;
    std::string m_description;
    BackupTotals m_totals;
    BackupTotals m_read; ///< items and blocks so far
    std::string m_block;
    std::string_view m_rest; ///< of m_block
    std::string_view m_entry;
    std::string_view m_item;
};

} // namespace keywright::storage
