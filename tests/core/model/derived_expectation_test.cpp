#include "tests/core/model/derived_expectation_test.h"

#include <QTest>

#include "core/model/derived_expectation.h"
#include "core/model/expectation.h"
#include "core/model/new_pattern.h"
#include "core/model/pattern_follow.h"
#include "tests/core/model/models.h"

using namespace keywright;
using model::AccessPattern;
using model::Model;
using model::Operation;
using model::OperationKind;

namespace {

using DerivedExpectationChange = void (*)(AccessPattern &pattern, Operation &operation);

/// "Orders of a user": a Query of GSI1 with ORDER# as the start of the sort key.
AccessPattern ordersOfAUser()
{
    AccessPattern pattern;
    pattern.name = "Orders of a user";
    pattern.entities = {"Order"};
    Operation query{OperationKind::Query, "OnlineShop", "GSI1"};
    query.keyCondition = {{"GSI1PK", expression::KeyOperator::Equal, {std::string("USER#{userId}")}},
                          {"GSI1SK", expression::KeyOperator::BeginsWith, {std::string("ORDER#")}}};
    pattern.steps.push_back(model::Step{.operation = query});
    return pattern;
}

/// The expectation without its mark, as JSON.
QString textOf(const AccessPattern &pattern)
{
    const auto derived = model::derivedExpectation(test::onlineShop(), pattern);
    return QString::fromStdString(derived ? model::writtenByHand(*derived).compact() : derived.error());
}

} // namespace

Q_DECLARE_METATYPE(DerivedExpectationChange)

void DerivedExpectationTest::aReadTellsWhatItGives_data()
{
    QTest::addColumn<DerivedExpectationChange>("change");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, DerivedExpectationChange change, const char *expected) {
        QTest::newRow(name) << change
                            << QStringLiteral("{\"entities\":[\"Order\"],\"where\":\"userId = :userId%1").arg(QLatin1String(expected));
    };
    row(
        "as it is", [](AccessPattern &, Operation &) {}, "\"}");
    row(
        "descending", [](AccessPattern &, Operation &query) { query.descending = true; },
        "\",\"orderBy\":[{\"attribute\":\"placedAt\",\"direction\":\"descending\"}]}");
    row(
        "limit", [](AccessPattern &, Operation &query) { query.limit = 3; },
        "\",\"orderBy\":[{\"attribute\":\"placedAt\",\"direction\":\"ascending\"}],\"limit\":3}");
    row(
        "filter with a value of its own",
        [](AccessPattern &, Operation &query) {
            query.filter = "#status = :open AND total > :least";
            query.values = {{"open", value::AttributeValue(std::string("OPEN"))}, {"unused", std::string("{x}")}};
        },
        " AND #status = :open AND total > :least\",\"values\":{\"open\":{\"S\":\"OPEN\"}}}");
    row(
        "projection",
        [](AccessPattern &, Operation &query) {
            query.projection = {"total", "GSI1PK", "status"};
        },
        "\",\"attributes\":[\"status\",\"total\"]}");
    row(
        "start of a time", [](AccessPattern &, Operation &query) { query.keyCondition[1].values = {std::string("ORDER#{month}")}; },
        " AND begins_with(placedAt, :month)\"}");
    row(
        "constant start of a time", [](AccessPattern &, Operation &query) { query.keyCondition[1].values = {std::string("ORDER#2026-")}; },
        " AND begins_with(placedAt, :placedAt)\",\"values\":{\"placedAt\":\"2026-\"}}");
    row(
        "between two times",
        [](AccessPattern &, Operation &query) {
            query.keyCondition[1].op = expression::KeyOperator::Between;
            query.keyCondition[1].values = {std::string("ORDER#{from}"), std::string("ORDER#{to}")};
        },
        " AND placedAt BETWEEN :from AND :to\"}");
    row(
        "from the start to a time",
        [](AccessPattern &, Operation &query) {
            query.keyCondition[1].op = expression::KeyOperator::Between;
            query.keyCondition[1].values = {std::string("ORDER#"), std::string("ORDER#{to}")};
        },
        " AND placedAt <= :to\"}");
    row(
        "all that lies there", [](AccessPattern &, Operation &query) { query.keyCondition.pop_back(); }, "\"}");
}

void DerivedExpectationTest::aReadTellsWhatItGives()
{
    QFETCH(DerivedExpectationChange, change);
    QFETCH(QString, expected);
    AccessPattern pattern = ordersOfAUser();
    change(pattern, pattern.steps.front().operation);
    QCOMPARE(textOf(pattern), expected);
}

