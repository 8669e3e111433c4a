#include <memory>

#include <QtTest>

#include "core/expression/expression_writer.h"

using namespace keywright;
using namespace keywright::expression;
using value::AttributeValue;

namespace {

AttributeNames names()
{
    return {{"#s", "status"}, {"#d", "a.b"}};
}

AttributeValues values()
{
    return {{":n", AttributeValue::number(3)},
            {":t", "te"},
            {":l", AttributeValue(value::List{AttributeValue("x")})},
            {":type", "N"},
            {":set", AttributeValue(*value::makeSet(std::vector<std::string>{"p", "q"}))}};
}

Placeholders given()
{
    return Placeholders(names(), values());
}

Placeholders asWritten(const ExpressionWriter &writer)
{
    return Placeholders(writer.names().empty() ? std::nullopt : std::optional(writer.names()),
                        writer.values().empty() ? std::nullopt : std::optional(writer.values()));
}

} // namespace

/// Compiled expressions written as text again: what is written compiles to the same.
class ExpressionWriterTest : public QObject {
    Q_OBJECT

private slots:
    void conditionsComeBack_data();
    void conditionsComeBack();
    void updatesComeBack_data();
    void updatesComeBack();
    void keyConditionsComeBack();
    void projectionsComeBack();
    void oneAliasANameAndOnePlaceholderAValue();
    void whatAlwaysHoldsIsNoText();
};

void ExpressionWriterTest::conditionsComeBack_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"a = :n",
                             "a <> :n",
                             "#s < :t",
                             "a <= :n",
                             "a > :n",
                             ":n >= a",
                             "a BETWEEN :n AND b",
                             "a IN (:n, :t, b)",
                             "attribute_exists(m.k[2].z)",
                             "attribute_not_exists(#d)",
                             "attribute_type(a, :type)",
                             "begins_with(#s, :t)",
                             "contains(a, :t)",
                             "size(a) > :n",
                             "a = :n AND b = :t AND c = :n",
                             "a = :n OR b = :t AND c = :n",
                             "(a = :n OR b = :t) AND c = :n",
                             "NOT a = :n",
                             "NOT (a = :n AND b = :t)",
                             "NOT NOT a = :n",
                             "NOT (NOT a = :n OR size(#s) = size(b))",
                             "#d.#s[0] = :t"})
        QTest::newRow(text) << text;
}

void ExpressionWriterTest::conditionsComeBack()
{
    QFETCH(QString, text);
    auto placeholders = given();
    const Condition condition = compileCondition(ExpressionKind::Condition, text.toStdString(), placeholders);
    ExpressionWriter writer;
    const std::string written = writer.write(condition);
    auto again = asWritten(writer);
    QVERIFY2(compileCondition(ExpressionKind::Condition, written, again) == condition, written.c_str());
    again.requireAllUsed();
}

void ExpressionWriterTest::updatesComeBack_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"SET a = :n", "SET a = b + :n, #s = if_not_exists(#s, :n) - :n", "SET l = list_append(if_not_exists(l, :l), :l)",
          "SET m.k[1] = :t REMOVE #d, z[3]", "ADD n :n, s :set", "DELETE s :set", "SET a = :n REMOVE b ADD c :n DELETE d :set"})
        QTest::newRow(text) << text;
}

void ExpressionWriterTest::updatesComeBack()
{
    QFETCH(QString, text);
    auto placeholders = given();
    const Update update = compileUpdate(text.toStdString(), placeholders);
    ExpressionWriter writer;
    const std::string written = writer.write(update);
    auto again = asWritten(writer);
    QVERIFY2(compileUpdate(written, again) == update, written.c_str());
    again.requireAllUsed();
}

void ExpressionWriterTest::keyConditionsComeBack()
{
    for (const char *text : {"pk = :t", "pk = :t AND sk > :n", "#s = :t AND sk BETWEEN :n AND :n", "pk = :t AND begins_with(sk, :t)"}) {
        auto placeholders = given();
        const KeyCondition condition = compileKeyCondition(text, placeholders);
        ExpressionWriter writer;
        const std::string written = writer.write(condition);
        auto again = asWritten(writer);
        QVERIFY2(compileKeyCondition(written, again) == condition, written.c_str());
    }
}

void ExpressionWriterTest::projectionsComeBack()
{
    auto placeholders = given();
    const auto paths = compileProjection("a, #s.k[2], #d", placeholders);
    ExpressionWriter writer;
    const std::string written = writer.write(paths);
    QCOMPARE(written, std::string("a, #n0.k[2], #n1"));
    auto again = asWritten(writer);
    QVERIFY(compileProjection(written, again) == paths);
}

void ExpressionWriterTest::oneAliasANameAndOnePlaceholderAValue()
{
    auto placeholders = given();
    const Condition condition = compileCondition(ExpressionKind::Condition, "#s = :n OR #s = :t", placeholders);
    ExpressionWriter writer;
    QCOMPARE(writer.write(condition), std::string("#n0 = :v0 OR #n0 = :v1"));
    QCOMPARE(writer.names().size(), std::size_t(1));
    QCOMPARE(writer.values().size(), std::size_t(2));
}

void ExpressionWriterTest::whatAlwaysHoldsIsNoText()
{
    ExpressionWriter writer;
    QVERIFY(writer.write(Condition::all({})).empty());
}

std::unique_ptr<QObject> makeExpressionWriterTest()
{
    return std::make_unique<ExpressionWriterTest>();
}

#include "writer_test.moc"
