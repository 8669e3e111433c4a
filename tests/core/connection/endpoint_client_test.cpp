#include "tests/core/connection/endpoint_client_test.h"

#include <functional>
#include <future>
#include <memory>
#include <mutex>

#include "core/connection/connection_error.h"
#include "core/connection/remote_connection.h"
#include "core/service/http_server.h"
#include "core/value/json.h"
#include "tests/core/connection/raw_server.h"
#include "tests/support/item_text.h"

using namespace keywright;
using connection::ClientOptions;
using connection::ConnectionError;
using connection::RemoteConnection;
using std::chrono::milliseconds;
using test::httpAnswer;
using test::RawServer;
using Kind = ConnectionError::Kind;

namespace {

const std::string kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const std::string kNoTables = R"({"TableNames":[]})";

/// Waits that were asked for, and none of which was waited for.
using Waits = std::vector<std::int64_t>;

ClientOptions unhurried(std::shared_ptr<Waits> waits)
{
    ClientOptions options;
    options.surprises.now = [] { return service::Instant{std::chrono::seconds(1'440'938'160)}; };
    options.surprises.random = [] { return 0.5; };
    options.surprises.newToken = [] { return std::string("a-token"); };
    options.surprises.sleep = [waits](milliseconds time, const std::stop_token &stop) {
        waits->push_back(time.count());
        return !stop.stop_requested();
    };
    return options;
}

RemoteConnection connectionTo(const std::string &url, ClientOptions options = unhurried(std::make_shared<Waits>()),
                              std::stop_token stop = {})
{
    return RemoteConnection({url, "eu-central-1", {"AKIDEXAMPLE", kSecret, {}}, {}}, std::move(options), std::move(stop));
}

std::string refusal(const std::string &name)
{
    return R"({"__type":"com.amazonaws.dynamodb.v20120810#)" + name + R"(","message":"Because."})";
}

struct Failure {
    Kind kind = Kind::Settings;
    std::string message;
};

Failure failureOf(const std::function<void()> &call)
{
    try {
        call();
    } catch (const ConnectionError &error) {
        return {error.kind(), error.what()};
    }
    return {Kind::Settings, "there was none"};
}

Failure failureOf(RemoteConnection connection)
{
    return failureOf([&] { connection.listTables(); });
}

} // namespace

void EndpointClientTest::aPassingFailureIsTriedAgain_data()
{
    QTest::addColumn<QString>("answer");
    QTest::newRow("throttled") << QString::fromStdString(httpAnswer(400, refusal("ProvisionedThroughputExceededException")));
    QTest::newRow("throttled as a whole") << QString::fromStdString(httpAnswer(400, refusal("ThrottlingException")));
    QTest::newRow("too much for the account") << QString::fromStdString(httpAnswer(400, refusal("RequestLimitExceeded")));
    QTest::newRow("transaction under way") << QString::fromStdString(httpAnswer(400, refusal("TransactionInProgressException")));
    QTest::newRow("internal error") << QString::fromStdString(httpAnswer(500, refusal("InternalServerError")));
    QTest::newRow("a proxy's 503") << QString::fromStdString(httpAnswer(503, "<html>busy</html>"));
    QTest::newRow("closed without an answer") << QString();
    QTest::newRow("closed within the answer") << QStringLiteral("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Table");
}

void EndpointClientTest::aPassingFailureIsTriedAgain()
{
    QFETCH(QString, answer);
    const RawServer server({answer.toStdString(), httpAnswer(200, kNoTables)});
    const auto waits = std::make_shared<Waits>();
    QCOMPARE(connectionTo(server.url(), unhurried(waits)).listTables(), std::vector<std::string>());
    QCOMPARE(waits->size(), std::size_t(1));
}

void EndpointClientTest::everyWaitIsUpToTwiceTheLast()
{
    const std::string throttled = httpAnswer(400, refusal("ThrottlingException"));
    const std::string broken = httpAnswer(500, refusal("InternalServerError"));
    {
        const RawServer server({broken, broken, broken, broken, httpAnswer(200, kNoTables)});
        const auto waits = std::make_shared<Waits>();
        connectionTo(server.url(), unhurried(waits)).listTables();
        QCOMPARE(*waits, (Waits{25, 50, 100, 200})); // half of the span, as the random number says
    }
    const RawServer server({throttled, throttled, throttled, httpAnswer(200, kNoTables)});
    const auto waits = std::make_shared<Waits>();
    ClientOptions options = unhurried(waits);
    options.retries.longestSpan = milliseconds(1'500);
    connectionTo(server.url(), options).listTables();
    QCOMPARE(*waits, (Waits{250, 500, 750}));
}

void EndpointClientTest::afterTheLastAttemptTheRefusalIsGiven()
{
    const std::string throttled = httpAnswer(400, refusal("ThrottlingException"));
    const RawServer server({throttled, throttled, throttled});
    ClientOptions options = unhurried(std::make_shared<Waits>());
    options.retries.attempts = 3;
    try {
        connectionTo(server.url(), options).listTables();
        QFAIL("It was accepted.");
    } catch (const engine::ServiceError &error) {
        QCOMPARE(error.name(), std::string("ThrottlingException"));
        QCOMPARE(std::string(error.what()), std::string("Because."));
    }
    QCOMPARE(server.count(), 3);
}

void EndpointClientTest::aRefusalForGoodIsNotTriedAgain()
{
    const RawServer server({httpAnswer(400, refusal("ResourceNotFoundException")), httpAnswer(200, kNoTables)});
    try {
        connectionTo(server.url()).listTables();
        QFAIL("It was accepted.");
    } catch (const engine::ServiceError &error) {
        QCOMPARE(error.name(), std::string("ResourceNotFoundException"));
    }
    QCOMPARE(server.count(), 1);
}

void EndpointClientTest::whatIsNoDynamoDbIsSaid_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("message");
    QTest::newRow("a web page") << QString::fromStdString(httpAnswer(200, "<html></html>")) << "no JSON object";
    QTest::newRow("an array") << QString::fromStdString(httpAnswer(200, "[]")) << "no JSON object";
    QTest::newRow("not found") << QString::fromStdString(httpAnswer(404, "no such page")) << "HTTP status 404";
    QTest::newRow("moved") << QString::fromStdString(httpAnswer(301, "", "Location: http://example.com/\r\n")) << "HTTP status 301";
    QTest::newRow("no HTTP") << "220 mail.example.com ESMTP\r\n"
                             << "does not answer in HTTP";
    QTest::newRow("another JSON") << QString::fromStdString(httpAnswer(200, R"({"hello":"world"})")) << "TableNames is missing";
}

void EndpointClientTest::whatIsNoDynamoDbIsSaid()
{
    QFETCH(QString, answer);
    QFETCH(QString, message);
    const RawServer server({answer.toStdString()});
    const Failure failure = failureOf(connectionTo(server.url()));
    QCOMPARE(failure.kind, Kind::NotDynamoDb);
    QVERIFY2(failure.message.find(message.toStdString()) != std::string::npos, failure.message.c_str());
    QVERIFY2(failure.message.find(server.url()) != std::string::npos, failure.message.c_str());
}

void EndpointClientTest::anAnswerOfAnotherShapeIsSaid()
{
    const RawServer server({httpAnswer(200, R"({"Item":{"id":{"N":"much"}}})"), httpAnswer(200, R"({"Table":{"TableName":7}})")});
    RemoteConnection connection = connectionTo(server.url());
    const Failure item = failureOf([&] { connection.getItem({"Orders", test::item(R"({"id":{"N":"1"}})"), false, {}}); });
    QCOMPARE(item.kind, Kind::NotDynamoDb);
    QVERIFY2(item.message.find("GetItem") != std::string::npos, item.message.c_str());
    QCOMPARE(failureOf([&] { connection.describeTable("Orders"); }).kind, Kind::NotDynamoDb);
}

void EndpointClientTest::aDamagedAnswerIsTriedAgain()
{
    const std::string damaged = httpAnswer(200, kNoTables, "x-amz-crc32: 1\r\n");
    {
        const RawServer server({damaged, httpAnswer(200, kNoTables)});
        QCOMPARE(connectionTo(server.url()).listTables(), std::vector<std::string>());
    }
    const RawServer server({damaged, damaged});
    ClientOptions options = unhurried(std::make_shared<Waits>());
    options.retries.attempts = 2;
    QCOMPARE(failureOf(connectionTo(server.url(), options)).kind, Kind::Damaged);
}

void EndpointClientTest::nobodyThereIsSaid()
{
    const Failure failure = failureOf(connectionTo("http://127.0.0.1:" + std::to_string(test::freePort())));
    QCOMPARE(failure.kind, Kind::Unreachable);
    QVERIFY2(failure.message.find("refused") != std::string::npos, failure.message.c_str());
}

void EndpointClientTest::anUnknownHostIsSaid()
{
    const Failure failure = failureOf(connectionTo("http://no-such-host.invalid:8000"));
    QCOMPARE(failure.kind, Kind::Unreachable);
    QVERIFY2(failure.message.find("no-such-host.invalid") != std::string::npos, failure.message.c_str());
}

void EndpointClientTest::plainHttpBehindHttpsIsSaid()
{
    const RawServer server({"HTTP/1.1 400 Bad Request\r\n\r\n"});
    const Failure failure = failureOf(connectionTo("https" + server.url().substr(4)));
    QCOMPARE(failure.kind, Kind::Tls);
    QVERIFY2(failure.message.find("https") != std::string::npos, failure.message.c_str());
}

void EndpointClientTest::aSlowServerTimesOut()
{
    std::promise<void> release;
    const std::shared_future<void> released(release.get_future());
    service::HttpServer server({}, [released](const service::HttpRequest &) {
        released.wait();
        return service::HttpResponse{200, {}, kNoTables};
    });
    ClientOptions options = unhurried(std::make_shared<Waits>());
    options.limits.answering = milliseconds(50);
    options.retries.attempts = 2;
    const Failure failure = failureOf(connectionTo("http://127.0.0.1:" + std::to_string(server.port()), options));
    release.set_value();
    QCOMPARE(failure.kind, Kind::TimedOut);
    QVERIFY2(failure.message.find("no answer in time") != std::string::npos, failure.message.c_str());
}

void EndpointClientTest::aStopEndsACallUnderWay()
{
    std::promise<void> release;
    const std::shared_future<void> released(release.get_future());
    std::stop_source stop;
    service::HttpServer server({}, [&stop, released](const service::HttpRequest &) {
        stop.request_stop();
        released.wait();
        return service::HttpResponse{200, {}, kNoTables};
    });
    RemoteConnection connection = connectionTo("http://127.0.0.1:" + std::to_string(server.port()));
    const auto stopped = connection.stoppedBy(stop.get_token());
    const Failure failure = failureOf([&] { stopped->listTables(); });
    release.set_value();
    QCOMPARE(failure.kind, Kind::Stopped);
}

void EndpointClientTest::aStopEndsTheWaitForTheNextAttempt()
{
    const RawServer server({httpAnswer(500, refusal("InternalServerError"))});
    std::stop_source stop;
    ClientOptions options; // with the system's waiting, which must not take an hour
    options.retries.firstSpan = options.retries.longestSpan = std::chrono::hours(1);
    options.surprises.random = [&stop] {
        stop.request_stop();
        return 0.99;
    };
    QCOMPARE(failureOf(connectionTo(server.url(), options, stop.get_token())).kind, Kind::Stopped);
}

void EndpointClientTest::noMessageShowsASecret()
{
    const RawServer server(
        {httpAnswer(400, R"({"__type":"x#ValidationException","message":"You said )" + kSecret + R"(."})"),
         httpAnswer(400, R"({"__type":"x#InvalidSignatureException","message":"No.\n\nThe token was )" + kSecret + "\"}")});
    RemoteConnection connection = connectionTo(server.url());
    try {
        connection.listTables();
        QFAIL("It was accepted.");
    } catch (const engine::ServiceError &error) {
        QCOMPARE(std::string(error.what()), std::string("You said …."));
    }
    const Failure failure = failureOf([&] { connection.listTables(); });
    QCOMPARE(failure.kind, Kind::Credentials);
    QVERIFY2(failure.message.find(kSecret) == std::string::npos && failure.message.find("token was") == std::string::npos,
             failure.message.c_str());
}

void EndpointClientTest::aTransactionIsSentTwiceWithOneToken()
{
    std::mutex mutex;
    std::vector<std::string> tokens;
    service::HttpServer server({}, [&](const service::HttpRequest &request) {
        const std::lock_guard lock(mutex);
        tokens.push_back(value::Json::parse(request.body).find("ClientRequestToken")->text());
        return tokens.size() == 1
            ? service::HttpResponse{500, {}, refusal("InternalServerError")}
            : service::HttpResponse{200, {}, R"({"ConsumedCapacity":[{"TableName":"Orders","CapacityUnits":2,"ReadCapacityUnits":2}]})"};
    });
    engine::PutItemRequest put;
    put.table = "Orders";
    put.item = test::item(R"({"id":{"S":"1"}})");
    const auto result = connectionTo("http://127.0.0.1:" + std::to_string(server.port())).transactWriteItems({{put}, {}});
    QCOMPARE(tokens, (std::vector<std::string>{"a-token", "a-token"}));
    QVERIFY(!result.isRepeated);
    QCOMPARE(result.consumed.front().total(), 2.0);
}
