#include <functional>
#include <string>

#include "core/schema/limits.h"
#include "core/schema/table_rules.h"
#include "tests/support/run_classes.h"

using namespace keywright::schema;
using namespace std::string_literals;

namespace {

/// A valid table with an LSI and a GSI; each test breaks one rule of it.
TableDefinition validTable()
{
    TableDefinition table;
    table.name = "Orders";
    table.key = {{{"pk", KeyType::S}}, {{"sk", KeyType::N}}};
    table.localIndexes = {{"ByDate", {{{"pk", KeyType::S}}, {{"date", KeyType::S}}}, {}, {}}};
    table.globalIndexes = {{"ByState", {{{"state", KeyType::S}}, {}}, {ProjectionType::Include, {"total"}}, {}}};
    table.billingMode = BillingMode::PayPerRequest;
    return table;
}

std::vector<KeyAttribute> attributes(std::size_t count, const std::string &prefix)
{
    std::vector<KeyAttribute> result;
    for (std::size_t i = 0; i < count; ++i)
        result.push_back({prefix + std::to_string(i), KeyType::S});
    return result;
}

using TableRulesChange = std::function<void(TableDefinition &)>;

} // namespace

Q_DECLARE_METATYPE(TableRulesChange)

class TableRulesTest : public QObject {
    Q_OBJECT

private slots:
    void whatDynamoDbMakesBreaksNoRule_data()
    {
        QTest::addColumn<TableRulesChange>("change");
        const auto row = [](const char *what, const TableRulesChange &change) { QTest::newRow(what) << change; };
        row("the table as it is", [](TableDefinition &) {});
        row("the shortest name", [](TableDefinition &table) { table.name = "a_."; });
        row("the longest name", [](TableDefinition &table) { table.name = std::string(255, '-'); });
        row("the longest key name", [](TableDefinition &table) {
            table.globalIndexes[0].key.sort = {{std::string(255, 'k'), KeyType::B}};
        });
        row("no sort key and no LSI", [](TableDefinition &table) {
            table.key.sort.clear();
            table.localIndexes.clear();
        });
        row("four parts each in a GSI key", [](TableDefinition &table) {
            table.globalIndexes[0].key = {attributes(4, "p"), attributes(4, "s")};
        });
        row("five LSIs", [](TableDefinition &table) {
            while (table.localIndexes.size() < 5) {
                table.localIndexes.push_back(table.localIndexes.front());
                table.localIndexes.back().name += std::to_string(table.localIndexes.size());
            }
        });
        row("twenty GSIs", [](TableDefinition &table) {
            while (table.globalIndexes.size() < 20) {
                table.globalIndexes.push_back(table.globalIndexes.front());
                table.globalIndexes.back().name += std::to_string(table.globalIndexes.size());
            }
        });
        row("a hundred projected attributes",
            [](TableDefinition &table) { table.globalIndexes[0].projection.attributes.resize(100, "a"); });
        row("provisioned", [](TableDefinition &table) {
            table.billingMode = BillingMode::Provisioned;
            table.capacity.provisioned = {1, 1};
            table.globalIndexes[0].capacity.provisioned = {1, 1};
        });
        row("an index named as its table", [](TableDefinition &table) { table.globalIndexes[0].name = table.name; });
    }
    void whatDynamoDbMakesBreaksNoRule()
    {
        QFETCH(TableRulesChange, change);
        TableDefinition table = validTable();
        change(table);
        QCOMPARE(brokenRule(table).value_or(""), ""s);
    }

