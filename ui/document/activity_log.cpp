#include "ui/document/activity_log.h"

#include <QLocale>

#include "ui/document/text.h"

namespace keywright::ui {

QByteArray Activity::keptRequest(const value::Json &request)
{
    const std::string text = request.isNull() ? std::string() : request.compact();
    return text.size() > kLongestRequest ? QByteArray() : QByteArray::fromStdString(text);
}

void ActivityLog::append(Activity activity)
{
    if (m_pinnedTime.isValid())
        activity.time = m_pinnedTime;
    activity.milliseconds = shownDuration(activity.milliseconds);
    if (m_entries.size() >= kMaxEntries) {
        const int last = static_cast<int>(m_entries.size()) - 1;
        beginRemoveRows({}, last, last);
        m_entries.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_entries.push_front(std::move(activity));
    endInsertRows();
}

void ActivityLog::clear()
{
    beginResetModel();
    m_entries.clear();
    endResetModel();
}

void ActivityLog::pin(const QDateTime &time, double milliseconds)
{
    m_pinnedTime = time;
    m_pinnedDuration = milliseconds;
}

int ActivityLog::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int ActivityLog::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ActivityLog::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Activity &entry = m_entries[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole && (index.column() == Duration || index.column() == Items || index.column() == Capacity))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && !entry.error.isEmpty())
        return entry.error;
    if (role == Qt::ToolTipRole && !entry.request.isEmpty())
        return tr("Click to open it in Operations");
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time: return QLocale::c().toString(entry.time.time(), QStringLiteral("HH:mm:ss"));
    case Operation: return entry.operation;
    case Place: return entry.place;
    case Duration: return durationText(entry.milliseconds);
    case Items: return QLocale().toString(entry.items);
    case Capacity: return unitsText(entry.capacityUnits);
    case Outcome: return entry.error.isEmpty() ? tr("Answered") : tr("Refused: %1").arg(entry.error);
    default: return {};
    }
}

QVariant ActivityLog::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == Duration || section == Items || section == Capacity ? Qt::AlignRight : Qt::AlignLeft)
                        | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Operation: return tr("Operation");
    case Place: return tr("Table or index");
    case Duration: return tr("Duration");
    case Items: return tr("Items");
    case Capacity: return tr("Capacity units");
    case Outcome: return tr("Outcome");
    default: return {};
    }
}

} // namespace keywright::ui
