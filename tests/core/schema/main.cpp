#include "tests/support/run_classes.h"

std::unique_ptr<QObject> makeTableChangePlanTest();
std::unique_ptr<QObject> makeTableRulesTest();
std::unique_ptr<QObject> makeTableJsonTest();

int main(int argc, char **argv)
{
    return keywright::test::runClasses({argv, argv + argc}, {makeTableChangePlanTest, makeTableRulesTest, makeTableJsonTest});
}
