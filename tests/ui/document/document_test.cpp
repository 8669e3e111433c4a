#include "ui/document/document.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>

#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/document/pattern_runner.h"
#include "ui/document/text.h"

using namespace keywright;
using namespace keywright::ui;
using Stage = Document::Stage;

class DocumentTest : public QObject {
    Q_OBJECT

private slots:
    void init() { test::failOnWarnings(); }

    void theModelIsThereBeforeItsTables()
    {
        Document document;
        bool modelWithoutTables = false;
        connect(&document, &Document::modelChanged, this, [&] { modelWithoutTables = document.model() && !document.connection(); });
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        QVERIFY(modelWithoutTables);
        QCOMPARE(document.stage(), Stage::Ready);
        QVERIFY(document.connection());
        QVERIFY(document.progress().label.isEmpty());
    }

    void aBrokenFileSaysWhere()
    {
        Document document;
        QVERIFY(test::openAndFail(document, test::brokenModel()));
        QVERIFY(document.failure());
        QCOMPARE(document.failure()->kind, Failure::Kind::ModelFile);
        QCOMPARE(document.failure()->line, 5);
        QVERIFY(document.failure()->column > 0);
        QVERIFY(document.failure()->report().contains(document.failure()->message));
        QVERIFY(!document.model());
    }

    void aMissingFileIsAFailureToo()
    {
        Document document;
        QVERIFY(test::openAndFail(document, QStringLiteral("/no/such/file.keywright.json")));
        QCOMPARE(document.failure()->kind, Failure::Kind::ModelFile);
        QCOMPARE(document.failure()->line, 0);
    }

    void aHeldStoreCanBeLeftForMemoryOrTriedAgain()
    {
        auto holder = std::make_unique<Document>();
        QVERIFY(test::openAndWait(*holder, test::emptyTable()));
        Document document;
        QVERIFY(test::openAndFail(document, test::emptyTable()));
        QCOMPARE(document.failure()->kind, Failure::Kind::StoreInUse);
        QVERIFY(document.model());
        document.workInMemory();
        QTRY_COMPARE(document.stage(), Stage::Ready);
        QVERIFY(document.isInMemory());
        holder.reset();
        document.retry();
        QTRY_COMPARE(document.stage(), Stage::Ready);
        QVERIFY(!document.isInMemory());
    }

    void openingTheSameModelAgainWaitsForItsStore()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::emptyTable()));
        std::shared_ptr<connection::Connection> worker = document.connection();
        document.open(test::emptyTable());
        QTRY_VERIFY(document.stage() == Stage::OpeningTables);
        worker.reset();
        QTRY_COMPARE(document.stage(), Stage::Ready);
    }

    void closingDropsAnswersOnTheirWay()
    {
        Document document;
        document.open(test::onlineShop());
        document.close();
        QCOMPARE(document.stage(), Stage::Empty);
        QVERIFY(test::openAndWait(document, test::emptyTable()));
        QCOMPARE(document.model()->name, std::string("Empty"));
    }

    void cancellingReadingLeavesNothingOpen()
    {
        Document document;
        document.open(test::onlineShop());
        QCOMPARE(document.stage(), Stage::Reading);
        document.cancel();
        QCOMPARE(document.stage(), Stage::Empty);
    }

    void theActivityLogIsAProperModelAndBounded()
    {
        ActivityLog log;
        QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int number = 0; number < 20; ++number)
            log.append({.operation = QString::number(number)});
        QCOMPARE(log.rowCount(), 20);
        QCOMPARE(log.index(0, ActivityLog::Operation).data().toString(), QStringLiteral("19"));
        log.clear();
        QCOMPARE(log.rowCount(), 0);
    }

    void runningAllPatternsKeepsTheirRunsAndLogsOperations()
    {
        Document document;
        PatternRunner runner(document);
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        const std::size_t patterns = document.model()->accessPatterns.size();
        QSignalSpy ran(&runner, &PatternRunner::patternRan);
        runner.runAll();
        QVERIFY(runner.isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(ran.count(), static_cast<int>(patterns), 20'000);
        QVERIFY(!runner.isRunning());
        for (std::size_t row = 0; row < patterns; ++row)
            QVERIFY(runner.lastRun(static_cast<int>(row)));
        QTRY_VERIFY(document.activity().rowCount() > 0);
        document.close();
        QVERIFY(!runner.lastRun(0));
    }

    void patternsThatWriteLeaveTheTablesAlone()
    {
        Document document;
        PatternRunner runner(document);
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        const std::string table = document.model()->tables.front().definition.name;
        const auto before = document.connection()->describeTable(table).itemCount;
        QSignalSpy ran(&runner, &PatternRunner::patternRan);
        runner.runAll();
        QTRY_COMPARE_WITH_TIMEOUT(ran.count(), static_cast<int>(document.model()->accessPatterns.size()), 20'000);
        QCOMPARE(document.connection()->describeTable(table).itemCount, before);
    }

    void aCancelledRunStops()
    {
        Document document;
        PatternRunner runner(document);
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        runner.runAll();
        runner.cancel();
        QVERIFY(!runner.isRunning());
        QVERIFY(runner.progress().label.isEmpty());
    }

    void numbersAreWrittenForPeople()
    {
        QCOMPARE(unitsText(0.5), QStringLiteral("0.5"));
        QCOMPARE(unitsText(12), QStringLiteral("12"));
        QCOMPARE(durationText(0.42), QStringLiteral("0.4 ms"));
        QCOMPARE(durationText(31.7), QStringLiteral("32 ms"));
        QCOMPARE(durationText(2540), QStringLiteral("2.5 s"));
        QCOMPARE(countText(1, QStringLiteral("1 item"), QStringLiteral("%1 items")), QStringLiteral("1 item"));
        QCOMPARE(countText(3, QStringLiteral("1 item"), QStringLiteral("%1 items")), QStringLiteral("3 items"));
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<DocumentTest>("document", argc, argv);
}

#include "document_test.moc"
