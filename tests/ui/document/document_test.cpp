#include "ui/document/document.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "core/model/edits.h"
#include "core/model/removals.h"
#include "core/model/renames.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/document/pattern_runner.h"
#include "ui/document/text.h"

using namespace keywright;
using namespace keywright::ui;
using Stage = Document::Stage;

namespace {

value::Item item(const std::vector<std::pair<std::string, std::string>> &attributes)
{
    value::Item item;
    for (const auto &[name, text] : attributes)
        item.set(name, value::AttributeValue(text));
    return item;
}

} // namespace

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

    void editsAreFollowedByTheTables()
    {
        Document document;
        document.create(*test::read(test::twoTables()));
        QTRY_COMPARE(document.stage(), Stage::Ready);
        QVERIFY(document.isInMemory() || document.file().isEmpty());
        QSignalSpy followed(&document, &Document::tablesFollowed);
        const value::Item user = item({{"userId", "u-1"}});
        QVERIFY(!document.edit([&](const model::Model &model) { return model::addItems(model, "Users", {user}, 0); }));
        QTRY_COMPARE(followed.size(), 1);
        QCOMPARE(document.connection()->scan({.table = "Users"}).items.size(), std::size_t{1});
        document.undo();
        QTRY_COMPARE(followed.size(), 2);
        QVERIFY(document.connection()->scan({.table = "Users"}).items.empty());
        QVERIFY(!document.edit([](const model::Model &model) { return model::renameTable(model, "Users", "Members"); }));
        QTRY_COMPARE(document.connection()->listTables(), (std::vector<std::string>{"Logs", "Members"}));
        QVERIFY(document.followProblem().isEmpty());
    }

    void anEditThatIsRefusedSaysWhy()
    {
        Document document;
        QVERIFY(document.edit([](const model::Model &model) { return model::addEntity(model, {}); }));
        document.create(*test::read(test::twoTables()));
        const auto refusal = document.edit([](const model::Model &model) { return model::renameTable(model, "Users", "Logs"); });
        QVERIFY(refusal);
        QVERIFY(!refusal->isEmpty());
        QVERIFY(!document.canUndo());
        QVERIFY(!document.isModified());
    }

    void theSelectionFollowsEdits()
    {
        Document document;
        document.create(*test::read(test::twoTables()));
        document.select({.kind = Selection::Kind::Table, .row = 1});
        QVERIFY(!document.edit([](const model::Model &model) { return model::removeTable(model, "Users"); }));
        QCOMPARE(document.selection(), (Selection{.kind = Selection::Kind::Table, .row = 0}));
        QVERIFY(!document.edit([](const model::Model &model) { return model::renameTable(model, "Logs", "Lines"); }));
        QCOMPARE(document.selection(), (Selection{.kind = Selection::Kind::Table, .row = 0}));
        QVERIFY(!document.edit([](const model::Model &model) { return model::removeTable(model, "Lines"); }));
        QCOMPARE(document.selection().kind, Selection::Kind::None);
    }

    void aCrashLosesNothing()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("two.keywright.json"));
        QVERIFY(QFile::copy(test::twoTables(), file));
        model::Model edited = *test::read(file);
        edited.name = "Edited";
        model::Journal(file.toStdString()).write(edited, std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}});

        Document document;
        QSignalSpy found(&document, &Document::recoveryFound);
        QVERIFY(test::openAndWait(document, file));
        QCOMPARE(found.size(), 1);
        QCOMPARE(document.model()->name, std::string("Two"));
        document.takeRecovery();
        QCOMPARE(document.model()->name, std::string("Edited"));
        QVERIFY(document.isModified());
        QCOMPARE(document.save(), Document::SaveResult::Saved);
        QVERIFY(!document.isModified());
        QVERIFY(!QFile::exists(QString::fromStdString(model::Journal(file.toStdString()).file().string())));
        QCOMPARE(test::read(file)->name, std::string("Edited"));
    }

    void changesOfAModelWithoutAFileAreKept()
    {
        const QDir kept(QString::fromStdString((session::stateFolder() / "keywright" / "unsaved").string()));
        const auto drafts = [&] { return kept.entryList({QStringLiteral("*.autosave")}, QDir::Files); };
        QString draft;
        {
            Document document;
            document.create(*test::read(test::twoTables()));
            QVERIFY(!document.edit([](const model::Model &model) { return model::renameTable(model, "Users", "Members"); }));
            DraftKeeper keeper([&] { return document.model(); });
            keeper.keepUntitled();
            keeper.changed();
            QTRY_VERIFY(!drafts().isEmpty());
            draft = kept.filePath(drafts().front());
            QVERIFY2(DraftKeeper::untitledDrafts().isEmpty(), "a draft that is being kept is none that a crash left");
            // A crash: the lock goes with the process, the journal stays.
        }
        QVERIFY(DraftKeeper::untitledDrafts().contains(draft));
        Document document;
        QVERIFY(document.recover(draft));
        QCOMPARE(document.model()->tables[0].definition.name, std::string("Members"));
        QVERIFY(document.isModified());
        document.close();
        QVERIFY(!QFile::exists(draft));
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
