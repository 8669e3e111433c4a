#include <limits>
#include <string>

#include <QObject>
#include <QTest>

#include "core/engine/vector_search.h"
#include "tests/core/engine/backup_tables.h"
#include "tests/core/engine/tables.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;
using schema::DistanceFunction;

namespace {

schema::TableDefinition vectorTable()
{
    schema::TableDefinition definition = table("Things", "pk:S");
    schema::VectorIndexDefinition index;
    index.name = "byMeaning";
    index.vectorAttribute = "v";
    index.dimensions = 2;
    index.searchSchema = {{{"tenant", schema::KeyType::S}, true}};
    definition.vectorIndexes.push_back(index);
    return definition;
}

void putVector(engine::Engine &engine, const std::string &pk, const std::string &tenant, const std::string &x, const std::string &y)
{
    put(engine, "Things",
        "{\"pk\":{\"S\":\"" + pk + "\"},\"tenant\":{\"S\":\"" + tenant + "\"},\"v\":{\"L\":[{\"N\":\"" + x + "\"},{\"N\":\"" + y
            + "\"}]}}");
}

value::AttributeValue vectorNumber(const std::string &text)
{
    return value::AttributeValue(value::Decimal::parse(text).value());
}

/// The keys of what is found, in order: "a b".
std::string foundKeys(const engine::Engine &engine, const std::string &tableName, std::int64_t topK)
{
    engine::SearchVectorsRequest request;
    request.table = tableName;
    request.index = "byMeaning";
    request.vector = {vectorNumber("1"), vectorNumber("0")};
    request.topK = topK;
    request.condition = expression::Condition::on(
        expression::ConditionKind::Equal, {expression::Operand::at(expression::pathTo("tenant")), expression::Operand::of(Value("t"))});
    std::string keys;
    for (const engine::SearchHit &hit : engine.searchVectors(request).hits)
        keys += (keys.empty() ? "" : " ") + *hit.item.find("pk")->get<std::string>();
    return keys;
}

} // namespace

class VectorsTest : public QObject {
    Q_OBJECT

private slots:
    /// Source: dynoxide's captures of the service.
    void scoresAreTheServices()
    {
        const float large = std::numeric_limits<float>::max();
        QCOMPARE(engine::vectorScore(DistanceFunction::Cosine, {1, 0}, {10, 0}), 0.0);
        QCOMPARE(engine::vectorScore(DistanceFunction::Cosine, {1, 0}, {-1, 0}), 2.0);
        QCOMPARE(engine::vectorScore(DistanceFunction::Cosine, {0, 0}, {1, 0}), 1.0);
        QCOMPARE(engine::vectorScore(DistanceFunction::Euclidean, {1, 0}, {10, 0}), 9.0);
        QCOMPARE(engine::vectorScore(DistanceFunction::Euclidean, {large, 0}, {-large, 0}), double(large));
        QCOMPARE(engine::vectorScore(DistanceFunction::DotProduct, {large, large}, {large, -large}), 0.0);
        QCOMPARE(engine::vectorScore(DistanceFunction::DotProduct, {large, 0}, {-large, 0}), -double(large));
        QCOMPARE(engine::vectorScore(DistanceFunction::DotProduct, {1, 2}, {3, 4}), 11.0);
    }

    void whatIsWrittenIsFoundAtOnceAndInOrder()
    {
        const TemporaryFolder folder;
        TimedEngine engine(folder.path());
        engine->createTable(vectorTable());
        for (int degree = 0; degree < 300; ++degree) // turning away from the vector that is looked for
            putVector(*engine, "k" + std::to_string(1000 + degree), "t", std::to_string(300 - degree), std::to_string(degree));
        putVector(*engine, "other", "u", "1", "0");
        QCOMPARE(foundKeys(*engine, "Things", 3), "k1000 k1001 k1002"s);
        value::Item key;
        key.set("pk", Value("k1001"));
        engine->deleteItem({"Things", key});
        putVector(*engine, "k1000", "t", "-1", "0");
        QCOMPARE(foundKeys(*engine, "Things", 3), "k1002 k1003 k1004"s);
        QCOMPARE(engine->describeTable("Things").vectorIndexes.at(0).itemCount, std::int64_t(300));
        putVector(*engine, "k9999", "t", "1", "0");
        QCOMPARE(engine->describeTable("Things").vectorIndexes.at(0).itemCount, std::int64_t(301));
        engine.reopen();
        QCOMPARE(foundKeys(*engine, "Things", 2), "k9999 k1002"s);
    }

    void restoredTablesHaveTheirVectorIndexes()
    {
        const TemporaryFolder folder;
        TimedEngine engine(folder.path());
        engine->createTable(vectorTable());
        putVector(*engine, "a", "t", "1", "0");
        const std::string arn = engine->backups().create("Things", "first").arn;
        engine.runJobs();
        engine->restores().fromBackup({"Copy", arn, {}});
        engine.runJobs();
        QCOMPARE(foundKeys(*engine, "Copy", 5), "a"s);
    }
};

std::unique_ptr<QObject> makeVectorsTest()
{
    return std::make_unique<VectorsTest>();
}

#include "vectors_test.moc"
