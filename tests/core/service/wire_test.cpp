#include "tests/core/service/wire_test.h"

#include <set>

#include <zlib.h>

#include "core/service/content_encoding.h"
#include "core/service/request_id.h"
#include "core/service/wire.h"
#include "core/value/json.h"

using namespace keywright;
using service::Answer;
using service::Call;
using service::HttpRequest;
using service::HttpResponse;
using service::Wire;
using service::WireOptions;

namespace {

constexpr const char *kAuthorization =
    "AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

HttpRequest post(std::string_view body)
{
    HttpRequest request;
    request.method = "POST";
    request.path = "/";
    request.body = body;
    request.headers = {{"Host", "localhost:8000"},
                       {"content-type", "application/x-amz-json-1.0"},
                       {"x-amz-target", "DynamoDB_20120810.ListTables"},
                       {"Authorization", kAuthorization},
                       {"X-Amz-Date", "20260101T000000Z"}};
    return request;
}

void setHeader(HttpRequest &request, std::string_view name, std::string_view value)
{
    std::erase_if(request.headers, [name](const auto &header) { return service::equalIgnoringCase(header.name, name); });
    request.headers.push_back({name, value});
}

void removeHeader(HttpRequest &request, std::string_view name)
{
    setHeader(request, name, {});
    request.headers.pop_back();
}

Answer authorizing(const Call &call)
{
    try {
        call.authorize();
    } catch (const service::Fault &fault) {
        return answerOf(fault);
    }
    return {200, "{}"};
}

HttpResponse respond(const HttpRequest &request, WireOptions options = {}, service::Answerer answerer = authorizing)
{
    return Wire(std::move(options), std::move(answerer)).respond(request);
}

std::string text(std::string_view view)
{
    return std::string(view);
}

std::string deflated(std::string_view body, int windowBits)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, body.size()) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

} // namespace

void WireTest::healthIsAnsweredWithoutAnything()
{
    HttpRequest request;
    request.method = "GET";
    request.path = "/";
    const HttpResponse response = respond(request);
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, std::string("healthy: dynamodb.us-east-1.amazonaws.com "));
    QCOMPARE(text(response.header("x-amz-crc32")), std::string("3128867991"));
}

void WireTest::whatIsNoPostOfJsonIsNotFound_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("PUT") << QByteArray("PUT") << QByteArray("/") << QByteArray("application/json");
    QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray("/") << QByteArray("application/json");
    QTest::newRow("OPTIONS of nobody") << QByteArray("OPTIONS") << QByteArray("/") << QByteArray("application/json");
    QTest::newRow("other path") << QByteArray("POST") << QByteArray("/tables") << QByteArray("application/json");
    QTest::newRow("GET of other path") << QByteArray("GET") << QByteArray("/tables") << QByteArray("application/json");
    QTest::newRow("no type") << QByteArray("POST") << QByteArray("/") << QByteArray();
    QTest::newRow("other type") << QByteArray("POST") << QByteArray("/") << QByteArray("text/plain");
    QTest::newRow("longer type") << QByteArray("POST") << QByteArray("/") << QByteArray("application/jsonasdf");
    QTest::newRow("JSON 1.1") << QByteArray("POST") << QByteArray("/") << QByteArray("application/x-amz-json-1.1");
}

void WireTest::whatIsNoPostOfJsonIsNotFound()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, type);
    HttpRequest request = post("hi");
    request.method = method.toStdString() == "POST" ? std::string_view("POST") : std::string_view(method.constData());
    request.path = path.constData();
    setHeader(request, "content-type", type.constData() == nullptr ? "" : type.constData());
    const HttpResponse response = respond(request);
    QCOMPARE(response.status, 404);
    QCOMPARE(response.body, std::string("<UnknownOperationException/>\n"));
    QCOMPARE(text(response.header("x-amz-crc32")), std::string("3552371480"));
}

