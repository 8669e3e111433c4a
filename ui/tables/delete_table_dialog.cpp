#include "ui/tables/delete_table_dialog.h"

#include <QVBoxLayout>

#include "core/session/live_table.h"
#include "ui/connections/connection_problem.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/text_field.h"
#include "ui/tables/table_facts.h"

namespace keywright::ui {

DeleteTableDialog::DeleteTableDialog(const ChosenConnection &connection, const QString &table, const QString &size, QWidget *parent)
    : TaskDialog(tr("Delete %1").arg(table), tr("Delete the table"), parent),
      m_connection(connection),
      m_table(table),
      m_name(new TextField(tr("Name of the table"))),
      m_background(this)
{
    setObjectName(QStringLiteral("deleteTableDialog"));
    body().addWidget(
        makeParagraph(tr("The table %1 on %2, with %3, its indexes and its stream, is deleted for good. Type its name to say so.")
                          .arg(table, connection.name, size)));
    m_name->line().setObjectName(QStringLiteral("typedTableName"));
    m_name->setMono(true);
    m_name->setPlaceholder(table);
    m_name->onCommit([](const QString &) { return std::nullopt; });
    addRow(body(), tr("Name"), m_name);
    connect(m_name, &TextField::edited, this, [this] { setReady(m_name->text() == m_table); });
    setReady(false);
}

void DeleteTableDialog::run()
{
    if (isRunning() || m_name->text() != m_table)
        return;
    begin(tr("Deleting %1…").arg(m_table));
    m_background.start(
        [connection = m_connection.connection, table = m_table.toStdString()](const std::stop_token &stop) {
            std::optional<ConnectionProblem> problem;
            try {
                const auto stopped = connection::stoppedBy(connection, stop);
                stopped->deleteTable(table);
                session::waitUntilGone(
                    *stopped, table, [stop](std::chrono::milliseconds time) { waitUnlessStopped(time, stop); }, stop);
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
            emit deleted();
            accept();
        });
}

} // namespace keywright::ui
