#include "tests/core/exchange/onetable_test.h"

#include "core/exchange/onetable.h"
#include "core/model/model_reader.h"

#include <QTest>

#include "tests/core/exchange/mutation.h"
#include "tests/support/test_paths.h"

using namespace keywright;

namespace {

std::string onetableSample()
{
    return test::readFile(test::dataDir() / "exchange" / "amazon-dynamodb-labs--visualizer-OneTable-schema.json");
}

} // namespace

void OneTableTest::readsTheSample()
{
    const auto result = exchange::readOneTable(onetableSample(), "hospital.json");
    QCOMPARE(result.problems.empty() ? std::string() : textOf(result.problems[0]), std::string());
    QCOMPARE(result.model.tables.at(0).definition.key.partition.at(0).name, std::string("PK"));
    QCOMPARE(result.model.tables[0].definition.globalIndexes.size(), std::size_t(4));
    QCOMPARE(result.model.entities.size(), std::size_t(8));
    QCOMPARE(*result.model.findEntity("treatment")->keyTemplate("SK"), std::string("treatment#{timestamp}#{treatmentId}"));
    QCOMPARE(result.model.findEntity("patient")->findAttribute("age")->type, value::Type::N);
    QVERIFY(result.model.findEntity("patient")->findAttribute("age")->required);
    QCOMPARE(result.model.itemCount(), std::size_t(8));
    QCOMPARE(result.model.entityOf(result.model.tables[0].definition.name, result.model.sampleData[0].items[0])->name,
             std::string("patient"));
}

void OneTableTest::templatesBecomeKeyTemplates_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("expected");
    QTest::newRow("literal") << "user#"
                             << "user#";
    QTest::newRow("placeholders") << "a#${id}#${at}"
                                  << "a#{id}#{at}";
    QTest::newRow("padding") << "${n:8:0}"
                             << "{n|pad:8}";
    QTest::newRow("braces") << "x{y}"
                            << "x{{y}}";
    QTest::newRow("forgotten dollar") << "${at}#{roomId}"
                                      << "{at}#{{roomId}}";
}

void OneTableTest::templatesBecomeKeyTemplates()
{
    QFETCH(QString, value);
    QFETCH(QString, expected);
    QCOMPARE(exchange::templateFromOneTable(value.toStdString()), expected.toStdString());
}

void OneTableTest::refusesBrokenFiles()
{
    const auto refused = [](const std::string &text, const char *message) {
        try {
            exchange::readOneTable(text, "f");
        } catch (const model::ModelError &error) {
            return QString::fromUtf8(error.what()).contains(message);
        }
        return false;
    };
    QVERIFY(refused("{\"models\":{}}", "lacks the member \"indexes\""));
    QVERIFY(refused("{\"indexes\":{\"gs1\":{\"hash\":\"a\"}},\"models\":{}}", "indexes has no index \"primary\""));
    QVERIFY(refused("{\"indexes\":{\"primary\":{\"hash\":\"a\"}},\"models\":{\"U\":{\"x\":{\"type\":\"Colour\"}}}}",
                    "models.U.x.type is \"Colour\"; expected one of"));
}

void OneTableTest::survivesCutsAndBends()
{
    QVERIFY(test::survivesCutsAndBends(onetableSample(), [](const std::string &text) { exchange::readOneTable(text, "f"); }));
}
