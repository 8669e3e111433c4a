#include "ui/tables/restore_dialog.h"

#include <QDateTimeEdit>
#include <QVBoxLayout>

#include "core/engine/service_error.h"
#include "core/model/table_edits.h"
#include "core/session/live_table.h"
#include "ui/connections/connection_problem.h"
#include "ui/connections/write_question.h"
#include "ui/document/text.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/text_field.h"
#include "ui/tables/table_facts.h"

namespace keywright::ui {

struct RestoreDialog::Outcome {
    bool isActive = false;
    std::optional<ConnectionProblem> problem;
};

RestoreDialog::RestoreDialog(const ChosenConnection &connection, const session::RestoreSource &source, const session::Recovery &recovery,
                             QWidget *parent)
    : TaskDialog(tr("Restore %1").arg(toQString(source.table)), tr("Restore"), parent),
      m_connection(connection),
      m_source(source),
      m_name(new TextField(tr("Name of the new table"))),
      m_background(this)
{
    setObjectName(QStringLiteral("restoreDialog"));
    body().addWidget(
        makeParagraph(source.backupArn.empty()
                          ? tr("The table as it was at that moment becomes a new table. The one that is there stays as it is.")
                          : tr("The backup becomes a new table, with the indexes that it had. The one that is there stays as it is."),
                      TextRole::Body, LabelTone::Secondary));
    m_name->line().setObjectName(QStringLiteral("restoredName"));
    m_name->setMono(true);
    m_name->setValue(toQString(source.table) + QStringLiteral("-restored"));
    m_name->onCommit([](const QString &) { return std::nullopt; });
    if (source.backupArn.empty())
        buildMoment(recovery);
    addRow(body(), tr("New name"), m_name);
    connect(m_name, &TextField::edited, this, &RestoreDialog::check);
}

void RestoreDialog::buildMoment(const session::Recovery &recovery)
{
    const QDateTime latest = QDateTime::fromMSecsSinceEpoch(recovery.latest.value_or(0));
    const QDateTime earliest = QDateTime::fromMSecsSinceEpoch(recovery.earliest.value_or(0));
    m_moment = new QDateTimeEdit;
    m_moment->setObjectName(QStringLiteral("restoredMoment"));
    m_moment->setAccessibleName(tr("Moment"));
    m_moment->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
    m_moment->setDateTimeRange(earliest, latest);
    m_moment->setDateTime(QDateTime::fromMSecsSinceEpoch(m_source.moment.value_or(recovery.latest.value_or(0))));
    addRow(body(), tr("Moment"), m_moment);
}

void RestoreDialog::check()
{
    const auto problem = model::namingProblem("table", m_name->text().toStdString());
    m_name->refuse(problem ? toQString(*problem) : QString());
    setReady(!problem);
}

void RestoreDialog::run()
{
    const QString name = m_name->text();
    if (isRunning() || !mayWrite(this, m_connection, {tr("Restore into the new table %1").arg(name), {}}))
        return;
    if (m_moment != nullptr)
        m_source.moment = m_moment->dateTime().toMSecsSinceEpoch();
    begin(tr("Restoring into %1…").arg(name));
    const auto progress = [this, name](qint64 items) {
        QMetaObject::invokeMethod(
            this,
            [this, name, items] {
                if (isRunning())
                    showProgress(0, 0, tr("%1 is being filled: %2 so far").arg(name, countText(items, tr("1 item"), tr("%1 items"))));
            },
            Qt::QueuedConnection);
    };
    m_background.start(
        [connection = m_connection.connection, source = m_source, table = name.toStdString(), progress](const std::stop_token &stop) {
            Outcome outcome;
            try {
                const auto stopped = connection::stoppedBy(connection, stop);
                session::beginRestore(*stopped, source, table);
                bool wasSeen = false;
                const auto wait = [&](std::chrono::milliseconds time) {
                    try {
                        progress(stopped->describeTable(table).itemCount);
                        wasSeen = true;
                    } catch (const engine::ServiceError &error) {
                        if (wasSeen || error.name() != "ResourceNotFoundException")
                            throw; // a new one may not be seen at once, but one that is gone again was not to be restored
                    }
                    waitUnlessStopped(time, stop);
                };
                outcome.isActive = session::waitUntilActive(*stopped, table, wait, stop);
            } catch (...) {
                outcome.problem = connectionProblem(std::current_exception());
            }
            return outcome;
        },
        [this, name](const Outcome &outcome) {
            end();
            if (outcome.isActive) {
                emit restored(name);
                accept();
            } else if (outcome.problem && !outcome.problem->isStopped) {
                refuse(outcome.problem->text);
            } else {
                warn(tr("%1 is no longer watched. Once it was asked for it is filled in any case; the list of tables shows it.").arg(name));
            }
        });
}

} // namespace keywright::ui
