#include "tests/ui/design/pattern_view_test.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QMenu>
#include <QScopeGuard>
#include <QSettings>
#include <QTabBar>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

#include "core/model/edits.h"
#include "core/model/renames.h"
#include "tests/ui/design/pattern_bench.h"
#include "ui/design/pattern_looks.h"
#include "ui/design/pattern_model.h"
#include "ui/design/pattern_view.h"
#include "ui/design/suggestion_page.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/parts/note_field.h"

using namespace keywright;
using namespace keywright::ui;
using test::PatternBench;

void PatternViewTest::init()
{
    test::failOnWarnings();
}

void PatternViewTest::everyPatternOfTheShopIsVerified()
{
    PatternBench bench(test::onlineShop());
    auto *runAll = bench.find<QPushButton>("runAll");
    QCOMPARE(bench.cell(0, PatternModel::Status), QStringLiteral("Not run"));
    QVERIFY(bench.summary().contains(QStringLiteral("none run yet")));
    QTest::mouseClick(runAll, Qt::LeftButton);
    QVERIFY(bench.runner.isRunning() && !runAll->isEnabled());
    QCOMPARE(bench.cell(3, PatternModel::Status), QStringLiteral("Waiting"));
    QVERIFY(bench.waitForRun());
    const int patterns = bench.grid->model()->rowCount();
    for (int row = 0; row < patterns; ++row) {
        const QModelIndex status = bench.grid->model()->index(row, PatternModel::Status);
        QCOMPARE(status.data().toString(), QStringLiteral("Verified"));
        QVERIFY(!status.data(Qt::DecorationRole).isNull() && !status.data(Qt::ToolTipRole).toString().isEmpty());
        const session::PatternRun *run = bench.runner.lastRun(row);
        QVERIFY(run);
        const bool wrote = run->writtenCount() > 0;
        QCOMPARE(bench.cell(row, PatternModel::Items), QString::number(wrote ? run->writtenCount() : run->itemCount()));
        const QString verdict = bench.cell(row, PatternModel::Verdict);
        QVERIFY2(verdict == QLatin1String("Served") || verdict == QLatin1String("Filtered") || verdict == QLatin1String("Scanned"),
                 qPrintable(verdict));
    }
    QCOMPARE(bench.summary(), QStringLiteral("%1 verified").arg(patterns));
    QVERIFY(bench.document.activity().rowCount() >= patterns);
}

