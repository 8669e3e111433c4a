#include <algorithm>
#include <map>
#include <memory>

#include <QObject>
#include <QTest>

#include "tests/core/partiql/fixture.h"
#include "tests/support/test_paths.h"

using namespace keywright;

/// Every rule of the files in tests/data/partiql, each on a fresh engine.
class StatementTest : public QObject {
    Q_OBJECT

private slots:
    void everyStatementDoesWhatItsRuleSays_data();
    void everyStatementDoesWhatItsRuleSays();

private:
    std::map<std::string, test::StatementFixture> m_fixtures;
};

void StatementTest::everyStatementDoesWhatItsRuleSays_data()
{
    QTest::addColumn<QString>("name");
    std::vector<std::filesystem::path> files;
    for (const auto &entry : std::filesystem::directory_iterator(test::dataDir() / "partiql"))
        if (entry.path().extension() == ".txt")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto &file : files)
        for (test::StatementFixture &fixture : test::readFixtures(file)) {
            const std::string name = file.stem().string() + ": " + fixture.rule;
            QVERIFY2(m_fixtures.emplace(name, std::move(fixture)).second, name.c_str());
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    QVERIFY(m_fixtures.size() > 200);
}

void StatementTest::everyStatementDoesWhatItsRuleSays()
{
    QFETCH(QString, name);
    const std::string differences = test::differencesIn(m_fixtures.at(name.toStdString()));
    QVERIFY2(differences.empty(), differences.c_str());
}

std::unique_ptr<QObject> makeStatementTest()
{
    return std::make_unique<StatementTest>();
}

#include "statement_test.moc"
