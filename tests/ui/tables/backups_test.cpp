#include "tests/ui/tables/backups_test.h"

#include <QDateTimeEdit>
#include <QLineEdit>
#include <QSettings>

#include "core/service/http_server.h"
#include "core/session/table_backups.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/tables/tables_bench.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"
#include "ui/tables/backup_dialog.h"
#include "ui/tables/restore_dialog.h"

namespace keywright::test {

using namespace keywright::ui;

namespace {

using Shown = TablesBench;

} // namespace

void BackupsTest::init()
{
    failOnWarnings();
    QSettings().clear();
}

void BackupsTest::recoveryIsTurnedOnAndAMomentRestored()
{
    Shown shown;
    shown.first.startJobs();
    putItems(shown.first.connection(), "Orders", 3);
    QVERIFY(shown.showBackups());
    QCOMPARE(shown.recoveryWindow(), QStringLiteral("Off"));
    QVERIFY(!shown.find<QPushButton>("restoreMoment")->isEnabled());
    QTest::mouseClick(&shown.find<ToggleField>("recoveryEnabled")->toggle(), Qt::LeftButton);
    QVERIFY(shown.backupsSettle());
    QVERIFY2(shown.recoveryWindow().startsWith(QStringLiteral("From ")), qPrintable(shown.recoveryWindow()));
    auto *days = shown.find<QLineEdit>("recoveryDays_line");
    QCOMPARE(days->text(), QStringLiteral("35"));
    days->setFocus();
    days->selectAll();
    QTest::keyClicks(days, QStringLiteral("7"));
    QTest::keyClick(days, Qt::Key_Return);
    QVERIFY(shown.backupsSettle());
    QCOMPARE(session::readRecovery(shown.first.connection(), "Orders").days, 7);
    shown.click("restoreMoment");
    auto *restore = shown.dialog->findChild<RestoreDialog *>();
    QCOMPARE(restore->findChild<QLineEdit *>(QStringLiteral("restoredName"))->text(), QStringLiteral("Orders-restored"));
    QVERIFY(restore->findChild<QDateTimeEdit *>(QStringLiteral("restoredMoment"))->isEnabled());
    Shown::press(*restore);
    QTRY_COMPARE_WITH_TIMEOUT(shown.dialog->table(), QStringLiteral("Orders-restored"), 30'000);
    QCOMPARE(shown.first.connection().scan({.table = "Orders-restored"}).items.size(), std::size_t(3));
}

void BackupsTest::turningRecoveryOffIsAskedAbout()
{
    Shown shown;
    session::setRecovery(shown.first.connection(), "Orders", true, 3);
    QVERIFY(shown.showBackups());
    auto *enabled = shown.find<ToggleField>("recoveryEnabled");
    QVERIFY(enabled->value());
    setNextConfirmAnswer(false);
    QTest::mouseClick(&enabled->toggle(), Qt::LeftButton);
    QVERIFY(enabled->value());
    QVERIFY(session::readRecovery(shown.first.connection(), "Orders").isEnabled);
    setNextConfirmAnswer(true);
    QTest::mouseClick(&enabled->toggle(), Qt::LeftButton);
    QVERIFY(shown.backupsSettle());
    QCOMPARE(session::readRecovery(shown.first.connection(), "Orders"), session::Recovery());
    QCOMPARE(shown.recoveryWindow(), QStringLiteral("Off"));
}

void BackupsTest::aBackupIsMadeRestoredAndDeleted()
{
    Shown shown;
    shown.first.startJobs();
    putItems(shown.first.connection(), "Orders", 5);
    QVERIFY(shown.showBackups());
    QVERIFY(shown.find<QWidget>("backupsMessage")->isVisible());
    shown.click("backUp");
    auto *backup = shown.dialog->findChild<BackupDialog *>();
    auto *name = backup->findChild<QLineEdit *>(QStringLiteral("backupName"));
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("a b"));
    QVERIFY(Shown::notes(*backup).contains(QStringLiteral("3 to 255")));
    QVERIFY(!backup->findChild<QPushButton *>(QStringLiteral("taskAction"))->isEnabled());
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("before-sale"));
    Shown::press(*backup);
    const auto *rows = shown.find<QTableView>("backups")->model();
    QTRY_COMPARE(rows->rowCount(), 1);
    QCOMPARE(rows->index(0, 0).data().toString(), QStringLiteral("before-sale"));
    putItems(shown.first.connection(), "Orders", 9);
    QTRY_VERIFY(shown.find<QPushButton>("restoreBackup")->isEnabled());
    shown.click("restoreBackup");
    auto *restore = shown.dialog->findChild<RestoreDialog *>();
    QVERIFY(restore->findChild<QDateTimeEdit *>(QStringLiteral("restoredMoment")) == nullptr);
    Shown::press(*restore);
    QTRY_COMPARE_WITH_TIMEOUT(shown.dialog->table(), QStringLiteral("Orders-restored"), 30'000);
    QCOMPARE(shown.first.connection().scan({.table = "Orders-restored"}).items.size(), std::size_t(5));
    QVERIFY(shown.settles());
    shown.dialog->select(QStringLiteral("Orders"));
    QVERIFY(shown.settles() && shown.backupsSettle());
    setNextConfirmAnswer(true);
    shown.click("deleteBackup");
    QTRY_VERIFY(session::listBackups(shown.first.connection(), "Orders", {}).empty());
    QTRY_VERIFY(shown.find<QWidget>("backupsMessage")->isVisible());
}

void BackupsTest::aRestoreIntoATableThatIsThereIsRefused()
{
    Shown shown;
    session::setRecovery(shown.first.connection(), "Orders", true, std::nullopt);
    QVERIFY(shown.showBackups());
    shown.click("restoreMoment");
    auto *restore = shown.dialog->findChild<RestoreDialog *>();
    auto *name = restore->findChild<QLineEdit *>(QStringLiteral("restoredName"));
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Orders"));
    Shown::press(*restore);
    QVERIFY(Shown::ends(*restore));
    QVERIFY2(Shown::notes(*restore).contains(QStringLiteral("TableAlreadyExistsException")), qPrintable(Shown::notes(*restore)));
    QCOMPARE(name->text(), QStringLiteral("Orders"));
}

void BackupsTest::backupsOfAnEndpointThatIsGoneAreSaid()
{
    const service::HttpServer nobody({}, [](const service::HttpRequest &) {
        return service::HttpResponse{
            400, {}, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#AccessDeniedException\",\"message\":\"not you\"}"};
    });
    Shown shown;
    BackupsPage page;
    const QString id = shown.add("Closed", QStringLiteral("http://127.0.0.1:%1").arg(nobody.port()), false);
    page.setTable(shown.connections.at(id), QStringLiteral("Orders"));
    page.show();
    QTRY_VERIFY(!page.isBusy());
    QStringList said;
    for (const QLabel *label : page.findChildren<QLabel *>())
        said << label->text();
    QVERIFY2(said.join(QLatin1Char(' ')).contains(QStringLiteral("The keys do not allow this")), qPrintable(said.join(QLatin1Char(' '))));
    QVERIFY(page.findChild<QPushButton *>(QStringLiteral("backupsAgain"))->isVisible());
}

} // namespace keywright::test
