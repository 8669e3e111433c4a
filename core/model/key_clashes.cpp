#include "core/model/key_clashes.h"

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

std::optional<value::Item> commonItem(const schema::KeySchema &key, const Entity &one, const Entity &other)
{
    value::Item example;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part) {
            const auto left = templateFor(one, attribute.name);
            const auto right = templateFor(other, attribute.name);
            if (!left || !right)
                return std::nullopt;
            auto common = commonKey(*left, typesOf(one), *right, typesOf(other));
            if (!common)
                return std::nullopt;
            example.set(attribute.name, std::move(*common));
        }
    return example;
}

} // namespace

std::optional<AttributeValue> commonKey(const KeyTemplate &one, const TypeOf &typesOfOne, const KeyTemplate &other,
                                        const TypeOf &typesOfOther)
{
    const value::Type type = typeBuilt(one, typesOfOne);
    if (type != typeBuilt(other, typesOfOther))
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
            for (std::size_t i = 0; i < model.entities.size(); ++i)
                for (std::size_t j = i + 1; j < model.entities.size(); ++j) {
                    const Entity &one = model.entities[i];
                    const Entity &other = model.entities[j];
                    if (one.table != table.definition.name || other.table != one.table)
                        continue;
                    if (auto example = commonItem(*key, one, other))
                        clashes.push_back({table.definition.name, index, one.name, other.name, std::move(*example)});
                }
    }
    return clashes;
}

} // namespace keywright::model
