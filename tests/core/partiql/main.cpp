#include <QCoreApplication>

#include "tests/support/run_classes.h"

std::unique_ptr<QObject> makeStatementTest();
std::unique_ptr<QObject> makePagingTest();
std::unique_ptr<QObject> makeCompletionTest();
std::unique_ptr<QObject> makeHostileStatementTest();

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return keywright::test::runClasses({argv, argv + argc},
                                       {makeStatementTest, makePagingTest, makeCompletionTest, makeHostileStatementTest});
}
