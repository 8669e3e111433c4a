#include "ui/document/pattern_runner.h"

#include <algorithm>
#include <numeric>

#include "ui/document/text.h"

namespace keywright::ui {

/// The tables in memory that one run works on, used by one thread after the other.
struct PatternRunner::Scratch {
    std::unique_ptr<RecordingConnection> connection;
};

namespace {

bool writes(const model::Operation &operation)
{
    using Kind = model::OperationKind;
    const Kind kind = operation.kind;
    return kind == Kind::PutItem || kind == Kind::UpdateItem || kind == Kind::DeleteItem || kind == Kind::BatchWriteItem
        || kind == Kind::TransactWriteItems;
}

bool writes(const model::AccessPattern &pattern)
{
    return std::any_of(pattern.steps.begin(), pattern.steps.end(), [](const model::Step &step) { return writes(step.operation); });
}

std::unique_ptr<RecordingConnection> openScratch(const model::Model &model, const RecordingConnection::Sink &sink)
{
    std::shared_ptr<session::Workspace> workspace = session::Workspace::inMemory(model);
    workspace->load();
    return std::make_unique<RecordingConnection>(std::move(workspace), sink);
}

} // namespace

PatternRunner::PatternRunner(Document &document, QObject *parent) : QObject(parent), m_document(document), m_background(this)
{
    connect(&document, &Document::modelChanged, this, &PatternRunner::clear);
}

bool PatternRunner::canRun() const
{
    return m_document.model() && !m_document.model()->accessPatterns.empty();
}

Progress PatternRunner::progress() const
{
    return isRunning() ? Progress{tr("Running access patterns"), m_done, m_all} : Progress{};
}

void PatternRunner::runAll()
{
    if (!canRun())
        return;
    std::vector<int> rows(m_document.model()->accessPatterns.size());
    std::iota(rows.begin(), rows.end(), 0);
    run(rows);
}

void PatternRunner::run(const std::vector<int> &rows)
{
    if (!canRun() || rows.empty())
        return;
    m_background.stop();
    const quint64 request = ++m_request;
    const auto scratch = std::make_shared<Scratch>();
    m_done = 0;
    m_all = static_cast<int>(rows.size());
    emit progressChanged();
    for (const int row : rows) {
        m_background.start(
            [model = m_document.model(), sink = m_document.activitySink(), scratch,
             row](const std::stop_token &stop) -> std::optional<session::PatternRun> {
                if (stop.stop_requested())
                    return std::nullopt;
                return runOn(*scratch, *model, model->accessPatterns[static_cast<std::size_t>(row)], sink);
            },
            [this, row, request](std::optional<session::PatternRun> run) {
                if (request == m_request && run)
                    take(row, std::move(*run));
            });
    }
}

session::PatternRun PatternRunner::runOn(Scratch &scratch, const model::Model &model, const model::AccessPattern &pattern,
                                         const RecordingConnection::Sink &sink)
{
    try {
        if (!scratch.connection)
            scratch.connection = openScratch(model, sink);
        session::PatternRun run = session::runPattern(*scratch.connection, model, pattern, session::exampleArguments(pattern));
        // The next pattern finds the sample data, not what this one made of it.
        if (writes(pattern))
            scratch.connection.reset();
        return run;
    } catch (const std::exception &error) {
        return {.pattern = pattern.name, .status = session::RunStatus::Failed, .message = error.what()};
    }
}

void PatternRunner::take(int row, session::PatternRun run)
{
    run.milliseconds = m_document.activity().shownDuration(run.milliseconds);
    m_runs[row] = std::move(run);
    ++m_done;
    emit patternRan(row);
    emit progressChanged();
}

void PatternRunner::cancel()
{
    if (!isRunning())
        return;
    ++m_request;
    m_background.stop();
    m_done = m_all = 0;
    emit progressChanged();
}

void PatternRunner::clear()
{
    cancel();
    m_runs.clear();
    emit runsCleared();
}

const session::PatternRun *PatternRunner::lastRun(int row) const
{
    const auto found = m_runs.find(row);
    return found == m_runs.end() ? nullptr : &found->second;
}

} // namespace keywright::ui
