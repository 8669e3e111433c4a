#include "tests/core/model/key_analysis_test.h"

#include "core/model/key_clashes.h"
#include "core/model/taking_apart.h"
#include "core/value/dynamodb_json.h"
#include "tests/core/model/models.h"
#include "tests/support/item_text.h"

using namespace keywright;
using namespace keywright::model;

namespace {

/// Attributes named n… are numbers.
value::Type typeByName(std::string_view name)
{
    return name.starts_with('n') ? value::Type::N : value::Type::S;
}

KeyTemplate parsed(const QString &text)
{
    return KeyTemplate::parse(text.toStdString()).value();
}

/// "{json} lost: a, b", or the error.
QString apart(const QString &text, const QString &key)
{
    const auto taken = takeApart(parsed(text), value::AttributeValue(key.toStdString()), typeByName);
    if (!taken)
        return QString::fromStdString(taken.error());
    QString shown = QString::fromStdString(test::textOf(taken->values));
    for (const std::string &name : taken->lost)
        shown += " lost " + QString::fromStdString(name);
    return shown;
}

} // namespace

void KeyAnalysisTest::takesKeysApart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *text, const char *key, const char *expected) {
        QTest::newRow(name) << text << key << expected;
    };
    row("prefix", "USER#{id}", "USER#7", "{\"id\":{\"S\":\"7\"}}");
    row("a number", "N#{n}", "N#42.5", "{\"n\":{\"N\":\"42.5\"}}");
    row("not how a number is written", "N#{n}", "N#042", "The template does not build \"N#042\".");
    row("two", "{a}#{n}", "x#3", "{\"a\":{\"S\":\"x\"},\"n\":{\"N\":\"3\"}}");
    row("padded number", "{n|pad:6}", "000042", "{\"n\":{\"N\":\"42\"}}");
    row("padded zero", "{n|pad:3}", "000", "{\"n\":{\"N\":\"0\"}}");
    row("padded fraction", "{n|pad:5}", "000.5", "{\"n\":{\"N\":\"0.5\"}}");
    row("too long for its padding", "{n|pad:2}", "1234", "{\"n\":{\"N\":\"1234\"}}");
    row("too short for its padding", "{n|pad:4}", "12", "The template does not build \"12\".");
    row("date loses", "D#{a|date:yyyy-MM}#{b}", "D#2026-11#x", "{\"b\":{\"S\":\"x\"}} lost a");
    row("shard loses, but the value stands elsewhere", "{n|shard:4}#{n}", "1#77", "{\"n\":{\"N\":\"77\"}}");
    row("upper loses", "{a|upper}", "ABC", "{} lost a");
    row("upper builds no small letters", "{a|upper}", "aBC", "The template does not build \"aBC\".");
    row("literal braces", "{{{a}}}", "{x}", "{\"a\":{\"S\":\"x\"}}");
    row("two readings", "{a}#{b}", "1#2#3", "The key \"1#2#3\" can be divided among the template's placeholders in more than one way.");
    row("one name, two values", "{a}#{a}", "1#2", "The template does not build \"1#2\": a placeholder would need two different values.");
    row("another literal", "USER#{a}", "ORDER#1", "The template does not build \"ORDER#1\".");
}

void KeyAnalysisTest::takesKeysApart()
{
    QFETCH(QString, text);
    QFETCH(QString, key);
    QFETCH(QString, expected);
    QCOMPARE(apart(text, key), expected);
}

void KeyAnalysisTest::buildsTheSampleKeysAgain()
{
    const Model model = test::onlineShop();
    int taken = 0;
    for (const value::Item &item : model.sampleData.front().items) {
        const Entity *entity = model.entityOf("OnlineShop", item);
        for (const auto &[attribute, text] : entity->keyTemplates) {
            const value::AttributeValue *key = item.find(attribute);
            if (key == nullptr)
                continue;
            const auto apart = takeApart(KeyTemplate::parse(text).value(), *key, typesOf(*entity));
            QVERIFY2(apart.has_value(), apart ? "" : apart.error().c_str());
            for (const auto &[name, value] : apart->values)
                QVERIFY(*item.find(name) == value);
            ++taken;
        }
    }
    QVERIFY(taken > 400);
}