void WireTest::contentTypeIsEchoed_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("echoed");
    QTest::newRow("JSON 1.0") << QByteArray("application/x-amz-json-1.0") << QByteArray("application/x-amz-json-1.0");
    QTest::newRow("JSON") << QByteArray("application/json") << QByteArray("application/json");
    QTest::newRow("charset") << QByteArray("application/json;charset=utf-8") << QByteArray("application/json");
    QTest::newRow("spaces") << QByteArray("  application/json  ;   x") << QByteArray("application/json");
    QTest::newRow("JSON 1.0 and nonsense") << QByteArray("application/x-amz-json-1.0;blah") << QByteArray("application/x-amz-json-1.0");
}

void WireTest::contentTypeIsEchoed()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, echoed);
    HttpRequest request = post("{}");
    setHeader(request, "content-type", sent.constData());
    const HttpResponse response = respond(request);
    QCOMPARE(response.status, 200);
    QCOMPARE(text(response.header("Content-Type")), echoed.toStdString());

    // Without a body the type does not matter, and JSON is spoken.
    HttpRequest empty = post("");
    removeHeader(empty, "content-type");
    QCOMPARE(text(respond(empty).header("Content-Type")), std::string("application/json"));
}

void WireTest::handsOverTargetBodyAndCaller()
{
    std::string seen;
    const HttpResponse response = respond(post("{\"a\": 1}"), {}, [&seen](const Call &call) {
        seen = text(call.target) + " " + text(call.body) + " " + call.caller.accessKey + " " + call.caller.region;
        return Answer{400, "{\"b\":2}"};
    });
    QCOMPARE(seen, std::string("DynamoDB_20120810.ListTables {\"a\": 1} AKIA eu-west-1"));
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body, std::string("{\"b\":2}"));
}

void WireTest::everyResponseHasAnIdAndAChecksum()
{
    WireOptions options;
    options.requestId = [] { return std::string("ID"); };
    const HttpResponse response = respond(post("{}"), options);
    QCOMPARE(text(response.header("x-amzn-RequestId")), std::string("ID"));
    QCOMPARE(text(response.header("x-amz-crc32")), std::string("2745614147")); // of {}
}

void WireTest::randomIdsHave52SymbolsAndDiffer()
{
    std::set<std::string> ids;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = service::randomRequestId();
        QCOMPARE(id.size(), std::size_t(52));
        QCOMPARE(id.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos);
        ids.insert(id);
    }
    QCOMPARE(ids.size(), std::size_t(1000));
}

void WireTest::anExceptionIsAnInternalServerError()
{
    const HttpResponse response = respond(post("{}"), {}, [](const Call &) -> Answer { throw std::runtime_error("disk"); });
    QCOMPARE(response.status, 500);
    QVERIFY(response.body.find("#InternalServerError\"") != std::string::npos);
    QVERIFY(response.body.find("disk") == std::string::npos);
}

