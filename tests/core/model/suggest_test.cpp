#include "tests/core/model/suggest_test.h"

#include <algorithm>

#include <QTest>

#include "core/model/document.h"
#include "core/model/judgement.h"
#include "core/model/model_writer.h"
#include "core/model/problems.h"
#include "core/model/removals.h"
#include "core/model/suggest.h"
#include "tests/core/model/models.h"

using namespace keywright;
using model::AccessPattern;
using model::Model;
using model::Suggestion;
using model::SuggestionKind;

namespace {

AccessPattern &suggestPatternOf(Model &model, const std::string &name)
{
    for (AccessPattern &pattern : model.accessPatterns)
        if (pattern.name == name)
            return pattern;
    qFatal("the sample has no access pattern %s", name.c_str());
}

bool isRead(const AccessPattern &pattern)
{
    return pattern.expectation.find("entities") != nullptr;
}

std::string valueText(const model::Operand &operand)
{
    if (const auto *text = std::get_if<std::string>(&operand))
        return *text;
    const auto &constant = std::get<value::AttributeValue>(operand);
    const auto *text = constant.get<std::string>();
    return text == nullptr ? "(constant)" : "'" + *text + "'";
}

/// "Query GSI1: GSI1PK = USER#{userId}, GSI1SK begins_with ORDER#, descending, limit 10".
std::string lineOf(const model::Operation &operation)
{
    std::string line = std::string(model::textOf(operation.kind)) + (operation.index.empty() ? "" : " " + operation.index) + ":";
    std::string comma = " ";
    for (const auto &[name, operand] : operation.key) {
        line += comma + name + " = " + valueText(operand);
        comma = ", ";
    }
    for (const model::KeyComparison &comparison : operation.keyCondition) {
        line += comma + comparison.attribute + " " + std::string(expression::textOf(comparison.op));
        for (const model::Operand &operand : comparison.values)
            line += " " + valueText(operand);
        comma = ", ";
    }
    line += operation.descending ? ", descending" : "";
    return line + (operation.limit ? ", limit " + std::to_string(*operation.limit) : "");
}

std::string lineOf(const Suggestion &suggestion)
{
    std::string line = std::string(model::textOf(suggestion.kind));
    for (const model::Step &step : suggestion.steps) {
        line += " | " + lineOf(step.operation);
        for (const model::Operation &part : step.parts)
            line += " " + lineOf(part);
        if (step.fanOut)
            line += " over " + std::to_string(step.fanOut->count);
    }
    return line;
}

QString linesOf(const std::vector<Suggestion> &all)
{
    std::string text;
    for (const Suggestion &suggestion : all)
        text += lineOf(suggestion) + "\n";
    return QString::fromStdString(text);
}

Model withoutIndexes()
{
    model::Document document(test::onlineShop());
    for (const char *index : {"GSI1", "GSI2", "GSI3"})
        document.apply(model::removeIndex(document.model(), "OnlineShop", index));
    return document.model();
}

} // namespace

void SuggestTest::everyReadOfTheOnlineShopIsFoundAgain()
{
    Model shop = test::onlineShop();
    // A change is no exception of the sample's but of the rule: its expectation does not tell what it must write.
    std::size_t reads = 0;
    for (AccessPattern &pattern : shop.accessPatterns) {
        pattern.steps.clear();
        const std::vector<Suggestion> found = model::suggestFor(shop, pattern);
        QVERIFY2(found.empty() != isRead(pattern), qPrintable(QString::fromStdString(pattern.name) + "\n" + linesOf(found)));
        reads += isRead(pattern) ? 1 : 0;
    }
    QCOMPARE(reads, std::size_t(15));
}

