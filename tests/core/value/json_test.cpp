#include <functional>
#include <random>
#include <string>

#include "core/value/json.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using keywright::value::Json;
using keywright::value::JsonSyntaxError;
using namespace std::string_literals;

namespace {

/// "line:column message" of the syntax error.
std::string jsonErrorOf(const std::string &text)
{
    try {
        Json::parse(text);
    } catch (const JsonSyntaxError &error) {
        return std::to_string(error.line()) + ":" + std::to_string(error.column()) + " " + error.what();
    }
    return "no error";
}

std::string placeOf(const Json &node)
{
    return std::to_string(node.line()) + ":" + std::to_string(node.column());
}

/// One line a node: where it stands and what it is.
void appendPlaces(std::string &out, const Json &node)
{
    out += placeOf(node) + " " + (node.isArray() ? "[" : node.isObject() ? "{" : node.compact()) + "\n";
    for (const Json &element : node.elements())
        appendPlaces(out, element);
    for (const auto &[name, value] : node.members())
        appendPlaces(out, value);
}

std::string placesIn(const std::string &text)
{
    std::string out;
    appendPlaces(out, Json::parse(text));
    return out;
}

} // namespace

class JsonTest : public QObject {
    Q_OBJECT

private slots:
    void numbersKeepTheirTextWordForWord()
    {
        for (const char *token : {"0", "-0", "1.10", "1E5", "1e+05", "-0.0E-0", "1.0000", "99999999999999999999999999999999999999",
                                  "18446744073709551616", "123456789012345678901234567890.12345678901234567890", "1E-300", "4.9E-324"}) {
            QCOMPARE(Json::parse(token).text(), std::string(token));
            QCOMPARE(Json::parse("["s + token + "," + token + " ,\n" + token + "]").compact(),
                     "["s + token + "," + token + "," + token + "]");
            QCOMPARE(Json::parse("{\"n\":"s + token + "}").compact(), "{\"n\":"s + token + "}");
        }
    }

    void aNumberAtTheVeryEndIsWhole()
    {
        QCOMPARE(Json::parse("12").text(), "12"s);
        QCOMPARE(Json::parse("-1.50").text(), "-1.50"s);
        QCOMPARE(Json::parse(" 7\n").text(), "7"s);
        QCOMPARE(placeOf(Json::parse("\n  12")), "2:3"s);
    }

    void membersKeepTheirOrder()
    {
        QCOMPARE(Json::parse("{\"b\":1,\"a\":{\"z\":[],\"y\":{}},\"\":null}").compact(), "{\"b\":1,\"a\":{\"z\":[],\"y\":{}},\"\":null}"s);
    }

    void everyNodeKnowsItsPlace()
    {
        QCOMPARE(placesIn("{\n"
                          "  \"a\": [1, \"x\", true ,\tfalse],\n"
                          "  \"b\\\"\": {\"c\": \"\\\\\\\"\\\\\", \"d\":\"\", \"e\": \"\\n\"},\r\n"
                          "  \"\xC3\xBC\": \"\xC3\xBC\", \"f\" : -1.5\n"
                          "  , \"g\":null}"),
                 "1:1 {\n"
                 "2:8 [\n"
                 "2:9 1\n"
                 "2:12 \"x\"\n"
                 "2:17 true\n"
                 "2:24 false\n"
                 "3:10 {\n"
                 "3:16 \"\\\\\\\"\\\\\"\n"
                 "3:30 \"\"\n"
                 "3:39 \"\\n\"\n"
                 "4:9 \"\xC3\xBC\"\n"
                 "4:21 -1.5\n"
                 "5:9 null\n"s);
    }

    void syntaxErrorsNameLineAndColumn()
    {
        const auto placeIn = [](const std::string &text) { return jsonErrorOf(text).substr(0, jsonErrorOf(text).find(' ')); };
        QCOMPARE(placeIn(""), "1:1"s);
        QCOMPARE(placeIn("{"), "1:2"s);
        QCOMPARE(placeIn("[1,]"), "1:4"s);
        QCOMPARE(placeIn("[1 2]"), "1:4"s);
        QCOMPARE(placeIn("{\n  \"a\": 1,\n  }"), "3:3"s);
        QCOMPARE(placeIn("{\n  \"a\\\"b\": @\n}"), "2:11"s);
        QCOMPARE(placeIn("{} x"), "1:4"s);
        QCOMPARE(placeIn("[\"a\nb\"]"), "1:4"s);
        QCOMPARE(placeIn("[01]"), "1:3"s);
        QCOMPARE(placeIn("[\"\\x\"]"), "1:4"s);
    }

