#pragma once

#include <QAbstractTableModel>
#include <QDateTime>

#include "core/session/operation_history.h"
#include "ui/document/background.h"

namespace keywright::ui {

/// Every operation that was run on a model, the newest first, kept in a file beside its store; in memory only while the model
/// has no file. The file is read off the GUI thread; what runs meanwhile is put in front of it.
class HistoryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Operation, Place, Outcome, Duration, Capacity, Connection, Request, ColumnCount };

    explicit HistoryModel(QObject *parent = nullptr);

    /// Forgets what is shown and reads the file of that model; empty for a model without a file.
    void followModel(const QString &modelFile);
    /// The model that had no file has one now: what ran goes along.
    void moveTo(const QString &modelFile);
    /// `entry.time` is taken from `time`.
    void add(session::HistoryEntry entry, const QDateTime &time);
    void clear();
    bool isReading() const { return m_reading; }
    /// Why the file could not be read or written, a sentence; empty when it could.
    const QString &problem() const { return m_problem; }

    const session::HistoryEntry &at(int row) const { return m_history.entries()[static_cast<std::size_t>(row)]; }
    bool matches(int row, const QString &words) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    /// isReading() or problem() is another.
    void stateChanged();

private:
    struct Read {
        session::OperationHistory history;
        QString problem;
    };

    void read(const QString &modelFile, std::vector<session::HistoryEntry> since);
    void take(Read read);
    void put(session::HistoryEntry entry);
    void setProblem(const QString &problem);

    session::OperationHistory m_history;
    std::vector<session::HistoryEntry> m_since; ///< ran while the file is read, the oldest first
    std::filesystem::path m_file;
    bool m_reading = false;
    QString m_problem;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    Background m_background;
};

} // namespace keywright::ui
