#include "ui/canvas/card.h"

#include <algorithm>

#include "core/model/key_template.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

void addKeys(std::vector<KeyRow> &keys, const schema::KeySchema &key, const std::string &place, bool ofIndex)
{
    const auto add = [&](const schema::KeyAttribute &attribute, bool partition) {
        const QString name = toQString(attribute.name);
        const auto same = [&](const KeyRow &row) { return row.attribute == name; };
        if (std::none_of(keys.begin(), keys.end(), same))
            keys.push_back({name, toQString(place), ofIndex, partition, {}});
    };
    for (const schema::KeyAttribute &attribute : key.partition)
        add(attribute, true);
    for (const schema::KeyAttribute &attribute : key.sort)
        add(attribute, false);
}

std::vector<LaneKey> laneKeys(const schema::KeySchema &key)
{
    std::vector<LaneKey> keys;
    for (const schema::KeyAttribute &attribute : key.partition)
        keys.push_back({toQString(attribute.name), true});
    for (const schema::KeyAttribute &attribute : key.sort)
        keys.push_back({toQString(attribute.name), false});
    return keys;
}

bool hasWholeKey(const model::Entity &entity, const schema::KeySchema &key)
{
    const auto has = [&](const schema::KeyAttribute &attribute) { return !keyTemplateOf(entity, attribute.name).isEmpty(); };
    return std::all_of(key.partition.begin(), key.partition.end(), has) && std::all_of(key.sort.begin(), key.sort.end(), has);
}

/// Names that a key template reads; none of one that does not parse.
std::vector<std::string> namesIn(const QString &keyTemplate)
{
    const auto parsed = model::KeyTemplate::parse(keyTemplate.toStdString());
    return parsed ? parsed->names() : std::vector<std::string>();
}

Card entityCard(const model::Model &model, int row, const EntityLook &look)
{
    const model::Entity &entity = model.entities[static_cast<std::size_t>(row)];
    Card card{.id = {model::CardKind::Entity, look.name}, .row = row, .look = look, .table = toQString(entity.table)};
    if (const model::Table *table = model.findTable(entity.table))
        card.keys = keysOf(table->definition);
    for (KeyRow &key : card.keys)
        key.keyTemplate = keyTemplateOf(entity, key.attribute.toStdString());
    // An index that an entity is not in needs no row; the table's own key is always asked for.
    std::erase_if(card.keys, [](const KeyRow &key) { return key.ofIndex && key.keyTemplate.isEmpty(); });
    for (const model::Attribute &attribute : entity.attributes)
        card.attributes.push_back({toQString(attribute.name), toQString(value::tagOf(attribute.type)), attribute.required});
    for (const KeyRow &key : card.keys) {
        for (const std::string &name : namesIn(key.keyTemplate)) {
            for (AttributeRow &attribute : card.attributes) {
                if (attribute.name == toQString(name))
                    (key.partition ? attribute.inPartitionKey : attribute.inSortKey) = true;
            }
        }
    }
    return card;
}

Lane laneOf(const model::Model &model, const std::vector<EntityLook> &looks, const std::string &table, const schema::KeySchema &key)
{
    Lane lane;
    lane.keys = laneKeys(key);
    for (std::size_t row = 0; row < model.entities.size(); ++row) {
        if (model.entities[row].table == table && hasWholeKey(model.entities[row], key))
            lane.entities.push_back(looks[row]);
    }
    return lane;
}

Lane vectorLane(const model::Model &model, const std::vector<EntityLook> &looks, const std::string &table,
                const schema::VectorIndexDefinition &index)
{
    Lane lane;
    lane.index = toQString(index.name);
    lane.projection = toQString(schema::textOf(index.projection.type));
    lane.vectors = QStringLiteral("%1 · %2").arg(toQString(schema::textOf(index.distance))).arg(index.dimensions);
    lane.keys.push_back({toQString(index.vectorAttribute), false, QStringLiteral("VEC")});
    for (const schema::SearchAttribute &element : index.searchSchema)
        lane.keys.push_back(
            {toQString(element.attribute.name), element.isPartition, element.isPartition ? QString() : QStringLiteral("FLT")});
    const schema::KeyAttribute *partition = index.partition();
    for (std::size_t row = 0; row < model.entities.size(); ++row) {
        const model::Entity &entity = model.entities[row];
        const bool isIn = entity.table == table && entity.findAttribute(index.vectorAttribute)
            && (!partition || !keyTemplateOf(entity, partition->name).isEmpty());
        if (isIn)
            lane.entities.push_back(looks[row]);
    }
    return lane;
}

