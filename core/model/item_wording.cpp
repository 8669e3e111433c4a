#include "core/model/item_wording.h"

#include <algorithm>
#include <functional>

#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::AttributeMap;
using value::AttributeValue;
using value::Json;

namespace {

std::size_t hashOf(const value::Item &item)
{
    return std::hash<std::string>()(value::toDynamoDbJson(item).compact());
}

std::string inside(const std::string &path, const std::string &name)
{
    return path.empty() ? name : path + "." + name;
}

} // namespace

void ItemWording::learnOrder(const Json &item)
{
    learn(item, "");
}

void ItemWording::learn(const Json &map, const std::string &path)
{
    Order &order = m_orders[path];
    std::size_t next = 0;
    for (const auto &[name, value] : map.members()) {
        auto found = std::find(order.begin() + static_cast<std::ptrdiff_t>(next), order.end(), name);
        if (found == order.end() && next > 0)
            found = std::find(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(next), name);
        if (found == order.end() || (*found != name))
            found = order.insert(order.begin() + static_cast<std::ptrdiff_t>(next), name);
        next = static_cast<std::size_t>(found - order.begin()) + 1;
        learnInValue(value, inside(path, name));
    }
}

void ItemWording::learnInValue(const Json &value, const std::string &path)
{
    if (const Json *map = value.find("M")) {
        learn(*map, path);
    } else if (const Json *list = value.find("L")) {
        for (const Json &element : list->elements())
            learnInValue(element, path + "[]");
    }
}

void ItemWording::keepSpelling(const Json &spelling, const value::Item &item)
{
    if (!(ordered(item, "") == spelling))
        m_spellings.emplace(hashOf(item), spelling);
}

Json ItemWording::write(const value::Item &item) const
{
    if (!m_spellings.empty()) {
        const auto [first, last] = m_spellings.equal_range(hashOf(item));
        for (auto spelling = first; spelling != last; ++spelling)
            if (value::itemFromDynamoDbJson(spelling->second) == item)
                return spelling->second;
    }
    return ordered(item, "");
}

Json ItemWording::ordered(const AttributeMap &map, const std::string &path) const
{
    std::vector<const AttributeMap::Entry *> entries;
    entries.reserve(map.size());
    for (const AttributeMap::Entry &entry : map)
        entries.push_back(&entry);
    if (const auto found = m_orders.find(path); found != m_orders.end()) {
        const Order &order = found->second;
        std::vector<std::pair<std::size_t, const AttributeMap::Entry *>> ranked;
        ranked.reserve(entries.size());
        for (const AttributeMap::Entry *entry : entries)
            ranked.emplace_back(std::find(order.begin(), order.end(), entry->name) - order.begin(), entry);
        std::stable_sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        std::transform(ranked.begin(), ranked.end(), entries.begin(), [](const auto &each) { return each.second; });
    }
    Json::Members members;
    members.reserve(entries.size());
    for (const AttributeMap::Entry *entry : entries)
        members.push_back({entry->name, ordered(entry->value, inside(path, entry->name))});
    return Json::object(std::move(members));
}

Json ItemWording::ordered(const AttributeValue &value, const std::string &path) const
{
    if (const auto *map = value.get<AttributeMap>())
        return Json::object({{"M", ordered(*map, path)}});
    if (const auto *list = value.get<value::List>()) {
        Json::Elements elements;
        for (const AttributeValue &element : *list)
            elements.push_back(ordered(element, path + "[]"));
        return Json::object({{"L", Json::array(std::move(elements))}});
    }
    return value::toDynamoDbJson(value);
}

} // namespace keywright::model
