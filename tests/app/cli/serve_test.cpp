#include <csignal>
#include <memory>

#include <QProcess>
#include <QRegularExpression>

#include "tests/core/service/http_client.h"
#include "tests/support/served_process.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::RawConnection;
using test::ServedProcess;

namespace {

std::string healthOf(const ServedProcess &server)
{
    RawConnection connection(server.port());
    connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return test::bodyOf(connection.readResponse());
}

} // namespace

class ServeTest : public QObject {
    Q_OBJECT

private slots:
    void printsOneLineWhenReady();
    void endsCleanlyOnASignal_data();
    void endsCleanlyOnASignal();
    void twoProcessesCannotHaveOneStore();
    void aTakenPortIsNamed();
    void logsRequestsWhenAsked();
    void throttlesWhenAsked();
    void refusesWhatMakesNoSense_data();
    void refusesWhatMakesNoSense();
    void saysWhyItCannotStart_data();
    void saysWhyItCannotStart();
};

void ServeTest::printsOneLineWhenReady()
{
    ServedProcess server({"--memory", "--region=eu-west-1"});
    QVERIFY2(server.firstLine().startsWith("Keywright is ready at http://127.0.0.1:"), server.firstLine().constData());
    QCOMPARE(healthOf(server), std::string("healthy: dynamodb.eu-west-1.amazonaws.com "));
    QCOMPARE(server.endBy(SIGTERM), 0);
    QCOMPARE(server.moreOutput(), QByteArray());
    QCOMPARE(server.errors(), QByteArray());
}

void ServeTest::endsCleanlyOnASignal_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void ServeTest::endsCleanlyOnASignal()
{
    QFETCH(int, signal);
    const test::TemporaryFolder folder;
    for (int i = 0; i < 2; ++i) { // the second finds the store closed
        ServedProcess server({"--data", QString::fromStdString((folder.path() / "tables").string())});
        const RawConnection idle(server.port());
        QVERIFY(healthOf(server).starts_with("healthy"));
        QCOMPARE(server.endBy(signal), 0);
    }
}

void ServeTest::twoProcessesCannotHaveOneStore()
{
    const test::TemporaryFolder folder;
    ServedProcess first({"--data", QString::fromStdString(folder.path().string())});
    QVERIFY(first.port() != 0);
    ServedProcess second({"--data", QString::fromStdString(folder.path().string())});
    QCOMPARE(second.firstLine(), QByteArray());
    QCOMPARE(second.exitCode(), 1);
    const QByteArray errors = second.errors();
    QVERIFY2(errors.startsWith("keywright-cli: ") && errors.contains(folder.path().string().c_str()), errors.constData());
    QVERIFY(healthOf(first).starts_with("healthy"));
}

void ServeTest::aTakenPortIsNamed()
{
    ServedProcess first({"--memory"});
    ServedProcess second({"--memory", "--port", QString::number(first.port())});
    QCOMPARE(second.exitCode(), 1);
    QCOMPARE(QString::fromUtf8(second.errors()),
             QString("keywright-cli: Port %1 on localhost is in use by another program. Choose another port, or 0 for any that is free.\n")
                 .arg(first.port()));
}

void ServeTest::logsRequestsWhenAsked()
{
    ServedProcess server({"--memory", "--log"});
    RawConnection connection(server.port());
    connection.send(test::postRequest("{\"TableName\":\"Music\"}", "X-Amz-Target: DynamoDB_20120810.DescribeTable\r\n"));
    QCOMPARE(test::statusOf(connection.readResponse()), 400); // not signed
    QCOMPARE(server.endBy(SIGTERM), 0);
    const QString errors = QString::fromUtf8(server.errors());
    QVERIFY2(errors.contains(QRegularExpression("Z DescribeTable Music 400 [0-9]+ us 21 B in [0-9]+ B out\n$")), qPrintable(errors));
}

