#include "ui/importing/import_preview.h"

#include <QHeaderView>
#include <QLocale>

#include "ui/document/text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

namespace {

QString textOf(const schema::KeySchema &key)
{
    QStringList names;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            names << QStringLiteral("%1 (%2)").arg(toQString(attribute.name), toQString(std::string(schema::textOf(attribute.type))));
    return names.join(QStringLiteral(", "));
}

void add(QTreeWidgetItem *group, const QString &name, const QString &what, const QString &iconName)
{
    auto *row = new QTreeWidgetItem(group, {name, what});
    row->setIcon(0, icon(iconName));
    row->setToolTip(0, name);
    row->setToolTip(1, what);
}

const exchange::InferredEntity *inferred(const session::ImportedModel &imported, const std::string &entity)
{
    for (const exchange::InferredEntity &each : imported.inference.entities)
        if (each.entity.name == entity)
            return &each;
    return nullptr;
}

} // namespace

ImportPreview::ImportPreview(QWidget *parent) : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("importPreview"));
    setAccessibleName(tr("What the import brings"));
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(true);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTextElideMode(Qt::ElideRight);
    setTabKeyNavigation(false);
    header()->setStretchLastSection(true);
}

QTreeWidgetItem *ImportPreview::addGroup(const QString &text, const QString &iconName, bool opened)
{
    auto *group = new QTreeWidgetItem(this, {text});
    group->setIcon(0, icon(iconName));
    group->setFirstColumnSpanned(true);
    group->setExpanded(opened);
    group->setFont(0, fontOf(TextRole::Strong));
    return group;
}

void ImportPreview::show(const session::ImportedModel &imported)
{
    clear();
    addSentences(countText(static_cast<qint64>(imported.problems.size()), tr("1 problem"), tr("%1 problems")), QStringLiteral("warning"),
                 imported.problems, true);
    addTables(imported);
    addEntities(imported);
    addPatterns(imported.model);
    addSentences(countText(static_cast<qint64>(imported.notes.size()), tr("1 note"), tr("%1 notes")), QStringLiteral("info"),
                 imported.notes, imported.problems.empty());
    resizeColumnToContents(0);
    setColumnWidth(0, qBound(160, columnWidth(0) + 16, 260));
}

void ImportPreview::addTables(const session::ImportedModel &imported)
{
    const model::Model &model = imported.model;
    if (model.tables.empty())
        return;
    QTreeWidgetItem *group =
        addGroup(countText(static_cast<qint64>(model.tables.size()), tr("1 table"), tr("%1 tables")), QStringLiteral("table"), true);
    for (const model::Table &table : model.tables) {
        const model::TableItems *items = model.sampleDataOf(table.definition.name);
        add(group, toQString(table.definition.name),
            textOf(table.definition.key) + QStringLiteral("  ·  ")
                + countText(static_cast<qint64>(items == nullptr ? 0 : items->items.size()), tr("1 item"), tr("%1 items")),
            QStringLiteral("table"));
        for (const auto *indexes : {&table.definition.localIndexes, &table.definition.globalIndexes})
            for (const schema::IndexDefinition &index : *indexes)
                add(group, toQString(index.name), textOf(index.key), QStringLiteral("index"));
    }
}

void ImportPreview::addEntities(const session::ImportedModel &imported)
{
    const auto &entities = imported.model.entities;
    if (entities.empty())
        return;
    QTreeWidgetItem *group =
        addGroup(countText(static_cast<qint64>(entities.size()), tr("1 entity"), tr("%1 entities")), QStringLiteral("entity"), true);
    for (const model::Entity &entity : entities) {
        QStringList templates;
        for (const auto &[attribute, text] : entity.keyTemplates)
            templates << toQString(attribute) + QStringLiteral(" = ") + toQString(text);
        QString what = templates.join(QStringLiteral(",  "));
        if (const exchange::InferredEntity *proposal = inferred(imported, entity.name))
            what += tr("  ·  %1 % sure: %2").arg(qRound(proposal->confidence * 100)).arg(toQString(proposal->reason));
        add(group, toQString(entity.name), what, QStringLiteral("entity"));
    }
}

void ImportPreview::addPatterns(const model::Model &model)
{
    if (model.accessPatterns.empty())
        return;
    QTreeWidgetItem *group =
        addGroup(countText(static_cast<qint64>(model.accessPatterns.size()), tr("1 access pattern"), tr("%1 access patterns")),
                 QStringLiteral("access-pattern"), false);
    for (const model::AccessPattern &pattern : model.accessPatterns)
        add(group, toQString(pattern.name), toQString(pattern.description), QStringLiteral("access-pattern"));
}

void ImportPreview::addSentences(const QString &text, const QString &iconName, const std::vector<std::string> &sentences, bool opened)
{
    if (sentences.empty())
        return;
    QTreeWidgetItem *group = addGroup(text, iconName, opened);
    for (const std::string &sentence : sentences) {
        auto *row = new QTreeWidgetItem(group, {toQString(sentence)});
        row->setFirstColumnSpanned(true);
        row->setToolTip(0, toQString(sentence));
    }
}

} // namespace keywright::ui
