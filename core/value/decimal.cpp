#include "core/value/decimal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>

namespace keywright::value {

namespace {

constexpr unsigned char kNegativeMark = 0x01;
constexpr unsigned char kZeroMark = 0x02;
constexpr unsigned char kPositiveMark = 0x03;
constexpr int kExponentBias = 130; // -130 … 125 become 0 … 255, one byte

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The digits of two numbers laid out over a common power of ten, so that they can be added column by column.
std::string alignedDigits(const std::string &digits, int exponent, int highest, int lowest)
{
    std::string aligned(static_cast<std::size_t>(highest - exponent), '0');
    aligned += digits;
    aligned.resize(static_cast<std::size_t>(highest - lowest + 1), '0');
    return aligned;
}

std::string sumOfColumns(const std::string &left, const std::string &right)
{
    std::string sum(left.size() + 1, '0');
    int carry = 0;
    for (std::size_t i = left.size(); i-- > 0;) {
        const int column = (left[i] - '0') + (right[i] - '0') + carry;
        sum[i + 1] = static_cast<char>('0' + column % 10);
        carry = column / 10;
    }
    sum[0] = static_cast<char>('0' + carry);
    return sum;
}

/// `left` must not be smaller than `right`.
std::string differenceOfColumns(const std::string &left, const std::string &right)
{
    std::string difference(left.size() + 1, '0');
    int borrow = 0;
    for (std::size_t i = left.size(); i-- > 0;) {
        int column = left[i] - right[i] - borrow;
        borrow = column < 0 ? 1 : 0;
        if (column < 0)
            column += 10;
        difference[i + 1] = static_cast<char>('0' + column);
    }
    return difference;
}

} // namespace

Decimal Decimal::fromInteger(std::int64_t integer)
{
    std::array<char, 24> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), integer).ptr;
    return *parse(std::string_view(buffer.data(), static_cast<std::size_t>(end - buffer.data())));
}

tl::expected<Decimal, DecimalFault> Decimal::make(bool negative, std::string_view digits, std::int64_t exponent)
{
    while (!digits.empty() && digits.front() == '0') {
        digits.remove_prefix(1);
        --exponent;
    }
    while (!digits.empty() && digits.back() == '0')
        digits.remove_suffix(1);
    if (digits.empty())
        return Decimal();
    if (digits.size() > kMaxDigits)
        return tl::unexpected(DecimalFault::TooManyDigits);
    if (exponent > kMaxExponent)
        return tl::unexpected(DecimalFault::Overflow);
    if (exponent < kMinExponent)
        return tl::unexpected(DecimalFault::Underflow);

    Decimal number;
    for (const char digit : digits)
        number.m_coefficient = number.m_coefficient * 10 + static_cast<unsigned>(digit - '0');
    number.m_exponent = static_cast<std::int16_t>(exponent);
    number.m_negative = negative;
    return number;
}

tl::expected<Decimal, DecimalFault> Decimal::parse(std::string_view text)
{
    const auto syntax = tl::unexpected(DecimalFault::Syntax);
    std::size_t at = 0;
    bool negative = false;
    if (at < text.size() && (text[at] == '-' || text[at] == '+'))
        negative = text[at++] == '-';

    std::string digits;
    while (at < text.size() && isDigit(text[at]))
        digits += text[at++];
    const auto integerDigits = static_cast<std::int64_t>(digits.size());
    if (at < text.size() && text[at] == '.') {
        ++at;
        while (at < text.size() && isDigit(text[at]))
            digits += text[at++];
    }
    if (digits.empty())
        return syntax;

    std::int64_t exponent = 0;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        bool exponentNegative = false;
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            exponentNegative = text[at++] == '-';
        if (at == text.size())
            return syntax;
        while (at < text.size() && isDigit(text[at])) {
            // Any exponent beyond this is out of range whatever the digits are (bodies hold at most 16 MB of them).
            if (exponent < 1'000'000'000)
                exponent = exponent * 10 + (text[at] - '0');
            ++at;
        }
        if (exponentNegative)
            exponent = -exponent;
    }
    if (at != text.size())
        return syntax;
    return make(negative, digits, exponent + integerDigits - 1);
}

std::string Decimal::digits() const
{
    if (isZero())
        return "0";
    std::array<char, kMaxDigits + 1> buffer{};
    std::size_t start = buffer.size();
    Coefficient rest = m_coefficient;
    while (rest != 0) {
        buffer[--start] = static_cast<char>('0' + static_cast<int>(rest % 10));
        rest /= 10;
    }
    return {buffer.data() + start, buffer.size() - start};
}

Decimal Decimal::negated() const
{
    Decimal result = *this;
    result.m_negative = !isZero() && !m_negative;
    return result;
}

tl::expected<Decimal, DecimalFault> Decimal::minus(const Decimal &other) const
{
    return plus(other.negated());
}

