#include "core/itemfile/byte_source.h"

#include <algorithm>
#include <cstring>
#include <fstream>

#include <zlib.h>
#include <zstd.h>

#include "core/itemfile/item_file.h"

namespace keywright::itemfile {

namespace {

constexpr std::size_t kPiece = 256 * 1024;

class FileSource : public ByteSource {
public:
    explicit FileSource(const std::filesystem::path &file) : m_name(file.string())
    {
        std::error_code ignored;
        if (!std::filesystem::is_directory(file, ignored))
            m_stream.open(file, std::ios::binary);
        if (!m_stream.is_open())
            throw ItemFileError("The file \"" + m_name + "\" cannot be opened. Check that it exists, is a file and that you may read it.");
    }

    std::size_t read(char *buffer, std::size_t size) override
    {
        m_stream.read(buffer, static_cast<std::streamsize>(size));
        if (m_stream.bad())
            throw ItemFileError("Reading \"" + m_name + "\" failed after " + std::to_string(m_read) + " bytes.");
        m_read += static_cast<std::uint64_t>(m_stream.gcount());
        return static_cast<std::size_t>(m_stream.gcount());
    }
    std::uint64_t storedBytesRead() const override { return m_read; }
    const std::string &name() const { return m_name; }

private:
    std::string m_name;
    std::ifstream m_stream;
    std::uint64_t m_read = 0;
};

/// Unpacks gzip; several members one after the other are one text, as gzip has it.
class GzipSource : public ByteSource {
public:
    explicit GzipSource(std::unique_ptr<FileSource> packed) : m_packed(std::move(packed)), m_input(kPiece, '\0')
    {
        constexpr int kGzipWithLargestWindow = 15 + 16;
        if (inflateInit2(&m_stream, kGzipWithLargestWindow) != Z_OK)
            throw ItemFileError("There is no memory to unpack \"" + m_packed->name() + "\".");
    }
    ~GzipSource() override { inflateEnd(&m_stream); }
    GzipSource(const GzipSource &) = delete;
    GzipSource &operator=(const GzipSource &) = delete;

    std::size_t read(char *buffer, std::size_t size) override
    {
        m_stream.next_out = reinterpret_cast<Bytef *>(buffer);
        m_stream.avail_out = static_cast<uInt>(size);
        while (m_stream.avail_out == size) {
            if (m_stream.avail_in == 0) {
                m_stream.next_in = reinterpret_cast<Bytef *>(m_input.data());
                m_stream.avail_in = static_cast<uInt>(m_packed->read(m_input.data(), m_input.size()));
            }
            if (m_stream.avail_in == 0 && m_memberEnded)
                return 0;
            if (m_stream.avail_in == 0)
                throw ItemFileError("\"" + m_packed->name() + "\" ends in the middle of its gzip data; fetch it again.");
            if (m_memberEnded)
                inflateReset(&m_stream);
            const int state = inflate(&m_stream, Z_NO_FLUSH);
            if (state != Z_OK && state != Z_STREAM_END)
                throw ItemFileError("The gzip data of \"" + m_packed->name() + "\" is damaged near byte "
                                    + std::to_string(m_packed->storedBytesRead() - m_stream.avail_in) + "; fetch it again.");
            m_memberEnded = state == Z_STREAM_END;
        }
        return size - m_stream.avail_out;
    }
    std::uint64_t storedBytesRead() const override { return m_packed->storedBytesRead(); }

private:
    std::unique_ptr<FileSource> m_packed;
    std::string m_input;
    z_stream m_stream{};
    bool m_memberEnded = false;
};

/// Unpacks Zstandard; several frames one after the other are one text.
class ZstdSource : public ByteSource {
public:
    explicit ZstdSource(std::unique_ptr<FileSource> packed)
        : m_packed(std::move(packed)), m_input(kPiece, '\0'), m_stream(ZSTD_createDStream())
    {
        if (m_stream == nullptr)
            throw ItemFileError("There is no memory to unpack \"" + m_packed->name() + "\".");
    }
    ~ZstdSource() override { ZSTD_freeDStream(m_stream); }
    ZstdSource(const ZstdSource &) = delete;
    ZstdSource &operator=(const ZstdSource &) = delete;

