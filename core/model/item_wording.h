#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/value/attribute_value.h"
#include "core/value/json.h"

namespace keywright::model {

/// How the items of a table stood in the file: attributes in the order that a person gave them, which an Item does not
/// keep, and the few items that are written otherwise (1.10, members of a set in an order of their own), word for word.
/// An edited item keeps the table's order; a new attribute comes last. All wordings compare equal.
class ItemWording {
public:
    /// Learns the order from an item, as DynamoDB JSON.
    void learnOrder(const value::Json &item);
    /// Keeps the spelling of `item` where write() would choose another one. After learnOrder() of all items.
    void keepSpelling(const value::Json &spelling, const value::Item &item);

    value::Json write(const value::Item &item) const;

    friend bool operator==(const ItemWording &, const ItemWording &) { return true; }

private:
    using Order = std::vector<std::string>;

    void learn(const value::Json &map, const std::string &path);
    void learnInValue(const value::Json &value, const std::string &path);
    value::Json ordered(const value::AttributeMap &map, const std::string &path) const;
    value::Json ordered(const value::AttributeValue &value, const std::string &path) const;

    std::map<std::string, Order, std::less<>> m_orders;            ///< by path of the map: "" for the item, "address", "lines[]"
    std::unordered_multimap<std::size_t, value::Json> m_spellings; ///< by hash of the item
};

} // namespace keywright::model
