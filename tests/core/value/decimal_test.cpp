#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/value/decimal.h"
#include "tests/support/run_classes.h"
#include "tests/support/item_text.h"

using keywright::test::hexOf;
using keywright::value::Decimal;
using keywright::value::DecimalFault;
using namespace std::string_literals;

namespace {

__extension__ using Wide = __int128;

std::string faultName(DecimalFault fault)
{
    switch (fault) {
    case DecimalFault::Syntax: return "Syntax";
    case DecimalFault::TooManyDigits: return "TooManyDigits";
    case DecimalFault::Overflow: return "Overflow";
    case DecimalFault::Underflow: return "Underflow";
    }
    return "?";
}

/// The number's text, or the name of the fault.
std::string outcome(const tl::expected<Decimal, DecimalFault> &number)
{
    return number ? number->text() : faultName(number.error());
}

std::string parsed(const std::string &text)
{
    return outcome(Decimal::parse(text));
}

Decimal number(const std::string &text)
{
    const auto read = Decimal::parse(text);
    if (!read)
        qFatal("the test's number %s cannot be read", text.c_str());
    return *read;
}

std::string orderedBytes(const Decimal &decimal)
{
    std::string bytes;
    decimal.appendOrderedBytes(bytes);
    return bytes;
}

std::string textOfWide(Wide value)
{
    if (value == 0)
        return "0";
    std::string text;
    const bool negative = value < 0;
    for (Wide rest = negative ? -value : value; rest != 0; rest /= 10)
        text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    return (negative ? "-" : "") + text;
}

/// value * 10^-scale in plain notation, made without Decimal.
std::string plainText(Wide value, int scale)
{
    std::string digits = textOfWide(value < 0 ? -value : value);
    if (static_cast<int>(digits.size()) <= scale)
        digits.insert(0, static_cast<std::size_t>(scale) + 1 - digits.size(), '0');
    if (scale > 0) {
        digits.insert(digits.size() - static_cast<std::size_t>(scale), ".");
        while (digits.back() == '0')
            digits.pop_back();
        if (digits.back() == '.')
            digits.pop_back();
    }
    return (value < 0 && digits != "0" ? "-" : "") + digits;
}

/// Compares two plain texts as numbers, digit by digit: the oracle for order.
int compareTexts(const std::string &left, const std::string &right)
{
    const bool leftNegative = left.front() == '-';
    const bool rightNegative = right.front() == '-';
    if (leftNegative != rightNegative)
        return leftNegative ? -1 : 1;
    if (leftNegative)
        return compareTexts(right.substr(1), left.substr(1));
    const auto split = [](const std::string &text) {
        const std::size_t point = std::min(text.find('.'), text.size());
        return std::pair(text.substr(0, point), point == text.size() ? std::string() : text.substr(point + 1));
    };
    const auto [leftWhole, leftFraction] = split(left);
    const auto [rightWhole, rightFraction] = split(right);
    if (leftWhole.size() != rightWhole.size())
        return leftWhole.size() < rightWhole.size() ? -1 : 1;
    const int whole = leftWhole.compare(rightWhole);
    const int order = whole != 0 ? whole : leftFraction.compare(rightFraction);
    return (order > 0) - (order < 0);
}

/// Any number that DynamoDB can hold, also the extreme ones.
Decimal randomNumber(std::mt19937_64 &random)
{
    const int digitCount = 1 + static_cast<int>(random() % 38);
    std::string digits(1, static_cast<char>('1' + random() % 9));
    while (static_cast<int>(digits.size()) < digitCount)
        digits += static_cast<char>('0' + random() % (random() % 4 == 0 ? 1 : 10));
    const int exponent = static_cast<int>(random() % 4 == 0 ? random() % 256 : 120 + random() % 20) - 130;
    const std::string text = (random() % 2 == 0 ? "-" : "") + digits.substr(0, 1) + "." + digits.substr(1) + "E" + std::to_string(exponent);
    return random() % 50 == 0 ? Decimal() : number(text);
}

void addTable(const std::vector<std::pair<std::string, std::string>> &rows)
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    for (const auto &[text, expected] : rows)
        QTest::newRow(text.empty() ? "(nothing)" : text.substr(0, 60).c_str())
            << QString::fromStdString(text) << QString::fromStdString(expected);
}

} // namespace

