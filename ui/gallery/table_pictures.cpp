#include "ui/gallery/pictures.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QTemporaryDir>

#include "core/session/workspace.h"
#include "ui/code/code_editor.h"
#include "ui/connections/connection_choice.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"
#include "ui/tables/backup_dialog.h"
#include "ui/tables/backups_page.h"
#include "ui/tables/clone_dialog.h"
#include "ui/tables/definition_dialog.h"
#include "ui/tables/delete_table_dialog.h"
#include "ui/tables/restore_dialog.h"
#include "ui/tables/tables_dialog.h"

namespace keywright::ui {

namespace {

/// The same in every picture, unless something else has it.
constexpr std::uint16_t kTablePicturesPort = 48'250;

template <typename Dialog>
Dialog *opened(QWidget &parent, const char *button)
{
    parent.findChild<QAbstractButton *>(QLatin1String(button))->click();
    return parent.findChild<Dialog *>();
}

bool showBackups(Stage &stage, TablesDialog &dialog, QTabWidget &tabs)
{
    auto *backups = dialog.findChild<BackupsPage *>();
    const auto isSettled = [backups] { return !backups->isBusy(); };
    tabs.setCurrentWidget(backups);
    if (!stage.wait("the backups", isSettled))
        return false;
    stage.picture(QStringLiteral("tables-backups-empty"), dialog);
    dialog.findChild<ToggleField *>(QStringLiteral("recoveryEnabled"))->toggle().click();
    auto *moment = dialog.findChild<QPushButton *>(QStringLiteral("restoreMoment"));
    if (!stage.wait("recovery", [&] { return moment->isEnabled(); }))
        return false;
    auto *backup = opened<BackupDialog>(dialog, "backUp");
    stage.picture(QStringLiteral("tables-back-up"), *backup);
    backup->findChild<QPushButton *>(QStringLiteral("taskAction"))->click();
    if (!stage.wait("a backup", [&] { return dialog.findChild<QPushButton *>(QStringLiteral("restoreBackup"))->isEnabled(); }))
        return false;
    stage.picture(QStringLiteral("tables-backups"), dialog);
    auto *restore = opened<RestoreDialog>(dialog, "restoreMoment");
    stage.picture(QStringLiteral("tables-restore"), *restore);
    delete restore;
    return true;
}

} // namespace

bool showTables(Stage &stage)
{
    const QTemporaryDir folder;
    const auto noVariable = [](const std::string &) { return std::optional<std::string>(); };
    Connections list(stage.document(), {noVariable, {}}, folder.path());
    const auto served = session::Workspace::inMemory(*stage.document().model());
    served->load();
    connection::SavedConnection staging;
    staging.name = "Staging";
    staging.asksBeforeWriting = false;
    try {
        staging.url = served->startEndpoint(kTablePicturesPort);
    } catch (const std::exception &) {
        staging.url = served->startEndpoint(0);
    }
    const QString there = list.add(staging);
    connection::SavedConnection nobody;
    nobody.name = "Switched off";
    nobody.url = "http://127.0.0.1:9";
    nobody.attempts = 1;
    const QString away = list.add(nobody);
    TablesDialog dialog(list, &stage.window());
    dialog.connection().select(there);
    dialog.open();
    const auto isSettled = [&dialog] { return !dialog.isBusy(); };
    if (!stage.wait("the tables", isSettled))
        return false;
    stage.picture(QStringLiteral("tables-description"), dialog);
    auto *tabs = dialog.findChild<QTabWidget *>(QStringLiteral("tableTabs"));
    tabs->setCurrentIndex(1);
    stage.picture(QStringLiteral("tables-indexes"), dialog);
    if (!showBackups(stage, dialog, *tabs))
        return false;
    tabs->setCurrentIndex(0);

    auto *change = opened<DefinitionDialog>(dialog, "changeTable");
    stage.picture(QStringLiteral("tables-change-fields"), *change);
    change->showMode(DefinitionDialog::JsonMode);
    QString definition = change->editor().text();
    change->editor().setText(definition.replace(QStringLiteral("PAY_PER_REQUEST"), QStringLiteral("PROVISIONED"))
                                 .replace(QLatin1String("\"BillingMode\""),
                                          QLatin1String("\"ProvisionedThroughput\": {\"ReadCapacityUnits\": 5, "
                                                        "\"WriteCapacityUnits\": 5},\n  \"BillingMode\"")));
    change->findChild<QPushButton *>(QStringLiteral("taskAction"))->click();
    if (!stage.wait("the plan", [change] { return !change->isRunning(); }))
        return false;
    stage.picture(QStringLiteral("tables-change"), *change);
    change->editor().setText(QStringLiteral("{\n  \"TableName\": \"Orders\",\n  \"KeySchema\": [\n}"));
    emit change->editor().edited();
    change->findChild<QPushButton *>(QStringLiteral("taskAction"))->click();
    stage.picture(QStringLiteral("tables-change-refused"), *change);
    delete change;
    auto *create = opened<DefinitionDialog>(dialog, "createTable");
    create->findChild<QPushButton *>(QStringLiteral("addGlobalIndex"))->click();
    create->findChild<QPushButton *>(QStringLiteral("taskAction"))->click();
    stage.picture(QStringLiteral("tables-create"), *create);
    create->form().verticalScrollBar()->setValue(create->form().verticalScrollBar()->maximum());
    stage.picture(QStringLiteral("tables-create-index"), *create);
    delete create;

    auto *clone = opened<CloneDialog>(dialog, "cloneTable");
    stage.picture(QStringLiteral("tables-clone"), *clone);
    delete clone;
    auto *removal = opened<DeleteTableDialog>(dialog, "deleteTable");
    stage.picture(QStringLiteral("tables-delete"), *removal);
    delete removal;
    dialog.connection().select(away);
    if (!stage.wait("the refusal", isSettled))
        return false;
    stage.picture(QStringLiteral("tables-unreachable"), dialog);
    dialog.reject();
    return true;
}

} // namespace keywright::ui