void ServeTest::throttlesWhenAsked()
{
    ServedProcess server({"--memory", "--throttle"});
    RawConnection connection(server.port());
    const auto ask = [&connection](const std::string &operation, const std::string &body) {
        connection.send(test::postRequest(body,
                                          "X-Amz-Target: DynamoDB_20120810." + operation
                                              + "\r\nX-Amz-Date: 20261121T090000Z\r\nAuthorization: AWS4-HMAC-SHA256 "
                                                "Credential=AKIA/20261121/us-east-1/dynamodb/aws4_request, "
                                                "SignedHeaders=host;x-amz-date, Signature=00\r\n"));
        return connection.readResponse();
    };
    QCOMPARE(test::statusOf(ask("CreateTable",
                                "{\"TableName\": \"Music\", \"AttributeDefinitions\": [{\"AttributeName\": \"pk\", "
                                "\"AttributeType\": \"S\"}], \"KeySchema\": [{\"AttributeName\": \"pk\", \"KeyType\": \"HASH\"}], "
                                "\"ProvisionedThroughput\": {\"ReadCapacityUnits\": 1, \"WriteCapacityUnits\": 1}}")),
             200);
    std::string refused;
    for (int i = 0; i < 1'000 && refused.empty(); ++i)
        if (const std::string answer = ask("PutItem", "{\"TableName\": \"Music\", \"Item\": {\"pk\": {\"S\": \"a\"}}}");
            test::statusOf(answer) != 200)
            refused = test::bodyOf(answer);
    QVERIFY2(refused.find("ProvisionedThroughputExceededException") != std::string::npos, refused.c_str());
    QVERIFY2(refused.find("\"reason\":\"TableWriteProvisionedThroughputExceeded\"") != std::string::npos, refused.c_str());
    QCOMPARE(server.endBy(SIGTERM), 0);
}

void ServeTest::refusesWhatMakesNoSense_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("message");
    QTest::newRow("no store") << QStringList{} << "serve needs either --data FOLDER, where the tables are kept, or --memory.";
    QTest::newRow("two stores") << QStringList{"--memory", "--data", "a"}
                                << "serve needs either --data FOLDER, where the tables are kept, or --memory.";
    QTest::newRow("port") << QStringList{"--memory", "--port", "65536"} << "--port needs a whole number from 0 to 65535, not \"65536\".";
    QTest::newRow("word for port") << QStringList{"--memory", "--port=http"}
                                   << "--port needs a whole number from 0 to 65535, not \"http\".";
    QTest::newRow("no folder") << QStringList{"--data"} << "--data needs a folder.";
    QTest::newRow("durability") << QStringList{"--memory", "--durability", "none"} << "--durability is process or power, not \"none\".";
    QTest::newRow("delay") << QStringList{"--memory", "--index-delay", "-1"}
                           << "--index-delay needs a whole number from 0 to 3600000, not \"-1\".";
    QTest::newRow("word") << QStringList{"--memory", "model.json"} << "serve takes options only, not \"model.json\".";
    QTest::newRow("option") << QStringList{"--memory", "--tls"} << "there is no option --tls for serve.";
    QTest::newRow("value for a switch") << QStringList{"--memory=yes"} << "--memory takes no value.";
}

void ServeTest::refusesWhatMakesNoSense()
{
    QFETCH(QStringList, options);
    QFETCH(QString, message);
    std::vector<std::string> words{"serve"};
    for (const QString &option : options)
        words.push_back(option.toStdString());
    const test::ProgramResult result = test::runProgram(test::binaryDir() / "keywright-cli", words);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(QString::fromStdString(result.errors), "keywright-cli: " + message + " Try keywright-cli --help.\n");
    QCOMPARE(result.output, std::string());
}

void ServeTest::saysWhyItCannotStart_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("message");
    QTest::newRow("open to others") << QStringList{"--memory", "--host", "0.0.0.0"} << "Others could reach the tables on 0.0.0.0 unsigned.";
    QTest::newRow("no credentials file") << QStringList{"--memory", "--credentials", "/none/file"}
                                         << "The credentials file /none/file cannot be read";
    QTest::newRow("no folder") << QStringList{"--data", "/proc/none"} << "/proc/none";
}

void ServeTest::saysWhyItCannotStart()
{
    QFETCH(QStringList, options);
    QFETCH(QString, message);
    ServedProcess server(options);
    QCOMPARE(server.firstLine(), QByteArray());
    QCOMPARE(server.exitCode(), 1);
    const QString errors = QString::fromUtf8(server.errors());
    QVERIFY2(errors.startsWith("keywright-cli: ") && errors.contains(message), qPrintable(errors));
}

QTEST_GUILESS_MAIN(ServeTest)
#include "serve_test.moc"
