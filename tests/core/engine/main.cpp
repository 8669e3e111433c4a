#include <QCoreApplication>

#include "tests/core/engine/backup_tables.h"
#include "tests/core/engine/bulk_child.h"
#include "tests/core/engine/fixture_store.h"
#include "tests/core/engine/tables.h"
#include "tests/support/run_classes.h"

std::unique_ptr<QObject> makePutGetTest();
std::unique_ptr<QObject> makeQueryTest();
std::unique_ptr<QObject> makeIndexTest();
std::unique_ptr<QObject> makeDurabilityTest();
std::unique_ptr<QObject> makeFixtureStoreTest();
std::unique_ptr<QObject> makeWriteTest();
std::unique_ptr<QObject> makeTransactionTest();
std::unique_ptr<QObject> makeChangeLogTest();
std::unique_ptr<QObject> makeBatchWriteTest();
std::unique_ptr<QObject> makeItemChangesTest();
std::unique_ptr<QObject> makeReadTest();
std::unique_ptr<QObject> makeTrafficReportTest();
std::unique_ptr<QObject> makeCallMeterTest();
std::unique_ptr<QObject> makeTableChangeTest();
std::unique_ptr<QObject> makeTableJobsTest();
std::unique_ptr<QObject> makeBackupsTest();
std::unique_ptr<QObject> makeBulkOperationsTest();
std::unique_ptr<QObject> makeContinuousBackupsTest();
std::unique_ptr<QObject> makeExportsTest();
std::unique_ptr<QObject> makeImportsTest();
std::unique_ptr<QObject> makeKinesisTest();
std::unique_ptr<QObject> makeVectorsTest();

int main(int argc, char **argv)
{
    if (argc == 3 && std::string(argv[1]) == "--make-fixture-store")
        return keywright::test::makeFixtureStore(argv[2]);
    if (argc == 4 && std::string(argv[1]) == "--write-until-killed")
        return keywright::test::writeUntilKilled(argv[2], std::stoi(argv[3]));
    if (argc == 3 && std::string(argv[1]) == "--back-up-until-killed")
        return keywright::test::backUpUntilKilled(argv[2]);
    if (argc == 3 && std::string(argv[1]) == "--bulk-put-until-killed")
        return keywright::test::bulkPutUntilKilled(argv[2]);
    const QCoreApplication application(argc, argv);
    return keywright::test::runClasses({argv, argv + argc},
                                       {
                                           makePutGetTest,        makeQueryTest,          makeReadTest,
                                           makeTrafficReportTest, makeCallMeterTest,      makeIndexTest,
                                           makeDurabilityTest,    makeFixtureStoreTest,   makeWriteTest,
                                           makeTransactionTest,   makeChangeLogTest,      makeBatchWriteTest,
                                           makeItemChangesTest,   makeTableChangeTest,    makeTableJobsTest,
                                           makeBackupsTest,       makeBulkOperationsTest, makeContinuousBackupsTest,
                                           makeExportsTest,       makeImportsTest,        makeKinesisTest,
                                           makeVectorsTest,
                                       });
}
