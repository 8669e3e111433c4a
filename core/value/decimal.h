#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace keywright::value {

/// Why a text or a sum is not a DynamoDB number.
enum class DecimalFault {
    Syntax,        ///< not a decimal number at all
    TooManyDigits, ///< more than 38 significant digits
    Overflow,      ///< magnitude above 9.9999999999999999999999999999999999999E+125
    Underflow,     ///< magnitude below 1E-130, and not zero
};

/// A DynamoDB number: an exact decimal of up to 38 significant digits, with a magnitude from 1E-130 to
/// 9.9999999999999999999999999999999999999E+125, or zero. There is no negative zero and no NaN; leading and trailing
/// zeros carry no meaning, so 1.10 and 1.1 are the same value.
/// Source: developer guide, "Supported data types", Number.
class Decimal {
public:
    static constexpr int kMaxDigits = 38;
    static constexpr int kMaxExponent = 125;
    static constexpr int kMinExponent = -130;

    /// Zero.
    Decimal() = default;

    static Decimal fromInteger(std::int64_t integer);

    /// Reads `[+-]digits[.digits][E[+-]digits]`, as the service does: either side of the point may be empty, not both;
    /// no white space. Never throws.
    static tl::expected<Decimal, DecimalFault> parse(std::string_view text);

    /// The exact sum, or the fault that kept it from being a DynamoDB number.
    tl::expected<Decimal, DecimalFault> plus(const Decimal &other) const;
    tl::expected<Decimal, DecimalFault> minus(const Decimal &other) const;
    Decimal negated() const;

    bool isZero() const { return m_coefficient == 0; }
    bool isNegative() const { return m_negative; }

    /// Power of ten of the first significant digit; 0 for zero. 123.4 has 2.
    int exponent() const { return m_exponent; }

    /// The significant digits, first one not zero, last one not zero; "0" for zero.
    std::string digits() const;

    /// DynamoDB's text form: plain notation, never an exponent, no needless zeros ("1E+3" is "1000", ".50" is "0.5").
    std::string text() const;
    void appendText(std::string &out) const;

    /// True when the number has no fraction and fits; then `out` has it.
    bool toInteger(std::int64_t &out) const;

    /// For drawing and estimates only: loses digits.
    double toDouble() const;

    /// Bytes of item size: one, one for every two digits left of the point and one for every two right of it (zeros
    /// before the first and after the last significant digit trimmed), one more when negative; zero is one byte.
    /// Source: measured against the service by others, and narrower than the developer guide's "about one byte per two
    /// significant digits plus one"; the table is in tests/core/value/decimal_test.cpp.
    int sizeInBytes() const;

    /// Bytes whose order as unsigned bytes is the numbers' order; they end themselves, so another encoding may follow.
    /// At most 21 bytes. Form: 02 for zero; 03, exponent + 130, then one byte for every two digits, 2 * pair + 1 where
    /// another follows and 2 * pair on the last; a negative number is 01 and the complement of the rest.
    void appendOrderedBytes(std::string &out) const;

    /// Reads what appendOrderedBytes wrote from the front of `bytes` and removes it there. False when the bytes are
    /// not such an encoding; `bytes` and `out` are then unspecified.
    static bool readOrderedBytes(std::string_view &bytes, Decimal &out);

    friend bool operator==(const Decimal &, const Decimal &) = default;
    friend std::strong_ordering operator<=>(const Decimal &left, const Decimal &right);

private:
    __extension__ using Coefficient = unsigned __int128; // 38 digits take 127 bits

    static tl::expected<Decimal, DecimalFault> make(bool negative, std::string_view digits, std::int64_t exponent);

    // value = ± m_coefficient * 10^(m_exponent - (digit count - 1)), the coefficient without trailing zeros.
    Coefficient m_coefficient = 0;
    std::int16_t m_exponent = 0;
    bool m_negative = false;
};

} // namespace keywright::value