void WireTest::authorizationIsDemanded_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray missing = "{\"__type\":\"com.amazon.coral.service#MissingAuthenticationTokenException\",\"message\":\"Request is "
                               "missing Authentication Token\"}";
    const auto incomplete = [](const QByteArray &message) {
        return "{\"__type\":\"com.amazon.coral.service#IncompleteSignatureException\",\"message\":\"" + message + "\"}";
    };
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray() << missing;
    QTest::newRow("AWS4") << QByteArray("AWS4") << QByteArray() << QByteArray() << missing;
    QTest::newRow("other scheme") << QByteArray("Bearer x") << QByteArray() << QByteArray() << missing;
    QTest::newRow("almost a query") << QByteArray("X") << QByteArray() << QByteArray("X-Amz-Algorith") << missing;
    QTest::newRow("query without algorithm") << QByteArray() << QByteArray()
                                             << QByteArray("X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-SignedHeaders=c&X-Amz-Date=d")
                                             << missing;
    QTest::newRow("both") << QByteArray("X") << QByteArray() << QByteArray("X-Amz-Algorithm")
                          << QByteArray("{\"__type\":\"com.amazon.coral.service#InvalidSignatureException\",\"message\":\"Found both "
                                        "'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.\"}");
    QTest::newRow("AWS4-") << QByteArray("AWS4-") << QByteArray() << QByteArray()
                           << incomplete(
                                  "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' "
                                  "parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires "
                                  "existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-");
    for (const char *separator : {" ", ",", ", "}) {
        const QByteArray header = QByteArray("AWS4- Signature=b") + separator + "Credential=a";
        QTest::newRow(header.constData()) << header << QByteArray("a") << QByteArray()
                                          << incomplete("Authorization header requires 'SignedHeaders' parameter. Authorization=" + header);
    }
    QTest::newRow("empty algorithm") << QByteArray() << QByteArray() << QByteArray("X-Amz-Algorithm")
                                     << incomplete("AWS query-string parameters must include 'X-Amz-Algorithm'. "
                                                   "AWS query-string parameters must include 'X-Amz-Credential'. "
                                                   "AWS query-string parameters must include 'X-Amz-Signature'. "
                                                   "AWS query-string parameters must include 'X-Amz-SignedHeaders'. "
                                                   "AWS query-string parameters must include 'X-Amz-Date'. "
                                                   "Re-examine the query-string parameters.");
    QTest::newRow("query without headers") << QByteArray() << QByteArray()
                                           << QByteArray("X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-Date=d")
                                           << incomplete("AWS query-string parameters must include 'X-Amz-SignedHeaders'. "
                                                         "Re-examine the query-string parameters.");
    QTest::newRow("well formed") << QByteArray(kAuthorization) << QByteArray("20260101T000000Z") << QByteArray() << QByteArray("{}");
    QTest::newRow("well-formed query") << QByteArray() << QByteArray()
                                       << QByteArray(
                                              "X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-SignedHeaders=h&X-Amz-Date=d")
                                       << QByteArray("{}");
}

void WireTest::authorizationIsDemanded()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, date);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, answer);
    HttpRequest request = post("{}");
    removeHeader(request, "Authorization");
    removeHeader(request, "X-Amz-Date");
    if (!header.isEmpty())
        setHeader(request, "Authorization", {header.constData(), static_cast<std::size_t>(header.size())});
    if (!date.isEmpty())
        setHeader(request, "Date", date.constData());
    request.query = {query.constData(), static_cast<std::size_t>(query.size())};
    const HttpResponse response = respond(request);
    QCOMPARE(QString::fromStdString(response.body), QString::fromUtf8(answer));
    QCOMPARE(response.status, answer == "{}" ? 200 : 400);
}

void WireTest::authorizationIsAskedForOnlyWhenTheServiceAsks()
{
    HttpRequest request = post("{}");
    removeHeader(request, "Authorization");
    QCOMPARE(respond(request, {}, [](const Call &) { return Answer{400, "first"}; }).body, std::string("first"));
}

void WireTest::presignedQueriesNameTheCallerToo()
{
    HttpRequest request = post("{}");
    removeHeader(request, "Authorization");
    request.query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIB%2F20260101%2Fus-west-2%2Fdynamodb%2Faws4_request";
    const HttpResponse response = respond(request, {}, [](const Call &call) {
        return Answer{200, call.caller.accessKey + "@" + call.caller.region};
    });
    QCOMPARE(response.body, std::string("AKIB@us-west-2"));
}

void WireTest::onlyThisMachineMayAsk_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("allowed");
    for (const char *host : {"localhost", "LocalHost:8000", "127.0.0.1", "127.8.9.1:1", "[::1]", "[::1]:8000"})
        QTest::newRow(host) << QByteArray(host) << QByteArray() << true;
    for (const char *host : {"example.com", "localhost.example.com", "127.0.0.1.example.com", "127.0.0.1:8000@evil", "128.0.0.1", "[::2]",
                             "[::1", "::1", "localhost:80:80", "127.1", "dynamodb.us-east-1.amazonaws.com"})
        QTest::newRow(host) << QByteArray(host) << QByteArray() << false;
    for (const char *origin : {"http://localhost:3000", "https://localhost", "http://127.0.0.1", "HTTP://[::1]:1"})
        QTest::newRow(origin) << QByteArray("localhost") << QByteArray(origin) << true;
    for (const char *origin : {"http://evil.example", "https://localhost.evil.example", "null", "file://", "http://", "localhost",
                               "ftp://localhost", "http://localhost/path"})
        QTest::newRow(origin) << QByteArray("localhost") << QByteArray(origin) << false;
}

