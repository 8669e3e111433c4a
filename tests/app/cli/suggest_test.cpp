#include <algorithm>

#include <QtTest>

#include "core/model/model_reader.h"
#include "core/value/json.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::ProgramResult;
using value::Json;

namespace {

/// Runs a command on a copy of the sample that has something to mend.
class Habits {
public:
    Habits() : m_file((m_folder.path() / "habits.keywright.json").string())
    {
        test::writeFile(m_file, test::readFile(test::sourceDir() / "samples" / "relational-habits.keywright.json"));
    }

    ProgramResult run(const std::string &command, std::vector<std::string> options = {}) const
    {
        options.insert(options.begin(), {command, m_file});
        return test::runProgram(test::binaryDir() / "keywright-cli", options);
    }

    const std::string &file() const { return m_file; }
    std::string beside(const char *name) const { return (m_folder.path() / name).string(); }
    model::Model model() const { return model::readModelFile(m_file); }

private:
    test::TemporaryFolder m_folder;
    std::string m_file;
};

bool hasIndex(const model::Model &model, const std::string &name)
{
    return std::any_of(model.tables.begin(), model.tables.end(),
                       [&name](const model::Table &table) { return table.definition.findIndex(name) != nullptr; });
}

/// What check finds that it can fix: rule and place.
std::vector<std::pair<std::string, std::string>> fixableIn(const Habits &habits)
{
    const Json report = Json::parse(habits.run("check", {"--json"}).output);
    std::vector<std::pair<std::string, std::string>> fixable;
    for (const Json &finding : report.find("findings")->elements())
        if (finding.find("fix") != nullptr)
            fixable.emplace_back(finding.find("rule")->text(), finding.find("place")->text());
    return fixable;
}

bool suggestHas(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

constexpr char kOrders[] = "Orders of a user";

} // namespace

/// keywright-cli suggest, and check --fix.
class CliSuggestTest : public QObject {
    Q_OBJECT

private slots:
    void tellsWhatIsNotServed();
    void takesASuggestion();
    void leavesTheFileAloneForAnother();
    void replacesNoOtherFileWithoutForce();
    void refusesWhatIsNotThere_data();
    void refusesWhatIsNotThere();
    void fixesOneRule();
    void fixesOnePlace();
};

void CliSuggestTest::tellsWhatIsNotServed()
{
    const Habits habits;
    const std::string before = test::readFile(habits.file());
    const ProgramResult text = habits.run("suggest");
    QCOMPARE(text.exitCode, 0);
    QVERIFY2(suggestHas(text.output, "Orders of a user: scanned\n  1. Add the index GSI1"), text.output.c_str());
    const Json json = Json::parse(habits.run("suggest", {"--json", "--pattern", kOrders}).output);
    const Json &pattern = json.find("accessPatterns")->elements().at(0);
    QCOMPARE(pattern.find("verdict")->text(), std::string("scanned"));
    QCOMPARE(pattern.find("suggestions")->elements().at(0).find("kind")->text(), std::string("new index"));
    QCOMPARE(test::readFile(habits.file()), before);
}

void CliSuggestTest::takesASuggestion()
{
    const Habits habits;
    const ProgramResult taken = habits.run("suggest", {"--pattern", kOrders, "--take", "1"});
    QVERIFY2(taken.exitCode == 0, taken.errors.c_str());
    QVERIFY2(suggestHas(taken.output, "Orders of a user is now served."), taken.output.c_str());
    const model::Model model = habits.model();
    QCOMPARE(model.findAccessPattern(kOrders)->steps[0].operation.index, std::string("GSI1"));
    QVERIFY(hasIndex(model, "GSI1"));
    const ProgramResult verified = habits.run("verify", {"--pattern", kOrders});
    QVERIFY2(verified.exitCode == 0, verified.output.c_str());
}

void CliSuggestTest::leavesTheFileAloneForAnother()
{
    const Habits habits;
    const std::string before = test::readFile(habits.file());
    const std::string other = habits.beside("better.keywright.json");
    QCOMPARE(habits.run("suggest", {"--pattern", kOrders, "--take", "1", "-o", other, "--json"}).exitCode, 0);
    QCOMPARE(test::readFile(habits.file()), before);
    QVERIFY(hasIndex(model::readModelFile(other), "GSI1"));
}

void CliSuggestTest::replacesNoOtherFileWithoutForce()
{
    const Habits habits;
    const std::string other = habits.beside("mine.keywright.json");
    test::writeFile(other, "mine");
    for (const char *command : {"suggest", "check"}) {
        std::vector<std::string> options = command == std::string("check")
            ? std::vector<std::string>{"--fix", fixableIn(habits).front().first}
            : std::vector<std::string>{"--pattern", kOrders, "--take", "1"};
        options.insert(options.end(), {"-o", other});
        const ProgramResult refused = habits.run(command, options);
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(suggestHas(refused.errors, "--force"), refused.errors.c_str());
        QCOMPARE(test::readFile(other), std::string("mine"));
        options.push_back("--force");
        QCOMPARE(habits.run(command, options).exitCode == 2, false);
        QVERIFY(test::readFile(other) != "mine");
        test::writeFile(other, "mine");
    }
}

void CliSuggestTest::refusesWhatIsNotThere_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("reason");
    QTest::newRow("pattern") << "suggest" << QStringList{"--pattern", "None"} << "no access pattern \"None\"";
    QTest::newRow("number") << "suggest" << QStringList{"--pattern", kOrders, "--take", "9"} << "--take";
    QTest::newRow("take alone") << "suggest" << QStringList{"--take", "1"} << "--pattern NAME";
    QTest::newRow("rule") << "check" << QStringList{"--fix", "none"} << "there is no rule \"none\"";
    QTest::newRow("nothing to fix") << "check" << QStringList{"--fix", "strong-read-on-gsi", "--at", "tables[9]"} << "has a fix";
    QTest::newRow("no rule") << "check" << QStringList{"--fix", "contradiction"} << "a contradiction has no fix";
    QTest::newRow("file alone") << "suggest" << QStringList{"-o", "x.json"} << "--take";
    QTest::newRow("place alone") << "check" << QStringList{"--at", "tables[0]"} << "--fix";
}

