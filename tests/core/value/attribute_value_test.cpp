#include <string>
#include <vector>

#include "core/value/attribute_value.h"
#include "core/value/base64.h"
#include "core/value/dynamodb_json.h"
#include "core/value/item_size.h"
#include "core/value/json.h"
#include "core/value/md5.h"
#include "tests/support/run_classes.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright::value;
using namespace std::string_literals;
using keywright::test::attributeValue;
using keywright::test::hexOf;
using keywright::test::item;
using keywright::test::textOf;

namespace {

/// "path (line:column): message" of what DynamoDB JSON is refused for.
std::string attributeValueErrorOf(const std::string &text)
{
    try {
        return textOf(itemFromDynamoDbJson(Json::parse(text)));
    } catch (const ValueFormatError &error) {
        return error.path() + " (" + std::to_string(error.line()) + ":" + std::to_string(error.column()) + "): " + error.what();
    }
}

std::string plainErrorOf(const std::string &text)
{
    try {
        return textOf(itemFromPlainJson(Json::parse(text)));
    } catch (const ValueFormatError &error) {
        return error.path() + " (" + std::to_string(error.line()) + ":" + std::to_string(error.column()) + "): " + error.what();
    }
}

std::string hexOfDigest(std::string_view bytes)
{
    const auto digest = md5(bytes);
    return hexOf({reinterpret_cast<const char *>(digest.data()), digest.size()});
}

/// The blocks of a fixture: input lines, then "=> " and the expected line.
std::vector<std::pair<std::string, std::string>> casesIn(const char *file)
{
    std::vector<std::pair<std::string, std::string>> cases;
    const QString text = QString::fromStdString(keywright::test::readFile(keywright::test::dataDir() / "values" / file));
    QStringList input;
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1String("=> "))) {
            cases.emplace_back(input.join(QLatin1Char('\n')).toStdString(), line.mid(3).toStdString());
            input.clear();
        } else if (!line.isEmpty() && !line.startsWith(QLatin1Char('#'))) {
            input.append(line);
        }
    }
    return cases;
}

void addCases(const char *file)
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("expected");
    for (const auto &[input, expected] : casesIn(file))
        QTest::newRow(input.substr(0, 100).c_str()) << QString::fromStdString(input) << QString::fromStdString(expected);
}

} // namespace

class AttributeValueTest : public QObject {
    Q_OBJECT

private slots:
    void dynamoDbJsonHoldsAllTenTypes()
    {
        const std::string text =
            R"({"b":{"B":"AP8="},"bool":{"BOOL":true},"bs":{"BS":["AA==","AQ=="]},"l":{"L":[{"S":"x"},{"L":[]}]},)"
            R"("m":{"M":{"a":{"N":"1"},"b":{"M":{}}}},"n":{"N":"-1.5"},"no":{"BOOL":false},"ns":{"NS":["-2","1","10"]},)"
            R"("null":{"NULL":true},"s":{"S":"ü\n"},"ss":{"SS":["","a","b"]},"void":{"S":""},"zero":{"B":""}})";
        QCOMPARE(textOf(item(text)), text);
    }

    void readingNormalises()
    {
        QCOMPARE(textOf(item(R"({"z":{"N":"1.50E1"},"a":{"NS":["3","1.0","2"]},"m":{"SS":["b","a"]}})")),
                 R"({"a":{"NS":["1","2","3"]},"m":{"SS":["a","b"]},"z":{"N":"15"}})"s);
    }

    void malformedDynamoDbJsonNamesPathLineAndColumn_data() { addCases("dynamodb-json-errors.txt"); }
    void malformedDynamoDbJsonNamesPathLineAndColumn()
    {
        QFETCH(QString, input);
        QFETCH(QString, expected);
        QCOMPARE(attributeValueErrorOf(input.toStdString()), expected.toStdString());
    }

    void plainJsonReadsSixTypes()
    {
        QCOMPARE(
            plainErrorOf(R"({"s":"x","n":1.50,"t":true,"f":false,"z":null,"l":[1,"a",[]],"m":{"k":{}}})"),
            R"({"f":{"BOOL":false},"l":{"L":[{"N":"1"},{"S":"a"},{"L":[]}]},"m":{"M":{"k":{"M":{}}}},"n":{"N":"1.5"},"s":{"S":"x"},"t":{"BOOL":true},"z":{"NULL":true}})"s);
    }