    void syntaxErrorsAreSentencesWithoutTheParsersName()
    {
        for (const char *text : {"", "{", "[1,]", "[1e999]", "nul", "\"\xFF\"", "[\"\\ud800\"]", "{\"a\":1,\"a\":2}", "{1:2}"}) {
            const std::string error = jsonErrorOf(text);
            QVERIFY2(error != "no error", text);
            QVERIFY2(error.find("json.exception") == std::string::npos && error.find("parse error at") == std::string::npos, error.c_str());
        }
    }

    void whatIsNotJsonIsRefused()
    {
        for (const char *text : {" ",      "'a'", "[1,,2]", "{\"a\"}", "{\"a\":}", "{a:1}",     "[1",
                                 "]",      "tru", "True",   "nul",     "+1",       ".5",        "1.",
                                 "1e",     "0x1", "NaN",    "-",       "\"a",      "\"\\u12\"", "\"\\ud800\\u0041\"",
                                 "\"\t\"", "1 1", "[]]",    "{}{}",    "/*c*/1",   "//c\n1",    "[1]\x01"})
            QVERIFY2(jsonErrorOf(text) != "no error", text);
        QVERIFY(jsonErrorOf("1\0"s) != "no error");
        QVERIFY(jsonErrorOf("\"\0\""s) != "no error");
    }

    void badUtf8IsRefused()
    {
        for (const char *text : {"\"\xFF\"", "\"\xC3\"", "\"\xC3(\"", "\"\xED\xA0\x80\"", "\"\xC0\x80\"", "\"\xF5\x80\x80\x80\"",
                                 "\"\x80\"", "{\"\xE2\x82\":1}"})
            QVERIFY2(jsonErrorOf(text) != "no error", text);
    }

    void aMemberNamedTwiceIsRefusedWhereItStandsAgain()
    {
        QCOMPARE(jsonErrorOf("{\"a\": 1,\n \"b\": {\"a\": 2}, \"a\": 3}"),
                 "2:17 the member \"a\" stands here for the second time in one object; remove one of the two"s);
        QCOMPARE(jsonErrorOf("[{\"x\\\"\": 1, \"x\\\"\": 1}]"),
                 "1:13 the member \"x\"\" stands here for the second time in one object; remove one of the two"s);
        QCOMPARE(jsonErrorOf("{\"a\":1,\"\\u0061\":2}"),
                 "1:8 the member \"a\" stands here for the second time in one object; remove one of the two"s);
    }

    void aByteOrderMarkIsSkippedAndCountsNoColumn()
    {
        QCOMPARE(placesIn("\xEF\xBB\xBF{\"a\":1}"), "1:1 {\n1:6 1\n"s);
        QCOMPARE(jsonErrorOf("\xEF\xBB\xBF{\"a\":}").substr(0, 4), "1:6 "s);
    }

