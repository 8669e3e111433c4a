#include <algorithm>
#include <random>
#include <string>

#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"
#include "core/storage/storage_error.h"
#include "core/value/item_size.h"
#include "tests/core/storage/random_item.h"
#include "tests/support/item_text.h"
#include "tests/support/run_classes.h"

using namespace keywright;
using namespace keywright::storage;
using namespace std::string_literals;
using keywright::test::randomItem;
using keywright::test::textOf;

namespace {

std::string jsonOf(const std::string &bytes)
{
    std::string json = "before";
    appendItemJson(json, bytes);
    return json.substr(6);
}

/// What the action gives, or "damaged"; anything else that is thrown fails the test.
template <typename Action>
std::string orDamaged(Action action)
{
    try {
        return action();
    } catch (const StorageError &error) {
        return error.kind() == StorageError::Kind::Damaged ? "damaged" : error.what();
    }
}

/// Reads the bytes in every way there is; the size as text.
std::string readInEveryWay(const std::string &bytes)
{
    orDamaged([&] { return findAttribute(bytes, "m") ? "found"s : "none"s; });
    orDamaged([&] { return pickAttributes(bytes, {"m", "set"}).empty() ? "none"s : "found"s; });
    const std::string size = orDamaged([&] { return std::to_string(itemSize(bytes)); });
    const std::string json = orDamaged([&] { return jsonOf(bytes); });
    return json == "damaged" ? json : json + " " + size;
}

value::Item richItem()
{
    std::mt19937 random(7);
    value::Item rich = randomItem(random);
    rich.set("m",
             value::AttributeMap{{"deep", value::List{"x", value::AttributeValue(value::Null{}), value::AttributeMap{}}},
                                 {"n", value::AttributeValue::number(-15)}});
    rich.set("set", *value::makeSet(std::vector<std::string>{"a", "b"}));
    return rich;
}

} // namespace

class ItemJsonTest : public QObject {
    Q_OBJECT

private slots:
    void randomItemsGiveTheSameAsTheirValues()
    {
        std::mt19937 random(1);
        for (int i = 0; i < 3'000; ++i) {
            const value::Item item = randomItem(random);
            const std::string bytes = toItemBytes(item);
            QCOMPARE(jsonOf(bytes), textOf(item));
            QCOMPARE(itemSize(bytes), value::sizeInBytes(item));
            QVERIFY(fromItemBytes(bytes) == item);
            for (const auto &[name, value] : item) {
                const auto found = findAttribute(bytes, name);
                QVERIFY(found && valueFromBytes(*found) == value);
            }
            std::vector<std::string> names{"no such name", "~"};
            value::Item picked;
            for (const auto &[name, value] : item) {
                if (random() % 2 == 0)
                    continue;
                names.push_back(name);
                picked.set(name, value);
            }
            std::sort(names.begin(), names.end());
            QVERIFY(pickAttributes(bytes, names) == picked);
            QVERIFY(!findAttribute(bytes, "no such name"));
            QVERIFY(!findAttribute(bytes, "~"));
        }
    }

