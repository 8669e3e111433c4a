#include "tests/core/model/step_edits_test.h"

#include <QTest>

#include "core/model/step_edits.h"
#include "core/model/step_parts.h"
#include "core/value/dynamodb_json.h"
#include "tests/core/model/models.h"

using namespace keywright;
using model::AccessPattern;
using model::Model;
using model::Operation;
using model::OperationKind;

namespace {

AccessPattern aboutOrders()
{
    AccessPattern pattern;
    pattern.name = "Orders";
    pattern.entities = {"Order"};
    return pattern;
}

QString conditionText(const Operation &operation)
{
    QStringList terms;
    for (const model::KeyComparison &comparison : operation.keyCondition)
        terms << QString::fromStdString(comparison.attribute + " " + std::string(expression::textOf(comparison.op)) + " "
                                        + std::get<std::string>(comparison.values.front()));
    return terms.join(QStringLiteral(", "));
}

QStringList namesOf(const AccessPattern &pattern)
{
    QStringList names;
    for (const model::Parameter &parameter : pattern.parameters)
        names << QString::fromStdString(parameter.name);
    return names;
}

} // namespace

void StepEditsTest::aQueryGetsItsConditionFromTheEntitysTemplates()
{
    const Model shop = test::onlineShop();
    const Operation query = model::operationOn(shop, aboutOrders(), {}, OperationKind::Query, "OnlineShop", "GSI1");
    QCOMPARE(conditionText(query), QStringLiteral("GSI1PK = USER#{userId}, GSI1SK begins_with ORDER#"));
    AccessPattern several = aboutOrders();
    several.entities = {"Order", "OrderItem"};
    QCOMPARE(conditionText(model::operationOn(shop, several, {}, OperationKind::Query, "OnlineShop", "")),
             QStringLiteral("PK = ORDER#{orderId}"));
    QCOMPARE(conditionText(model::operationOn(shop, aboutOrders(), {}, OperationKind::Query, "OnlineShop", "")),
             QStringLiteral("PK = ORDER#{orderId}, SK = ORDER"));
    AccessPattern none;
    QCOMPARE(conditionText(model::operationOn(shop, none, {}, OperationKind::Query, "OnlineShop", "")), QStringLiteral("PK = {PK}"));
}

void StepEditsTest::anotherPlaceGetsAnotherKey()
{
    const Model shop = test::onlineShop();
    Operation query = model::operationOn(shop, aboutOrders(), {}, OperationKind::Query, "OnlineShop", "GSI1");
    query.keyCondition.front().values = {std::string("USER#{someone}")};
    const Operation same = model::operationOn(shop, aboutOrders(), query, OperationKind::Query, "OnlineShop", "GSI1");
    QVERIFY(same == query);
    const Operation other = model::operationOn(shop, aboutOrders(), query, OperationKind::Query, "OnlineShop", "");
    QCOMPARE(other.keyCondition.front().attribute, std::string("PK"));
    const Operation get = model::operationOn(shop, aboutOrders(), query, OperationKind::GetItem, "OnlineShop", "GSI1");
    QVERIFY(get.index.empty() && get.keyCondition.empty());
    QCOMPARE(get.key.size(), std::size_t(2));
    QCOMPARE(std::get<std::string>(get.key.front().second), std::string("ORDER#{orderId}"));
    const Operation removal = model::operationOn(shop, aboutOrders(), get, OperationKind::DeleteItem, "OnlineShop", "");
    QVERIFY(removal.key == get.key);
}

void StepEditsTest::whatTheNewOperationHasNoUseForGoes()
{
    const Model shop = test::onlineShop();
    Operation query = model::operationOn(shop, aboutOrders(), {}, OperationKind::Query, "OnlineShop", "");
    query.filter = "total > :least";
    query.descending = true;
    query.limit = 5;
    query.consistentRead = true;
    const Operation scan = model::operationOn(shop, aboutOrders(), query, OperationKind::Scan, "OnlineShop", "");
    QVERIFY(scan.filter == query.filter && scan.limit == query.limit && !scan.descending && scan.keyCondition.empty());
    QVERIFY(!model::operationOn(shop, aboutOrders(), query, OperationKind::Query, "OnlineShop", "GSI1").consistentRead);
    const Operation get = model::operationOn(shop, aboutOrders(), query, OperationKind::GetItem, "OnlineShop", "");
    QVERIFY(get.filter.empty() && !get.limit && !get.descending && get.consistentRead);
}

