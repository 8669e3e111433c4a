#include <string>

#include <QCoreApplication>
#include <QProcess>

#include "tests/core/engine/tables.h"
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

    /// The child says the number of each put after it was answered; at most one more may have reached the store.
    void aKilledProcessLosesNothingThatWasAnswered()
    {
        const int rounds = qEnvironmentVariableIsSet("KEYWRIGHT_LONG") ? 100 : 5;
        for (int round = 0; round < rounds; ++round) {
            const TemporaryFolder folder;
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {"--put-until-killed", QString::fromStdString(folder.path().string())});
            QByteArray said;
            while (said.count('\n') < 400 + 97 * round) {
                QVERIFY(child.waitForReadyRead());
                said += child.readAllStandardOutput();
            }
            child.kill();
            QVERIFY(child.waitForFinished());
            said += child.readAllStandardOutput();
            const int answered = static_cast<int>(said.count('\n'));

            const auto expected = engineInMemory();
            expected->createTable(killedTable());
            for (int number = 0; number < answered; ++number)
                put(*expected, "Killed", killedItem(number));
            const auto scanOf = [](const engine::Engine &engine) {
                return textOf(allItems(engine, engine::ScanRequest{.table = "Killed"}));
            };
            const std::string answeredItems = scanOf(*expected);
            put(*expected, "Killed", killedItem(answered));

            const auto engine = engineOn(folder.path());
            const std::string items = scanOf(*engine);
            if (items != scanOf(*expected))
                QCOMPARE(items, answeredItems);
            QCOMPARE(contradictionsIn(*engine, "Killed"), ""s);
        }
    }
};

std::unique_ptr<QObject> makeDurabilityTest()
{
    return std::make_unique<DurabilityTest>();
}

#include "durability_test.moc"