    std::size_t read(char *buffer, std::size_t size) override
    {
        ZSTD_outBuffer out{buffer, size, 0};
        while (out.pos == 0) {
            if (m_packedBytes.pos == m_packedBytes.size)
                m_packedBytes = {m_input.data(), m_packed->read(m_input.data(), m_input.size()), 0};
            const bool hasEnded = m_packedBytes.size == 0;
            if (hasEnded && m_frameEnded)
                return 0;
            const std::size_t state = ZSTD_decompressStream(m_stream, &out, &m_packedBytes);
            if (ZSTD_isError(state) != 0)
                throw ItemFileError("The zstd data of \"" + m_packed->name() + "\" is damaged near byte "
                                    + std::to_string(m_packed->storedBytesRead()) + "; fetch it again.");
            m_frameEnded = state == 0;
            if (hasEnded && !m_frameEnded && out.pos == 0)
                throw ItemFileError("\"" + m_packed->name() + "\" ends in the middle of its zstd data; fetch it again.");
        }
        return out.pos;
    }
    std::uint64_t storedBytesRead() const override { return m_packed->storedBytesRead(); }

private:
    std::unique_ptr<FileSource> m_packed;
    std::string m_input;
    ZSTD_DStream *m_stream;
    ZSTD_inBuffer m_packedBytes{nullptr, 0, 0};
    bool m_frameEnded = true;
};

class TextSource : public ByteSource {
public:
    explicit TextSource(std::string_view text) : m_text(text) { }

    std::size_t read(char *buffer, std::size_t size) override
    {
        const std::size_t length = std::min(size, m_text.size() - m_at);
        std::memcpy(buffer, m_text.data() + m_at, length);
        m_at += length;
        return length;
    }
    std::uint64_t storedBytesRead() const override { return m_at; }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

bool isGzip(const std::filesystem::path &file)
{
    char mark[2] = {};
    std::ifstream(file, std::ios::binary).read(mark, 2);
    return mark[0] == '\x1f' && mark[1] == '\x8b';
}

} // namespace

std::unique_ptr<ByteSource> openFile(const std::filesystem::path &file)
{
    auto plain = std::make_unique<FileSource>(file);
    if (isGzip(file))
        return std::make_unique<GzipSource>(std::move(plain));
    return plain;
}

std::unique_ptr<ByteSource> openPacked(const std::filesystem::path &file, Packing packing)
{
    auto plain = std::make_unique<FileSource>(file);
    std::error_code error;
    if (packing == Packing::None || std::filesystem::file_size(file, error) == 0)
        return plain;
    if (packing == Packing::Gzip)
        return std::make_unique<GzipSource>(std::move(plain));
    return std::make_unique<ZstdSource>(std::move(plain));
}

std::unique_ptr<ByteSource> openText(std::string_view text)
{
    return std::make_unique<TextSource>(text);
}

CharReader::CharReader(ByteSource &source) : m_source(source) { }

bool CharReader::readLine(std::string &line, std::size_t longest)
{
    line.clear();
    if (peek() == kEnd)
        return false;
    for (int c = next(); c != kEnd && c != '\n'; c = next())
        if (line.size() < longest)
            line += static_cast<char>(c);
    if (line.ends_with('\r'))
        line.pop_back();
    return true;
}

bool CharReader::fill()
{
    m_buffer.resize(kPiece);
    m_buffer.resize(m_source.read(m_buffer.data(), m_buffer.size()));
    m_at = 0;
    if (m_atStart && m_buffer.starts_with("\xEF\xBB\xBF"))
        m_at = 3;
    m_atStart = false;
    return m_at < m_buffer.size();
}

} // namespace keywright::itemfile
