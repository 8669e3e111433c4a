#include "tests/ui/operations/kept_operations_test.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>

#include "core/model/edits.h"
#include "tests/ui/operations/operations_bench.h"
#include "tests/ui/support/isolation.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"
#include "ui/operations/json_page.h"
#include "ui/operations/save_dialog.h"
#include "ui/connections/connection_choice.h"
#include "ui/operations/statement_page.h"
#include "ui/parts/grid.h"
#include "ui/parts/text_field.h"

using namespace keywright;
using namespace keywright::ui;
using test::Bench;
using test::buildQuery;
using value::Json;

namespace {

const std::vector<model::SavedOperation> &savedIn(const Bench &bench)
{
    return bench.document.model()->savedOperations;
}

TaskDialog *openDialog(Bench &bench, const char *name)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return bench.workspace.findChild<TaskDialog *>(QLatin1String(name));
}

bool typeName(TaskDialog *dialog, const QString &name)
{
    auto *line = dialog != nullptr ? dialog->findChild<QLineEdit *>(QStringLiteral("savedName")) : nullptr;
    if (line == nullptr)
        return false;
    line->setFocus();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, name);
    return true;
}

void accept(TaskDialog *dialog)
{
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("taskAction")), Qt::LeftButton);
    if (!dialog->isVisible()) // no window system gives the other one back
        dialog->parentWidget()->activateWindow();
}

/// Saves what is being built under the name.
bool saveAs(Bench &bench, const QString &name)
{
    bench.workspace.save();
    TaskDialog *dialog = openDialog(bench, "saveOperationDialog");
    if (!typeName(dialog, name))
        return false;
    accept(dialog);
    return !dialog->isVisible();
}

Grid *gridOf(Bench &bench, const char *name)
{
    return bench.find<Grid>(QLatin1String(name));
}

QString cell(const Grid *grid, int row, int column)
{
    return grid->model()->index(row, column).data().toString();
}

} // namespace

void KeptOperationsTest::init()
{
    test::failOnWarnings();
}

void KeptOperationsTest::anOperationIsSavedUnderAName()
{
    Bench bench;
    QVERIFY(bench.open());
    QVERIFY(buildQuery(bench));
    const Json built = bench.shownRequest();
    QVERIFY(bench.click(QStringLiteral("opSave")));
    TaskDialog *dialog = openDialog(bench, "saveOperationDialog");
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("savedName"))->text(), QStringLiteral("Query OnlineShop"));
    QVERIFY(typeName(dialog, QStringLiteral("Cart of a user")));
    accept(dialog);
    QVERIFY(!dialog->isVisible());
    QCOMPARE(savedIn(bench).size(), std::size_t(1));
    QCOMPARE(savedIn(bench).front().name, std::string("Cart of a user"));
    QCOMPARE(savedIn(bench).front().operation, std::string("Query"));
    QVERIFY(savedIn(bench).front().request == built);
    QCOMPARE(bench.document.undoText(), QStringLiteral("Add saved operation Cart of a user"));
    bench.document.undo();
    QVERIFY(savedIn(bench).empty());
}

void KeptOperationsTest::savingUnderATakenNameReplaces()
{
    Bench bench;
    QVERIFY(bench.open());
    QVERIFY(buildQuery(bench));
    QVERIFY(saveAs(bench, QStringLiteral("Carts")));
    QVERIFY(bench.type(QStringLiteral("opLimit_line"), QStringLiteral("3")));
    bench.workspace.save();
    TaskDialog *dialog = openDialog(bench, "saveOperationDialog");
    QVERIFY(dialog);
    auto *action = dialog->findChild<QPushButton *>(QStringLiteral("taskAction"));
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("savedName"))->text(), QStringLiteral("Carts"));
    QCOMPARE(action->text(), QStringLiteral("Replace"));
    QVERIFY(typeName(dialog, QStringLiteral("Carts 2")));
    QCOMPARE(action->text(), QStringLiteral("Save"));
    QVERIFY(typeName(dialog, QStringLiteral("Carts")));
    accept(dialog);
    QCOMPARE(savedIn(bench).size(), std::size_t(1));
    QCOMPARE(*savedIn(bench).front().request.find("Limit")->asInteger(), 3);
    QCOMPARE(bench.document.undoText(), QStringLiteral("Change saved operation Carts"));
}