class DecimalTest : public QObject {
    Q_OBJECT

private slots:
    void everyAcceptedFormHasOneText_data()
    {
        addTable({
            {"0", "0"},
            {"-0", "0"},
            {"+0", "0"},
            {"0.000", "0"},
            {"-0E5", "0"},
            {"0E999999999999", "0"},
            {"1", "1"},
            {"+5", "5"},
            {"-42", "-42"},
            {".5", "0.5"},
            {"-.5", "-0.5"},
            {"5.", "5"},
            {"5.E1", "50"},
            {"00042", "42"},
            {"0042", "42"},
            {"1.0", "1"},
            {"1.200", "1.2"},
            {"100", "100"},
            {"0.0010", "0.001"},
            {"1.5E2", "150"},
            {"1e+2", "100"},
            {"1E2", "100"},
            {"1e-2", "0.01"},
            {"1E+0", "1"},
            {"1E00002", "100"},
            {"12345E-3", "12.345"},
            {std::string(38, '9'), std::string(38, '9')},
            {std::string(38, '9') + "000", std::string(38, '9') + "000"},
            {"1." + std::string(60, '0'), "1"},
            {std::string(300, '0') + "7", "7"},
            {"9.9999999999999999999999999999999999999E+125", std::string(38, '9') + std::string(88, '0')},
            {"-9.9999999999999999999999999999999999999E+125", "-" + std::string(38, '9') + std::string(88, '0')},
            {"1E125", "1" + std::string(125, '0')},
            {"0.1E126", "1" + std::string(125, '0')},
            {"1E-130", "0." + std::string(129, '0') + "1"},
            {"10E-131", "0." + std::string(129, '0') + "1"},
            {"1.2345678901234567890123456789012345678E-130", "0." + std::string(129, '0') + "12345678901234567890123456789012345678"},
        });
    }
    void everyAcceptedFormHasOneText()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(parsed(text.toStdString()), expected.toStdString());
    }

    void everyRefusedFormNamesItsFault_data()
    {
        addTable({
            {"", "Syntax"},
            {" 1", "Syntax"},
            {"1 ", "Syntax"},
            {"1 2", "Syntax"},
            {"-", "Syntax"},
            {"+", "Syntax"},
            {".", "Syntax"},
            {"-.", "Syntax"},
            {"e5", "Syntax"},
            {".e5", "Syntax"},
            {"1e", "Syntax"},
            {"1e+", "Syntax"},
            {"1e-", "Syntax"},
            {"1e5.5", "Syntax"},
            {"1e5e5", "Syntax"},
            {"1e+-5", "Syntax"},
            {"--1", "Syntax"},
            {"+-1", "Syntax"},
            {"1.2.3", "Syntax"},
            {"1,5", "Syntax"},
            {"0x10", "Syntax"},
            {"1_000", "Syntax"},
            {"NaN", "Syntax"},
            {"Infinity", "Syntax"},
            {"\xD9\xA1", "Syntax"},
            {std::string(39, '9'), "TooManyDigits"},
            {"1." + std::string(37, '0') + "1", "TooManyDigits"},
            {"1" + std::string(38, '0') + ".1", "TooManyDigits"},
            {"1E126", "Overflow"},
            {"-1E126", "Overflow"},
            {"10E125", "Overflow"},
            {"1E9999999999999999999999", "Overflow"},
            {"1E-131", "Underflow"},
            {"-1E-131", "Underflow"},
            {"0.1E-130", "Underflow"},
            {"1E-9999999999999999999999", "Underflow"},
        });
    }
    void everyRefusedFormNamesItsFault()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(parsed(text.toStdString()), expected.toStdString());
    }

    void aZeroByteIsNoPartOfANumber() { QCOMPARE(parsed("1\0"s), "Syntax"s); }

    void writingsOfOneNumberAreEqual()
    {
        for (const char *text : {"1.5", "1.50", "+01.5", "15E-1", "0.15E1", ".15E+1"})
            QVERIFY2(number(text) == number("1.5"), text);
        QVERIFY(number("-0") == Decimal());
        QVERIFY(!number("-0").isNegative());
        QVERIFY(!number("0").negated().isNegative());
        QVERIFY(number("1.5") != number("-1.5"));
    }

    void sumsAreExact_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("sum");
        const auto row = [](const std::string &left, const std::string &right, const std::string &sum) {
            QTest::newRow((left.substr(0, 40) + " + " + right.substr(0, 40)).c_str())
                << QString::fromStdString(left) << QString::fromStdString(right) << QString::fromStdString(sum);
        };
        const std::string nines(38, '9');
        row("0", "0", "0");
        row("0", "-7", "-7");
        row("0.1", "0.2", "0.3");
        row("999", "1", "1000");
        row("-999", "-1", "-1000");
        row("1000", "-1", "999");
        row("1", "-1000", "-999");
        row("12.5", "-12.5", "0");
        row("1", "-0.0001", "0.9999");
        row("99999999999999999999", "0.00001", "99999999999999999999.00001");
        row(nines, "1", "1" + std::string(38, '0'));
        row("1" + std::string(38, '0'), "-1", nines);
        row("1E37", "1", "1" + std::string(36, '0') + "1");
        row("1E38", "1", "TooManyDigits");
        row("1E125", "1E-130", "TooManyDigits");
        row("9.9999999999999999999999999999999999999E+125", "1E88", "Overflow");
        row("-9.9999999999999999999999999999999999999E+125", "-1E88", "Overflow");
        row("9E125", "1E125", "Overflow");
        row("1.1E-130", "-1E-130", "Underflow");
        row("2E-130", "-1E-130", parsed("1E-130"));
    }
    void sumsAreExact()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(QString, sum);
        const Decimal a = number(left.toStdString());
        const Decimal b = number(right.toStdString());
        QCOMPARE(outcome(a.plus(b)), sum.toStdString());
        QCOMPARE(outcome(b.plus(a)), sum.toStdString());
        QCOMPARE(outcome(a.minus(b.negated())), sum.toStdString());
    }

    void sumsAgreeWithWideIntegers()
    {
        std::mt19937_64 random(20261121);
        for (int round = 0; round < 20000; ++round) {
            const auto pick = [&random] {
                const Wide wide = static_cast<Wide>(random()) * static_cast<Wide>(random() % 1'000'000) >> random() % 80;
                return random() % 2 == 0 ? wide : -wide;
            };
            const int scale = static_cast<int>(random() % 30);
            const Wide left = pick();
            const Wide right = random() % 10 == 0 ? -left : pick();
            const Decimal a = number(plainText(left, scale));
            const Decimal b = number(plainText(right, scale));
            QCOMPARE(a.text(), plainText(left, scale));
            QCOMPARE(outcome(a.plus(b)), plainText(left + right, scale));
            QCOMPARE(outcome(a.minus(b)), plainText(left - right, scale));
        }
    }

    void textReadsBackAsTheSameNumber()
    {
        std::mt19937_64 random(1);
        for (int round = 0; round < 5000; ++round) {
            const Decimal decimal = randomNumber(random);
            QVERIFY2(number(decimal.text()) == decimal, decimal.text().c_str());
        }
    }

    void goldenOrderedBytes_data()
    {
        addTable({
            {"0", "02"},
            {"1", "038214"},
            {"10", "038314"},
            {"1.01", "03821514"},
            {"9", "0382b4"},
            {"12", "038318"},
            {"123", "0384193c"},
            {"99", "0383c6"},
            {"0.5", "038164"},
            {"100.5", "0384150a"},
            {"1E-130", "030014"},
            {"1E125", "03ff14"},
            {"-1", "017deb"},
            {"-123", "017be6c3"},
            {"-1E-130", "01ffeb"},
            {"-1E125", "0100eb"},
            {"9.9999999999999999999999999999999999999E+125",
             "03ff"
             "c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c6"},
        });
    }
    void goldenOrderedBytes()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(hexOf(orderedBytes(number(text.toStdString()))), expected.toStdString());
    }

    void orderOfNumbersBytesAndTextsIsOne()
    {
        std::mt19937_64 random(7);
        std::vector<Decimal> numbers{number("1E125"), number("-1E125"), number("1E-130"), number("-1E-130"), Decimal()};
        for (int i = 0; i < 100; ++i) {
            const Decimal decimal = randomNumber(random);
            numbers.push_back(decimal);
            numbers.push_back(decimal.negated());
            if (const auto neighbour = decimal.plus(number("1")))
                numbers.push_back(*neighbour);
        }
        for (const Decimal &left : numbers) {
            for (const Decimal &right : numbers) {
                const int expected = compareTexts(left.text(), right.text());
                const auto order = left <=> right;
                const int byBytes = orderedBytes(left).compare(orderedBytes(right));
                if ((order > 0) - (order < 0) != expected || (byBytes > 0) - (byBytes < 0) != expected
                    || (left == right) != (expected == 0))
                    QFAIL((left.text() + " and " + right.text() + " are ordered differently").c_str());
            }
        }
    }

    void orderedBytesReadBackAndLeaveWhatFollows()
    {
        std::mt19937_64 random(8);
        for (int round = 0; round < 5000; ++round) {
            const Decimal decimal = randomNumber(random);
            const std::string bytes = orderedBytes(decimal);
            QVERIFY(bytes.size() <= 21);
            const std::string followed = bytes + "rest";
            std::string_view in = followed;
            Decimal back;
            QVERIFY2(Decimal::readOrderedBytes(in, back), decimal.text().c_str());
            QCOMPARE(back.text(), decimal.text());
            QVERIFY(back == decimal);
            QCOMPARE(std::string(in), "rest"s);
        }
    }

    /// Whatever is accepted is exactly what would have been written.
    void hostileBytesAreRefused()
    {
        std::mt19937_64 random(9);
        for (int round = 0; round < 50'000; ++round) {
            std::string bytes(random() % 24, '\0');
            for (char &byte : bytes)
                byte = static_cast<char>(random() % 3 == 0 ? random() % 4 : random());
            std::string_view in = bytes;
            Decimal decimal;
            if (Decimal::readOrderedBytes(in, decimal))
                QCOMPARE(hexOf(orderedBytes(decimal)), hexOf(bytes.substr(0, bytes.size() - in.size())));
        }
    }

    void truncatedOrderedBytesAreRefused()
    {
        for (const char *text : {"1", "-123456789", "1E125", "-1E-130"}) {
            const std::string bytes = orderedBytes(number(text));
            for (std::size_t length = 0; length < bytes.size(); ++length) {
                std::string_view in(bytes.data(), length);
                Decimal decimal;
                QVERIFY(!Decimal::readOrderedBytes(in, decimal));
            }
        }
    }

    /// Measured against the service by others.
    void sizeIsWhatTheServiceCounts_data()
    {
        addTable({
            {"0", "1"},      {"1", "2"},     {"12", "2"},   {"123", "3"},       {"1234", "3"},  {std::string(38, '9'), "20"},
            {"0042", "2"},   {"100", "2"},   {"1010", "3"}, {"0.0000001", "2"}, {"1E125", "2"}, {"1E-100", "2"},
            {"1.5", "3"},    {"15", "2"},    {"1.2", "3"},  {"1.200", "3"},     {"1.234", "4"}, {"3.14159", "5"},
            {"123456", "4"}, {"100.5", "4"}, {"0.15", "2"}, {"-42", "3"},       {"-0", "1"},
        });
    }
    void sizeIsWhatTheServiceCounts()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(number(text.toStdString()).sizeInBytes(), expected.toInt());
    }

    void toIntegerTakesWholeNumbersThatFit_data()
    {
        addTable({
            {"0", "0"},
            {"-0", "0"},
            {"42", "42"},
            {"1E3", "1000"},
            {"12.0", "12"},
            {"1E18", "1000000000000000000"},
            {"9223372036854775807", "9223372036854775807"},
            {"-9223372036854775808", "-9223372036854775808"},
            {"9223372036854775808", "no"},
            {"-9223372036854775809", "no"},
            {"1.5", "no"},
            {"0.5", "no"},
            {"1E19", "no"},
            {"1E-3", "no"},
            {"1E125", "no"},
        });
    }
    void toIntegerTakesWholeNumbersThatFit()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        std::int64_t integer = 0;
        const bool fits = number(text.toStdString()).toInteger(integer);
        QCOMPARE(fits ? QString::number(integer) : QStringLiteral("no"), expected);
    }

    void fromIntegerKeepsEveryInteger()
    {
        for (const std::int64_t integer : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1000}, INT64_MAX, INT64_MIN})
            QCOMPARE(Decimal::fromInteger(integer).text(), std::to_string(integer));
    }

    void toDoubleIsTheNearest()
    {
        QCOMPARE(Decimal().toDouble(), 0.0);
        QCOMPARE(number("-1.5").toDouble(), -1.5);
        QCOMPARE(number("0.1").toDouble(), 0.1);
        QCOMPARE(number("1E125").toDouble(), 1e125);
        QCOMPARE(number("1E-130").toDouble(), 1e-130);
    }
};

std::unique_ptr<QObject> makeDecimalTest()
{
    return std::make_unique<DecimalTest>();
}

#include "decimal_test.moc"
