#include "ui/operations/result_items.h"

#include <algorithm>
#include <set>

#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/key_header.h"

namespace keywright::ui {

namespace {

constexpr int kLongest = 300; ///< letters of a cell

bool holds(const std::vector<schema::KeyAttribute> &part, const std::string &name)
{
    return std::any_of(part.begin(), part.end(), [&name](const schema::KeyAttribute &attribute) { return attribute.name == name; });
}

} // namespace

ResultItems::ResultItems(QObject *parent) : QAbstractTableModel(parent) { }

void ResultItems::setItems(std::vector<value::Item> items, const schema::KeySchema &key, const model::Model *model,
                           const std::string &table)
{
    beginResetModel();
    m_items = std::move(items);
    m_key = key;
    m_attributes.clear();
    m_scores.clear();
    m_entities.clear();
    m_looks = model != nullptr ? entityLooks(*model) : std::vector<EntityLook>();
    std::set<std::string> present;
    for (const value::Item &item : m_items)
        for (const auto &entry : item)
            present.insert(entry.name);
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (present.erase(attribute.name) > 0)
                m_attributes.push_back(attribute.name);
    for (const value::Item &item : m_items) {
        for (const auto &entry : item)
            if (present.erase(entry.name) > 0)
                m_attributes.push_back(entry.name);
        const model::Entity *entity = model != nullptr ? model->entityOf(table, item) : nullptr;
        m_entities.push_back(entity != nullptr ? static_cast<int>(entity - model->entities.data()) : -1);
    }
    endResetModel();
}

void ResultItems::setScores(std::vector<double> scores)
{
    beginResetModel();
    m_scores = std::move(scores);
    m_scores.resize(m_scores.empty() ? 0 : m_items.size());
    endResetModel();
}

QVariant ResultItems::scoreData(std::size_t row, int role) const
{
    constexpr int kDigits = 6;
    switch (role) {
    case Qt::DisplayRole: return QString::number(m_scores[row], 'g', kDigits);
    case Qt::ToolTipRole: return tr("As the service gives it: a distance for cosine and Euclidean, the product for dot product");
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case kMonoRole: return true;
    default: return {};
    }
}

int ResultItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int ResultItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnsBefore() + static_cast<int>(m_attributes.size());
}

QVariant ResultItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (role == kMarksRole) {
        if (index.column() != columnsBefore() || m_entities[row] < 0)
            return {};
        return QVariantList{QVariant::fromValue(m_looks[static_cast<std::size_t>(m_entities[row])])};
    }
    if (index.column() < columnsBefore())
        return scoreData(row, role);
    const value::AttributeValue *found = m_items[row].find(m_attributes[static_cast<std::size_t>(index.column() - columnsBefore())]);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return found ? toQString(value::displayText(*found)).left(kLongest) : QString();
    case Qt::TextAlignmentRole: return found && found->type() == value::Type::N ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case kMissingRole: return found == nullptr;
    case kEmptyTextRole: return found && found->get<std::string>() && found->get<std::string>()->empty();
    case kMonoRole: return true;
    default: return {};
    }
}

QVariant ResultItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (section < columnsBefore())
        return role == Qt::DisplayRole ? QVariant(tr("Score")) : QVariant();
    const std::string &name = m_attributes[static_cast<std::size_t>(section - columnsBefore())];
    if (role == Qt::DisplayRole)
        return toQString(name);
    if (role == kKeyMarkRole && holds(m_key.partition, name))
        return QStringLiteral("PK");
    if (role == kKeyMarkRole && holds(m_key.sort, name))
        return QStringLiteral("SK");
    return {};
}

} // namespace keywright::ui
