#include "tests/core/model/access_pattern_text_test.h"

#include <algorithm>

#include <QTest>

#include "core/model/access_pattern_text.h"
#include "core/model/document.h"
#include "core/model/edits.h"
#include "tests/core/model/models.h"

using namespace keywright;
using model::AccessPattern;
using model::Model;

void AccessPatternTextTest::everyPatternComesBackWordForWord()
{
    for (const Model &model : {test::onlineShop(), test::everyField()}) {
        for (const AccessPattern &pattern : model.accessPatterns) {
            const std::string text = model::accessPatternText(pattern);
            const AccessPattern again = model::parseAccessPattern(text);
            QVERIFY2(again == pattern, text.c_str());
            QCOMPARE(model::accessPatternText(again), text);
        }
    }
}

void AccessPatternTextTest::errorsNameTheirPlaceInTheText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("says");
    QTest::newRow("no JSON") << QByteArray("{\"name\": \"A\",\n  nonsense}") << 2 << 4 << QString() << "Line 2, column 4: this is not JSON";
    QTest::newRow("no object") << QByteArray("[]") << 1 << 1 << QString() << "is an array; expected an object";
    QTest::newRow("no steps") << QByteArray("{\"name\": \"A\", \"steps\": []}") << 1 << 1 << QString() << "has no steps";
    QTest::newRow("unknown operation") << QByteArray("{\"name\": \"A\",\n \"steps\": [\n  {\"operation\": \"Fetch\"}]}") << 3 << 17
                                       << QStringLiteral("steps[0].operation") << "is \"Fetch\"; expected";
    QTest::newRow("only the schema knows") << QByteArray(
        "{\"name\": \"A\",\n \"steps\": [{\"operation\": \"Scan\", \"table\": \"T\"}],\n \"sizes\": {\"itemBytes\": -5}}")
                                           << 3 << 25 << QStringLiteral("sizes.itemBytes")
                                           << "sizes.itemBytes does not fit the model format";
}

void AccessPatternTextTest::errorsNameTheirPlaceInTheText()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, path);
    QFETCH(QString, says);
    try {
        model::parseAccessPattern(text.toStdString());
        QFAIL("no error");
    } catch (const model::ModelError &error) {
        QTEST(error.line(), "line");
        QTEST(error.column(), "column");
        QCOMPARE(QString::fromStdString(error.path()), path);
        QVERIFY2(QString::fromUtf8(error.what()).contains(says), error.what());
    }
}

void AccessPatternTextTest::movingAPatternMovesOnlyIt()
{
    const Model model = test::onlineShop();
    std::vector<std::string> names;
    for (const AccessPattern &pattern : model.accessPatterns)
        names.push_back(pattern.name);
    const auto namesAfter = [&model](std::size_t from, std::size_t to) {
        model::Document document(model);
        document.apply(model::moveAccessPattern(model, model.accessPatterns[from].name, to));
        std::vector<std::string> after;
        for (const AccessPattern &pattern : document.model().accessPatterns)
            after.push_back(pattern.name);
        document.undo();
        return document.model() == model ? after : std::vector<std::string>();
    };
    std::vector<std::string> down = names;
    std::rotate(down.begin() + 1, down.begin() + 2, down.begin() + 4);
    QCOMPARE(namesAfter(1, 4), down);
    std::vector<std::string> up = names;
    std::rotate(up.begin(), up.begin() + 2, up.begin() + 3);
    QCOMPARE(namesAfter(2, 0), up);
    std::vector<std::string> last = names;
    std::rotate(last.begin(), last.begin() + 1, last.end());
    QCOMPARE(namesAfter(0, 1000), last);
    QVERIFY(model::moveAccessPattern(model, names[2], 2).changes.empty());
    QVERIFY(model::moveAccessPattern(model, names[2], 3).changes.empty());
    QVERIFY_THROWS_EXCEPTION(model::EditError, model::moveAccessPattern(model, "none", 0));
}
