#include "ui/inspector/part_edits.h"

#include <QCoreApplication>

#include "core/model/edits.h"
#include "core/model/new_parts.h"
#include "core/model/new_pattern.h"
#include "core/model/removals.h"
#include "core/model/renames.h"
#include "core/model/table_edits.h"
#include "ui/document/text.h"
#include "ui/inspector/removal_question.h"

namespace keywright::ui {

namespace {

using Kind = Selection::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("PartEdits", text);
}

const std::string &tableName(const model::Model &model, int row)
{
    return model.tables.at(static_cast<std::size_t>(row)).definition.name;
}

template <typename Part>
const Part &partAt(const std::vector<Part> &parts, const Selection &selection)
{
    if (selection.row < 0 || selection.row >= static_cast<int>(parts.size()))
        throw model::EditError(tr("It is not there any more.").toStdString());
    return parts[static_cast<std::size_t>(selection.row)];
}

model::Command renaming(const model::Model &model, const Selection &part, const std::string &name)
{
    switch (part.kind) {
    case Kind::Table: return model::renameTable(model, partAt(model.tables, part).definition.name, name);
    case Kind::Index: return model::renameIndex(model, partAt(model.tables, part).definition.name, part.index.toStdString(), name);
    case Kind::Entity: return model::renameEntity(model, partAt(model.entities, part).name, name);
    case Kind::AccessPattern: return model::renameAccessPattern(model, partAt(model.accessPatterns, part).name, name);
    case Kind::Facet: return model::renameFacet(model, static_cast<std::size_t>(part.row), name);
    default: throw model::EditError(tr("This has no name of its own.").toStdString());
    }
}

model::Command removing(const model::Model &model, const Selection &part)
{
    switch (part.kind) {
    case Kind::Table: return model::removeTable(model, partAt(model.tables, part).definition.name);
    case Kind::Index: return model::removeIndex(model, partAt(model.tables, part).definition.name, part.index.toStdString());
    case Kind::Entity: return model::removeEntity(model, partAt(model.entities, part).name);
    case Kind::AccessPattern: return model::removeAccessPattern(model, partAt(model.accessPatterns, part).name);
    case Kind::Facet: return model::removeFacet(model, static_cast<std::size_t>(part.row));
    case Kind::Relationship: return model::removeRelationship(model, static_cast<std::size_t>(part.row));
    default: throw model::EditError(tr("This cannot be removed.").toStdString());
    }
}

} // namespace

int PartEdits::selectedTable() const
{
    const model::Model &model = *m_document.model();
    const Selection &selection = m_document.selection();
    if (selection.kind == Kind::Table || selection.kind == Kind::Index)
        return selection.row;
    if (selection.kind == Kind::Entity) {
        const model::Table *table = model.findTable(model.entities[static_cast<std::size_t>(selection.row)].table);
        if (table)
            return static_cast<int>(table - model.tables.data());
    }
    return model.tables.empty() ? -1 : 0;
}

Refusal PartEdits::add(const Selection &part, const QString &what, const Document::MakeCommand &make)
{
    const std::string step = "new " + std::to_string(++m_steps);
    m_document.endCoalescing();
    const Refusal refusal = m_document.edit([&](const model::Model &before) {
        model::Command command = make(before);
        command.coalesceKey = step;
        return command;
    });
    if (refusal)
        return refusal;
    m_fresh = {part, what, step, m_document.undoText()};
    m_document.select(part);
    return std::nullopt;
}

