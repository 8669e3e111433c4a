#include "ui/tables/clone_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include "core/session/table_clone.h"
#include "core/session/workspace.h"
#include "ui/connections/connection_choice.h"
#include "ui/connections/connection_problem.h"
#include "ui/connections/write_question.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/text_field.h"
#include "ui/tables/table_facts.h"

namespace keywright::ui {

struct CloneDialog::Outcome {
    session::CloneReport report;
    std::optional<ConnectionProblem> problem;
};

CloneDialog::CloneDialog(Connections &connections, const ChosenConnection &from, const QString &table, QWidget *parent)
    : TaskDialog(tr("Clone %1").arg(table), tr("Clone"), parent),
      m_from(from),
      m_table(table),
      m_to(new ConnectionChoice(connections)),
      m_name(new TextField(tr("New name"))),
      m_onSameKey(new Chooser(tr("Items with the same key"))),
      m_result(makeParagraph({}, TextRole::Body, LabelTone::Secondary)),
      m_background(this)
{
    setObjectName(QStringLiteral("cloneDialog"));
    m_to->select(from.id);
    m_name->line().setObjectName(QStringLiteral("cloneName"));
    m_name->setMono(true);
    m_name->setValue(table + QStringLiteral("-copy"));
    m_name->onCommit([](const QString &) { return std::nullopt; });
    m_onSameKey->setObjectName(QStringLiteral("cloneOnSameKey"));
    m_onSameKey->addItem(tr("Are overwritten"), static_cast<int>(session::OnSameKey::Overwrite));
    m_onSameKey->addItem(tr("Stay as they are"), static_cast<int>(session::OnSameKey::Keep));
    m_result->setObjectName(QStringLiteral("cloneResult"));
    body().addWidget(
        makeParagraph(tr("The table is created with the same key, indexes and settings, and all of its items are copied, as many "
                         "as there are. A clone that is stopped goes on where it stopped when it is begun again."),
                      TextRole::Body, LabelTone::Secondary));
    addRow(body(), tr("From"), makeLabel(tr("%1 on %2").arg(table, from.name)));
    addRow(body(), tr("To"), m_to);
    addRow(body(), tr("New name"), m_name);
    addRow(body(), tr("Same keys"), m_onSameKey);
    page().addWidget(m_result);
    connect(m_to, &ConnectionChoice::changed, this, &CloneDialog::showReady);
    connect(m_name, &TextField::edited, this, &CloneDialog::showReady);
    showReady();
}

void CloneDialog::showReady()
{
    if (isRunning())
        return;
    const bool isItself = m_to->id() == m_from.id && m_name->text() == m_table;
    refuse(isItself ? tr("That is the table itself. Give another name, or choose another connection.") : QString());
    setReady(!isItself && !m_name->text().isEmpty() && m_to->current().connection);
}

void CloneDialog::run()
{
    const ChosenConnection to = m_to->current();
    if (isRunning() || !to.connection || !mayWrite(this, to, {tr("Clone %1 to %2").arg(m_table, m_name->text()), {}}))
        return;
    session::CloneOrder order;
    order.table = m_table.toStdString();
    order.target = m_name->text().toStdString();
    order.onSameKey = static_cast<session::OnSameKey>(m_onSameKey->currentData().toInt());
    order.placeFile =
        session::placeFileOf(session::stateFolder() / "keywright" / "clones", m_from.id.toStdString(), to.id.toStdString(), order);
    m_result->clear();
    begin(tr("Looking at %1…").arg(m_table));
    const auto progress = [this](const session::CloneProgress &step) {
        QMetaObject::invokeMethod(
            this,
            [this, step] {
                if (isRunning())
                    showProgress(static_cast<qint64>(step.done), std::max<qint64>(step.items, static_cast<qint64>(step.done)),
                                 tr("%1: %2 items").arg(toQString(step.activity), QLocale().toString(static_cast<qint64>(step.done))));
            },
            Qt::QueuedConnection);
    };
    m_background.start(
        [from = m_from.connection, to = to.connection, order, progress](const std::stop_token &stop) {
            Outcome outcome;
            try {
                const session::CloneControl control{progress, stop,
                                                    [stop](std::chrono::milliseconds time) { waitUnlessStopped(time, stop); }};
                const auto source = connection::stoppedBy(from, stop);
                const auto target = from == to ? source : connection::stoppedBy(to, stop);
                outcome.report = session::cloneTable(*source, *target, order, control);
            } catch (...) {
                outcome.problem = connectionProblem(std::current_exception());
            }
            return outcome;
        },
        [this](const Outcome &outcome) { take(outcome); });
}

void CloneDialog::take(const Outcome &outcome)
{
    end();
    const QString items = countText(static_cast<qint64>(outcome.report.items), tr("1 item"), tr("%1 items"));
    if (outcome.problem && !outcome.problem->isStopped) {
        refuse(tr("%1 What was copied stays; Clone goes on from there.").arg(outcome.problem->text));
    } else if (outcome.problem || outcome.report.isStopped) {
        warn(tr("Stopped. What was copied stays; Clone goes on from there."));
    } else {
        m_result->setText(outcome.report.isResumed ? tr("Done: %1 copied in all, going on where the last clone stopped.").arg(items)
                                                   : tr("Done: %1 copied.").arg(items));
        setLeave(tr("Close"));
    }
    emit cloned();
}

} // namespace keywright::ui
