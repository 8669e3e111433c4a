#include <functional>
#include <random>

#include <QtTest>

#include "core/expression/condition.h"
#include "core/expression/key_condition.h"
#include "core/expression/mentions.h"
#include "core/expression/projection.h"
#include "core/expression/update.h"

using namespace keywright;
using namespace keywright::expression;

/// QCOMPARE that shows texts.
#define COMPARE_TEXT(actual, expected) QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(expected))

namespace {

std::string times(std::size_t count, const std::string &text)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += text;
    return out;
}

/// Any values will do, so that mutated placeholders are often found.
Placeholders hostilePlaceholders()
{
    return Placeholders(AttributeNames{{"#a", "a"}, {"#b", "b"}, {"#c", "c"}},
                        AttributeValues{{":a", value::AttributeValue::number(1)},
                                        {":b", "text"},
                                        {":c", value::List{value::AttributeValue::number(2)}},
                                        {":d", value::StringSet{{"x", "y"}}}});
}

value::Item sampleItem()
{
    return {{"a", value::AttributeValue::number(5)},
            {"b", value::AttributeMap{{"c", value::List{"x", value::AttributeMap{{"d", "y"}}}}}},
            {"c", value::List{value::AttributeValue::number(1), "two", value::List{"three"}}},
            {"d", value::StringSet{{"x", "z"}}}};
}

/// What reading the text says; empty when it is accepted. Anything but an ExpressionError is a failure of the test.
std::string faultOf(const std::function<void()> &read)
{
    try {
        read();
    } catch (const ExpressionError &error) {
        return error.what();
    }
    return {};
}

std::string conditionFault(const std::string &text)
{
    return faultOf([&] {
        Placeholders known = hostilePlaceholders();
        matches(compileCondition(ExpressionKind::Filter, text, known), sampleItem());
    });
}

std::string updateFault(const std::string &text)
{
    return faultOf([&] {
        Placeholders known = hostilePlaceholders();
        const value::Item item = sampleItem();
        const Update update = compileUpdate(text, known);
        const auto result = apply(update, &item, {});
        if (result)
            Projection(touchedPaths(update)).of(result->item);
    });
}

std::string projectionFault(const std::string &text)
{
    return faultOf([&] {
        Placeholders known = hostilePlaceholders();
        Projection(compileProjection(text, known)).of(sampleItem());
    });
}

std::string keyConditionFault(const std::string &text)
{
    return faultOf([&] {
        Placeholders known = hostilePlaceholders();
        compileKeyCondition(text, known);
    });
}

void readEverywhere(const std::string &text)
{
    conditionFault(text);
    updateFault(text);
    projectionFault(text);
    keyConditionFault(text);
    needsAlias(text);
    mentionedPlaceholders(text);
}

/// A copy of the text with a few bytes, words or pieces of it changed.
std::string mutated(std::string text, std::mt19937_64 &random)
{
    static const std::vector<std::string> kPieces{"(",
                                                  ")",
                                                  "[0]",
                                                  ".",
                                                  ",",
                                                  "#a",
                                                  ":a",
                                                  ":c",
                                                  " AND ",
                                                  " NOT ",
                                                  "=",
                                                  "<>",
                                                  "BETWEEN",
                                                  "IN",
                                                  "size(",
                                                  "+",
                                                  "-",
                                                  "SET ",
                                                  "REMOVE ",
                                                  "a",
                                                  "b.c[1].d",
                                                  "\xC3",
                                                  std::string(1, '\0'),
                                                  "\xF0\x9D",
                                                  "[",
                                                  "]"};
    const auto below = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
    for (std::size_t change = 1 + below(4); change > 0; --change) {
        const std::size_t at = below(text.size() + 1);
        switch (below(4)) {
        case 0: text.insert(at, kPieces[below(kPieces.size())]); break;
        case 1: text.erase(at, below(6)); break;
        case 2: text.insert(at, text.substr(below(text.size() + 1), below(20))); break;
        default:
            if (at < text.size())
                text[at] = static_cast<char>(random() % 256);
        }
    }
    return text;
}

} // namespace

