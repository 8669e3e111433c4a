#include "core/value/base64.h"

#include <openssl/evp.h>

namespace keywright::value {

std::string toBase64(std::string_view bytes)
{
    std::string text;
    appendBase64(text, bytes);
    return text;
}

void appendBase64(std::string &out, std::string_view bytes)
{
    const std::size_t before = out.size();
    out.resize(before + (bytes.size() + 2) / 3 * 4 + 1); // OpenSSL ends it with a zero byte
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char *>(out.data() + before),
                                       reinterpret_cast<const unsigned char *>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(before + static_cast<std::size_t>(length));
}

std::optional<std::string> fromBase64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    if (text.empty())
        return std::string();
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    // OpenSSL skips white space and takes '=' for a zero digit anywhere; DynamoDB takes neither.
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.substr(0, text.size() - padding).find_first_not_of(kAlphabet) != std::string_view::npos)
        return std::nullopt;

    std::string bytes(text.size() / 4 * 3, '\0');
    const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char *>(bytes.data()),
                                       reinterpret_cast<const unsigned char *>(text.data()), static_cast<int>(text.size()));
    if (length < 0)
        return std::nullopt;
    bytes.resize(static_cast<std::size_t>(length) - padding);
    return bytes;
}

} // namespace keywright::value
