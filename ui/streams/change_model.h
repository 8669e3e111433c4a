#pragma once

#include <deque>

#include <QAbstractTableModel>

#include "ui/streams/change_filter.h"

namespace keywright::ui {

/// The newest changes that were read, at most kMostChanges, and of them those that the filter takes, the newest first.
class ChangeModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Event, Key, ShardColumn, SequenceNumber, Size, ColumnCount };
    static constexpr int kMostChanges = 10'000;

    using QAbstractTableModel::QAbstractTableModel;

    /// In the order of reading.
    void append(const std::vector<JudgedChange> &changes);
    /// What another filter says to the changes that are kept; those read meanwhile are judged by it already.
    void setJudged(const std::vector<JudgedChange> &changes);
    void clear();

    /// The newest last.
    std::vector<SharedChange> kept() const;
    /// Those that are shown, the newest last.
    std::vector<SharedChange> shown() const;
    const SharedChange &changeAt(int row) const { return m_shown[static_cast<std::size_t>(row)]; }
    /// -1 when it is not shown.
    int rowOf(quint64 number) const;

    int keptCount() const { return static_cast<int>(m_kept.size()); }
    qint64 readCount() const { return m_read; }
    /// By the pattern, of all that were read since it was set.
    qint64 matchedCount() const { return m_matched; }
    qint64 judgedCount() const { return m_judged; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString textAt(const Change &change, int column) const;
    void dropOldest();

    std::deque<SharedChange> m_kept;  ///< the oldest first
    std::deque<SharedChange> m_shown; ///< the newest first
    qint64 m_read = 0;
    qint64 m_matched = 0;
    qint64 m_judged = 0;
};

/// "INSERT", and for an expiry "REMOVE by TTL".
QString eventText(const engine::ItemChange &change);

} // namespace keywright::ui