void KeptOperationsTest::aNameThatIsEmptyOrTakenIsRefusedNextToItsField()
{
    Bench bench;
    QVERIFY(bench.open());
    QVERIFY(buildQuery(bench));
    QVERIFY(saveAs(bench, QStringLiteral("One")));
    QVERIFY(saveAs(bench, QStringLiteral("Two")));
    bench.workspace.save();
    TaskDialog *dialog = openDialog(bench, "saveOperationDialog");
    QVERIFY(typeName(dialog, {}));
    accept(dialog);
    QVERIFY(dialog->isVisible());
    QCOMPARE(dialog->findChild<TextField *>()->refusal(), QStringLiteral("Enter a name."));
    dialog->reject();
    bench.workspace.showMode(OperationsWorkspace::SavedMode);
    gridOf(bench, "savedGrid")->selectRow(1);
    QVERIFY(bench.click(QStringLiteral("savedRename")));
    TaskDialog *renaming = openDialog(bench, "renameSavedDialog");
    QVERIFY(typeName(renaming, QStringLiteral("One")));
    accept(renaming);
    QVERIFY(renaming->isVisible());
    QCOMPARE(renaming->findChild<TextField *>()->refusal(),
             QStringLiteral("Another saved operation is named \"One\"; choose another name."));
    QCOMPARE(renaming->findChild<QLineEdit *>(QStringLiteral("savedName"))->text(), QStringLiteral("One"));
    renaming->reject();
}

void KeptOperationsTest::savedOperationsAreDuplicatedRenamedAndDeletedWithUndo()
{
    Bench bench;
    QVERIFY(bench.open());
    QVERIFY(buildQuery(bench));
    QVERIFY(saveAs(bench, QStringLiteral("Carts")));
    bench.workspace.showMode(OperationsWorkspace::SavedMode);
    Grid *grid = gridOf(bench, "savedGrid");
    QVERIFY(grid);
    grid->selectRow(0);
    QVERIFY(bench.click(QStringLiteral("savedDuplicate")));
    QCOMPARE(savedIn(bench).size(), std::size_t(2));
    QCOMPARE(cell(grid, 1, 0), QStringLiteral("Carts 2"));
    QCOMPARE(cell(grid, 1, 2), QStringLiteral("OnlineShop"));
    QCOMPARE(grid->currentIndex().row(), 1);
    QVERIFY(bench.click(QStringLiteral("savedRename")));
    TaskDialog *renaming = openDialog(bench, "renameSavedDialog");
    QVERIFY(typeName(renaming, QStringLiteral("Baskets")));
    accept(renaming);
    QCOMPARE(cell(grid, 1, 0), QStringLiteral("Baskets"));
    QCOMPARE(bench.document.undoText(), QStringLiteral("Rename saved operation Carts 2 to Baskets"));
    grid->selectRow(0);
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Delete);
    QCOMPARE(savedIn(bench).size(), std::size_t(1));
    QCOMPARE(cell(grid, 0, 0), QStringLiteral("Baskets"));
    for (int i = 0; i < 3; ++i)
        bench.document.undo();
    QCOMPARE(savedIn(bench).size(), std::size_t(1));
    QCOMPARE(cell(grid, 0, 0), QStringLiteral("Carts"));
}