    void plainJsonRefusesWhatIsNoItem()
    {
        QCOMPARE(plainErrorOf("[1]"), " (1:1): an item is an object; this is an array"s);
        QCOMPARE(plainErrorOf("{\"a\": {\"b\": [1,\n  1E200]}}"),
                 "a.b[1] (2:3): \"1E200\" is larger than the largest DynamoDB number, 9.9999999999999999999999999999999999999E+125"s);
        QCOMPARE(
            plainErrorOf("{\"a\": 1.00000000000000000000000000000000000001}"),
            "a (1:7): \"1.00000000000000000000000000000000000001\" has more than the 38 significant digits that a DynamoDB number can hold"s);
    }

    void plainJsonIsWrittenForAllTenTypes()
    {
        QCOMPARE(
            toPlainJson(
                item(
                    R"({"b":{"B":"AP8="},"bool":{"BOOL":true},"bs":{"BS":["AQ==","AA=="]},"l":{"L":[{"S":"x"},{"L":[]}]},"m":{"M":{"a":{"N":"1E3"}}},)"
                    R"("n":{"N":"12345678901234567890123456789012345678"},"ns":{"NS":["2","-1.50"]},"null":{"NULL":true},"s":{"S":"x"},"ss":{"SS":["b","a"]}})"))
                .compact(),
            R"({"b":"AP8=","bool":true,"bs":["AA==","AQ=="],"l":["x",[]],"m":{"a":1000},"n":12345678901234567890123456789012345678,"ns":[-1.5,2],"null":null,"s":"x","ss":["a","b"]})"s);
    }

    void displayTextIsOneLineForAPerson()
    {
        QCOMPARE(displayText(attributeValue(R"({"S":"a b"})")), "a b"s);
        QCOMPARE(displayText(attributeValue(R"({"N":"1.50"})")), "1.5"s);
        QCOMPARE(displayText(attributeValue(R"({"BOOL":false})")), "false"s);
        QCOMPARE(displayText(attributeValue(R"({"NULL":true})")), "null"s);
        QCOMPARE(displayText(attributeValue(R"({"SS":["b","a"]})")), R"(["a","b"])"s);
        QCOMPARE(displayText(attributeValue(R"({"M":{"a":{"L":[{"N":"1"}]}}})")), R"({"a":[1]})"s);
    }

    void everyTypeHasItsTag()
    {
        std::string tags;
        for (int type = 0; type < 10; ++type) {
            const auto tag = tagOf(static_cast<Type>(type));
            QVERIFY(typeFromTag(tag) == static_cast<Type>(type));
            tags += std::string(tag) + " ";
        }
        QCOMPARE(tags, "S N B BOOL NULL M L SS NS BS "s);
        QVERIFY(!typeFromTag("s"));
        QVERIFY(!typeFromTag(""));
    }

    void equalityIsOfTypeAndContent()
    {
        QVERIFY(attributeValue(R"({"N":"1.0"})") == attributeValue(R"({"N":"1"})"));
        QVERIFY(attributeValue(R"({"NS":["2","1.0"]})") == attributeValue(R"({"NS":["1","2.0"]})"));
        QVERIFY(!(attributeValue(R"({"S":"1"})") == attributeValue(R"({"N":"1"})")));
        QVERIFY(!(attributeValue(R"({"S":"QQ=="})") == attributeValue(R"({"B":"QQ=="})")));
        QVERIFY(!(attributeValue(R"({"L":[{"S":"a"},{"S":"b"}]})") == attributeValue(R"({"L":[{"S":"b"},{"S":"a"}]})")));
    }

    void setsAreSortedAndRefuseEqualMembers()
    {
        QVERIFY(!makeSet(std::vector<std::string>{"a", "b", "a"}));
        QVERIFY(!makeSet(std::vector<Decimal>{*Decimal::parse("1"), *Decimal::parse("1.0")}));
        QVERIFY(!makeSet(std::vector<Binary>{{"x"}, {"x"}}));
        QCOMPARE(textOf(AttributeValue(*makeSet(std::vector<Decimal>{*Decimal::parse("10"), *Decimal::parse("9"), *Decimal::parse("-1")}))),
                 R"({"NS":["-1","9","10"]})"s);
    }