void KeyAnalysisTest::findsAmbiguity_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one placeholder") << "USER#{a}"
                                     << "none";
    QTest::newRow("next to each other") << "{a}{b}"
                                        << "a and b touch";
    QTest::newRow("a number behind a text") << "{a}{n}"
                                            << "a and n touch";
    QTest::newRow("a date has a known length") << "{a|date:yyyyMM}{b}"
                                               << "none";
    QTest::newRow("shards below ten have one digit") << "{a|shard:10}{b}"
                                                     << "none";
    QTest::newRow("no number goes on behind a zero") << "{a|shard:11}{n}"
                                                     << "none";
    QTest::newRow("the literal may stand in a value") << "{a}#{b}"
                                                      << "a value may hold the literal";
    QTest::newRow("not in a number") << "{n}#{b}"
                                     << "none";
    QTest::newRow("small letters after capitals") << "{a|upper}x{n}"
                                                  << "none";
}

void KeyAnalysisTest::findsAmbiguity()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto found = findAmbiguity(parsed(text), typeByName);
    QString shown = "none";
    if (found)
        shown =
            found->adjacent ? QString::fromStdString(found->first + " and " + found->second + " touch") : "a value may hold the literal";
    QCOMPARE(shown, expected);
    if (found && !text.contains('|'))
        QVERIFY2(apart(text, QString::fromStdString(found->example)).contains("in more than one way"), found->example.c_str());
}

void KeyAnalysisTest::findsCommonKeys_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<QString>("example");
    const auto row = [](const char *name, const char *one, const char *other, const char *example) {
        QTest::newRow(name) << one << other << example;
    };
    row("the same literal", "PROFILE", "PROFILE", "PROFILE");
    row("different literals", "PROFILE", "ORDER", "");
    row("one prefix, two names", "USER#{id}", "USER#{email}", "USER#");
    row("different prefixes", "USER#{a}", "ORDER#{b}", "");
    row("a prefix of the other", "U{a}", "USER#{b}", "USER#");
    row("a number against a word", "X#{n}", "X#NEW", "");
    row("a number against digits", "X#{n}", "X#12", "X#12");
    row("padding of different lengths", "{n|pad:4}", "{nn|pad:6}", "-0.111");
    row("padding of a number against a text", "{n|pad:3}", "{a}", "000");
    row("upper against lower", "{a|upper}", "{b|lower}", "1");
    row("upper against small letters", "{a|upper}", "x{b}", "");
    row("date against date", "{a|date:yyyy-MM}", "{b|date:yyyy}", "");
    row("date against padding", "{a|date:yyyyMM}", "{n|pad:6}", "000000");
    row("shards", "S#{a|shard:4}", "S#{n}", "S#0");
    row("a shard that is not there", "S#{a|shard:4}", "S#4", "");
    row("the highest shard", "{a|shard:12}", "11", "11");
    row("above the highest shard", "{a|shard:12}", "12", "");
    row("two digits below a hundred", "{a|shard:100}", "57", "57");
    row("no zero before a shard", "{a|shard:100}", "07", "");
    row("numbers of the same type", "{n}", "{nn}", "0");
    row("types that differ", "{n}", "{a}", "");
}

void KeyAnalysisTest::findsCommonKeys()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(QString, example);
    for (const auto &[left, right] : {std::pair(one, other), std::pair(other, one)}) {
        const auto common = commonKey(parsed(left), typeByName, parsed(right), typeByName);
        QCOMPARE(common ? QString::fromStdString(value::displayText(*common)) : QString(), example);
    }
}

void KeyAnalysisTest::findsClashesOfEntities()
{
    Model model = test::onlineShop();
    for (const KeyClash &clash : findKeyClashes(model))
        QVERIFY2(!clash.index.empty(), (clash.one + " and " + clash.other).c_str());
    model.entities[1].keyTemplates = {{"PK", "USER#{email}"}, {"SK", "PRO{email}"}};
    std::vector<KeyClash> inTable;
    for (const KeyClash &clash : findKeyClashes(model))
        if (clash.index.empty())
            inTable.push_back(clash);
    QCOMPARE(inTable.size(), std::size_t(1));
    QCOMPARE(inTable.front().one, std::string("User"));
    QCOMPARE(inTable.front().other, std::string("UserEmail"));
    QCOMPARE(test::textOf(inTable.front().example), std::string("{\"PK\":{\"S\":\"USER#\"},\"SK\":{\"S\":\"PROFILE\"}}"));
}
