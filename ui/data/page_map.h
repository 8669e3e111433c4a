#pragma once

#include <optional>
#include <vector>

#include "core/value/attribute_value.h"

namespace keywright::ui {

/// Where the pages of a place start, so that each can be read by itself: page 0 at the beginning, every other one after the
/// last item of the page before it. From the first page on starts are exact as far as they were walked; behind that there
/// may be estimates, from before something was written. Memory is a key a page.
class PageMap {
public:
    /// Page 0 is exact, nothing else is known.
    void clear();
    /// What was exact becomes an estimate.
    void doubt();

    /// The pages whose start is exact: 0 to this.
    int exactUpTo() const { return m_exact; }
    bool isExact(int page) const { return page <= m_exact; }
    /// The key to start after; nullopt for page 0, and where nothing is known.
    const std::optional<value::Item> &start(int page) const;
    bool isKnown(int page) const { return page == 0 || start(page).has_value(); }
    /// The next exact one; ignored unless it follows what is exact already.
    void setExact(int page, value::Item start);

    /// The number of the item collection that the page's first item is in, once a neighbour told; it stays as it is, so
    /// that bands do not change while one scrolls.
    std::optional<int> firstCollection(int page) const;
    void setFirstCollection(int page, int collection);

private:
    std::vector<std::optional<value::Item>> m_starts{std::nullopt};
    std::vector<std::optional<int>> m_collections;
    int m_exact = 0;
};

} // namespace keywright::ui
