#include <QCoreApplication>

#include "tests/support/run_classes.h"

std::unique_ptr<QObject> makeEventPatternTest();
std::unique_ptr<QObject> makeExpressionTest();
std::unique_ptr<QObject> makeExpressionHostileTest();
std::unique_ptr<QObject> makeExpressionWordsTest();
std::unique_ptr<QObject> makeExpressionWriterTest();

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return keywright::test::runClasses(
        {argv, argv + argc},
        {makeEventPatternTest, makeExpressionTest, makeExpressionHostileTest, makeExpressionWordsTest, makeExpressionWriterTest});
}
