#include "ui/design/returned_items.h"

#include <algorithm>
#include <set>

#include "core/model/entity_view.h"
#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

namespace {

constexpr qsizetype kLongest = 200; ///< letters of a value

/// The tables that the step's items can be of.
std::vector<std::string> tablesOf(const model::Step &step)
{
    std::vector<std::string> tables;
    if (!step.operation.table.empty())
        tables.push_back(step.operation.table);
    for (const model::Operation &part : step.parts)
        if (std::find(tables.begin(), tables.end(), part.table) == tables.end())
            tables.push_back(part.table);
    return tables;
}

const model::Entity *entityAmong(const model::Model &model, const std::vector<std::string> &tables, const value::Item &item)
{
    for (const std::string &table : tables)
        if (const model::Entity *entity = model::entityOfItem(model, table, item))
            return entity;
    return nullptr;
}

QString differenceText(model::DifferenceKind kind)
{
    switch (kind) {
    case model::DifferenceKind::Missing: return ReturnedItems::tr("Missing");
    case model::DifferenceKind::Unexpected: return ReturnedItems::tr("Unexpected");
    case model::DifferenceKind::OutOfOrder: return ReturnedItems::tr("Wrong order");
    case model::DifferenceKind::DifferingAttribute: return ReturnedItems::tr("Other value");
    default: return {};
    }
}

} // namespace

ReturnedItems::ReturnedItems(const model::Model &model, const model::AccessPattern &pattern, const session::PatternVerification &verified,
                             QObject *parent)
    : QAbstractTableModel(parent), m_looks(entityLooks(model))
{
    if (!verified.firstRun.steps.empty())
        addItems(model, pattern, verified.firstRun.steps.back().items);
    using enum session::VerificationStatus;
    const bool ofThisRun = verified.failedRuns > 0 && verified.arguments == session::exampleArguments(pattern);
    if (verified.status == Verified || ofThisRun)
        for (Row &row : m_rows)
            row.compared = tr("As expected");
    if (ofThisRun)
        addDifferences(verified.differences);
    addColumns(model);
}

void ReturnedItems::addItems(const model::Model &model, const model::AccessPattern &pattern, const std::vector<value::Item> &items)
{
    const std::vector<std::string> tables = pattern.steps.empty() ? std::vector<std::string>() : tablesOf(pattern.steps.back());
    for (const value::Item &item : items) {
        Row row;
        row.item = item;
        if (const model::Entity *entity = entityAmong(model, tables, item)) {
            row.entity = static_cast<int>(entity - model.entities.data());
            row.name = toQString(model::displayName(model, *entity, model::viewOf(model, *entity, item)));
            row.item = model::completed(model, *entity, item);
        } else {
            row.name = tr("Item of no entity");
        }
        m_rows.push_back(std::move(row));
    }
}

void ReturnedItems::addDifferences(const std::vector<model::Difference> &differences)
{
    for (const model::Difference &difference : differences) {
        const QString name = toQString(difference.item);
        const QString text = differenceText(difference.kind);
        if (text.isEmpty())
            continue;
        const auto isIt = [&name](const Row &row) { return row.name == name && !row.differs; };
        const auto found = std::find_if(m_rows.begin(), m_rows.end(), isIt);
        Row &row = difference.kind == model::DifferenceKind::Missing || found == m_rows.end() ? m_rows.emplace_back() : *found;
        row.name = name;
        row.compared = text;
        row.differs = true;
        for (std::size_t entity = 0; entity < m_looks.size() && row.entity < 0; ++entity)
            if (name.startsWith(m_looks[entity].name + QLatin1Char(' ')))
                row.entity = static_cast<int>(entity);
    }
}

/// The entities' attributes in the designer's order, then what else the items have, such as keys.
void ReturnedItems::addColumns(const model::Model &model)
{
    std::set<std::string> present;
    std::set<int> entities;
    for (const Row &row : m_rows) {
        entities.insert(row.entity);
        for (const auto &entry : row.item)
            present.insert(entry.name);
    }
    for (const int entity : entities)
        if (entity >= 0)
            for (const model::Attribute &attribute : model.entities[static_cast<std::size_t>(entity)].attributes)
                if (present.erase(attribute.name) > 0)
                    m_attributes.push_back(attribute.name);
    m_attributes.insert(m_attributes.end(), present.begin(), present.end());
}

int ReturnedItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReturnedItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstAttribute + static_cast<int>(m_attributes.size());
}

QVariant ReturnedItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (index.column() == Item) {
        if (role == kMarksRole && row.entity >= 0)
            return QVariantList{QVariant::fromValue(m_looks[static_cast<std::size_t>(row.entity)])};
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(row.name) : QVariant();
    }
    if (index.column() == Compared) {
        if (role == kToneRole)
            return static_cast<int>(row.differs ? IconTint::Error : IconTint::Success);
        if (role == Qt::DecorationRole && !row.compared.isEmpty())
            return icon(row.differs ? QStringLiteral("error") : QStringLiteral("ok"), row.differs ? IconTint::Error : IconTint::Success);
        if (role == kMissingRole)
            return row.compared.isEmpty();
        return role == Qt::DisplayRole ? QVariant(row.compared) : QVariant();
    }
    const value::AttributeValue *found = row.item.find(m_attributes[static_cast<std::size_t>(index.column() - FirstAttribute)]);
    switch (role) {
    case Qt::DisplayRole: return found ? toQString(value::displayText(*found)).left(kLongest) : QString();
    case Qt::TextAlignmentRole: return found && found->type() == value::Type::N ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case kMissingRole: return found == nullptr;
    case kMonoRole: return true;
    default: return {};
    }
}

QVariant ReturnedItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section < FirstAttribute)
        return section == Item ? tr("Item") : tr("Compared");
    return toQString(m_attributes[static_cast<std::size_t>(section - FirstAttribute)]);
}

} // namespace keywright::ui