tl::expected<Decimal, DecimalFault> Decimal::plus(const Decimal &other) const
{
    if (isZero())
        return other;
    if (other.isZero())
        return *this;

    const std::string mine = digits();
    const std::string theirs = other.digits();
    const int highest = std::max(m_exponent, other.m_exponent);
    const int lowest = std::min(m_exponent - static_cast<int>(mine.size()), other.m_exponent - static_cast<int>(theirs.size())) + 1;
    const std::string left = alignedDigits(mine, m_exponent, highest, lowest);
    const std::string right = alignedDigits(theirs, other.m_exponent, highest, lowest);

    if (m_negative == other.m_negative)
        return make(m_negative, sumOfColumns(left, right), highest + 1);
    if (left >= right)
        return make(m_negative, differenceOfColumns(left, right), highest + 1);
    return make(other.m_negative, differenceOfColumns(right, left), highest + 1);
}

void Decimal::appendText(std::string &out) const
{
    if (isZero()) {
        out += '0';
        return;
    }
    if (m_negative)
        out += '-';
    const std::string all = digits();
    const int count = static_cast<int>(all.size());
    if (m_exponent < 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-m_exponent - 1), '0');
        out += all;
    } else if (m_exponent >= count - 1) {
        out += all;
        out.append(static_cast<std::size_t>(m_exponent - count + 1), '0');
    } else {
        const auto point = static_cast<std::size_t>(m_exponent + 1);
        out.append(all, 0, point);
        out += '.';
        out.append(all, point);
    }
}

std::string Decimal::text() const
{
    std::string out;
    appendText(out);
    return out;
}

bool Decimal::toInteger(std::int64_t &out) const
{
    const std::string all = digits();
    if (!isZero() && (m_exponent < static_cast<int>(all.size()) - 1 || m_exponent > 18))
        return false;
    const std::string plain = text();
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), out);
    return error == std::errc() && end == plain.data() + plain.size();
}

double Decimal::toDouble() const
{
    const std::string all = digits();
    const std::string scientific = (m_negative ? "-" : "") + all + "e" + std::to_string(m_exponent - static_cast<int>(all.size()) + 1);
    double result = 0;
    std::from_chars(scientific.data(), scientific.data() + scientific.size(), result);
    return result;
}

int Decimal::sizeInBytes() const
{
    if (isZero())
        return 1;
    const int digitCount = static_cast<int>(digits().size());
    const int fractionDigits = std::clamp(digitCount - 1 - m_exponent, 0, digitCount);
    // Trailing zeros of an integer are trimmed, but those before a fraction are between significant digits.
    const int integerDigits = fractionDigits > 0 ? std::max(0, m_exponent + 1) : digitCount;
    return 1 + (integerDigits + 1) / 2 + (fractionDigits + 1) / 2 + (m_negative ? 1 : 0);
}

void Decimal::appendOrderedBytes(std::string &out) const
{
    if (isZero()) {
        out += static_cast<char>(kZeroMark);
        return;
    }
    const auto complement = static_cast<unsigned char>(m_negative ? 0xFF : 0x00);
    const auto append = [&](int byte) { out += static_cast<char>(static_cast<unsigned char>(byte) ^ complement); };

    out += static_cast<char>(m_negative ? kNegativeMark : kPositiveMark);
    append(m_exponent + kExponentBias);
    std::string all = digits();
    if (all.size() % 2 != 0)
        all += '0';
    for (std::size_t i = 0; i < all.size(); i += 2) {
        const int pair = (all[i] - '0') * 10 + (all[i + 1] - '0');
        append(2 * pair + (i + 2 < all.size() ? 1 : 0));
    }
}

bool Decimal::readOrderedBytes(std::string_view &bytes, Decimal &out)
{
    const auto take = [&](unsigned char &byte) {
        if (bytes.empty())
            return false;
        byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        return true;
    };

    unsigned char mark = 0;
    if (!take(mark))
        return false;
    if (mark == kZeroMark) {
        out = Decimal();
        return true;
    }
    if (mark != kNegativeMark && mark != kPositiveMark)
        return false;
    const auto complement = static_cast<unsigned char>(mark == kNegativeMark ? 0xFF : 0x00);

    unsigned char byte = 0;
    if (!take(byte))
        return false;
    const int exponent = (byte ^ complement) - kExponentBias;
    std::string digits;
    bool more = true;
    while (more) {
        if (!take(byte) || digits.size() >= kMaxDigits)
            return false;
        byte ^= complement;
        const int pair = byte / 2;
        if (pair > 99)
            return false;
        more = byte % 2 != 0;
        digits += static_cast<char>('0' + pair / 10);
        digits += static_cast<char>('0' + pair % 10);
    }
    // What was written has no zeros at either end.
    if (digits.front() == '0' || digits.ends_with("00"))
        return false;
    const auto number = make(mark == kNegativeMark, digits, exponent);
    if (!number)
        return false;
    out = *number;
    return true;
}

std::strong_ordering operator<=>(const Decimal &left, const Decimal &right)
{
    const auto sign = [](const Decimal &number) { return number.isZero() ? 0 : number.isNegative() ? -1 : 1; };
    if (sign(left) != sign(right))
        return sign(left) <=> sign(right);
    if (left.isZero())
        return std::strong_ordering::equal;

    std::strong_ordering magnitude = left.m_exponent <=> right.m_exponent;
    if (magnitude == std::strong_ordering::equal) {
        const int digitsOfOrder = left.digits().compare(right.digits());
        magnitude = digitsOfOrder <=> 0;
    }
    return left.isNegative() ? 0 <=> magnitude : magnitude;
}

} // namespace keywright::value
