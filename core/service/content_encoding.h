#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace keywright::service {

/// What came of decoding a request's body.
enum class Decoding : std::uint8_t {
    Done,
    TooLarge,  ///< it would be larger than the limit; nothing beyond the limit was written
    Malformed, ///< not what the encoding says, or an encoding that is not known
};

/// Decodes a body of Content-Encoding gzip or deflate (with or without zlib's frame) into `decoded`, at most `limit` bytes.
Decoding decodeBody(std::string_view encoding, std::string_view body, std::size_t limit, std::string &decoded);

/// Whether an Accept-Encoding header allows gzip.
bool acceptsGzip(std::string_view acceptEncoding);

/// The body as a gzip file, packed for speed rather than size.
std::string gzipped(std::string_view body);

/// CRC-32 as in x-amz-crc32.
std::uint32_t crc32Of(std::string_view body);

} // namespace keywright::service