void StepEditsTest::aPutTakesEveryAttribute()
{
    const Model shop = test::onlineShop();
    const Operation put = model::operationOn(shop, aboutOrders(), {}, OperationKind::PutItem, "OnlineShop", "");
    QCOMPARE(put.entity, std::string("Order"));
    QCOMPARE(put.item.size(), shop.findEntity("Order")->attributes.size());
    QVERIFY(put.key.empty() && put.keyCondition.empty());
    const Operation ofKeys = model::operationOn(shop, AccessPattern{}, {}, OperationKind::PutItem, "OnlineShop", "");
    QVERIFY(ofKeys.entity.empty());
    QCOMPARE(ofKeys.item.size(), std::size_t(2));
}

void StepEditsTest::placesThatAreNotThereAreRefused()
{
    const Model shop = test::onlineShop();
    const AccessPattern pattern = aboutOrders();
    QVERIFY_EXCEPTION_THROWN(model::operationOn(shop, pattern, {}, OperationKind::Scan, "Nowhere", ""), model::EditError);
    QVERIFY_EXCEPTION_THROWN(model::operationOn(shop, pattern, {}, OperationKind::Scan, "OnlineShop", "GSI9"), model::EditError);
    QVERIFY_EXCEPTION_THROWN(model::operationOn(shop, pattern, {}, OperationKind::BatchGetItem, "OnlineShop", ""), model::EditError);
}

void StepEditsTest::namesThatNothingDefinesBecomeParameters()
{
    const Model shop = test::onlineShop();
    AccessPattern pattern = aboutOrders();
    Operation query = model::operationOn(shop, pattern, {}, OperationKind::Query, "OnlineShop", "GSI1");
    query.filter = "total > :least AND status = :open";
    query.values.emplace_back("open", value::AttributeValue(std::string("OPEN")));
    pattern.steps.push_back(model::Step{.name = "found", .operation = query});
    Operation get{OperationKind::GetItem, "OnlineShop"};
    get.key = {{"PK", std::string("ORDER#{found.orderId}")}, {"SK", std::string("SHARD#{shard}")}};
    pattern.steps.push_back(model::Step{.operation = get, .fanOut = model::FanOut{.placeholder = "shard", .count = 2}});
    pattern.expectation = value::Json::parse(R"({"entities": ["Order"], "where": "userId = :userId AND placedAt > :placedAt"})");
    model::addMissingParameters(shop, pattern);
    QCOMPARE(namesOf(pattern).join(QLatin1Char(' ')), QStringLiteral("userId least placedAt"));
    const model::Parameter &user = pattern.parameters.front();
    QCOMPARE(user.drawnFromEntity, std::string("Order"));
    QVERIFY(user.example.has_value());
    QVERIFY(pattern.parameters[1].drawnFromEntity.empty() && !pattern.parameters[1].example);
    const AccessPattern before = pattern;
    model::addMissingParameters(shop, pattern);
    QVERIFY(pattern == before);
}

void StepEditsTest::everyPatternOfTheShopHasItsParameters()
{
    const Model shop = test::onlineShop();
    for (const AccessPattern &pattern : shop.accessPatterns) {
        AccessPattern again = pattern;
        model::addMissingParameters(shop, again);
        QVERIFY2(again == pattern, namesOf(again).join(QLatin1Char(' ')).toUtf8().constData());
    }
}

