#include <random>
#include <stdexcept>
#include <string>

#include "core/storage/key_encoding.h"
#include "tests/support/run_classes.h"
#include "tests/support/item_text.h"

using namespace keywright::storage;
using namespace std::string_literals;
using keywright::test::attributeValue;
using keywright::test::hexOf;
using keywright::value::AttributeValue;

namespace {

std::string encoded(const AttributeValue &value)
{
    std::string bytes;
    appendKeyValue(bytes, value);
    return bytes;
}

std::string encodedText(std::string_view text)
{
    std::string bytes;
    appendOrderedBytes(bytes, text);
    return bytes;
}

/// Short, of few different bytes, so that equal beginnings and the marks' own bytes are common.
std::string randomText(std::mt19937_64 &random)
{
    constexpr std::string_view kBytes("\x00\x01\x02\x61\xFE\xFF", 6);
    std::string text(random() % 6, '\0');
    for (char &byte : text)
        byte = kBytes[random() % kBytes.size()];
    return text;
}

int sign(int number)
{
    return (number > 0) - (number < 0);
}

} // namespace

class KeyEncodingTest : public QObject {
    Q_OBJECT

private slots:
    void goldenBytesOfKeyValues_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("hex");
        const auto row = [](const char *json, const char *hex) { QTest::newRow(json) << json << hex; };
        row("{\"S\":\"\"}", "0001");
        row("{\"S\":\"a\"}", "610001");
        row("{\"S\":\"\xC3\xBC\"}", "c3bc0001");
        row("{\"S\":\"a\\u0000b\"}", "6100ff620001");
        row("{\"S\":\"\\u0000\"}", "00ff0001");
        row("{\"S\":\"\\u0001\"}", "010001");
        row("{\"B\":\"\"}", "0001");
        row("{\"B\":\"AP8B\"}", "00ffff010001");
        row("{\"B\":\"//8=\"}", "ffff0001");
        row("{\"N\":\"0\"}", "02");
        row("{\"N\":\"42\"}", "038354");
        row("{\"N\":\"-42\"}", "017cab");
    }
    void goldenBytesOfKeyValues()
    {
        QFETCH(QString, json);
        QFETCH(QString, hex);
        QCOMPARE(hexOf(encoded(attributeValue(json.toStdString()))), hex.toStdString());
    }

    /// python3 -c "import hashlib; print(hashlib.md5(bytes.fromhex('610001')).hexdigest()[:16])"
    void goldenHashes()
    {
        QCOMPARE(partitionHash(encodedText("a")), std::uint64_t{0x9b26982e840df3de});
        QCOMPARE(partitionHash(encodedText("")), std::uint64_t{0x441077cc9e57554d});
        QCOMPARE(partitionHash(encoded(attributeValue("{\"N\":\"42\"}"))), std::uint64_t{0x5e8ad4c147a38667});
    }

    void goldenPrefixes()
    {
        QCOMPARE(hexOf(placePrefix(1, 0)), "000000010000"s);
        QCOMPARE(hexOf(placePrefix(0x01020304, 0x0506)), "010203040506"s);
        QCOMPARE(hexOf(collectionPrefix(7, 2, encodedText("a"))), "0000000700029b26982e840df3de610001"s);
    }

    void bigEndianNumbersKeepEveryByte()
    {
        std::string bytes;
        appendBigEndian16(bytes, 0xFEDC);
        appendBigEndian32(bytes, 0xFEDCBA98);
        appendBigEndian64(bytes, 0xFEDCBA9876543210);
        QCOMPARE(hexOf(bytes), "fedcfedcba98fedcba9876543210"s);
    }

    void afterPrefixIsTheNextSibling()
    {
        QCOMPARE(hexOf(afterPrefix("a")), "62"s);
        QCOMPARE(hexOf(afterPrefix("a\xFF")), "62"s);
        QCOMPARE(hexOf(afterPrefix("a\x7F")), "6180"s);
        QCOMPARE(hexOf(afterPrefix("a\0"s)), "6101"s);
        QCOMPARE(afterPrefix("\xFF\xFF"), ""s);
        QCOMPARE(afterPrefix(""), ""s);
    }

    void afterPrefixIsAboveExactlyThePrefixed()
    {
        std::mt19937_64 random(1);
        for (int round = 0; round < 20000; ++round) {
            const std::string prefix = randomText(random);
            const std::string key = random() % 2 == 0 ? prefix + randomText(random) : randomText(random);
            const std::string after = afterPrefix(prefix);
            QCOMPARE(key >= prefix && (after.empty() || key < after), key.starts_with(prefix));
        }
    }

    void orderOfEncodingsIsTheOrderOfBytes()
    {
        std::mt19937_64 random(2);
        for (int round = 0; round < 50000; ++round) {
            const std::string left = randomText(random);
            const std::string right = randomText(random);
            QCOMPARE(sign(encodedText(left).compare(encodedText(right))), sign(left.compare(right)));
            QCOMPARE(sign((encodedText(left) + encodedText(right)).compare(encodedText(right) + encodedText(left))),
                     sign(left.compare(right)));
        }
    }

    void prefixesAreBeginningsOfTheEncodingsOfWhatBeginsSo()
    {
        std::mt19937_64 random(3);
        for (int round = 0; round < 20000; ++round) {
            const std::string prefix = randomText(random);
            const std::string text = random() % 2 == 0 ? prefix + randomText(random) : randomText(random);
            std::string encodedPrefix;
            appendOrderedPrefix(encodedPrefix, prefix);
            QCOMPARE(encodedText(text).starts_with(encodedPrefix), text.starts_with(prefix));
        }
    }

    void valuesReadBackAndLeaveWhatFollows()
    {
        const auto readBack = [](const char *json, keywright::schema::KeyType type) {
            const std::string bytes = encoded(attributeValue(json)) + "rest";
            std::string_view in = bytes;
            std::string_view skipped = bytes;
            AttributeValue value;
            return readKeyValue(in, type, value) && in == "rest" && skipKeyValue(skipped, type) && skipped == in
                ? keywright::test::textOf(value)
                : "refused"s;
        };
        QCOMPARE(readBack("{\"S\":\"a\\u0000b\"}", keywright::schema::KeyType::S), "{\"S\":\"a\\u0000b\"}"s);
        QCOMPARE(readBack("{\"B\":\"AP8B\"}", keywright::schema::KeyType::B), "{\"B\":\"AP8B\"}"s);
        QCOMPARE(readBack("{\"N\":\"-1.50\"}", keywright::schema::KeyType::N), "{\"N\":\"-1.5\"}"s);
    }

    void whatIsNoEncodingIsRefused()
    {
        for (const std::string &bytes : {""s, "a"s, "a\0"s, "a\0\x02"s, "\0"s, "\0\xFF"s, "a\0\0\x01"s}) {
            std::string_view in = bytes;
            std::string out;
            QVERIFY2(!readOrderedBytes(in, out), hexOf(bytes).c_str());
            std::string_view skipped = bytes;
            QVERIFY2(!skipKeyValue(skipped, keywright::schema::KeyType::S), hexOf(bytes).c_str());
        }
    }

    void onlyStringsNumbersAndBinariesAreKeys()
    {
        for (const char *json : {"{\"BOOL\":true}", "{\"NULL\":true}", "{\"M\":{}}", "{\"L\":[]}", "{\"SS\":[\"a\"]}"}) {
            std::string bytes;
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument, appendKeyValue(bytes, attributeValue(json)));
        }
    }
};

std::unique_ptr<QObject> makeKeyEncodingTest()
{
    return std::make_unique<KeyEncodingTest>();
}

#include "key_encoding_test.moc"