void PatternViewTest::runSelectedRunsTheSelected()
{
    PatternBench bench(test::onlineShop());
    auto *button = bench.find<QPushButton>("runSelected");
    QVERIFY(!button->isEnabled());
    bench.grid->selectRow(4);
    QVERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(bench.waitForRun());
    QVERIFY(bench.runner.lastVerification(4));
    QVERIFY(!bench.runner.lastVerification(0));
    bench.grid->selectRow(0);
    bench.grid->setFocus();
    QTest::keyClick(bench.grid, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(bench.waitForRun());
    QVERIFY(bench.runner.lastVerification(0));
    QVERIFY(bench.summary().startsWith(QStringLiteral("2 verified · ")));
}

void PatternViewTest::anEditMakesVerificationsStaleAndKeepsThem()
{
    PatternBench bench(test::onlineShop());
    bench.runner.run({2, 6});
    QVERIFY(bench.waitForRun());
    bench.changePattern(2, [](model::AccessPattern &pattern) { pattern.steps.front().operation.consistentRead = true; });
    QTRY_COMPARE(bench.cell(2, PatternModel::Status), QStringLiteral("Stale"));
    QCOMPARE(bench.cell(6, PatternModel::Status), QStringLiteral("Verified"));
    QVERIFY(bench.runner.lastVerification(2)->status == session::VerificationStatus::Verified);
    QVERIFY(bench.summary().contains(QStringLiteral("1 verified · 1 stale")));
    bench.document.undo();
    QTRY_COMPARE(bench.cell(2, PatternModel::Status), QStringLiteral("Verified"));
    bench.changePattern(2, [](model::AccessPattern &pattern) { pattern.rate = model::Rate{.perSecond = 3}; });
    QTest::qWait(2 * PatternRunner::kDelayMs);
    QCOMPARE(bench.cell(2, PatternModel::Status), QStringLiteral("Verified"));
}

void PatternViewTest::aRenamedPatternKeepsItsVerification()
{
    PatternBench bench(test::onlineShop());
    bench.runner.run({2});
    QVERIFY(bench.waitForRun());
    const std::string name = bench.pattern(2).name;
    QVERIFY(!bench.document.edit([&](const model::Model &model) { return model::renameAccessPattern(model, name, "Another name"); }));
    QCOMPARE(bench.cell(2, PatternModel::Name), QStringLiteral("Another name"));
    QTest::qWait(2 * PatternRunner::kDelayMs);
    QCOMPARE(bench.cell(2, PatternModel::Status), QStringLiteral("Verified"));
    QVERIFY(!bench.document.edit([](const model::Model &model) { return model::moveAccessPattern(model, "Another name", 0); }));
    QCOMPARE(bench.cell(0, PatternModel::Status), QStringLiteral("Verified"));
}

void PatternViewTest::aBrokenPatternFailsWithItsDifferences()
{
    PatternBench bench(test::onlineShop());
    const int row = bench.rowOf("Cart of a user");
    bench.changePattern(row, [](model::AccessPattern &pattern) {
        pattern.steps.front().operation.keyCondition.back().values.front() = std::string("ADDRESS#");
    });
    bench.grid->selectRow(row);
    QTest::mouseClick(bench.find<QPushButton>("runSelected"), Qt::LeftButton);
    QVERIFY(bench.waitForRun());
    QVERIFY2(bench.runner.problem().isEmpty(), qPrintable(bench.runner.problem()));
    QCOMPARE(bench.cell(row, PatternModel::Status), QStringLiteral("Failed"));
    auto *detail = bench.find<QTabWidget>("patternDetail");
    detail->setCurrentIndex(1);
    QVERIFY(detail->tabText(1).contains(QStringLiteral("failed")));
    QTRY_VERIFY(bench.textOf("verificationPage").contains(QStringLiteral("Missing")));
    const QString text = bench.textOf("verificationPage");
    QVERIFY2(text.contains(QStringLiteral("Missing")) && text.contains(QStringLiteral("CartItem")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("userId = u-1006")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("Compared with: CartItem where userId = :userId, in the order of productId.")), qPrintable(text));
}

void PatternViewTest::stoppingKeepsWhatIsVerified()
{
    PatternBench bench(test::onlineShop());
    QTest::mouseClick(bench.find<QPushButton>("runAll"), Qt::LeftButton);
    QTRY_VERIFY(bench.runner.lastVerification(0));
    if (bench.runner.isRunning())
        QTest::mouseClick(bench.find<QPushButton>("stopRun"), Qt::LeftButton);
    QVERIFY(!bench.runner.isRunning());
    QVERIFY(!bench.find<QPushButton>("stopRun")->isVisible());
    QVERIFY(bench.find<QPushButton>("runAll")->isEnabled());
    QCOMPARE(bench.cell(0, PatternModel::Status), QStringLiteral("Verified"));
}

void PatternViewTest::theFocusStaysInTheButtonsOfARun()
{
    PatternBench bench(test::onlineShop());
    auto *runAll = bench.find<QPushButton>("runAll");
    runAll->setFocus();
    QTest::keyClick(runAll, Qt::Key_Space);
    QVERIFY(bench.find<QPushButton>("stopRun")->hasFocus());
    QVERIFY(bench.waitForRun());
    QVERIFY(runAll->hasFocus());
}

void PatternViewTest::whatIsNotSeenFollowsWhenItIs()
{
    PatternBench bench(test::onlineShop());
    bench.design.showView(DesignWorkspace::KeyChartView);
    bench.document.select({.kind = Selection::Kind::AccessPattern, .row = 4});
    bench.design.showView(DesignWorkspace::AccessPatternsView);
    auto *detail = bench.find<QTabWidget>("patternDetail");
    QVERIFY(detail->isVisible());
    QTRY_VERIFY(bench.textOf("suggestionPage").contains(QStringLiteral("Served")));
    bench.changePattern(4, [](model::AccessPattern &pattern) { pattern.description = "Another one"; });
    detail->setCurrentIndex(PatternView::Definition);
    QCOMPARE(bench.find<NoteField>("patternDescription")->toPlainText(), QStringLiteral("Another one"));
    bench.runner.run({4});
    QVERIFY(bench.waitForRun());
    QCOMPARE(detail->tabText(PatternView::SampleData), QStringLiteral("Sample data: verified"));
    detail->setCurrentIndex(PatternView::SampleData);
    QTRY_VERIFY(bench.textOf("verificationPage").contains(QStringLiteral("Run with the examples")));
}

void PatternViewTest::aSuggestionIsAppliedAndUndone()
{
    PatternBench bench(test::onlineShop());
    const auto before = bench.document.model();
    const int row = bench.rowOf("Products of a category, cheapest first");
    bench.changePattern(row, [](model::AccessPattern &pattern) {
        model::Operation scan{model::OperationKind::Scan, "OnlineShop"};
        pattern.steps = {model::Step{.operation = scan}};
        pattern.expectation = value::Json::parse(R"({"entities": ["Product"], "where": "name = :category"})");
        pattern.parameters.front().drawnFromAttribute = "name";
        pattern.parameters.front().example.reset();
    });
    const auto unserved = bench.document.model();
    bench.grid->selectRow(row);
    QTRY_VERIFY(bench.cell(row, PatternModel::Verdict) != QLatin1String("Served") && !bench.adviser.isLooking());
    auto *page = bench.find<SuggestionPage>("suggestionPage");
    bench.find<QPushButton>("suggest")->setFocus();
    QTest::keyClick(bench.find<QPushButton>("suggest"), Qt::Key_Space);
    QVERIFY(page->isThinking());
    QTRY_VERIFY(!page->isThinking());
    QTRY_VERIFY(bench.find<QPushButton>("suggest")->hasFocus());
    QVERIFY(!page->suggestions().empty());
    const QString title = QString::fromStdString(page->suggestions().front().title);
    QVERIFY(bench.textOf("suggestionPage").contains(title));
    QWidget *lastCard =
        bench.find<QPushButton>(qPrintable(QStringLiteral("applySuggestion%1").arg(page->suggestions().size() - 1)))->parentWidget();
    QTRY_VERIFY(lastCard->isVisible());
    bench.design.resize(700, 700); // nothing but its margin stands below the last card
    QTRY_VERIFY2(page->widget()->height() <= qMax(page->viewport()->height(), lastCard->geometry().bottom() + 40),
                 qPrintable(QStringLiteral("%1 for %2").arg(page->widget()->height()).arg(lastCard->geometry().bottom())));
    QTest::mouseClick(bench.find<QPushButton>("applySuggestion0"), Qt::LeftButton);
    QVERIFY(bench.document.model() != unserved);
    QTRY_VERIFY(bench.textOf("suggestionPage").contains(QStringLiteral("Applied: %1").arg(title)));
    QTRY_COMPARE(bench.cell(row, PatternModel::Verdict), QStringLiteral("Served"));
    bench.runner.run({row});
    QVERIFY(bench.waitForRun());
    QCOMPARE(bench.cell(row, PatternModel::Status), QStringLiteral("Verified"));
    bench.document.undo();
    QVERIFY(*bench.document.model() == *unserved);
    QVERIFY(!bench.textOf("suggestionPage").contains(QStringLiteral("Applied")));
    bench.document.undo();
    QVERIFY(*bench.document.model() == *before);
}

void PatternViewTest::theFirstPatternRunsAtOnce()
{
    PatternBench bench(test::onlineShop());
    QVERIFY(!bench.document.edit([](const model::Model &model) {
        model::Command command;
        for (std::size_t row = model.accessPatterns.size(); row-- > 0;)
            command.changes.push_back({{model::PartKind::AccessPattern, row, 0}, model::Part(model.accessPatterns[row]), std::nullopt});
        return command;
    }));
    auto *add = bench.find<QPushButton>("addFirstPattern");
    QTRY_VERIFY(add->isVisible());
    add->setFocus();
    QTest::keyClick(add, Qt::Key_Space);
    auto *menu = bench.find<QMenu>("newPatternMenu"); // there are several entities, and none is selected
    QTRY_VERIFY(menu->isVisible());
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QCOMPARE(bench.grid->model()->rowCount(), 1);
    QVERIFY(bench.grid->isVisible());
    QCOMPARE(bench.cell(0, PatternModel::Name), QStringLiteral("Get User"));
    QCOMPARE(bench.document.selection(), (Selection{.kind = Selection::Kind::AccessPattern, .row = 0}));
    QTest::mouseClick(bench.find<QPushButton>("runAll"), Qt::LeftButton);
    QVERIFY(bench.waitForRun());
    QCOMPARE(bench.cell(0, PatternModel::Status), QStringLiteral("Verified"));
    bench.document.select({.kind = Selection::Kind::Entity, .row = 4});
    QTest::mouseClick(bench.find<QToolButton>("addPattern"), Qt::LeftButton);
    QCOMPARE(bench.cell(1, PatternModel::Name), QStringLiteral("Get Product"));
}

void PatternViewTest::theReturnedItemsAreShownAndCompared()
{
    PatternBench bench(test::onlineShop());
    const int row = bench.rowOf("Cart of a user");
    bench.grid->selectRow(row);
    bench.find<QTabWidget>("patternDetail")->setCurrentIndex(PatternView::SampleData);
    bench.runner.run({row});
    QVERIFY(bench.waitForRun());
    const auto shownItems = [&bench]() -> QTableView * { // those that were shown before live until the event loop takes them
        for (auto *table : bench.design.findChildren<QTableView *>(QStringLiteral("returnedItems")))
            if (table->isVisible())
                return table;
        return nullptr;
    };
    QTRY_VERIFY(shownItems());
    QTableView *items = shownItems();
    const int returned = static_cast<int>(bench.runner.lastRun(row)->itemCount());
    QVERIFY(returned > 0);
    QCOMPARE(items->model()->rowCount(), returned);
    QVERIFY(items->model()->index(0, 0).data().toString().startsWith(QStringLiteral("CartItem ")));
    QCOMPARE(items->model()->index(0, 1).data().toString(), QStringLiteral("As expected"));
    QCOMPARE(items->model()->headerData(2, Qt::Horizontal).toString(), QStringLiteral("userId"));
    QAbstractItemModelTester tester(items->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);

    bench.changePattern(row, [](model::AccessPattern &pattern) {
        pattern.steps.front().operation.keyCondition.back().values.front() = std::string("ADDRESS#");
    });
    bench.runner.run({row});
    QVERIFY(bench.waitForRun());
    QTRY_VERIFY(shownItems() && shownItems() != items);
    items = shownItems();
    QStringList compared;
    for (int item = 0; item < items->model()->rowCount(); ++item)
        compared << items->model()->index(item, 1).data().toString();
    QVERIFY2(compared.contains(QStringLiteral("Missing")), qPrintable(compared.join(QLatin1Char(' '))));
}

void PatternViewTest::aTransactionIsOfferedBesideTheEntities()
{
    PatternBench bench(test::onlineShop());
    bench.grid->selectRow(1);
    QTest::mouseClick(bench.find<QToolButton>("addPattern"), Qt::LeftButton);
    auto *menu = bench.find<QMenu>("newPatternMenu");
    QTRY_VERIFY(menu->isVisible());
    QAction *transaction = menu->actions().back();
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(transaction).center());
    const int last = bench.grid->model()->rowCount() - 1;
    QCOMPARE(bench.cell(last, PatternModel::Operations), QStringLiteral("TransactWrite (1)"));
    QCOMPARE(bench.pattern(last).steps.front().parts.size(), std::size_t(1));
    QVERIFY(bench.find<QWidget>("stepParts")->isVisible());
    bench.document.undo();
    QVERIFY(!bench.document.canUndo());
}

