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

constexpr qsizetype kLine = 27; ///< letters beside each other; a longer row would widen the page beyond the panel

QString shortened(const QString &text, qsizetype length)
{
    return text.size() <= length ? text : text.left(length - 1) + QChar(0x2026);
}

/// What one step read or wrote, and what it consumed.
QString stepText(const session::StepRun &step)
{
    const double consumed = step.consumed.total();
    const QString units = (consumed == 1 ? tr("%1 unit") : tr("%1 units")).arg(unitsText(consumed));
    if (step.writtenCount > 0)
        return tr("%1 written, %2").arg(static_cast<qlonglong>(step.writtenCount)).arg(units);
    return tr("%1 read, %2 returned, %3")
        .arg(static_cast<qlonglong>(step.scannedCount))
        .arg(static_cast<qlonglong>(step.items.size()))
        .arg(units);
}

void addRun(InspectorPage &page, const PatternRunner &runner, int row)
{
    const session::PatternVerification &verified = *runner.lastVerification(row);
    const session::PatternRun &run = verified.firstRun;
    const StatusLook look = statusLook(runner, row);
    page.addSection(tr("Last run"));
    page.addIconLine(look.iconName, look.tint, verified.message.empty() || runner.isStale(row) ? look.word : toQString(verified.message));
    int number = 0;
    for (const session::StepRun &step : run.steps)
        page.addField(tr("Step %1").arg(++number), stepText(step));
    if (run.status == session::RunStatus::Ran)
        page.addField(tr("Duration"), durationText(run.milliseconds));
}

} // namespace

void describePattern(InspectorPage &page, const model::Model &model, int row, const PatternRunner &runner)
{
    const model::AccessPattern &pattern = model.accessPatterns[static_cast<std::size_t>(row)];
    page.addHead(tr("Access pattern"), toQString(pattern.name), icon(QStringLiteral("access-pattern"), IconTint::Accent));
    page.addNote(toQString(pattern.description));
    page.addNote(toQString(pattern.note));
    if (runner.lastVerification(row))
        addRun(page, runner, row);
    if (!pattern.entities.empty()) {
        page.addSection(tr("Entities"));
        QList<EntityLook> looks;
        for (const std::string &entity : pattern.entities)
            looks << entityLook(model, entity);
        page.addEntities(looks);
    }
    if (!pattern.parameters.empty())
        page.addSection(tr("Parameters and examples"));
    for (const model::Parameter &parameter : pattern.parameters) {
        const QString name = toQString(parameter.name);
        page.addAttribute(name, toQString(value::tagOf(parameter.type)),
                          parameter.example ? shortened(toQString(value::displayText(*parameter.example)), qMax(8, kLine - name.size()))
                                            : tr("No example"),
                          toQString(parameter.note));
    }
    for (std::size_t step = 0; step < pattern.steps.size(); ++step)
        addStep(page, pattern.steps[step], step + 1);
    if (pattern.rate) {
        page.addSection(tr("Expected rate"));
        page.addText(rateText(pattern.rate), LabelTone::Text);
    }
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
