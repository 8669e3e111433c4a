#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/itemfile/item_file.h"

/// Bytes of a file or a text, one after the other, with their place. Inside core/itemfile only.
namespace keywright::itemfile {

/// Gives bytes in pieces. Throws ItemFileError when the medium or the compression is broken.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// At most `size` bytes into `buffer`; 0 at the end.
    virtual std::size_t read(char *buffer, std::size_t size) = 0;
    /// Of the file as it is stored, compressed or not.
    virtual std::uint64_t storedBytesRead() const = 0;
};

/// A file; one that begins with gzip's mark is unpacked on the way. Throws ItemFileError when it cannot be opened.
std::unique_ptr<ByteSource> openFile(const std::filesystem::path &file);

/// A file that is packed as said, whatever its name and its first bytes are; an empty one has no bytes. Throws ItemFileError
/// when it cannot be opened, and in read() when it is not packed like that.
std::unique_ptr<ByteSource> openPacked(const std::filesystem::path &file, Packing packing);

/// `text` must outlive it.
std::unique_ptr<ByteSource> openText(std::string_view text);

/// Reads byte by byte and knows line and column, both from 1. A byte-order mark at the start is passed over.
class CharReader {
public:
    static constexpr int kEnd = -1;

    explicit CharReader(ByteSource &source);

    /// The next byte as 0…255, or kEnd.
    int peek() { return m_at < m_buffer.size() || fill() ? static_cast<unsigned char>(m_buffer[m_at]) : kEnd; }
    int next()
    {
        const int c = peek();
        if (c == kEnd)
            return c;
        ++m_at;
        if (c == '\n') {
            ++m_line;
            m_column = 1;
        } else {
            ++m_column;
        }
        return c;
    }
    /// The line without its end, of which no more than `longest` bytes are kept; false at the end of the text.
    bool readLine(std::string &line, std::size_t longest);
    /// What is buffered from here on, without moving; at least one byte unless the text has ended.
    std::string_view lookAhead() { return peek() == kEnd ? std::string_view() : std::string_view(m_buffer).substr(m_at); }
    std::int64_t line() const { return m_line; }
    std::int64_t column() const { return m_column; }
    std::uint64_t storedBytesRead() const { return m_source.storedBytesRead(); }

private:
    bool fill();

    ByteSource &m_source;
    std::string m_buffer;
    std::size_t m_at = 0;
    bool m_atStart = true;
    std::int64_t m_line = 1;
    std::int64_t m_column = 1;
};

} // namespace keywright::itemfile
