#include "tests/core/connection/connections_agree_test.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "core/connection/connection_error.h"
#include "core/connection/embedded_connection.h"
#include "core/connection/refused_call.h"
#include "core/connection/remote_connection.h"
#include "core/engine/engine.h"
#include "core/service/endpoint.h"
#include "tests/core/connection/operations_to_compare.h"
#include "tests/support/item_text.h"

using namespace keywright;
using connection::AccessKey;
using connection::ConnectionError;
using connection::EmbeddedConnection;
using connection::RemoteConnection;

namespace {

const AccessKey kKey{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "a session token"};

/// With a clock that stands still and ids that count, so that two of them do the same.
std::unique_ptr<engine::Engine> predictableEngine()
{
    storage::StoreOptions store;
    store.folder = "connection-test";
    store.inMemory = true;
    engine::EngineOptions options;
    options.clock = [] { return std::int64_t(1'795'251'600'000); };
    options.newId = [next = std::make_shared<std::atomic<int>>(0)] {
        const std::string id = std::to_string(++*next);
        constexpr std::size_t kDigits = 32;
        return std::string(kDigits - id.size(), '0') + id;
    };
    return std::make_unique<engine::Engine>(storage::Store::open(store), options);
}

/// An engine behind an endpoint that demands kKey's signature.
class ServedEngine {
public:
    ServedEngine()
        : m_engine(predictableEngine()), m_endpoint(options(), [this](const service::Caller &) -> engine::Engine & { return *m_engine; })
    {
        m_endpoint.start();
    }

    RemoteConnection connectionWith(const AccessKey &key) const { return RemoteConnection({m_endpoint.url(), "eu-central-1", key, {}}); }
    engine::Engine &engine() { return *m_engine; }

private:
    static service::EndpointOptions options()
    {
        service::EndpointOptions options;
        options.port = 0;
        options.threads = 2;
        options.credentials = service::Credentials{{kKey.id, {kKey.secret, kKey.sessionToken}}};
        return options;
    }

    std::unique_ptr<engine::Engine> m_engine;
    service::Endpoint m_endpoint;
};

std::string outcome(const test::OperationToCompare &operation, connection::Connection &connection)
{
    try {
        return operation.run(connection);
    } catch (const engine::ServiceError &error) {
        return "refused: " + error.name() + ": " + error.what();
    }
}

std::string answerTo(const std::string &operation, const std::string &request, connection::Connection &connection)
{
    try {
        return connection.call(operation, value::Json::parse(request)).compact();
    } catch (const connection::RefusedCall &refused) {
        return "refused: " + refused.name() + ": " + refused.what() + " " + refused.body().compact();
    }
}

std::string refusalOf(RemoteConnection connection, ConnectionError::Kind kind)
{
    try {
        connection.listTables();
    } catch (const ConnectionError &error) {
        return error.kind() == kind ? error.what() : std::string("another kind: ") + error.what();
    }
    return "accepted";
}

} // namespace

void ConnectionsAgreeTest::anOperationGivesTheSame_data()
{
    QTest::addColumn<std::size_t>("number");
    for (std::size_t i = 0; i < test::operationsToCompare().size(); ++i)
        QTest::newRow(test::operationsToCompare()[i].name) << i;
}

void ConnectionsAgreeTest::anOperationGivesTheSame()
{
    QFETCH(std::size_t, number);
    const test::OperationToCompare &operation = test::operationsToCompare()[number];
    ServedEngine served;
    RemoteConnection remote = served.connectionWith(kKey);
    const auto engine = predictableEngine();
    EmbeddedConnection embedded(*engine);
    test::makeTables(remote);
    test::makeTables(embedded);

    const std::string expected = outcome(operation, embedded);
    QVERIFY(!expected.empty());
    QCOMPARE(QString::fromStdString(outcome(operation, remote)).split('\n'), QString::fromStdString(expected).split('\n'));
}

