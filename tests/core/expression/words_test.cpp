#include <QtTest>

#include "core/expression/mentions.h"
#include "core/expression/projection.h"
#include "core/expression/reserved_words.h"

using namespace keywright::expression;

namespace {

using Names = std::vector<std::string>;

Placeholders placeholders() { return Placeholders(AttributeNames{{"#s", "status"}}, AttributeValues{{":v", "x"}}); }

} // namespace

/// The reserved words, and what helps to write expressions.
class ExpressionWordsTest : public QObject {
    Q_OBJECT

private slots:
    void allReservedWordsAreKnownInAnyCase();
    void otherWordsAreNotReserved();
    void namesThatNeedAnAlias();
    void attributesThatAnExpressionMentions();
    void placeholdersThatATextMentions();
};

void ExpressionWordsTest::allReservedWordsAreKnownInAnyCase()
{
    QCOMPARE(reservedWords().size(), std::size_t(573));
    for (const std::string_view word : reservedWords()) {
        const QByteArray upper(word.data(), static_cast<qsizetype>(word.size()));
        QVERIFY2(isReservedWord(word) && isReservedWord(upper.toLower().toStdString()), upper.constData());
        QVERIFY2(needsAlias(word), upper.constData());
    }
    QVERIFY(isReservedWord("sTaTuS"));
}

void ExpressionWordsTest::otherWordsAreNotReserved()
{
    for (const std::string_view word :
         {"", "pk", "sk", "gsi1pk", "statuses", "NAMED", "LOCALTIMESTAMPS", "a name that is longer than any word", "ttl1"})
        QVERIFY2(!isReservedWord(word), word.data());
}

void ExpressionWordsTest::namesThatNeedAnAlias()
{
    for (const std::string_view name : {"pk", "orderId", "a1_", "A", "gsi1pk"})
        QVERIFY2(!needsAlias(name), name.data());
    for (const std::string_view name :
         {"", "status", "Name", "_id", "1st", "a.b", "a-b", "a b", " a", "a ", "#a", ":a", "grün", "a[0]", "aws:rep"})
        QVERIFY2(needsAlias(name), name.data());
}

void ExpressionWordsTest::attributesThatAnExpressionMentions()
{
    Placeholders known = placeholders();
    QCOMPARE(
        mentionedAttributes(compileCondition(ExpressionKind::Filter, "size(b.c) > a[0] AND NOT (#s = :v OR attribute_exists(a.x))", known)),
        (Names{"a", "b", "status"}));
    QCOMPARE(mentionedAttributes(compileUpdate("SET a.b = if_not_exists(c, d) + e REMOVE #s", known)),
             (Names{"a", "c", "d", "e", "status"}));
    QCOMPARE(mentionedAttributes(compileProjection("#s, a.b, a.c", known)), (Names{"a", "status"}));
    QCOMPARE(mentionedAttributes(compileKeyCondition("pk = :v AND sk < :v", known)), (Names{"pk", "sk"}));
}

void ExpressionWordsTest::placeholdersThatATextMentions()
{
    QCOMPARE(mentionedPlaceholders("#s = :v AND begins_with(#s.#t, :w"), (Names{"#s", "#t", ":v", ":w"}));
}

QTEST_APPLESS_MAIN(ExpressionWordsTest)
#include "words_test.moc"
