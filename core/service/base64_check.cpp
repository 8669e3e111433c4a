#include "core/service/base64_check.h"

#include <array>
#include <cstdint>
#include <string>

#include "core/service/fault.h"

namespace keywright::service {

namespace {

constexpr std::uint8_t kNoDigit = 0xFF;

constexpr std::array<std::uint8_t, 256> kDigits = [] {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::uint8_t, 256> digits{};
    digits.fill(kNoDigit);
    for (std::size_t i = 0; i < kAlphabet.size(); ++i)
        digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
    return digits;
}();

std::uint8_t base64DigitOf(char c)
{
    return kDigits[static_cast<unsigned char>(c)];
}

[[noreturn]] void failBase64(std::string message)
{
    throw Fault("SerializationException", std::move(message));
}

/// The whole character that starts here, so that the message stays UTF-8.
std::string_view characterAt(std::string_view text, std::size_t at)
{
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        ++end;
    return text.substr(at, end - at);
}

} // namespace

void checkBase64(std::string_view text)
{
    if (text.size() % 4 != 0)
        failBase64("Base64 encoded length is expected a multiple of 4 bytes but found: " + std::to_string(text.size()));
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    const std::string_view digits = text.substr(0, text.size() - padding);
    // The bits of the last digit that no byte has room for are zero; the service looks at them before all the others.
    if (padding > 0 && base64DigitOf(digits.back()) != kNoDigit && (base64DigitOf(digits.back()) & (padding == 1 ? 0x03 : 0x0F)) != 0)
        failBase64("Invalid last non-pad Base64 character dectected");
    for (std::size_t i = 0; i < digits.size(); ++i)
        if (base64DigitOf(digits[i]) == kNoDigit)
            failBase64("Invalid Base64 character: '" + std::string(characterAt(digits, i)) + "'");
}

} // namespace keywright::service