    void everyRuleHasItsMessage_data()
    {
        QTest::addColumn<TableRulesChange>("change");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *message, const TableRulesChange &change) {
            QTest::newRow(QByteArray(message).left(150).constData()) << change << message;
        };
        const auto invalid = [&row](const std::string &message, const TableRulesChange &change) {
            row(("One or more parameter values were invalid: " + message).c_str(), change);
        };
        row("1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or "
            "equal to 3",
            [](TableDefinition &table) { table.name = "ab"; });
        row(("1 validation error detected: Value '" + std::string(256, 'a')
             + "' at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 255")
                .c_str(),
            [](TableDefinition &table) { table.name = std::string(256, 'a'); });
        row("1 validation error detected: Value 'a b' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression "
            "pattern: "
            "[a-zA-Z0-9_.-]+",
            [](TableDefinition &table) { table.name = "a b"; });
        row("Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
            [](TableDefinition &table) { table.key.partition.clear(); });
        row("Invalid KeySchema: The first KeySchemaElement is not a HASH key type", [](TableDefinition &table) {
            table.key.partition.push_back({"pk2", KeyType::S});
        });
        row("Invalid KeySchema: The first KeySchemaElement is not a HASH key type", [](TableDefinition &table) {
            table.key.sort.push_back({"sk2", KeyType::S});
        });
        row("Both the Hash Key and the Range Key element in the KeySchema have the same name", [](TableDefinition &table) {
            table.key.sort = {{"pk", KeyType::S}};
        });
        row("1 validation error detected: Value '' at 'keySchema.1.member.attributeName' failed to satisfy constraint: Member must have "
            "length greater "
            "than or equal to 1",
            [](TableDefinition &table) { table.key.sort[0].name.clear(); });
        row(("1 validation error detected: Value '" + std::string(256, 'k')
             + "' at 'keySchema.1.member.attributeName' failed to satisfy constraint: Member must have length less than or equal to 255")
                .c_str(),
            [](TableDefinition &table) { table.globalIndexes[0].key.partition[0].name = std::string(256, 'k'); });
        row("1 validation error detected: Value 'x' at 'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member "
            "must have length "
            "greater than or equal to 3",
            [](TableDefinition &table) { table.globalIndexes[0].name = "x"; });
        row("1 validation error detected: Value 'a/b' at 'localSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member "
            "must satisfy "
            "regular expression pattern: [a-zA-Z0-9_.-]+",
            [](TableDefinition &table) { table.localIndexes[0].name = "a/b"; });
        invalid("Duplicate index name: ByDate", [](TableDefinition &table) { table.globalIndexes[0].name = "ByDate"; });
        invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified",
                [](TableDefinition &table) { table.globalIndexes[0].projection.attributes.clear(); });
        invalid("ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified",
                [](TableDefinition &table) { table.globalIndexes[0].projection.type = ProjectionType::KeysOnly; });
        invalid("ProjectionType is ALL, but NonKeyAttributes is specified",
                [](TableDefinition &table) { table.localIndexes[0].projection.attributes = {"a"}; });
        invalid("Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
                [](TableDefinition &table) { table.key.sort.clear(); });
        invalid("Index KeySchema does not have the same leading hash key as table KeySchema for index: ByDate. index hash key: other, "
                "table hash key: pk",
                [](TableDefinition &table) { table.localIndexes[0].key.partition[0].name = "other"; });
        invalid("Index KeySchema does not have a range key for index: ByDate",
                [](TableDefinition &table) { table.localIndexes[0].key.sort.clear(); });
        row("Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
            [](TableDefinition &table) { table.globalIndexes[0].key.partition.clear(); });
        invalid("The KeySchema exceeds the maximum allowed number of HASH key attributes",
                [](TableDefinition &table) { table.globalIndexes[0].key.partition = attributes(5, "p"); });
        invalid("The KeySchema exceeds the maximum allowed number of RANGE key attributes",
                [](TableDefinition &table) { table.globalIndexes[0].key.sort = attributes(5, "s"); });
        invalid("Number of LocalSecondaryIndexes exceeds per-table limit of 5",
                [](TableDefinition &table) { table.localIndexes.resize(6, table.localIndexes[0]); });
        invalid("GlobalSecondaryIndex count exceeds the per-table limit of 20",
                [](TableDefinition &table) { table.globalIndexes.resize(21, table.globalIndexes[0]); });
        invalid("Number of attributes in all projections exceeds the limit of 100",
                [](TableDefinition &table) { table.globalIndexes[0].projection.attributes.resize(101, "a"); });
        invalid("Cannot redefine attribute type for attribute: sk", [](TableDefinition &table) {
            table.globalIndexes[0].key.sort = {{"sk", KeyType::S}};
        });
        invalid("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
                [](TableDefinition &table) { table.billingMode = BillingMode::Provisioned; });
        invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
                [](TableDefinition &table) {
                    table.capacity.provisioned = {1, 1};
                });
        invalid("ProvisionedThroughput is not specified for index: ByState", [](TableDefinition &table) {
            table.billingMode = BillingMode::Provisioned;
            table.capacity.provisioned = {1, 1};
        });
        invalid("ProvisionedThroughput should not be specified for index: ByState when BillingMode is PAY_PER_REQUEST",
                [](TableDefinition &table) {
                    table.globalIndexes[0].capacity.provisioned = {1, 1};
                });
    }
    void everyRuleHasItsMessage()
    {
        QFETCH(TableRulesChange, change);
        QFETCH(QString, message);
        TableDefinition table = validTable();
        change(table);
        QCOMPARE(brokenRule(table).value_or("no rule"), message.toStdString());
    }
};

std::unique_ptr<QObject> makeTableRulesTest()
{
    return std::make_unique<TableRulesTest>();
}

#include "table_rules_test.moc"
