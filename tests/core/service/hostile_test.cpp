#include <QtTest>

#include <random>

#include "core/service/attribute_reader.h"
#include "core/service/fault.h"
#include "core/service/request.h"
#include "core/value/json.h"
#include "tests/core/service/request_fixture.h"
#include "tests/support/item_text.h"

using namespace keywright;

namespace {

const char *const kBareSerialization = "SerializationException: ";

std::string repeated(std::string_view part, int times)
{
    std::string text;
    text.reserve(part.size() * static_cast<std::size_t>(times));
    for (int i = 0; i < times; ++i)
        text += part;
    return text;
}

/// Requests that use most kinds of shapes.
const std::vector<std::pair<std::string, std::string>> kRequests{
    {"PutItem",
     "{\"TableName\":\"Music\",\"Item\":{\"pk\":{\"S\":\"a\\u00e9\\ud83d\\ude00\"},\"n\":{\"N\":\"-1.5E+3\"},\"b\":{\"B\":\"aGk=\"},"
     "\"l\":{\"L\":[{\"NULL\":true},{\"BOOL\":false},{\"M\":{\"x\":{\"SS\":[\"a\",\"b\"]}}}]},\"ns\":{\"NS\":[\"1\",\"2\"]},"
     "\"bs\":{\"BS\":[\"AA==\"]}},\"ConditionExpression\":\"a = :v\",\"ExpressionAttributeValues\":{\":v\":{\"S\":\"x\"}},"
     "\"ReturnValues\":\"ALL_OLD\"}"},
    {"CreateTable",
     "{\"TableName\":\"Music\",\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}],"
     "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}],\"BillingMode\":\"PROVISIONED\","
     "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":5,\"WriteCapacityUnits\":5}}"},
    {"BatchWriteItem",
     "{\"RequestItems\":{\"Music\":[{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"a\"}}}},{\"DeleteRequest\":{\"Key\":{\"pk\":{\"S\":\"b\"}}}}"
     "]},"
     "\"ReturnConsumedCapacity\":\"TOTAL\"}"},
    {"Scan",
     "{\"TableName\":\"Music\",\"Limit\":10,\"Segment\":0,\"TotalSegments\":4,\"ConsistentRead\":true,\"ExclusiveStartKey\":{\"pk\":{\"S\":"
     "\"a\"}}}"},
};

/// A fault or a value, whatever the bytes; also every accessor, and the attributes of PutItem.
std::string answerTo(const std::string &operation, const std::string &body)
{
    const std::string answer = test::readingOf(operation, body);
    if (answer == "ok") {
        const service::RequestDocument document(body);
        value::Json::parse(document.root().toJson().compact());
        if (const auto item = document.root().find("Item"))
            try {
                service::readItem(*item);
            } catch (const service::Fault &fault) {
                return fault.name();
            }
    }
    return answer;
}

bool isFaultOrValue(const std::string &answer)
{
    return answer == "ok" || answer.starts_with("SerializationException") || answer.starts_with("ValidationException");
}

} // namespace

/// Nothing that a client sends crashes or hangs the reading of requests.
class ServiceHostileTest : public QObject {
    Q_OBJECT

private slots:
    void theSampleRequestsAreGood();
    void deepNestingIsRefused();
    void bodiesOf16MegabytesAreRead();
    void aRefusalIsNotMuchLongerThanItsRequest();
    void badTextIsRefused_data();
    void badTextIsRefused();
    void hugeNumbersAreNoIntegers();
    void membersMayBeWrittenTwice();
    void everyBeginningOfARequestIsAnswered();
    void mutationsAreAnswered();
};

void ServiceHostileTest::theSampleRequestsAreGood()
{
    for (const auto &[operation, body] : kRequests)
        QCOMPARE(answerTo(operation, body), std::string("ok"));
}

void ServiceHostileTest::deepNestingIsRefused()
{
    for (const int depth : {1'100, 10'000, 1'000'000}) {
        QCOMPARE(test::itemReadingOf("{\"a\":" + repeated("{\"L\":[", depth) + repeated("]}", depth) + "}"),
                 std::string(kBareSerialization));
        QCOMPARE(test::itemReadingOf(repeated("{\"M\":", depth)), std::string(kBareSerialization));
        QCOMPARE(test::readingOf("PutItem", "{\"Unknown\":" + repeated("[", depth) + repeated("]", depth) + "}"),
                 std::string(kBareSerialization));
    }
    const std::string tooDeep = test::itemReadingOf("{\"a\":" + repeated("{\"L\":[", 500) + "{\"S\":\"\"}" + repeated("]}", 500) + "}");
    QVERIFY2(tooDeep.starts_with("ValidationException: Nesting Levels"), tooDeep.c_str());
}

