#include "ui/window/inspector_pages.h"

#include <QCoreApplication>
#include <QLocale>

#include "core/value/dynamodb_json.h"
#include "core/value/item_size.h"
#include "ui/design/pattern_looks.h"
#include "ui/document/text.h"
#include "ui/parts/pattern_text.h"
#include "ui/window/inspector_page.h"

namespace keywright::ui {

namespace {

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("Inspector", text, nullptr, count);
}

void addKey(InspectorPage &page, const schema::KeySchema &key)
{
    for (const schema::KeyAttribute &attribute : key.partition)
        page.addAttribute(toQString(attribute.name), toQString(schema::textOf(attribute.type)), tr("Partition key"));
    for (const schema::KeyAttribute &attribute : key.sort)
        page.addAttribute(toQString(attribute.name), toQString(schema::textOf(attribute.type)), tr("Sort key"));
}

QString projectionText(const schema::Projection &projection)
{
    QString text = toQString(schema::textOf(projection.type));
    if (projection.type != schema::ProjectionType::Include)
        return text;
    QStringList names;
    for (const std::string &name : projection.attributes)
        names << toQString(name);
    return text + QStringLiteral(": ") + names.join(QStringLiteral(", "));
}

QString keyLine(const schema::KeySchema &key)
{
    QStringList names;
    for (const auto *part : {&key.partition, &key.sort}) {
        for (const schema::KeyAttribute &attribute : *part)
            names << toQString(attribute.name);
    }
    return names.join(QStringLiteral(", "));
}

QString unitsPair(std::int64_t reads, std::int64_t writes)
{
    return tr("%1 read, %2 write units a second").arg(reads).arg(writes);
}

QString streamText(schema::StreamViewType type)
{
    switch (type) {
    case schema::StreamViewType::KeysOnly: return tr("Keys only");
    case schema::StreamViewType::NewImage: return tr("New images");
    case schema::StreamViewType::OldImage: return tr("Old images");
    case schema::StreamViewType::NewAndOldImages: return tr("New and old images");
    }
    return {};
}

void addSettings(InspectorPage &page, const model::Table &table)
{
    const schema::TableDefinition &definition = table.definition;
    page.addSection(tr("Settings"));
    const bool onDemand = definition.billingMode == schema::BillingMode::PayPerRequest;
    page.addField(tr("Billing"), onDemand ? tr("On demand") : tr("Provisioned"));
    if (const auto &provisioned = definition.capacity.provisioned)
        page.addField(tr("Capacity"), unitsPair(provisioned->readCapacityUnits, provisioned->writeCapacityUnits));
    page.addField(tr("Time to live"), table.timeToLiveAttribute ? toQString(*table.timeToLiveAttribute) : tr("Off"),
                  table.timeToLiveAttribute.has_value());
    page.addField(tr("Stream"), definition.streamViewType ? streamText(*definition.streamViewType) : tr("Off"));
    page.addField(tr("Recovery"),
                  table.recoveryPeriodInDays ? tr("Any time in the last %1 days").arg(*table.recoveryPeriodInDays) : tr("Off"));
    page.addField(tr("Table class"), definition.tableClass == schema::TableClass::Standard ? tr("Standard") : tr("Infrequent access"));
    page.addField(tr("Protection"), definition.deletionProtection ? tr("Cannot be deleted") : tr("Off"));
    for (const auto &[key, text] : definition.tags)
        page.addField(tr("Tag %1").arg(toQString(key)), toQString(text));
}

QString keyMarkOf(const model::Model &model, const std::string &tableName, const std::string &attribute)
{
    const model::Table *table = model.findTable(tableName);
    if (!table)
        return {};
    const auto inPart = [&](const std::vector<schema::KeyAttribute> &part) {
        for (const schema::KeyAttribute &key : part) {
            if (key.name == attribute)
                return true;
        }
        return false;
    };
    const schema::TableDefinition &definition = table->definition;
    if (inPart(definition.key.partition))
        return QStringLiteral("PK");
    if (inPart(definition.key.sort))
        return QStringLiteral("SK");
    for (const auto *indexes : {&definition.globalIndexes, &definition.localIndexes}) {
        for (const schema::IndexDefinition &index : *indexes) {
            if (inPart(index.key.partition))
                return QStringLiteral("PK");
            if (inPart(index.key.sort))
                return QStringLiteral("SK");
        }
    }
    return {};
}

QString kindText(model::RelationshipKind kind)
{
    switch (kind) {
    case model::RelationshipKind::OneToOne: return QStringLiteral("1 : 1");
    case model::RelationshipKind::OneToMany: return QStringLiteral("1 : N");
    case model::RelationshipKind::ManyToMany: return QStringLiteral("N : M");
    }
    return {};
}

void addRelationships(InspectorPage &page, const model::Model &model, const std::string &entity)
{
    bool first = true;
    for (const model::Relationship &relationship : model.relationships) {
        if (relationship.from != entity && relationship.to != entity)
            continue;
        if (std::exchange(first, false))
            page.addSection(tr("Relationships"));
        const QString verb = relationship.name.empty() ? QStringLiteral("→") : toQString(relationship.name);
        page.addIconLine(QStringLiteral("relationship"), IconTint::Secondary,
                         QStringLiteral("%1 %2 %3  (%4)")
                             .arg(toQString(relationship.from), verb, toQString(relationship.to), kindText(relationship.kind)));
    }
}

void addOperation(InspectorPage &page, const model::Operation &operation)
{
    const QString condition = keyConditionText(operation);
    if (!condition.isEmpty())
        page.addTemplate({}, condition);
    if (!operation.entity.empty())
        page.addField(tr("Entity"), toQString(operation.entity));
    if (!operation.filter.empty())
        page.addField(tr("Filter"), toQString(operation.filter), true);
    if (!operation.condition.empty())
        page.addField(tr("Condition"), toQString(operation.condition), true);
    if (!operation.update.empty())
        page.addField(tr("Update"), toQString(operation.update), true);
    if (operation.kind == model::OperationKind::Query)
        page.addField(tr("Order"), operation.descending ? tr("Descending") : tr("Ascending"));
    if (operation.limit)
        page.addField(tr("Limit"), QLocale().toString(static_cast<qlonglong>(*operation.limit)));
    if (operation.consistentRead)
        page.addField(tr("Reads"), tr("Strongly consistent"));
}

void addStep(InspectorPage &page, const model::Step &step, std::size_t number)
{
    QString title = tr("Step %1: %2").arg(number).arg(toQString(model::textOf(step.operation.kind)));
    if (step.fanOut)
        title += QStringLiteral(" × %1").arg(step.fanOut->count);
    page.addSection(title);
    if (!step.note.empty())
        page.addText(toQString(step.note));
    page.addField(tr("On"), placeText(step), true);
    if (!step.operation.forEach.empty())
        page.addField(tr("For each"), toQString(step.operation.forEach), true);
    addOperation(page, step.operation);
    for (const model::Operation &part : step.parts) {
        page.addIconLine(QStringLiteral("chevron-right"), IconTint::Faint, toQString(model::textOf(part.kind)));
        addOperation(page, part);
    }
}

/// What one step read or wrote, and what it consumed.
QString stepText(const session::StepRun &step)
{
    const double consumed = step.consumed.total();
    const QString units = (consumed == 1 ? tr("%1 unit") : tr("%1 units")).arg(unitsText(consumed));
    if (step.writtenCount > 0)
        return tr("%1 written, %2").arg(static_cast<qlonglong>(step.writtenCount)).arg(units);
    return tr("%1 items of %2 read, %3")
        .arg(static_cast<qlonglong>(step.items.size()))
        .arg(static_cast<qlonglong>(step.scannedCount))
        .arg(units);
}

void addRun(InspectorPage &page, const session::PatternVerification &verified)
{
    const session::PatternRun &run = verified.firstRun;
    const StatusLook look = verificationLook(verified.status);
    page.addSection(tr("Last run"));
    page.addIconLine(look.iconName, look.tint, verified.message.empty() ? look.word : toQString(verified.message));
    for (const session::StepRun &step : run.steps)
        page.addField(toQString(step.operation), stepText(step));
    if (run.status == session::RunStatus::Ran)
        page.addField(tr("Duration"), durationText(run.milliseconds));
}

QString namesText(const std::vector<std::string> &names)
{
    QStringList texts;
    for (const std::string &name : names)
        texts << toQString(name);
    return texts.join(QStringLiteral(", "));
}

} // namespace

