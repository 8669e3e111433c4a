#include "ui/document/document.h"

#include <chrono>
#include <thread>
#include <variant>

#include <QFileInfo>

#include "core/model/model_file.h"
#include "core/model/model_reader.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

/// A worker may still hold the workspace that was just closed, and its store with it, until its page is read.
void waitUntilClosed(const std::weak_ptr<const void> &store, const std::stop_token &stop)
{
    while (!store.expired() && !stop.stop_requested())
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

/// A weak pointer to the workspace itself expires when its store begins to close; `store` expires when it is closed.
std::shared_ptr<session::Workspace> watched(std::unique_ptr<session::Workspace> workspace, std::weak_ptr<const void> &store)
{
    auto open = std::make_shared<char>();
    store = open;
    return {workspace.release(), [open = std::move(open)](session::Workspace *closing) mutable {
                delete closing;
                open.reset();
            }};
}

} // namespace

/// What reading a file gave: a model, or a failure.
struct Document::Opened {
    model::Model model;
    std::optional<model::FileState> fileState;
    std::optional<model::Recovery> recovery;
    std::optional<Failure> failure;

    static Opened read(const QString &file, bool withRecovery)
    {
        Opened opened;
        try {
            const std::filesystem::path path(file.toStdString());
            opened.fileState = model::fileState(path);
            opened.model = model::readModelFile(path);
            if (withRecovery)
                opened.recovery = model::Journal(path).recover();
        } catch (...) {
            opened.failure = failureOf(std::current_exception(), file);
        }
        return opened;
    }
};

/// What opening the tables gave: a workspace, or a failure.
struct Document::Tables {
    std::shared_ptr<session::Workspace> workspace;
    std::weak_ptr<const void> store; ///< as of watched()
    session::LoadReport report;
    std::optional<Failure> failure;
};

Document::Document(QObject *parent) : QObject(parent), m_draft([this] { return isModified() ? m_model : nullptr; }), m_background(this)
{
    m_edits.listen([this](const std::vector<model::PartPlace> &places) { showEdit(places); });
}

Document::~Document() = default;

void Document::open(const QString &file)
{
    close();
    m_file = QFileInfo(file).absoluteFilePath();
    setStage(Stage::Reading);
    setProgress({.label = tr("Reading %1").arg(QFileInfo(file).fileName())});
    m_background.start([path = m_file](const std::stop_token &) { return Opened::read(path, true); },
                       [this, request = m_request](Opened opened) {
                           if (request == m_request)
                               takeOpened(std::move(opened));
                       });
}

void Document::openOriginal(const QString &file)
{
    open(file);
    m_isOriginal = true;
}

void Document::takeOpened(Opened opened)
{
    if (opened.failure) {
        fail(std::move(*opened.failure));
        return;
    }
    m_fileState = opened.fileState;
    if (opened.recovery && opened.recovery->model != opened.model)
        m_recovery = std::move(opened.recovery);
    if (m_isOriginal)
        m_draft.keepUntitled();
    else
        m_draft.keepFor(m_file);
    startEditing(std::move(opened.model));
    if (m_recovery)
        emit recoveryFound();
}

void Document::create(model::Model model)
{
    close();
    m_draft.keepUntitled();
    startEditing(std::move(model));
}

bool Document::recover(const QString &draftFile)
{
    auto recovered = model::Journal::at(draftFile.toStdString()).recover();
    if (!recovered)
        return false;
    close();
    m_draft.keepUntitled(draftFile);
    startEditing(std::move(recovered->model));
    m_edits.setNeverClean();
    showEditState();
    return true;
}

void Document::startEditing(model::Model model)
{
    m_edits.open(std::move(model));
    m_model = std::make_shared<const model::Model>(m_edits.model());
    emit modelOpened();
    emit modelChanged();
    emit editStateChanged();
    openTables(false);
}

std::optional<QString> Document::edit(const MakeCommand &make)
{
    if (!m_model)
        return tr("No model is open.");
    try {
        m_edits.apply(make(m_edits.model()));
    } catch (const model::EditError &refusal) {
        return toQString(refusal.what());
    }
    return std::nullopt;
}

