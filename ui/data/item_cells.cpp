// What the item grid shows of its rows: the part of ItemTableModel that reads nothing.
#include "core/value/dynamodb_json.h"
#include "ui/data/item_table_model.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/key_header.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

const ItemTableModel::Row *ItemTableModel::rowAt(int row, bool wants) const
{
    if (row < 0 || row >= m_rowCount)
        return nullptr;
    if (isListing())
        return static_cast<std::size_t>(row) < m_listed.size() ? &m_listed[static_cast<std::size_t>(row)] : nullptr;
    const int page = row / m_pageItems;
    const auto held = m_pages.find(page);
    if (wants && (held == m_pages.end() || held->second.isStale))
        want(page);
    if (held == m_pages.end())
        return nullptr;
    held->second.used = ++m_clock;
    const auto at = static_cast<std::size_t>(row % m_pageItems);
    return at < held->second.rows.size() ? &held->second.rows[at] : nullptr;
}

void ItemTableModel::setGrouped(bool grouped)
{
    m_grouped = grouped;
    touch(0, m_rowCount - 1);
}

std::size_t ItemTableModel::heldItems() const
{
    std::size_t held = m_listed.size();
    for (const auto &page : m_pages)
        held += page.second.rows.size();
    return held;
}

std::shared_ptr<const value::Item> ItemTableModel::itemAt(int row) const
{
    const Row *found = rowAt(row, false);
    return found ? found->item : nullptr;
}

const EntityLook *ItemTableModel::entityAt(int row) const
{
    const Row *found = rowAt(row, false);
    const auto entity = found ? static_cast<std::size_t>(found->entity) : m_looks.size();
    return entity < m_looks.size() ? &m_looks[entity] : nullptr;
}

int ItemTableModel::rowOfKey(const value::Item &key) const
{
    const auto hasKey = [&key](const Row &row) {
        for (const auto &part : key) {
            const value::AttributeValue *value = row.item->find(part.name);
            if (!value || !(*value == part.value))
                return false;
        }
        return true;
    };
    for (std::size_t at = 0; at < m_listed.size(); ++at) {
        if (hasKey(m_listed[at]))
            return static_cast<int>(at);
    }
    for (const auto &page : m_pages) {
        if (page.second.isStale || !page.second.isExact)
            continue;
        for (std::size_t at = 0; at < page.second.rows.size(); ++at) {
            if (hasKey(page.second.rows[at]))
                return page.first * m_pageItems + static_cast<int>(at);
        }
    }
    return -1;
}

int ItemTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rowCount;
}

int ItemTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_source.connection ? 0 : static_cast<int>(m_columns.columns().size());
}

QVariant ItemTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row *row = rowAt(index.row(), role == Qt::DisplayRole);
    if (!row) {
        if (role == Qt::AccessibleTextRole)
            return tr("Being read");
        if (role == Qt::DisplayRole && index.column() == 0)
            return QStringLiteral("…");
        return role == kToneRole ? QVariant(static_cast<int>(IconTint::Faint)) : QVariant();
    }
    if (role == kCollectionRole)
        return isGrouped() ? QVariant(row->collection) : QVariant();
    const ItemColumn &column = m_columns.columns()[static_cast<std::size_t>(index.column())];
    if (column.kind == ItemColumn::Kind::Entity)
        return entityCell(*row, role);
    if (role == kRepeatedRole)
        return isGrouped() && column.kind == ItemColumn::Kind::PartitionKey && index.row() > 0
            && this->index(index.row() - 1, 0).data(kCollectionRole) == QVariant(row->collection);
    const value::AttributeValue *value = row->item->find(column.attribute);
    if (value)
        return valueCell(*value, column.kind, role);
    if (role == Qt::AccessibleTextRole)
        return tr("No %1").arg(toQString(column.attribute));
    return role == kMissingRole ? QVariant(true) : QVariant();
}

QVariant ItemTableModel::entityCell(const Row &row, int role) const
{
    if (row.entity < 0 || static_cast<std::size_t>(row.entity) >= m_looks.size())
        return role == kMissingRole   ? QVariant(true)
            : role == Qt::ToolTipRole ? QVariant(tr("No entity of the model describes this item"))
                                      : QVariant();
    const EntityLook &look = m_looks[static_cast<std::size_t>(row.entity)];
    switch (role) {
    case Qt::DisplayRole: return look.name;
    case kMarksRole: return QVariantList{QVariant::fromValue(look)};
    default: return {};
    }
}

QVariant ItemTableModel::valueCell(const value::AttributeValue &value, ItemColumn::Kind kind, int role) const
{
    using value::Type;
    const Type type = value.type();
    const bool isKey = kind != ItemColumn::Kind::Attribute;
    switch (role) {
    case Qt::DisplayRole: return toQString(value::displayText(value));
    case Qt::ToolTipRole: return toQString(std::string(value::tagOf(type)) + "  " + value::displayText(value)).left(2000);
    case Qt::TextAlignmentRole: return type == Type::N ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case kMonoRole: return isKey || (type != Type::S && type != Type::Bool && type != Type::Null);
    case kEmptyTextRole: {
        const auto *text = value.get<std::string>();
        return text && text->empty();
    }
    case kToneRole: return type == Type::S || type == Type::N ? QVariant() : QVariant(static_cast<int>(IconTint::Secondary));
    default: return {};
    }
}

QVariant ItemTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ItemColumn &column = m_columns.columns()[static_cast<std::size_t>(section)];
    using Kind = ItemColumn::Kind;
    if (role == Qt::DisplayRole)
        return column.kind == Kind::Entity ? tr("Entity") : toQString(column.alias.empty() ? column.attribute : column.alias);
    if (role == Qt::ToolTipRole && !column.alias.empty())
        return toQString(column.attribute);
    if (role == kKeyMarkRole && column.kind == Kind::PartitionKey)
        return QStringLiteral("PK");
    if (role == kKeyMarkRole && column.kind == Kind::SortKey)
        return QStringLiteral("SK");
    const bool isSorted =
        column.kind == Kind::Entity ? m_question.sortByEntity : m_question.isSorted() && m_question.sortBy == column.attribute;
    if (role == kSortMarkRole && isSorted)
        return m_question.descending ? QStringLiteral("chevron-down") : QStringLiteral("chevron-up");
    return {};
}

} // namespace keywright::ui
