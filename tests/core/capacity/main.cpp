#include <QCoreApplication>

#include "tests/support/run_classes.h"

std::unique_ptr<QObject> makeUnitsTest();
std::unique_ptr<QObject> makeTrafficTest();
std::unique_ptr<QObject> makeCallRecorderTest();
std::unique_ptr<QObject> makePartitionTest();
std::unique_ptr<QObject> makePricesTest();

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return keywright::test::runClasses({argv, argv + argc},
                                       {makeUnitsTest, makeTrafficTest, makeCallRecorderTest, makePartitionTest, makePricesTest});
}
