#pragma once

#include <deque>
#include <optional>

#include <QAbstractTableModel>
#include <QDateTime>

namespace keywright::ui {

/// One operation that ran on the connection.
struct Activity {
    QDateTime time;
    QString operation; ///< "Query"
    QString place;     ///< "OnlineShop" or "OnlineShop · GSI1"
    double milliseconds = 0;
    qint64 items = 0;
    double capacityUnits = 0;
    QString error; ///< empty when it was answered
};

/// Every operation run since the window opened, the newest first; the oldest go when there are more than kMaxEntries.
class ActivityLog : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Operation, Place, Duration, Items, Capacity, Outcome, ColumnCount };
    static constexpr int kMaxEntries = 5000;

    using QAbstractTableModel::QAbstractTableModel;

    void append(Activity activity);
    void clear();

    /// From now on every entry and run shows this time and duration, so that pictures repeat.
    void pin(const QDateTime &time, double milliseconds);
    /// The duration to show for a measured one.
    double shownDuration(double measured) const { return m_pinnedDuration.value_or(measured); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::deque<Activity> m_entries;
    QDateTime m_pinnedTime;
    std::optional<double> m_pinnedDuration;
};

} // namespace keywright::ui
