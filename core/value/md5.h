#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace keywright::value {

/// The MD5 digest of `bytes`. Not for security: it spreads keys over the hash space and shards. Thread-safe.
std::array<unsigned char, 16> md5(std::string_view bytes);

/// The digest as 32 lower-case hexadecimal digits.
std::string md5Hex(std::string_view bytes);

/// The digest's first 4 bytes, big-endian: what `{name|shard:n}` takes modulo n.
std::uint32_t md5First32(std::string_view bytes);

/// The digest's first 8 bytes, big-endian: the partition-key hash of the store.
std::uint64_t md5First64(std::string_view bytes);

} // namespace keywright::value
