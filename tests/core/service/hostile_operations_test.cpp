#include <algorithm>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include <QObject>
#include <QTest>

#include "core/service/facts.h"
#include "core/value/json.h"
#include "tests/core/service/dialogue.h"
#include "tests/core/service/service_in_memory.h"
#include "tests/support/test_paths.h"

using namespace keywright;

/// Nothing that a client sends brings the whole service down, or to an answer that DynamoDB would not give.
class HostileOperationsTest : public QObject {
    Q_OBJECT

private slots:
    void everyMemberOfEveryOperationMayBeOfAnyType();
    void endlessExpressionsAreRefused_data();
    void endlessExpressionsAreRefused();
    void hugeRequestsAreAnswered();
    void mutatedRequestsAreAnswered();
};

namespace {

/// What is wrong with an answer; empty when it is a 200 or an error as the service words it.
std::string faultIn(const service::Answer &answer)
{
    if (answer.status == 500)
        return "an internal error: " + answer.body;
    if (answer.status == 200 && answer.body.empty())
        return {};
    try {
        const value::Json body = value::Json::parse(answer.body);
        const value::Json *type = body.find("__type");
        if (answer.status == 200)
            return type == nullptr ? "" : "an error with status 200: " + answer.body;
        return answer.status == 400 && type != nullptr && type->text().find('#') != std::string::npos ? "" : "no error: " + answer.body;
    } catch (const value::JsonSyntaxError &error) {
        return std::string("no JSON, ") + error.what() + ": " + answer.body;
    }
}

/// The requests of all dialogues, with their operations.
std::vector<test::DialogueStep> allRequests()
{
    std::vector<test::DialogueStep> requests;
    for (const auto &entry : std::filesystem::directory_iterator(test::dataDir() / "answers")) {
        if (entry.path().extension() != ".txt")
            continue;
        for (test::DialogueStep &step : test::readDialogue(entry.path()))
            if (step.operation != "clock" && step.operation != "jobs")
                requests.push_back(std::move(step));
    }
    std::sort(requests.begin(), requests.end(), [](const auto &left, const auto &right) {
        return std::tie(left.operation, left.request) < std::tie(right.operation, right.request);
    });
    return requests;
}

std::string repeated(const std::string &text, int times)
{
    std::string out;
    for (int i = 0; i < times; ++i)
        out += text;
    return out;
}

} // namespace

void HostileOperationsTest::everyMemberOfEveryOperationMayBeOfAnyType()
{
    test::ServiceInMemory service;
    const std::vector<std::string> values{"null", "true", "-1",   "1e400", "\"\"",        "\"x\"",
                                          "[]",   "{}",   "[[]]", "[{}]",  "{\"a\": {}}", "{\"a\": [{\"b\": null}]}"};
    int answered = 0;
    for (const service::Operation &operation : service::Facts::ofDynamoDb().operations()) {
        const bool isOfStreams = operation.target.starts_with("DynamoDBStreams");
        const std::string name = (isOfStreams ? "streams:" : "") + operation.name;
        for (const service::Member &member : operation.input->members) {
            for (const std::string &value : values) {
                const std::string request = "{\"" + member.name + "\": " + value + "}";
                const std::string fault = faultIn(service.answer(name, request));
                QVERIFY2(fault.empty(), (name + " " + request + ": " + fault).c_str());
                ++answered;
            }
        }
    }
    QVERIFY(answered > 1000);
}

void HostileOperationsTest::endlessExpressionsAreRefused_data()
{
    constexpr int kMany = 10'000;
    QTest::addColumn<QByteArray>("expression");
    QTest::newRow("parentheses") << QByteArray::fromStdString(repeated("(", kMany) + "a = a" + repeated(")", kMany));
    QTest::newRow("NOT") << QByteArray::fromStdString(repeated("NOT ", kMany) + "a = a");
    QTest::newRow("size") << QByteArray::fromStdString(repeated("size(", kMany) + "a" + repeated(")", kMany) + " = a");
    QTest::newRow("path") << QByteArray::fromStdString("a" + repeated(".a", kMany) + " = a");
    QTest::newRow("indexes") << QByteArray::fromStdString("a" + repeated("[0]", kMany) + " = a");
    QTest::newRow("AND") << QByteArray::fromStdString("a = a" + repeated(" AND a = a", kMany));
    QTest::newRow("SET") << QByteArray::fromStdString("SET a = " + repeated("if_not_exists(a, ", kMany) + "a" + repeated(")", kMany));
}

