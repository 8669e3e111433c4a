#include "tests/core/session/explain_test.h"

#include "core/connection/embedded_connection.h"
#include "core/engine/engine.h"
#include "core/session/explain.h"
#include "core/session/operation_draft.h"
#include "core/storage/store.h"
#include "core/value/dynamodb_json.h"

using namespace keywright;
using session::Alternative;
using session::Certainty;
using session::Explanation;
using session::Way;
using value::Json;

namespace {

/// 3 customers with 40 orders each, every fourth open; GSI byStatus.
class Orders {
public:
    Orders() : m_engine(storage::Store::open({.folder = "explain", .inMemory = true})), m_connection(m_engine)
    {
        schema::TableDefinition table;
        table.name = "Orders";
        table.key = {{{"customer", schema::KeyType::S}}, {{"placed", schema::KeyType::N}}};
        table.globalIndexes.push_back({"byStatus", {{{"status", schema::KeyType::S}}, {{"placed", schema::KeyType::N}}}, {}, {}});
        table.billingMode = schema::BillingMode::PayPerRequest;
        m_connection.createTable(table);
        for (int i = 0; i < 120; ++i)
            m_connection.putItem({"Orders",
                                  {{"customer", value::AttributeValue("c" + std::to_string(i % 3))},
                                   {"placed", value::AttributeValue::number(i)},
                                   {"status", value::AttributeValue(i % 12 < 3 ? "open" : "sent")},
                                   {"city", value::AttributeValue(i < 6 ? "Ulm" : "Bonn")}},
                                  {}});
    }

    Explanation explain(const std::string &operation, const char *request)
    {
        const session::OperationRun run = session::runOperation(connection(), operation, Json::parse(request));
        if (run.problem)
            qFatal("%s: %s", run.problem->name.c_str(), run.problem->message.c_str());
        return session::explain(connection(), {run});
    }

    double unitsRead()
    {
        double units = 0;
        const capacity::TrafficPlace place{m_connection.describeTable("Orders").number, 0};
        for (const capacity::TrafficSecond &second : m_engine.traffic().recent(place, 0))
            for (const capacity::BucketUnits &bucket : second.buckets)
                units += bucket.readUnits;
        return units;
    }

    connection::Connection &connection() { return m_connection; }
    engine::Engine &engine() { return m_engine; }

private:
    engine::Engine m_engine;
    connection::EmbeddedConnection m_connection;
};

/// Tells no more than a service does.
class Tightlipped : public connection::EmbeddedConnection {
public:
    using EmbeddedConnection::EmbeddedConnection;
    connection::Insight *insight() override { return nullptr; }
};

const Alternative *find(const Explanation &explanation, Way way, const std::string &place)
{
    for (const Alternative &each : explanation.alternatives)
        if (each.way == way && each.place == place)
            return &each;
    return nullptr;
}

constexpr char kFiltered[] = "{\"TableName\": \"Orders\", \"KeyConditionExpression\": \"customer = :c\", \"FilterExpression\": "
                             "\"#status = :s\", \"ExpressionAttributeNames\": {\"#status\": \"status\"}, "
                             "\"ExpressionAttributeValues\": {\":c\": {\"S\": \"c0\"}, \":s\": {\"S\": \"open\"}}, "
                             "\"ReturnConsumedCapacity\": \"INDEXES\"}";
constexpr char kScanned[] = "{\"TableName\": \"Orders\", \"FilterExpression\": \"city = :u\", "
                            "\"ExpressionAttributeValues\": {\":u\": {\"S\": \"Ulm\"}}}";

} // namespace

void ExplainTest::tellsAFilterFromAKeyCondition()
{
    Orders orders;
    const Explanation explanation = orders.explain("Query", kFiltered);
    QCOMPARE(explanation.reads.size(), std::size_t(1));
    const session::ExplainedRead &read = explanation.reads.front();
    QCOMPARE(read.keyCondition, std::string("customer = c0"));
    QCOMPARE(read.filter, std::string("status = open"));
    QCOMPARE(*read.placeItems, 120);
    QCOMPARE(read.read, 40);
    QCOMPARE(read.returned, 10);
    QVERIFY(read.itemsAreKnown);
    QCOMPARE(read.items.size(), std::size_t(40));
    QCOMPARE(std::count_if(read.items.begin(), read.items.end(), [](const auto &item) { return item.isReturned; }), 10);
    QCOMPARE(read.collections, std::size_t(1));
    QVERIFY(read.partitions >= 1);
    QCOMPARE(read.touchedPartitions.size(), std::size_t(1));
    QCOMPARE(explanation.consumed.size(), std::size_t(1));
    QCOMPARE(explanation.consumed.front().total(), 0.5);
}

