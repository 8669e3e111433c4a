#include <memory>
#include <string>

#include <QObject>
#include <QTest>

#include "core/value/json.h"
#include "tests/core/service/service_in_memory.h"

using namespace keywright;
using value::Json;

/// What a client sees when the engine holds it to the limits. Time stands still within a test unless it says so.
class ThrottleTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_service = std::make_unique<test::ServiceInMemory>(true); }

    void aProvisionedTableThrottlesWithTheNameOfItsBillingMode()
    {
        createProvisioned(5, 5);
        QCOMPARE(putsUntilThrottled(), 5);
        const service::Answer refused = put("x");
        QCOMPARE(refused.status, 400);
        const Json body = Json::parse(refused.body);
        QCOMPARE(body.find("__type")->text(), std::string("com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"));
        QCOMPARE(body.find("message")->text(),
                 std::string("The level of configured provisioned throughput for the table was exceeded. Consider increasing your "
                             "provisioning level with the UpdateTable API."));
        const Json &reason = body.find("ThrottlingReasons")->elements().front();
        QCOMPARE(reason.find("reason")->text(), std::string("TableWriteProvisionedThroughputExceeded"));
        QVERIFY(reason.find("resource")->text().ends_with(":table/Table"));
    }

    void theNextSecondServesAgainAndIdleSecondsAreKeptForABurst()
    {
        createProvisioned(5, 5);
        putsUntilThrottled();
        m_service->setTime(m_service->time() + 1'000);
        QCOMPARE(putsUntilThrottled(), 5);
        m_service->setTime(m_service->time() + 11'000);
        QCOMPARE(putsUntilThrottled(), 5 + 50); // ten idle seconds
    }

    void readsAndWritesHaveTheirOwnLimits()
    {
        createProvisioned(5, 5);
        putsUntilThrottled();
        const std::string get = "{\"TableName\": \"Table\", \"Key\": {\"pk\": {\"S\": \"0\"}}, \"ConsistentRead\": true}";
        for (int i = 0; i < 5; ++i)
            QCOMPARE(m_service->answer("GetItem", get).status, 200);
        const service::Answer refused = m_service->answer("GetItem", get);
        QVERIFY(refused.body.find("TableReadProvisionedThroughputExceeded") != std::string::npos);
        for (const char *read : {"Scan", "Query"}) {
            std::string body = "{\"TableName\": \"Table\"";
            if (std::string_view(read) == "Query")
                body += ", \"KeyConditionExpression\": \"pk = :p\", \"ExpressionAttributeValues\": {\":p\": {\"S\": \"0\"}}";
            QVERIFY(m_service->answer(read, body + "}").body.find("ProvisionedThroughputExceededException") != std::string::npos);
        }
    }

    void anOnDemandTableThrottlesItsHotKeyWithAThrottlingException()
    {
        createOnDemand();
        const std::string filler(99'000, 'x'); // 97 units a write
        const auto putLarge = [&](const std::string &key) {
            return m_service->answer(
                "PutItem", "{\"TableName\": \"Table\", \"Item\": {\"pk\": {\"S\": \"" + key + "\"}, \"f\": {\"S\": \"" + filler + "\"}}}");
        };
        int served = 0;
        service::Answer last = putLarge("hot");
        for (; last.status == 200 && served < 100; ++served)
            last = putLarge("hot");
        QCOMPARE(served, 11); // 11 times 97 is the first above a partition's 1,000
        const Json body = Json::parse(last.body);
        QVERIFY(body.find("__type")->text().ends_with("#ThrottlingException"));
        QVERIFY(body.find("message")->text().starts_with("Throughput exceeds the current capacity of your table or index."));
        QCOMPARE(body.find("ThrottlingReasons")->elements().front().find("reason")->text(),
                 std::string("TableWriteKeyRangeThroughputExceeded"));
        // Other partitions go on; these two keys lie in others.
        int elsewhere = 0;
        for (const char *key : {"a", "b", "c", "d"})
            elsewhere += putLarge(key).status == 200 ? 1 : 0;
        QVERIFY(elsewhere > 0);
    }

    void anIndexWithoutWriteCapacityThrottlesItsTable()
    {
        m_service->body("CreateTable",
                        "{\"TableName\": \"Table\", \"AttributeDefinitions\": [{\"AttributeName\": \"pk\", \"AttributeType\": \"S\"}, "
                        "{\"AttributeName\": \"g\", \"AttributeType\": \"S\"}], "
                        "\"KeySchema\": [{\"AttributeName\": \"pk\", \"KeyType\": \"HASH\"}], "
                        "\"ProvisionedThroughput\": {\"ReadCapacityUnits\": 50, \"WriteCapacityUnits\": 50}, "
                        "\"GlobalSecondaryIndexes\": [{\"IndexName\": \"ByG\", \"Projection\": {\"ProjectionType\": \"ALL\"}, "
                        "\"KeySchema\": [{\"AttributeName\": \"g\", \"KeyType\": \"HASH\"}], "
                        "\"ProvisionedThroughput\": {\"ReadCapacityUnits\": 5, \"WriteCapacityUnits\": 2}}]}");
        const auto putWith = [&](int i) {
            return m_service->answer("PutItem",
                                     "{\"TableName\": \"Table\", \"Item\": {\"pk\": {\"S\": \"" + std::to_string(i)
                                         + "\"}, \"g\": {\"S\": \"" + std::to_string(i) + "\"}}}");
        };
        QCOMPARE(putWith(0).status, 200);
        QCOMPARE(putWith(1).status, 200);
        const Json body = Json::parse(putWith(2).body);
        QVERIFY(body.find("__type")->text().ends_with("#ProvisionedThroughputExceededException"));
        const Json &reason = body.find("ThrottlingReasons")->elements().front();
        QCOMPARE(reason.find("reason")->text(), std::string("IndexWriteProvisionedThroughputExceeded"));
        QVERIFY(reason.find("resource")->text().ends_with(":table/Table/index/ByG"));
        QCOMPARE(put("not in the index").status, 200);
        const std::string missing = m_service->body("GetItem", "{\"TableName\": \"Table\", \"Key\": {\"pk\": {\"S\": \"2\"}}}");
        QCOMPARE(missing, std::string("{}")); // nothing of it was written
    }

    void aBatchGivesBackWhatWasThrottled()
    {
        createProvisioned(5, 5);
        std::string writes;
        for (int i = 0; i < 8; ++i)
            writes += std::string(i > 0 ? ", " : "") + "{\"PutRequest\": {\"Item\": {\"pk\": {\"S\": \"" + std::to_string(i) + "\"}}}}";
        const Json first = Json::parse(m_service->body("BatchWriteItem", "{\"RequestItems\": {\"Table\": [" + writes + "]}}"));
        const auto &left = first.find("UnprocessedItems")->find("Table")->elements();
        QCOMPARE(left.size(), std::size_t{3});
        QCOMPARE(left.front().find("PutRequest")->find("Item")->find("pk")->find("S")->text(), std::string("5"));
        const service::Answer none = m_service->answer("BatchWriteItem", "{\"RequestItems\": {\"Table\": [" + writes + "]}}");
        QVERIFY(none.body.find("ProvisionedThroughputExceededException") != std::string::npos);
        const Json read = Json::parse(m_service->body("BatchGetItem",
                                                      "{\"RequestItems\": {\"Table\": {\"ConsistentRead\": true, \"Keys\": ["
                                                      "{\"pk\": {\"S\": \"0\"}}, {\"pk\": {\"S\": \"1\"}}, {\"pk\": {\"S\": \"2\"}}, "
                                                      "{\"pk\": {\"S\": \"3\"}}, {\"pk\": {\"S\": \"4\"}}, {\"pk\": {\"S\": \"5\"}}]}}}"));
        QCOMPARE(read.find("UnprocessedKeys")->find("Table")->find("Keys")->elements().size(), std::size_t{1});
        QCOMPARE(read.find("Responses")->find("Table")->elements().size(), std::size_t{5});
    }

    void aThrottledTransactionIsCancelledWithItsReasonAndWritesNothing()
    {
        createProvisioned(50, 3);
        std::string actions;
        for (const char *key : {"a", "b", "c"})
            actions += std::string(actions.empty() ? "" : ", ") + "{\"Put\": {\"TableName\": \"Table\", \"Item\": {\"pk\": {\"S\": \"" + key
                + "\"}}}}";
        const Json body = Json::parse(m_service->answer("TransactWriteItems", "{\"TransactItems\": [" + actions + "]}").body);
        QVERIFY(body.find("__type")->text().ends_with("#TransactionCanceledException"));
        const auto &reasons = body.find("CancellationReasons")->elements();
        QCOMPARE(reasons.back().find("Code")->text(), std::string("ProvisionedThroughputExceeded"));
        QCOMPARE(m_service->body("GetItem", "{\"TableName\": \"Table\", \"Key\": {\"pk\": {\"S\": \"a\"}}}"), std::string("{}"));
    }

    void withoutTheOptionNothingIsThrottled()
    {
        m_service = std::make_unique<test::ServiceInMemory>();
        createProvisioned(1, 1);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(put(std::to_string(i)).status, 200);
    }

private:
    void createProvisioned(int reads, int writes)
    {
        m_service->body("CreateTable",
                        "{\"TableName\": \"Table\", " + key() + "\"ProvisionedThroughput\": {\"ReadCapacityUnits\": "
                            + std::to_string(reads) + ", \"WriteCapacityUnits\": " + std::to_string(writes) + "}}");
    }

    void createOnDemand()
    {
        m_service->body("CreateTable", "{\"TableName\": \"Table\", " + key() + "\"BillingMode\": \"PAY_PER_REQUEST\"}");
    }

    static std::string key()
    {
        return "\"AttributeDefinitions\": [{\"AttributeName\": \"pk\", \"AttributeType\": \"S\"}], "
               "\"KeySchema\": [{\"AttributeName\": \"pk\", \"KeyType\": \"HASH\"}], ";
    }

    service::Answer put(const std::string &key)
    {
        return m_service->answer("PutItem", "{\"TableName\": \"Table\", \"Item\": {\"pk\": {\"S\": \"" + key + "\"}}}");
    }

    int putsUntilThrottled()
    {
        int served = 0;
        while (served < 1'000 && put(std::to_string(served)).status == 200)
            ++served;
        return served;
    }

    std::unique_ptr<test::ServiceInMemory> m_service;
};

std::unique_ptr<QObject> makeThrottleTest()
{
    return std::make_unique<ThrottleTest>();
}

#include "throttle_test.moc"
