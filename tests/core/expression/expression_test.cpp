#include <filesystem>

#include <QtTest>

#include "tests/core/expression/fixture.h"
#include "tests/support/test_paths.h"

/// Runs every case of tests/data/expressions/*.txt.
class ExpressionTest : public QObject {
    Q_OBJECT

private slots:
    void casesHoldWhatTheyExpect_data();
    void casesHoldWhatTheyExpect();

private:
    std::vector<fixture::Case> m_cases;
};

void ExpressionTest::casesHoldWhatTheyExpect_data()
{
    QTest::addColumn<int>("number");
    const std::filesystem::path folder = keywright::test::dataDir() / "expressions";
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".txt")
            continue;
        for (fixture::Case &one : fixture::readCases(entry.path())) {
            QTest::newRow(one.place.c_str()) << static_cast<int>(m_cases.size());
            m_cases.push_back(std::move(one));
        }
    }
    QVERIFY2(m_cases.size() > 300, "the fixtures were not found");
}

void ExpressionTest::casesHoldWhatTheyExpect()
{
    QFETCH(int, number);
    const fixture::Case &one = m_cases.at(static_cast<std::size_t>(number));
    const QString text = QString::fromStdString(one.kind + ": " + one.text + "\n");
    QCOMPARE(text + QString::fromStdString(fixture::actualLines(one)), text + QString::fromStdString(fixture::expectedLines(one)));
}

std::unique_ptr<QObject> makeExpressionTest()
{
    return std::make_unique<ExpressionTest>();
}

#include "expression_test.moc"
