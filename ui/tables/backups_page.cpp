#include "ui/tables/backups_page.h"

#include <algorithm>

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedLayout>
#include <QTimer>

#include "ui/connections/write_question.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/field_note.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/parts/number_field.h"
#include "ui/parts/text_table_model.h"
#include "ui/parts/toggle_field.h"
#include "ui/tables/backup_dialog.h"
#include "ui/tables/restore_dialog.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr qint64 kMostRecoveryDays = 35;
constexpr int kDaysWidth = 110;
constexpr int kCreatingPause = 1'000; ///< milliseconds

QString timeText(std::int64_t milliseconds)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(milliseconds), QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QPushButton *makeButton(QHBoxLayout &row, const char *id, const QString &text)
{
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1String(id));
    button->setAutoDefault(false);
    row.addWidget(button);
    return button;
}

} // namespace

struct BackupsPage::Answer {
    session::Recovery recovery;
    std::vector<session::TableBackup> backups;
    std::optional<ConnectionProblem> problem;
};

BackupsPage::BackupsPage(QWidget *parent)
    : QWidget(parent),
      m_enabled(new ToggleField(tr("Keep every change, so that any moment can be restored"))),
      m_days(new NumberField(tr("Days of recovery"), 1, kMostRecoveryDays)),
      m_window(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_restoreMoment(nullptr),
      m_note(new FieldNote),
      m_ofAll(new ToggleField(tr("Also of other tables"))),
      m_rows(new TextTableModel(this)),
      m_grid(new Grid(tr("Backups"))),
      m_message(new MessagePage),
      m_again(m_message->addButton(tr("Try again"))),
      m_pages(nullptr),
      m_backUp(nullptr),
      m_restore(nullptr),
      m_delete(nullptr),
      m_creating(new QTimer(this)),
      m_background(this)
{
    setObjectName(QStringLiteral("backupsPage"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kS, space::kM, space::kS, 0);
    column->setSpacing(space::kS);
    column->addWidget(makeRecovery());
    column->addWidget(m_note);
    column->addWidget(makeLine());
    column->addWidget(makeBackups(), 1);
    m_creating->setSingleShot(true);
    m_creating->setInterval(kCreatingPause);
    connect(m_creating, &QTimer::timeout, this, [this] {
        if (isVisible() && m_busy == 0)
            read();
    });
    showState();
}

QWidget *BackupsPage::makeRecovery()
{
    m_enabled->setObjectName(QStringLiteral("recoveryEnabled"));
    m_enabled->onCommit([this](bool on) -> Refusal {
        if (!on
            && !confirm(this,
                        {tr("Forget the changes of %1?").arg(m_table),
                         tr("Point-in-time recovery is turned off, and the changes that were kept are deleted. Backups stay."),
                         {}},
                        tr("Turn off")))
            return tr("It stays on.");
        setRecovery(on, std::nullopt);
        return std::nullopt;
    });
    m_days->setObjectName(QStringLiteral("recoveryDays"));
    m_days->line().setObjectName(QStringLiteral("recoveryDays_line"));
    m_days->setMaximumWidth(kDaysWidth);
    m_days->onNumber([this](std::optional<qint64> days) -> Refusal {
        setRecovery(true, days);
        return std::nullopt;
    });
    m_window->setObjectName(QStringLiteral("recoveryWindow"));
    auto *box = new QWidget;
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins({});
    rows->setSpacing(space::kS);
    rows->addWidget(makeLabel(tr("Point-in-time recovery"), TextRole::Strong));
    rows->addWidget(m_enabled);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(makeLabel(tr("Days")));
    row->addWidget(m_days);
    row->addWidget(m_window, 1);
    m_restoreMoment = makeButton(*row, "restoreMoment", tr("Restore a moment…"));
    rows->addLayout(row);
    connect(m_restoreMoment, &QPushButton::clicked, this, &BackupsPage::restoreMoment);
    return box;
}

QWidget *BackupsPage::makeBackups()
{
    m_ofAll->setObjectName(QStringLiteral("backupsOfAll"));
    m_ofAll->onCommit([this](bool) -> Refusal {
        QMetaObject::invokeMethod(this, &BackupsPage::read, Qt::QueuedConnection); // once the switch says it
        return std::nullopt;
    });
    m_grid->setObjectName(QStringLiteral("backups"));
    m_grid->setModel(m_rows);
    m_message->setObjectName(QStringLiteral("backupsMessage"));
    m_again->setObjectName(QStringLiteral("backupsAgain"));
    auto *box = new QWidget;
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins({});
    rows->setSpacing(space::kS);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Backups"), TextRole::Strong));
    head->addStretch(1);
    head->addWidget(m_ofAll);
    m_pages = new QStackedLayout;
    m_pages->addWidget(m_grid);
    m_pages->addWidget(m_message);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(space::kS);
    m_backUp = makeButton(*tools, "backUp", tr("Back up…"));
    tools->addStretch(1);
    m_delete = makeButton(*tools, "deleteBackup", tr("Delete the backup…"));
    m_restore = makeButton(*tools, "restoreBackup", tr("Restore…"));
    rows->addLayout(head);
    rows->addLayout(m_pages, 1);
    rows->addLayout(tools);
    connect(m_again, &QPushButton::clicked, this, &BackupsPage::read);
    connect(m_backUp, &QPushButton::clicked, this, &BackupsPage::backUp);
    connect(m_restore, &QPushButton::clicked, this, &BackupsPage::restoreBackup);
    connect(m_delete, &QPushButton::clicked, this, &BackupsPage::deleteBackup);
    connect(m_grid, &Grid::opened, this, &BackupsPage::restoreBackup);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BackupsPage::showState);
    return box;
}

void BackupsPage::setTable(const ChosenConnection &connection, const QString &table)
{
    m_connection = connection;
    m_table = table;
    m_isRead = false;
    ++m_request;
    m_busy = 0;
    m_recovery = {};
    m_backups.clear();
    m_problem.reset();
    m_note->clear();
    m_rows->setRows({}, {});
    if (isVisible())
        read();
    showState();
}

void BackupsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_isRead)
        read();
}

