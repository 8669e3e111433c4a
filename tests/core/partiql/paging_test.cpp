#include <algorithm>
#include <memory>
#include <set>

#include <QObject>
#include <QTest>

#include "core/partiql/execution.h"
#include "core/partiql/statement_error.h"
#include "tests/core/partiql/tables.h"
#include "tests/support/item_text.h"

using namespace keywright;
using partiql::StatementRequest;
using value::Item;

namespace {

constexpr int kPartitions = 5;
constexpr int kItems = 8;

std::unique_ptr<engine::Engine> filledEngine(std::size_t padding = 10)
{
    auto engine = test::engineInMemory();
    schema::TableDefinition table = test::tableFrom({"Tab", "pk:S", "sk:N"});
    table.globalIndexes.push_back(test::indexFrom({"byColour", "colour:S", "sk:N", "ALL"}));
    engine->createTable(table);
    for (int partition = 0; partition < kPartitions; ++partition)
        for (int number = 0; number < kItems; ++number) {
            engine::PutItemRequest put;
            put.table = "Tab";
            put.item = Item{{"pk", value::AttributeValue("p" + std::to_string(partition))},
                            {"sk", value::AttributeValue::number(number)},
                            {"colour", value::AttributeValue(number % 2 == 0 ? "red" : "blue")},
                            {"padding", value::AttributeValue(std::string(padding, 'x'))}};
            engine->putItem(put);
        }
    return engine;
}

struct Pages {
    std::vector<std::string> items;
    int count = 0;
};

/// All pages, one after the other; fails when they do not end.
Pages allPages(engine::Engine &engine, StatementRequest request)
{
    Pages pages;
    do {
        engine::CollectedItems items;
        const partiql::StatementResult result = partiql::executeStatement(engine, request, items);
        for (const Item &item : items.take())
            pages.items.push_back(test::textOf(item));
        request.nextToken = result.nextToken;
        ++pages.count;
    } while (request.nextToken && pages.count < 1000);
    return pages;
}

std::string refusalOf(engine::Engine &engine, const StatementRequest &request)
{
    engine::CollectedItems items;
    try {
        partiql::executeStatement(engine, request, items);
    } catch (const partiql::StatementError &error) {
        return error.what();
    }
    return "not refused";
}

} // namespace

/// What NextToken promises: every item once, whatever the limit.
class PagingTest : public QObject {
    Q_OBJECT

private slots:
    void everyLimitGivesTheSameItemsInTheSameOrder_data();
    void everyLimitGivesTheSameItemsInTheSameOrder();
    void aPageEndsAtAMegabyteAlsoOverSeveralReads();
    void aTokenHoldsForItsStatementAndParametersOnly();
    void whatIsNoTokenIsRefused();
    void aForgedKeyInATokenIsRefused();
};

void PagingTest::everyLimitGivesTheSameItemsInTheSameOrder_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<int>("expected");
    QTest::newRow("scan") << "SELECT pk, sk FROM Tab" << kPartitions * kItems;
    QTest::newRow("filtered scan") << "SELECT pk, sk FROM Tab WHERE colour = 'red'" << kPartitions * kItems / 2;
    QTest::newRow("query") << "SELECT pk, sk FROM Tab WHERE pk = 'p1'" << kItems;
    QTest::newRow("query down") << "SELECT pk, sk FROM Tab WHERE pk = 'p1' AND sk > 2 ORDER BY sk DESC" << kItems - 3;
    QTest::newRow("several partitions") << "SELECT pk, sk FROM Tab WHERE pk IN ['p3', 'p0', 'none', 'p4']" << 3 * kItems;
    QTest::newRow("several partitions, in order") << "SELECT pk, sk FROM Tab WHERE pk IN ['p3', 'p0'] ORDER BY pk DESC, sk" << 2 * kItems;
    QTest::newRow("several keys") << "SELECT pk, sk FROM Tab WHERE pk = 'p2' AND sk IN [1, 3, 99, 5]" << 3;
    QTest::newRow("several ranges") << "SELECT pk, sk FROM Tab WHERE pk = 'p2' AND (sk < 2 OR sk BETWEEN 4 AND 5)" << 4;
    QTest::newRow("index") << "SELECT pk, sk FROM Tab.byColour WHERE colour = 'blue'" << kPartitions * kItems / 2;
    QTest::newRow("index scan") << "SELECT pk, sk FROM Tab.byColour WHERE sk = 3" << kPartitions;
}