void SuggestTest::everyReadIsServedWithoutAnyIndex()
{
    const Model bare = withoutIndexes();
    for (const AccessPattern &pattern : bare.accessPatterns) {
        if (!isRead(pattern))
            continue;
        const std::vector<Suggestion> found = model::suggestFor(bare, pattern);
        const bool isServedSo = found.empty() && model::whyNothing(bare, pattern) == model::NothingToSuggest::ServedSo;
        QVERIFY2(!found.empty() || isServedSo, pattern.name.c_str());
        const bool isServed = model::judge(bare, pattern).verdict == model::Verdict::Served;
        QVERIFY2(isServed || !isServedSo, (pattern.name + "\n" + linesOf(found).toStdString()).c_str());
        for (const Suggestion &suggestion : found) {
            model::Document document(bare);
            document.apply(suggestion.command);
            const AccessPattern *served = document.model().findAccessPattern(pattern.name);
            QCOMPARE(served->steps, suggestion.steps);
            QVERIFY2(model::judge(document.model(), *served).verdict == model::Verdict::Served, lineOf(suggestion).c_str());
            for (const model::Problem &problem : model::findProblems(document.model()))
                QVERIFY2(problem.place.find("keyTemplates") == std::string::npos && !problem.place.starts_with("tables"),
                         (lineOf(suggestion) + "\n" + problem.place + ": " + problem.message).c_str());
        }
    }
}

void SuggestTest::applyingAndUndoingRestoresTheFile()
{
    Model shop = test::onlineShop();
    for (AccessPattern &pattern : shop.accessPatterns)
        if (isRead(pattern))
            pattern.steps.clear();
    const std::string before = model::writeModel(shop);
    std::size_t applied = 0;
    for (const AccessPattern &pattern : shop.accessPatterns) {
        for (const Suggestion &suggestion : model::suggestFor(shop, pattern)) {
            model::Document document(shop);
            document.apply(suggestion.command);
            document.undo();
            QVERIFY2(model::writeModel(document.model()) == before, lineOf(suggestion).c_str());
            ++applied;
        }
    }
    QVERIFY(applied > 30);
}

void SuggestTest::suggests_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *pattern, const char *line) { QTest::newRow(line) << QString(pattern) << QString(line); };
    row("Product by id", "existing place | GetItem: PK = PRODUCT#{productId}, SK = PRODUCT");
    row("Checkout page: user, addresses and cart", "existing place | Query: PK = USER#{userId}");
    row("Cart of a user", "existing place | Query: PK = USER#{userId}, SK begins_with CART#");
    row("Orders of a user, newest first",
        "existing place | Query GSI1: GSI1PK = USER#{userId}, GSI1SK begins_with ORDER#, descending, limit 10");
    row("Orders of a user in a period", "existing place | Query GSI1: GSI1PK = USER#{userId}, GSI1SK between ORDER#{from} ORDER#{to}");
    row("Critical reviews of a product", "existing place | Query GSI2: GSI2PK = PRODUCT#{productId}, GSI2SK <= {stars}");
    row("Parcel of a tracking number", "existing place | Query GSI1: GSI1PK = TRACKING#{trackingNumber}, GSI1SK = SHIPMENT");
    row("Payments of a day", "existing place | Query GSI1: GSI1PK = PAYDAY#{day}");
    row("Open orders of a status", "existing place | Query GSI3: GSI3PK = OPEN#{status}#{shard} over 4");
    row("Compare products of a category in a price range",
        "second step | Query GSI2: GSI2PK = CATEGORY#{category}, GSI2SK between {low} {high} | BatchGetItem: GetItem: PK = {found.PK}, SK "
        "= {found.SK}");
    row("Compare products of a category in a price range",
        "projection | Query GSI2: GSI2PK = CATEGORY#{category}, GSI2SK between {low} {high}");
    row("User of an e-mail address", "overloaded index | Query GSI1: GSI1PK = EMAIL#{email}, GSI1SK = USER");
    row("Orders of a user with a status",
        "new index | Query GSI4: GSI4PK = USER#{userId}#STATUS#{status}, GSI4SK begins_with ORDER#, descending");
    row("Orders of a user with a status", "multi-attribute index | Query GSI4: userId = {userId}, status = {status}, descending");
}

void SuggestTest::suggests()
{
    QFETCH(QString, pattern);
    QFETCH(QString, line);
    Model shop = test::onlineShop();
    AccessPattern &asked = suggestPatternOf(shop, pattern.toStdString());
    asked.steps.clear();
    const QString found = linesOf(model::suggestFor(shop, asked));
    QVERIFY2(found.split('\n').contains(line), qPrintable(found));
}