void describeModel(InspectorPage &page, const model::Model &model)
{
    page.addHead(tr("Model"), toQString(model.name), icon(QStringLiteral("design"), IconTint::Accent));
    page.addNote(toQString(model.description));
    page.addNote(toQString(model.note));
    page.addSection(tr("Holds"));
    const auto addCount = [&](const QString &label, std::size_t count) {
        page.addField(label, QLocale().toString(static_cast<qulonglong>(count)));
    };
    addCount(tr("Tables"), model.tables.size());
    addCount(tr("Entities"), model.entities.size());
    addCount(tr("Patterns"), model.accessPatterns.size());
    addCount(tr("Facets"), model.facets.size());
    addCount(tr("Sample items"), model.itemCount());
    if (!model.author.empty())
        page.addField(tr("Author"), toQString(model.author));
    if (!model.modified.empty())
        page.addField(tr("Modified"), toQString(model.modified));
}

void describeTable(InspectorPage &page, const model::Model &model, int row)
{
    const model::Table &table = model.tables[static_cast<std::size_t>(row)];
    const schema::TableDefinition &definition = table.definition;
    page.addHead(tr("Table"), toQString(definition.name), icon(QStringLiteral("table"), IconTint::Accent));
    page.addNote(toQString(table.note));
    page.addSection(tr("Primary key"));
    addKey(page, definition.key);
    if (!definition.localIndexes.empty() || !definition.globalIndexes.empty())
        page.addSection(tr("Indexes"));
    for (const auto *indexes : {&definition.localIndexes, &definition.globalIndexes}) {
        for (const schema::IndexDefinition &index : *indexes)
            page.addField(toQString(index.name), keyLine(index.key) + QStringLiteral("\n") + projectionText(index.projection), true);
    }
    addSettings(page, table);
}

