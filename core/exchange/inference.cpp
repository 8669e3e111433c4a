#include "core/exchange/inference.h"

#include <algorithm>
#include <deque>
#include <map>

#include "core/exchange/inference_parts.h"
#include "core/exchange/infrastructure.h"
#include "core/model/key_template.h"

namespace keywright::exchange {

using value::Item;

bool isSeparator(char c)
{
    return kKeySeparators.find(c) != std::string_view::npos;
}

bool isWord(std::string_view text)
{
    if (text.size() > 1 && text.size() <= 3 && (text[0] == 'v' || text[0] == 'V'))
        return text.find_first_not_of("0123456789", 1) == std::string_view::npos || isUpperWord(text);
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !text.empty() && std::all_of(text.begin(), text.end(), isLetter);
}

bool isUpperWord(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool isOverloadedName(std::string_view keyAttribute)
{
    std::string name;
    for (const char c : keyAttribute)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            name += static_cast<char>(c | 0x20);
    for (const std::string_view prefix : {"gsi", "lsi", "gs", "index", "inverted"})
        if (name.starts_with(prefix)) {
            name.erase(0, prefix.size());
            break;
        }
    static const std::set<std::string, std::less<>> kNames{"pk",        "sk",      "hk",       "rk",           "hash",
                                                           "range",     "hashkey", "rangekey", "partitionkey", "sortkey",
                                                           "partition", "sort",    "key",      "primarykey"};
    return kNames.contains(name);
}

std::string entityNameFrom(std::string_view words)
{
    const bool hasLower = std::any_of(words.begin(), words.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    std::string name;
    bool startsWord = true;
    for (char c : words) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isLower = c >= 'a' && c <= 'z';
        if (!isUpper && !isLower && (c < '0' || c > '9')) {
            startsWord = true;
            continue;
        }
        if (startsWord && isLower)
            c = static_cast<char>(c - 'a' + 'A');
        else if (!startsWord && isUpper && !hasLower)
            c = static_cast<char>(c - 'A' + 'a');
        name += c;
        startsWord = false;
    }
    const bool keepsIe = name.ends_with("ovies") || name.ends_with("ookies") || name.ends_with("eries");
    if (name.size() > 4 && name.ends_with("ies") && !keepsIe)
        name.replace(name.size() - 3, 3, "y");
    else if (name.size() > 3 && name.ends_with('s') && !name.ends_with("ss") && !name.ends_with("us") && !name.ends_with("is"))
        name.pop_back();
    return name.empty() ? "Item" : name;
}

namespace {

/// How often an attribute comes, and in which types.
struct Seen {
    std::map<value::Type, std::size_t> types;
    std::size_t count = 0;
};

std::vector<std::string> placeholdersOf(const model::Entity &entity)
{
    std::vector<std::string> names;
    for (const auto &[key, text] : entity.keyTemplates)
        if (const auto parsed = model::KeyTemplate::parse(text))
            for (const std::string &name : parsed->names())
                if (std::find(names.begin(), names.end(), name) == names.end())
                    names.push_back(name);
    return names;
}

model::Attribute attributeOf(const std::string &name, const Seen &seen, std::size_t items)
{
    model::Attribute attribute;
    attribute.name = name;
    std::size_t most = 0;
    for (const auto &[type, count] : seen.types)
        if (count > most) {
            most = count;
            attribute.type = type;
        }
    attribute.required = seen.count == items;
    if (seen.types.size() > 1)
        attribute.note = "Of type " + std::string(value::tagOf(attribute.type)) + " in " + std::to_string(most) + " of "
            + std::to_string(seen.count) + " items; the others have another type.";
    return attribute;
}

/// Those of the key templates first, in their order, then the others by name.
void addAttributes(model::Entity &entity, const schema::TableDefinition &table, const ItemGroup &group, const GroupKeys &keys)
{
    std::map<std::string, Seen> seen;
    for (const Item *item : group.items)
        for (const auto &entry : *item) {
            Seen &attribute = seen[entry.name];
            ++attribute.count;
            ++attribute.types[entry.value.type()];
        }
    const std::vector<std::string> placeholders = placeholdersOf(entity);
    for (const std::string &name : placeholders) {
        if (std::find(keys.keyOnlyParts.begin(), keys.keyOnlyParts.end(), name) == keys.keyOnlyParts.end()) {
            entity.attributes.push_back(attributeOf(name, seen[name], group.items.size()));
            continue;
        }
        model::Attribute part;
        part.name = name;
        part.note = "Stands in the key only; no attribute of the items holds it.";
        for (const auto &[key, text] : entity.keyTemplates)
            part.required = part.required || (text.find("{" + name + "}") != std::string::npos && seen[key].count == group.items.size());
        entity.attributes.push_back(std::move(part));
    }
    for (const schema::KeyAttribute &key : keyAttributesOf(table))
        if (entity.keyTemplate(key.name) != nullptr && std::find(placeholders.begin(), placeholders.end(), key.name) == placeholders.end())
            seen.erase(key.name);
    for (const auto &[name, attribute] : seen)
        if (attribute.count > 0 && entity.findAttribute(name) == nullptr
            && !(entity.identifiedBy && entity.identifiedBy->attribute == name))
            entity.attributes.push_back(attributeOf(name, attribute, group.items.size()));
}

std::string listed(const std::vector<std::string> &names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

InferredEntity entityFrom(const schema::TableDefinition &table, const ItemGroup &group)
{
    InferredEntity found;
    found.entity.name = group.name;
    found.entity.table = table.name;
    found.entity.identifiedBy = group.mark;
    found.itemCount = group.items.size();
    const GroupKeys keys = findKeyTemplates(table, group);
    found.entity.keyTemplates = keys.templates;
    addAttributes(found.entity, table, group, keys);
    const bool hasGaps = !keys.keyOnlyParts.empty();
    found.confidence = hasGaps ? group.confidence * 0.8 : group.confidence;
    found.reason = group.reason;
    if (hasGaps)
        found.reason += " No attribute holds " + listed(keys.keyOnlyParts) + ", so "
            + (keys.keyOnlyParts.size() == 1 ? "it stands" : "they stand") + " in the keys only.";
    return found;
}

std::string unusedName(const std::string &name, std::set<std::string> &names)
{
    std::string free = name;
    for (int next = 2; !names.insert(free).second; ++next)
        free = name + std::to_string(next);
    return free;
}

} // namespace

Inference inferEntities(const model::Model &model)
{
    Inference inference;
    std::set<std::string> names;
    for (const model::Entity &entity : model.entities)
        names.insert(entity.name);
    std::deque<ItemGroup> groups;
    for (const model::Table &table : model.tables) {
        const model::TableItems *items = model.sampleDataOf(table.definition.name);
        const auto isOfTable = [&table](const model::Entity &entity) { return entity.table == table.definition.name; };
        if (items == nullptr || std::any_of(model.entities.begin(), model.entities.end(), isOfTable))
            continue;
        for (ItemGroup &group : groupItems(table.definition, items->items)) {
            inference.entities.push_back(entityFrom(table.definition, group));
            inference.entities.back().entity.name = unusedName(group.name, names);
            groups.push_back(std::move(group));
        }
    }
    std::vector<FoundEntity> found;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const model::Entity &entity = inference.entities[i].entity;
        found.push_back({&model.findTable(entity.table)->definition, &entity, &groups[i].items});
    }
    inference.relationships = findRelationships(found);
    return inference;
}

model::Model withInference(model::Model model, const Inference &inference)
{
    for (const InferredEntity &each : inference.entities)
        model.entities.push_back(each.entity);
    for (const InferredRelationship &each : inference.relationships)
        model.relationships.push_back(each.relationship);
    return model;
}

} // namespace keywright::exchange
