#include "ui/data/item_table_model.h"

#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/key_header.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

/// What the thread brings back.
struct ItemTableModel::Page {
    std::vector<value::Item> items;
    std::optional<value::Item> nextKey;
    std::optional<qint64> totalItems;
    QString error;
};

ItemTableModel::ItemTableModel(QObject *parent) : QAbstractTableModel(parent), m_background(this) { }

void ItemTableModel::setPlace(std::shared_ptr<const model::Model> model, std::shared_ptr<connection::Connection> connection,
                              const Place &place)
{
    m_background.stop();
    ++m_request;
    beginResetModel();
    m_model = std::move(model);
    m_connection = std::move(connection);
    m_place = place;
    m_columns = m_connection ? ItemColumns(place) : ItemColumns();
    m_looks = m_model ? entityLooks(*m_model) : std::vector<EntityLook>{};
    m_rows.clear();
    m_nextKey.reset();
    m_totalItems.reset();
    m_error.clear();
    m_state = State::Idle;
    endResetModel();
    emit stateChanged();
    if (m_connection && m_model)
        readPage();
}

void ItemTableModel::readPage()
{
    setState(State::Reading);
    engine::ScanRequest request;
    request.table = m_place.table;
    request.index = m_place.index;
    request.limit = kPageItems;
    request.exclusiveStartKey = m_nextKey;
    m_background.start(
        [connection = m_connection, request](const std::stop_token &stop) {
            Page page;
            if (stop.stop_requested())
                return page;
            try {
                if (request.index.empty() && !request.exclusiveStartKey)
                    page.totalItems = connection->describeTable(request.table).itemCount;
                engine::ItemPage answer = connection->scan(request);
                page.items = std::move(answer.items);
                page.nextKey = std::move(answer.lastEvaluatedKey);
            } catch (const std::exception &error) {
                page.error = toQString(error.what());
            }
            return page;
        },
        [this, id = m_request](Page page) {
            if (id == m_request)
                takePage(std::move(page));
        });
}

void ItemTableModel::takePage(Page page)
{
    if (!page.error.isEmpty()) {
        m_error = page.error;
        setState(State::Failed);
        return;
    }
    if (page.totalItems)
        m_totalItems = page.totalItems;
    m_nextKey = std::move(page.nextKey);
    appendColumns(page.items);
    appendRows(std::move(page.items));
    if (!m_nextKey)
        setState(State::Complete);
    else
        setState(rowCount() >= kMaxItems ? State::LimitReached : State::Idle);
}

void ItemTableModel::appendColumns(const std::vector<value::Item> &items)
{
    const std::vector<ItemColumn> missing = m_columns.missing(items, *m_model, m_place.table);
    if (missing.empty())
        return;
    const int first = columnCount();
    beginInsertColumns({}, first, first + static_cast<int>(missing.size()) - 1);
    m_columns.add(missing);
    endInsertColumns();
}

void ItemTableModel::appendRows(std::vector<value::Item> items)
{
    if (items.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(items.size()) - 1);
    for (value::Item &item : items) {
        Row row;
        row.entity = entityOf(item);
        if (!m_rows.empty())
            row.collection = m_rows.back().collection + (sharesCollection(*m_rows.back().item, item) ? 0 : 1);
        row.item = std::make_shared<const value::Item>(std::move(item));
        m_rows.push_back(std::move(row));
    }
    endInsertRows();
}

int ItemTableModel::entityOf(const value::Item &item) const
{
    const model::Entity *entity = m_model->entityOf(m_place.table, item);
    return entity ? static_cast<int>(entity - m_model->entities.data()) : -1;
}

bool ItemTableModel::sharesCollection(const value::Item &one, const value::Item &other) const
{
    for (const schema::KeyAttribute &attribute : m_place.key.partition) {
        const value::AttributeValue *left = one.find(attribute.name);
        const value::AttributeValue *right = other.find(attribute.name);
        if (!left || !right || !(*left == *right))
            return false;
    }
    return true;
}

void ItemTableModel::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

std::shared_ptr<const value::Item> ItemTableModel::itemAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].item : nullptr;
}

const EntityLook *ItemTableModel::entityAt(int row) const
{
    const int entity = row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].entity : -1;
    return entity < 0 ? nullptr : &m_looks[static_cast<std::size_t>(entity)];
}

int ItemTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ItemTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_connection ? 0 : static_cast<int>(m_columns.columns().size());
}

bool ItemTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_state == State::Idle && m_nextKey.has_value();
}

void ItemTableModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        readPage();
}

QVariant ItemTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == kCollectionRole)
        return row.collection;
    const ItemColumn &column = m_columns.columns()[static_cast<std::size_t>(index.column())];
    if (column.kind == ItemColumn::Kind::Entity)
        return entityCell(row, role);
    const value::AttributeValue *value = row.item->find(column.attribute);
    if (value)
        return valueCell(*value, column.kind, role);
    if (role == Qt::AccessibleTextRole)
        return tr("No %1").arg(toQString(column.attribute));
    return role == kMissingRole ? QVariant(true) : QVariant();
}

QVariant ItemTableModel::entityCell(const Row &row, int role) const
{
    if (row.entity < 0)
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
        return column.kind == Kind::Entity ? tr("Entity") : toQString(column.attribute);
    if (role == kKeyMarkRole && column.kind == Kind::PartitionKey)
        return QStringLiteral("PK");
    if (role == kKeyMarkRole && column.kind == Kind::SortKey)
        return QStringLiteral("SK");
    return {};
}

} // namespace keywright::ui
