#include "ui/document/document.h"

#include <chrono>
#include <thread>
#include <variant>

#include <QFileInfo>

#include "core/model/model_reader.h"
namespace keywright::ui {

namespace {

using ModelOrFailure = std::variant<std::shared_ptr<const model::Model>, Failure>;

ModelOrFailure read(const QString &file)
{
    try {
        return std::make_shared<const model::Model>(model::readModelFile(file.toStdString()));
    } catch (...) {
        return failureOf(std::current_exception(), file);
    }
}

/// A worker may still hold the workspace that was just closed, and its store with it, until its page is read.
void waitUntilReleased(const std::weak_ptr<session::Workspace> &workspace, const std::stop_token &stop)
{
    while (!workspace.expired() && !stop.stop_requested())
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

} // namespace

/// What opening the tables gave: a workspace, or a failure.
struct Document::Tables {
    std::shared_ptr<session::Workspace> workspace;
    session::LoadReport report;
    std::optional<Failure> failure;
};

Document::Document(QObject *parent) : QObject(parent), m_background(this) { }

Document::~Document() = default;

void Document::open(const QString &file)
{
    close();
    m_file = QFileInfo(file).absoluteFilePath();
    setStage(Stage::Reading);
    setProgress({.label = tr("Reading %1").arg(QFileInfo(file).fileName())});
    m_background.start([path = m_file](const std::stop_token &) { return read(path); },
                       [this, request = m_request](ModelOrFailure result) {
                           if (request != m_request)
                               return;
                           if (auto *failure = std::get_if<Failure>(&result))
                               fail(std::move(*failure));
                           else
                               takeModel(std::get<std::shared_ptr<const model::Model>>(result));
                       });
}

void Document::takeModel(std::shared_ptr<const model::Model> model)
{
    m_model = std::move(model);
    emit modelChanged();
    openTables(false);
}

void Document::openTables(bool inMemory)
{
    m_inMemory = inMemory;
    m_failure.reset();
    setStage(Stage::OpeningTables);
    setProgress({.label = tr("Opening tables")});
    const quint64 request = ++m_request;
    m_background.start(
        [model = m_model, file = m_file, earlier = m_workspace, inMemory, report = loadProgress(request)](const std::stop_token &stop) {
            Tables tables;
            try {
                waitUntilReleased(earlier, stop);
                tables.workspace = inMemory ? session::Workspace::inMemory(*model)
                                            : session::Workspace::inFolder(*model, session::Workspace::storeFolderFor(file.toStdString()));
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
        [current, file = m_file, report = loadProgress(request)](const std::stop_token &stop) {
            Tables tables{.workspace = current, .report = {}, .failure = {}};
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

void Document::takeTables(Tables tables)
{
    if (tables.failure) {
        fail(std::move(*tables.failure));
        return;
    }
    m_partlyLoaded = tables.report.stopped;
    m_earlierState = tables.report.keptEarlier;
    m_workspace = tables.workspace;
    m_connection = std::make_shared<RecordingConnection>(std::move(tables.workspace), activitySink());
    setProgress({});
    setStage(Stage::Ready);
    emit connectionChanged();
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
    open(QString(m_file)); // a copy: open() forgets the file first
}

void Document::dropTables()
{
    ++m_request;
    m_background.stop();
    m_partlyLoaded = false;
    m_earlierState = false;
    m_inMemory = false;
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
    if (m_model) {
        m_model.reset();
        emit modelChanged();
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
