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

void StepEditsTest::aSearchIsMadeFromItsIndex()
{
    Model shop = test::onlineShop();
    QVERIFY_EXCEPTION_THROWN(model::operationOn(shop, aboutOrders(), {}, OperationKind::SearchVectors, "OnlineShop", ""), model::EditError);
    schema::VectorIndexDefinition index;
    index.name = "ByMeaning";
    index.vectorAttribute = "meaning";
    index.dimensions = 2;
    index.searchSchema = {{{"status", schema::KeyType::S}, true}};
    shop.tables[0].definition.vectorIndexes = {index};
    Operation search = model::operationOn(shop, aboutOrders(), {}, OperationKind::SearchVectors, "OnlineShop", "");
    QCOMPARE(search.index, std::string("ByMeaning"));
    QCOMPARE(conditionText(search), QStringLiteral("status = {status}"));
    QCOMPARE(std::get<std::string>(*search.searchVector), std::string("{meaning}"));
    QCOMPARE(*search.limit, std::int64_t(10));
    AccessPattern pattern = aboutOrders();
    pattern.steps.push_back({});
    pattern.steps.back().operation = search;
    model::addMissingParameters(shop, pattern);
    QCOMPARE(namesOf(pattern), (QStringList{QStringLiteral("status"), QStringLiteral("meaning")}));
    search.limit = 3;
    search.searchVector = std::string("{other}");
    const Operation same = model::operationOn(shop, pattern, search, OperationKind::SearchVectors, "OnlineShop", "ByMeaning");
    QVERIFY(same == search);
    const Operation query = model::operationOn(shop, pattern, search, OperationKind::Query, "OnlineShop", "");
    QVERIFY(!query.searchVector);
    QVERIFY(query.index.empty());
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
    QVERIFY_THROWS_EXCEPTION(model::EditError, model::operationOn(shop, pattern, {}, OperationKind::Scan, "Nowhere", ""));
    QVERIFY_THROWS_EXCEPTION(model::EditError, model::operationOn(shop, pattern, {}, OperationKind::Scan, "OnlineShop", "GSI9"));
    QVERIFY_THROWS_EXCEPTION(model::EditError, model::operationOn(shop, pattern, {}, OperationKind::BatchGetItem, "OnlineShop", ""));
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
    QCOMPARE(pattern.parameters[1].drawnFromAttribute, std::string("total")); // it is compared with it
    QCOMPARE(pattern.parameters[1].type, value::Type::N);
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
        QVERIFY_THROWS_EXCEPTION(model::EditError, model::valueFromText(text, type));
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
    QVERIFY_THROWS_EXCEPTION(model::EditError, model::stepOf(Model{}, AccessPattern{}, {}, OperationKind::BatchGetItem));
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
    QVERIFY_THROWS_EXCEPTION(model::EditError, model::newPart(shop, pattern, step));
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

namespace {

/// A pattern about orders, or the entity given, with that one operation and parameters for what it uses.
AccessPattern withOperation(const Model &shop, const Operation &operation, const std::string &entity = "Order")
{
    AccessPattern pattern = aboutOrders();
    pattern.entities = {entity};
    pattern.steps = {model::Step{.operation = operation}};
    model::addMissingParameters(shop, pattern);
    return pattern;
}

/// "least: N of Order.total", with "such as 1" where it draws nothing.
QString parameterLine(const model::Parameter &parameter)
{
    std::string line = parameter.name + ": " + std::string(value::tagOf(parameter.type));
    if (!parameter.drawnFromEntity.empty())
        line += " of " + parameter.drawnFromEntity + "." + parameter.drawnFromAttribute;
    else if (parameter.example)
        line += " such as " + value::displayText(*parameter.example);
    return QString::fromStdString(line);
}

} // namespace

void StepEditsTest::aParameterIsWhatStandsOnTheOtherSide_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("update");
    QTest::addColumn<QString>("line");
    const auto filter = [](const char *text, const char *line) { QTest::newRow(text) << text << QString() << line; };
    filter("total > :x", "x: N of Order.total");
    filter(":x < total", "x: N of Order.total");
    filter("status IN (:a, :x)", "x: S of Order.status");
    filter("NOT (#status = :x OR total = :t)", "x: S of Order.status");
    filter("begins_with(placedAt, :x)", "x: S of Order.placedAt");
    filter("contains(status, :x)", "x: S of Order.status");
    filter("size(status) > :x", "x: N such as 1");
    filter("nothing = :x", "x: S");
    filter("nothing = :total", "total: N of Order.total");
    const auto update = [](const char *text, const char *line) { QTest::newRow(text) << QString() << text << line; };
    update("SET status = :x, total = :t", "x: S of Order.status");
    update("SET total = total - :x", "x: N such as 1");
    update("ADD itemCount :x", "x: N such as 1");
    update("SET total = if_not_exists(total, :x)", "x: N of Order.total");
}