void SuggestTest::designs_data()
{
    QTest::addColumn<QString>("expectation");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const std::string &entity, const std::string &rest, const char *line) {
        QTest::newRow(name) << QString::fromStdString("{\"entities\":[\"" + entity + "\"]" + rest + "}") << QString(line);
    };
    row("relationship from its other side", "Review", ",\"where\":\"userId = :userId\"",
        "inverted index | Query GSI4: SK = REVIEW#{userId}, PK begins_with PRODUCT#");
    row("all of an entity in an order", "Product", ",\"orderBy\":[{\"attribute\":\"price\",\"direction\":\"ascending\"}]",
        "new index | Query GSI4: GSI4PK = PRODUCT#{shard} over 4");
    row("open range", "Order", ",\"where\":\"userId = :userId AND placedAt >= :from\"",
        "new index | Query GSI4: GSI4PK = USER#{userId}, GSI4SK >= {from}");
    row("open range of the attributes themselves", "Order", ",\"where\":\"userId = :userId AND placedAt >= :from\"",
        "multi-attribute index | Query GSI4: userId = {userId}, placedAt >= {from}");
    row("range of numbers", "Order", ",\"where\":\"userId = :userId AND total < :from\"",
        "new index | Query GSI4: GSI4PK = USER#{userId}, GSI4SK < {from}");
    row("attribute that few items have", "Order", ",\"where\":\"cancelledAt BETWEEN :from AND :to AND userId = :userId\"",
        "sparse index | Query GSI4: GSI4PK = USER#{userId}, GSI4SK between ORDER#{from} ORDER#{to}");
    row("attribute that must be there", "Order", ",\"where\":\"userId = :userId AND attribute_exists(cancelledAt)\"",
        "sparse index | Query GSI4: GSI4PK = USER#{userId}, GSI4SK begins_with ORDER#");
    row("constant", "Payment", ",\"where\":\"status = :failed\",\"values\":{\"failed\":{\"S\":\"FAILED\"}}",
        "new index | Query GSI4: GSI4PK = STATUS#FAILED, GSI4SK = PAYMENT");
    row("number in an index that has others", "CartItem",
        ",\"where\":\"productId = :userId AND quantity > :from\",\"attributes\":[\"userId\",\"productId\"]",
        "overloaded index | Query GSI2: GSI2PK = CARTITEM#PRODUCT#{userId}, GSI2SK > {from}");
}

void SuggestTest::designs()
{
    QFETCH(QString, expectation);
    QFETCH(QString, line);
    Model shop = test::onlineShop();
    AccessPattern &asked = suggestPatternOf(shop, "Orders of a user in a period");
    asked.steps.clear();
    asked.expectation = value::Json::parse(expectation.toStdString());
    const QString found = linesOf(model::suggestFor(shop, asked));
    QVERIFY2(found.split('\n').contains(line), qPrintable(found));
}

void SuggestTest::anAttributeThatNoItemHoldsKeysNoIndex()
{
    Model shop = test::onlineShop();
    AccessPattern &asked = suggestPatternOf(shop, "Orders of a user in a period");
    asked.steps.clear();
    asked.expectation = value::Json::parse("{\"entities\":[\"Order\"],\"where\":\"userId = :userId AND placedAt >= :from\"}");
    const QString keyed = QStringLiteral("multi-attribute index | Query GSI4: userId = {userId}, placedAt >= {from}");
    QVERIFY(linesOf(model::suggestFor(shop, asked)).split('\n').contains(keyed));
    for (model::TableItems &table : shop.sampleData)
        for (value::Item &item : table.items)
            item.erase("userId");
    QVERIFY(!linesOf(model::suggestFor(shop, asked)).contains("multi-attribute index"));
}

