#include <random>
#include <thread>

#include "tests/core/engine/tables.h"
#include "tests/core/engine/write_requests.h"
#include "tests/support/item_text.h"

using namespace keywright;
using test::errorOf;
using test::item;
using test::textOf;
using test::unitsOf;

namespace {

value::Item accountKey(int number)
{
    return {{"pk", "account-" + std::to_string(number)}};
}

std::unique_ptr<engine::Engine> accounts(int count, int balance)
{
    auto engine = test::engineInMemory();
    engine->createTable(test::table("Accounts", "pk:S"));
    engine->createTable(test::table("Log", "pk:S"));
    for (int i = 0; i < count; ++i) {
        value::Item account = accountKey(i);
        account.set("balance", value::AttributeValue::number(balance));
        engine->putItem({"Accounts", account});
    }
    return engine;
}

std::int64_t balanceOf(const engine::Engine &engine, int number)
{
    std::int64_t balance = 0;
    engine.getItem({"Accounts", accountKey(number), true}).item->find("balance")->get<value::Decimal>()->toInteger(balance);
    return balance;
}

engine::UpdateItemRequest change(int account, int amount)
{
    auto request =
        test::update("Accounts", accountKey(account), "SET balance = balance + :n", R"({":n":{"N":")" + std::to_string(amount) + R"("}})");
    if (amount < 0)
        request.condition = test::condition("balance >= :n", R"({":n":{"N":")" + std::to_string(-amount) + R"("}})");
    return request;
}

engine::TransactWriteRequest transfer(int from, int to, int amount)
{
    return {{change(from, -amount), change(to, amount)}};
}

} // namespace

/// TransactWriteItems and TransactGetItems: all or nothing, isolated, charged double.
class TransactionTest : public QObject {
    Q_OBJECT

private slots:
    void changesAllItemsAtOnce();
    void changesNothingWhenOneConditionFails();
    void checksWithoutChanging();
    void givesTheItemThatFailed();
    void cancelsWhenAnUpdateCannotRun();
    void refusesOneItemTwice();
    void refusesAnItemThatCannotBe();
    void readsAllAtOneMoment();
    void transfersKeepTheTotal();
};

void TransactionTest::changesAllItemsAtOnce()
{
    const auto engine = accounts(2, 100);
    engine::TransactWriteRequest request = transfer(0, 1, 30);
    request.actions.push_back(engine::PutItemRequest{"Log", item(R"({"pk":{"S":"1"},"amount":{"N":"30"}})")});
    const engine::TransactWriteResult result = engine->transactWriteItems(request);
    QVERIFY(!result.cancelled);
    QCOMPARE(balanceOf(*engine, 0), std::int64_t(70));
    QCOMPARE(balanceOf(*engine, 1), std::int64_t(130));
    QCOMPARE(engine->describeTable("Log").itemCount, std::int64_t(1));
    QCOMPARE(result.consumed.size(), std::size_t(2));
    QCOMPARE(unitsOf(result.consumed[0]), std::string("Accounts 4"));
    QCOMPARE(unitsOf(result.consumed[1]), std::string("Log 2"));
}

void TransactionTest::changesNothingWhenOneConditionFails()
{
    const auto engine = accounts(2, 100);
    const engine::TransactWriteResult result = engine->transactWriteItems({{change(1, 500), change(0, -500)}});
    QVERIFY(result.cancelled);
    QCOMPARE(result.reasons[0].code, std::string("None"));
    QCOMPARE(result.reasons[1].code, std::string("ConditionalCheckFailed"));
    QCOMPARE(result.reasons[1].message, std::string("The conditional request failed"));
    QVERIFY(!result.reasons[1].item);
    QCOMPARE(balanceOf(*engine, 0) + balanceOf(*engine, 1), std::int64_t(200));
    QCOMPARE(balanceOf(*engine, 0), std::int64_t(100));
}

void TransactionTest::checksWithoutChanging()
{
    const auto engine = accounts(2, 100);
    const engine::ConditionCheckRequest check{"Accounts", accountKey(0), test::condition("balance = :n", R"({":n":{"N":"100"}})")};
    QVERIFY(!engine->transactWriteItems({{check, change(1, 1)}}).cancelled);
    QCOMPARE(balanceOf(*engine, 0), std::int64_t(100));
    QVERIFY(!engine->transactWriteItems({{change(0, 1)}}).cancelled);
    QVERIFY(engine->transactWriteItems({{check, change(1, 1)}}).cancelled);
    QCOMPARE(balanceOf(*engine, 1), std::int64_t(101));
}

void TransactionTest::givesTheItemThatFailed()
{
    const auto engine = accounts(1, 5);
    engine::UpdateItemRequest withdraw = change(0, -10);
    withdraw.returnItemOnFailure = true;
    const engine::TransactWriteResult result = engine->transactWriteItems({{withdraw}});
    QCOMPARE(textOf(*result.reasons[0].item), std::string(R"({"balance":{"N":"5"},"pk":{"S":"account-0"}})"));
}

