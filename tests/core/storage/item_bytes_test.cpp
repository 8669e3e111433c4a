#include <string>

#include "core/storage/item_bytes.h"
#include "core/storage/storage_error.h"
#include "tests/support/run_classes.h"
#include "tests/support/item_text.h"

using namespace keywright::storage;
using namespace std::string_literals;
using keywright::test::hexOf;
using keywright::test::item;
using keywright::test::textOf;

namespace {

const std::string kRich =
    R"({"b":{"B":"AP8="},"bool":{"BOOL":true},"bs":{"BS":["AA==","AQ=="]},"l":{"L":[{"S":"x"},{"L":[]},{"M":{"deep":{"N":"0"}}}]},)"
    R"("m":{"M":{"a":{"N":"1"},"b":{"M":{}}}},"n":{"N":"-1.5"},"no":{"BOOL":false},"ns":{"NS":["-2","1","10"]},)"
    R"("null":{"NULL":true},"s":{"S":"text"},"ss":{"SS":["","a","b"]},"void":{"S":""}})";

/// The item as text, or "damaged"; anything else that is thrown fails the test.
std::string read(const std::string &bytes)
{
    try {
        return textOf(fromItemBytes(bytes));
    } catch (const StorageError &error) {
        return error.kind() == StorageError::Kind::Damaged ? "damaged" : error.what();
    }
}

std::string bytesOf(const char *hex)
{
    return QByteArray::fromHex(hex).toStdString();
}

} // namespace

class ItemBytesTest : public QObject {
    Q_OBJECT

private slots:
    void goldenBytes_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("hex");
        const auto row = [](const char *json, const char *hex) { QTest::newRow(json) << json << hex; };
        row(R"({})", "0100");
        row(R"({"a":{"S":"xy"}})",
            "01"
            "01"
            "0161"
            "00"
            "027879");
        row(R"({"a":{"N":"1.50"}})",
            "01"
            "01"
            "0161"
            "01"
            "03312e35");
        row(R"({"a":{"B":"AP8="}})",
            "01"
            "01"
            "0161"
            "02"
            "0200ff");
        row(R"({"a":{"BOOL":true},"b":{"BOOL":false}})",
            "01"
            "02"
            "0161"
            "03"
            "01"
            "0162"
            "03"
            "00");
        row(R"({"a":{"NULL":true}})",
            "01"
            "01"
            "0161"
            "04");
        row(R"({"a":{"M":{"k":{"S":"v"}}}})",
            "01"
            "01"
            "0161"
            "05"
            "06"
            "01"
            "016b"
            "00"
            "0176");
        row(R"({"a":{"L":[{"NULL":true},{"N":"7"}]}})",
            "01"
            "01"
            "0161"
            "06"
            "05"
            "02"
            "04"
            "01"
            "0137");
        row(R"({"a":{"SS":["y","x"]}})",
            "01"
            "01"
            "0161"
            "07"
            "05"
            "02"
            "0178"
            "0179");
        row(R"({"a":{"NS":["10","9"]}})",
            "01"
            "01"
            "0161"
            "08"
            "06"
            "02"
            "0139"
            "023130");
        row(R"({"a":{"BS":["AA=="]}})",
            "01"
            "01"
            "0161"
            "09"
            "03"
            "01"
            "0100");
    }
    void goldenBytes()
    {
        QFETCH(QString, json);
        QFETCH(QString, hex);
        QCOMPARE(hexOf(toItemBytes(item(json.toStdString()))), hex.toStdString());
        QCOMPARE(hexOf(toItemBytes(fromItemBytes(QByteArray::fromHex(hex.toLatin1()).toStdString()))), hex.toStdString());
    }

    void lengthsAreVarints()
    {
        const std::string bytes = toItemBytes({{"a", std::string(300, 'x')}});
        QCOMPARE(hexOf(bytes.substr(0, 8)), "0101016100ac0278"s);
        QCOMPARE(read(bytes), textOf(keywright::value::Item{{"a", std::string(300, 'x')}}));
    }

    void everyTypeReadsBack() { QCOMPARE(read(toItemBytes(item(kRich))), kRich); }

    void everyTruncationIsDamaged()
    {
        const std::string bytes = toItemBytes(item(kRich));
        for (std::size_t length = 0; length < bytes.size(); ++length)
            QCOMPARE(read(bytes.substr(0, length)), "damaged"s);
        QCOMPARE(read(bytes + '\0'), "damaged"s);
    }

    void everyChangedByteIsDamagedOrAnotherItem()
    {
        const std::string bytes = toItemBytes(item(kRich));
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            for (int change = 1; change < 256; ++change) {
                std::string changed = bytes;
                changed[at] = static_cast<char>(changed[at] ^ change);
                const std::string text = read(changed);
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
        row("a huge length",
            "01010161"
            "00"
            "ffffffffffffffff7f");
        row("a varint without end", "01ffffffffffffffffffffffffff");
        row("a huge count in a list",
            "01010161"
            "06"
            "06"
            "ffffffff0f"
            "00");
        row("a huge count in a set",
            "01010161"
            "07"
            "06"
            "ffffffff0f"
            "00");
        row("a number that is none",
            "01010161"
            "01"
            "0178");
        row("a set with equal members",
            "01010161"
            "07"
            "05"
            "02"
            "0178"
            "0178");
        row("an attribute twice",
            "01"
            "02"
            "0161"
            "04"
            "0161"
            "04");
        row("bytes after the members of a map",
            "01010161"
            "05"
            "02"
            "0000");
        row("bytes after the members of a list",
            "01010161"
            "06"
            "02"
            "0000");
        row("bytes after the members of a set",
            "01010161"
            "07"
            "05"
            "01"
            "0178"
            "0179");
    }
    void whatIsNoItemIsDamaged()
    {
        QFETCH(QString, hex);
        QCOMPARE(read(bytesOf(hex.toLatin1())), "damaged"s);
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
        QCOMPARE(read("\x01\x01\x01"
                      "a"
                      + value),
                 "damaged"s);
    }
};

std::unique_ptr<QObject> makeItemBytesTest()
{
    return std::make_unique<ItemBytesTest>();
}

#include "item_bytes_test.moc"
