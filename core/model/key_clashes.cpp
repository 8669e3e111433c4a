#include "core/model/key_clashes.h"

#include <algorithm>

namespace keywright::model {

using value::AttributeValue;

namespace {

KeyLanguage languageOf(const KeyTemplate &keyTemplate, const TypeOf &typeOf)
{
    KeyLanguage language = KeyLanguage::empty();
    for (const TemplatePart &part : keyTemplate.parts())
        language.append(KeyLanguage::ofPart(part, typeOf(part.text)));
    return language;
}

value::Type typeBuilt(const KeyTemplate &keyTemplate, const TypeOf &typeOf)
{
    const auto &parts = keyTemplate.parts();
    const bool isLone = parts.size() == 1 && parts.front().isPlaceholder && parts.front().filters.empty();
    return isLone ? typeOf(parts.front().text) : value::Type::S;
}

/// What builds the key attribute; nullopt when the entity's items do not have it.
std::optional<KeyTemplate> templateFor(const Entity &entity, const std::string &keyAttribute)
{
    std::string text;
    if (const std::string *own = entity.keyTemplate(keyAttribute))
        text = *own;
    else if (entity.findAttribute(keyAttribute) != nullptr)
        text = "{" + keyAttribute + "}";
    else
        return std::nullopt;
    auto parsed = KeyTemplate::parse(text);
    return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
}

/// The literal text that everything built begins with.
std::string_view beginningOf(const KeyTemplate &keyTemplate)
{
    const auto &parts = keyTemplate.parts();
    return parts.empty() || parts.front().isPlaceholder ? std::string_view() : std::string_view(parts.front().text);
}

/// False when they begin differently, so that nothing can be built by both. Tells most templates apart at next to no cost.
bool mayMeet(const KeyTemplate &one, const KeyTemplate &other)
{
    const std::string_view left = beginningOf(one);
    const std::string_view right = beginningOf(other);
    return left.starts_with(right) || right.starts_with(left);
}

/// What builds an entity's key in one place, one template for each key attribute; empty when its items are not there.
using BuiltKey = std::vector<KeyTemplate>;

std::vector<const schema::KeyAttribute *> attributesOf(const schema::KeySchema &key)
{
    std::vector<const schema::KeyAttribute *> attributes;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            attributes.push_back(&attribute);
    return attributes;
}

BuiltKey builtKeyOf(const Entity &entity, const std::vector<const schema::KeyAttribute *> &attributes)
{
    BuiltKey built;
    for (const schema::KeyAttribute *attribute : attributes) {
        auto keyTemplate = templateFor(entity, attribute->name);
        if (!keyTemplate)
            return {};
        built.push_back(std::move(*keyTemplate));
    }
    return built;
}

std::optional<value::Item> commonItem(const std::vector<const schema::KeyAttribute *> &attributes, const Entity &one, const BuiltKey &left,
                                      const Entity &other, const BuiltKey &right)
{
    if (left.empty() || right.empty() || !std::equal(left.begin(), left.end(), right.begin(), mayMeet))
        return std::nullopt;
    value::Item example;
    for (std::size_t at = 0; at < attributes.size(); ++at) {
        auto common = commonKey(left[at], typesOf(one), right[at], typesOf(other));
        if (!common)
            return std::nullopt;
        example.set(attributes[at]->name, std::move(*common));
    }
    return example;
}

/// Of one table or index.
void findClashesOf(const Model &model, const std::string &table, const std::string &index, const schema::KeySchema &key,
                   std::vector<KeyClash> &clashes)
{
    const auto attributes = attributesOf(key);
    std::vector<std::pair<const Entity *, BuiltKey>> entities;
    for (const Entity &entity : model.entities)
        if (entity.table == table)
            entities.emplace_back(&entity, builtKeyOf(entity, attributes));
    for (std::size_t i = 0; i < entities.size(); ++i)
        for (std::size_t j = i + 1; j < entities.size(); ++j) {
            const auto &[one, left] = entities[i];
            const auto &[other, right] = entities[j];
            if (auto example = commonItem(attributes, *one, left, *other, right))
                clashes.push_back({table, index, one->name, other->name, std::move(*example)});
        }
}

} // namespace

std::optional<AttributeValue> commonKey(const KeyTemplate &one, const TypeOf &typesOfOne, const KeyTemplate &other,
                                        const TypeOf &typesOfOther)
{
    const value::Type type = typeBuilt(one, typesOfOne);
    if (type != typeBuilt(other, typesOfOther) || !mayMeet(one, other))
        return std::nullopt;
    const auto text = KeyLanguage::common(languageOf(one, typesOfOne), languageOf(other, typesOfOther));
    if (!text)
        return std::nullopt;
    if (type == value::Type::N)
        return AttributeValue(*value::Decimal::parse(*text));
    if (type == value::Type::B)
        return AttributeValue(value::Binary{*text});
    return AttributeValue(*text);
}

std::vector<KeyClash> findKeyClashes(const Model &model)
{
    std::vector<KeyClash> clashes;
    for (const Table &table : model.tables) {
        std::vector<std::pair<std::string, const schema::KeySchema *>> places{{"", &table.definition.key}};
        for (const auto *indexes : {&table.definition.localIndexes, &table.definition.globalIndexes})
            for (const schema::IndexDefinition &index : *indexes)
                places.emplace_back(index.name, &index.key);
        for (const auto &[index, key] : places)
            findClashesOf(model, table.definition.name, index, *key, clashes);
    }
    return clashes;
}

} // namespace keywright::model