void TransactionTest::cancelsWhenAnUpdateCannotRun()
{
    const auto engine = accounts(1, 5);
    const auto broken = test::update("Accounts", accountKey(0), "SET a = missing", "{}");
    const engine::TransactWriteResult result = engine->transactWriteItems({{broken}});
    QCOMPARE(result.reasons[0].code, std::string("ValidationError"));
    QCOMPARE(result.reasons[0].message, std::string("The provided expression refers to an attribute that does not exist in the item"));
}

void TransactionTest::refusesOneItemTwice()
{
    const auto engine = accounts(1, 5);
    QCOMPARE(errorOf([&] {
                 engine->transactWriteItems({{change(0, 1), change(0, 2)}});
             }),
             std::string("ValidationException: Transaction request cannot include multiple operations on one item"));
    QCOMPARE(balanceOf(*engine, 0), std::int64_t(5));
}

void TransactionTest::refusesAnItemThatCannotBe()
{
    const auto engine = accounts(1, 5);
    const auto withItem = [&](const char *text) {
        return engine->transactWriteItems({{change(0, 1), engine::PutItemRequest{"Log", item(text)}}});
    };
    const engine::TransactWriteResult result = withItem(R"({"id":{"S":"1"}})");
    QVERIFY(result.cancelled);
    QCOMPARE(result.reasons[0].code, std::string("None"));
    QCOMPARE(result.reasons[1].code, std::string("ValidationError"));
    QCOMPARE(result.reasons[1].message, std::string("One or more parameter values were invalid: Missing the key pk in the item"));
    QCOMPARE(errorOf([&] { withItem(R"({"pk":{"S":""}})"); }),
             std::string("ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
                         "contain an empty string value. Key: pk"));
    QCOMPARE(balanceOf(*engine, 0), std::int64_t(5));
}

void TransactionTest::readsAllAtOneMoment()
{
    const auto engine = accounts(2, 100);
    const auto results = engine->transactGetItems({{"Accounts", accountKey(1)}, {"Accounts", accountKey(7)}, {"Accounts", accountKey(0)}});
    QCOMPARE(results.size(), std::size_t(3));
    QCOMPARE(textOf(*results[0].item), std::string(R"({"balance":{"N":"100"},"pk":{"S":"account-1"}})"));
    QVERIFY(!results[1].item);
    QCOMPARE(unitsOf(results[0].consumed), std::string("Accounts 2"));
    QCOMPARE(unitsOf(results[1].consumed), std::string("Accounts 2"));
}

/// Serializability: whatever the threads do, no money is made or lost, and no reader ever sees a transfer half done.
void TransactionTest::transfersKeepTheTotal()
{
    constexpr int kAccounts = 5;
    constexpr int kBalance = 100;
    constexpr int kThreads = 4;
    const int transfers = qEnvironmentVariableIsSet("KEYWRIGHT_LONG") ? 5'000 : 300;
    const auto engine = accounts(kAccounts, kBalance);
    std::atomic<bool> done = false;
    std::atomic<int> wrongTotals = 0;
    std::atomic<int> reads = 0;
    {
        std::jthread reader([&] {
            std::vector<engine::GetItemRequest> all;
            for (int i = 0; i < kAccounts; ++i)
                all.push_back({"Accounts", accountKey(i)});
            while (!done || reads == 0) {
                std::int64_t total = 0;
                for (const engine::GetItemResult &result : engine->transactGetItems(all)) {
                    std::int64_t balance = 0;
                    result.item->find("balance")->get<value::Decimal>()->toInteger(balance);
                    total += balance;
                }
                wrongTotals += total == kAccounts * kBalance ? 0 : 1;
                ++reads;
            }
        });
        std::vector<std::jthread> writers;
        for (int thread = 0; thread < kThreads; ++thread)
            writers.emplace_back([&engine, thread, transfers] {
                std::mt19937 random(static_cast<unsigned>(thread));
                for (int i = 0; i < transfers; ++i) {
                    const int from = static_cast<int>(random() % kAccounts);
                    const int to = (from + 1 + static_cast<int>(random() % (kAccounts - 1))) % kAccounts;
                    engine->transactWriteItems(transfer(from, to, static_cast<int>(random() % 40)));
                }
            });
        writers.clear();
        done = true;
    }
    std::int64_t total = 0;
    for (int i = 0; i < kAccounts; ++i) {
        QVERIFY(balanceOf(*engine, i) >= 0);
        total += balanceOf(*engine, i);
    }
    QCOMPARE(total, std::int64_t(kAccounts * kBalance));
    QCOMPARE(wrongTotals.load(), 0);
    QVERIFY(reads > 0);
}

std::unique_ptr<QObject> makeTransactionTest()
{
    return std::make_unique<TransactionTest>();
}

#include "transaction_test.moc"
