#include "tests/core/exchange/exchange_test.h"

#include "core/exchange/exchange.h"

#include <QTest>

using keywright::exchange::ImportProblem;
using keywright::exchange::textOf;

void ExchangeTest::aProblemNamesFileLineColumnAndPlace()
{
    QCOMPARE(textOf(ImportProblem{"shop.json", "tables[0].name", 3, 7, "is a number; expected a string."}),
             std::string("shop.json, line 3, column 7: tables[0].name is a number; expected a string."));
    QCOMPARE(textOf(ImportProblem{"shop.json", "", 0, 0, "The file is empty."}), std::string("shop.json: The file is empty."));
}
