#include "core/value/md5.h"

#include <memory>
#include <stdexcept>

#include <openssl/evp.h>

namespace keywright::value {

namespace {

std::uint64_t bigEndian(const std::array<unsigned char, 16> &digest, std::size_t count)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < count; ++i)
        number = number << 8 | digest[i];
    return number;
}

} // namespace

std::array<unsigned char, 16> md5(std::string_view bytes)
{
    // Fetching the algorithm takes longer than hashing a key, so it is fetched once.
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(EVP_MD_fetch(nullptr, "MD5", nullptr), EVP_MD_free);
    thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);

    std::array<unsigned char, 16> digest{};
    if (!algorithm || !context || EVP_DigestInit_ex2(context.get(), algorithm.get(), nullptr) != 1
        || EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1
        || EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) != 1)
        throw std::runtime_error("OpenSSL has no MD5 here; Keywright needs it to spread keys. Use OpenSSL's default provider.");
    return digest;
}

std::string md5Hex(std::string_view bytes)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string digits;
    for (const unsigned char byte : md5(bytes)) {
        digits += kHex[byte >> 4];
        digits += kHex[byte & 0xF];
    }
    return digits;
}

std::uint32_t md5First32(std::string_view bytes)
{
    return static_cast<std::uint32_t>(bigEndian(md5(bytes), 4));
}

std::uint64_t md5First64(std::string_view bytes)
{
    return bigEndian(md5(bytes), 8);
}

} // namespace keywright::value
