#include <QtTest>

#include "core/service/attribute_reader.h"
#include "core/service/attribute_writer.h"
#include "core/service/fault.h"
#include "core/value/dynamodb_json.h"
#include "tests/core/service/request_fixture.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using service::Fault;

namespace {

/// A scalar on the given level: "L" or "M" around it, the other way about on every second one.
std::string nested(int level)
{
    std::string text = "{\"S\":\"deep\"}";
    for (int i = 1; i < level; ++i)
        text = i % 2 == 0 ? "{\"L\":[" + text + "]}" : "{\"M\":{\"k\":" + text + "}}";
    return "{\"a\":" + text + "}";
}

} // namespace

/// Attribute values from JSON and back.
class AttributeReaderTest : public QObject {
    Q_OBJECT

private slots:
    void valuesAreReadAsTheServiceReadsThem();
    void nestingEndsAtLevel32();
    void theWriterAgreesWithTheModelFilesWriter();
    void oneValueIsReadLikeAnItems();
    void onlyRequestFaultsHaveAnEnvelope();
};

void AttributeReaderTest::valuesAreReadAsTheServiceReadsThem()
{
    const std::string differences = test::differencesIn(test::dataDir() / "requests/attributes.txt");
    QVERIFY2(differences.empty(), differences.c_str());
}

void AttributeReaderTest::nestingEndsAtLevel32()
{
    QCOMPARE(test::itemReadingOf(nested(32)), nested(32));
    QCOMPARE(
        test::itemReadingOf(nested(33)),
        std::string("ValidationException: Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond "
                    "supported limit\n+> 1 validation error detected: Nesting Levels have exceeded supported limits: Attributes in the "
                    "item have nested levels beyond supported limit"));
}

void AttributeReaderTest::theWriterAgreesWithTheModelFilesWriter()
{
    const std::string text =
        "{\"pk\":{\"S\":\"a\\\"b\"},\"n\":{\"N\":\"-12.5\"},\"b\":{\"B\":\"AP8=\"},\"l\":{\"L\":[{\"BOOL\":true},{\"NULL\":true},{\"L\":[]}"
        "]},"
        "\"m\":{\"M\":{\"x\":{\"SS\":[\"a\",\"b\"]},\"y\":{\"NS\":[\"1\",\"2\"]},\"z\":{\"BS\":[\"AA==\",\"AQ==\"]}}}}";
    const value::Item item = service::itemFromText(text);
    QCOMPARE(item, value::itemFromDynamoDbJson(value::Json::parse(text)));
    std::string written;
    service::appendItemJson(written, item);
    QCOMPARE(written, value::toDynamoDbJson(item).compact());
    QCOMPARE(service::itemFromText(written), item);
}

void AttributeReaderTest::oneValueIsReadLikeAnItems()
{
    const service::RequestDocument document("{\"Value\":{\"M\":{\"a\":{\"N\":\"1.0\"}}},\"Bad\":{\"N\":\"x\"}}");
    std::string text;
    service::appendAttributeValueJson(text, service::readAttributeValue(*document.root().find("Value")));
    QCOMPARE(text, std::string("{\"M\":{\"a\":{\"N\":\"1\"}}}"));
    QVERIFY_THROWS_EXCEPTION(Fault, service::readAttributeValue(*document.root().find("Bad")));
}

void AttributeReaderTest::onlyRequestFaultsHaveAnEnvelope()
{
    QCOMPARE(Fault::requestValidation("Bad.").enveloped().message(), std::string("1 validation error detected: Bad."));
    QCOMPARE(Fault::requestValidation("Bad.", "Worse.").enveloped().message(), std::string("1 validation error detected: Worse."));
    QCOMPARE(Fault::requestValidation("Bad.", "Worse.").message(), std::string("Bad."));
    QCOMPARE(Fault::validation("Bad.").enveloped().message(), std::string("Bad."));
    QCOMPARE(Fault("ResourceNotFoundException", "Gone.").enveloped().name(), std::string("ResourceNotFoundException"));
}

std::unique_ptr<QObject> makeAttributeReaderTest()
{
    return std::make_unique<AttributeReaderTest>();
}

#include "attribute_reader_test.moc"
