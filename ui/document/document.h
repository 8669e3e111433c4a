#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "core/connection/connection.h"
#include "core/model/document.h"
#include "core/model/model.h"
#include "core/model/model_file.h"
#include "core/session/workspace.h"
#include "ui/document/activity_log.h"
#include "ui/document/background.h"
#include "ui/document/draft_keeper.h"
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
/// thread; the model is there as soon as it is read, the connection once the sample data is loaded. Every change goes
/// through edit() and can be undone; the tables follow it.
class Document : public QObject {
    Q_OBJECT

public:
    enum class Stage { Empty, Reading, OpeningTables, Ready, Failed };
    enum class SaveResult { Saved, ChangedOutside, Failed };
    /// Makes a command against the model as it is; throws model::EditError when there is a reason not to.
    using MakeCommand = std::function<model::Command(const model::Model &)>;

    explicit Document(QObject *parent = nullptr);
    ~Document() override;

    /// Closes what is open and opens `file`. Answers come by signals.
    void open(const QString &file);
    /// Closes what is open and shows a model that has no file yet: a new one, or an imported one.
    void create(model::Model model);
    /// The same for what a crash left of a model without a file; its draft goes on in `draftFile`. False, with nothing
    /// changed, when it cannot be read.
    bool recover(const QString &draftFile);
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
    /// Why the tables could not follow the last edit, a sentence; empty when they could. The next edit tries again.
    const QString &followProblem() const { return m_followProblem; }
    const std::optional<Failure> &failure() const { return m_failure; }
    const Progress &progress() const { return m_progress; }

    /// Changes the model. Nullopt when it is done, else a sentence that says why not; nothing is changed then.
    std::optional<QString> edit(const MakeCommand &make);
    /// Edits until endGroup() are one step to undo; cancelGroup() takes them back. Groups do not nest.
    void beginGroup(const QString &text);
    void endGroup();
    void cancelGroup();
    /// The next edit is a step of its own: the person left the field.
    void endCoalescing() { m_edits.endCoalescing(); }
    void undo();
    void redo();
    bool canUndo() const { return m_model && m_edits.canUndo(); }
    bool canRedo() const { return m_model && m_edits.canRedo(); }
    /// "Rename entity User to Customer"; empty when there is nothing.
    QString undoText() const;
    QString redoText() const;
    bool isModified() const { return m_model && m_edits.isModified(); }

    /// Writes the model to its file. ChangedOutside: another program has written the file since it was read, and it is left
    /// as it is unless `overwrite`. Failed: saveProblem() says why. Only for a model with a file.
    SaveResult save(bool overwrite = false);
    /// Writes the model to `file`, which is its file from then on; its tables move along.
    SaveResult saveAs(const QString &file);
    const QString &saveProblem() const { return m_saveProblem; }
    /// There is no file that save() could write: the model is new, or a read-only original such as a sample.
    bool needsFile() const { return m_file.isEmpty() || m_isOriginal; }
    /// The file that is opened next is to stay as it is: saving asks for another one.
    void openOriginal(const QString &file);

    /// Unsaved changes that a crash left beside the opened file; empty without any.
    const std::optional<model::Recovery> &recovery() const { return m_recovery; }
    /// Takes the recovered changes as one edit, or forgets them for good.
    void takeRecovery();
    void dropRecovery();

    /// Null until read. Shared with workers; never changes: an edit gives another one.
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
    /// Another model is open, or none; before modelChanged().
    void modelOpened();
    /// Of the model that is open; before modelChanged(), with the parts that the edit, undo or redo touched.
    void modelEdited(const std::vector<keywright::model::PartPlace> &places);
    /// model() is another one: opened, edited or closed.
    void modelChanged();
    /// What can be undone or redone, or whether there is something to save.
    void editStateChanged();
    /// The tables have followed the edits, or followProblem() says why not.
    void tablesFollowed();
    void recoveryFound();
    void connectionChanged();
    void progressChanged();
    void selectionChanged();

private:
    struct Opened;
    struct Tables;

    void setStage(Stage stage);
    void setProgress(Progress progress);
    void takeOpened(Opened opened);
    void startEditing(model::Model model);
    void showEdit(const std::vector<model::PartPlace> &places);
    void showEditState();
    void followEdit();
    void takeFollowed(Tables tables);
    SaveResult write(const QString &file);
    void openTables(bool inMemory);
    session::LoadProgress loadProgress(quint64 request);
    void takeTables(Tables tables);
    void fail(Failure failure);
    void dropTables();

    Stage m_stage = Stage::Empty;
    QString m_file;
    bool m_isOriginal = false; ///< the file is only read
    bool m_inMemory = false;
    bool m_partlyLoaded = false;
    bool m_earlierState = false;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    std::optional<Failure> m_failure;
    Progress m_progress;
    model::Document m_edits;
    std::shared_ptr<const model::Model> m_model; ///< what m_edits holds, as a value for workers
    std::optional<model::FileState> m_fileState; ///< as it was read or written
    std::optional<model::Recovery> m_recovery;
    QString m_saveProblem;
    DraftKeeper m_draft;
    bool m_following = false;   ///< tables are made to follow an edit
    bool m_followAgain = false; ///< there was another edit meanwhile
    QString m_followProblem;
    std::shared_ptr<connection::Connection> m_connection;
    std::weak_ptr<session::Workspace> m_workspace; ///< kept alive by the connection and who works with it
    std::weak_ptr<const void> m_store;             ///< until the store of m_workspace is closed
    Selection m_selection;
    ActivityLog m_activity;
    Background m_background;
};

} // namespace keywright::ui