void ExplainTest::namesTheIndexThatWouldAnswer()
{
    Orders orders;
    const Explanation explanation =
        orders.explain("Scan",
                       "{\"TableName\": \"Orders\", \"FilterExpression\": \"#status = :s AND placed < :p\", \"ExpressionAttributeNames\": "
                       "{\"#status\": \"status\"}, \"ExpressionAttributeValues\": {\":s\": {\"S\": \"open\"}, \":p\": {\"N\": \"24\"}}}");
    QCOMPARE(explanation.reads.front().read, 120);
    QCOMPARE(explanation.reads.front().touchedPartitions.size(), explanation.reads.front().partitions);
    const Alternative *asRun = find(explanation, Way::AsRun, "Orders");
    const Alternative *query = find(explanation, Way::Query, "byStatus");
    QVERIFY(asRun && query);
    QCOMPARE(asRun->read, 120);
    QCOMPARE(query->keyCondition, std::string("status = open AND placed < 24"));
    QVERIFY(query->filter.empty());
    QCOMPARE(query->read, 6);
    QCOMPARE(query->returned, asRun->returned);
    QCOMPARE(query->certainty, Certainty::Looked);
    QVERIFY(query->units < asRun->units);
}

void ExplainTest::namesTheIndexThatIsMissing()
{
    Orders orders;
    const Explanation explanation = orders.explain("Scan", kScanned);
    const Alternative *index = find(explanation, Way::NewIndex, "city");
    QVERIFY(index);
    QCOMPARE(index->read, 6);
    QCOMPARE(index->returned, 6);
    QCOMPARE(index->certainty, Certainty::Estimated);
}

void ExplainTest::explainsEachReadOfAStatement()
{
    Orders orders;
    const Explanation one =
        orders.explain("ExecuteStatement", "{\"Statement\": \"SELECT * FROM Orders WHERE customer = 'c1' AND city = 'Ulm'\"}");
    QCOMPARE(one.reads.size(), std::size_t(1));
    QCOMPARE(one.reads.front().operation, std::string("Query"));
    QCOMPARE(one.reads.front().read, 40);
    QCOMPARE(one.reads.front().returned, 2);
    const Explanation two =
        orders.explain("ExecuteStatement", "{\"Statement\": \"SELECT * FROM Orders WHERE customer IN ['c0', 'c1'] AND placed < 6\"}");
    QCOMPARE(two.reads.size(), std::size_t(2));
}

void ExplainTest::looksWithoutTraffic()
{
    Orders orders;
    const session::OperationRun run = session::runOperation(orders.connection(), "Scan", Json::parse(kScanned));
    const double before = orders.unitsRead();
    QVERIFY(before > 0);
    session::explain(orders.connection(), {run});
    QCOMPARE(orders.unitsRead(), before);
}

void ExplainTest::marksWhatAServiceDoesNotTell()
{
    Orders orders;
    Tightlipped remote(orders.engine());
    const session::OperationRun run = session::runOperation(remote, "Query", Json::parse(kFiltered));
    const Explanation explanation = session::explain(remote, {run});
    const session::ExplainedRead &read = explanation.reads.front();
    QCOMPARE(read.read, 40);
    QCOMPARE(read.returned, 10);
    QVERIFY(!read.itemsAreKnown);
    QVERIFY(!read.placeIsExact);
    QCOMPARE(read.partitions, std::size_t(0));
    const Alternative *asRun = find(explanation, Way::AsRun, "Orders");
    const Alternative *query = find(explanation, Way::Query, "byStatus");
    const Alternative *scan = find(explanation, Way::Scan, "Orders");
    QVERIFY(asRun && query && scan);
    QCOMPARE(asRun->certainty, Certainty::Measured);
    QCOMPARE(asRun->units, 0.5);
    QCOMPARE(query->certainty, Certainty::Unknown);
    QCOMPARE(scan->certainty, Certainty::Estimated);
    QCOMPARE(scan->read, 120);
}