void KeptOperationsTest::aSavedOperationOpensInItsEditor()
{
    Bench bench;
    QVERIFY(bench.open());
    QVERIFY(buildQuery(bench));
    const Json built = bench.shownRequest();
    QVERIFY(saveAs(bench, QStringLiteral("Carts")));
    bench.workspace.showMode(OperationsWorkspace::StatementMode);
    bench.workspace.statement().setRequest(
        Json::parse("{\"Statement\": \"SELECT * FROM OnlineShop WHERE PK = ?\", \"Parameters\": [{\"S\": \"USER#u-1006\"}]}"));
    QVERIFY(saveAs(bench, QStringLiteral("By statement")));
    bench.workspace.showMode(OperationsWorkspace::SavedMode);
    Grid *grid = gridOf(bench, "savedGrid");
    QVERIFY(bench.type(QStringLiteral("savedSearch"), QStringLiteral("cart")));
    QCOMPARE(grid->model()->rowCount(), 1);
    grid->selectRow(0);
    QTest::keyClick(grid, Qt::Key_Return);
    QVERIFY(bench.shownRequest() == built);
    QCOMPARE(bench.find<QLineEdit>(QStringLiteral("key_PK_line"))->text(), QStringLiteral("USER#u-1006"));
    bench.workspace.showMode(OperationsWorkspace::SavedMode);
    QVERIFY(bench.type(QStringLiteral("savedSearch"), QStringLiteral("statement")));
    grid->selectRow(0);
    QVERIFY(bench.click(QStringLiteral("savedOpen")));
    QVERIFY(bench.workspace.statement().isVisible());
    QVERIFY(bench.run());
    QVERIFY(bench.workspace.runner().page() && !bench.workspace.runner().page()->problem);
    QVERIFY(bench.rows() > 0);
}

void KeptOperationsTest::withoutSavedOperationsItSaysWhatToDo()
{
    Bench bench;
    QVERIFY(bench.open());
    bench.workspace.showMode(OperationsWorkspace::SavedMode);
    QVERIFY(bench.textsIn(QStringLiteral("savedMessage")).contains(QStringLiteral("No operation is saved in this model yet")));
    QVERIFY(!bench.find<QPushButton>(QStringLiteral("opRun"))->isEnabled());
    QVERIFY(bench.click(QStringLiteral("savedSave")));
    QVERIFY(openDialog(bench, "saveOperationDialog"));
    accept(openDialog(bench, "saveOperationDialog"));
    QCOMPARE(savedIn(bench).size(), std::size_t(1));
    QVERIFY(gridOf(bench, "savedGrid"));
}

void KeptOperationsTest::whatCannotBeSavedIsNotOffered()
{
    Bench bench;
    QVERIFY(bench.open());
    bench.workspace.showMode(OperationsWorkspace::JsonMode);
    bench.workspace.json().setRequest(QStringLiteral("DescribeTable"), Json::parse("{\"TableName\": \"OnlineShop\"}"));
    QVERIFY(!bench.find<QAbstractButton>(QStringLiteral("opSave"))->isEnabled());
    bench.workspace.json().setRequest(QStringLiteral("Scan"), Json::parse("{\"TableName\": \"OnlineShop\"}"));
    QVERIFY(bench.find<QAbstractButton>(QStringLiteral("opSave"))->isEnabled());
}

void KeptOperationsTest::historyKeepsEveryRunAndOpensItAgain()
{
    Bench bench;
    QVERIFY(bench.open());
    HistoryModel &history = bench.workspace.history();
    QTRY_VERIFY(!history.isReading());
    history.clear(); // what other tests ran
    QAbstractItemModelTester tester(&history);
    QVERIFY(buildQuery(bench));
    QVERIFY(bench.run());
    bench.workspace.showMode(OperationsWorkspace::StatementMode);
    bench.workspace.statement().setRequest(Json::parse("{\"Statement\": \"SELECT * FROM Nowhere\"}"));
    QVERIFY(bench.run());
    QCOMPARE(history.rowCount(), 2);
    QCOMPARE(history.index(0, HistoryModel::Outcome).data().toString(), QStringLiteral("ResourceNotFoundException"));
    QCOMPARE(history.index(0, HistoryModel::Request).data().toString(), QStringLiteral("SELECT * FROM Nowhere"));
    QCOMPARE(history.index(1, HistoryModel::Operation).data().toString(), QStringLiteral("Query"));
    QCOMPARE(history.index(1, HistoryModel::Place).data().toString(), QStringLiteral("OnlineShop"));
    QVERIFY(history.index(1, HistoryModel::Outcome).data().toString().endsWith(QStringLiteral("items")));
    QCOMPARE(history.index(1, HistoryModel::Connection).data().toString(), bench.workspace.choice().current().name);
    bench.workspace.showMode(OperationsWorkspace::HistoryMode);
    Grid *grid = gridOf(bench, "historyGrid");
    QVERIFY(grid);
    grid->selectRow(1);
    QVERIFY(bench.click(QStringLiteral("historyOpen")));
    QCOMPARE(bench.find<QLineEdit>(QStringLiteral("key_PK_line"))->text(), QStringLiteral("USER#u-1006"));
}

