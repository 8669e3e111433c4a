#include <QtTest>

#include "core/service/facts.h"
#include "core/service/pattern.h"

using keywright::service::Pattern;

/// The regular expressions of the service model.
class PatternTest : public QObject {
    Q_OBJECT

private slots:
    void wholeTextsMatch_data();
    void wholeTextsMatch();
    void whatTheModelDoesNotUseIsRefused_data();
    void whatTheModelDoesNotUseIsRefused();
    void longTextsTakeNoStack();
};

void PatternTest::wholeTextsMatch_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QStringList>("matching");
    QTest::addColumn<QStringList>("others");
    QTest::newRow("table name") << "[a-zA-Z0-9_.-]+" << QStringList{"a", "Music_1.x-y"} << QStringList{"", "a b", "a;", "é", "a\n"};
    QTest::newRow("account") << "[0-9]{12}" << QStringList{"123456789012"}
                             << QStringList{"", "12345678901", "1234567890123", "12345678901a"};
    QTest::newRow("token of sixteens") << "([0-9a-f]{16})+" << QStringList{"0123456789abcdef", "0123456789abcdef0123456789abcdef"}
                                       << QStringList{"", "0123456789abcde", "0123456789abcdef0"};
    QTest::newRow("delimiter") << "[,;:|\\t ]" << QStringList{",", "\t", " "} << QStringList{"", ",,", "a"};
    QTest::newRow("bucket") << "^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$" << QStringList{"ab", "my.bucket-1", "aaaa"}
                            << QStringList{"", "a", "-a", "a-", "a b"};
    QTest::newRow("token without dollar") << "^[^\\$]+$" << QStringList{"a", "ü€"} << QStringList{"", "a$", "$"};
    QTest::newRow("header") << "[\\x20-\\x21\\x23-\\x2B\\x2D-\\x7E]*" << QStringList{"", "a b!", "~"} << QStringList{"\"", ",", "\t"};
    QTest::newRow("printable") << "\\p{Print}+" << QStringList{"a b~"} << QStringList{"", "\t", "a\x7f"};
    QTest::newRow("role") << "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*"
                          << QStringList{"", "arn:aws:iam::1:role/x", "ü€😀", "a\r\n\t"} << QStringList{"\x01", "a\x1f"};
    QTest::newRow("optional parts") << "a?b{0,2}c" << QStringList{"c", "ac", "abc", "bbc", "abbc"} << QStringList{"", "a", "abbbc", "aac"};
    QTest::newRow("a number of times") << "a{2,4}" << QStringList{"aa", "aaa", "aaaa"} << QStringList{"a", "aaaaa"};
    QTest::newRow("a rule's name") << "[A-Za-z0-9][A-Za-z0-9\\-\\_\\.]{0,126}[A-Za-z0-9]" << QStringList{"ab", "a-b", QString(128, 'a')}
                                   << QStringList{"a", "-a", QString(129, 'a')};
}

void PatternTest::wholeTextsMatch()
{
    QFETCH(QString, pattern);
    QFETCH(QStringList, matching);
    QFETCH(QStringList, others);
    const Pattern compiled(pattern.toStdString());
    for (const QString &text : matching)
        QVERIFY2(compiled.matches(text.toStdString()), qPrintable(text));
    for (const QString &text : others)
        QVERIFY2(!compiled.matches(text.toStdString()), qPrintable(text));
}

void PatternTest::whatTheModelDoesNotUseIsRefused_data()
{
    QTest::addColumn<QString>("pattern");
    for (const char *pattern :
         {"(a", "a)", "[a", "a{", "a{2", "a{2,1}", "a{x}", "\\p{Alpha}", "\\u12", "[b-a]", "a\\", "((((((((((a))))))))))"})
        QTest::newRow(pattern) << pattern;
}

void PatternTest::whatTheModelDoesNotUseIsRefused()
{
    QFETCH(QString, pattern);
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, Pattern(pattern.toStdString()));
}

void PatternTest::longTextsTakeNoStack()
{
    const std::string text(16'000'000, 'a');
    QVERIFY(Pattern("[a-z]+").matches(text));
    QVERIFY(!Pattern("[a-z]+").matches(text + "!"));
    QVERIFY(Pattern("[a-z]+[a-z]*[a-z]+").matches(text.substr(0, 1'000'000)));
}

std::unique_ptr<QObject> makePatternTest()
{
    return std::make_unique<PatternTest>();
}

#include "pattern_test.moc"
