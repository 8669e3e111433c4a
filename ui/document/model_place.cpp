#include "ui/document/model_place.h"

#include <QRegularExpression>

#include "ui/document/text.h"

namespace keywright::ui {

namespace {

Selection selectionInTable(const model::Model &model, int row, const QString &rest)
{
    static const QRegularExpression index(QStringLiteral("^\\.(local|global)SecondaryIndexes\\[(\\d+)\\]"));
    const Selection table{.kind = Selection::Kind::Table, .row = row};
    const QRegularExpressionMatch match = index.match(rest);
    if (!match.hasMatch())
        return table;
    const schema::TableDefinition &definition = model.tables[static_cast<std::size_t>(row)].definition;
    const auto &indexes = match.captured(1) == QLatin1String("local") ? definition.localIndexes : definition.globalIndexes;
    const std::size_t at = match.captured(2).toUInt();
    return at < indexes.size() ? Selection{Selection::Kind::Index, row, toQString(indexes[at].name), {}} : table;
}

} // namespace

Selection selectionOfPlace(const model::Model &model, const QString &place)
{
    static const QRegularExpression first(QStringLiteral("^(\\w+)\\[(\\d+)\\]"));
    const QRegularExpressionMatch match = first.match(place);
    if (!match.hasMatch())
        return {};
    const int row = match.captured(2).toInt();
    const auto within = [row](const auto &list) { return row < static_cast<int>(list.size()); };
    const QString list = match.captured(1);
    if (list == QLatin1String("tables") && within(model.tables))
        return selectionInTable(model, row, place.mid(match.capturedEnd()));
    if (list == QLatin1String("entities") && within(model.entities))
        return {.kind = Selection::Kind::Entity, .row = row};
    if (list == QLatin1String("accessPatterns") && within(model.accessPatterns))
        return {.kind = Selection::Kind::AccessPattern, .row = row};
    if (list == QLatin1String("relationships") && within(model.relationships))
        return {.kind = Selection::Kind::Relationship, .row = row};
    if (list == QLatin1String("facets") && within(model.facets))
        return {.kind = Selection::Kind::Facet, .row = row};
    return {};
}

} // namespace keywright::ui
