#include "core/engine/listing.h"

#include <algorithm>

namespace keywright::engine {

std::string listingToken(const std::string &id)
{
    constexpr std::size_t kShortestToken = 112;
    constexpr std::size_t kGroup = 16;
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string token;
    for (const char c : id) {
        token += kHex[static_cast<unsigned char>(c) >> 4];
        token += kHex[static_cast<unsigned char>(c) & 0xF];
    }
    token.resize(std::max(kShortestToken, (token.size() + kGroup - 1) / kGroup * kGroup), '0');
    return token;
}

} // namespace keywright::engine
