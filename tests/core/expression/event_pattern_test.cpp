#include "core/expression/event_pattern.h"

#include <QtTest>

using namespace keywright;
using expression::EventPattern;
using expression::EventPatternError;

namespace {

/// The record of the Lambda developer guide's "Using event filtering with a DynamoDB event source", and a number more.
constexpr char kRecord[] =
    "{\"eventID\": \"1\", \"eventVersion\": \"1.0\", \"eventName\": \"MODIFY\", \"dynamodb\": {"
    "\"ApproximateCreationDateTime\": 1678831218.0, \"Keys\": {\"CustomerName\": {\"S\": \"AnyCompany Industries\"}}, "
    "\"NewImage\": {\"AccountManager\": {\"S\": \"Pat Candella\"}, \"PaymentTerms\": {\"S\": \"60 days\"}, "
    "\"CustomerName\": {\"S\": \"AnyCompany Industries\"}, \"Age\": {\"N\": \"25\"}, \"Gone\": {\"NULL\": true}, "
    "\"Tags\": {\"SS\": [\"a\", \"bcd\"]}, \"Empty\": {\"S\": \"\"}}, "
    "\"SequenceNumber\": \"111\", \"SizeBytes\": 26, \"StreamViewType\": \"NEW_IMAGE\"}}";

QString image(const QString &fields)
{
    return QStringLiteral("{\"dynamodb\": {\"NewImage\": {%1}}}").arg(fields);
}

QString manager(const QString &rules)
{
    return image(QStringLiteral("\"AccountManager\": {\"S\": [%1]}").arg(rules));
}

QString size(const QString &rule)
{
    return QStringLiteral("{\"dynamodb\": {\"SizeBytes\": [%1]}}").arg(rule);
}

class EventPatternTest : public QObject {
    Q_OBJECT

private slots:
    void matchesAsLambdaDoes_data();
    void matchesAsLambdaDoes();
    void whatCannotBeUsedSaysWhereAndWhy_data();
    void whatCannotBeUsedSaysWhereAndWhy();
    void numbersOfItemsAreTexts();
};

} // namespace

void EventPatternTest::matchesAsLambdaDoes_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, const QString &pattern, bool matches) { QTest::newRow(name) << pattern << matches; };
    row("table key", "{\"dynamodb\": {\"Keys\": {\"CustomerName\": {\"S\": [\"AnyCompany Industries\"]}}}}", true);
    row("any of several values", manager("\"Pat Candella\", \"Shirley Rodriguez\""), true);
    row("none of several values", manager("\"Ana\", \"Shirley Rodriguez\""), false);
    row("both fields", image("\"AccountManager\": {\"S\": [\"Pat Candella\"]}, \"PaymentTerms\": {\"S\": [\"60 days\"]}"), true);
    row("one of both fields", image("\"AccountManager\": {\"S\": [\"Pat Candella\"]}, \"PaymentTerms\": {\"S\": [\"30 days\"]}"), false);
    row("$or, the second", image("\"$or\": [{\"AccountManager\": {\"S\": [\"X\"]}}, {\"PaymentTerms\": {\"S\": [\"60 days\"]}}]"), true);
    row("$or, none", image("\"$or\": [{\"AccountManager\": {\"S\": [\"X\"]}}, {\"PaymentTerms\": {\"S\": [\"Y\"]}}]"), false);
    row("$or beside a field", "{\"eventName\": [\"INSERT\"], \"$or\": [{\"eventID\": [\"1\"]}, {\"eventID\": [\"2\"]}]}", false);
    row("event", "{\"eventName\": [\"INSERT\", \"MODIFY\"]}", true);
    row("prefix", manager("{\"prefix\": \"Pat\"}"), true);
    row("prefix, another case", manager("{\"prefix\": \"pat\"}"), false);
    row("prefix, ignoring case", manager("{\"prefix\": {\"equals-ignore-case\": \"pat\"}}"), true);
    row("suffix", manager("{\"suffix\": \"della\"}"), true);
    row("suffix, not", manager("{\"suffix\": \"Pat\"}"), false);
    row("equals-ignore-case", manager("{\"equals-ignore-case\": \"PAT CANDELLA\"}"), true);
    row("anything-but one", manager("{\"anything-but\": \"Pat Candella\"}"), false);
    row("anything-but several", manager("{\"anything-but\": [\"X\", \"Y\"]}"), true);
    row("anything-but a field that is not there", image("\"Nobody\": {\"S\": [{\"anything-but\": [\"X\"]}]}"), false);
    row("exists", manager("{\"exists\": true}"), true);
    row("exists only at a leaf", image("\"AccountManager\": [{\"exists\": true}]"), false);
    row("does not exist", image("\"Nobody\": {\"S\": [{\"exists\": false}]}"), true);
    row("does not exist, but does", manager("{\"exists\": false}"), false);
    row("either is enough", manager("{\"prefix\": \"X\"}, {\"suffix\": \"la\"}"), true);
    row("empty text", image("\"Empty\": {\"S\": [\"\"]}"), true);
    row("true", image("\"Gone\": {\"NULL\": [true]}"), true);
    row("null is not absence", image("\"Nobody\": {\"S\": [null]}"), false);
    row("number", size("26"), true);
    row("number in another form", size("2.6e1"), true);
    row("numeric =", size("{\"numeric\": [\"=\", 26]}"), true);
    row("numeric range", size("{\"numeric\": [\">\", 10, \"<=\", 26]}"), true);
    row("numeric range, its open end", size("{\"numeric\": [\">=\", 10, \"<\", 26]}"), false);
    row("a number of an item is a text", image("\"Age\": {\"N\": [\"25\"]}"), true);
    row("numeric on a number of an item", image("\"Age\": {\"N\": [{\"numeric\": [\">\", 1]}]}"), false);
    row("any element of a set", image("\"Tags\": {\"SS\": [{\"prefix\": \"bc\"}]}"), true);
    row("no element of a set", image("\"Tags\": {\"SS\": [\"x\"]}"), false);
}

