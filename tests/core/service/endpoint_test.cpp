#include "tests/core/service/endpoint_test.h"

#include <mutex>
#include <vector>

#include "core/service/endpoint.h"
#include "core/service/endpoint_error.h"
#include "tests/core/service/http_client.h"

using namespace keywright;
using service::Answer;
using service::Call;
using service::Endpoint;
using service::EndpointError;
using service::EndpointOptions;
using service::RequestRecord;
using test::bodyOf;
using test::postRequest;
using test::RawConnection;

namespace {

EndpointOptions anyPort()
{
    EndpointOptions options;
    options.port = 0;
    return options;
}

Answer answerTarget(const Call &call)
{
    return {call.target.empty() ? 400 : 200, std::string(call.target)};
}

} // namespace

void EndpointTest::tellsWhereItAnswers()
{
    Endpoint endpoint(anyPort(), answerTarget);
    QCOMPARE(endpoint.url(), std::string());
    endpoint.start();
    QVERIFY(endpoint.port() != 0);
    QCOMPARE(endpoint.url(), "http://127.0.0.1:" + std::to_string(endpoint.port()));
    RawConnection connection(endpoint.port());
    QVERIFY(connection.send(postRequest("{}", "X-Amz-Target: DynamoDB_20120810.ListTables\r\n")));
    QCOMPARE(bodyOf(connection.readResponse()), std::string("DynamoDB_20120810.ListTables"));
}

void EndpointTest::countsWhatItAnswered()
{
    Endpoint endpoint(anyPort(), answerTarget);
    endpoint.start();
    RawConnection connection(endpoint.port());
    for (const char *target : {"", "X-Amz-Target: A.B\r\n", "X-Amz-Target: A.C\r\n"}) {
        QVERIFY(connection.send(postRequest("{}", target)));
        connection.readResponse();
    }
    QCOMPARE(endpoint.counters().requests, std::uint64_t(3));
    QCOMPARE(endpoint.counters().errors, std::uint64_t(1));
    QCOMPARE(endpoint.counters().connections, std::size_t(1));
}

void EndpointTest::logsOperationTableAndStatus()
{
    std::mutex mutex;
    std::vector<RequestRecord> records;
    EndpointOptions options = anyPort();
    options.log = [&](const RequestRecord &record) {
        const std::lock_guard lock(mutex);
        records.push_back(record);
    };
    Endpoint endpoint(options, answerTarget);
    endpoint.start();
    RawConnection connection(endpoint.port());
    const std::string body = "{\"TableName\" : \"Music\", \"Key\": {}}";
    QVERIFY(connection.send(postRequest(body, "X-Amz-Target: DynamoDB_20120810.GetItem\r\n")));
    connection.readResponse();
    endpoint.stop();
    QCOMPARE(records.size(), std::size_t(1));
    QCOMPARE(records.front().operation, std::string("GetItem"));
    QCOMPARE(records.front().table, std::string("Music"));
    QCOMPARE(records.front().status, 200);
    QCOMPARE(records.front().requestBytes, body.size());
    QCOMPARE(records.front().responseBytes, std::string("DynamoDB_20120810.GetItem").size());
}

void EndpointTest::startsAgainAfterAStop()
{
    Endpoint endpoint(anyPort(), answerTarget);
    for (int i = 0; i < 2; ++i) {
        endpoint.start();
        RawConnection connection(endpoint.port());
        QVERIFY(connection.send(postRequest("{}", "X-Amz-Target: A.B\r\n")));
        QCOMPARE(bodyOf(connection.readResponse()), std::string("A.B"));
        endpoint.stop();
        endpoint.stop();
        RawConnection refused(endpoint.port());
        QVERIFY(!refused.send("GET / HTTP/1.1\r\n\r\n") || refused.readResponse().empty());
    }
}

void EndpointTest::othersMayReachItOnlyWithCredentials()
{
    EndpointOptions options = anyPort();
    options.host = "0.0.0.0";
    Endpoint refused(options, answerTarget);
    try {
        refused.start();
        QFAIL("it listens");
    } catch (const EndpointError &error) {
        QCOMPARE(std::string(error.what()),
                 std::string("Others could reach the tables on 0.0.0.0 unsigned. Name the access keys that may with --credentials FILE, or "
                             "listen on 127.0.0.1."));
    }
    options.credentials.emplace();
    Endpoint allowed(options, answerTarget);
    allowed.start();
    QCOMPARE(allowed.url(), "http://127.0.0.1:" + std::to_string(allowed.port()));
}
