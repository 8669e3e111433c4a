#include "core/model/built_keys.h"

#include "core/model/key_template.h"

namespace keywright::model {

bool hasPrimaryKey(const schema::TableDefinition &table, const value::Item &item)
{
    for (const auto *part : {&table.key.partition, &table.key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (!item.contains(attribute.name))
                return false;
    return true;
}

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

std::vector<const Entity *> buildersOf(const std::vector<Entity> &entities, const schema::TableDefinition &table, const value::Item &item)
{
    std::vector<const Entity *> unmarked;
    for (const Entity &entity : entities) {
        if (entity.table != table.name || !hasPrimaryKey(table, withBuiltKeys(item, entity)))
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