void SuggestTest::onlyAPrefixThatIsADateMakesASpan()
{
    Model shop = test::onlineShop();
    AccessPattern &asked = suggestPatternOf(shop, "Orders of a user in a period");
    asked.steps.clear();
    asked.expectation = value::Json::parse("{\"entities\":[\"Order\"],\"where\":\"begins_with(placedAt, :from)\"}");
    const auto partition = [&](const std::string &example) {
        for (model::Parameter &parameter : asked.parameters)
            if (parameter.name == "from")
                parameter.example = value::AttributeValue(example);
        for (const Suggestion &suggestion : model::suggestFor(shop, asked))
            if (suggestion.kind == SuggestionKind::NewIndex)
                return suggestion.explanation;
        return std::string();
    };
    QVERIFY2(partition("2026-10").find("GSI4PK = ORDER#{placedAt|date:yyyy-MM}") != std::string::npos, partition("2026-10").c_str());
    QVERIFY2(partition("0007").find("date:") == std::string::npos, partition("0007").c_str());
    QVERIFY2(partition("order-2026").find("date:") == std::string::npos, partition("order-2026").c_str());
}

void SuggestTest::updatesThatLeaveTheNewKeyBehindAreNamed()
{
    Model shop = test::onlineShop();
    const std::vector<Suggestion> found = model::suggestFor(shop, suggestPatternOf(shop, "Orders of a user with a status"));
    for (const Suggestion &suggestion : found) {
        const std::vector<std::string> &remarks = suggestion.command.remarks;
        if (suggestion.kind == SuggestionKind::MultiAttributeIndex) {
            QVERIFY(remarks.empty());
            continue;
        }
        const std::vector<std::string> expected{"\"Record a payment\" changes status and must set GSI4PK too.",
                                                "\"Ship an order\" changes status and must set GSI4PK too.",
                                                "\"Cancel an order\" changes status and must set GSI4PK too."};
        QCOMPARE(remarks, expected);
        QVERIFY(suggestion.explanation.ends_with(expected.back()));
    }
    QCOMPARE(found.size(), std::size_t(2));
}

void SuggestTest::aScanTellsWhatItAsks()
{
    Model shop = test::onlineShop();
    AccessPattern &pattern = suggestPatternOf(shop, "Parcel of a tracking number");
    pattern.expectation = value::Json();
    model::Operation &scan = pattern.steps.front().operation;
    scan.kind = model::OperationKind::Scan;
    scan.index.clear();
    scan.keyCondition.clear();
    scan.filter = "trackingNumber = :trackingNumber";
    const std::vector<Suggestion> found = model::suggestFor(shop, pattern);
    QVERIFY(!found.empty());
    QCOMPARE(lineOf(found.front()), std::string("existing place | Query GSI1: GSI1PK = TRACKING#{trackingNumber}, GSI1SK = SHIPMENT"));
}

void SuggestTest::whatNoKeyAnswersHasNoSuggestion_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where : {"userId = :userId OR status = :status", "contains(status, :status)", "NOT status = :status",
                              "userId <> :userId", "this is no condition", "total > :low AND placedAt > :from AND itemCount > :n"})
        QTest::newRow(where) << QString(where);
}

void SuggestTest::whatNoKeyAnswersHasNoSuggestion()
{
    QFETCH(QString, where);
    Model shop = test::onlineShop();
    AccessPattern &pattern = suggestPatternOf(shop, "Orders of a user, newest first");
    pattern.expectation.set("where", value::Json::string(where.toStdString()));
    QCOMPARE(linesOf(model::suggestFor(shop, pattern)), QString());
}

void SuggestTest::costsAreTold()
{
    Model shop = test::onlineShop();
    const AccessPattern &pattern = suggestPatternOf(shop, "Orders of a user with a status");
    const std::vector<Suggestion> found = model::suggestFor(shop, pattern);
    const auto isNew = [](const Suggestion &each) { return each.kind == SuggestionKind::NewIndex; };
    const auto suggestion = std::find_if(found.begin(), found.end(), isNew);
    QVERIFY2(suggestion != found.end(), qPrintable(linesOf(found)));
    std::int64_t orders = 0;
    for (const value::Item &item : shop.sampleDataOf("OnlineShop")->items)
        orders += shop.entityOf("OnlineShop", item) == shop.findEntity("Order") ? 1 : 0;
    QCOMPARE(suggestion->addedItems, orders);
    QVERIFY(suggestion->addedBytes > 300.0 * static_cast<double>(orders));
    QVERIFY(suggestion->addedWriteUnits && *suggestion->addedWriteUnits > 0.05); // a checkout each 20 seconds, and each change of status
    QVERIFY(*suggestion->addedWriteUnits < 0.5);
}

