#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <QObject>
#include <QTest>

#include "core/value/json.h"
#include "tests/core/service/service_in_memory.h"

using namespace keywright;
using value::Json;

/// Whoever follows LastEvaluatedKey to its end gets every item once.
class PagingTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aQueryEndsItsPagesAtOneMegabyte();
    void aLimitMakesSmallerPagesOfTheSameItems();
    void aQueryBackwardsIsTheSameTheOtherWayRound();
    void anIndexPagesByItsOwnAndTheTablesKey();
    void segmentsOfAScanHaveNothingInCommon();
    void aFilterMayLeavePagesEmpty();
    void aBatchOfGetsLeavesWhatGoesBeyondSixteenMegabytes();

private:
    std::vector<std::string> sortKeysOf(const std::string &operation, const std::string &members, int *pages = nullptr);

    std::unique_ptr<test::ServiceInMemory> m_service;
    std::vector<std::string> m_all; ///< the sort keys, in order
};

namespace {

constexpr int kItems = 60;

std::string sortKey(int number)
{
    std::string digits = std::to_string(number);
    return std::string(3 - digits.size(), '0') + digits;
}

} // namespace

void PagingTest::init()
{
    m_service = std::make_unique<test::ServiceInMemory>();
    m_service->body(
        "CreateTable",
        "{\"TableName\": \"Table\", \"BillingMode\": \"PAY_PER_REQUEST\", \"AttributeDefinitions\": ["
        "{\"AttributeName\": \"pk\", \"AttributeType\": \"S\"}, {\"AttributeName\": \"sk\", \"AttributeType\": \"S\"}, "
        "{\"AttributeName\": \"g\", \"AttributeType\": \"S\"}], "
        "\"KeySchema\": [{\"AttributeName\": \"pk\", \"KeyType\": \"HASH\"}, {\"AttributeName\": \"sk\", \"KeyType\": \"RANGE\"}], "
        "\"GlobalSecondaryIndexes\": [{\"IndexName\": \"same\", \"Projection\": {\"ProjectionType\": \"ALL\"}, "
        "\"KeySchema\": [{\"AttributeName\": \"g\", \"KeyType\": \"HASH\"}]}]}");
    m_all.clear();
    constexpr std::size_t kFiller = 40'000; // 27 items reach one megabyte
    for (int i = 0; i < kItems; ++i) {
        m_service->body("PutItem",
                        "{\"TableName\": \"Table\", \"Item\": {\"pk\": {\"S\": \"p0\"}, \"sk\": {\"S\": \"" + sortKey(i)
                            + "\"}, \"g\": {\"S\": \"one\"}, \"n\": {\"N\": \"" + std::to_string(i) + "\"}, \"filler\": {\"S\": \""
                            + std::string(kFiller, 'x') + "\"}}}");
        m_all.push_back(sortKey(i));
    }
}

std::vector<std::string> PagingTest::sortKeysOf(const std::string &operation, const std::string &members, int *pages)
{
    std::vector<std::string> keys;
    std::string start;
    for (int page = 1; page <= 2 * kItems; ++page) {
        const Json answer = Json::parse(m_service->body(operation, "{\"TableName\": \"Table\"" + members + start + "}"));
        for (const Json &item : answer.find("Items")->elements())
            keys.push_back(item.find("sk")->find("S")->text());
        const Json *last = answer.find("LastEvaluatedKey");
        if (last == nullptr) {
            if (pages != nullptr)
                *pages = page;
            return keys;
        }
        start = ", \"ExclusiveStartKey\": " + last->compact();
    }
    QTest::qFail("the pages do not end", __FILE__, __LINE__);
    return keys;
}

void PagingTest::aQueryEndsItsPagesAtOneMegabyte()
{
    int pages = 0;
    QCOMPARE(
        sortKeysOf("Query", ", \"KeyConditionExpression\": \"pk = :p\", \"ExpressionAttributeValues\": {\":p\": {\"S\": \"p0\"}}", &pages),
        m_all);
    QCOMPARE(pages, 3);
}