void CliSuggestTest::refusesWhatIsNotThere()
{
    QFETCH(QString, command);
    QFETCH(QStringList, options);
    QFETCH(QString, reason);
    const Habits habits;
    const std::string before = test::readFile(habits.file());
    std::vector<std::string> words;
    for (const QString &option : options)
        words.push_back(option.toStdString());
    const ProgramResult result = habits.run(command.toStdString(), words);
    QVERIFY(result.exitCode != 0);
    QVERIFY2(suggestHas(result.errors, reason.toStdString()), result.errors.c_str());
    QCOMPARE(test::readFile(habits.file()), before);
}

void CliSuggestTest::fixesOneRule()
{
    const Habits habits;
    const auto fixable = fixableIn(habits);
    QVERIFY(!fixable.empty());
    const std::string rule = fixable.front().first;
    const ProgramResult fixed = habits.run("check", {"--fix", rule});
    QVERIFY2(suggestHas(fixed.output, "Fixed: ") && suggestHas(fixed.output, "Wrote "), fixed.output.c_str());
    for (const auto &[left, place] : fixableIn(habits))
        QVERIFY2(left != rule, place.c_str());
    QVERIFY2(suggestHas(habits.run("check", {"--fix", rule}).errors, "has a fix"), rule.c_str());
}

void CliSuggestTest::fixesOnePlace()
{
    const Habits habits;
    const auto fixable = fixableIn(habits);
    QVERIFY(!fixable.empty());
    const auto &[rule, place] = fixable.front();
    const ProgramResult fixed = habits.run("check", {"--fix", rule, "--at", place});
    QCOMPARE(QString::fromStdString(fixed.output).count("Fixed: "), 1);
}

QTEST_GUILESS_MAIN(CliSuggestTest)
#include "suggest_test.moc"