void KeptOperationsTest::historyIsFoundByWordsAndCleared()
{
    Bench bench;
    QVERIFY(bench.open());
    QTRY_VERIFY(!bench.workspace.history().isReading());
    bench.workspace.history().clear();
    QVERIFY(buildQuery(bench));
    QVERIFY(bench.run());
    QVERIFY(bench.choose(QStringLiteral("opKind"), QStringLiteral("Scan")));
    QVERIFY(bench.run());
    bench.workspace.showMode(OperationsWorkspace::HistoryMode);
    Grid *grid = gridOf(bench, "historyGrid");
    QCOMPARE(grid->model()->rowCount(), 2);
    QVERIFY(bench.type(QStringLiteral("historySearch"), QStringLiteral("query U-1006")));
    QCOMPARE(grid->model()->rowCount(), 1);
    QCOMPARE(bench.find<QLabel>(QStringLiteral("historySaid"))->text(), QStringLiteral("1 of 2 runs"));
    QVERIFY(bench.type(QStringLiteral("historySearch"), QStringLiteral("nothing such")));
    QVERIFY(bench.textsIn(QStringLiteral("historyMessage")).contains(QStringLiteral("No run has these words")));
    setNextConfirmAnswer(false);
    QVERIFY(bench.click(QStringLiteral("historyClear")));
    QCOMPARE(bench.workspace.history().rowCount(), 2);
    setNextConfirmAnswer(true);
    QVERIFY(bench.click(QStringLiteral("historyClear")));
    QCOMPARE(bench.workspace.history().rowCount(), 0);
    QVERIFY(bench.textsIn(QStringLiteral("historyMessage")).contains(QStringLiteral("Nothing ran on this model yet")));
    QVERIFY(!bench.find<QPushButton>(QStringLiteral("historyClear"))->isEnabled());
}

void KeptOperationsTest::historyStaysWithTheModel()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("shop.keywright.json"));
    QVERIFY(QFile::copy(test::onlineShop(), file));
    QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    session::HistoryEntry entry;
    entry.operation = "Scan";
    entry.request = "{\"TableName\":\"OnlineShop\"}";
    const QDateTime time = QDateTime::fromSecsSinceEpoch(1'700'000'000);
    {
        HistoryModel history;
        history.add(entry, time); // of a model that has no file yet
        history.moveTo(file);
        history.add(entry, time.addSecs(1)); // while it is read
        QCOMPARE(history.rowCount(), 0);
        QTRY_COMPARE(history.rowCount(), 2);
        QVERIFY(history.problem().isEmpty());
        history.moveTo(folder.filePath(QStringLiteral("copy.keywright.json")));
        QTRY_VERIFY(!history.isReading());
        QCOMPARE(history.rowCount(), 0);
    }
    HistoryModel again;
    again.followModel(file);
    QTRY_COMPARE(again.rowCount(), 2);
    QCOMPARE(again.at(0).time, std::string("2023-11-14T22:13:21.000Z"));
    again.clear();
    HistoryModel empty;
    empty.followModel(file);
    QTRY_VERIFY(!empty.isReading());
    QCOMPARE(empty.rowCount(), 0);
}

void KeptOperationsTest::aCancelledRunIsInTheHistory()
{
    Bench bench;
    QVERIFY(bench.open());
    QTRY_VERIFY(!bench.workspace.history().isReading());
    bench.workspace.history().clear();
    QVERIFY(bench.choose(QStringLiteral("opKind"), QStringLiteral("Scan")));
    bench.workspace.run();
    QVERIFY(bench.workspace.runner().isRunning());
    bench.workspace.runner().cancel();
    QCOMPARE(bench.workspace.history().rowCount(), 1);
    QCOMPARE(bench.workspace.history().index(0, HistoryModel::Outcome).data().toString(), QStringLiteral("Cancelled"));
}