void SuggestTest::existingPlacesComeFirst()
{
    Model shop = test::onlineShop();
    AccessPattern &pattern = suggestPatternOf(shop, "Orders of a user, newest first");
    pattern.steps.clear();
    const std::vector<Suggestion> found = model::suggestFor(shop, pattern);
    QVERIFY(found.size() >= 2);
    QCOMPARE(found.front().kind, SuggestionKind::ExistingPlace);
    QCOMPARE(found.front().addedWriteUnits.value_or(0), 0.0);
    QCOMPARE(found.front().addedBytes, 0.0);
    QVERIFY(found.back().addedWriteUnits.value_or(0) > 0);
}

namespace {

/// A Query with every member of a step set, which filters by what a key could answer.
AccessPattern &withEverything(Model &shop)
{
    AccessPattern &pattern = suggestPatternOf(shop, "Orders of a user, newest first");
    pattern.expectation = value::Json::parse(R"({"entities":["Order"],"where":"userId = :userId AND status = :status"})");
    pattern.parameters.push_back({.name = "least"});
    pattern.parameters.push_back({.name = "status"});
    model::Step &step = pattern.steps.front();
    step.name = "orders";
    step.note = "The newest at the top.";
    model::Operation &operation = step.operation;
    operation.kind = model::OperationKind::Query;
    operation.filter = "status = :wanted AND contains(shippingAddress, :town) AND (total > :least OR itemCount > :least)";
    operation.values = {{"wanted", model::Operand(std::string("{status}"))},
                        {"town", model::Operand(value::AttributeValue(std::string("Bern")))}};
    operation.projection = {"orderId", "total", "status", "shippingAddress", "itemCount"};
    operation.descending = true;
    operation.limit = 7;
    operation.consistentRead = false;
    operation.unknown.set("returnConsumedCapacity", value::Json::string("TOTAL"));
    return pattern;
}

} // namespace

void SuggestTest::everythingThatAKeyDoesNotDecideStays()
{
    Model shop = test::onlineShop();
    AccessPattern &pattern = withEverything(shop);
    pattern.steps.front().operation.kind = model::OperationKind::Scan;
    pattern.steps.front().operation.index.clear();
    pattern.steps.front().operation.keyCondition.clear();
    const model::Step before = pattern.steps.front();
    const std::vector<Suggestion> found = model::suggestFor(shop, pattern);
    QVERIFY(!found.empty());
    for (const Suggestion &suggestion : found) {
        QCOMPARE(suggestion.steps.size(), std::size_t(1));
        model::Step expected = before; // with the key and what it now answers
        const model::Operation &after = suggestion.steps.front().operation;
        expected.operation.kind = model::OperationKind::Query;
        expected.operation.index = after.index;
        expected.operation.keyCondition = after.keyCondition;
        expected.operation.filter = "contains(shippingAddress, :town) AND (total > :least OR itemCount > :least)";
        expected.operation.values = {{"town", model::Operand(value::AttributeValue(std::string("Bern")))}};
        expected.fanOut = suggestion.steps.front().fanOut;
        QVERIFY2(suggestion.steps.front() == expected, lineOf(suggestion).c_str());
        QVERIFY(!after.keyCondition.empty());
    }
}

void SuggestTest::aConsistentReadStaysWhereItCan()
{
    Model shop = test::onlineShop();
    AccessPattern &pattern = suggestPatternOf(shop, "Cart of a user");
    model::Operation &operation = pattern.steps.front().operation;
    operation.kind = model::OperationKind::Scan;
    operation.keyCondition.clear();
    operation.filter = "userId = :userId";
    operation.consistentRead = true;
    const std::vector<Suggestion> found = model::suggestFor(shop, pattern);
    QVERIFY(!found.empty());
    for (const Suggestion &suggestion : found) {
        const model::Operation &after = suggestion.steps.front().operation;
        QCOMPARE(after.consistentRead, after.index.empty());
        QCOMPARE(suggestion.explanation.find("eventually consistent") != std::string::npos, !after.index.empty());
        QCOMPARE(after.filter, std::string());
    }
    QVERIFY(found.front().steps.front().operation.consistentRead);
}