void Document::beginGroup(const QString &text)
{
    m_edits.beginGroup(text.toStdString());
}

void Document::endGroup()
{
    m_edits.endGroup();
    showEditState();
}

void Document::cancelGroup()
{
    m_edits.cancelGroup();
    showEditState();
}

void Document::undo()
{
    if (canUndo())
        m_edits.undo();
}

void Document::redo()
{
    if (canRedo())
        m_edits.redo();
}

QString Document::undoText() const
{
    return m_model ? toQString(m_edits.undoText()) : QString();
}

QString Document::redoText() const
{
    return m_model ? toQString(m_edits.redoText()) : QString();
}

void Document::showEdit(const std::vector<model::PartPlace> &places)
{
    const auto before = std::exchange(m_model, std::make_shared<const model::Model>(m_edits.model()));
    select(followed(m_selection, *before, *m_model));
    emit modelEdited(places);
    emit modelChanged();
    showEditState();
    followEdit();
}

void Document::showEditState()
{
    if (isModified())
        m_draft.changed();
    else
        m_draft.drop();
    emit editStateChanged();
}

Document::SaveResult Document::save(bool overwrite)
{
    try {
        if (!overwrite && model::hasChanged(m_file.toStdString(), m_fileState))
            return SaveResult::ChangedOutside;
    } catch (const model::FileError &error) {
        m_saveProblem = toQString(error.what());
        return SaveResult::Failed;
    }
    return write(m_file);
}

Document::SaveResult Document::saveAs(const QString &file)
{
    const QString path = QFileInfo(file).absoluteFilePath();
    const bool moves = path != m_file;
    const SaveResult result = write(path);
    if (result != SaveResult::Saved || !moves)
        return result;
    m_file = path;
    m_isOriginal = false;
    m_draft.keepFor(path);
    // The tables belong to the file, and are made anew for this one.
    dropTables();
    openTables(false);
    emit modelChanged();
    return result;
}

Document::SaveResult Document::write(const QString &file)
{
    m_saveProblem.clear();
    try {
        m_fileState = model::saveModelFile(m_edits.model(), file.toStdString());
    } catch (const model::FileError &error) {
        m_saveProblem = toQString(error.what());
        return SaveResult::Failed;
    }
    m_edits.setClean();
    showEditState();
    return SaveResult::Saved;
}

void Document::takeRecovery()
{
    if (!m_recovery)
        return;
    m_edits.open(std::move(m_recovery->model));
    m_edits.setNeverClean();
    m_recovery.reset();
    showEdit({});
}

void Document::dropRecovery()
{
    m_recovery.reset();
    m_draft.drop();
}

void Document::openTables(bool inMemory)
{
    m_inMemory = inMemory;
    m_failure.reset();
    setStage(Stage::OpeningTables);
    setProgress({.label = tr("Opening tables")});
    const quint64 request = ++m_request;
    m_background.start(
        [model = m_model, file = m_file, earlier = m_store, inMemory, report = loadProgress(request)](const std::stop_token &stop) {
            Tables tables;
            try {
                waitUntilClosed(earlier, stop);
                // A model without a file has no place of its own to keep tables.
                auto workspace = inMemory || file.isEmpty()
                    ? session::Workspace::inMemory(*model)
                    : session::Workspace::inFolder(*model, session::Workspace::storeFolderFor(file.toStdString()));
                tables.workspace = watched(std::move(workspace), tables.store);
                tables.report = tables.workspace->load(report, stop);
            } catch (...) {
                tables.workspace.reset();
                tables.failure = failureOf(std::current_exception(), file);
            }
            return tables;
        },
        [this, request](Tables tables) {
            if (request == m_request)
                takeTables(std::move(tables));
        });
}

session::LoadProgress Document::loadProgress(quint64 request)
{
    return [this, request](std::size_t done, std::size_t all) {
        QMetaObject::invokeMethod(
            this,
            [this, request, done, all] {
                if (request == m_request)
                    setProgress({tr("Loading sample data"), static_cast<qint64>(done), static_cast<qint64>(all)});
            },
            Qt::QueuedConnection);
    };
}

