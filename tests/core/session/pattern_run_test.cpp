#include "tests/core/session/pattern_run_test.h"

#include <functional>

#include "core/model/model_reader.h"
#include "core/session/pattern_run.h"
#include "core/session/workspace.h"
#include "tests/core/session/articles.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using session::Arguments;
using session::PatternRun;
using session::RunStatus;
using session::Workspace;

using PatternChange = std::function<void(model::AccessPattern &)>;
Q_DECLARE_METATYPE(PatternChange)

namespace {

/// The sample in memory, loaded anew for each test that writes.
class Sample {
public:
    Sample() : Sample(model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json")) { }
    explicit Sample(const model::Model &model) : m_workspace(Workspace::inMemory(model)) { m_workspace->load(); }

    const model::AccessPattern &pattern(const std::string &name) const
    {
        const model::AccessPattern *found = m_workspace->model().findAccessPattern(name);
        if (found == nullptr)
            qFatal("the sample has no access pattern %s", name.c_str());
        return *found;
    }

    PatternRun run(const model::AccessPattern &pattern) { return run(pattern, session::exampleArguments(pattern)); }
    PatternRun run(const model::AccessPattern &pattern, const Arguments &arguments)
    {
        return session::runPattern(m_workspace->connection(), m_workspace->model(), pattern, arguments);
    }

    connection::Connection &connection() { return m_workspace->connection(); }

private:
    std::unique_ptr<Workspace> m_workspace;
};

std::vector<std::string> texts(const std::vector<value::Item> &items, const std::string &attribute)
{
    std::vector<std::string> all;
    for (const value::Item &item : items)
        all.push_back(*item.find(attribute)->get<std::string>());
    return all;
}

} // namespace

void PatternRunTest::runsTheSamplesPatterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("items");
    QTest::addColumn<double>("units");
    QTest::newRow("get") << "Product by id" << 1 << 0.5;
    QTest::newRow("two gets") << "User of an e-mail address" << 1 << 2.0;
    QTest::newRow("item collection") << "Order with its items, payments and parcels" << 7 << 0.5;
    QTest::newRow("begins_with") << "Cart of a user" << 5 << 0.5;
    QTest::newRow("between") << "Orders of a user in a period" << 4 << 0.5;
    QTest::newRow("newest first with a limit") << "Orders of a user, newest first" << 10 << 0.5;
    QTest::newRow("numeric sort key") << "Products of a category, cheapest first" << 6 << 0.5;
    QTest::newRow("less or equal") << "Critical reviews of a product" << 3 << 0.5;
    QTest::newRow("fan-out over a sparse index") << "Open orders of a status" << 6 << 2.0;
    QTest::newRow("put") << "Put a product in the cart" << 0 << 1.0;
}

void PatternRunTest::runsTheSamplesPatterns()
{
    QFETCH(QString, pattern);
    QFETCH(int, items);
    QFETCH(double, units);
    Sample sample;
    const PatternRun run = sample.run(sample.pattern(pattern.toStdString()));
    QCOMPARE(QString::fromStdString(run.message), QString());
    QCOMPARE(run.status, RunStatus::Ran);
    QCOMPARE(static_cast<int>(run.itemCount()), items);
    QCOMPARE(run.capacityUnits(), units);
}

void PatternRunTest::givesItemsInOrder()
{
    Sample sample;
    std::vector<std::string> placed = texts(sample.run(sample.pattern("Orders of a user, newest first")).steps.back().items, "placedAt");
    QVERIFY(placed.size() > 1);
    QVERIFY(std::is_sorted(placed.rbegin(), placed.rend()));
}

void PatternRunTest::usesTheResultOfAnEarlierStep()
{
    Sample sample;
    const PatternRun run = sample.run(sample.pattern("User of an e-mail address"));
    QCOMPARE(run.steps.size(), std::size_t(2));
    QCOMPARE(texts(run.steps[0].items, "userId"), texts(run.steps[1].items, "userId"));
    QCOMPARE(texts(run.steps[1].items, "type"), std::vector<std::string>{"User"});
}

