#include "core/model/built_keys.h"

#include "core/model/key_template.h"

namespace keywright::model {

namespace {

bool buildsPrimaryKey(const Entity &entity, const schema::TableDefinition &table, const value::Item &item)
{
    const value::Item built = withBuiltKeys(item, entity);
    for (const auto *part : {&table.key.partition, &table.key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (!built.contains(attribute.name))
                return false;
    return true;
}

} // namespace

value::Item withBuiltKeys(value::Item item, const Entity &entity)
{
    const value::Item given = item;
    for (const auto &[attribute, text] : entity.keyTemplates) {
        const auto parsed = KeyTemplate::parse(text);
        if (!parsed)
            continue;
        if (const auto built = parsed->build(given); built && *built)
            item.set(attribute, **built);
    }
    return item;
}

std::vector<const Entity *> buildersOf(const Model &model, const schema::TableDefinition &table, const value::Item &item)
{
    std::vector<const Entity *> unmarked;
    for (const Entity &entity : model.entities) {
        if (entity.table != table.name || !buildsPrimaryKey(entity, table, item))
            continue;
        if (!entity.identifiedBy) {
            unmarked.push_back(&entity);
            continue;
        }
        const value::AttributeValue *mark = item.find(entity.identifiedBy->attribute);
        if (mark != nullptr && *mark == entity.identifiedBy->value)
            return {&entity};
    }
    return unmarked;
}

} // namespace keywright::model
