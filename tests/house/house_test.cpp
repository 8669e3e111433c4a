#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/test_paths.h"

using keywright::test::readFile;
using keywright::test::sourceDir;
namespace fs = std::filesystem;

namespace {

enum class Wing { Shared, Engine, Design, Bridge };

struct Folder {
    int floor;
    Wing wing;
};

/// The floors of core/: a folder includes only folders of lower floors, and neither wing includes the other.
const std::map<std::string, Folder> kFloors{
    {"value", {1, Wing::Shared}},      {"schema", {2, Wing::Shared}},  {"expression", {2, Wing::Shared}},
    {"itemfile", {2, Wing::Shared}},   {"storage", {3, Wing::Engine}}, {"capacity", {3, Wing::Shared}},
    {"model", {3, Wing::Design}},      {"engine", {4, Wing::Engine}},  {"exchange", {4, Wing::Design}},
    {"simulation", {4, Wing::Design}}, {"partiql", {5, Wing::Engine}}, {"service", {6, Wing::Engine}},
    {"connection", {7, Wing::Bridge}}, {"session", {7, Wing::Bridge}},
};

/// Within one floor there is an order only where a folder stands on its neighbour: advice on a model counts in capacity units.
const std::set<std::pair<std::string, std::string>> kNeighbours{
    {"session", "connection"}, {"expression", "schema"}, {"itemfile", "schema"}, {"model", "capacity"}};

/// Longer than 600 lines, each with its reason.
const std::map<std::string, std::string> kLongFiles{};

constexpr std::size_t kLongestFile = 600;

std::vector<fs::path> sources(const std::string &folder)
{
    std::vector<fs::path> files;
    for (const auto &entry : fs::recursive_directory_iterator(sourceDir() / folder)) {
        const std::string extension = entry.path().extension().string();
        if (entry.is_regular_file() && (extension == ".h" || extension == ".cpp"))
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string shown(const fs::path &file)
{
    return fs::relative(file, sourceDir()).string();
}

std::vector<std::string> includesOf(const fs::path &file)
{
    std::vector<std::string> includes;
    std::istringstream text(readFile(file));
    for (std::string line; std::getline(text, line);) {
        line.erase(std::remove_if(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t'; }), line.end());
        if (line.starts_with("#include"))
            includes.push_back(line.substr(9, line.find_first_of(">\"", 9) - 9));
    }
    return includes;
}

/// "value" of "core/value/json.h"; empty when the path is not in core/.
std::string coreFolder(const std::string &path)
{
    if (!path.starts_with("core/"))
        return {};
    const std::size_t slash = path.find('/', 5);
    return slash == std::string::npos ? "" : path.substr(5, slash - 5);
}

std::string forbiddenBetween(const std::string &from, const std::string &to)
{
    if (from == to)
        return {};
    if (!kFloors.contains(from) || !kFloors.contains(to))
        return "a folder that DESIGN.md's floors do not have";
    const Folder &user = kFloors.at(from);
    const Folder &used = kFloors.at(to);
    if ((user.wing == Wing::Engine && used.wing == Wing::Design) || (user.wing == Wing::Design && used.wing == Wing::Engine))
        return "the other wing";
    if (used.floor >= user.floor && !kNeighbours.contains({from, to}))
        return "a floor that is not lower";
    return {};
}

QString joined(const std::vector<std::string> &lines)
{
    std::string text;
    for (const std::string &line : lines)
        text += line + "\n";
    return QString::fromStdString(text);
}

/// The target that a file belongs to: core/engine for core/engine/x.cpp, tests/core/engine for its tests.
std::string targetOf(const fs::path &file)
{
    const fs::path path = fs::relative(file, sourceDir());
    auto part = path.begin();
    fs::path target = *part / *std::next(part);
    return (*part == "tests" ? target / *std::next(part, 2) : target).string();
}

/// The types, constants and functions that a file keeps to itself; a function with its parameters' types.
std::set<std::string> ownNamesOf(const std::string &text)
{
    static const std::regex kType(R"(^(?:struct|class|enum class) (\w+)\b(?!;).*)");
    static const std::regex kConstant(R"(^(?:const|constexpr) [^(]*?\b(k[A-Z]\w*)\b.*)");
    static const std::regex kFunction(R"(^[\w[][\w:<>,&*\[\] ]*?[ &*](\w+)\((.*)\)(?: const)?$)");
    static const std::regex kParameterName(R"([ ]?\b\w+(?: = [^,]*)?(?=,|$))");
    std::set<std::string> names;
    std::istringstream lines(text);
    bool isInside = false;
    std::smatch found;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("namespace {") || line.starts_with("} // namespace"))
            isInside = line.starts_with("namespace {");
        if (!isInside)
            continue;
        if (std::regex_match(line, found, kType) || std::regex_match(line, found, kConstant))
            names.insert(found[1].str());
        else if (std::regex_match(line, found, kFunction))
            names.insert(found[1].str() + "(" + std::regex_replace(found[2].str(), kParameterName, "") + ")");
    }
    return names;
}

} // namespace

class HouseTest : public QObject {
    Q_OBJECT

private slots:
    void theRulesThemselvesCanFail();
    void coreIncludesNoQt();
    void includesFollowTheFloors();
    void coreKnowsNothingAbove();
    void everyCoreFolderHasAFloor();
    void headersAreIncludedOnce();
    void jsonHppStaysOutOfHeaders();
    void everyFolderHasAReadme();
    void noFileIsADrawer();
    void filesOfOneTargetCanBeCompiledAsOne();
};

void HouseTest::theRulesThemselvesCanFail()
{
    QCOMPARE(forbiddenBetween("value", "engine"), std::string("a floor that is not lower"));
    QCOMPARE(forbiddenBetween("engine", "model"), std::string("the other wing"));
    QCOMPARE(forbiddenBetween("exchange", "storage"), std::string("the other wing"));
    QCOMPARE(forbiddenBetween("connection", "session"), std::string("a floor that is not lower"));
    QCOMPARE(forbiddenBetween("engine", "storage"), std::string());
    QCOMPARE(forbiddenBetween("session", "model"), std::string());
}

void HouseTest::coreIncludesNoQt()
{
    std::vector<std::string> found;
    for (const fs::path &file : sources("core"))
        for (const std::string &include : includesOf(file))
            if (include.starts_with("Q") || include.starts_with("Qsci") || include.starts_with("qt"))
                found.push_back(shown(file) + " includes " + include);
    QCOMPARE(joined(found), QString());
}

void HouseTest::includesFollowTheFloors()
{
    std::vector<std::string> found;
    std::size_t seen = 0;
    for (const fs::path &file : sources("core")) {
        const std::string from = coreFolder(shown(file));
        for (const std::string &include : includesOf(file)) {
            const std::string to = coreFolder(include);
            if (to.empty())
                continue;
            ++seen;
            if (const std::string forbidden = forbiddenBetween(from, to); !forbidden.empty())
                found.push_back(shown(file) + " includes " + include + ": " + forbidden);
        }
    }
    QCOMPARE(joined(found), QString());
    QVERIFY2(seen > 50, "the includes of core/ were not found, so nothing was checked");
}

void HouseTest::coreKnowsNothingAbove()
{
    std::vector<std::string> found;
    for (const fs::path &file : sources("core"))
        for (const std::string &include : includesOf(file))
            if (include.starts_with("ui/") || include.starts_with("app/") || include.starts_with("tests/") || include.starts_with("../"))
                found.push_back(shown(file) + " includes " + include);
    QCOMPARE(joined(found), QString());
}

void HouseTest::everyCoreFolderHasAFloor()
{
    std::set<std::string> folders;
    for (const auto &entry : fs::directory_iterator(sourceDir() / "core"))
        if (entry.is_directory())
            folders.insert(entry.path().filename().string());
    std::set<std::string> floors;
    for (const auto &[name, folder] : kFloors)
        floors.insert(name);
    QCOMPARE(folders, floors);
}

void HouseTest::headersAreIncludedOnce()
{
    std::vector<std::string> found;
    for (const char *top : {"core", "ui", "app", "tests"})
        for (const fs::path &file : sources(top))
            if (file.extension() == ".h" && !readFile(file).starts_with("#pragma once\n"))
                found.push_back(shown(file));
    QCOMPARE(joined(found), QString());
}

void HouseTest::jsonHppStaysOutOfHeaders()
{
    std::vector<std::string> found;
    for (const char *top : {"core", "ui", "app"})
        for (const fs::path &file : sources(top))
            for (const std::string &include : includesOf(file))
                if (file.extension() == ".h" && (include == "nlohmann/json.hpp" || include == "QtWidgets"))
                    found.push_back(shown(file) + " includes " + include);
    QCOMPARE(joined(found), QString());
}

void HouseTest::everyFolderHasAReadme()
{
    std::vector<std::string> found;
    for (const char *top : {"app", "core", "ui", "resources", "samples", "tests", "packaging"}) {
        std::vector<fs::path> folders{sourceDir() / top};
        for (const auto &entry : fs::directory_iterator(sourceDir() / top))
            if (entry.is_directory() && std::string_view(top) != "packaging")
                folders.push_back(entry.path());
        for (const fs::path &folder : folders)
            if (!fs::exists(folder / "README.md"))
                found.push_back(shown(folder));
    }
    QCOMPARE(joined(found), QString());
}

void HouseTest::noFileIsADrawer()
{
    std::vector<std::string> found;
    for (const char *top : {"core", "ui", "app", "tests"}) {
        for (const fs::path &file : sources(top)) {
            const std::string text = readFile(file);
            const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
            if (lines > kLongestFile && !kLongFiles.contains(shown(file)))
                found.push_back(shown(file) + " has " + std::to_string(lines) + " lines");
        }
    }
    QCOMPARE(joined(found), QString());
}

// CI compiles several files of a target as one, so what one keeps to itself must not have the name of another's.
void HouseTest::filesOfOneTargetCanBeCompiledAsOne()
{
    QCOMPARE(ownNamesOf("namespace {\n\nconstexpr int kWidth = 3;\nint sum(int a, const X &b)\n{\n}\n} // namespace\nint free(int a)\n"),
             (std::set<std::string>{"kWidth", "sum(int, const X &)"}));
    std::map<std::pair<std::string, std::string>, std::string> owners;
    QStringList twice;
    for (const char *folder : {"core", "ui", "app", "tests/core", "tests/app", "tests/ui"})
        for (const fs::path &file : sources(folder)) {
            if (file.extension() != ".cpp")
                continue;
            for (const std::string &name : ownNamesOf(readFile(file))) {
                const auto [first, isNew] = owners.try_emplace({targetOf(file), name}, shown(file));
                if (!isNew)
                    twice << QString::fromStdString(name + " in " + first->second + " and " + shown(file));
            }
        }
    QVERIFY2(twice.isEmpty(), qPrintable(twice.join("\n") + "\nShare it when it is the same, or call it what it is in its file."));
}

QTEST_GUILESS_MAIN(HouseTest)
#include "house_test.moc"
