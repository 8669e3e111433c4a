#pragma once

#include <memory>
#include <optional>

#include <QObject>

#include "core/connection/connection.h"
#include "core/model/model.h"
#include "core/session/workspace.h"
#include "ui/document/activity_log.h"
#include "ui/document/background.h"
#include "ui/document/failure.h"
#include "ui/document/recording_connection.h"
#include "ui/document/selection.h"

namespace keywright::ui {

/// Long work that a person can see and stop.
struct Progress {
    QString label; ///< empty when nothing goes on
    qint64 done = 0;
    qint64 all = 0; ///< 0 when the end is not known
};

/// The model that a window has open, and the tables behind it. Reading, opening the store and loading go on off the GUI
/// thread; the model is there as soon as it is read, the connection once the sample data is loaded.
class Document : public QObject {
    Q_OBJECT

public:
    enum class Stage { Empty, Reading, OpeningTables, Ready, Failed };

    explicit Document(QObject *parent = nullptr);
    ~Document() override;

    /// Closes what is open and opens `file`. Answers come by signals.
    void open(const QString &file);
    /// After a failure of the store: the same model with tables in memory.
    void workInMemory();
    /// Drops the tables and makes them and their sample data anew; what applications wrote is lost.
    void resetTables();
    /// Opens the same file once more.
    void retry();
    void close();
    /// Stops reading (the document is then empty), loading or resetting (what was loaded stays).
    void cancel();

    Stage stage() const { return m_stage; }
    const QString &file() const { return m_file; }
    bool isInMemory() const { return m_inMemory; }
    /// The loading was stopped, so the tables hold a part of the sample data.
    bool isPartlyLoaded() const { return m_partlyLoaded; }
    /// The tables are of an earlier state of the model, and applications have used them; they were left as they are.
    bool isEarlierState() const { return m_earlierState; }
    const std::optional<Failure> &failure() const { return m_failure; }
    const Progress &progress() const { return m_progress; }

    /// Null until read. Shared with workers; never changes.
    const std::shared_ptr<const model::Model> &model() const { return m_model; }
    /// Null until the tables are there. May be used from any thread, as Connection says.
    const std::shared_ptr<connection::Connection> &connection() const { return m_connection; }

    /// Null until the tables are there.
    std::shared_ptr<session::Workspace> workspace() const { return m_connection ? m_workspace.lock() : nullptr; }

    const Selection &selection() const { return m_selection; }
    void select(const Selection &selection);

    ActivityLog &activity() { return m_activity; }
    /// For connections that tell what they do: appends to activity() from any thread. Must not be called once this object
    /// is gone, so workers end before it.
    RecordingConnection::Sink activitySink();

signals:
    void stageChanged();
    void modelChanged();
    void connectionChanged();
    void progressChanged();
    void selectionChanged();

private:
    struct Tables;

    void setStage(Stage stage);
    void setProgress(Progress progress);
    void takeModel(std::shared_ptr<const model::Model> model);
    void openTables(bool inMemory);
    session::LoadProgress loadProgress(quint64 request);
    void takeTables(Tables tables);
    void fail(Failure failure);
    void dropTables();

    Stage m_stage = Stage::Empty;
    QString m_file;
    bool m_inMemory = false;
    bool m_partlyLoaded = false;
    bool m_earlierState = false;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    std::optional<Failure> m_failure;
    Progress m_progress;
    std::shared_ptr<const model::Model> m_model;
    std::shared_ptr<connection::Connection> m_connection;
    std::weak_ptr<session::Workspace> m_workspace; ///< kept alive by the connection and who works with it
    Selection m_selection;
    ActivityLog m_activity;
    Background m_background;
};

} // namespace keywright::ui