void PatternViewTest::namesFitTheirColumnAndTabsStandStill()
{
    PatternBench bench(test::onlineShop());
    QVERIFY(bench.grid->columnWidth(PatternModel::Name) > 170);
    const QModelIndex name = bench.grid->model()->index(bench.rowOf("Cart of a user"), PatternModel::Name);
    QVERIFY(name.data(Qt::ToolTipRole).toString().startsWith(QStringLiteral("Cart of a user")));
    bench.grid->selectRow(name.row());
    auto *tabs = bench.find<QTabWidget>("patternDetail");
    const QRect before = tabs->tabBar()->tabRect(PatternView::Definition);
    QTest::mouseClick(bench.find<QPushButton>("runSelected"), Qt::LeftButton);
    QVERIFY(bench.waitForRun());
    QCOMPARE(tabs->tabText(PatternView::SampleData), QStringLiteral("Sample data: verified"));
    QCOMPARE(tabs->tabBar()->tabRect(PatternView::Definition), before);
}

void PatternViewTest::columnsKeepTheWidthThatTheyWereGiven()
{
    const auto forget = qScopeGuard([] { QSettings().remove(QStringLiteral("design/patternColumns")); });
    {
        PatternBench bench(test::onlineShop());
        bench.grid->horizontalHeader()->resizeSection(PatternModel::Operations, 222);
        bench.changePattern(0, [](model::AccessPattern &pattern) { pattern.note = "Another note"; });
        QCOMPARE(bench.grid->columnWidth(PatternModel::Operations), 222);
    }
    PatternBench again(test::onlineShop());
    QCOMPARE(again.grid->columnWidth(PatternModel::Operations), 222);
}