    void deepNestingIsAnErrorAndNoCrash()
    {
        const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
        QCOMPARE(Json::parse(nested(512)).compact(), nested(512));
        QCOMPARE(jsonErrorOf(nested(513)), "1:513 the nesting is deeper than 512 levels; flatten the document"s);
        QVERIFY(jsonErrorOf(nested(100'000)) != "no error");
        QVERIFY(jsonErrorOf(std::string(100'000, '[')) != "no error");
        std::string objects;
        for (int i = 0; i < 100'000; ++i)
            objects += "{\"a\":";
        QCOMPARE(jsonErrorOf(objects), "1:2561 the nesting is deeper than 512 levels; flatten the document"s);
    }

    void escapesAreReadAndWritten()
    {
        const Json read = Json::parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u00fc\\u20ac\\ud83d\\ude00\"");
        QCOMPARE(read.text(), "\"\\/\b\f\n\r\t\0\x1F\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80"s);
        QCOMPARE(read.compact(), "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80\""s);
        QVERIFY(Json::parse(read.compact()) == read);
    }

    void prettyPutsWhatFitsOnOneLine()
    {
        const Json json =
            Json::parse("{\"name\":\"a\",\"empty\":[],\"list\":[1,2,3],\"long\":[\"aaaaaaaaaa\",\"bbbbbbbbbb\",{\"c\":\"dddddddddd\"}]}");
        QCOMPARE(json.pretty(30) + "\n",
                 "{\n"
                 "  \"name\": \"a\",\n"
                 "  \"empty\": [],\n"
                 "  \"list\": [1, 2, 3],\n"
                 "  \"long\": [\n"
                 "    \"aaaaaaaaaa\",\n"
                 "    \"bbbbbbbbbb\",\n"
                 "    {\"c\": \"dddddddddd\"}\n"
                 "  ]\n"
                 "}\n"s);
    }

    void theSampleReadsBackFromEveryForm()
    {
        const Json sample = Json::parse(keywright::test::readFile(keywright::test::sourceDir() / "samples" / "online-shop.keywright.json"));
        QVERIFY(Json::parse(sample.compact()) == sample);
        QVERIFY(Json::parse(sample.pretty()) == sample);
        QVERIFY(Json::parse(sample.pretty(20)) == sample);
        QCOMPARE(Json::parse(sample.pretty()).pretty(), sample.pretty());
    }

    void findAndSetGoByName()
    {
        Json json = Json::object();
        json.set("a", Json::number(1));
        json.set("b", Json::string("x"));
        json.set("a", Json::boolean(true));
        QCOMPARE(json.compact(), "{\"a\":true,\"b\":\"x\"}"s);
        QVERIFY(json.find("c") == nullptr);
        QVERIFY(Json::string("a").find("a") == nullptr);
        QCOMPARE(json.find("b")->line(), 0);
    }

    void asIntegerAndAsDoubleTakeNumbersOnly()
    {
        QCOMPARE(Json::parse("1E2").asInteger().value(), std::int64_t{100});
        QCOMPARE(Json::parse("-9223372036854775808").asInteger().value(), INT64_MIN);
        QVERIFY(!Json::parse("1.5").asInteger());
        QVERIFY(!Json::parse("9223372036854775808").asInteger());
        QVERIFY(!Json::parse("\"1\"").asInteger());
        QCOMPARE(Json::parse("-2.5e1").asDouble().value(), -25.0);
        QVERIFY(!Json::parse("true").asDouble());
    }

    /// Damaged files must end in an error with a place in the text, or in a document that writes and reads back.
    void mutatedTextsGiveSyntaxErrorsOnly()
    {
        const std::string original =
            keywright::test::readFile(keywright::test::sourceDir() / "samples" / "online-shop.keywright.json").substr(0, 3000)
            + "\"}], \"n\": [1.10, -0, 1E5, true, false, null, \"\\u00fc\\\"\\\\\"]}]}";
        std::mt19937_64 random(3);
        const std::string alphabet = "{}[]\",:\\eE+-.0123456789truefalsn \n\t\x80\xC3\xFF"s + '\0';
        int errors = 0;
        for (int round = 0; round < 4000; ++round) {
            std::string text = original;
            for (std::uint64_t mutation = random() % 4 + 1; mutation > 0; --mutation) {
                const std::size_t at = random() % text.size();
                switch (random() % 4) {
                case 0: text[at] = alphabet[random() % alphabet.size()]; break;
                case 1: text.insert(at, 1, alphabet[random() % alphabet.size()]); break;
                case 2: text.erase(at, random() % 8); break;
                default: text.insert(at, text.substr(random() % text.size(), random() % 40)); break;
                }
            }
            try {
                const Json json = Json::parse(text);
                QVERIFY(Json::parse(json.compact()) == json);
                QVERIFY(Json::parse(json.pretty(40)) == json);
            } catch (const JsonSyntaxError &error) {
                ++errors;
                const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
                QVERIFY2(error.line() >= 1 && error.line() <= lines && error.column() >= 1, error.what());
            }
        }
        QVERIFY(errors > 1000 && errors <= 4000);
    }

    void everyTruncationIsASyntaxError()
    {
        const std::string text = "{\"a\": [1, -2.5e3, true, null, \"x\\\"\\u00e9\"], \"b\": {\"c\": {}}}";
        for (std::size_t length = 0; length < text.size(); ++length)
            QVERIFY2(jsonErrorOf(text.substr(0, length)) != "no error", text.substr(0, length).c_str());
    }
};

std::unique_ptr<QObject> makeJsonTest()
{
    return std::make_unique<JsonTest>();
}

#include "json_test.moc"
