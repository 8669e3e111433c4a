#include "ui/streams/change_model.h"

#include <algorithm>

#include <QDateTime>
#include <QLocale>

#include "core/connection/stream_json.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

namespace {

QString iconOf(engine::ChangeKind kind)
{
    switch (kind) {
    case engine::ChangeKind::Insert: return QStringLiteral("add");
    case engine::ChangeKind::Modify: return QStringLiteral("edit");
    case engine::ChangeKind::Remove: break;
    }
    return QStringLiteral("delete");
}

IconTint tintOf(engine::ChangeKind kind)
{
    switch (kind) {
    case engine::ChangeKind::Insert: return IconTint::Success;
    case engine::ChangeKind::Modify: return IconTint::Accent;
    case engine::ChangeKind::Remove: break;
    }
    return IconTint::Error;
}

} // namespace

QString eventText(const engine::ItemChange &change)
{
    const QString word = toQString(engine::textOf(change.kind));
    return change.byService ? ChangeModel::tr("%1 by TTL").arg(word) : word;
}

void ChangeModel::append(const std::vector<JudgedChange> &changes)
{
    m_read += static_cast<qint64>(changes.size());
    std::vector<SharedChange> shown;
    for (const JudgedChange &each : changes) {
        m_kept.push_back(each.change);
        ++m_judged;
        m_matched += each.isMatched ? 1 : 0;
        if (each.isShown)
            shown.push_back(each.change);
    }
    if (!shown.empty()) {
        beginInsertRows({}, 0, static_cast<int>(shown.size()) - 1);
        for (SharedChange &change : shown)
            m_shown.push_front(std::move(change));
        endInsertRows();
    }
    dropOldest();
}

void ChangeModel::dropOldest()
{
    if (keptCount() <= kMostChanges)
        return;
    m_kept.erase(m_kept.begin(), m_kept.begin() + (keptCount() - kMostChanges));
    const quint64 oldest = m_kept.front()->number;
    const auto gone = std::find_if(m_shown.begin(), m_shown.end(), [oldest](const SharedChange &each) { return each->number < oldest; });
    if (gone == m_shown.end())
        return;
    beginRemoveRows({}, static_cast<int>(gone - m_shown.begin()), static_cast<int>(m_shown.size()) - 1);
    m_shown.erase(gone, m_shown.end());
    endRemoveRows();
}

void ChangeModel::setJudged(const std::vector<JudgedChange> &changes)
{
    beginResetModel();
    m_shown.clear();
    m_judged = static_cast<qint64>(changes.size());
    m_matched = 0;
    for (const JudgedChange &each : changes) {
        m_matched += each.isMatched ? 1 : 0;
        if (each.isShown)
            m_shown.push_front(each.change);
    }
    endResetModel();
}

void ChangeModel::clear()
{
    beginResetModel();
    m_kept.clear();
    m_shown.clear();
    m_read = m_matched = m_judged = 0;
    endResetModel();
}

std::vector<SharedChange> ChangeModel::kept() const
{
    return {m_kept.begin(), m_kept.end()};
}

std::vector<SharedChange> ChangeModel::shown() const
{
    return {m_shown.rbegin(), m_shown.rend()};
}

int ChangeModel::rowOf(quint64 number) const
{
    const auto found = std::find_if(m_shown.begin(), m_shown.end(), [number](const SharedChange &each) { return each->number == number; });
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

int ChangeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int ChangeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ChangeModel::textAt(const Change &change, int column) const
{
    constexpr int kShortShard = 8;
    const engine::StreamRecord &record = change.read.record;
    switch (column) {
    case Time: return QDateTime::fromMSecsSinceEpoch(record.createdMs).toString(QStringLiteral("HH:mm:ss"));
    case Event: return eventText(record.change);
    case Key: return change.key;
    case ShardColumn: return toQString(change.read.shardId).right(kShortShard);
    case SequenceNumber: return toQString(record.sequenceNumber);
    default: return tr("%1 B").arg(QLocale().toString(qint64(record.sizeBytes)));
    }
}

QVariant ChangeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Change &change = *changeAt(index.row());
    const engine::ItemChange &item = change.read.record.change;
    if (role == Qt::DisplayRole)
        return textAt(change, index.column());
    if (role == Qt::DecorationRole && index.column() == Event)
        return icon(iconOf(item.kind), tintOf(item.kind));
    if (role == Qt::ToolTipRole && index.column() == ShardColumn)
        return toQString(change.read.shardId);
    if (role == Qt::ToolTipRole && index.column() == Time)
        return QDateTime::fromMSecsSinceEpoch(change.read.record.createdMs).toString(Qt::ISODate);
    if (role == kMonoRole)
        return index.column() != Event;
    if (role == Qt::TextAlignmentRole && index.column() == Size)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Event: return tr("Event");
    case Key: return tr("Key");
    case ShardColumn: return tr("Shard");
    case SequenceNumber: return tr("Sequence number");
    default: return tr("Size");
    }
}

} // namespace keywright::ui
