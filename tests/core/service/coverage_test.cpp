#include <filesystem>
#include <set>
#include <string>

#include <QObject>
#include <QTest>

#include "core/service/operations/operation_table.h"
#include "tests/support/test_paths.h"

using namespace keywright;

namespace {

namespace fs = std::filesystem;

/// What the functions of the operations are written in.
std::string sourceOfOperations()
{
    std::string text;
    for (const char *folder : {"core/service/operations", "core/service"})
        for (const auto &file : fs::directory_iterator(test::sourceDir() / folder))
            if (file.path().extension() == ".cpp")
                text += test::readFile(file.path());
    return text;
}

/// Adds the members, at any depth, whose names nobody who reads requests mentions.
void addUnread(const service::Shape &shape, const std::string &path, const std::string &source, std::set<std::string> &inside,
               std::string &lines)
{
    if (shape.isAttributeValue || !inside.insert(shape.name).second)
        return;
    for (const service::Member &member : shape.members) {
        const std::string memberPath = path + "." + member.name;
        if (source.find("\"" + member.name + "\"") == std::string::npos)
            lines += memberPath + "\n";
        else if (member.shape != nullptr)
            addUnread(*member.shape, memberPath, source, inside, lines);
    }
    if (shape.element != nullptr)
        addUnread(*shape.element, path, source, inside, lines);
}

} // namespace

/// Compares what is there with the service model.
class CoverageTest : public QObject {
    Q_OBJECT

private slots:
    /// A line is an operation that there is not yet, or a member that no operation reads, not even to refuse it. What comes
    /// to be is taken out of the list; nothing is to be added.
    void whatIsNotThereYetIsListed()
    {
        const std::string source = sourceOfOperations();
        std::string missing;
        for (const service::Operation &operation : service::Facts::ofDynamoDb().operations()) {
            const service::OperationEntry *entry = service::findOperation(operation.target);
            std::set<std::string> inside;
            if (entry == nullptr || entry->run == nullptr)
                missing += operation.name + "\n";
            else if (operation.input != nullptr)
                addUnread(*operation.input, operation.name, source, inside, missing);
        }
        const std::string listed = test::readFile(test::dataDir() / "requests" / "not_there_yet.txt");
        qInfo("Not there yet:\n%s", missing.c_str());
        QCOMPARE(missing, listed);
    }
};

std::unique_ptr<QObject> makeCoverageTest()
{
    return std::make_unique<CoverageTest>();
}

#include "coverage_test.moc"
