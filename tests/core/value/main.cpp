#include "tests/support/run_classes.h"

std::unique_ptr<QObject> makeDecimalTest();
std::unique_ptr<QObject> makeJsonTest();
std::unique_ptr<QObject> makeAttributeValueTest();

int main(int argc, char **argv)
{
    return keywright::test::runClasses({argv, argv + argc}, {makeDecimalTest, makeJsonTest, makeAttributeValueTest});
}