Refusal PartEdits::create(Kind kind, int tableRow)
{
    if (!m_document.model())
        return tr("No model is open.");
    const model::Model &model = *m_document.model();
    const int table = tableRow < 0 ? selectedTable() : tableRow;
    if (kind != Kind::Table && table < 0)
        return tr("Add a table first: everything else belongs to one.");
    switch (kind) {
    case Kind::Table:
        return add({.kind = kind, .row = static_cast<int>(model.tables.size())}, tr("table"),
                   [](const model::Model &before) { return model::addTable(before, model::newTable(before)); });
    case Kind::Entity:
        return add({.kind = kind, .row = static_cast<int>(model.entities.size())}, tr("entity"), [table](const model::Model &before) {
            return model::addEntity(before, model::newEntity(before, tableName(before, table)));
        });
    case Kind::AccessPattern: {
        const Selection &selection = m_document.selection();
        const int entity = selection.kind == Kind::Entity ? selection.row : -1;
        return add({.kind = kind, .row = static_cast<int>(model.accessPatterns.size())}, tr("access pattern"),
                   [entity](const model::Model &before) {
                       const model::Entity *of = entity < 0 ? nullptr : &before.entities.at(static_cast<std::size_t>(entity));
                       return model::addAccessPattern(before, model::newAccessPattern(before, of));
                   });
    }
    case Kind::Facet:
        return add({.kind = kind, .row = static_cast<int>(model.facets.size())}, tr("facet"), [table](const model::Model &before) {
            return model::addFacet(before, model::newFacet(before, tableName(before, table)));
        });
    default: return std::nullopt;
    }
}

Refusal PartEdits::createIndex(bool local, int tableRow)
{
    const int row = tableRow < 0 && m_document.model() ? selectedTable() : tableRow;
    if (row < 0)
        return tr("Add a table first: everything else belongs to one.");
    const model::Table table = m_document.model()->tables[static_cast<std::size_t>(row)];
    const schema::IndexDefinition index = local ? model::newLocalIndex(table) : model::newGlobalIndex(table);
    return add({Kind::Index, row, toQString(index.name), {}}, tr("index"), [&](const model::Model &before) {
        return model::addIndex(before, table.definition.name, index, local ? model::IndexKind::Local : model::IndexKind::Global);
    });
}

Refusal PartEdits::rename(const Selection &part, const QString &name)
{
    const bool isFresh = m_fresh.part == part && part.kind != Kind::None && m_document.undoText() == m_fresh.text;
    if (!isFresh)
        m_document.endCoalescing();
    const Refusal refusal = m_document.edit([&](const model::Model &before) {
        model::Command command = renaming(before, part, name.toStdString());
        if (isFresh) {
            command.coalesceKey = m_fresh.step;
            command.text = tr("Add %1 %2").arg(m_fresh.what, name).toStdString();
        }
        return command;
    });
    if (!refusal)
        m_fresh = {};
    return refusal;
}

Refusal PartEdits::duplicate(const Selection &part)
{
    if (!m_document.model())
        return std::nullopt;
    const model::Model &model = *m_document.model();
    const auto added = [&](auto all, const QString &what, const Document::MakeCommand &make) {
        return add({.kind = part.kind, .row = static_cast<int>((model.*all).size())}, what, make);
    };
    switch (part.kind) {
    case Kind::Table:
        return added(&model::Model::tables, tr("table"), [&](const model::Model &before) {
            return model::addTable(before, model::duplicateOf(before, partAt(before.tables, part)));
        });
    case Kind::Entity:
        return added(&model::Model::entities, tr("entity"), [&](const model::Model &before) {
            return model::addEntity(before, model::duplicateOf(before, partAt(before.entities, part)));
        });
    case Kind::AccessPattern:
        return added(&model::Model::accessPatterns, tr("access pattern"), [&](const model::Model &before) {
            return model::addAccessPattern(before, model::duplicateOf(before, partAt(before.accessPatterns, part)));
        });
    case Kind::Facet:
        return added(&model::Model::facets, tr("facet"), [&](const model::Model &before) {
            return model::addFacet(before, model::duplicateOf(before, partAt(before.facets, part)));
        });
    default: return tr("Tables, entities, access patterns and facets can be duplicated.");
    }
}

Refusal PartEdits::remove(QWidget *parent, const Selection &part)
{
    return removeAfterAsking(parent, m_document, [part](const model::Model &before) { return removing(before, part); });
}

} // namespace keywright::ui
