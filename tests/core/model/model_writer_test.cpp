#include "tests/core/model/model_writer_test.h"

#include <limits>

#include "core/model/model_reader.h"
#include "core/model/model_writer.h"
#include "core/value/json.h"
#include "tests/core/model/file_texts.h"
#include "tests/core/model/models.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using model::Model;
using model::readModel;
using model::writeModel;

namespace {

/// In the writer's white space.
std::string oddFile()
{
    return value::Json::parse(test::kUnusualSpelling).pretty(140) + "\n";
}

QStringList changedLines(const std::string &before, const std::string &after)
{
    const QStringList old = QString::fromStdString(before).split('\n');
    QStringList changed;
    for (const QString &line : QString::fromStdString(after).split('\n'))
        if (!old.contains(line))
            changed.append(line.trimmed());
    return changed;
}

} // namespace

void ModelWriterTest::anUntouchedSampleKeepsItsBytes()
{
    QDir folder(QString::fromStdString((test::sourceDir() / "samples").string()));
    const QStringList files = folder.entryList({"*.keywright.json"});
    QVERIFY(!files.isEmpty());
    for (const QString &file : files) {
        const auto path = test::sourceDir() / "samples" / file.toStdString();
        QCOMPARE(writeModel(model::readModelFile(path)), test::readFile(path));
    }
}

void ModelWriterTest::everyFieldComesBack()
{
    const Model model = test::everyField();
    const Model again = readModel(writeModel(model), "every.keywright.json");
    QVERIFY(again == model);
    QCOMPARE(again.tables.front().definition.globalIndexes.front().capacity,
             model.tables.front().definition.globalIndexes.front().capacity);
    QCOMPARE(again.accessPatterns.front().steps.front().fanOut->mergeBy.front().descending, true);
}

void ModelWriterTest::everyUnknownMemberCounts()
{
    // Each is renamed in turn: the model is then another one, and is written so.
    const Model model = test::everyField();
    const std::string text = writeModel(model);
    int changed = 0;
    for (std::size_t at = text.find("\"x-"); at != std::string::npos; at = text.find("\"x-", at + 1)) {
        std::string other = text;
        other.replace(at, 3, "\"y-");
        const Model read = readModel(other, "other.keywright.json");
        QVERIFY(!(read == model));
        QCOMPARE(writeModel(read), other);
        ++changed;
    }
    QCOMPARE(changed, 19);
}

void ModelWriterTest::writesTheSameTextAgain()
{
    const std::string text = writeModel(test::everyField());
    QCOMPARE(writeModel(readModel(text, "again.keywright.json")), text);
}

void ModelWriterTest::keepsTheFilesOwnOrderAndSpelling()
{
    const std::string text = oddFile();
    QCOMPARE(writeModel(readModel(text, "odd.keywright.json")), text);
}

void ModelWriterTest::anEditChangesOnlyItsLine()
{
    Model model = readModel(oddFile(), "odd.keywright.json");
    model.sampleData.front().items.front().set("size", value::AttributeValue::number(3));
    model.accessPatterns.front().rate->perSecond = 6;
    model.entities.front().note = "Known.";
    QCOMPARE(
        changedLines(oddFile(), writeModel(model)),
        (QStringList{
            R"({"items": [{"SK": {"S": "P"}, "PK": {"S": "U#1"}, "type": {"S": "User"}, "size": {"N": "3"}}], "table": "Shop", "x-items": true})",
            R"("note": "Known.",)", R"("rate": {"peakPerSecond": 20, "perSecond": 6},)"}));
}

void ModelWriterTest::newMembersStandWhereTheFormatHasThem()
{
    Model model = readModel(oddFile(), "odd.keywright.json");
    model.accessPatterns.front().steps.front().operation.limit = 5;
    const QString written = QString::fromStdString(writeModel(model)).simplified();
    QVERIFY2(written.contains(R"("order": "ascending", "limit": 5,)"), qPrintable(written));
}

void ModelWriterTest::refusesNumbersThatJsonCannotHold()
{
    Model model = test::everyField();
    model.canvas->view->zoom = std::numeric_limits<double>::infinity();
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, writeModel(model));
}
