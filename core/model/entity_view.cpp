#include "core/model/entity_view.h"

#include <algorithm>

#include "core/model/key_template.h"
#include "core/model/taking_apart.h"
#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::AttributeValue;
using value::Item;

namespace {

std::vector<std::string> primaryKeyNames(const Model &model, const std::string &table)
{
    std::vector<std::string> names;
    const Table *found = model.findTable(table);
    if (found == nullptr)
        return names;
    for (const auto *part : {&found->definition.key.partition, &found->definition.key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            names.push_back(attribute.name);
    return names;
}

/// What the templates of the primary key say the item was built from; nullopt when they cannot have built it.
std::optional<Item> takenFromKey(const Model &model, const Entity &entity, const Item &item)
{
    Item values;
    bool hasTemplate = false;
    for (const std::string &name : primaryKeyNames(model, entity.table)) {
        const std::string *text = entity.keyTemplate(name);
        if (text == nullptr)
            continue;
        const AttributeValue *key = item.find(name);
        const auto parsed = KeyTemplate::parse(*text);
        if (key == nullptr || !parsed)
            return std::nullopt;
        const auto taken = takeApart(*parsed, *key, typesOf(entity));
        if (!taken)
            return std::nullopt;
        hasTemplate = true;
        for (const auto &[attribute, part] : taken->values)
            values.set(attribute, part);
    }
    return hasTemplate ? std::optional(std::move(values)) : std::nullopt;
}

/// Quicker than taking every key apart: most attributes that an item lacks are in no key.
bool isMentioned(const Entity &entity, const std::string &attribute)
{
    return std::any_of(entity.keyTemplates.begin(), entity.keyTemplates.end(),
                       [&attribute](const auto &each) { return each.second.find("{" + attribute) != std::string::npos; });
}

bool hasOtherMark(const Entity &entity, const Item &item)
{
    return entity.identifiedBy && item.contains(entity.identifiedBy->attribute);
}

} // namespace

const Entity *entityOfItem(const Model &model, const std::string &table, const Item &item)
{
    if (const Entity *found = model.entityOf(table, item))
        return found;
    const Entity *only = nullptr;
    for (const Entity &entity : model.entities) {
        if (entity.table != table || hasOtherMark(entity, item) || !takenFromKey(model, entity, item))
            continue;
        if (only != nullptr)
            return nullptr;
        only = &entity;
    }
    return only;
}

Item viewOf(const Model &model, const Entity &entity, const Item &item)
{
    Item view;
    bool keyMayTell = false;
    for (const Attribute &attribute : entity.attributes) {
        if (const AttributeValue *value = item.find(attribute.name))
            view.set(attribute.name, *value);
        else
            keyMayTell = keyMayTell || isMentioned(entity, attribute.name);
    }
    if (!keyMayTell)
        return view;
    if (const auto taken = takenFromKey(model, entity, item))
        for (const auto &[name, value] : *taken)
            if (!view.contains(name) && entity.findAttribute(name) != nullptr)
                view.set(name, value);
    return view;
}

Item completed(const Model &model, const Entity &entity, const Item &item)
{
    Item whole = item;
    for (const auto &[name, value] : viewOf(model, entity, item))
        if (!whole.contains(name))
            whole.set(name, value);
    return whole;
}

std::vector<std::string> identifyingAttributes(const Model &model, const Entity &entity)
{
    std::vector<std::string> names;
    for (const std::string &key : primaryKeyNames(model, entity.table)) {
        const std::string *text = entity.keyTemplate(key);
        const auto parsed = KeyTemplate::parse(text != nullptr ? *text : "{" + key + "}");
        if (!parsed)
            continue;
        for (const std::string &name : parsed->names())
            if (std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(name);
    }
    return names;
}

std::string displayName(const Model &model, const Entity &entity, const Item &view)
{
    std::string text = entity.name;
    for (const std::string &name : identifyingAttributes(model, entity))
        if (const AttributeValue *value = view.find(name))
            text += " " + value::displayText(*value);
    return text;
}

Item primaryKeyOf(const Model &model, const std::string &table, const Item &item)
{
    Item key;
    for (const std::string &name : primaryKeyNames(model, table)) {
        const AttributeValue *value = item.find(name);
        if (value == nullptr)
            return {};
        key.set(name, *value);
    }
    return key;
}

} // namespace keywright::model
