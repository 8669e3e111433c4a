#include "ui/design/key_chart_model.h"

#include <algorithm>
#include <utility>

#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/key_header.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

std::vector<KeyChartModel::KeyColumn> KeyChartModel::columnsOf(const schema::TableDefinition &table)
{
    std::vector<KeyColumn> columns;
    const auto add = [&columns](const schema::KeySchema &key, const QString &place) {
        for (const auto *part : {&key.partition, &key.sort}) {
            for (const schema::KeyAttribute &attribute : *part) {
                const auto same = [&attribute](const KeyColumn &column) { return column.attribute == attribute.name; };
                if (std::none_of(columns.begin(), columns.end(), same))
                    columns.push_back({attribute.name, place, part == &key.partition});
            }
        }
    };
    add(table.key, toQString(table.name));
    for (const auto *indexes : {&table.localIndexes, &table.globalIndexes}) {
        for (const schema::IndexDefinition &index : *indexes)
            add(index.key, toQString(index.name));
    }
    return columns;
}

void KeyChartModel::reset(std::shared_ptr<const model::Model> model, const model::Table *table)
{
    beginResetModel();
    m_model = std::move(model);
    m_table.clear();
    m_looks.clear();
    m_entities.clear();
    m_names.clear();
    m_columns.clear();
    m_clashes.clear();
    if (table) {
        m_table = toQString(table->definition.name);
        m_looks = entityLooks(*m_model);
        m_columns = columnsOf(table->definition);
        for (std::size_t row = 0; row < m_model->entities.size(); ++row) {
            if (m_model->entities[row].table != table->definition.name)
                continue;
            m_entities.push_back(static_cast<int>(row));
            m_names.push_back(toQString(m_model->entities[row].name));
        }
    }
    endResetModel();
}

void KeyChartModel::setTable(std::shared_ptr<const model::Model> model, int table)
{
    const bool isTable = model && table >= 0 && table < static_cast<int>(model->tables.size());
    const model::Table *shown = isTable ? &model->tables[static_cast<std::size_t>(table)] : nullptr;
    if (!shown || !m_model || m_table != toQString(shown->definition.name)) {
        reset(std::move(model), shown);
        return;
    }
    std::vector<KeyColumn> columns = columnsOf(shown->definition);
    // Another index or key changes every row; it is no edit of a cell.
    if (columns != m_columns) {
        std::vector<model::KeyClash> clashes = std::move(m_clashes);
        reset(std::move(model), shown);
        setClashes(std::move(clashes));
        return;
    }
    std::vector<int> entities;
    std::vector<QString> names;
    for (std::size_t row = 0; row < model->entities.size(); ++row) {
        if (model->entities[row].table != shown->definition.name)
            continue;
        entities.push_back(static_cast<int>(row));
        names.push_back(toQString(model->entities[row].name));
    }
    takeRows(std::move(model), entities, names);
}

/// What stands at both ends stays; as many rows between them as before are taken for renamed ones.
void KeyChartModel::takeRows(std::shared_ptr<const model::Model> model, const std::vector<int> &entities, const std::vector<QString> &names)
{
    std::size_t first = 0;
    while (first < m_names.size() && first < names.size() && m_names[first] == names[first])
        ++first;
    std::size_t last = 0;
    while (last < m_names.size() - first && last < names.size() - first
           && m_names[m_names.size() - 1 - last] == names[names.size() - 1 - last])
        ++last;
    const std::size_t gone = m_names.size() - first - last;
    const std::size_t come = names.size() - first - last;
    const int row = static_cast<int>(first + std::min(gone, come));
    if (gone > come)
        beginRemoveRows({}, row, row + static_cast<int>(gone - come) - 1);
    else if (come > gone)
        beginInsertRows({}, row, row + static_cast<int>(come - gone) - 1);
    m_model = std::move(model);
    m_looks = entityLooks(*m_model);
    m_entities = entities;
    m_names = names;
    if (gone > come)
        endRemoveRows();
    else if (come > gone)
        endInsertRows();
    if (!m_entities.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void KeyChartModel::setClashes(std::vector<model::KeyClash> clashes)
{
    if (clashes == m_clashes)
        return;
    m_clashes = std::move(clashes);
    if (!m_entities.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DecorationRole, Qt::ToolTipRole});
}

std::string KeyChartModel::attributeAt(int column) const
{
    return column > 0 && column <= static_cast<int>(m_columns.size()) ? m_columns[static_cast<std::size_t>(column - 1)].attribute
                                                                      : std::string();
}

int KeyChartModel::entityAt(int row) const
{
    return row >= 0 && row < static_cast<int>(m_entities.size()) ? m_entities[static_cast<std::size_t>(row)] : -1;
}

int KeyChartModel::rowOf(int entity) const
{
    const auto found = std::find(m_entities.begin(), m_entities.end(), entity);
    return found == m_entities.end() ? -1 : static_cast<int>(found - m_entities.begin());
}

int KeyChartModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entities.size());
}

int KeyChartModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size()) + 1;
}

Qt::ItemFlags KeyChartModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? QAbstractTableModel::flags(index) | Qt::ItemIsEditable : Qt::NoItemFlags;
}

QVariant KeyChartModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.column() == 0)
        return entityCell(index.row(), role);
    const auto entity = static_cast<std::size_t>(entityAt(index.row()));
    return keyCell(m_model->entities[entity], m_columns[static_cast<std::size_t>(index.column() - 1)], role);
}

QVariant KeyChartModel::entityCell(int row, int role) const
{
    const EntityLook &look = m_looks[static_cast<std::size_t>(entityAt(row))];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return look.name;
    case kMarksRole: return QVariantList{QVariant::fromValue(look)};
    case kStrongRole: return true;
    default: return {};
    }
}

QString KeyChartModel::clashText(const model::Entity &entity, const KeyColumn &column) const
{
    for (const model::KeyClash &clash : m_clashes) {
        const bool isOfIt = clash.one == entity.name || clash.other == entity.name;
        if (!isOfIt || !clash.index.empty() || toQString(clash.table) != m_table || !clash.example.contains(column.attribute))
            continue;
        QStringList example;
        for (const auto &entry : clash.example)
            example << QStringLiteral("%1 = %2").arg(toQString(entry.name), toQString(value::displayText(entry.value)));
        return tr("%1 and %2 can build the same key, so that one item would replace the other: %3")
            .arg(toQString(clash.one), toQString(clash.other), example.join(QStringLiteral(", ")));
    }
    return {};
}

QVariant KeyChartModel::keyCell(const model::Entity &entity, const KeyColumn &column, int role) const
{
    const std::string *keyTemplate = entity.keyTemplate(column.attribute);
    if (role == Qt::EditRole)
        return keyTemplate ? toQString(*keyTemplate) : QString();
    // A key attribute without a template is an attribute of the entity itself, as in a table that is not overloaded.
    const bool ownAttribute = !keyTemplate && entity.findAttribute(column.attribute);
    if (!keyTemplate && !ownAttribute)
        return role == kMissingRole ? QVariant(true)
            : role == Qt::AccessibleTextRole || role == Qt::ToolTipRole
            ? QVariant(tr("%1 has no %2, so it is not in %3").arg(toQString(entity.name), toQString(column.attribute), column.place))
            : QVariant();
    const QString text = keyTemplate ? toQString(*keyTemplate) : QStringLiteral("{%1}").arg(toQString(column.attribute));
    switch (role) {
    case Qt::DisplayRole:
    case kTemplateRole: return text;
    case Qt::ToolTipRole: {
        const QString clash = clashText(entity, column);
        return clash.isEmpty() ? text : clash;
    }
    case Qt::AccessibleDescriptionRole: return clashText(entity, column);
    case Qt::DecorationRole:
        return clashText(entity, column).isEmpty() ? QVariant() : QVariant(icon(QStringLiteral("error"), IconTint::Error));
    default: return {};
    }
}

QVariant KeyChartModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section > static_cast<int>(m_columns.size()))
        return {};
    if (section == 0)
        return role == Qt::DisplayRole ? QVariant(tr("Entity")) : QVariant();
    const KeyColumn &column = m_columns[static_cast<std::size_t>(section - 1)];
    switch (role) {
    case Qt::DisplayRole: return toQString(column.attribute);
    case kKeyMarkRole: return column.partition ? QStringLiteral("PK") : QStringLiteral("SK");
    case kGroupRole: return column.place;
    case Qt::ToolTipRole: return (column.partition ? tr("Partition key of %1") : tr("Sort key of %1")).arg(column.place);
    default: return {};
    }
}

} // namespace keywright::ui
