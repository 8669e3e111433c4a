#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#include "tests/support/test_paths.h"

using namespace keywright;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 300'000;

QString inConformance(const char *name)
{
    return QString::fromStdString((test::sourceDir() / "tests" / "conformance" / name).string());
}

/// Debian's own boto3, and not that of another Python before it in the path.
QString pythonWithBoto3()
{
    for (const QString &python : {QStringLiteral("/usr/bin/python3"), QStringLiteral("python3")})
        if (QProcess::execute(python, {"-c", "import boto3"}) == 0)
            return python;
    return {};
}

struct ScriptResult {
    bool ended = false;
    QString output;
    QString errors;
};

ScriptResult runScript(const QString &program, const QStringList &arguments, const QString &folder = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("AWS_ACCESS_KEY_ID", "AKIDLOCAL");
    environment.insert("AWS_SECRET_ACCESS_KEY", "secret");
    environment.insert("AWS_DEFAULT_REGION", "us-east-1");
    environment.insert("AWS_CONFIG_FILE", "/dev/null");
    environment.insert("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    environment.insert("AWS_PAGER", "");
    environment.insert("AWS_EC2_METADATA_DISABLED", "true");
    process.setProcessEnvironment(environment);
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(program, arguments);
    const bool ended = process.waitForFinished(kPatience);
    return {ended, QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

} // namespace

class ConformanceTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void boto3();
    void awsCommandLine();
    void javaScript();
    void nothingAcknowledgedIsLostWhenTheEndpointIsKilled();

private:
    void checkSteps(const ScriptResult &result, int atLeast);

    QProcess m_server;
    QString m_url;
};

/// Each client begins with an endpoint of its own.
void ConformanceTest::init()
{
    m_server.start(QString::fromStdString((test::binaryDir() / "keywright-cli").string()), {"serve", "--memory", "--port", "0"});
    while (m_server.state() != QProcess::NotRunning && !m_server.canReadLine())
        m_server.waitForReadyRead(kPatience);
    m_url = QRegularExpression("http://\\S+").match(QString::fromUtf8(m_server.readLine())).captured();
    QVERIFY2(!m_url.isEmpty(), m_server.readAllStandardError().constData());
}

void ConformanceTest::cleanup()
{
    m_server.terminate();
    QVERIFY(m_server.waitForFinished(kPatience));
    QCOMPARE(m_server.exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_server.exitCode(), 0);
}

void ConformanceTest::checkSteps(const ScriptResult &result, int atLeast)
{
    QVERIFY(result.ended);
    int passed = 0;
    for (const QString &line : result.output.split('\n')) {
        QVERIFY2(!line.startsWith("not ok"), qPrintable(line + "\n" + result.errors.right(2000)));
        passed += line.startsWith("ok ") ? 1 : 0;
    }
    QVERIFY2(passed >= atLeast, qPrintable(result.output + result.errors.right(2000)));
}

void ConformanceTest::boto3()
{
    const QString python = pythonWithBoto3();
    if (python.isEmpty())
        QSKIP("SKIP boto3 missing");
    checkSteps(runScript(python, {inConformance("boto3_client.py"), m_url}), 14);
}

void ConformanceTest::awsCommandLine()
{
    const QString aws = QStandardPaths::findExecutable("aws");
    if (aws.isEmpty())
        QSKIP("SKIP awscli missing");
    checkSteps(runScript("bash", {inConformance("aws_cli_client.sh"), m_url}), 9);
}

void ConformanceTest::javaScript()
{
    if (QStandardPaths::findExecutable("node").isEmpty() || QStandardPaths::findExecutable("npm").isEmpty())
        QSKIP("SKIP node or npm missing");
    const fs::path folder = test::binaryDir().parent_path() / "conformance-js";
    fs::create_directories(folder);
    for (const char *name : {"package.json", "package-lock.json", "client.mjs"})
        fs::copy_file(test::sourceDir() / "tests" / "conformance" / "js" / name, folder / name, fs::copy_options::overwrite_existing);
    const QString place = QString::fromStdString(folder.string());
    if (!fs::exists(folder / "node_modules" / "@aws-sdk" / "client-dynamodb-streams")
        && QProcess::execute("npm", {"ci", "--prefix", place, "--no-audit", "--no-fund", "--loglevel", "error"}) != 0)
        QSKIP("SKIP the AWS SDK for JavaScript cannot be installed: npm's registry does not answer");
    checkSteps(runScript("node", {"client.mjs", m_url}, place), 10);
}

void ConformanceTest::nothingAcknowledgedIsLostWhenTheEndpointIsKilled()
{
    const QString python = QStandardPaths::findExecutable("python3");
    if (python.isEmpty())
        QSKIP("SKIP python3 missing");
    const test::TemporaryFolder folder;
    const int rounds = qEnvironmentVariableIsSet("KEYWRIGHT_LONG") ? 20 : 3;
    const QStringList words{inConformance("kill_endpoint.py"), QString::fromStdString((test::binaryDir() / "keywright-cli").string()),
                            QString::fromStdString(folder.path().string()), QString::number(rounds)};
    checkSteps(runScript(python, words), rounds);
}

QTEST_GUILESS_MAIN(ConformanceTest)
#include "conformance_test.moc"