void DerivedExpectationTest::whatCannotBeToldIsSaid_data()
{
    QTest::addColumn<DerivedExpectationChange>("change");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *word, DerivedExpectationChange change) { QTest::newRow(word) << change << QString(word); };
    row("GSI1PK", [](AccessPattern &, Operation &query) { query.keyCondition[0].values = {std::string("{whole}")}; });
    row("none of the pattern's entities",
        [](AccessPattern &, Operation &query) { query.keyCondition[1].values = {std::string("PARCEL#")}; });
    row("drops some by its filter", [](AccessPattern &, Operation &query) {
        query.filter = "total > :least";
        query.limit = 5;
    });
    row("GSI2PK, which is no attribute", [](AccessPattern &, Operation &query) { query.filter = "GSI2PK = :x"; });
    row("more than one operation", [](AccessPattern &pattern, Operation &) { pattern.steps.push_back(pattern.steps.front()); });
    row("which entities", [](AccessPattern &pattern, Operation &) { pattern.entities.clear(); });
}

void DerivedExpectationTest::whatCannotBeToldIsSaid()
{
    QFETCH(DerivedExpectationChange, change);
    QFETCH(QString, word);
    AccessPattern pattern = ordersOfAUser();
    change(pattern, pattern.steps.front().operation);
    QVERIFY(!model::derivedExpectation(test::onlineShop(), pattern));
    QVERIFY2(textOf(pattern).contains(word), qPrintable(textOf(pattern)));
    model::deriveExpectation(test::onlineShop(), pattern);
    QVERIFY(model::isDerived(pattern) && !model::readExpectation(pattern));
}

void DerivedExpectationTest::aChangeTellsWhatIsThereAfterwards_data()
{
    QTest::addColumn<DerivedExpectationChange>("change");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, DerivedExpectationChange change, const char *expected) {
        QTest::newRow(name) << change << QString(expected);
    };
    row(
        "delete", [](AccessPattern &, Operation &operation) { operation.kind = OperationKind::DeleteItem; },
        R"({"after":[{"entity":"Product","where":"productId = :productId","count":0}]})");
    row(
        "set", [](AccessPattern &, Operation &operation) { operation.update = "SET #name = :name REMOVE weightGrams"; },
        R"x({"after":[{"entity":"Product","where":"productId = :productId AND name = :name AND attribute_not_exists(weightGrams)","count":1}]})x");
    row(
        "add", [](AccessPattern &, Operation &operation) { operation.update = "SET stock = stock - :n"; },
        R"({"changes":[{"entity":"Product","where":"productId = :productId","attribute":"stock","by":"{n}","decrease":true}]})");
    row(
        "count from nothing",
        [](AccessPattern &, Operation &operation) {
            operation.update = "SET stock = if_not_exists(stock, :zero) + :one";
            operation.values = {{"zero", value::AttributeValue::number(0)}, {"one", value::AttributeValue::number(1)}};
        },
        R"({"changes":[{"entity":"Product","where":"productId = :productId","attribute":"stock","by":{"N":"1"}}]})");
}

void DerivedExpectationTest::aChangeTellsWhatIsThereAfterwards()
{
    QFETCH(DerivedExpectationChange, change);
    QFETCH(QString, expected);
    AccessPattern pattern;
    pattern.name = "Change a product";
    pattern.entities = {"Product"};
    Operation operation{OperationKind::UpdateItem, "OnlineShop"};
    operation.key = {{"PK", std::string("PRODUCT#{productId}")}, {"SK", std::string("PRODUCT")}};
    pattern.steps.push_back(model::Step{.operation = operation});
    change(pattern, pattern.steps.front().operation);
    QCOMPARE(textOf(pattern), expected);
}

void DerivedExpectationTest::itFollowsUntilAPersonWritesIt()
{
    const Model shop = test::onlineShop();
    const AccessPattern made = model::newAccessPattern(shop, shop.findEntity("Order"));
    QVERIFY(model::isDerived(made));
    AccessPattern query = ordersOfAUser();
    query.expectation = made.expectation;
    AccessPattern before = query;
    model::followOperation(shop, before, query);
    QCOMPARE(query.expectation.find("where")->text(), std::string("userId = :userId"));

    before = query;
    query.steps.front().operation.descending = true;
    model::followOperation(shop, before, query);
    QVERIFY(query.expectation.find("orderBy") != nullptr && model::isDerived(query));

    before = query;
    query.expectation.set("limit", value::Json::number(2));
    model::followOperation(shop, before, query);
    QVERIFY(!model::isDerived(query));
    const value::Json written = query.expectation;
    before = query;
    query.steps.front().operation.descending = false;
    model::followOperation(shop, before, query);
    QVERIFY(query.expectation == written);
}

void DerivedExpectationTest::oneThatCannotBeToldComesAsSoonAsItCan()
{
    const Model shop = test::onlineShop();
    AccessPattern pattern = ordersOfAUser();
    model::deriveExpectation(shop, pattern);
    AccessPattern before = pattern;
    pattern.steps.front().operation.keyCondition[0].values = {std::string("{whole}")};
    model::followOperation(shop, before, pattern);
    QVERIFY(!model::readExpectation(pattern));
    before = pattern;
    pattern.steps.front().operation.keyCondition[0].values = {std::string("USER#{userId}")};
    model::followOperation(shop, before, pattern);
    QCOMPARE(model::readExpectation(pattern)->where, std::string("userId = :userId"));
}