void ServiceHostileTest::bodiesOf16MegabytesAreRead()
{
    constexpr int kMegabytes16 = 16 * 1024 * 1024;
    const std::string longText(kMegabytes16 - 100, 'a');
    QCOMPARE(test::readingOf("PutItem", "{\"TableName\":\"abc\",\"Item\":{\"a\":{\"S\":\"" + longText + "\"}}}"), std::string("ok"));
    QCOMPARE(test::readingOf("PutItem", "{\"TableName\":\"abc\",\"Item\":{},\"Unknown\":[" + repeated("[],", 5'000'000) + "[]]}"),
             std::string("ok"));
    QCOMPARE(service::itemFromText("{\"a\":{\"L\":[" + repeated("{\"S\":\"\"},", 1'000'000) + "{\"S\":\"\"}]}}").size(), std::size_t(1));
    // As many attributes as go in, in the worst order.
    std::string attributes;
    for (int i = 900'000; i > 100'000; --i)
        attributes += "\"" + std::to_string(i) + "\":{\"S\":\"\"},";
    QCOMPARE(service::itemFromText("{" + attributes + "\"z\":{\"S\":\"\"}}").size(), std::size_t(800'001));
    QCOMPARE(test::readingOf("PutItem", std::string(kMegabytes16, '{')), std::string(kBareSerialization));
    QCOMPARE(test::readingOf("PutItem", std::string(kMegabytes16, ' ')), std::string(kBareSerialization));
}

void ServiceHostileTest::aRefusalIsNotMuchLongerThanItsRequest()
{
    const std::string answer =
        test::readingOf("BatchWriteItem",
                        "{\"RequestItems\":{\"abc\":[" + repeated("{\"PutRequest\":{\"Item\":{\"a\":{\"S\":\"\"}}}},", 100'000) + "{}]}}");
    QVERIFY(answer.starts_with(
        "ValidationException: 1 validation error detected: Value '{abc=[WriteRequest(putRequest=PutRequest(item={a=AttributeValue("
        "s=, n=null, b=null, iNT=null, dECIMAL=null, dOUBLE=null, sS=null, nS=null, bS=null, iNTSET=null, dECIMALSET=null, "
        "dOUBLESET=null, m=null, l=null, nULL=null, bOOL=null)}, workloadProfileName=null), deleteRequest=null), "));
    QVERIFY(answer.ends_with(
        "' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than "
        "or equal to 25, Member must have length greater than or equal to 1]"));
    QVERIFY2(answer.size() < 100'000, std::to_string(answer.size()).c_str());
}

void ServiceHostileTest::badTextIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a byte that UTF-8 has not") << QByteArray("\xff");
    QTest::newRow("a character cut off") << QByteArray("\xc3");
    QTest::newRow("an overlong form") << QByteArray("\xc0\x80");
    QTest::newRow("a surrogate in UTF-8") << QByteArray("\xed\xa0\x80");
    QTest::newRow("beyond Unicode") << QByteArray("\xf5\x80\x80\x80");
    QTest::newRow("a NUL") << QByteArray(1, '\0');
    QTest::newRow("a control character") << QByteArray("\n");
    QTest::newRow("a high surrogate alone") << QByteArray("\\ud83d");
    QTest::newRow("a high surrogate before text") << QByteArray("\\ud83dx");
    QTest::newRow("two high surrogates") << QByteArray("\\ud83d\\ud83d");
    QTest::newRow("a low surrogate alone") << QByteArray("\\ude00");
    QTest::newRow("an escape that JSON has not") << QByteArray("\\x41");
    QTest::newRow("an escape cut off") << QByteArray("\\u00");
}

void ServiceHostileTest::badTextIsRefused()
{
    QFETCH(QByteArray, text);
    const std::string bad = text.toStdString();
    QCOMPARE(test::itemReadingOf("{\"a\":{\"S\":\"" + bad + "\"}}"), std::string(kBareSerialization));
    QCOMPARE(test::itemReadingOf("{\"" + bad + "\":{\"S\":\"a\"}}"), std::string(kBareSerialization));
    QCOMPARE(test::readingOf("PutItem", "{\"TableName\":\"" + bad + "\"}"), std::string(kBareSerialization));
}

void ServiceHostileTest::hugeNumbersAreNoIntegers()
{
    for (const char *number : {"1e400", "-1e400", "99999999999999999999999999", "01", "+1", ".5", "1.", "0x10", "NaN", "Infinity", "-"})
        QCOMPARE(test::readingOf("Scan", std::string("{\"TableName\":\"abc\",\"Limit\":") + number + "}"), std::string(kBareSerialization));
    for (const char *number : {"9223372036854775807", "18446744073709551615", "1e300", "1.9", "1e0"})
        QCOMPARE(test::readingOf("Scan", std::string("{\"TableName\":\"abc\",\"Limit\":") + number + "}"), std::string("ok"));
    const service::RequestDocument document("{\"a\":18446744073709551615,\"b\":1e300,\"c\":-1e300,\"d\":-1.9,\"e\":2.5,\"f\":\"x\"}");
    QCOMPARE(document.root().integer("a"), std::numeric_limits<std::int64_t>::max());
    QCOMPARE(document.root().integer("b"), std::numeric_limits<std::int64_t>::max());
    QCOMPARE(document.root().integer("c"), std::numeric_limits<std::int64_t>::min());
    QCOMPARE(document.root().integer("d"), std::int64_t(-1));
    QCOMPARE(document.root().optionalDouble("e"), std::optional(2.5));
    QCOMPARE(document.root().integer("f", 7), std::int64_t(0));
    QCOMPARE(document.root().integer("g", 7), std::int64_t(7));
}

void ServiceHostileTest::membersMayBeWrittenTwice()
{
    QCOMPARE(test::readingOf("PutItem", "{\"TableName\":\"\",\"Item\":{},\"TableName\":\"abc\"}"), std::string("ok"));
    QVERIFY(test::readingOf("PutItem", "{\"TableName\":\"abc\",\"Item\":{},\"TableName\":null}")
                .starts_with("ValidationException: 1 validation error"));
    QCOMPARE(test::readingOf("PutItem", "{\"TableName\":7,\"Item\":{},\"TableName\":\"abc\"}"),
             std::string("SerializationException: NUMBER_VALUE cannot be converted to String"));
    const service::RequestDocument document("{\"m\":{\"a\":1,\"b\":2,\"a\":3}}");
    const auto members = document.root().map("m");
    QCOMPARE(members.size(), std::size_t(2));
    QCOMPARE(members[0].name, std::string_view("b"));
    QCOMPARE(members[1].value.asInteger(), std::int64_t(3));
}

void ServiceHostileTest::everyBeginningOfARequestIsAnswered()
{
    for (const auto &[operation, body] : kRequests)
        for (std::size_t length = 0; length < body.size(); ++length)
            QCOMPARE(test::readingOf(operation, body.substr(0, length)), std::string(kBareSerialization));
}

void ServiceHostileTest::mutationsAreAnswered()
{
    std::mt19937 random(20120810); // fixed, so that a failure repeats; the engine is the same in every library
    const std::vector<std::string> parts{"{",  "}",   "[",  "]",  ",",     ":",     "\"",      "null", "true",
                                         "-1", "1e9", "{}", "[]", "\"S\"", "\"N\"", "\\u0000", "\xff"};
    std::size_t good = 0;
    for (int round = 0; round < 20'000; ++round) {
        const auto &[operation, body] = kRequests[random() % kRequests.size()];
        std::string mutant = body;
        for (unsigned changes = random() % 4 + 1; changes > 0; --changes) {
            const std::size_t at = random() % mutant.size();
            switch (random() % 4) {
            case 0: mutant[at] = static_cast<char>(random() % 256); break;
            case 1: mutant.erase(at, random() % 8); break;
            case 2: mutant.insert(at, parts[random() % parts.size()]); break;
            default: mutant.insert(at, mutant.substr(random() % mutant.size(), random() % 32));
            }
            if (mutant.empty())
                mutant = "{}";
        }
        const std::string answer = answerTo(operation, mutant);
        QVERIFY2(isFaultOrValue(answer), (mutant + "\n" + answer).c_str());
        good += answer == "ok" ? 1 : 0;
    }
    QVERIFY2(good > 500, std::to_string(good).c_str());
}

std::unique_ptr<QObject> makeServiceHostileTest()
{
    return std::make_unique<ServiceHostileTest>();
}

#include "hostile_test.moc"
