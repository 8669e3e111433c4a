#include "ui/canvas/canvas_edits.h"

#include <algorithm>

#include <QCoreApplication>
#include <QRegularExpression>

#include "core/model/edits.h"
#include "core/model/key_template.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Canvas", text);
}

const model::Entity &entityNamed(const model::Model &model, const QString &name)
{
    const model::Entity *entity = model.findEntity(name.toStdString());
    if (!entity)
        throw model::EditError(translated("There is no entity \"%1\" any more.").arg(name).toStdString());
    return *entity;
}

void appendPlaces(model::Command &command, const model::Model &model, const CardPlaces &places)
{
    model::Command placed = placeCards(model, places, {});
    std::move(placed.changes.begin(), placed.changes.end(), std::back_inserter(command.changes));
}

model::Table plainTable(const QString &name)
{
    model::Table table;
    table.definition.name = name.toStdString();
    table.definition.key.partition = {{"PK", schema::KeyType::S}};
    table.definition.key.sort = {{"SK", schema::KeyType::S}};
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    return table;
}

/// A name for the table that a first entity needs: the model's, as far as a table may be named so.
QString tableNameFor(const model::Model &model)
{
    QString name = toQString(model.name).simplified();
    name.remove(QRegularExpression(QStringLiteral("[^A-Za-z0-9_.-]")));
    return name.size() >= 3 && name.size() <= 255 ? name : QStringLiteral("Table1");
}

std::optional<schema::KeyType> keyTypeOf(const schema::TableDefinition &table, const std::string &attribute)
{
    std::vector<const schema::KeySchema *> keys{&table.key};
    for (const auto *indexes : {&table.localIndexes, &table.globalIndexes}) {
        for (const schema::IndexDefinition &index : *indexes)
            keys.push_back(&index.key);
    }
    for (const schema::KeySchema *key : keys) {
        for (const auto *part : {&key->partition, &key->sort}) {
            for (const schema::KeyAttribute &each : *part) {
                if (each.name == attribute)
                    return each.type;
            }
        }
    }
    return std::nullopt;
}

model::Canvas canvasOf(const model::Model &model)
{
    return model.canvas.value_or(model::Canvas());
}

std::vector<model::CanvasCard>::iterator findNote(model::Canvas &canvas, const QString &name)
{
    const auto found = std::find_if(canvas.cards.begin(), canvas.cards.end(), [&](const model::CanvasCard &card) {
        return card.kind == model::CardKind::Note && toQString(card.name) == name;
    });
    if (found == canvas.cards.end())
        throw model::EditError(translated("There is no such note any more.").toStdString());
    return found;
}

} // namespace

model::Command moveCards(const model::Model &model, const CardPlaces &places, const std::vector<CardId> &moved)
{
    const QString text = moved.size() == 1 ? translated("Move %1").arg(moved.front().name) : translated("Move %1 cards").arg(moved.size());
    model::Command command = placeCards(model, places, text);
    command.coalesceKey = "move";
    for (const CardId &id : moved)
        command.coalesceKey += " " + std::string(model::textOf(id.kind)) + " " + id.name.toStdString();
    return command;
}

model::Command drawTable(const model::Model &model, const QString &name, CardPlaces places, const QPointF &at)
{
    model::Command command = model::addTable(model, plainTable(name));
    places.insert({model::CardKind::Table, name}, at);
    appendPlaces(command, model, places);
    return command;
}

model::Command drawEntity(const model::Model &model, const QString &name, const QString &table, CardPlaces places, const QPointF &at)
{
    model::Entity entity;
    entity.name = name.toStdString();
    entity.table = table.toStdString();
    std::optional<model::Table> made;
    if (entity.table.empty() && !model.tables.empty())
        entity.table = model.tables.front().definition.name;
    if (entity.table.empty()) {
        made = plainTable(tableNameFor(model));
        entity.table = made->definition.name;
    }
    model::Command command = model::addEntity(model, std::move(entity));
    if (made) {
        const QString tableName = toQString(made->definition.name);
        const QPointF beside = at - QPointF(360, 0);
        places.insert({model::CardKind::Table, tableName}, onGrid(beside));
        model::Command table0 = model::addTable(model, std::move(*made));
        command.changes.insert(command.changes.begin(), table0.changes.begin(), table0.changes.end());
    }
    places.insert({model::CardKind::Entity, name}, at);
    appendPlaces(command, model, places);
    return command;
}

model::Command drawNote(const model::Model &model, const QString &text, CardPlaces places, const QPointF &at)
{
    QStringList taken;
    for (const CardId &id : places.keys()) {
        if (id.kind == model::CardKind::Note)
            taken << id.name;
    }
    model::Command command = placeCards(model, places, translated("Add note"));
    model::Canvas canvas =
        command.changes.empty() ? canvasOf(model) : *std::get<std::optional<model::Canvas>>(*command.changes.front().after);
    canvas.cards.push_back({.kind = model::CardKind::Note,
                            .name = freeName(translated("Note"), taken).toStdString(),
                            .x = at.x(),
                            .y = at.y(),
                            .text = text.toStdString()});
    const std::string title = command.text;
    command = model::changeCanvas(model, std::move(canvas));
    command.text = title;
    return command;
}

model::Command writeNote(const model::Model &model, const QString &note, const QString &text)
{
    model::Canvas canvas = canvasOf(model);
    findNote(canvas, note)->text = text.toStdString();
    model::Command command = model::changeCanvas(model, std::move(canvas));
    command.text = translated("Change note").toStdString();
    return command;
}