void ConnectionsAgreeTest::aRequestAsJsonIsAnsweredTheSame_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("request");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *operation, const QString &request, const char *part) {
        QTest::newRow(name) << operation << request << part;
    };
    const QString key = "{\"customer\":{\"S\":\"ann\"},\"order\":{\"N\":\"1\"}}";
    const QString nobody = "{\"customer\":{\"S\":\"nobody\"},\"order\":{\"N\":\"1\"}}";
    row("GetItem", "GetItem", "{\"TableName\":\"Orders\",\"Key\":" + key + ",\"ReturnConsumedCapacity\":\"INDEXES\"}", "\"Item\":{");
    row("Scan, one page", "Scan", "{\"TableName\":\"Orders\",\"Limit\":2}", "\"LastEvaluatedKey\":{");
    row("statement", "ExecuteStatement", "{\"Statement\":\"SELECT * FROM Orders WHERE customer = ?\",\"Parameters\":[{\"S\":\"ann\"}]}",
        "\"Items\":[{");
    row("write that returns", "DeleteItem", "{\"TableName\":\"Orders\",\"Key\":" + key + ",\"ReturnValues\":\"ALL_OLD\"}",
        "\"Attributes\":{");
    row("list of tables", "ListTables", "{}", "[\"Log\",\"Orders\"]");
    row("table that is not there", "Scan", "{\"TableName\":\"Nowhere\"}", "refused: ResourceNotFoundException");
    row("condition that fails", "DeleteItem",
        "{\"TableName\":\"Orders\",\"Key\":" + key
            + ",\"ConditionExpression\":\"attribute_not_exists(customer)\","
              "\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"}",
        "\"Item\":{");
    row("transaction that is cancelled", "TransactWriteItems",
        "{\"TransactItems\":[{\"Delete\":{\"TableName\":\"Orders\",\"Key\":" + key
            + "}},{\"ConditionCheck\":{\"TableName\":\"Orders\",\"Key\":" + nobody
            + ",\"ConditionExpression\":\"attribute_exists(customer)\"}}]}",
        "\"CancellationReasons\":[{\"Code\":\"None\"}");
    row("member of another kind", "Scan", "{\"TableName\":7}", "refused: SerializationException");
    row("operation that there is none of", "Fetch", "{}", "refused: UnknownOperationException");
}

void ConnectionsAgreeTest::aRequestAsJsonIsAnsweredTheSame()
{
    QFETCH(QString, operation);
    QFETCH(QString, request);
    QFETCH(QString, part);
    ServedEngine served;
    RemoteConnection remote = served.connectionWith(kKey);
    const auto engine = predictableEngine();
    EmbeddedConnection embedded(*engine);
    test::makeTables(remote);
    test::makeTables(embedded);
    const std::string expected = answerTo(operation.toStdString(), request.toStdString(), embedded);
    QVERIFY2(QString::fromStdString(expected).contains(part), expected.c_str());
    QCOMPARE(answerTo(operation.toStdString(), request.toStdString(), remote), expected);
}

void ConnectionsAgreeTest::theEndpointVerifiesTheSignature()
{
    ServedEngine served;
    RemoteConnection remote = served.connectionWith(kKey);
    test::makeTables(remote);
    QCOMPARE(served.engine().listTables(), (std::vector<std::string>{"Log", "Orders"}));
}

void ConnectionsAgreeTest::aWrongSecretIsSaidWithoutShowingIt()
{
    const ServedEngine served;
    const std::string secret = "another secret of some length";
    const std::string message = refusalOf(served.connectionWith({kKey.id, secret, kKey.sessionToken}), ConnectionError::Kind::Credentials);
    QVERIFY2(message.find("does not accept the access key: InvalidSignatureException") != std::string::npos, message.c_str());
    QVERIFY(message.find(secret) == std::string::npos);
}

void ConnectionsAgreeTest::anUnknownKeyIsSaid()
{
    const ServedEngine served;
    for (const AccessKey &key : {AccessKey{"AKIDUNKNOWN", kKey.secret, kKey.sessionToken}, AccessKey{kKey.id, kKey.secret, "expired"}}) {
        const std::string message = refusalOf(served.connectionWith(key), ConnectionError::Kind::Credentials);
        QVERIFY2(message.find("UnrecognizedClientException") != std::string::npos, message.c_str());
        QVERIFY(message.find(kKey.secret) == std::string::npos);
    }
}

void ConnectionsAgreeTest::manyThreadsShareAConnection()
{
    ServedEngine served;
    RemoteConnection remote = served.connectionWith(kKey);
    test::makeTables(remote);
    std::atomic<int> found{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int number = 1; number <= 7; ++number)
                    if (remote
                            .getItem(
                                {"Orders", test::item(R"({"customer":{"S":"ann"},"order":{"N":")" + std::to_string(number) + R"("}})")})
                            .item)
                        ++found;
            });
    }
    QCOMPARE(found.load(), 28);
}
