#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "tests/conformance/clients.h"
#include "tests/conformance/guide_commands_test.h"
#include "tests/conformance/operation_code_test.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright;
namespace fs = std::filesystem;
using test::inConformance;
using test::javaScriptFolder;
using test::kPatience;
using test::npmFolder;
using test::pythonWithBoto3;
using test::runScript;
using test::ScriptResult;

namespace {

/// Debian's packages of Go and of its AWS SDK.
bool hasGo()
{
    return !QStandardPaths::findExecutable("go").isEmpty()
        && fs::exists("/usr/share/gocode/src/github.com/aws/aws-sdk-go-v2/service/dynamodb");
}

/// What Go has compiled, for all the builds of this checkout.
QString goCache()
{
    return QString::fromStdString((test::sourceDir() / "build" / "go-cache").string());
}

/// The program and the model whose generated code is run.
QStringList codeArguments(const QString &url)
{
    return {url, QString::fromStdString((test::binaryDir() / "keywright-cli").string()),
            QString::fromStdString((test::sourceDir() / "samples" / "online-shop.keywright.json").string())};
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
    void newestJavaScript();
    void aDamagedStoreIsRepairedAndAgreesWithItself();
    void nothingAcknowledgedIsLostWhenTheEndpointIsKilled();
    void generatedPython();
    void generatedJavaScript_data();
    void generatedJavaScript();
    void generatedGo();
    void generatedCommandLine();
    void generatedCodeOfEverySampleIsTypedRight();
    void cdkSynthesisesOurCloudFormation_data();
    void cdkSynthesisesOurCloudFormation();

private:
    void checkSteps(const ScriptResult &result, int atLeast);

    QTemporaryDir m_buckets;
    QProcess m_server;
    QString m_url;
};

/// Each client begins with an endpoint of its own.
void ConformanceTest::init()
{
    qputenv("KEYWRIGHT_BUCKETS", m_buckets.path().toUtf8()); // for clients that look at what was exported
    m_url = test::startEndpoint(m_server, {"--buckets", m_buckets.path()});
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
    checkSteps(runScript(python, {inConformance("boto3_client.py"), m_url}), 25);
}

void ConformanceTest::awsCommandLine()
{
    const QString aws = QStandardPaths::findExecutable("aws");
    if (aws.isEmpty())
        QSKIP("SKIP awscli missing");
    checkSteps(runScript("bash", {inConformance("aws_cli_client.sh"), m_url}), 43);
}

void ConformanceTest::javaScript()
{
    const QString place = javaScriptFolder();
    if (place.isEmpty())
        QSKIP("SKIP node or npm missing, or npm's registry does not answer: no AWS SDK for JavaScript");
    checkSteps(runScript("node", {"client.mjs", m_url}, place), 14);
}

/// It needs Node.js 20.
void ConformanceTest::newestJavaScript()
{
    if (QProcess::execute("node", {"-e", "process.exit(Number(process.versions.node.split('.')[0]) < 20 ? 1 : 0)"}) != 0)
        QSKIP("SKIP Node.js 20 missing");
    const QString place = npmFolder("newest");
    if (place.isEmpty())
        QSKIP("SKIP npm missing, or its registry does not answer: no newest AWS SDK for JavaScript");
    checkSteps(runScript("node", {"client.mjs", m_url}, place), 15);
}

void ConformanceTest::aDamagedStoreIsRepairedAndAgreesWithItself()
{
    const QString python = QStandardPaths::findExecutable("python3");
    if (python.isEmpty())
        QSKIP("SKIP python3 missing");
    const test::TemporaryFolder folder;
    checkSteps(runScript(python,
                         {inConformance("repair_endpoint.py"), QString::fromStdString((test::binaryDir() / "keywright-cli").string()),
                          QString::fromStdString(folder.path().string())}),
               4);
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

void ConformanceTest::generatedPython()
{
    const QString python = pythonWithBoto3();
    if (python.isEmpty())
        QSKIP("SKIP boto3 missing");
    checkSteps(runScript(python, QStringList{inConformance("generated_code.py")} + codeArguments(m_url) + QStringList{"python"}), 22);
}

void ConformanceTest::generatedJavaScript_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("javascript") << "javascript";
    QTest::newRow("typescript") << "typescript";
}

void ConformanceTest::generatedJavaScript()
{
    QFETCH(QString, language);
    const QString place = javaScriptFolder();
    if (place.isEmpty())
        QSKIP("SKIP node or npm missing, or npm's registry does not answer: no AWS SDK for JavaScript");
    checkSteps(runScript("node", QStringList{"generated_code.mjs"} + codeArguments(m_url) + QStringList{language}, place), 22);
}

void ConformanceTest::generatedGo()
{
    const QString python = pythonWithBoto3();
    if (python.isEmpty() || !hasGo())
        QSKIP("SKIP boto3, golang-go or golang-github-aws-aws-sdk-go-v2-dev missing");
    checkSteps(runScript(python, QStringList{inConformance("generated_code.py")} + codeArguments(m_url) + QStringList{"go", goCache()}),
               22);
}

void ConformanceTest::generatedCommandLine()
{
    const QString python = pythonWithBoto3();
    QProcess version;
    version.start(QFile::exists("/usr/bin/aws") ? "/usr/bin/aws" : "aws", {"--version"});
    version.waitForFinished(kPatience);
    if (python.isEmpty() || QStandardPaths::findExecutable("jq").isEmpty() || !version.readAllStandardOutput().startsWith("aws-cli/2"))
        QSKIP("SKIP boto3, jq or the AWS CLI 2 missing");
    checkSteps(runScript(python, QStringList{inConformance("generated_code.py")} + codeArguments(m_url) + QStringList{"cli"}), 22);
}

void ConformanceTest::generatedCodeOfEverySampleIsTypedRight()
{
    const QString place = javaScriptFolder();
    if (place.isEmpty() || !hasGo())
        QSKIP("SKIP node, npm, golang-go or golang-github-aws-aws-sdk-go-v2-dev missing");
    const test::TemporaryFolder folder;
    QStringList scripts;
    QStringList packages;
    for (const auto &file : fs::directory_iterator(test::sourceDir() / "samples")) {
        const std::string name = file.path().filename().string();
        if (!name.ends_with(".keywright.json"))
            continue;
        packages += QString::fromStdString(name.substr(0, name.find('.')));
        scripts += "samples/" + packages.back() + ".ts";
        const QString model = QString::fromStdString(file.path().string());
        const QString go = QString::fromStdString((folder.path() / "src").string()) + "/" + packages.back() + "/access_patterns.go";
        const QString program = QString::fromStdString((test::binaryDir() / "keywright-cli").string());
        const auto typescript =
            runScript(program, {"code", model, "--language", "typescript", "-o", place + "/" + scripts.back(), "--force"});
        QVERIFY2(typescript.exitCode == 0, qPrintable(typescript.errors));
        const auto written = runScript(program, {"code", model, "--language", "go", "-o", go});
        QVERIFY2(written.exitCode == 0, qPrintable(written.errors));
    }
    const ScriptResult checked = runScript(
        place + "/node_modules/.bin/tsc",
        QStringList{"--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "--skipLibCheck", "--types", "node"} + scripts,
        place);
    QVERIFY2(checked.exitCode == 0, qPrintable(checked.output + checked.errors));
    const QString path = "GOPATH=" + QString::fromStdString(folder.path().string()) + ":/usr/share/gocode";
    const ScriptResult vetted =
        runScript("env", QStringList{"GO111MODULE=off", "GOFLAGS=", path, "GOCACHE=" + goCache(), "go", "vet"} + packages);
    QVERIFY2(vetted.exitCode == 0, qPrintable(vetted.output + vetted.errors));
}

void ConformanceTest::cdkSynthesisesOurCloudFormation_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("extras");
    const QString samples = QString::fromStdString((test::sourceDir() / "samples").string());
    const QString settings =
        QString::fromStdString((test::dataDir() / "exchange" / "infrastructure" / "every-setting.keywright.json").string());
    QTest::newRow("online-shop") << samples + "/online-shop.keywright.json"
                                 << "none";
    QTest::newRow("every-setting") << settings << "none";
    QTest::newRow("every-setting with every extra") << settings << "all";
}

void ConformanceTest::cdkSynthesisesOurCloudFormation()
{
    if (!qEnvironmentVariableIsSet("KEYWRIGHT_LONG"))
        QSKIP("SKIP aws-cdk-lib: installing it takes half a minute; ./dev test --long does");
    QFETCH(QString, model);
    QFETCH(QString, extras);
    const QString place = npmFolder("cdk");
    if (place.isEmpty())
        QSKIP("SKIP node or npm missing, or npm's registry does not answer: no aws-cdk-lib");
    const QString program = QString::fromStdString((test::binaryDir() / "keywright-cli").string());
    checkSteps(runScript("node", {"synthesise.mjs", program, model, extras}, place), 3);
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return test::runClasses({argv, argv + argc},
                            {test::make<ConformanceTest>, test::make<OperationCodeTest>, test::make<GuideCommandsTest>});
}

#include "conformance_test.moc"