void StepEditsTest::faultyExpressionsAreNamed()
{
    using expression::ExpressionKind;
    QVERIFY(!model::faultOf("", ExpressionKind::Filter));
    QVERIFY(!model::faultOf("status = :status AND total > :least", ExpressionKind::Filter));
    QVERIFY(!model::faultOf("SET status = :status REMOVE note", ExpressionKind::Update));
    const auto filter = model::faultOf("status = = :status", ExpressionKind::Filter);
    QVERIFY(filter && filter->find("FilterExpression") != std::string::npos);
    QVERIFY(model::faultOf("status = :status", ExpressionKind::Update));
}

void StepEditsTest::valuesAreReadByTheirType()
{
    const auto read = [](const char *text, value::Type type) { return value::toDynamoDbJson(model::valueFromText(text, type)).compact(); };
    QCOMPARE(read("u-1", value::Type::S), std::string("{\"S\":\"u-1\"}"));
    QCOMPARE(read("1.50", value::Type::N), std::string("{\"N\":\"1.5\"}"));
    QCOMPARE(read("true", value::Type::Bool), std::string("{\"BOOL\":true}"));
    QCOMPARE(read("[\"a\"]", value::Type::Ss), std::string("{\"SS\":[\"a\"]}"));
    QCOMPARE(read("[3, 1]", value::Type::Ns), std::string("{\"NS\":[\"1\",\"3\"]}"));
    QCOMPARE(read("{\"a\": 1}", value::Type::M), std::string("{\"M\":{\"a\":{\"N\":\"1\"}}}"));
    for (const auto &[text, type] : {std::pair("abc", value::Type::N), std::pair("{", value::Type::M), std::pair("[]", value::Type::M),
                                     std::pair("\"a\"", value::Type::Ss), std::pair("12", value::Type::Bool)})
        QVERIFY_EXCEPTION_THROWN(model::valueFromText(text, type), model::EditError);
}

void StepEditsTest::aTransactionBeginsWithAPartForEachEntity()
{
    const Model shop = test::onlineShop();
    AccessPattern pattern = aboutOrders();
    pattern.entities = {"Order", "User"};
    const model::Step get{.operation = model::operationOn(shop, pattern, {}, OperationKind::GetItem, "OnlineShop", "")};
    const model::Step whole = model::stepOf(shop, pattern, get, OperationKind::TransactWriteItems);
    QVERIFY(whole.operation.kind == OperationKind::TransactWriteItems && whole.operation.table.empty() && whole.operation.key.empty());
    QCOMPARE(whole.parts.size(), std::size_t(2));
    QVERIFY(whole.parts.front().kind == OperationKind::PutItem && whole.parts.front().entity == "Order");
    QCOMPARE(whole.parts.back().entity, std::string("User"));

    const model::Step back = model::stepOf(shop, pattern, whole, OperationKind::GetItem);
    QVERIFY(back.parts.empty() && back.operation.key == get.operation.key);
    const model::Step ofNothing = model::stepOf(shop, AccessPattern{}, {}, OperationKind::BatchGetItem);
    QCOMPARE(ofNothing.parts.size(), std::size_t(1));
    QCOMPARE(ofNothing.parts.front().table, std::string("OnlineShop"));
    QVERIFY_EXCEPTION_THROWN(model::stepOf(Model{}, AccessPattern{}, {}, OperationKind::BatchGetItem), model::EditError);
}

void StepEditsTest::partsFitWhatTheyArePartOf()
{
    const Model shop = test::onlineShop();
    const AccessPattern pattern = aboutOrders();
    model::Step whole = model::stepOf(shop, pattern, {}, OperationKind::TransactWriteItems);
    whole.operation.clientRequestToken = "{orderId}";
    Operation &part = whole.parts.front();
    part = model::operationOn(shop, pattern, part, OperationKind::UpdateItem, "OnlineShop", "");
    part.update = "ADD total :one";
    part.condition = "total < :most";
    const model::Step batch = model::stepOf(shop, pattern, whole, OperationKind::BatchWriteItem);
    QVERIFY(batch.parts.front().kind == OperationKind::PutItem && batch.parts.front().entity == "Order");
    QVERIFY(batch.parts.front().condition.empty() && batch.parts.front().update.empty() && batch.operation.clientRequestToken.empty());
    const model::Step gets = model::stepOf(shop, pattern, batch, OperationKind::TransactGetItems);
    QVERIFY(gets.parts.front().kind == OperationKind::GetItem && gets.parts.front().item.empty());
    QCOMPARE(std::get<std::string>(gets.parts.front().key.front().second), std::string("ORDER#{orderId}"));
    QVERIFY(model::partKindsOf(OperationKind::Query).empty());
    QCOMPARE(model::mostParts(OperationKind::BatchWriteItem), std::size_t(25));
}

