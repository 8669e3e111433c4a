#include <algorithm>
#include <memory>

#include <QObject>
#include <QTest>

#include "tests/core/service/dialogue.h"
#include "tests/support/test_paths.h"

using namespace keywright;

/// Every file of tests/data/answers is a dialogue with the whole service, and every answer in it is compared whole.
class AnswersTest : public QObject {
    Q_OBJECT

private slots:
    void everyRequestGetsTheAnswerThatIsWritten_data();
    void everyRequestGetsTheAnswerThatIsWritten();
};

void AnswersTest::everyRequestGetsTheAnswerThatIsWritten_data()
{
    QTest::addColumn<QString>("file");
    std::vector<std::filesystem::path> files;
    for (const auto &entry : std::filesystem::directory_iterator(test::dataDir() / "answers"))
        if (entry.path().extension() == ".txt")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto &file : files)
        QTest::newRow(file.stem().c_str()) << QString::fromStdString(file.string());
}

void AnswersTest::everyRequestGetsTheAnswerThatIsWritten()
{
    QFETCH(QString, file);
    const auto dialogue = test::readDialogue(file.toStdString());
    QVERIFY(!dialogue.empty());
    const std::string differences = test::differencesIn(dialogue);
    QVERIFY2(differences.empty(), differences.c_str());
}

std::unique_ptr<QObject> makeAnswersTest()
{
    return std::make_unique<AnswersTest>();
}

#include "answers_test.moc"