void WireTest::onlyThisMachineMayAsk()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, origin);
    QFETCH(bool, allowed);
    HttpRequest request = post("{}");
    setHeader(request, "Host", host.constData());
    if (!origin.isEmpty())
        setHeader(request, "Origin", origin.constData());
    int calls = 0;
    const HttpResponse response = respond(request, {}, [&calls](const Call &) {
        ++calls;
        return Answer{200, "{}"};
    });
    QCOMPARE(response.status, allowed ? 200 : 403);
    QCOMPARE(calls, allowed ? 1 : 0);
    if (!allowed) {
        QVERIFY(response.body.find("#AccessDeniedException\"") != std::string::npos);
        QVERIFY(response.body.find("--cors") != std::string::npos);
        QVERIFY(response.header("Access-Control-Allow-Origin").empty());
    }
    WireOptions verifying;
    verifying.credentials.emplace(); // whoever can sign may come from anywhere
    QCOMPARE(respond(request, verifying, [](const Call &) { return Answer{200, "{}"}; }).status, 200);
}

void WireTest::corsLetsEveryoneAsk()
{
    WireOptions options;
    options.cors = true;
    HttpRequest request = post("{}");
    setHeader(request, "Host", "dynamodb.example");
    setHeader(request, "Origin", "https://example.com");
    const HttpResponse response = respond(request, options);
    QCOMPARE(response.status, 200);
    QCOMPARE(text(response.header("Access-Control-Allow-Origin")), std::string("*"));
    QCOMPARE(text(response.header("Access-Control-Expose-Headers")),
             std::string("x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date"));
    QVERIFY(response.header("Access-Control-Max-Age").empty());
    QVERIFY(respond(post("{}"), options).header("Access-Control-Allow-Origin").empty());
}

void WireTest::corsAnswersThePreflight()
{
    WireOptions options;
    options.cors = true;
    HttpRequest request = post("");
    request.method = "OPTIONS";
    setHeader(request, "Origin", "whatever");
    setHeader(request, "Access-Control-Request-Headers", "a, b, c");
    setHeader(request, "Access-Control-Request-Method", "d");
    const HttpResponse response = respond(request, options);
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, std::string());
    QCOMPARE(text(response.header("Access-Control-Allow-Origin")), std::string("*"));
    QCOMPARE(text(response.header("Access-Control-Allow-Headers")), std::string("a, b, c"));
    QCOMPARE(text(response.header("Access-Control-Allow-Methods")), std::string("d"));
    QCOMPARE(text(response.header("Access-Control-Max-Age")), std::string("172800"));
}

void WireTest::pagesOfThisMachineMayReadTheAnswers()
{
    HttpRequest request = post("{}");
    setHeader(request, "Origin", "http://localhost:3000");
    QCOMPARE(text(respond(request).header("Access-Control-Allow-Origin")), std::string("http://localhost:3000"));
}

void WireTest::packedBodiesAreUnpacked_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<int>("windowBits");
    QTest::newRow("gzip") << QByteArray("gzip") << 31;
    QTest::newRow("GZIP") << QByteArray("GZIP") << 31;
    QTest::newRow("deflate") << QByteArray("deflate") << 15;
    QTest::newRow("raw deflate") << QByteArray("deflate") << -15;
}

