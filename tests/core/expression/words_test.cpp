#include <QtTest>

#include "core/expression/aliasing.h"
#include "core/expression/mentions.h"
#include "core/expression/projection.h"
#include "core/expression/reserved_words.h"

using namespace keywright::expression;

namespace {

using Names = std::vector<std::string>;

Placeholders wordsPlaceholders()
{
    return Placeholders(AttributeNames{{"#s", "status"}}, AttributeValues{{":v", "x"}});
}

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
    void reservedWordsGetAPlaceholder();
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
    Placeholders known = wordsPlaceholders();
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

void ExpressionWordsTest::reservedWordsGetAPlaceholder()
{
    const auto shown = [](std::string_view text) {
        const AliasedExpression result = aliased(text);
        std::string names;
        for (const auto &[placeholder, name] : result.names)
            names += " " + placeholder + "=" + name;
        return result.text + " |" + names;
    };
    QCOMPARE(shown("price > :n"), std::string("price > :n |"));
    QCOMPARE(shown("status = :s AND contains(name, :n)"), std::string("#status = :s AND contains(#name, :n) | #name=name #status=status"));
    QCOMPARE(shown("size(items) > :n OR Items[0].count = :c"),
             std::string("size(#items) > :n OR #Items[0].#count = :c | #Items=Items #count=count #items=items"));
    QCOMPARE(shown("set status = :s remove owner, openSince add total :n"),
             std::string("set #status = :s remove #owner, openSince add #total :n | #owner=owner #status=status #total=total"));
    QCOMPARE(shown("#status = :status"), std::string("#status = :status | #status=status"));
    QCOMPARE(shown(""), std::string(" |"));
    QCOMPARE(shown("status = ("), std::string("#status = ( | #status=status"));
    QCOMPARE(shown("\"first-name\" = :n AND \"a\".date > :d"),
             std::string("#first_2dname = :n AND #a.#date > :d | #a=a #date=date #first_2dname=first-name"));
    QCOMPARE(unaliased("#f = :n AND #date > :d AND #x = :x", {{"#f", "first-name"}, {"#date", "date"}}),
             std::string("\"first-name\" = :n AND date > :d AND #x = :x"));
}

std::unique_ptr<QObject> makeExpressionWordsTest()
{
    return std::make_unique<ExpressionWordsTest>();
}

#include "words_test.moc"