void EventPatternTest::matchesAsLambdaDoes()
{
    QFETCH(QString, pattern);
    QFETCH(bool, matches);
    QCOMPARE(EventPattern(pattern.toStdString()).matches(value::Json::parse(kRecord)), matches);
}

void EventPatternTest::whatCannotBeUsedSaysWhereAndWhy_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QString &pattern, const char *place, const char *message) {
        QTest::newRow(name) << pattern << place << message;
    };
    row("no JSON", "{\"a\": [\"b\"", "1:11", "");
    row("no object", "[\"a\"]", "1:1", "A pattern is an object");
    row("nothing", "{}", "1:1", "names at least one field");
    row("no brackets", "{\"a\": \"b\"}", "1:7", "What \"a\" may be stands in brackets: [\"b\"]");
    row("empty list", "{\"a\": []}", "1:7", "An empty list matches nothing");
    row("list in a list", "{\"a\": [[1]]}", "1:8", "no list in it");
    row("unknown operator", "{\n \"a\": [{\"wildcard\": \"x*\"}]}", "2:8", "no operator \"wildcard\"");
    row("two operators", "{\"a\": [{\"prefix\": \"x\", \"suffix\": \"y\"}]}", "1:8", "has one operator");
    row("prefix of a number", "{\"a\": [{\"prefix\": 1}]}", "1:19", "\"prefix\" takes a text");
    row("numeric of a text", "{\"a\": [{\"numeric\": [\"=\", \"1\"]}]}", "1:26", "\"numeric\" takes one comparison");
    row("unknown comparison", "{\"a\": [{\"numeric\": [\"!=\", 1]}]}", "1:21", "\"numeric\" takes one comparison");
    row("range the other way", "{\"a\": [{\"numeric\": [\"<\", 9, \">\", 1]}]}", "1:20", "its lower end first");
    row("anything-but nothing", "{\"a\": [{\"anything-but\": []}]}", "1:25", "\"anything-but\" takes");
    row("exists of a text", "{\"a\": [{\"exists\": \"yes\"}]}", "1:19", "takes true or false");
    row("$or of one", "{\"$or\": [{\"a\": [1]}]}", "1:9", "at least two patterns");
}

void EventPatternTest::whatCannotBeUsedSaysWhereAndWhy()
{
    QFETCH(QString, pattern);
    QFETCH(QString, place);
    QFETCH(QString, message);
    try {
        EventPattern{pattern.toStdString()};
        QFAIL("accepted");
    } catch (const EventPatternError &error) {
        QCOMPARE(QStringLiteral("%1:%2").arg(error.line()).arg(error.column()), place);
        QVERIFY2(QString::fromUtf8(error.what()).contains(message), error.what());
    }
    QVERIFY_THROWS_EXCEPTION(EventPatternError, EventPattern(std::string(5000, ' ')));
}

void EventPatternTest::numbersOfItemsAreTexts()
{
    QVERIFY(EventPattern("{\"dynamodb\": {\"NewImage\": {\"Age\": {\"N\": [{\"numeric\": [\">\", 1]}]}}}}").comparesNumbersOfItems());
    QVERIFY(EventPattern("{\"$or\": [{\"N\": [{\"numeric\": [\"=\", 1]}]}, {\"a\": [1]}]}").comparesNumbersOfItems());
    QVERIFY(!EventPattern(size("{\"numeric\": [\"=\", 26]}").toStdString()).comparesNumbersOfItems());
}

std::unique_ptr<QObject> makeEventPatternTest()
{
    return std::make_unique<EventPatternTest>();
}

#include "event_pattern_test.moc"
