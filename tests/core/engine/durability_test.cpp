#include <atomic>
#include <string>
#include <thread>

#include <QCoreApplication>
#include <QProcess>

#include "tests/core/engine/tables.h"
#include "tests/support/full_disk.h"
#include "tests/support/run_classes.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;

class DurabilityTest : public QObject {
    Q_OBJECT

private slots:
    void reopeningKeepsTablesItemsCountsAndMarks()
    {
        const TemporaryFolder folder;
        std::string scanned;
        {
            const auto engine = engineOn(folder.path());
            engine->createTable(killedTable());
            for (int number = 0; number < 400; ++number)
                put(*engine, "Killed", killedItem(number));
            QVERIFY(!engine->mark("source"));
            engine->setMark("source", "first");
            engine->setMark("source", "model 1");
            scanned = textOf(allItems(*engine, engine::ScanRequest{.table = "Killed"}));
        }
        for (int round = 0; round < 2; ++round) {
            const auto engine = engineOn(folder.path());
            QVERIFY(engine->describeTable("Killed").definition == killedTable());
            QCOMPARE(textOf(allItems(*engine, engine::ScanRequest{.table = "Killed"})), scanned);
            QCOMPARE(contradictionsIn(*engine, "Killed"), ""s);
            QCOMPARE(engine->mark("source").value_or("none"), "model 1"s);
            QCOMPARE(engine->createTable(table("Next" + std::to_string(round), "pk:S")).number, storage::TableId(2 + round));
        }
    }

    /// The child says the number of each step after it was answered; at most one more may have reached the store. It
    /// lives twice, so that numbers of changes and counters go on from what the first kill left.
    void aKilledProcessLosesNothingThatWasAnswered()
    {
        const int rounds = qEnvironmentVariableIsSet("KEYWRIGHT_LONG") ? 100 : 10;
        for (int round = 0; round < rounds; ++round) {
            const TemporaryFolder folder;
            const auto expected = engineInMemory();
            expected->createTable(killedTable());
            int done = 0;
            for (int life = 0; life < 2; ++life) {
                const int answered = runUntil(folder, done, 100 + 37 * (round % 12));
                for (; done < answered; ++done)
                    killedStep(*expected, done);
                const auto engine = engineOn(folder.path());
                const std::string items = scanOf(*engine);
                if (items != scanOf(*expected)) {
                    killedStep(*expected, done++);
                    QCOMPARE(items, scanOf(*expected));
                }
                QCOMPARE(contradictionsIn(*engine, "Killed"), ""s);
                QCOMPARE(contradictionsInStream(*engine, "Killed"), ""s);
            }
        }
    }

    /// Writers that were grouped fail together, and nothing of theirs is kept; what was answered is.
    void aFullDiskFailsAWholeGroupAndNothingElse()
    {
        constexpr int kWriters = 4;
        const TemporaryFolder folder;
        FullDisk disk;
        std::atomic<int> answered = 0;
        std::atomic<int> failed = 0;
        {
            engine::Engine engine(storage::Store::open({.folder = folder.path(), .environment = &disk}));
            engine.createTable(killedTable());
            {
                std::vector<std::jthread> writers;
                for (int writer = 0; writer < kWriters; ++writer)
                    writers.emplace_back([&, writer] {
                        try {
                            for (int number = 0;; ++number) {
                                engine.putItem({"Killed",
                                                {{"pk", "w" + std::to_string(writer)},
                                                 {"sk", Value::number(number)},
                                                 {"turn", Value::number(number % 7)}}});
                                if (++answered == 500)
                                    disk.isFull = true;
                            }
                        } catch (const storage::StorageError &error) {
                            failed += error.kind() == storage::StorageError::Kind::DiskFull ? 1 : 0;
                        }
                    });
            }
            QCOMPARE(failed.load(), kWriters);
            QCOMPARE(engine.describeTable("Killed").itemCount, std::int64_t(answered));
        }
        disk.isFull = false;
        const auto engine = engineOn(folder.path());
        QCOMPARE(engine->describeTable("Killed").itemCount, std::int64_t(answered));
        QCOMPARE(contradictionsIn(*engine, "Killed"), ""s);
        QCOMPARE(contradictionsInStream(*engine, "Killed"), ""s);
    }

private:
    static std::string scanOf(const engine::Engine &engine) { return textOf(allItems(engine, engine::ScanRequest{.table = "Killed"})); }

    /// Lets the child go on from step `first` and kills it after some steps; returns the first that was not answered.
    static int runUntil(const TemporaryFolder &folder, int first, int steps)
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {"--write-until-killed", QString::fromStdString(folder.path().string()), QString::number(first)});
        QByteArray said;
        while (said.count('\n') < steps && child.waitForReadyRead())
            said += child.readAllStandardOutput();
        child.kill();
        child.waitForFinished();
        said += child.readAllStandardOutput();
        return first + static_cast<int>(said.count('\n'));
    }
};

std::unique_ptr<QObject> makeDurabilityTest()
{
    return std::make_unique<DurabilityTest>();
}

#include "durability_test.moc"