void SuggestTest::otherStepsStay()
{
    Model shop = test::onlineShop();
    AccessPattern &pattern = suggestPatternOf(shop, "Cart of a user");
    model::Step user;
    user.name = "user";
    user.operation.kind = model::OperationKind::GetItem;
    user.operation.table = "OnlineShop";
    user.operation.key = {{"PK", model::Operand(std::string("USER#{userId}"))}, {"SK", model::Operand(std::string("USER"))}};
    pattern.steps.insert(pattern.steps.begin(), user);
    model::Operation &operation = pattern.steps.back().operation;
    operation.kind = model::OperationKind::Scan;
    operation.keyCondition.clear();
    const std::vector<Suggestion> found = model::suggestFor(shop, pattern);
    QVERIFY(!found.empty());
    for (const Suggestion &suggestion : found) {
        QVERIFY(suggestion.steps.size() >= 2);
        QVERIFY(suggestion.steps.front() == user);
    }
}

void SuggestTest::aSecondReadKeepsWhatIsReturned()
{
    Model shop = test::onlineShop();
    AccessPattern &pattern = suggestPatternOf(shop, "Compare products of a category in a price range");
    model::Step &step = pattern.steps.front();
    pattern.steps = {model::Step{.name = "products", .operation = step.operation}};
    model::Operation &scan = pattern.steps.front().operation;
    scan.kind = model::OperationKind::Scan;
    scan.index.clear();
    scan.keyCondition.clear();
    scan.projection = {"name", "description"};
    scan.consistentRead = true;
    pattern.expectation.set("attributes", value::Json::parse(R"(["name","description"])"));
    const std::vector<Suggestion> found = model::suggestFor(shop, pattern);
    const auto isSecond = [](const Suggestion &each) { return each.kind == SuggestionKind::SecondStep; };
    const auto second = std::find_if(found.begin(), found.end(), isSecond);
    QVERIFY2(second != found.end(), qPrintable(linesOf(found)));
    QCOMPARE(second->steps.size(), std::size_t(2));
    QCOMPARE(second->steps.front().operation.projection, std::vector<std::string>());
    QCOMPARE(second->steps.back().name, std::string("products"));
    const model::Operation &get = second->steps.back().parts.front();
    QCOMPARE(get.projection, scan.projection);
    QVERIFY(get.consistentRead);

    model::Document document(shop);
    document.apply(second->command);
    const AccessPattern applied = *document.model().findAccessPattern(pattern.name);
    for (const Suggestion &again : model::suggestFor(document.model(), applied))
        QVERIFY(again.kind != SuggestionKind::SecondStep);
}

void SuggestTest::whatIsServedSoHasNoSuggestion()
{
    Model shop = test::onlineShop();
    for (const AccessPattern &pattern : shop.accessPatterns) {
        for (const Suggestion &suggestion : model::suggestFor(shop, pattern)) {
            QVERIFY2(suggestion.steps != pattern.steps || suggestion.command.changes.size() > 1, lineOf(suggestion).c_str());
            model::Document document(shop);
            document.apply(suggestion.command);
            const AccessPattern applied = *document.model().findAccessPattern(pattern.name);
            for (const Suggestion &again : model::suggestFor(document.model(), applied))
                QVERIFY2(again.steps != applied.steps, lineOf(again).c_str());
        }
    }
    const AccessPattern &served = suggestPatternOf(shop, "Orders of a user, newest first");
    QCOMPARE(linesOf(model::suggestFor(shop, served)), QString());
    QCOMPARE(model::whyNothing(shop, served), model::NothingToSuggest::ServedSo);
}

void SuggestTest::whyThereIsNothingIsTold()
{
    using Why = model::NothingToSuggest;
    Model shop = test::onlineShop();
    AccessPattern &read = suggestPatternOf(shop, "Orders of a user, newest first");
    read.expectation.set("where", value::Json::string("userId = :userId OR status = :status"));
    QCOMPARE(model::whyNothing(shop, read), Why::NotForAKey);
    read.expectation = value::Json();
    read.steps.clear();
    QCOMPARE(model::whyNothing(shop, read), Why::NoExpectation);
    QCOMPARE(model::whyNothing(shop, suggestPatternOf(shop, "Ship an order")), Why::SoundChange);
}
