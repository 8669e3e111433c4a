#include "tests/conformance/guide_commands_test.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include "tests/conformance/clients.h"
#include "tests/support/test_paths.h"

using namespace keywright;
namespace fs = std::filesystem;

namespace {

/// A fenced block of a page, and what a block "output" behind it says of it.
struct Block {
    QString language;
    QString text;
    QStringList printed;
};

std::vector<fs::path> pages()
{
    std::vector<fs::path> found;
    for (const auto &file : fs::directory_iterator(test::sourceDir() / "resources" / "help"))
        if (file.path().extension() == ".md" && file.path().filename() != "README.md")
            found.push_back(file.path());
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<Block> blocksOf(const fs::path &page)
{
    static const QRegularExpression fence("^```([a-z]+)\n(.*?)^```$",
                                          QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    std::vector<Block> blocks;
    const QString text = QString::fromStdString(test::readFile(page));
    for (auto found = fence.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        if (match.captured(1) == "output" && !blocks.empty())
            blocks.back().printed = match.captured(2).split('\n', Qt::SkipEmptyParts);
        else
            blocks.push_back({match.captured(1), match.captured(2), {}});
    }
    return blocks;
}

bool isRun(const Block &block)
{
    return block.language == "sh" || block.language == "python" || block.language == "javascript";
}

/// Null text when the machine does not have what runs it.
struct Runner {
    QString program;
    QStringList words;
    QString folder;
};

Runner runnerOf(const Block &block, const QString &folder)
{
    if (block.language == "python")
        return {test::pythonWithBoto3(), {"-c", block.text}, folder};
    if (block.language == "javascript") {
        const QString place = test::javaScriptFolder();
        return {place.isEmpty() ? QString() : QStringLiteral("node"), {"--input-type=module", "--eval", block.text}, place};
    }
    const bool needsAws = block.text.contains("aws dynamodb");
    const bool hasAws = !QStandardPaths::findExecutable("aws").isEmpty();
    return {needsAws && !hasAws ? QString() : QStringLiteral("bash"), {"-ec", block.text}, folder};
}

/// With a page's own endpoint where it names the usual one.
void runBlocks(std::vector<Block> blocks, const QString &folder, const QString &url)
{
    for (Block &block : blocks) {
        if (!isRun(block))
            continue;
        block.text.replace("http://127.0.0.1:8000", url);
        const Runner runner = runnerOf(block, folder);
        if (runner.program.isEmpty()) {
            qInfo("SKIP the client of a block in %s is missing", qPrintable(block.language));
            continue;
        }
        const test::ScriptResult result = test::runScript(runner.program, runner.words, runner.folder);
        QVERIFY2(result.ended && result.exitCode == 0, qPrintable(block.text + result.errors.right(2000)));
        const QString printed = (result.output + result.errors).simplified();
        for (const QString &line : block.printed)
            QVERIFY2(printed.contains(line.simplified()), qPrintable(line + "\nis not in\n" + result.output + result.errors));
    }
}

void aRowForEachPage()
{
    QTest::addColumn<QString>("page");
    for (const fs::path &page : pages())
        QTest::newRow(page.stem().c_str()) << QString::fromStdString(page.string());
}

} // namespace

/// People have keywright-cli in their path.
void GuideCommandsTest::initTestCase()
{
    qputenv("PATH", QByteArray::fromStdString(test::binaryDir().string()) + ':' + qgetenv("PATH"));
    QVERIFY(pages().size() > 20);
}

void GuideCommandsTest::blocksRunAsPrinted_data()
{
    aRowForEachPage();
}

void GuideCommandsTest::blocksRunAsPrinted()
{
    QFETCH(QString, page);
    const std::vector<Block> blocks = blocksOf(fs::path(page.toStdString()));
    if (std::none_of(blocks.begin(), blocks.end(), isRun))
        return;
    const test::TemporaryFolder folder;
    fs::copy(test::sourceDir() / "samples", folder.path() / "samples");
    QProcess server;
    QString url;
    if (std::any_of(blocks.begin(), blocks.end(), [](const Block &block) { return block.text.contains("http://127.0.0.1:8000"); })) {
        url = test::startEndpoint(server);
        QVERIFY2(!url.isEmpty(), server.readAllStandardError().constData());
    }
    runBlocks(blocks, QString::fromStdString(folder.path().string()), url);
    if (server.state() == QProcess::NotRunning)
        return;
    server.terminate();
    QVERIFY(server.waitForFinished(test::kPatience));
}

void GuideCommandsTest::optionsInBlocksExist_data()
{
    aRowForEachPage();
}

void GuideCommandsTest::optionsInBlocksExist()
{
    QFETCH(QString, page);
    static const QRegularExpression command("keywright-cli ([a-z]+)([^\n|;&]*)");
    static const QRegularExpression option(" (--[a-z-]+)");
    for (const Block &block : blocksOf(fs::path(page.toStdString())))
        for (auto found = command.globalMatch(QString(block.text).replace("\\\n", " ")); found.hasNext();) {
            const QRegularExpressionMatch match = found.next();
            const test::ScriptResult help = test::runScript("keywright-cli", {match.captured(1), "--help"});
            QVERIFY2(help.exitCode == 0, qPrintable(match.captured()));
            for (auto each = option.globalMatch(match.captured(2)); each.hasNext();) {
                const QString name = each.next().captured(1);
                QVERIFY2(name == "--help" || help.output.contains(name), qPrintable(match.captured() + ": " + name));
            }
        }
}