void HostileOperationsTest::endlessExpressionsAreRefused()
{
    QFETCH(QByteArray, expression);
    test::ServiceInMemory service;
    const std::string text = expression.toStdString();
    const std::vector<std::pair<std::string, std::string>> places{
        {"PutItem", "\"Item\": {\"pk\": {\"S\": \"a\"}}, \"ConditionExpression\""},
        {"UpdateItem", "\"Key\": {\"pk\": {\"S\": \"a\"}}, \"UpdateExpression\""},
        {"GetItem", "\"Key\": {\"pk\": {\"S\": \"a\"}}, \"ProjectionExpression\""},
        {"Query", "\"KeyConditionExpression\""},
        {"Scan", "\"FilterExpression\""},
    };
    for (const auto &[operation, members] : places) {
        const service::Answer answer = service.answer(operation, "{\"TableName\": \"Table\", " + members + ": \"" + text + "\"}");
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.body.find("ValidationException") != std::string::npos, answer.body.c_str());
    }
}

void HostileOperationsTest::hugeRequestsAreAnswered()
{
    constexpr std::size_t kBody = 16 * 1024 * 1024;
    test::ServiceInMemory service;
    const std::string before = "{\"TableName\": \"Table\", \"Item\": {\"pk\": {\"S\": \"";
    const service::Answer large = service.answer("PutItem", before + std::string(kBody - before.size() - 5, 'x') + "\"}}}");
    QCOMPARE(large.status, 400);
    QVERIFY2(large.body.find("Item size has exceeded the maximum allowed size") != std::string::npos, large.body.c_str());

    const std::string deep =
        "{\"TableName\": \"Table\", \"Item\": {\"pk\": " + repeated("{\"L\": [", 10'000) + repeated("]}", 10'000) + "}}";
    QCOMPARE(faultIn(service.answer("PutItem", deep)), std::string());
    QCOMPARE(faultIn(service.answer("PutItem", repeated("[", 1'000'000))), std::string());

    std::string many = "{\"TableName\": \"Table\", \"Item\": {\"pk\": {\"SS\": [";
    for (int i = 0; i < 300'000; ++i)
        many += "\"" + std::to_string(i) + "\",";
    QCOMPARE(faultIn(service.answer("PutItem", many + "\"0\"]}}}")), std::string());
}

void HostileOperationsTest::mutatedRequestsAreAnswered()
{
    constexpr int kMutations = 20'000;
    const std::vector<test::DialogueStep> requests = allRequests();
    QVERIFY(requests.size() > 100);
    test::ServiceInMemory service;
    std::mt19937 random(20261121);
    const std::string bytes = "{}[]\":,0123456789.-eE+\\u \nntfSNBMLa#:$\xc3\xbc\xff";
    for (int i = 0; i < kMutations; ++i) {
        const test::DialogueStep &step = requests[random() % requests.size()];
        std::string request = step.request;
        for (std::uint32_t mutation = random() % 4; mutation > 0 && !request.empty(); --mutation) {
            const std::size_t at = random() % request.size();
            switch (random() % 4) {
            case 0: request[at] = bytes[random() % bytes.size()]; break;
            case 1: request.erase(at, 1 + random() % 8); break;
            case 2: request.insert(at, 1, bytes[random() % bytes.size()]); break;
            default: request.insert(at, request.substr(random() % request.size(), random() % 40));
            }
        }
        const std::string fault = faultIn(service.answer(step.operation, request));
        QVERIFY2(fault.empty(), (step.operation + " " + request + ": " + fault).c_str());
    }
}

std::unique_ptr<QObject> makeHostileOperationsTest()
{
    return std::make_unique<HostileOperationsTest>();
}

#include "hostile_operations_test.moc"