model::Command removeNote(const model::Model &model, const QString &note)
{
    model::Canvas canvas = canvasOf(model);
    canvas.cards.erase(findNote(canvas, note));
    model::Command command = model::changeCanvas(model, std::move(canvas));
    command.text = translated("Remove note").toStdString();
    return command;
}

TypedName typedName(const QString &text)
{
    static const QRegularExpression shape(QStringLiteral("^(.*?)(?:\\s*:\\s*|\\s+)(S|N|B|BOOL|NULL|M|L|SS|NS|BS)$"));
    const QString trimmed = text.trimmed();
    const QRegularExpressionMatch match = shape.match(trimmed);
    if (!match.hasMatch())
        return {trimmed, std::nullopt};
    return {match.captured(1).trimmed(), value::typeFromTag(match.captured(2).toStdString())};
}

model::Command addAttributeTo(const model::Model &model, const QString &entity, const TypedName &attribute)
{
    model::Entity changed = entityNamed(model, entity);
    if (attribute.name.isEmpty())
        throw model::EditError(translated("The attribute needs a name.").toStdString());
    if (changed.findAttribute(attribute.name.toStdString()))
        throw model::EditError(
            translated("%1 has an attribute \"%2\" already; choose another name.").arg(entity, attribute.name).toStdString());
    changed.attributes.push_back({.name = attribute.name.toStdString(), .type = attribute.type.value_or(value::Type::S), .required = true});
    model::Command command = model::changeEntity(model, std::move(changed));
    command.text = translated("Add attribute %1 to %2").arg(attribute.name, entity).toStdString();
    command.coalesceKey.clear();
    return command;
}

model::Command changeAttributeType(const model::Model &model, const QString &entity, const QString &attribute, value::Type type)
{
    model::Entity changed = entityNamed(model, entity);
    for (model::Attribute &each : changed.attributes) {
        if (toQString(each.name) == attribute)
            each.type = type;
    }
    model::Command command = model::changeEntity(model, std::move(changed));
    command.text = translated("Change the type of %1").arg(attribute).toStdString();
    command.coalesceKey.clear();
    return command;
}

namespace {

bool isPartitionKey(const schema::TableDefinition &table, const QString &attribute)
{
    const std::vector<KeyRow> keys = keysOf(table);
    return std::any_of(keys.begin(), keys.end(), [&attribute](const KeyRow &key) { return key.partition && key.attribute == attribute; });
}

/// What another entity of the table builds the key of from this attribute alone; empty when none does.
QString templateOfOthers(const model::Model &model, const model::Entity &entity, const QString &attribute, const QString &keyAttribute)
{
    for (const model::Entity &other : model.entities) {
        if (other.table != entity.table || other.name == entity.name)
            continue;
        const QString text = keyTemplateOf(other, keyAttribute.toStdString());
        const auto parsed = model::KeyTemplate::parse(text.toStdString());
        if (parsed && parsed->names() == std::vector<std::string>{attribute.toStdString()})
            return text;
    }
    return {};
}

} // namespace

QString templateWith(const model::Model &model, const QString &entity, const QString &attribute, const QString &keyAttribute)
{
    const model::Entity &owner = entityNamed(model, entity);
    const QString alone = QStringLiteral("{%1}").arg(attribute);
    const model::Table *table = model.findTable(owner.table);
    const auto type = table ? keyTypeOf(table->definition, keyAttribute.toStdString()) : std::nullopt;
    if (keyAttribute == attribute || (type && *type != schema::KeyType::S))
        return alone;
    const QString present = keyTemplateOf(owner, keyAttribute.toStdString());
    if (!present.isEmpty())
        return present + QLatin1Char('#') + alone;
    const QString shared =
        table && isPartitionKey(table->definition, keyAttribute) ? templateOfOthers(model, owner, attribute, keyAttribute) : QString();
    return shared.isEmpty() ? entity.toUpper() + QLatin1Char('#') + alone : shared;
}

model::Command dropOnKey(const model::Model &model, const QString &entity, const QString &attribute, const QString &keyAttribute)
{
    const QString present = keyTemplateOf(entityNamed(model, entity), keyAttribute.toStdString());
    const auto parsed = model::KeyTemplate::parse(present.toStdString());
    const auto names = parsed ? parsed->names() : std::vector<std::string>();
    if (std::find(names.begin(), names.end(), attribute.toStdString()) != names.end())
        throw model::EditError(translated("%1 is a part of %2 already.").arg(attribute, keyAttribute).toStdString());
    model::Command command = model::changeKeyTemplate(model, entity.toStdString(), keyAttribute.toStdString(),
                                                      templateWith(model, entity, attribute, keyAttribute).toStdString());
    command.coalesceKey.clear(); // two attributes dropped one after the other are two steps
    return command;
}

QString freeName(const QString &wanted, const QStringList &taken)
{
    if (!taken.contains(wanted))
        return wanted;
    int number = 2;
    while (taken.contains(wanted + QString::number(number)))
        ++number;
    return wanted + QString::number(number);
}

QStringList entityNames(const model::Model &model)
{
    QStringList names;
    for (const model::Entity &entity : model.entities)
        names << toQString(entity.name);
    return names;
}

QStringList tableNames(const model::Model &model)
{
    QStringList names;
    for (const model::Table &table : model.tables)
        names << toQString(table.definition.name);
    return names;
}

} // namespace keywright::ui
