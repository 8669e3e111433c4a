#include "tests/conformance/clients.h"

#include <filesystem>

#include <QRegularExpression>
#include <QStandardPaths>

#include "tests/support/test_paths.h"

namespace keywright::test {

namespace fs = std::filesystem;

QString inConformance(const char *name)
{
    return QString::fromStdString((test::sourceDir() / "tests" / "conformance" / name).string());
}

QString pythonWithBoto3()
{
    for (const QString &python : {QStringLiteral("/usr/bin/python3"), QStringLiteral("python3")})
        if (QProcess::execute(python, {"-c", "import boto3"}) == 0)
            return python;
    return {};
}

QString npmFolder(const char *source)
{
    if (QStandardPaths::findExecutable("node").isEmpty() || QStandardPaths::findExecutable("npm").isEmpty())
        return {};
    const fs::path from = test::sourceDir() / "tests" / "conformance" / source;
    const fs::path folder = test::binaryDir().parent_path() / (std::string("conformance-") + source);
    const fs::path installed = folder / "installed-lock.json";
    fs::create_directories(folder);
    for (const auto &file : fs::directory_iterator(from))
        fs::copy_file(file.path(), folder / file.path().filename(), fs::copy_options::overwrite_existing);
    fs::copy_file(from.parent_path() / "run_steps.mjs", folder / "run_steps.mjs", fs::copy_options::overwrite_existing);
    const QString place = QString::fromStdString(folder.string());
    const std::string lock = test::readFile(folder / "package-lock.json");
    if (fs::exists(installed) && test::readFile(installed) == lock)
        return place;
    if (QProcess::execute("npm", {"ci", "--prefix", place, "--no-audit", "--no-fund", "--loglevel", "error"}) != 0)
        return {};
    test::writeFile(installed, lock);
    return place;
}

QString javaScriptFolder()
{
    return npmFolder("js");
}

ScriptResult runScript(const QString &program, const QStringList &arguments, const QString &folder)
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
    return {process.exitCode(), ended, QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QString startEndpoint(QProcess &server, const QStringList &options)
{
    server.start(QString::fromStdString((test::binaryDir() / "keywright-cli").string()),
                 QStringList{"serve", "--memory", "--port", "0"} + options);
    while (server.state() != QProcess::NotRunning && !server.canReadLine())
        server.waitForReadyRead(kPatience);
    return QRegularExpression("http://\\S+").match(QString::fromUtf8(server.readLine())).captured();
}

} // namespace keywright::test