Card tableCard(const model::Model &model, int row, const std::vector<EntityLook> &looks)
{
    const schema::TableDefinition &table = model.tables[static_cast<std::size_t>(row)].definition;
    Card card{.id = {model::CardKind::Table, toQString(table.name)}, .row = row};
    card.lanes.push_back(laneOf(model, looks, table.name, table.key));
    const auto addIndex = [&](const schema::IndexDefinition &index, bool local) {
        Lane lane = laneOf(model, looks, table.name, index.key);
        lane.index = toQString(index.name);
        lane.local = local;
        lane.projection = toQString(schema::textOf(index.projection.type));
        card.lanes.push_back(std::move(lane));
    };
    for (const schema::IndexDefinition &index : table.localIndexes)
        addIndex(index, true);
    for (const schema::IndexDefinition &index : table.globalIndexes)
        addIndex(index, false);
    for (const schema::VectorIndexDefinition &index : table.vectorIndexes)
        card.lanes.push_back(vectorLane(model, looks, table.name, index));
    return card;
}

} // namespace

int CanvasContents::indexOf(const CardId &id) const
{
    const auto found = std::find_if(cards.begin(), cards.end(), [&](const Card &card) { return card.id == id; });
    return found == cards.end() ? -1 : static_cast<int>(found - cards.begin());
}

std::vector<KeyRow> keysOf(const schema::TableDefinition &table)
{
    std::vector<KeyRow> keys;
    addKeys(keys, table.key, table.name, false);
    for (const auto *indexes : {&table.localIndexes, &table.globalIndexes}) {
        for (const schema::IndexDefinition &index : *indexes)
            addKeys(keys, index.key, index.name, true);
    }
    return keys;
}

QString keyTemplateOf(const model::Entity &entity, const std::string &attribute)
{
    if (const std::string *keyTemplate = entity.keyTemplate(attribute))
        return toQString(*keyTemplate);
    return entity.findAttribute(attribute) ? QStringLiteral("{%1}").arg(toQString(attribute)) : QString();
}

CanvasContents canvasContents(const model::Model &model)
{
    CanvasContents contents;
    const std::vector<EntityLook> looks = entityLooks(model);
    for (int row = 0; row < static_cast<int>(model.tables.size()); ++row)
        contents.cards.push_back(tableCard(model, row, looks));
    const int firstEntity = static_cast<int>(contents.cards.size());
    QHash<QString, int> cardOfEntity;
    for (int row = 0; row < static_cast<int>(model.entities.size()); ++row) {
        contents.cards.push_back(entityCard(model, row, looks[static_cast<std::size_t>(row)]));
        cardOfEntity.insert(looks[static_cast<std::size_t>(row)].name, firstEntity + row);
    }
    if (model.canvas) {
        for (int row = 0; row < static_cast<int>(model.canvas->cards.size()); ++row) {
            const model::CanvasCard &card = model.canvas->cards[static_cast<std::size_t>(row)];
            if (card.kind == model::CardKind::Note)
                contents.cards.push_back({.id = {model::CardKind::Note, toQString(card.name)}, .row = row, .text = toQString(card.text)});
        }
    }
    for (int row = 0; row < static_cast<int>(model.relationships.size()); ++row) {
        const model::Relationship &relationship = model.relationships[static_cast<std::size_t>(row)];
        const int from = cardOfEntity.value(toQString(relationship.from), -1);
        const int to = cardOfEntity.value(toQString(relationship.to), -1);
        if (from >= 0 && to >= 0)
            contents.links.push_back({row, toQString(relationship.name), from, to, relationship.kind, toQString(relationship.through)});
    }
    return contents;
}

} // namespace keywright::ui