void describeIndex(InspectorPage &page, const model::Model &model, int tableRow, const QString &indexName)
{
    const model::Table &table = model.tables[static_cast<std::size_t>(tableRow)];
    const schema::IndexDefinition *index = table.definition.findIndex(indexName.toStdString());
    if (!index)
        return;
    const bool local = table.definition.isLocalIndex(index->name);
    page.addHead(local ? tr("Local secondary index") : tr("Global secondary index"), indexName,
                 icon(QStringLiteral("index"), IconTint::Accent));
    const auto note = table.indexNotes.find(index->name);
    page.addNote(note == table.indexNotes.end() ? QString() : toQString(note->second));
    page.addSection(tr("Key"));
    addKey(page, index->key);
    page.addSection(tr("Settings"));
    page.addField(tr("Table"), toQString(table.definition.name), true);
    page.addField(tr("Projection"), projectionText(index->projection), true);
    if (const auto &provisioned = index->capacity.provisioned)
        page.addField(tr("Capacity"), unitsPair(provisioned->readCapacityUnits, provisioned->writeCapacityUnits));
}

void describeEntity(InspectorPage &page, const model::Model &model, int row)
{
    const model::Entity &entity = model.entities[static_cast<std::size_t>(row)];
    page.addHead(tr("Entity of %1").arg(toQString(entity.table)), toQString(entity.name), entityIcon(entityLook(model, entity.name)));
    page.addNote(toQString(entity.note));
    if (!entity.keyTemplates.empty())
        page.addSection(tr("Key templates"));
    for (const auto &[attribute, keyTemplate] : entity.keyTemplates)
        page.addTemplate(toQString(attribute), toQString(keyTemplate), keyMarkOf(model, entity.table, attribute));
    page.addSection(tr("Attributes"));
    if (entity.identifiedBy)
        page.addField(tr("Known by"),
                      QStringLiteral("%1 = %2").arg(toQString(entity.identifiedBy->attribute),
                                                    toQString(value::displayText(entity.identifiedBy->value))),
                      true);
    for (const model::Attribute &attribute : entity.attributes)
        page.addAttribute(toQString(attribute.name), toQString(value::tagOf(attribute.type)),
                          attribute.required ? tr("Required") : QString(), toQString(attribute.note));
    addRelationships(page, model, entity.name);
}