void StepEditsTest::anotherPartIsAboutAnEntityThatHasNone()
{
    const Model shop = test::onlineShop();
    AccessPattern pattern = aboutOrders();
    pattern.entities = {"Order", "Product"};
    model::Step step{.operation = Operation{OperationKind::TransactWriteItems}};
    step.parts.push_back(model::newPart(shop, pattern, step));
    QCOMPARE(step.parts.back().entity, std::string("Order"));
    step.parts.push_back(model::newPart(shop, pattern, step));
    QCOMPARE(step.parts.back().entity, std::string("Product"));
    step.parts.push_back(model::newPart(shop, pattern, step));
    QVERIFY(step.parts.back().entity != "Order" && step.parts.back().entity != "Product");
    step.parts.resize(100, step.parts.front());
    QVERIFY_EXCEPTION_THROWN(model::newPart(shop, pattern, step), model::EditError);
}

void StepEditsTest::aPartKeepsItsEntityWhenItBecomesAnotherOperation()
{
    const Model shop = test::onlineShop();
    AccessPattern pattern = aboutOrders();
    pattern.entities = {"User", "Order"};
    Operation put = model::operationOn(shop, pattern, {}, OperationKind::PutItem, "OnlineShop", "");
    put = model::operationAbout(shop, put, *shop.findEntity("Order"));
    QCOMPARE(put.entity, std::string("Order"));
    Operation check = model::operationOn(shop, pattern, put, OperationKind::ConditionCheck, "OnlineShop", "");
    QCOMPARE(std::get<std::string>(check.key.front().second), std::string("ORDER#{orderId}"));
    check.key.front().second = std::string("ORDER#{other}");
    QVERIFY(model::entityOf(shop, check) == shop.findEntity("Order"));
    QCOMPARE(model::operationOn(shop, pattern, check, OperationKind::PutItem, "OnlineShop", "").entity, std::string("Order"));
    check.key.front().second = std::string("ELSEWHERE#{other}");
    QVERIFY(model::entityOf(shop, check) == nullptr);
}

void StepEditsTest::valuesThatNoExpressionMentionsGo()
{
    Operation update{OperationKind::UpdateItem, "OnlineShop"};
    update.update = "ADD stock :less";
    update.condition = "stock >= :wanted";
    update.values = {{"less", std::string("{wanted}")}, {"old", std::string("{x}")}};
    QCOMPARE(model::valueNamesOf(update), (std::vector<std::string>{"less", "wanted"}));
    model::dropUnusedValues(update);
    QCOMPARE(update.values.size(), std::size_t(1));
    QCOMPARE(update.values.front().first, std::string("less"));
}

void StepEditsTest::shardsOfAKeyRunOneByOne()
{
    model::Step step{.operation = Operation{OperationKind::Query, "OnlineShop", "GSI3"}};
    step.operation.keyCondition = {{"GSI3PK", expression::KeyOperator::Equal, {std::string("OPEN#{status}#{orderId|shard:4}")}}};
    QCOMPARE(model::shardsOf(step), std::optional<std::int64_t>(4));
    model::setShards(step, 4);
    QCOMPARE(std::get<std::string>(step.operation.keyCondition.front().values.front()), std::string("OPEN#{status}#{shard}"));
    QCOMPARE(step.fanOut->count, std::int64_t(4));
    model::setShards(step, 8);
    QCOMPARE(step.fanOut->count, std::int64_t(8));
    model::setShards(step, std::nullopt);
    QVERIFY(!step.fanOut);
}