void BackupsPage::read()
{
    if (m_table.isEmpty() || !m_connection.connection)
        return;
    m_isRead = true;
    change([](connection::Connection &) {});
}

template <typename Work>
void BackupsPage::change(Work work)
{
    ++m_busy;
    m_note->clear();
    const std::string table = m_table.toStdString();
    m_background.start(
        [connection = m_connection.connection, table, listed = m_ofAll->value() ? std::string() : table,
         work = std::move(work)](const std::stop_token &stop) {
            Answer answer;
            try {
                const auto stopped = connection::stoppedBy(connection, stop);
                work(*stopped);
            } catch (...) {
                answer.problem = connectionProblem(std::current_exception());
            }
            try {
                const auto stopped = connection::stoppedBy(connection, stop);
                answer.recovery = session::readRecovery(*stopped, table);
                answer.backups = session::listBackups(*stopped, listed, stop);
            } catch (...) {
                if (!answer.problem)
                    answer.problem = connectionProblem(std::current_exception());
            }
            return answer;
        },
        [this, id = m_request](Answer answer) {
            if (id == m_request)
                take(std::move(answer));
        });
    showState();
}

void BackupsPage::take(Answer answer)
{
    --m_busy;
    m_problem = answer.problem;
    m_recovery = answer.recovery;
    m_backups = std::move(answer.backups);
    QStringList headers{tr("Backup"), tr("Created"), tr("Size"), tr("Status"), tr("Kind")};
    if (m_ofAll->value())
        headers.insert(1, tr("Table"));
    std::vector<QStringList> rows;
    for (const session::TableBackup &backup : m_backups) {
        rows.push_back({toQString(backup.name), timeText(backup.createdAt), QLocale().formattedDataSize(backup.sizeInBytes),
                        toQString(backup.status), backup.type == "SYSTEM" ? tr("Of a deleted table") : tr("On demand")});
        if (m_ofAll->value())
            rows.back().insert(1, toQString(backup.table));
    }
    const int row = m_grid->currentIndex().row();
    m_rows->setRows(headers, std::move(rows));
    m_grid->fitColumns();
    m_grid->setCurrentIndex(m_rows->index(std::min(std::max(row, 0), m_rows->rowCount() - 1), 0));
    if (std::any_of(m_backups.begin(), m_backups.end(), [](const auto &backup) { return backup.status == "CREATING"; }))
        m_creating->start();
    m_enabled->setValue(m_recovery.isEnabled);
    m_days->setNumber(m_recovery.isEnabled ? std::optional(m_recovery.days) : std::nullopt);
    showState();
}