void describePattern(InspectorPage &page, const model::Model &model, int row, const session::PatternVerification *verified)
{
    const model::AccessPattern &pattern = model.accessPatterns[static_cast<std::size_t>(row)];
    page.addHead(tr("Access pattern"), toQString(pattern.name), icon(QStringLiteral("access-pattern"), IconTint::Accent));
    page.addNote(toQString(pattern.description));
    page.addNote(toQString(pattern.note));
    if (verified)
        addRun(page, *verified);
    if (!pattern.entities.empty()) {
        page.addSection(tr("Entities"));
        QList<EntityLook> looks;
        for (const std::string &entity : pattern.entities)
            looks << entityLook(model, entity);
        page.addEntities(looks);
    }
    if (!pattern.parameters.empty())
        page.addSection(tr("Parameters and examples"));
    for (const model::Parameter &parameter : pattern.parameters)
        page.addAttribute(toQString(parameter.name), toQString(value::tagOf(parameter.type)),
                          parameter.example ? toQString(value::displayText(*parameter.example)).left(28) : tr("No example"),
                          toQString(parameter.note));
    for (std::size_t step = 0; step < pattern.steps.size(); ++step)
        addStep(page, pattern.steps[step], step + 1);
    if (pattern.rate) {
        page.addSection(tr("Expected rate"));
        page.addText(rateText(pattern.rate), LabelTone::Text);
    }
}

void describeRelationship(InspectorPage &page, const model::Model &model, int row)
{
    const model::Relationship &relationship = model.relationships[static_cast<std::size_t>(row)];
    page.addHead(tr("Relationship"), toQString(relationship.name), icon(QStringLiteral("relationship"), IconTint::Accent));
    page.addNote(toQString(relationship.note));
    page.addField(tr("From"), toQString(relationship.from));
    page.addField(tr("To"), toQString(relationship.to));
    page.addField(tr("Kind"), toQString(textOf(relationship.kind)));
    if (!relationship.attributes.empty())
        page.addField(tr("By"), namesText(relationship.attributes), true);
    if (!relationship.through.empty())
        page.addField(tr("Through"), toQString(relationship.through));
}

void describeFacet(InspectorPage &page, const model::Model &model, int row)
{
    const model::Facet &facet = model.facets[static_cast<std::size_t>(row)];
    page.addHead(tr("Facet of %1").arg(toQString(facet.table)), toQString(facet.name), icon(QStringLiteral("facet"), IconTint::Accent));
    page.addNote(toQString(facet.note));
    page.addSection(tr("Shows"));
    if (!facet.partitionKeyAlias.empty())
        page.addTemplate(tr("Partition key"), toQString(facet.partitionKeyAlias), QStringLiteral("PK"));
    if (!facet.sortKeyAlias.empty())
        page.addTemplate(tr("Sort key"), toQString(facet.sortKeyAlias), QStringLiteral("SK"));
    if (!facet.where.empty())
        page.addField(tr("Where"), toQString(facet.where), true);
    if (!facet.entities.empty())
        page.addField(tr("Entities"), namesText(facet.entities));
    if (!facet.attributes.empty())
        page.addField(tr("Attributes"), namesText(facet.attributes));
}

void describeItem(InspectorPage &page, const model::Model &model, int tableRow, const value::Item &item)
{
    const std::string &table = model.tables[static_cast<std::size_t>(tableRow)].definition.name;
    const model::Entity *entity = model.entityOf(table, item);
    page.addHead(tr("Item of %1").arg(toQString(table)), entity ? toQString(entity->name) : tr("No entity"),
                 entity ? entityIcon(entityLook(model, entity->name)) : icon(QStringLiteral("item"), IconTint::Secondary));
    page.addField(tr("Size"), tr("%1 bytes").arg(QLocale().toString(static_cast<qlonglong>(value::sizeInBytes(item)))));
    page.addSection(tr("Attributes"));
    // The primary key first, then the keys of indexes, then the rest.
    const schema::KeySchema &key = model.tables[static_cast<std::size_t>(tableRow)].definition.key;
    for (const bool wantPrimary : {true, false}) {
        for (const auto &entry : item) {
            const QString mark = keyMarkOf(model, table, entry.name);
            if (!mark.isEmpty() && key.contains(entry.name) == wantPrimary)
                page.addValue(toQString(entry.name), entry.value, mark);
        }
    }
    for (const auto &entry : item) {
        if (keyMarkOf(model, table, entry.name).isEmpty())
            page.addValue(toQString(entry.name), entry.value);
    }
    page.addCode(tr("DynamoDB JSON"), toQString(value::toDynamoDbJson(item).pretty(60)));
}

} // namespace keywright::ui
