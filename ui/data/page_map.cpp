#include "ui/data/page_map.h"

namespace keywright::ui {

void PageMap::clear()
{
    *this = PageMap();
}

void PageMap::doubt()
{
    m_exact = 0;
    m_collections.clear();
}

const std::optional<value::Item> &PageMap::start(int page) const
{
    static const std::optional<value::Item> kNone;
    const auto at = static_cast<std::size_t>(page);
    return at < m_starts.size() ? m_starts[at] : kNone;
}

void PageMap::setExact(int page, value::Item start)
{
    if (page != m_exact + 1)
        return;
    const auto at = static_cast<std::size_t>(page);
    if (m_starts.size() <= at)
        m_starts.resize(at + 1);
    m_starts[at] = std::move(start);
    m_exact = page;
}

std::optional<int> PageMap::firstCollection(int page) const
{
    const auto at = static_cast<std::size_t>(page);
    return at < m_collections.size() ? m_collections[at] : std::nullopt;
}

void PageMap::setFirstCollection(int page, int collection)
{
    const auto at = static_cast<std::size_t>(page);
    if (m_collections.size() <= at)
        m_collections.resize(at + 1);
    m_collections[at] = collection;
}

} // namespace keywright::ui