/// Text that nobody would write must be refused or run, never crash or hang.
class ExpressionHostileTest : public QObject {
    Q_OBJECT

private slots:
    void deepParenthesesAreRefused();
    void deepNegationIsRefused();
    void deepFunctionsAreRefused();
    void operatorsAreCounted();
    void longTextIsRefusedByItsBytes();
    void longListsOfInAreRefused();
    void longPathsAreRefused();
    void brokenTextIsNamedWhole();
    void expectedNestingStillWorks();
    void mutationsNeverCrash();
};

void ExpressionHostileTest::deepParenthesesAreRefused()
{
    COMPARE_TEXT(conditionFault(times(2'000, "(") + "a = :a" + times(2'000, ")")),
                 "Invalid FilterExpression: The expression has redundant parentheses;");
    COMPARE_TEXT(conditionFault(times(4'096, "(")), "Invalid FilterExpression: The expression has redundant parentheses;");
    COMPARE_TEXT(conditionFault(times(4'096, ")")), "Invalid FilterExpression: Syntax error; token: \")\", near: \"))\"");
    COMPARE_TEXT(keyConditionFault(times(4'096, "(")), "Invalid KeyConditionExpression: The expression has redundant parentheses;");
    COMPARE_TEXT(updateFault("SET a = " + times(4'000, "(")), "Invalid UpdateExpression: The expression has redundant parentheses;");
    COMPARE_TEXT(updateFault("SET a = " + times(1'500, "(") + "a + :a" + times(1'500, ")")),
                 "Invalid UpdateExpression: The expression has redundant parentheses;");
    COMPARE_TEXT(projectionFault(times(4'096, "(")), "Invalid ProjectionExpression: Syntax error; token: \"(\", near: \"((\"");
    COMPARE_TEXT(conditionFault("a IN (" + times(4'000, "(")), "Invalid FilterExpression: The expression has redundant parentheses;");
}

void ExpressionHostileTest::deepNegationIsRefused()
{
    COMPARE_TEXT(conditionFault(times(1'000, "NOT ") + "a = :a"),
                 "Invalid FilterExpression: The expression contains too many operators; operator count: 1000");
    COMPARE_TEXT(conditionFault(times(800, "NOT(") + "a = :a" + times(800, ")")),
                 "Invalid FilterExpression: The expression contains too many operators; operator count: 800");
    COMPARE_TEXT(conditionFault(times(299, "NOT ") + "a = :a"), "");
}

void ExpressionHostileTest::deepFunctionsAreRefused()
{
    COMPARE_TEXT(conditionFault(times(600, "size(") + "a" + times(600, ")") + " = :a"),
                 "Invalid FilterExpression: The expression contains too many operators; operator count: 600");
    COMPARE_TEXT(updateFault("SET a = " + times(800, "f(") + "a" + times(800, ")")),
                 "Invalid UpdateExpression: The expression contains too many operators; operator count: 800");
    QVERIFY(conditionFault(times(200, "size(") + "a" + times(200, ")") + " = :a").ends_with("operator or function: size, operand type: N"));
    COMPARE_TEXT(updateFault("SET e = " + times(200, "if_not_exists(e,") + ":a" + times(200, ")")), "");
}

void ExpressionHostileTest::operatorsAreCounted()
{
    COMPARE_TEXT(conditionFault("a=:a" + times(150, " OR a=:a")),
                 "Invalid FilterExpression: The expression contains too many operators; operator count: 301");
    COMPARE_TEXT(conditionFault("NOT a=:a" + times(149, " OR a=:a")), "");
    COMPARE_TEXT(conditionFault("a=:a" + times(149, " OR a=:a")), "");
}

void ExpressionHostileTest::longTextIsRefusedByItsBytes()
{
    COMPARE_TEXT(conditionFault("a = :v" + times(373, " AND a = :v")),
                 "Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: 4109");
    COMPARE_TEXT(updateFault("SET " + times(500, "a0 = :v, ")),
                 "Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;");
    COMPARE_TEXT(projectionFault(times(4'097, "n")),
                 "Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size; expression size: 4097");
    COMPARE_TEXT(projectionFault(times(4'096, "n")), "");
    QVERIFY(!conditionFault(times(100'000, "(")).empty());
    QVERIFY(!conditionFault(times(1'000'000, "a[0]")).empty());
}

void ExpressionHostileTest::longListsOfInAreRefused()
{
    COMPARE_TEXT(conditionFault("a IN (:a" + times(99, ",:a") + ")"), "");
    COMPARE_TEXT(conditionFault("a IN (:a" + times(100, ",:a") + ")"),
                 "Invalid FilterExpression: The IN operator is provided with too many operands; number of operands: 101");
}

void ExpressionHostileTest::longPathsAreRefused()
{
    const std::string indexes = times(1'000, "[0]");
    QVERIFY(conditionFault("attribute_exists(c" + indexes + ")").ends_with("nesting levels: 1001"));
    QVERIFY(projectionFault("c" + indexes).ends_with("nesting levels: 1001"));
    QVERIFY(updateFault("REMOVE c" + indexes).ends_with("nesting levels: 1001"));
    QVERIFY(projectionFault("c" + times(2'000, ".c")).ends_with("nesting levels: 2001"));
    COMPARE_TEXT(projectionFault("c[0000000000000000000000000000000000000000002]"), "");
    QVERIFY(projectionFault("c[" + times(4'000, "9") + "]")
                .starts_with("Invalid ProjectionExpression: List index is not within the allowable range"));
}

void ExpressionHostileTest::brokenTextIsNamedWhole()
{
    COMPARE_TEXT(conditionFault("\xC3\xBC = :a"), "Invalid FilterExpression: Syntax error; token: \"\xC3\xBC\", near: \"\xC3\xBC =\"");
    QVERIFY(!conditionFault("a = \xF0\x9D").empty());
    QVERIFY(!conditionFault("\xFF\xFE").empty());
    QVERIFY(!conditionFault(std::string("a\0= :a", 6)).empty());
    QVERIFY(!conditionFault(" \t\r\n ").empty());
    QVERIFY(!updateFault(times(4'096, "\x80")).empty());
}

void ExpressionHostileTest::expectedNestingStillWorks()
{
    COMPARE_TEXT(conditionFault(times(140, "(a = :a OR ") + "a = :a" + times(140, ")")), "");
    COMPARE_TEXT(conditionFault(times(140, "NOT (") + "a = :a" + times(140, ")")), "");
}

void ExpressionHostileTest::mutationsNeverCrash()
{
    const std::vector<std::string> seeds{
        "a = :a AND (b.c[1].d <> :b OR NOT contains(c, :a)) AND size(#c) BETWEEN :a AND :a",
        "attribute_exists(#a) AND begins_with(b.c[0], :b) OR a IN (:a, :b, c[0])",
        "#a = :b AND #b BETWEEN :b AND :b",
        "SET #a = if_not_exists(#a, :a) + :a, b.c[7] = list_append(c, :c) REMOVE c[0], c[2][0] ADD e :a DELETE d :d",
        "SET b.c[1].d = (a - :a) REMOVE b.c[0]",
        "a, b.c[0], b.c[1].d, #c[2][0]",
    };
    std::mt19937_64 random(20'120'810);
    for (int round = 0; round < (qEnvironmentVariableIsSet("KEYWRIGHT_LONG") ? 500'000 : 20'000); ++round) {
        std::string text = seeds[static_cast<std::size_t>(round) % seeds.size()];
        for (std::uint64_t pass = random() % 4; pass > 0; --pass)
            text = mutated(std::move(text), random);
        readEverywhere(text);
    }
    for (const std::string &seed : seeds) {
        for (std::size_t length = 0; length <= seed.size(); ++length)
            readEverywhere(seed.substr(0, length));
    }
}

std::unique_ptr<QObject> makeExpressionHostileTest()
{
    return std::make_unique<ExpressionHostileTest>();
}

#include "hostile_test.moc"