void WireTest::packedBodiesAreUnpacked()
{
    QFETCH(QByteArray, encoding);
    QFETCH(int, windowBits);
    const std::string body(100'000, 'x');
    const std::string packed = deflated(body, windowBits);
    HttpRequest request = post(packed);
    setHeader(request, "Content-Encoding", encoding.constData());
    std::string seen;
    const HttpResponse response = respond(request, {}, [&seen](const Call &call) {
        seen = call.body;
        return Answer{200, "{}"};
    });
    QCOMPARE(response.status, 200);
    QVERIFY(seen == body);
}

void WireTest::brokenPackingIsASerializationException_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("body");
    const std::string packed = deflated("{\"a\": \"some text that goes on and on\"}", 31);
    QTest::newRow("not gzip") << QByteArray("gzip") << QByteArray("{}");
    QTest::newRow("cut off") << QByteArray("gzip") << QByteArray::fromStdString(packed).chopped(9);
    QTest::newRow("more behind") << QByteArray("gzip") << QByteArray::fromStdString(packed) + "x";
    QTest::newRow("not deflate") << QByteArray("deflate") << QByteArray("{}");
    QTest::newRow("unknown") << QByteArray("br") << QByteArray("{}");
}

void WireTest::brokenPackingIsASerializationException()
{
    QFETCH(QByteArray, encoding);
    QFETCH(QByteArray, body);
    HttpRequest request = post({body.constData(), static_cast<std::size_t>(body.size())});
    setHeader(request, "Content-Encoding", encoding.constData());
    const HttpResponse response = respond(request);
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body, std::string("{\"__type\":\"com.amazon.coral.service#SerializationException\"}"));
}

void WireTest::aBodyThatUnpacksTooLargeIsRefused()
{
    const std::string largest = deflated(std::string(service::kLargestBody, ' '), 31);
    HttpRequest request = post(largest);
    setHeader(request, "Content-Encoding", "gzip");
    QCOMPARE(respond(request).status, 200);
    const std::string larger = deflated(std::string(service::kLargestBody + 1, ' '), 31);
    request.body = larger;
    QCOMPARE(respond(request).status, 413);
}

void WireTest::largeAnswersArePackedWhenAsked_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("packed");
    QTest::newRow("gzip") << QByteArray("gzip, deflate") << 4097 << true;
    QTest::newRow("any") << QByteArray("*") << 4097 << true;
    QTest::newRow("weight") << QByteArray("deflate;q=0, gzip;q=0.5") << 4097 << true;
    QTest::newRow("small") << QByteArray("gzip") << 4096 << false;
    QTest::newRow("refused") << QByteArray("gzip;q=0.0") << 4097 << false;
    QTest::newRow("identity") << QByteArray("identity") << 4097 << false;
    QTest::newRow("none") << QByteArray("") << 4097 << false;
}

void WireTest::largeAnswersArePackedWhenAsked()
{
    QFETCH(QByteArray, accept);
    QFETCH(int, size);
    QFETCH(bool, packed);
    const std::string body(static_cast<std::size_t>(size), 'a');
    HttpRequest request = post("{}");
    setHeader(request, "Accept-Encoding", accept.constData());
    const HttpResponse response = respond(request, {}, [&body](const Call &) { return Answer{200, body}; });
    QCOMPARE(text(response.header("Content-Encoding")), std::string(packed ? "gzip" : ""));
    QCOMPARE(text(response.header("x-amz-crc32")), std::to_string(service::crc32Of(response.body)));
    if (!packed) {
        QVERIFY(response.body == body);
        return;
    }
    QVERIFY(response.body.size() < body.size());
    std::string unpacked;
    QVERIFY(service::decodeBody("gzip", response.body, body.size(), unpacked) == service::Decoding::Done);
    QVERIFY(unpacked == body);
}

void WireTest::hostileHeadersGiveValidJson()
{
    HttpRequest request = post("{}");
    setHeader(request, "Authorization", "AWS4-\xff\xfe\"\\\x01 Credential=%zz%");
    request.query = "%&=&%4&X-Amz=%ff%00";
    const HttpResponse response = respond(request);
    QCOMPARE(response.status, 400);
    QVERIFY(value::Json::parse(response.body).find("message")->text().ends_with("Authorization=AWS4-??\"\\? Credential=%zz%"));
}
