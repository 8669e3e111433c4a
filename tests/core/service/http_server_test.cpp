#include "tests/core/service/http_server_test.h"

#include <atomic>
#include <future>
#include <semaphore>
#include <thread>
#include <vector>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/service/endpoint_error.h"
#include "core/service/http_server.h"
#include "tests/core/service/http_client.h"

using namespace keywright;
using service::EndpointError;
using service::HttpRequest;
using service::HttpResponse;
using service::HttpServer;
using service::HttpServerOptions;
using test::bodyOf;
using test::postRequest;
using test::RawConnection;
using test::statusOf;

namespace {

HttpResponse echo(const HttpRequest &request)
{
    HttpResponse response;
    response.body = request.body;
    return response;
}

/// A server whose clients have next to no time.
HttpServerOptions impatient()
{
    HttpServerOptions options;
    options.phaseLimit = std::chrono::milliseconds(50);
    return options;
}

std::string refusalOf(const HttpServerOptions &options)
{
    try {
        const HttpServer server(options, echo);
    } catch (const EndpointError &error) {
        return error.what();
    }
    return {};
}

} // namespace

void HttpServerTest::handsOverTheRequestAsItCame()
{
    HttpServer server({}, [](const HttpRequest &request) {
        HttpResponse response{201, {{"x-amzn-RequestId", "ID"}}, {}};
        response.body = std::string(request.method) + "|" + std::string(request.path) + "|" + std::string(request.query) + "|"
            + std::string(request.header("X-AMZ-TARGET")) + "|" + std::string(request.body);
        return response;
    });
    RawConnection connection(server.port());
    QVERIFY(
        connection.send("POST /a%20b?X-Amz-Date=1%2F2&c HTTP/1.1\r\nHost: localhost\r\nx-amz-target:  T \r\nContent-Length: 2\r\n\r\n{}"));
    const std::string response = connection.readResponse();
    QCOMPARE(statusOf(response), 201);
    QVERIFY(response.find("x-amzn-RequestId: ID\r\n") != std::string::npos);
    QCOMPARE(bodyOf(response), std::string("POST|/a%20b|X-Amz-Date=1%2F2&c|T|{}"));
}

void HttpServerTest::keepsConnectionsOpen()
{
    HttpServer server({}, echo);
    RawConnection connection(server.port());
    for (int i = 0; i < 100; ++i) {
        const std::string body = std::to_string(i);
        QVERIFY(connection.send(postRequest(body)));
        QCOMPARE(bodyOf(connection.readResponse()), body);
    }
    QCOMPARE(server.connectionCount(), std::size_t(1));
}

void HttpServerTest::answersPipelinedRequestsInOrder()
{
    HttpServer server({}, echo);
    RawConnection connection(server.port());
    QVERIFY(connection.send(postRequest("a") + postRequest("b") + postRequest("c")));
    for (const char *body : {"a", "b", "c"})
        QCOMPARE(bodyOf(connection.readResponse()), std::string(body));
}

void HttpServerTest::answersOverIpv6Too()
{
    const HttpServer server({}, echo);
    const int socket = ::socket(AF_INET6, SOCK_STREAM, 0);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(server.port());
    address.sin6_addr = in6addr_loopback;
    const int connected = socket < 0 ? -1 : ::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    const bool isAbsent = socket < 0 || (connected != 0 && errno == EADDRNOTAVAIL);
    ::close(socket);
    if (isAbsent)
        QSKIP("this machine has no IPv6");
    QCOMPARE(connected, 0);
}

void HttpServerTest::bodiesInPiecesAndChunksAreWhole()
{
    HttpServer server({}, echo);
    RawConnection connection(server.port());
    std::string body(3'000'000, 'x');
    body += "end";
    QVERIFY(connection.send(postRequest(body)));
    QVERIFY(bodyOf(connection.readResponse()) == body);
    QVERIFY(connection.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));
    QCOMPARE(bodyOf(connection.readResponse()), std::string("abcde"));
    for (const char c : postRequest("{}"))
        QVERIFY(connection.send({&c, 1}));
    QCOMPARE(bodyOf(connection.readResponse()), std::string("{}"));
}

