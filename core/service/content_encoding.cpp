#include "core/service/content_encoding.h"

#include <algorithm>
#include <array>
#include <new>

#include <zlib.h>

#include "core/service/http_message.h"

namespace keywright::service {

namespace {

constexpr int kGzipOrZlib = 32 + MAX_WBITS;
constexpr int kGzip = 16 + MAX_WBITS;
constexpr int kRaw = -MAX_WBITS;
constexpr std::size_t kChunk = 64 * 1024;

Bytef *zlibBytesOf(std::string_view text)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(text.data())); // zlib's next_in is not const, and not written
}

Decoding inflateAs(int windowBits, std::string_view body, std::size_t limit, std::string &decoded)
{
    z_stream stream{};
    if (inflateInit2(&stream, windowBits) != Z_OK)
        throw std::bad_alloc();
    stream.next_in = zlibBytesOf(body);
    stream.avail_in = static_cast<uInt>(body.size());
    decoded.clear();
    std::array<char, kChunk> chunk;
    int state = Z_OK;
    while (state == Z_OK && decoded.size() <= limit) {
        stream.next_out = reinterpret_cast<Bytef *>(chunk.data());
        stream.avail_out = static_cast<uInt>(chunk.size());
        state = inflate(&stream, Z_NO_FLUSH);
        decoded.append(chunk.data(), chunk.size() - stream.avail_out);
    }
    const bool isWhole = state == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    if (decoded.size() > limit) {
        decoded.clear();
        return Decoding::TooLarge;
    }
    return isWhole ? Decoding::Done : Decoding::Malformed;
}

} // namespace

Decoding decodeBody(std::string_view encoding, std::string_view body, std::size_t limit, std::string &decoded)
{
    if (equalIgnoringCase(encoding, "gzip") || equalIgnoringCase(encoding, "x-gzip"))
        return inflateAs(kGzip, body, limit, decoded);
    if (!equalIgnoringCase(encoding, "deflate"))
        return Decoding::Malformed;
    const Decoding framed = inflateAs(kGzipOrZlib, body, limit, decoded);
    return framed == Decoding::Malformed ? inflateAs(kRaw, body, limit, decoded) : framed;
}

bool acceptsGzip(std::string_view acceptEncoding)
{
    while (!acceptEncoding.empty()) {
        const std::size_t comma = std::min(acceptEncoding.find(','), acceptEncoding.size());
        const std::string_view part = acceptEncoding.substr(0, comma);
        acceptEncoding.remove_prefix(std::min(comma + 1, acceptEncoding.size()));
        const std::size_t semicolon = std::min(part.find(';'), part.size());
        const std::string_view coding = trimmed(part.substr(0, semicolon));
        if (!equalIgnoringCase(coding, "gzip") && coding != "*")
            continue;
        const std::size_t weight = part.find("q=", semicolon);
        // "q=0", "q=0.0", … refuse; every other weight has a digit that is not 0.
        return weight == std::string_view::npos || part.find_first_of("123456789", weight) != std::string_view::npos;
    }
    return false;
}

std::string gzipped(std::string_view body)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    std::string packed(deflateBound(&stream, body.size()), '\0');
    stream.next_in = zlibBytesOf(body);
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = zlibBytesOf(packed);
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

std::uint32_t crc32Of(std::string_view body)
{
    return static_cast<std::uint32_t>(crc32_z(0, zlibBytesOf(body), body.size()));
}

} // namespace keywright::service
