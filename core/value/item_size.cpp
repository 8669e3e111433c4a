#include "core/value/item_size.h"

namespace keywright::value {

namespace {

struct SizeOf {
    std::int64_t operator()(const std::string &text) const { return static_cast<std::int64_t>(text.size()); }
    std::int64_t operator()(const Decimal &number) const { return number.sizeInBytes(); }
    std::int64_t operator()(const Binary &binary) const { return static_cast<std::int64_t>(binary.bytes.size()); }
    std::int64_t operator()(bool) const { return 1; }
    std::int64_t operator()(Null) const { return 1; }

    std::int64_t operator()(const AttributeMap &map) const
    {
        return kDocumentBytes + static_cast<std::int64_t>(map.size()) + sizeInBytes(map);
    }

    std::int64_t operator()(const List &list) const
    {
        std::int64_t size = kDocumentBytes;
        for (const AttributeValue &member : list)
            size += 1 + sizeInBytes(member);
        return size;
    }

    template <typename Member>
    std::int64_t operator()(const Set<Member> &set) const
    {
        std::int64_t size = 0;
        for (const Member &member : set.members)
            size += (*this)(member);
        return size;
    }

    static constexpr std::int64_t kDocumentBytes = 3;
};

} // namespace

std::int64_t sizeInBytes(const AttributeValue &value)
{
    return std::visit(SizeOf{}, value.content());
}

std::int64_t sizeInBytes(const Item &item)
{
    std::int64_t size = 0;
    for (const auto &[name, value] : item)
        size += static_cast<std::int64_t>(name.size()) + sizeInBytes(value);
    return size;
}

} // namespace keywright::value
