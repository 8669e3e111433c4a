#include "ui/document/model_place.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include "ui/document/text.h"

namespace keywright::ui {

namespace {

Selection selectionInTable(const model::Model &model, int row, const QString &rest)
{
    static const QRegularExpression index(QStringLiteral("^\\.(local|global|vector)(?:Secondary)?Indexes\\[(\\d+)\\]"));
    const Selection table{.kind = Selection::Kind::Table, .row = row};
    const QRegularExpressionMatch match = index.match(rest);
    if (!match.hasMatch())
        return table;
    const schema::TableDefinition &definition = model.tables[static_cast<std::size_t>(row)].definition;
    const std::size_t at = match.captured(2).toUInt();
    const auto indexIn = [&](const auto &indexes) {
        return at < indexes.size() ? Selection{Selection::Kind::Index, row, toQString(indexes[at].name), {}} : table;
    };
    if (match.captured(1) == QLatin1String("vector"))
        return indexIn(definition.vectorIndexes);
    return indexIn(match.captured(1) == QLatin1String("local") ? definition.localIndexes : definition.globalIndexes);
}

/// The name of the entity's attribute that the path leads to; empty when it leads to none.
QString attributeAt(const model::Entity &entity, const QString &place)
{
    static const QRegularExpression path(QStringLiteral("\\]\\.attributes\\[(\\d+)\\]"));
    const std::size_t at = path.match(place).captured(1).toUInt();
    return path.match(place).hasMatch() && at < entity.attributes.size() ? toQString(entity.attributes[at].name) : QString();
}

QString partOfEntity(const model::Entity &entity, const QString &place)
{
    static const QRegularExpression keyTemplate(QStringLiteral("\\.keyTemplates\\.([^.\\[]+)"));
    const QString key = keyTemplate.match(place).captured(1);
    return key.isEmpty() ? attributeAt(entity, place) : key;
}

QString partOfPattern(const QString &place)
{
    static const QRegularExpression step(QStringLiteral("\\.steps\\[(\\d+)\\]"));
    const QRegularExpressionMatch match = step.match(place);
    return match.hasMatch() ? QCoreApplication::translate("ModelPlace", "step %1").arg(match.captured(1).toInt() + 1) : QString();
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

QString wordsOfPlace(const model::Model &model, const QString &place)
{
    using Kind = Selection::Kind;
    const Selection selection = selectionOfPlace(model, place);
    const auto row = static_cast<std::size_t>(selection.row);
    const auto words = [](const std::string &name, const QString &part) {
        return part.isEmpty() ? toQString(name) : QStringLiteral("%1 · %2").arg(toQString(name), part);
    };
    switch (selection.kind) {
    case Kind::Table: return toQString(model.tables[row].definition.name);
    case Kind::Index: return words(model.tables[row].definition.name, selection.index);
    case Kind::Entity: return words(model.entities[row].name, partOfEntity(model.entities[row], place));
    case Kind::AccessPattern: return words(model.accessPatterns[row].name, partOfPattern(place));
    case Kind::Relationship: return toQString(model.relationships[row].name);
    case Kind::Facet: return toQString(model.facets[row].name);
    default: return place;
    }
}

} // namespace keywright::ui