void PagingTest::aLimitMakesSmallerPagesOfTheSameItems()
{
    int pages = 0;
    QCOMPARE(sortKeysOf("Query",
                        ", \"Limit\": 7, \"KeyConditionExpression\": \"pk = :p\", \"ExpressionAttributeValues\": {\":p\": {\"S\": \"p0\"}}",
                        &pages),
             m_all);
    QCOMPARE(pages, 9);
}

void PagingTest::aQueryBackwardsIsTheSameTheOtherWayRound()
{
    std::vector<std::string> backwards = m_all;
    std::reverse(backwards.begin(), backwards.end());
    QCOMPARE(sortKeysOf("Query",
                        ", \"ScanIndexForward\": false, \"KeyConditionExpression\": \"pk = :p\", \"ExpressionAttributeValues\": {\":p\": "
                        "{\"S\": \"p0\"}}"),
             backwards);
}

void PagingTest::anIndexPagesByItsOwnAndTheTablesKey()
{
    QCOMPARE(sortKeysOf("Query",
                        ", \"IndexName\": \"same\", \"Limit\": 1, \"KeyConditionExpression\": \"g = :g\", \"ExpressionAttributeValues\": "
                        "{\":g\": {\"S\": \"one\"}}"),
             m_all);
}

void PagingTest::segmentsOfAScanHaveNothingInCommon()
{
    std::vector<std::string> keys;
    for (int segment = 0; segment < 5; ++segment) {
        const auto part = sortKeysOf("Scan", ", \"TotalSegments\": 5, \"Segment\": " + std::to_string(segment) + ", \"Limit\": 4");
        keys.insert(keys.end(), part.begin(), part.end());
    }
    std::sort(keys.begin(), keys.end());
    QCOMPARE(keys, m_all);
}

void PagingTest::aFilterMayLeavePagesEmpty()
{
    int pages = 0;
    const auto keys = sortKeysOf(
        "Scan", ", \"FilterExpression\": \"n = :n\", \"ExpressionAttributeValues\": {\":n\": {\"N\": \"59\"}}, \"Limit\": 10", &pages);
    QCOMPARE(keys, std::vector<std::string>{"059"});
    QVERIFY(pages >= 6);
}

void PagingTest::aBatchOfGetsLeavesWhatGoesBeyondSixteenMegabytes()
{
    constexpr int kLarge = 45;
    constexpr std::size_t kFiller = 400'000; // 41 items stay below 16 megabytes
    std::vector<std::string> wanted;
    Json keys = Json::array();
    for (int i = 0; i < kLarge; ++i) {
        const std::string key = "{\"pk\": {\"S\": \"large\"}, \"sk\": {\"S\": \"" + sortKey(i) + "\"}}";
        m_service->body("PutItem",
                        "{\"TableName\": \"Table\", \"Item\": " + key.substr(0, key.size() - 1) + ", \"filler\": {\"S\": \""
                            + std::string(kFiller, 'x') + "\"}}}");
        keys.append(Json::parse(key));
        wanted.push_back(sortKey(i));
    }

    std::vector<std::string> found;
    int rounds = 0;
    std::string request = "{\"Table\": {\"Keys\": " + keys.compact() + ", \"ProjectionExpression\": \"sk\", \"ConsistentRead\": true}}";
    for (; request != "{}" && rounds < kLarge; ++rounds) {
        const Json answer = Json::parse(m_service->body("BatchGetItem", "{\"RequestItems\": " + request + "}"));
        for (const Json &item : answer.find("Responses")->find("Table")->elements())
            found.push_back(item.find("sk")->find("S")->text());
        const Json &left = *answer.find("UnprocessedKeys");
        if (rounds == 0) {
            QCOMPARE(left.find("Table")->find("ProjectionExpression")->text(), std::string("sk"));
            QVERIFY(left.find("Table")->find("ConsistentRead")->asBoolean());
        }
        request = left.compact();
    }
    QCOMPARE(found, wanted);
    QCOMPARE(rounds, 2);
}

std::unique_ptr<QObject> makePagingTest()
{
    return std::make_unique<PagingTest>();
}

#include "paging_test.moc"
