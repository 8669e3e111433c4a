#pragma once

#include <deque>
#include <optional>

#include <QAbstractTableModel>
#include <QByteArray>
#include <QDateTime>

#include "core/value/json.h"

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
    /// As DynamoDB takes it, compact JSON, to run it once more; empty when it was longer than kLongestRequest.
    QByteArray request;

    static constexpr std::size_t kLongestRequest = 8'000; ///< of thousands of them
    /// What `request` is of a request; null gives none.
    static QByteArray keptRequest(const value::Json &request);
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
    /// The time to show for a measured one.
    QDateTime shownTime(const QDateTime &measured) const { return m_pinnedTime.isValid() ? m_pinnedTime : measured; }
    /// The duration to show for a measured one.
    double shownDuration(double measured) const { return m_pinnedDuration.value_or(measured); }

    const Activity &at(int row) const { return m_entries[static_cast<std::size_t>(row)]; }
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