void Document::resetTables()
{
    const auto current = workspace();
    if (!current)
        return;
    setProgress({.label = tr("Resetting tables")});
    const quint64 request = ++m_request;
    m_background.start(
        [current, store = m_store, file = m_file, report = loadProgress(request)](const std::stop_token &stop) {
            Tables tables{.workspace = current, .store = store, .report = {}, .failure = {}};
            try {
                tables.report = current->reset(report, stop);
            } catch (...) {
                tables.failure = failureOf(std::current_exception(), file);
            }
            return tables;
        },
        [this, request](Tables tables) {
            if (request == m_request)
                takeTables(std::move(tables));
        });
}

void Document::followEdit()
{
    m_followAgain = m_following;
    const auto current = workspace();
    if (m_following || !current || m_stage != Stage::Ready)
        return;
    m_following = true;
    m_background.start(
        [current, store = m_store, model = m_model, file = m_file](const std::stop_token &stop) {
            Tables tables{.workspace = current, .store = store, .report = {}, .failure = {}};
            try {
                tables.report = current->follow(*model, {}, stop);
            } catch (...) {
                tables.failure = failureOf(std::current_exception(), file);
            }
            return tables;
        },
        [this, request = m_request](Tables tables) {
            if (request == m_request)
                takeFollowed(std::move(tables));
        });
}

void Document::takeFollowed(Tables tables)
{
    m_following = false;
    m_followProblem = tables.failure ? tables.failure->message : QString();
    if (!tables.failure)
        m_earlierState = tables.report.keptEarlier;
    if (m_followAgain)
        followEdit();
    else
        emit tablesFollowed();
}

void Document::takeTables(Tables tables)
{
    if (tables.failure) {
        fail(std::move(*tables.failure));
        return;
    }
    m_partlyLoaded = tables.report.stopped;
    m_earlierState = tables.report.keptEarlier;
    m_workspace = tables.workspace;
    m_store = tables.store;
    m_connection = std::make_shared<RecordingConnection>(std::move(tables.workspace), activitySink());
    setProgress({});
    setStage(Stage::Ready);
    emit connectionChanged();
    if (m_workspace.lock()->model() != *m_model)
        followEdit();
}

RecordingConnection::Sink Document::activitySink()
{
    return [this](Activity activity) {
        QMetaObject::invokeMethod(
            this, [this, activity = std::move(activity)] { m_activity.append(activity); }, Qt::QueuedConnection);
    };
}

void Document::fail(Failure failure)
{
    m_failure = std::move(failure);
    setProgress({});
    setStage(Stage::Failed);
}

void Document::workInMemory()
{
    if (m_model && !m_connection)
        openTables(true);
}

void Document::retry()
{
    const QString file = m_file; // open() forgets the file first
    if (m_isOriginal)
        openOriginal(file);
    else
        open(file);
}

void Document::dropTables()
{
    ++m_request;
    m_background.stop();
    m_partlyLoaded = false;
    m_earlierState = false;
    m_inMemory = false;
    m_following = m_followAgain = false;
    m_followProblem.clear();
    m_failure.reset();
    if (!m_connection)
        return;
    m_connection.reset();
    emit connectionChanged();
}

void Document::close()
{
    dropTables();
    select({});
    setProgress({});
    m_file.clear();
    m_isOriginal = false;
    // What a person has not decided about yet stays for the next start.
    if (!m_recovery)
        m_draft.drop();
    m_recovery.reset();
    m_draft.release();
    if (m_model) {
        m_model.reset();
        emit modelOpened();
        emit modelChanged();
        emit editStateChanged();
    }
    setStage(Stage::Empty);
}

void Document::cancel()
{
    if (m_stage == Stage::Reading)
        close();
    else if (m_stage == Stage::OpeningTables || m_stage == Stage::Ready)
        m_background.stop();
}

void Document::select(const Selection &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    emit selectionChanged();
}

void Document::setStage(Stage stage)
{
    if (stage == m_stage)
        return;
    m_stage = stage;
    emit stageChanged();
}

void Document::setProgress(Progress progress)
{
    m_progress = std::move(progress);
    emit progressChanged();
}

} // namespace keywright::ui
