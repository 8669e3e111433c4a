#include "core/model/item_difference.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/model/json_difference.h"
#include "core/model/names.h"
#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::AttributeValue;
using value::Item;

namespace {

/// An item, and where its file has it.
struct PlacedItem {
    const Item *item = nullptr;
    std::string place;
};

std::string textOfKeyValue(const AttributeValue &value)
{
    if (const auto *text = value.get<std::string>())
        return *text;
    if (const auto *number = value.get<value::Decimal>())
        return number->text();
    return value::toDynamoDbJson(value).compact();
}

/// "PK = USER#1, SK = PROFILE"; an item that lacks part of the key is told by what it has.
std::string keyTextOf(const Item &item, const std::vector<std::string> &keyAttributes)
{
    std::string text;
    for (const std::string &name : keyAttributes)
        if (const AttributeValue *value = item.find(name))
            text += (text.empty() ? "" : ", ") + name + " = " + textOfKeyValue(*value);
    return text.empty() ? value::toDynamoDbJson(item).compact() : text;
}

/// Tells items apart, also those whose key attributes have other types.
std::string identityOf(const Item &item, const std::vector<std::string> &keyAttributes)
{
    Item key;
    for (const std::string &name : keyAttributes)
        if (const AttributeValue *value = item.find(name))
            key.set(name, *value);
    return value::toDynamoDbJson(key.empty() ? item : key).compact();
}

/// The items of a table, whatever lists they are in.
class TableSide {
public:
    TableSide(const Model &model, const std::string &table, const std::vector<std::string> &keyAttributes)
    {
        for (std::size_t i = 0; i < model.sampleData.size(); ++i) {
            const TableItems &list = model.sampleData[i];
            if (list.table != table)
                continue;
            if (m_place.empty())
                m_place = element("sampleData", i);
            m_note += list.note;
            for (const value::Json::Member &member : list.unknown.members())
                m_unknown.set(member.name, member.value);
            for (std::size_t j = 0; j < list.items.size(); ++j) {
                const std::string identity = identityOf(list.items[j], keyAttributes);
                m_items.push_back({&list.items[j], element(element("sampleData", i) + ".items", j)});
                m_identities.push_back(identity);
                m_positions[identity] = m_items.size() - 1; // the last of equal keys is the one that a load leaves
            }
        }
    }

    const std::string &place() const { return m_place; }
    const std::string &note() const { return m_note; }
    const value::Json &unknown() const { return m_unknown; }
    const std::vector<PlacedItem> &items() const { return m_items; }
    const std::string &identity(std::size_t position) const { return m_identities[position]; }
    bool isLast(std::size_t position) const { return m_positions.at(m_identities[position]) == position; }

    const PlacedItem *find(const std::string &identity) const
    {
        const auto found = m_positions.find(identity);
        return found == m_positions.end() ? nullptr : &m_items[found->second];
    }

private:
    std::string m_place;
    std::string m_note;
    value::Json m_unknown = value::Json::object();
    std::vector<PlacedItem> m_items;
    std::vector<std::string> m_identities;
    std::unordered_map<std::string, std::size_t> m_positions;
};

/// Of `item`, the attributes that `other` does not have like that.
std::string differingPart(const Item &item, const Item &other)
{
    Item part;
    for (const auto &[name, value] : item)
        if (const AttributeValue *same = other.find(name); same == nullptr || !(*same == value))
            part.set(name, value);
    return part.empty() ? std::string() : value::toDynamoDbJson(part).compact();
}

std::vector<std::string> keyAttributesOf(const Model &from, const Model &to, const std::string &table)
{
    for (const Model *model : {&to, &from})
        if (const Table *found = model->findTable(table))
            return namesOf(found->definition.key);
    return {};
}

ElementDifference compareTable(const Model &from, const Model &to, const std::string &table)
{
    const std::vector<std::string> keyAttributes = keyAttributesOf(from, to, table);
    const TableSide before(from, table, keyAttributes);
    const TableSide after(to, table, keyAttributes);
    ElementDifference element;
    element.part = ModelPart::SampleData;
    element.name = table;
    element.place = after.place().empty() ? before.place() : after.place();
    const auto add = [&element, &keyAttributes](ChangeKind kind, const PlacedItem &item, std::string was, std::string is) {
        element.details.push_back(
            {kind, item.place, keyTextOf(*item.item, keyAttributes), std::move(was), std::move(is), std::nullopt, {}});
    };
    if (before.note() != after.note())
        element.details.push_back({ChangeKind::Changed, element.place + ".note", "note", before.note(), after.note(), std::nullopt, {}});
    compareJson(before.unknown(), after.unknown(), element.place, element.details);
    for (std::size_t i = 0; i < after.items().size(); ++i) {
        if (!after.isLast(i))
            continue;
        const PlacedItem &item = after.items()[i];
        const PlacedItem *same = before.find(after.identity(i));
        if (same == nullptr)
            add(ChangeKind::Added, item, {}, value::toDynamoDbJson(*item.item).compact());
        else if (!(*same->item == *item.item))
            add(ChangeKind::Changed, item, differingPart(*same->item, *item.item), differingPart(*item.item, *same->item));
    }
    for (std::size_t i = 0; i < before.items().size(); ++i)
        if (before.isLast(i) && after.find(before.identity(i)) == nullptr)
            add(ChangeKind::Removed, before.items()[i], value::toDynamoDbJson(*before.items()[i].item).compact(), {});
    return element;
}

} // namespace

std::vector<ElementDifference> itemDifferences(const Model &from, const Model &to)
{
    std::vector<std::string> tables;
    for (const Model *model : {&to, &from})
        for (const TableItems &items : model->sampleData)
            if (!contains(tables, items.table))
                tables.push_back(items.table);
    std::vector<ElementDifference> all;
    for (const std::string &table : tables)
        if (ElementDifference element = compareTable(from, to, table); !element.details.empty())
            all.push_back(std::move(element));
    return all;
}

} // namespace keywright::model