void PatternViewTest::patternsAreDuplicatedMovedAndRemoved()
{
    PatternBench bench(test::onlineShop());
    const auto before = bench.document.model();
    const QString name = bench.cell(2, PatternModel::Name);
    bench.grid->selectRow(2);
    QTest::mouseClick(bench.find<QToolButton>("duplicatePattern"), Qt::LeftButton);
    QCOMPARE(bench.cell(3, PatternModel::Name), QStringLiteral("Copy of ") + name);
    QCOMPARE(bench.document.selection().row, 3);
    QTest::keyClick(bench.grid, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(bench.cell(2, PatternModel::Name), QStringLiteral("Copy of ") + name);
    QTest::mouseClick(bench.find<QToolButton>("movePatternDown"), Qt::LeftButton);
    QCOMPARE(bench.cell(3, PatternModel::Name), QStringLiteral("Copy of ") + name);
    setNextConfirmAnswer(false);
    QTest::keyClick(bench.grid, Qt::Key_Delete);
    QCOMPARE(bench.cell(3, PatternModel::Name), QStringLiteral("Copy of ") + name);
    setNextConfirmAnswer(true);
    QTest::mouseClick(bench.find<QToolButton>("removePattern"), Qt::LeftButton);
    QVERIFY(*bench.document.model() == *before);
    QCOMPARE(bench.document.selection().row, 3);
    while (bench.document.canUndo())
        bench.document.undo();
    QVERIFY(*bench.document.model() == *before);
}

void PatternViewTest::rowsStayWhereTheyAreWhenTheModelChanges()
{
    PatternBench bench(test::onlineShop());
    QAbstractItemModelTester tester(bench.grid->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    bench.grid->selectRow(5);
    const QPersistentModelIndex sixth = bench.grid->model()->index(5, 0);
    const std::string first = bench.pattern(0).name;
    QVERIFY(!bench.document.edit([&](const model::Model &model) { return model::removeAccessPattern(model, first); }));
    QCOMPARE(sixth.row(), 4);
    QCOMPARE(bench.document.selection().row, 4);
    QCOMPARE(bench.grid->selectionModel()->selectedRows().front().row(), 4);
    bench.document.undo();
    QCOMPARE(sixth.row(), 5);
    QVERIFY(!bench.document.edit([&](const model::Model &model) { return model::renameAccessPattern(model, first, "Z"); }));
    QCOMPARE(sixth.row(), 5);
    bench.document.close();
    QCOMPARE(bench.grid->model()->rowCount(), 0);
}

void PatternViewTest::whatIsServedHasNothingToApply()
{
    PatternBench bench(test::onlineShop());
    bench.document.select({.kind = Selection::Kind::AccessPattern, .row = bench.rowOf("Orders of a user, newest first")});
    bench.find<QTabWidget>("patternDetail")->setCurrentIndex(PatternView::Keys);
    QTest::mouseClick(bench.find<QPushButton>("suggest"), Qt::LeftButton);
    auto *page = bench.find<SuggestionPage>("suggestionPage");
    QTRY_VERIFY(!page->isThinking());
    QTRY_VERIFY(bench.textOf("suggestionPage").contains(QStringLiteral("already the best answer")));
    QVERIFY(page->suggestions().empty());
    QVERIFY(!bench.find<QPushButton>("applySuggestion0"));
}

void PatternViewTest::aStaleExpectationFollowsTheOperationByOneClick()
{
    PatternBench bench(test::onlineShop());
    const int row = bench.rowOf("Orders of a user, newest first");
    bench.changePattern(row, [](model::AccessPattern &pattern) { pattern.steps.front().operation.descending = false; });
    bench.document.select({.kind = Selection::Kind::AccessPattern, .row = row});
    bench.find<QTabWidget>("patternDetail")->setCurrentIndex(PatternView::SampleData);
    bench.runner.run({row});
    QVERIFY(bench.waitForRun());
    QCOMPARE(bench.cell(row, PatternModel::Status), QStringLiteral("Failed"));
    QTRY_VERIFY(bench.textOf("verificationPage").contains(QStringLiteral("The operation asks something else")));
    auto *follow = bench.find<QPushButton>("followOperation");
    QVERIFY(follow);
    follow->setFocus();
    QTest::keyClick(follow, Qt::Key_Space);
    QTRY_COMPARE(bench.pattern(row).expectation.find("orderBy")->elements().front().find("direction")->text(), std::string("ascending"));
    QVERIFY(bench.waitForRun());
    QCOMPARE(bench.cell(row, PatternModel::Status), QStringLiteral("Verified"));
    QTRY_VERIFY(!bench.find<QPushButton>("followOperation"));
    bench.document.undo();
    QCOMPARE(bench.pattern(row).expectation.find("orderBy")->elements().front().find("direction")->text(), std::string("descending"));
}

void PatternViewTest::aTransactionShowsWhatItWrote()
{
    PatternBench bench(test::onlineShop());
    const int row = bench.rowOf("Ship an order");
    bench.changePattern(row, [](model::AccessPattern &pattern) { pattern.expectation = value::Json(); });
    bench.document.select({.kind = Selection::Kind::AccessPattern, .row = row});
    bench.find<QTabWidget>("patternDetail")->setCurrentIndex(PatternView::SampleData);
    QTRY_VERIFY(bench.textOf("verificationPage").contains(QStringLiteral("afterwards")));
    QVERIFY(!bench.textOf("verificationPage").contains(QStringLiteral("come back")));
    bench.runner.run({row});
    QVERIFY(bench.waitForRun());
    QTRY_VERIFY(bench.textOf("verificationPage").contains(QStringLiteral("items that it changed with the examples")));
    const QStringList shown = bench.textOf("verificationPage").split(QLatin1Char('\n'));
    for (const char *word : {"Created", "Changed", "Before", "After", "status", "SHIPPED", "shippedAt"})
        QVERIFY2(shown.contains(QLatin1String(word)), word);

    QTest::mouseClick(bench.find<QPushButton>("followOperation"), Qt::LeftButton);
    QTRY_VERIFY(bench.waitForRun() && bench.cell(row, PatternModel::Status) == QStringLiteral("Verified"));
}

void PatternViewTest::operationsAreReadableAtASmallWindow()
{
    PatternBench bench(test::onlineShop());
    bench.design.resize(880, 560); // what a window of 1280 × 720 leaves between its docks
    const QModelIndex cell = bench.grid->model()->index(bench.rowOf("Ship an order"), PatternModel::Operations);
    QCOMPARE(cell.data().toString(), QStringLiteral("TransactWrite (2)"));
    const int needed = QFontMetrics(bench.grid->font()).horizontalAdvance(cell.data().toString());
    QVERIFY(bench.grid->columnWidth(PatternModel::Operations) >= needed + 8);
}
