#include "ui/design/key_chart_model.h"

#include <algorithm>

#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/key_header.h"

namespace keywright::ui {

void KeyChartModel::setTable(std::shared_ptr<const model::Model> model, int table)
{
    beginResetModel();
    m_model = std::move(model);
    m_looks.clear();
    m_entities.clear();
    m_columns.clear();
    if (m_model && table >= 0 && table < static_cast<int>(m_model->tables.size())) {
        const schema::TableDefinition &definition = m_model->tables[static_cast<std::size_t>(table)].definition;
        m_looks = entityLooks(*m_model);
        addColumns(definition.key, toQString(definition.name));
        for (const auto *indexes : {&definition.localIndexes, &definition.globalIndexes}) {
            for (const schema::IndexDefinition &index : *indexes)
                addColumns(index.key, toQString(index.name));
        }
        for (std::size_t row = 0; row < m_model->entities.size(); ++row) {
            if (m_model->entities[row].table == definition.name)
                m_entities.push_back(static_cast<int>(row));
        }
    }
    endResetModel();
}

void KeyChartModel::addColumns(const schema::KeySchema &key, const QString &place)
{
    const auto add = [&](const schema::KeyAttribute &attribute, bool partition) {
        const auto same = [&](const KeyColumn &column) { return column.attribute == attribute.name; };
        if (std::none_of(m_columns.begin(), m_columns.end(), same))
            m_columns.push_back({attribute.name, place, partition});
    };
    for (const schema::KeyAttribute &attribute : key.partition)
        add(attribute, true);
    for (const schema::KeyAttribute &attribute : key.sort)
        add(attribute, false);
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
    case Qt::DisplayRole: return look.name;
    case kMarksRole: return QVariantList{QVariant::fromValue(look)};
    case kStrongRole: return true;
    default: return {};
    }
}

QVariant KeyChartModel::keyCell(const model::Entity &entity, const KeyColumn &column, int role) const
{
    const std::string *keyTemplate = entity.keyTemplate(column.attribute);
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
    case Qt::ToolTipRole:
    case kTemplateRole: return text;
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