void PatternRunTest::fansOutOverShards()
{
    Sample sample;
    model::AccessPattern pattern = sample.pattern("Open orders of a status");
    const PatternRun whole = sample.run(pattern);
    pattern.steps.front().fanOut->count = 1;
    const PatternRun first = sample.run(pattern);
    QVERIFY(first.itemCount() < whole.itemCount());
    QCOMPARE(whole.steps.front().consumed.globalIndexUnits.at("GSI3"), 2.0);
}

void PatternRunTest::completesAnItemFromItsEntity()
{
    Sample sample;
    const PatternRun run = sample.run(sample.pattern("Put a product in the cart"));
    QCOMPARE(run.status, RunStatus::Ran);
    const Arguments arguments = session::exampleArguments(sample.pattern("Put a product in the cart"));
    const std::string userId = *arguments.at("userId").get<std::string>();
    const std::string productId = *arguments.at("productId").get<std::string>();
    engine::GetItemRequest request{"OnlineShop", {{"PK", "USER#" + userId}, {"SK", "CART#" + productId}}, true};
    const auto stored = sample.connection().getItem(request).item;
    QVERIFY(stored.has_value());
    QCOMPARE(*stored->find("type"), value::AttributeValue("CartItem"));
}

void PatternRunTest::readsABatch()
{
    Sample sample;
    const PatternRun run = sample.run(sample.pattern("Compare products of a category in a price range"));
    QCOMPARE(run.steps.size(), std::size_t(2));
    QCOMPARE(texts(run.steps[1].items, "productId"), texts(run.steps[0].items, "productId"));
    QVERIFY(run.steps[1].items.front().size() > run.steps[0].items.front().size());
}

void PatternRunTest::filtersWhatItRead()
{
    Sample sample;
    const PatternRun run = sample.run(sample.pattern("Orders of a user with a status"));
    QCOMPARE(run.itemCount(), std::int64_t(2));
    QCOMPARE(run.steps.front().scannedCount, std::int64_t(13));
}

void PatternRunTest::makesATransaction()
{
    Sample sample;
    const model::AccessPattern &pattern = sample.pattern("Check out: turn the cart into an order");
    const std::string userId = *session::exampleArguments(pattern).at("userId").get<std::string>();
    const std::string orderId = *session::exampleArguments(pattern).at("orderId").get<std::string>();
    const PatternRun run = sample.run(pattern);
    QCOMPARE(QString::fromStdString(run.message), QString());
    QCOMPARE(run.writtenCount(), std::int64_t(10));

    engine::QueryRequest order;
    order.table = "OnlineShop";
    order.keyCondition.terms = {{"PK", expression::KeyOperator::Equal, {"ORDER#" + orderId}}};
    QCOMPARE(sample.connection().query(order).items.size(), std::size_t(4));
    engine::QueryRequest cart;
    cart.table = "OnlineShop";
    cart.keyCondition.terms = {{"PK", expression::KeyOperator::Equal, {"USER#" + userId}},
                               {"SK", expression::KeyOperator::BeginsWith, {"CART#"}}};
    QVERIFY(sample.connection().query(cart).items.empty());

    const PatternRun again = sample.run(pattern);
    QCOMPARE(again.status, RunStatus::Failed);
    QCOMPARE(again.message, std::string("TransactionCanceledException: action 1 ConditionalCheckFailed (The conditional request failed)"));
}

void PatternRunTest::everyPatternOfTheSampleRuns()
{
    const model::Model model = model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
    for (const model::AccessPattern &pattern : model.accessPatterns) {
        Sample sample;
        const PatternRun run = sample.run(pattern);
        QVERIFY2(run.status == RunStatus::Ran, (pattern.name + ": " + run.message).c_str());
        QVERIFY2(run.itemCount() + run.writtenCount() > 0, pattern.name.c_str());
    }
}