void PagingTest::everyLimitGivesTheSameItemsInTheSameOrder()
{
    QFETCH(QString, statement);
    QFETCH(int, expected);
    const auto engine = filledEngine();
    StatementRequest request;
    request.statement = statement.toStdString();
    const Pages whole = allPages(*engine, request);
    QCOMPARE(whole.items.size(), static_cast<std::size_t>(expected));
    QCOMPARE(std::set<std::string>(whole.items.begin(), whole.items.end()).size(), static_cast<std::size_t>(expected));
    for (const std::int64_t limit : {1, 2, 3, 7, 40}) {
        request.limit = limit;
        QCOMPARE(allPages(*engine, request).items, whole.items);
    }
}

void PagingTest::aPageEndsAtAMegabyteAlsoOverSeveralReads()
{
    const auto engine = filledEngine(60'000);
    StatementRequest request;
    request.statement = "SELECT * FROM Tab WHERE pk IN ['p0', 'p1', 'p2', 'p3', 'p4']";
    const Pages pages = allPages(*engine, request);
    QCOMPARE(pages.items.size(), static_cast<std::size_t>(kPartitions * kItems));
    QVERIFY2(pages.count >= 2 && pages.count <= 4, std::to_string(pages.count).c_str());
}

void PagingTest::aTokenHoldsForItsStatementAndParametersOnly()
{
    const auto engine = filledEngine();
    StatementRequest request;
    request.statement = "SELECT * FROM Tab WHERE pk = ?";
    request.parameters = {value::AttributeValue("p1")};
    request.limit = 1;
    engine::CollectedItems items;
    request.nextToken = partiql::executeStatement(*engine, request, items).nextToken;
    QVERIFY(request.nextToken.has_value());

    request.limit = 2; // a limit may change
    QCOMPARE(refusalOf(*engine, request), std::string("not refused"));
    request.parameters = {value::AttributeValue("p2")};
    QCOMPARE(refusalOf(*engine, request), std::string("NextToken does not match request"));
    request.parameters.clear();
    request.statement = "SELECT * FROM Tab WHERE pk = 'p1'";
    QCOMPARE(refusalOf(*engine, request), std::string("NextToken does not match request"));
}

void PagingTest::whatIsNoTokenIsRefused()
{
    const auto engine = filledEngine();
    StatementRequest request;
    request.statement = "SELECT * FROM Tab";
    for (const char *token : {"", "no base64!", "bm90IGpzb24=", "e30=", "eyJmb3IiOiIiLCJyZWFkIjotMX0="}) {
        request.nextToken = token;
        QCOMPARE(refusalOf(*engine, request), std::string("Invalid NextToken"));
    }
}

void PagingTest::aForgedKeyInATokenIsRefused()
{
    const auto engine = filledEngine();
    StatementRequest request;
    request.statement = "SELECT * FROM Tab WHERE pk = 'p1'";
    request.limit = 1;
    engine::CollectedItems items;
    const std::string token = *partiql::executeStatement(*engine, request, items).nextToken;
    for (std::size_t i = 0; i < token.size(); ++i) { // whatever is changed, an answer comes
        request.nextToken = token;
        (*request.nextToken)[i] = token[i] == 'A' ? 'B' : 'A';
        try {
            partiql::executeStatement(*engine, request, items);
        } catch (const partiql::StatementError &error) {
            QVERIFY(std::string(error.what()).find("NextToken") != std::string::npos);
        } catch (const engine::ServiceError &error) {
            QCOMPARE(error.name(), std::string("ValidationException"));
        }
    }
}

std::unique_ptr<QObject> makePagingTest()
{
    return std::make_unique<PagingTest>();
}

#include "paging_test.moc"
