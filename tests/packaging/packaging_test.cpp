#include <QDir>
#include <QMimeDatabase>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/test_paths.h"

namespace keywright {

namespace {

QString packagingPath(const QString &name)
{
    return QString::fromStdString((test::sourceDir() / "packaging").string()) + QLatin1Char('/') + name;
}

QString builtPrograms()
{
    return qEnvironmentVariable("KEYWRIGHT_BIN_DIR");
}

struct Ended {
    int code = -1;
    QString text; ///< both streams
};

Ended endOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForStarted() || !process.waitForFinished(120'000))
        return {-1, program + ": " + process.errorString()};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

/// The commands that the program itself lists.
QStringList listedCommands()
{
    QStringList commands;
    const QString help = endOf(builtPrograms() + "/keywright-cli", {"--help"}).text;
    const QString list = help.section("Commands:\n", 1).section("\nOptions:", 0, 0);
    static const QRegularExpression name("^  ([a-z]+) ", QRegularExpression::MultilineOption);
    for (auto found = name.globalMatch(list); found.hasNext();)
        commands << found.next().captured(1);
    return commands;
}

/// What bash offers when Tab is pressed at the end of the line.
QStringList completed(const QStringList &words)
{
    QStringList quoted;
    for (const QString &word : words)
        quoted << "'" + word + "'";
    const QString script = QStringLiteral("PATH=%1:$PATH\n"
                                          ". /usr/share/bash-completion/bash_completion\n"
                                          ". %2\n"
                                          "COMP_WORDS=(%3) COMP_CWORD=%4 COMP_LINE=\"${COMP_WORDS[*]}\"\n"
                                          "COMP_POINT=${#COMP_LINE}\n"
                                          "_keywright_cli\n"
                                          "printf '%s\\n' \"${COMPREPLY[@]}\"\n")
                               .arg(builtPrograms(), packagingPath("completions/keywright-cli"), quoted.join(' '))
                               .arg(words.size() - 1);
    return endOf("bash", {"-c", script}).text.split('\n', Qt::SkipEmptyParts);
}

} // namespace

class PackagingTest : public QObject {
    Q_OBJECT

private slots:
    void theDesktopEntryIsValid();
    void theMetadataIsValidAndOfThisVersion();
    void modelsAreAFileTypeOfTheirOwn();
    void manPagesHaveEveryCommand();
    void completionOffersCommandsTargetsAndOptions();
};

void PackagingTest::theDesktopEntryIsValid()
{
    const Ended said = endOf("desktop-file-validate", {packagingPath("desktop/keywright.desktop")});
    QCOMPARE(said.text, QString());
    QCOMPARE(said.code, 0);
}

void PackagingTest::theMetadataIsValidAndOfThisVersion()
{
    const QString file = packagingPath("desktop/keywright.metainfo.xml");
    const Ended said = endOf("appstreamcli", {"validate", "--no-net", file});
    QVERIFY2(said.code == 0, qPrintable(said.text));
    QFile metadata(file);
    QVERIFY(metadata.open(QIODevice::ReadOnly));
    QVERIFY(metadata.readAll().contains("<release version=\"" KEYWRIGHT_VERSION "\""));
}

void PackagingTest::modelsAreAFileTypeOfTheirOwn()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath("mime/packages"));
    QVERIFY(QFile::copy(packagingPath("desktop/keywright.xml"), folder.filePath("mime/packages/keywright.xml")));
    const Ended said = endOf("update-mime-database", {folder.filePath("mime")});
    QVERIFY2(said.code == 0, qPrintable(said.text));
    qputenv("XDG_DATA_HOME", folder.path().toUtf8());
    const QMimeDatabase database;
    const QString type = "application/x-keywright-model+json";
    QCOMPARE(database.mimeTypeForFile("shop.keywright.json", QMimeDatabase::MatchExtension).name(), type);
    QVERIFY(database.mimeTypeForName(type).inherits("application/json"));
    QCOMPARE(database.mimeTypeForFile("shop.json", QMimeDatabase::MatchExtension).name(), QString("application/json"));

    QFile entry(packagingPath("desktop/keywright.desktop"));
    QVERIFY(entry.open(QIODevice::ReadOnly));
    QVERIFY(entry.readAll().contains(("MimeType=" + type + ";").toUtf8()));
}

void PackagingTest::manPagesHaveEveryCommand()
{
    QTemporaryDir folder;
    const Ended made = endOf(packagingPath("man/make-pages"), {builtPrograms(), folder.path()});
    QVERIFY2(made.code == 0, qPrintable(made.text));
    const QString page = endOf("zcat", {folder.filePath("keywright-cli.1.gz")}).text;
    const QStringList commands = listedCommands();
    QVERIFY(commands.size() > 10);
    for (const QString &command : commands)
        QVERIFY2(page.contains(".SS " + command + "\n") || page.contains(".SS \"" + command), qPrintable(command));
    QVERIFY(endOf("zcat", {folder.filePath("keywright.1.gz")}).text.contains("workbench"));
}

void PackagingTest::completionOffersCommandsTargetsAndOptions()
{
    QStringList offered = completed({"keywright-cli", ""});
    for (const QString &command : listedCommands())
        QVERIFY2(offered.contains(command), qPrintable(command));
    QCOMPARE(completed({"keywright-cli", "ver"}), QStringList("verify"));
    offered = completed({"keywright-cli", "export", ""});
    for (const char *target : {"terraform", "cloudformation", "cdk", "cli", "createtable", "nosql-workbench", "policy", "report"})
        QVERIFY2(offered.contains(target), target);
    QCOMPARE(offered.size(), 8);
    offered = completed({"keywright-cli", "simulate", "--"});
    QVERIFY2(offered.contains("--hours") && offered.contains("--seed") && offered.contains("--heat-map"), qPrintable(offered.join(' ')));
}

} // namespace keywright

QTEST_GUILESS_MAIN(keywright::PackagingTest)
#include "packaging_test.moc"
