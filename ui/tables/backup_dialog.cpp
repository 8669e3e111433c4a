#include "ui/tables/backup_dialog.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "core/session/table_backups.h"
#include "ui/connections/connection_problem.h"
#include "ui/connections/write_question.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

BackupDialog::BackupDialog(const ChosenConnection &connection, const QString &table, QWidget *parent)
    : TaskDialog(tr("Back up %1").arg(table), tr("Back up"), parent),
      m_connection(connection),
      m_table(table),
      m_name(new TextField(tr("Name of the backup"))),
      m_background(this)
{
    setObjectName(QStringLiteral("backupDialog"));
    body().addWidget(makeParagraph(tr("The table %1 on %2 is kept as it is at this moment, with its indexes, while it goes on being used.")
                                       .arg(table, connection.name)));
    m_name->line().setObjectName(QStringLiteral("backupName"));
    m_name->setMono(true);
    m_name->setValue(QStringLiteral("%1-%2").arg(table, QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmm"))));
    m_name->onCommit([](const QString &) { return std::nullopt; });
    addRow(body(), tr("Name"), m_name);
    connect(m_name, &TextField::edited, this, &BackupDialog::check);
}

/// Source: API reference, CreateBackup.
void BackupDialog::check()
{
    static const QRegularExpression kName(QStringLiteral("^[a-zA-Z0-9_.-]{3,255}$"));
    const bool isGood = kName.match(m_name->text()).hasMatch();
    m_name->refuse(isGood ? QString() : tr("Give 3 to 255 letters, digits, or the signs _ . and -."));
    setReady(isGood);
}

void BackupDialog::run()
{
    if (isRunning() || !mayWrite(this, m_connection, {tr("Back up the table %1").arg(m_table), {}}))
        return;
    begin(tr("Backing up %1…").arg(m_table));
    m_background.start(
        [connection = m_connection.connection, table = m_table.toStdString(),
         name = m_name->text().toStdString()](const std::stop_token &stop) {
            std::optional<ConnectionProblem> problem;
            try {
                session::createBackup(*connection::stoppedBy(connection, stop), table, name);
            } catch (...) {
                problem = connectionProblem(std::current_exception());
            }
            return problem;
        },
        [this](const std::optional<ConnectionProblem> &problem) {
            end();
            if (problem && !problem->isStopped) {
                refuse(problem->text);
                return;
            }
            emit created();
            accept();
        });
}

} // namespace keywright::ui
