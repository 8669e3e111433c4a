#include "tests/core/exchange/terraform_test.h"

#include "core/exchange/import_file.h"
#include "core/exchange/terraform_reader.h"
#include "core/model/model_reader.h"

#include <QTest>

#include "tests/core/exchange/mutation.h"

using namespace keywright;

namespace {

const std::string kFile =
    "# tables\n"
    "variable \"stage\" {\n  default = \"dev\"\n}\n"
    "locals { owner = \"me\" }\n"
    "/* two\n forms */\n"
    "resource \"aws_dynamodb_table\" \"orders\" {\n"
    "  name           = \"orders-${var.stage}\" // known\n"
    "  billing_mode   = \"PROVISIONED\"\n"
    "  read_capacity  = 7\n"
    "  write_capacity = 3\n"
    "  hash_key       = \"pk\"\n"
    "  range_key      = \"sk\"\n"
    "  stream_enabled   = true\n"
    "  stream_view_type = \"NEW_IMAGE\"\n"
    "  attribute {\n    name = \"pk\"\n    type = \"S\"\n  }\n"
    "  attribute {\n    name = \"sk\"\n    type = \"N\"\n  }\n"
    "  attribute {\n    name = \"at\"\n    type = \"S\"\n  }\n"
    "  global_secondary_index {\n    name = \"by-at\"\n    hash_key = \"at\"\n    range_key = \"pk\"\n    read_capacity = 1\n"
    "    write_capacity = 2\n    projection_type = \"INCLUDE\"\n    non_key_attributes = [\"total\", \"state\",]\n  }\n"
    "  local_secondary_index {\n    name = \"local\"\n    range_key = \"at\"\n    projection_type = \"KEYS_ONLY\"\n  }\n"
    "  ttl {\n    attribute_name = \"expires\"\n    enabled = true\n  }\n"
    "  point_in_time_recovery { enabled = true }\n"
    "  tags = {\n    Owner = local.owner\n    Text = <<-EOT\n      long\n    EOT\n  }\n"
    "  lifecycle {\n    ignore_changes = [read_capacity]\n  }\n"
    "}\n"
    "resource \"aws_dynamodb_table\" \"six\" {\n"
    "  name = join(\"-\", [var.unknown, \"six\"])\n  billing_mode = \"PAY_PER_REQUEST\"\n  hash_key = \"a\"\n"
    "  attribute {\n    name = \"a\"\n    type = \"S\"\n  }\n  attribute {\n    name = \"b\"\n    type = \"S\"\n  }\n"
    "  global_secondary_index {\n    name = \"several\"\n    projection_type = \"ALL\"\n"
    "    key_schema {\n      attribute_name = \"b\"\n      key_type = \"HASH\"\n    }\n"
    "    key_schema {\n      attribute_name = \"a\"\n      key_type = \"HASH\"\n    }\n  }\n"
    "}\n";

} // namespace

void TerraformTest::readsTablesOfProvider5And6()
{
    const auto found = exchange::importText(kFile, "main.tf");
    QVERIFY(found.kind == exchange::ImportKind::Terraform);
    const model::Table &orders = found.result.model.tables.at(0);
    const schema::TableDefinition &table = orders.definition;
    QCOMPARE(table.name, std::string("orders-dev"));
    QVERIFY((table.key == schema::KeySchema{{{"pk", schema::KeyType::S}}, {{"sk", schema::KeyType::N}}}));
    QVERIFY((table.capacity.provisioned == schema::ProvisionedThroughput{7, 3}));
    QVERIFY((table.globalIndexes.at(0).capacity.provisioned == schema::ProvisionedThroughput{1, 2}));
    QCOMPARE(table.globalIndexes[0].projection.attributes.size(), std::size_t(2));
    QCOMPARE(table.localIndexes.at(0).key.partition.at(0).name, std::string("pk"));
    QVERIFY(table.streamViewType == schema::StreamViewType::NewImage);
    QCOMPARE(orders.timeToLiveAttribute.value(), std::string("expires"));
    QVERIFY(orders.recoveryPeriodInDays.has_value());
    QCOMPARE(table.tags.at("Owner"), std::string("me"));
    const model::Table &six = found.result.model.tables.at(1);
    QCOMPARE(six.definition.name, std::string("six"));
    QCOMPARE(six.definition.globalIndexes.at(0).key.partition.size(), std::size_t(2));
    QVERIFY(found.result.problems.at(0).reason.find("known only when Terraform runs") != std::string::npos);
}

void TerraformTest::refusesWhatItCannotKnow_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("message");
    const QString head = "resource \"aws_dynamodb_table\" \"t\" {\n  name = \"table\"\n  hash_key = \"a\"\n";
    QTest::newRow("dynamic") << head + "  dynamic \"attribute\" {\n  }\n}\n"
                             << "f, line 4, column 3: aws_dynamodb_table.t.dynamic.attribute makes blocks only when Terraform runs";
    QTest::newRow("no attribute") << head + "}\n"
                                  << "KeySchema[0].AttributeName is \"a\"; expected an attribute of AttributeDefinitions";
    QTest::newRow("open block") << head << "f, line 4, column 1: the file ends inside the block \"resource\"";
    QTest::newRow("open string") << head + "  x = \"y\n}\n"
                                 << "f, line 4, column 9: a string is never closed";
    QTest::newRow("none") << "resource \"aws_s3_bucket\" \"b\" {}\n"
                          << "has no resource \"aws_dynamodb_table\"";
}

void TerraformTest::refusesWhatItCannotKnow()
{
    QFETCH(QString, file);
    QFETCH(QString, message);
    try {
        exchange::readTerraform(file.toStdString(), "f");
        QFAIL("was read");
    } catch (const model::ModelError &error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(message), error.what());
    }
}

void TerraformTest::survivesCutsAndBends()
{
    QVERIFY(test::survivesCutsAndBends(kFile, [](const std::string &text) { exchange::readTerraform(text, "f"); }));
}
