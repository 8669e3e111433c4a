#include "ui/document/selection.h"

#include <algorithm>
#include <optional>

#include "ui/document/text.h"

namespace keywright::ui {

namespace {

std::string nameOf(const model::Table &table)
{
    return table.definition.name;
}

template <typename Part>
std::string nameOf(const Part &part)
{
    return part.name;
}

/// -1 when it is gone.
template <typename Part>
int rowAfter(int row, const std::vector<Part> &before, const std::vector<Part> &after)
{
    if (row < 0 || row >= static_cast<int>(before.size()))
        return -1;
    const std::string name = nameOf(before[static_cast<std::size_t>(row)]);
    const auto found = std::find_if(after.begin(), after.end(), [&](const Part &part) { return nameOf(part) == name; });
    if (found != after.end())
        return static_cast<int>(found - after.begin());
    return before.size() == after.size() ? row : -1;
}

/// Nullopt when no index of this kind had the name before, nor has it now; empty when it is gone.
template <typename Index>
std::optional<QString> nameAfter(const QString &index, const std::vector<Index> &then, const std::vector<Index> &now)
{
    const auto named = [&](const Index &one) { return toQString(one.name) == index; };
    if (std::any_of(now.begin(), now.end(), named))
        return index;
    const auto place = std::find_if(then.begin(), then.end(), named);
    if (place == then.end())
        return std::nullopt;
    return then.size() == now.size() ? toQString(now[static_cast<std::size_t>(place - then.begin())].name) : QString();
}

/// The index's name after the edit: another one when it was renamed, empty when it is gone.
QString indexAfter(const QString &index, const schema::TableDefinition &before, const schema::TableDefinition &after)
{
    for (const auto indexes : {&schema::TableDefinition::localIndexes, &schema::TableDefinition::globalIndexes})
        if (const auto name = nameAfter(index, before.*indexes, after.*indexes); name && !name->isEmpty())
            return *name;
    return nameAfter(index, before.vectorIndexes, after.vectorIndexes).value_or(QString());
}

int rowAfter(const Selection &selection, const model::Model &before, const model::Model &after)
{
    switch (selection.kind) {
    case Selection::Kind::None: return -1;
    case Selection::Kind::Table:
    case Selection::Kind::Index:
    case Selection::Kind::Item: return rowAfter(selection.row, before.tables, after.tables);
    case Selection::Kind::Entity: return rowAfter(selection.row, before.entities, after.entities);
    case Selection::Kind::AccessPattern: return rowAfter(selection.row, before.accessPatterns, after.accessPatterns);
    case Selection::Kind::Facet: return rowAfter(selection.row, before.facets, after.facets);
    case Selection::Kind::Relationship: return rowAfter(selection.row, before.relationships, after.relationships);
    }
    return -1;
}

} // namespace

Selection followed(const Selection &selection, const model::Model &before, const model::Model &after)
{
    const int row = rowAfter(selection, before, after);
    if (row < 0)
        return {};
    Selection then = selection;
    then.row = row;
    if (then.kind == Selection::Kind::Index) {
        then.index = indexAfter(then.index, before.tables[static_cast<std::size_t>(selection.row)].definition,
                                after.tables[static_cast<std::size_t>(row)].definition);
        if (then.index.isEmpty())
            return {.kind = Selection::Kind::Table, .row = row};
    }
    return then;
}

} // namespace keywright::ui