void PatternRunTest::saysWhyATransactionWasCancelled()
{
    Sample sample;
    model::AccessPattern pattern = sample.pattern("Ship an order");
    pattern.steps.front().parts[0].condition = "attribute_not_exists(PK)";
    pattern.steps.front().parts[1].condition = "attribute_exists(PK)";
    const PatternRun run = sample.run(pattern);
    QCOMPARE(run.message,
             std::string("TransactionCanceledException: action 1 ConditionalCheckFailed (The conditional request failed) "
                         "action 2 ConditionalCheckFailed (The conditional request failed)"));
    QCOMPARE(run.writtenCount(), std::int64_t(0));
}

void PatternRunTest::searchesVectors()
{
    Sample sample(test::articles());
    const PatternRun run = sample.run(sample.pattern(test::kLikeThis));
    QCOMPARE(QString::fromStdString(run.message), QString());
    const session::StepRun &step = run.steps.front();
    QCOMPARE(step.place, std::string("ByMeaning"));
    QCOMPARE(texts(step.items, "articleId"), (std::vector<std::string>{"a1", "a3"}));
    QVERIFY(step.scores.front() < step.scores.back());
    QCOMPARE(step.consumed.vectorSearchBytes.at("ByMeaning"), 1024.0);
    QCOMPARE(step.consumed.total(), 0.0);
}

void PatternRunTest::saysWhatASearchLacks()
{
    Sample sample(test::articles());
    model::AccessPattern pattern = sample.pattern(test::kLikeThis);
    model::Operation &search = pattern.steps.front().operation;
    search.keyCondition.clear();
    search.filter.clear();
    QCOMPARE(sample.run(pattern).message,
             std::string("ValidationException: SearchConditionExpression must be provided when SearchSchema has a HASH key"));
    search.limit.reset();
    QCOMPARE(sample.run(pattern).message, std::string("The search does not say how many items it gives; set its limit."));
    search.searchVector.reset();
    QCOMPARE(sample.run(pattern).message, std::string("The search has no vector to compare items with."));
}

void PatternRunTest::saysWhatFailed_data()
{
    QTest::addColumn<PatternChange>("change");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, PatternChange change, const char *message) { QTest::newRow(name) << change << QString(message); };
    row(
        "parameter without a value", [](model::AccessPattern &pattern) { pattern.parameters.clear(); },
        "A value of \"PRODUCT#{productId}\" is missing: give the parameter an example, or check that the earlier step finds an item.");
    row(
        "table that is not there", [](model::AccessPattern &pattern) { pattern.steps[0].operation.table = "Nowhere"; },
        "ResourceNotFoundException: Requested resource not found");
    row(
        "filter that does not parse",
        [](model::AccessPattern &pattern) {
            pattern.steps[0].operation.kind = model::OperationKind::Scan;
            pattern.steps[0].operation.filter = "price >";
        },
        "ValidationException: Invalid FilterExpression: Syntax error; token: \"<EOF>\", near: \">\"");
    row(
        "value of an expression that is not there",
        [](model::AccessPattern &pattern) {
            pattern.steps[0].operation.kind = model::OperationKind::Scan;
            pattern.steps[0].operation.filter = "price > :least";
        },
        "A value of \"{least}\" is missing: give the parameter an example, or check that the earlier step finds an item.");
    row(
        "key that does not fit", [](model::AccessPattern &pattern) { pattern.steps[0].operation.key.pop_back(); },
        "ValidationException: The provided key element does not match the schema");
}

void PatternRunTest::saysWhatFailed()
{
    QFETCH(PatternChange, change);
    QFETCH(QString, message);
    Sample sample;
    model::AccessPattern pattern = sample.pattern("Product by id");
    change(pattern);
    const PatternRun run = sample.run(pattern);
    QCOMPARE(QString::fromStdString(run.message), message);
    QCOMPARE(run.status, RunStatus::Failed);
}