void HttpServerTest::aBodyAtTheLimitIsTakenAndOneAboveIsNot()
{
    HttpServerOptions options;
    options.bodyLimit = 100'000;
    HttpServer server(options, echo);
    RawConnection connection(server.port());
    const std::string largest(options.bodyLimit, 'x');
    QVERIFY(connection.send(postRequest(largest)));
    QVERIFY(bodyOf(connection.readResponse()) == largest);
    QVERIFY(connection.send(postRequest(largest + "x")));
    QCOMPARE(statusOf(connection.readResponse()), 413);

    RawConnection endless(server.port());
    QVERIFY(endless.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"));
    while (endless.send("400\r\n" + std::string(1024, 'x') + "\r\n")) { } // until the server has had enough
    QCOMPARE(statusOf(endless.readResponse()), 0);
}

void HttpServerTest::whoAsksBeforeALargeBodyIsToldAtOnce()
{
    HttpServer server({}, echo);
    RawConnection connection(server.port());
    QVERIFY(connection.send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 16777217\r\n\r\n"));
    QCOMPARE(statusOf(connection.readResponse()), 413);
}

void HttpServerTest::allBodiesTogetherAreBounded()
{
    HttpServerOptions options;
    options.bodiesLimit = 300'000;
    std::binary_semaphore mayAnswer(0);
    std::binary_semaphore isWorking(0);
    std::atomic<bool> isFirst{true};
    HttpServer server(options, [&](const HttpRequest &request) {
        if (isFirst.exchange(false)) {
            isWorking.release();
            mayAnswer.acquire();
        }
        return echo(request);
    });
    const std::string body(200'000, 'x');
    RawConnection first(server.port());
    QVERIFY(first.send(postRequest(body)));
    isWorking.acquire();
    RawConnection second(server.port());
    QVERIFY(second.send(postRequest(body)));
    QCOMPARE(statusOf(second.readResponse()), 503);
    mayAnswer.release();
    QVERIFY(bodyOf(first.readResponse()) == body);
    RawConnection third(server.port());
    QVERIFY(third.send(postRequest(body)));
    QCOMPARE(statusOf(third.readResponse()), 200);
}

void HttpServerTest::headersAreBounded()
{
    HttpServer server({}, echo);
    RawConnection connection(server.port());
    connection.send("POST / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(200'000, 'x') + "\r\n\r\n");
    const int status = statusOf(connection.readResponse());
    QVERIFY2(status == 431 || status == 0, std::to_string(status).c_str()); // 0: the rest of the header reset the connection
    RawConnection many(server.port());
    std::string headers;
    for (int i = 0; i < 100'000; ++i)
        headers += "a:b\r\n";
    many.send("POST / HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    QVERIFY(statusOf(many.readResponse()) != 200);
    RawConnection next(server.port());
    QVERIFY(next.send(postRequest("{}")));
    QCOMPARE(statusOf(next.readResponse()), 200);
}

void HttpServerTest::clientsThatSendNothingAreClosed()
{
    HttpServer server(impatient(), echo);
    RawConnection silent(server.port());
    QCOMPARE(silent.readToEnd(), std::string());
    RawConnection idle(server.port());
    QVERIFY(idle.send(postRequest("{}")));
    QCOMPARE(statusOf(idle.readResponse()), 200);
    QCOMPARE(idle.readToEnd(), std::string());
}

void HttpServerTest::aByteAtATimeDoesNotKeepAConnection()
{
    HttpServer server(impatient(), echo);
    RawConnection head(server.port());
    QVERIFY(head.send("POST / HTTP/1.1\r\nX: "));
    while (head.send("x")) { } // ends when the server closes
    RawConnection body(server.port());
    QVERIFY(body.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16000000\r\n\r\n"));
    while (body.send("x")) { }
    QCOMPARE(statusOf(body.readResponse()), 0);
}

void HttpServerTest::halfOpenConnectionsMakeRoom()
{
    HttpServerOptions options;
    options.connectionLimit = 8;
    options.phaseLimit = std::chrono::hours(1);
    HttpServer server(options, echo);
    std::vector<RawConnection> halfOpen;
    for (int i = 0; i < 100; ++i) {
        halfOpen.emplace_back(server.port());
        halfOpen.back().send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n1");
    }
    RawConnection connection(server.port());
    QVERIFY(connection.send(postRequest("{}")));
    QCOMPARE(statusOf(connection.readResponse()), 200);
    QCOMPARE(halfOpen.front().readToEnd(), std::string());
}

void HttpServerTest::aSlowAnswerHoldsUpNoOtherConnection()
{
    HttpServerOptions options;
    options.threads = 2;
    std::binary_semaphore mayAnswer(0);
    std::binary_semaphore isWorking(0);
    HttpServer server(options, [&](const HttpRequest &request) {
        if (request.body == "slow") {
            isWorking.release();
            mayAnswer.acquire();
        }
        return echo(request);
    });
    RawConnection slow(server.port());
    QVERIFY(slow.send(postRequest("slow")));
    isWorking.acquire();
    RawConnection quick(server.port());
    QVERIFY(quick.send(postRequest("quick")));
    QCOMPARE(bodyOf(quick.readResponse()), std::string("quick"));
    mayAnswer.release();
    QCOMPARE(bodyOf(slow.readResponse()), std::string("slow"));
}

void HttpServerTest::garbageIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("binary") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15);
    QTest::newRow("no version") << QByteArray("hello\r\n\r\n");
    QTest::newRow("negative length") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n");
    QTest::newRow("two lengths") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n");
    QTest::newRow("bad chunk") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    QTest::newRow("huge chunk") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n");
}

void HttpServerTest::garbageIsRefused()
{
    QFETCH(QByteArray, bytes);
    std::atomic<int> calls{0};
    HttpServer server(impatient(), [&calls](const HttpRequest &request) {
        ++calls;
        return echo(request);
    });
    RawConnection connection(server.port());
    connection.send({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    QVERIFY(statusOf(connection.readToEnd()) != 200);
    QCOMPARE(calls.load(), 0);
}

void HttpServerTest::stopLetsAnswersFinish()
{
    std::binary_semaphore mayAnswer(0);
    std::binary_semaphore isWorking(0);
    HttpServer server({}, [&](const HttpRequest &request) {
        isWorking.release();
        mayAnswer.acquire();
        return echo(request);
    });
    RawConnection idle(server.port());
    RawConnection connection(server.port());
    QVERIFY(connection.send(postRequest("{}")));
    isWorking.acquire();
    const std::uint16_t port = server.port();
    auto stopped = std::async(std::launch::async, [&server] { server.stop(); });
    QCOMPARE(idle.readToEnd(), std::string()); // closed before the other has its answer
    RawConnection refused(port);
    QVERIFY(!refused.send(postRequest("{}")) || refused.readResponse().empty());
    mayAnswer.release();
    QCOMPARE(bodyOf(connection.readResponse()), std::string("{}"));
    QCOMPARE(connection.readToEnd(), std::string());
    stopped.get();
    QCOMPARE(server.connectionCount(), std::size_t(0));
}

void HttpServerTest::stopDoesNotWaitForHalfARequest()
{
    HttpServerOptions options;
    options.drainLimit = std::chrono::hours(1);
    HttpServer server(options, echo);
    RawConnection complete(server.port());
    QVERIFY(complete.send(postRequest("{}")));
    QCOMPARE(statusOf(complete.readResponse()), 200);
    RawConnection half(server.port());
    QVERIFY(half.send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n1"));
    server.stop();
    server.stop();
    QCOMPARE(half.readToEnd(), std::string());
}

void HttpServerTest::aTakenPortIsNamed()
{
    const HttpServer server({}, echo);
    HttpServerOptions options;
    options.port = server.port();
    QCOMPARE(refusalOf(options),
             "Port " + std::to_string(server.port())
                 + " on localhost is in use by another program. Choose another port, or 0 for any that is free.");
}

void HttpServerTest::anAddressOfAnotherMachineIsNamed()
{
    HttpServerOptions options;
    options.host = "192.0.2.1"; // for documentation only, by RFC 5737
    QCOMPARE(refusalOf(options), std::string("This machine has no address \"192.0.2.1\". Name one that it has, such as 127.0.0.1."));
    options.host = "nowhere.invalid";
    QVERIFY(refusalOf(options).starts_with("There is no address for the host \"nowhere.invalid\"."));
}
