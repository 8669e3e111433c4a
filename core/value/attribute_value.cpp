#include "core/value/attribute_value.h"

#include <algorithm>
#include <array>

namespace keywright::value {

namespace {

constexpr std::array<std::string_view, 10> kTags{"S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"};

template <typename Member>
std::optional<Set<Member>> sortedSet(std::vector<Member> members)
{
    std::sort(members.begin(), members.end());
    if (std::adjacent_find(members.begin(), members.end()) != members.end())
        return std::nullopt;
    return Set<Member>{std::move(members)};
}

} // namespace

std::string_view tagOf(Type type)
{
    return kTags.at(static_cast<std::size_t>(type));
}

std::optional<Type> typeFromTag(std::string_view tag)
{
    const auto found = std::find(kTags.begin(), kTags.end(), tag);
    if (found == kTags.end())
        return std::nullopt;
    return static_cast<Type>(found - kTags.begin());
}

std::optional<StringSet> makeSet(std::vector<std::string> members)
{
    return sortedSet(std::move(members));
}

std::optional<NumberSet> makeSet(std::vector<Decimal> members)
{
    return sortedSet(std::move(members));
}

std::optional<BinarySet> makeSet(std::vector<Binary> members)
{
    return sortedSet(std::move(members));
}

AttributeValue AttributeValue::boolean(bool value)
{
    AttributeValue result;
    result.m_content = value;
    return result;
}

AttributeMap::AttributeMap() = default;
AttributeMap::AttributeMap(const AttributeMap &) = default;
AttributeMap::AttributeMap(AttributeMap &&) noexcept = default;
AttributeMap &AttributeMap::operator=(const AttributeMap &) = default;
AttributeMap &AttributeMap::operator=(AttributeMap &&) noexcept = default;
AttributeMap::~AttributeMap() = default;

AttributeMap::AttributeMap(std::initializer_list<std::pair<std::string, AttributeValue>> entries)
{
    for (const auto &[name, value] : entries)
        set(name, value);
}

std::size_t AttributeMap::positionOf(std::string_view name) const
{
    const auto at = std::lower_bound(m_entries.begin(), m_entries.end(), name,
                                     [](const Entry &entry, std::string_view wanted) { return entry.name < wanted; });
    return static_cast<std::size_t>(at - m_entries.begin());
}

const AttributeValue *AttributeMap::find(std::string_view name) const
{
    const std::size_t at = positionOf(name);
    return at < m_entries.size() && m_entries[at].name == name ? &m_entries[at].value : nullptr;
}

AttributeValue *AttributeMap::find(std::string_view name)
{
    return const_cast<AttributeValue *>(std::as_const(*this).find(name));
}

void AttributeMap::reserve(std::size_t count)
{
    m_entries.reserve(count);
}

void AttributeMap::set(std::string name, AttributeValue value)
{
    if (m_entries.empty() || m_entries.back().name < name) {
        m_entries.push_back(Entry{std::move(name), std::move(value)});
        return;
    }
    const std::size_t at = positionOf(name);
    if (at < m_entries.size() && m_entries[at].name == name)
        m_entries[at].value = std::move(value);
    else
        m_entries.insert(m_entries.begin() + static_cast<std::ptrdiff_t>(at), Entry{std::move(name), std::move(value)});
}

bool AttributeMap::erase(std::string_view name)
{
    const std::size_t at = positionOf(name);
    if (at == m_entries.size() || m_entries[at].name != name)
        return false;
    m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(at));
    return true;
}

bool AttributeMap::empty() const
{
    return m_entries.empty();
}

std::size_t AttributeMap::size() const
{
    return m_entries.size();
}

AttributeMap::Entries::const_iterator AttributeMap::begin() const
{
    return m_entries.begin();
}

AttributeMap::Entries::const_iterator AttributeMap::end() const
{
    return m_entries.end();
}

bool operator==(const AttributeMap &left, const AttributeMap &right)
{
    return left.m_entries == right.m_entries;
}

} // namespace keywright::value
