#include "ui/export/export_preview.h"

#include <algorithm>

#include "core/model/problems.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

std::shared_ptr<const WrittenExport> writtenAs(const std::shared_ptr<const model::Model> &model, const ExportChoices &choices)
{
    auto done = std::make_shared<WrittenExport>();
    done->model = model;
    done->choices = choices;
    try {
        const auto problems = model::findProblems(*model);
        done->errors = static_cast<int>(std::count_if(
            problems.begin(), problems.end(), [](const model::Problem &problem) { return problem.severity == model::Severity::Error; }));
        done->result = writeExport(*model, choices);
    } catch (const std::exception &error) {
        done->failure = toQString(error.what());
    }
    return done;
}

} // namespace

ExportPreview::ExportPreview(Document &document, QObject *parent) : QObject(parent), m_document(document), m_background(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ExportPreview::write);
    connect(&document, &Document::modelChanged, this, &ExportPreview::writeSoon);
}

void ExportPreview::setChoices(const ExportChoices &choices)
{
    if (choices == m_choices)
        return;
    m_choices = choices;
    m_stale = true;
    write();
}

void ExportPreview::setWatched(bool watched)
{
    m_watched = watched;
    if (watched && m_document.model() && (m_stale || !m_written))
        m_stale = true, write();
}

void ExportPreview::writeSoon()
{
    m_stale = m_document.model() != nullptr;
    if (!m_stale) {
        m_written.reset();
        emit writtenChanged();
        return;
    }
    m_timer.start(kDelayMs);
}

void ExportPreview::write()
{
    m_timer.stop();
    if (m_busy || !m_watched || !m_document.model())
        return;
    m_busy = true;
    m_background.start([model = m_document.model(), choices = m_choices](const std::stop_token &) { return writtenAs(model, choices); },
                       [this](std::shared_ptr<const WrittenExport> result) { take(std::move(result)); });
}

void ExportPreview::take(std::shared_ptr<const WrittenExport> written)
{
    m_busy = false;
    m_stale = written->model != m_document.model() || written->choices != m_choices;
    if (!m_document.model())
        return;
    if (!m_stale || written->choices == m_choices) {
        m_written = std::move(written);
        emit writtenChanged();
    }
    if (m_stale)
        write();
}

} // namespace keywright::ui