    void attributesStandInTheOrderOfTheirNamesBytes()
    {
        Item attributes{{"b", "2"}, {"a", "1"}, {"ab", "3"}, {"Z", "4"}, {"", "5"}};
        attributes.set("a", "new");
        QCOMPARE(textOf(attributes), R"({"":{"S":"5"},"Z":{"S":"4"},"a":{"S":"new"},"ab":{"S":"3"},"b":{"S":"2"}})"s);
        QVERIFY(attributes.erase("ab"));
        QVERIFY(!attributes.erase("ab"));
        QVERIFY(attributes.find("ab") == nullptr);
        QCOMPARE(attributes.size(), std::size_t{4});
    }

    /// Developer guide, "DynamoDB item sizes and formats"; numbers as measured.
    void sizeIsWhatTheServiceCounts_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<int>("bytes");
        const auto row = [](const char *json, int bytes) { QTest::newRow(json) << QString::fromUtf8(json) << bytes; };
        row(R"({})", 0);
        row(R"({"ab":{"S":""}})", 2);
        row(R"({"a":{"S":"hello"}})", 6);
        row("{\"\xC3\xBC\":{\"S\":\"\xE2\x82\xAC\"}}", 5);
        row(R"({"a":{"N":"123"}})", 4);
        row(R"({"a":{"B":"AAECAw=="}})", 5);
        row(R"({"a":{"BOOL":false}})", 2);
        row(R"({"a":{"NULL":true}})", 2);
        row(R"({"a":{"SS":["ab","c"]}})", 4);
        row(R"({"a":{"NS":["0","1","-1"]}})", 7);
        row(R"({"a":{"BS":["AA==","AAE="]}})", 4);
        row(R"({"a":{"L":[]}})", 4);
        row(R"({"a":{"M":{}}})", 4);
        row(R"({"a":{"L":[{"S":"x"},{"L":[{"N":"1"}]}]}})", 1 + 3 + 1 + 1 + 1 + 3 + 1 + 2);
        row(R"({"a":{"M":{"bc":{"S":"xyz"},"d":{"BOOL":true}}}})", 1 + 3 + 1 + 2 + 3 + 1 + 1 + 1);
    }
    void sizeIsWhatTheServiceCounts()
    {
        QFETCH(QString, json);
        QFETCH(int, bytes);
        QCOMPARE(sizeInBytes(item(json.toStdString())), std::int64_t{bytes});
    }

    void base64IsReadAndWritten()
    {
        const std::vector<std::pair<std::string, std::string>> known{{"", ""},
                                                                     {"f", "Zg=="},
                                                                     {"fo", "Zm8="},
                                                                     {"foo", "Zm9v"},
                                                                     {"foob", "Zm9vYg=="},
                                                                     {"fooba", "Zm9vYmE="},
                                                                     {"foobar", "Zm9vYmFy"},
                                                                     {"\0\xFF\xFE"s, "AP/+"},
                                                                     {std::string(48, '\0'), std::string(64, 'A')}};
        for (const auto &[bytes, text] : known) {
            QCOMPARE(toBase64(bytes), text);
            QCOMPARE(fromBase64(text).value_or("refused"), bytes);
        }
    }

    void base64IsStrict()
    {
        for (const char *text : {"Zg", "Zg=", "Z", "Zg===", "=", "====", "Z===", "=AAA", "Zg=a", "Zm9v\n", "Zm9 ", " Zm9", "Zm-_",
                                 "Zm9v=", "Zm9vZg", "Zg==Zg==", "\xC3\xBC==", "Zm\n9vYg=="})
            QVERIFY2(!fromBase64(text), text);
        QVERIFY(!fromBase64("AAA\0"s));
    }

    /// RFC 1321, "Test suite".
    void md5DigestsAreKnown()
    {
        QCOMPARE(hexOfDigest(""), "d41d8cd98f00b204e9800998ecf8427e"s);
        QCOMPARE(hexOfDigest("a"), "0cc175b9c0f1b6a831c399e269772661"s);
        QCOMPARE(hexOfDigest("message digest"), "f96b697d7cb7938d525a2f31aaf161d0"s);
        QCOMPARE(hexOfDigest("12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
                 "57edf4a22be3c955ac49da2e2107b67a"s);
        QCOMPARE(md5First32("a"), std::uint32_t{0x0cc175b9});
        QCOMPARE(md5First64("a"), std::uint64_t{0x0cc175b9c0f1b6a8});
    }
};

std::unique_ptr<QObject> makeAttributeValueTest()
{
    return std::make_unique<AttributeValueTest>();
}

#include "attribute_value_test.moc"