void StepEditsTest::aParameterIsWhatStandsOnTheOtherSide()
{
    QFETCH(QString, filter);
    QFETCH(QString, update);
    QFETCH(QString, line);
    const Model shop = test::onlineShop();
    Operation operation;
    operation.table = "OnlineShop";
    operation.kind = update.isEmpty() ? OperationKind::Query : OperationKind::UpdateItem;
    operation.filter = filter.toStdString();
    operation.update = update.toStdString();
    const AccessPattern pattern = withOperation(shop, operation);
    QStringList lines;
    for (const model::Parameter &parameter : pattern.parameters)
        lines << parameterLine(parameter);
    QVERIFY2(lines.contains(line), qPrintable(lines.join(QStringLiteral("; "))));
}

void StepEditsTest::aParameterOfAKeyIsWhatItsTemplateIsBuiltFrom()
{
    const Model shop = test::onlineShop();
    Operation query{OperationKind::Query, "OnlineShop", "GSI1"};
    query.keyCondition = {{"GSI1PK", expression::KeyOperator::Equal, {std::string("USER#{customer}")}},
                          {"GSI1SK", expression::KeyOperator::Between, {std::string("ORDER#{first}"), std::string("ORDER#{last}")}}};
    const AccessPattern pattern = withOperation(shop, query);
    QCOMPARE(pattern.parameters.size(), std::size_t(3));
    QCOMPARE(parameterLine(pattern.parameters[0]), QStringLiteral("customer: S of Order.userId"));
    for (std::size_t bound : {1, 2}) // drawn apart, they might be the wrong way round
        QVERIFY(pattern.parameters[bound].drawnFromEntity.empty() && pattern.parameters[bound].example);
    QVERIFY(*pattern.parameters[1].example->get<std::string>() < *pattern.parameters[2].example->get<std::string>());

    Operation day{OperationKind::Query, "OnlineShop", "GSI1"};
    day.keyCondition = {{"GSI1PK", expression::KeyOperator::Equal, {std::string("PAYDAY#{that}")}}};
    const AccessPattern payments = withOperation(shop, day, "Payment");
    QCOMPARE(payments.parameters.front().example->get<std::string>()->size(), std::string("2026-10-29").size());
}

void StepEditsTest::aComparisonBeginsWithTheTemplate_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QString>("op");
    QTest::addColumn<QString>("values");
    const auto row = [](const char *attribute, const char *op, const char *values) {
        QTest::addRow("%s %s", attribute, op) << attribute << op << values;
    };
    row("GSI1SK", "begins_with", "ORDER#");
    row("GSI1SK", "=", "ORDER#{placedAt}");
    row("GSI1SK", ">=", "ORDER#{placedAt}");
    row("GSI1SK", "between", "ORDER#{from} ORDER#{to}");
    row("GSI3SK", "begins_with", "{openSince}");
    row("GSI3SK", "between", "{from} {to}");
    row("GSI3PK", "begins_with", "OPEN#");
}

void StepEditsTest::aComparisonBeginsWithTheTemplate()
{
    QFETCH(QString, attribute);
    QFETCH(QString, op);
    QFETCH(QString, values);
    const Model shop = test::onlineShop();
    const Operation query{OperationKind::Query, "OnlineShop", "GSI1"};
    const AccessPattern pattern = withOperation(shop, query);
    const auto made =
        model::comparisonOn(shop, pattern, query, attribute.toStdString(), *expression::keyOperatorFromText(op.toStdString()));
    QStringList texts;
    for (const model::Operand &operand : made.values)
        texts << QString::fromStdString(std::get<std::string>(operand));
    QCOMPARE(texts.join(QLatin1Char(' ')), values);
}

void StepEditsTest::parametersThatAreKnownStandInAPrefix()
{
    const Model shop = test::onlineShop();
    const Operation query{OperationKind::Query, "OnlineShop", "GSI3"};
    AccessPattern pattern = withOperation(shop, query);
    pattern.parameters.push_back({.name = "openStatus"});
    const auto made = model::comparisonOn(shop, pattern, query, "GSI3PK", expression::KeyOperator::BeginsWith);
    QCOMPARE(std::get<std::string>(made.values.front()), std::string("OPEN#{openStatus}#"));
}
