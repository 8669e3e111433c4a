#include "ui/document/draft_keeper.h"

#include <QDir>
#include <QLoggingCategory>
#include <QUuid>

#include "core/model/model_file.h"
#include "core/session/workspace.h"

namespace keywright::ui {

namespace {

constexpr char kDraftEnding[] = ".autosave";

QDir untitledFolder()
{
    return {QString::fromStdString((session::stateFolder() / "keywright" / "unsaved").string())};
}

} // namespace

DraftKeeper::DraftKeeper(CurrentModel current, QObject *parent) : QObject(parent), m_current(std::move(current)), m_background(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kDelayMs);
    connect(&m_timer, &QTimer::timeout, this, &DraftKeeper::write);
}

DraftKeeper::~DraftKeeper() = default;

void DraftKeeper::keepFor(const QString &file)
{
    release();
    m_journal.emplace(std::filesystem::path(file.toStdString()));
}

void DraftKeeper::keepUntitled(const QString &draftFile)
{
    release();
    QString file = draftFile;
    if (file.isEmpty()) {
        const QDir folder = untitledFolder();
        folder.mkpath(QStringLiteral("."));
        file = folder.filePath(QUuid::createUuid().toString(QUuid::WithoutBraces) + QLatin1String(kDraftEnding));
    }
    m_lock.emplace(file);
    m_journal = model::Journal::at(std::filesystem::path(file.toStdString()));
}

void DraftKeeper::write()
{
    const auto model = m_current();
    if (!model || !m_journal)
        return;
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    m_background.start(
        [journal = *m_journal, model, now](const std::stop_token &stop) {
            if (stop.stop_requested())
                return std::string();
            try {
                journal.write(*model, now);
            } catch (const model::FileError &error) {
                return std::string(error.what());
            }
            if (stop.stop_requested())
                journal.remove(); // saved while this was under way
            return std::string();
        },
        [](const std::string &problem) {
            if (!problem.empty())
                qWarning("Unsaved changes could not be kept for recovery: %s", problem.c_str());
        });
}

void DraftKeeper::drop()
{
    m_timer.stop();
    m_background.stop();
    if (m_journal)
        m_journal->remove();
}

void DraftKeeper::release()
{
    m_timer.stop();
    m_journal.reset();
    m_lock.reset();
}

QStringList DraftKeeper::untitledDrafts()
{
    const QDir folder = untitledFolder();
    QStringList files;
    for (const QString &name : folder.entryList({QLatin1Char('*') + QLatin1String(kDraftEnding)}, QDir::Files, QDir::Time)) {
        const QString file = folder.filePath(name);
        if (!DraftLock::isHeld(file))
            files << file;
    }
    return files;
}

} // namespace keywright::ui
