#pragma once

#include <cstdint>
#include <string_view>

namespace keywright::storage {

/// Throws StorageError (Damaged): bytes that stand for an item are none.
[[noreturn]] void throwDamagedItem();

/// Far above the 32 levels that DynamoDB allows; it keeps damaged bytes from using up the stack.
inline constexpr int kDeepestNesting = 100;

/// Reads item bytes (item_bytes.h says their form) from the front, never beyond their end. Everything throws StorageError
/// (Damaged) when the bytes end too early.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_rest(bytes) { }

    bool atEnd() const { return m_rest.empty(); }
    void mustEnd() const
    {
        if (!m_rest.empty())
            throwDamagedItem();
    }

    unsigned char byte()
    {
        if (m_rest.empty())
            throwDamagedItem();
        const auto first = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        return first;
    }

    std::uint64_t varint()
    {
        const unsigned char first = byte();
        return first < 0x80 ? first : longVarint(first);
    }

    /// A count of members that are at least one byte each, so a damaged one cannot ask for much memory.
    std::size_t count() { return boundedBy(m_rest.size(), varint()); }

    std::string_view bytes()
    {
        const std::uint64_t length = varint();
        const std::string_view taken = m_rest.substr(0, boundedBy(m_rest.size(), length));
        m_rest.remove_prefix(taken.size());
        return taken;
    }

    std::string_view rest() const { return m_rest; }

private:
    static std::size_t boundedBy(std::size_t limit, std::uint64_t number)
    {
        if (number > limit)
            throwDamagedItem();
        return static_cast<std::size_t>(number);
    }

    std::uint64_t longVarint(unsigned char first)
    {
        std::uint64_t number = first & 0x7F;
        for (int shift = 7; shift < 64; shift += 7) {
            const unsigned char part = byte();
            number |= static_cast<std::uint64_t>(part & 0x7F) << shift;
            if (part < 0x80)
                return number;
        }
        throwDamagedItem();
    }

    std::string_view m_rest;
};

/// The count of attributes of an item, with the reader before the first. Throws StorageError (Damaged).
std::size_t beginItem(ByteReader &reader);

} // namespace keywright::storage