    void textIsEscapedAsJsonDemands_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *name, const std::string &text, const std::string &json) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray::fromStdString("{\"a\":{\"S\":\"" + json + "\"}}");
        };
        row("empty", "", "");
        row("quote and backslash", "say \"hi\" \\ bye", "say \\\"hi\\\" \\\\ bye");
        row("short forms", "\b\f\n\r\t", "\\b\\f\\n\\r\\t");
        row("other control characters", "\x01\x1f"s + '\0', "\\u0001\\u001f\\u0000");
        row("delete and slash as they are", "\x7f/", "\x7f/");
        row("UTF-8 as it is", "\xC3\xBC \xE2\x82\xAC \xF0\x9F\x98\x80", "\xC3\xBC \xE2\x82\xAC \xF0\x9F\x98\x80");
        row("at the end of eight bytes", "1234567\"", "1234567\\\"");
        row("at the start of the next eight", "12345678\n12345678", "12345678\\n12345678");
        row("a space is no control character", std::string(16, ' '), std::string(16, ' '));
    }
    void textIsEscapedAsJsonDemands()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, json);
        QCOMPARE(jsonOf(toItemBytes({{"a", text.toStdString()}})), json.toStdString());
    }

    void everyByteInEveryPlaceIsEscapedAlike()
    {
        for (int c = 0; c < 256; ++c) {
            for (std::size_t at = 0; at < 17; ++at) {
                std::string text(17, 'x');
                text[at] = static_cast<char>(c);
                const value::Item item{{"a", text}};
                const std::string json = jsonOf(toItemBytes(item));
                const std::string plain = "{\"a\":{\"S\":\"" + text + "\"}}";
                const bool escaped = c < 0x20 || c == '"' || c == '\\';
                QVERIFY((json != plain) == escaped);
            }
        }
    }

    void numbersCountAsTheirTextsSay_data()
    {
        QTest::addColumn<QString>("number");
        for (const char *number :
             {"0", "1", "-1", "10", "100", "123", "-100", "0.5", "0.05", "0.00012", "-0.1", "100.5", "100.05", "1.5", "10.10", "1E125",
              "1E-130", "-9.9999999999999999999999999999999999999E+125", "12345678901234567890.12345"})
            QTest::newRow(number) << number;
    }
    void numbersCountAsTheirTextsSay()
    {
        QFETCH(QString, number);
        const auto decimal = *value::Decimal::parse(number.toStdString());
        QCOMPARE(itemSize(toItemBytes({{"a", decimal}})), std::int64_t(1 + decimal.sizeInBytes()));
    }

    void everyTruncationIsDamaged()
    {
        const std::string bytes = toItemBytes(richItem());
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            QCOMPARE(readInEveryWay(bytes.substr(0, length)), "damaged"s);
            QCOMPARE(orDamaged([&] { return std::to_string(itemSize(bytes.substr(0, length))); }), "damaged"s);
        }
        QCOMPARE(readInEveryWay(bytes + '\0'), "damaged"s);
    }

    void everyChangedByteIsDamagedOrAnotherItem()
    {
        const std::string bytes = toItemBytes(richItem());
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            for (int change = 1; change < 256; ++change) {
                std::string changed = bytes;
                changed[at] = static_cast<char>(changed[at] ^ change);
                const std::string text = readInEveryWay(changed);
                QVERIFY2(text == "damaged" || text.starts_with("{"), text.c_str());
            }
        }
    }

    void whatIsNoItemIsDamaged_data()
    {
        QTest::addColumn<QString>("hex");
        const auto row = [](const char *what, const char *hex) { QTest::newRow(what) << hex; };
        row("nothing", "");
        row("another version", "0200");
        row("an unknown type", "010101610a");
        row("a huge count", "01ffffffffffffffffff01");
        row("a huge length", "0101016100ffffffffffffffff7f");
        row("a varint without end", "01ffffffffffffffffffffffffff");
        row("a huge count in a list", "010101610606ffffffff0f00");
        row("a huge count in a set", "010101610706ffffffff0f00");
        row("a number that is none", "01010161010178");
        row("a number that is only a sign", "0101016101012d");
        row("a number without an integer", "0101016101022e35");
        row("a number that ends in its point", "010101610102352e");
        row("a set with equal members",
            "010101610705020178"
            "0178");
        row("an attribute twice",
            "01020161040161"
            "04");
        row("bytes after the members of a map", "0101016105020000");
        row("bytes after the members of a list", "0101016106020000");
        row("bytes after the members of a set",
            "010101610705010178"
            "0179");
    }
    void whatIsNoItemIsDamaged()
    {
        QFETCH(QString, hex);
        QCOMPARE(readInEveryWay(QByteArray::fromHex(hex.toLatin1()).toStdString()), "damaged"s);
    }

    void deepNestingIsDamagedAndNoCrash()
    {
        std::string value("\x04", 1);
        for (int level = 0; level < 20'000; ++level) {
            std::string length;
            for (std::size_t rest = value.size() + 1; rest != 0; rest >>= 7)
                length += static_cast<char>((rest & 0x7F) | (rest >= 0x80 ? 0x80 : 0));
            value = "\x06" + length + "\x01" + value;
        }
        const std::string bytes = "\x01\x01\x01"
                                  "a"
            + value;
        QCOMPARE(readInEveryWay(bytes), "damaged"s);
        QCOMPARE(orDamaged([&] { return std::to_string(itemSize(bytes)); }), "damaged"s);
    }
};

std::unique_ptr<QObject> makeItemJsonTest()
{
    return std::make_unique<ItemJsonTest>();
}

#include "item_json_test.moc"
