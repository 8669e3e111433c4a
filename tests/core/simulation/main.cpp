#include <QCoreApplication>

#include "tests/support/run_classes.h"

std::unique_ptr<QObject> makeCostTest();
std::unique_ptr<QObject> makeHeatMapTest();
std::unique_ptr<QObject> makeSampledReadsTest();
std::unique_ptr<QObject> makeSimulationTest();

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return keywright::test::runClasses({argv, argv + argc}, {makeCostTest, makeHeatMapTest, makeSampledReadsTest, makeSimulationTest});
}
