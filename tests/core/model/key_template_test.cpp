#include "tests/core/model/key_template_test.h"

#include "core/model/key_template.h"
#include "tests/support/item_text.h"

using keywright::model::KeyTemplate;
using keywright::test::item;
using keywright::test::textOf;

namespace {

const auto kOrder =
    item(R"({"userId":{"S":"Ann-Ä"},"number":{"N":"42.50"},"day":{"S":"2026-03-05T10:11:12Z"},"seconds":{"N":"1772705472"},)"
         R"("year":{"S":"2026"},"raw":{"B":"AQID"},"tags":{"SS":["a"]}})");

/// The built value as DynamoDB JSON, "nothing", or "error: …".
QString built(const std::string &text, const keywright::value::Item &from)
{
    const auto parsed = KeyTemplate::parse(text);
    if (!parsed)
        return "does not parse: " + QString::fromStdString(parsed.error().message);
    const auto value = parsed->build(from);
    if (!value)
        return "error: " + QString::fromStdString(value.error().message);
    return *value ? QString::fromStdString(textOf(**value)) : "nothing";
}

} // namespace

void KeyTemplateTest::buildsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("literal") << "PROFILE"
                             << R"({"S":"PROFILE"})";
    QTest::newRow("empty") << ""
                           << R"({"S":""})";
    QTest::newRow("placeholder in text") << "USER#{userId}"
                                         << R"({"S":"USER#Ann-Ä"})";
    QTest::newRow("a number stands as DynamoDB writes it") << "N#{number}"
                                                           << R"({"S":"N#42.5"})";
    QTest::newRow("two placeholders") << "{userId}#{number}"
                                      << R"({"S":"Ann-Ä#42.5"})";
    QTest::newRow("pad adds zeros to the left") << "{number|pad:8}"
                                                << R"({"S":"000042.5"})";
    QTest::newRow("pad counts characters, not bytes") << "{userId|pad:7}"
                                                      << R"({"S":"00Ann-Ä"})";
    QTest::newRow("pad leaves longer text alone") << "{userId|pad:2}"
                                                  << R"({"S":"Ann-Ä"})";
    QTest::newRow("upper changes A to Z only") << "{userId|upper}"
                                               << R"({"S":"ANN-Ä"})";
    QTest::newRow("lower changes A to Z only") << "{userId|lower}"
                                               << R"({"S":"ann-Ä"})";
    QTest::newRow("date of ISO text") << "{day|date:yyyy-MM}"
                                      << R"({"S":"2026-03"})";
    QTest::newRow("date of epoch seconds") << "{seconds|date:yyyy-MM-dd HH:mm:ss}"
                                           << R"({"S":"2026-03-05 10:11:12"})";
    QTest::newRow("date of a year alone") << "{year|date:yyyy/MM}"
                                          << R"({"S":"2026/01"})";
    // MD5 of "Ann-Ä" in UTF-8 begins with 9abb3cb1 = 2595962033.
    QTest::newRow("shard") << "S{userId|shard:10}"
                           << R"({"S":"S3"})";
    QTest::newRow("filters are chained from left to right") << "{number|pad:8|shard:7|pad:3}"
                                                            << R"({"S":"006"})";
    QTest::newRow("literal braces") << "{{{userId}}}"
                                    << R"({"S":"{Ann-Ä}"})";
}

void KeyTemplateTest::buildsText()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(built(text.toStdString(), kOrder), expected);
}

void KeyTemplateTest::loneKeepsTheType()
{
    QCOMPARE(built("{number}", kOrder), QString(R"({"N":"42.5"})"));
    QCOMPARE(built("{raw}", kOrder), QString(R"({"B":"AQID"})"));
    QCOMPARE(built("{number|pad:1}", kOrder), QString(R"({"S":"42.5"})"));
}

void KeyTemplateTest::lacksAKeyWhenAnAttributeIsMissing()
{
    QCOMPARE(built("{missing}", kOrder), QString("nothing"));
    QCOMPARE(built("A#{userId}#{missing}", kOrder), QString("nothing"));
}

void KeyTemplateTest::refusesBadText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QString>("message");
    QTest::newRow("not closed") << "A#{userId" << 2 << "this { is not closed; write {{ for a literal brace";
    QTest::newRow("closed twice") << "A#userId}" << 8 << "this } closes nothing; write }} for a literal brace";
    QTest::newRow("nested") << "{a{b}}" << 0 << "this { is not closed; write {{ for a literal brace";
    QTest::newRow("no name") << "A#{}" << 2 << "a placeholder needs a name between its braces, such as {userId}";
    QTest::newRow("no name before a filter") << "{|upper}" << 0 << "a placeholder needs a name between its braces, such as {userId}";
    QTest::newRow("unknown filter") << "{a|trim}" << 3 << "there is no filter \"trim\"; use pad, upper, lower, date or shard";
    QTest::newRow("second filter is wrong") << "{a|upper|pad:x}" << 9 << "pad takes a length from 1 to 1024, such as {name|pad:10}";
    QTest::newRow("pad without length") << "{a|pad}" << 3 << "pad takes a length from 1 to 1024, such as {name|pad:10}";
    QTest::newRow("shard by zero") << "{a|shard:0}" << 3 << "shard takes a count from 1 to 1000000, such as {name|shard:10}";
    QTest::newRow("upper with argument") << "{a|upper:2}" << 3 << "the filter upper takes nothing after a colon";
    QTest::newRow("date without pattern") << "{a|date}" << 3 << "date takes a pattern of yyyy MM dd HH mm ss, such as {name|date:yyyy-MM}";
}

void KeyTemplateTest::refusesBadText()
{
    QFETCH(QString, text);
    QFETCH(int, offset);
    QFETCH(QString, message);
    const auto parsed = KeyTemplate::parse(text.toStdString());
    QVERIFY(!parsed);
    QCOMPARE(QString::fromStdString(parsed.error().message), message);
    QCOMPARE(static_cast<int>(parsed.error().offset), offset);
}

void KeyTemplateTest::refusesValuesThatCannotStandInAKey()
{
    QCOMPARE(built("A#{tags}", kOrder), QString("error: {tags} is of type SS; only S and N can stand inside a key's text"));
    QCOMPARE(built("{userId|date:yyyy}", kOrder),
             QString("error: {userId|date} needs an ISO 8601 date or epoch seconds; the value is \"Ann-Ä\""));
}

void KeyTemplateTest::namesItsPlaceholdersOnce()
{
    const auto parsed = KeyTemplate::parse("{a}#{b|upper}#{a|shard:4}");
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->names(), (std::vector<std::string>{"a", "b"}));
}

void KeyTemplateTest::knowsWhereItsPartsStand()
{
    const std::string text = "X{{#{name|pad:4}!";
    const auto parsed = KeyTemplate::parse(text);
    QVERIFY(parsed.has_value());
    std::string again;
    for (const auto &part : parsed->parts())
        again += text.substr(part.offset, part.length);
    QCOMPARE(again, text);
    QCOMPARE(parsed->parts().size(), std::size_t(3));
    QCOMPARE(parsed->parts()[1].filters.front().argument, std::string("4"));
}