const session::TableBackup *BackupsPage::current() const
{
    const int row = m_grid->currentIndex().row();
    return row >= 0 && static_cast<std::size_t>(row) < m_backups.size() ? &m_backups[static_cast<std::size_t>(row)] : nullptr;
}

void BackupsPage::showState()
{
    const bool isKnown = m_busy == 0 && !m_table.isEmpty() && m_isRead;
    const bool hasWindow = m_recovery.isEnabled && m_recovery.earliest && m_recovery.latest;
    m_enabled->setEnabled(isKnown);
    m_days->setEnabled(isKnown && m_recovery.isEnabled);
    m_restoreMoment->setEnabled(isKnown && hasWindow);
    m_window->setText(hasWindow ? tr("From %1 to %2").arg(timeText(*m_recovery.earliest), timeText(*m_recovery.latest)) : tr("Off"));
    m_backUp->setEnabled(isKnown);
    const bool canRestore = isKnown && current() != nullptr && current()->status == "AVAILABLE";
    m_restore->setEnabled(canRestore);
    m_delete->setEnabled(canRestore);
    m_again->setVisible(m_problem.has_value());
    if (m_problem && !m_backups.empty())
        m_note->say(m_problem->text);
    m_pages->setCurrentWidget(m_backups.empty() ? static_cast<QWidget *>(m_message) : m_grid);
    if (m_problem)
        m_message->setContent(
            {.iconName = QStringLiteral("error"), .tint = IconTint::Error, .title = m_problem->title, .text = m_problem->text});
    else if (m_busy > 0)
        m_message->setContent({.iconName = QStringLiteral("recent"), .title = tr("Reading the backups")});
    else
        m_message->setContent({.iconName = QStringLiteral("store"),
                               .title = tr("There are no backups of %1").arg(m_table),
                               .text = tr("A backup keeps the table as it is now, with its indexes, until it is deleted.")});
}

void BackupsPage::setRecovery(bool enabled, std::optional<qint64> days)
{
    const QString title =
        enabled ? tr("Keep the changes of %1 for recovery").arg(m_table) : tr("Turn point-in-time recovery of %1 off").arg(m_table);
    if (!mayWrite(this, m_connection, {title, {}})) {
        QMetaObject::invokeMethod(this, &BackupsPage::read, Qt::QueuedConnection); // which puts the switch back
        return;
    }
    change([table = m_table.toStdString(), enabled, days](connection::Connection &connection) {
        session::setRecovery(connection, table, enabled, days);
    });
}

void BackupsPage::backUp()
{
    auto *dialog = new BackupDialog(m_connection, m_table, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &BackupDialog::created, this, &BackupsPage::read);
    dialog->open();
}

void BackupsPage::restoreBackup()
{
    if (m_restore->isEnabled())
        restore({current()->arn, current()->table, std::nullopt});
}

void BackupsPage::restoreMoment()
{
    restore({{}, m_table.toStdString(), m_recovery.latest});
}

void BackupsPage::restore(const session::RestoreSource &source)
{
    auto *dialog = new RestoreDialog(m_connection, source, m_recovery, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RestoreDialog::restored, this, &BackupsPage::restored);
    dialog->open();
}

void BackupsPage::deleteBackup()
{
    const session::TableBackup *backup = current();
    if (backup == nullptr)
        return;
    const QString name = toQString(backup->name);
    const Message question{tr("Delete the backup %1?").arg(name),
                           tr("The table as it was at %1 cannot be restored from it any more.").arg(timeText(backup->createdAt)),
                           {}};
    const bool isSure = m_connection.asksBeforeWriting ? mayWrite(this, m_connection, {tr("Delete the backup %1").arg(name), {}})
                                                       : confirm(this, question, tr("Delete"));
    if (isSure)
        change([arn = backup->arn](connection::Connection &connection) { session::deleteBackup(connection, arn); });
}

} // namespace keywright::ui
