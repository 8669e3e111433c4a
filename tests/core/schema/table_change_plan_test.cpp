#include <functional>
#include <string>

#include "core/schema/table_change_plan.h"
#include "tests/support/run_classes.h"

using namespace keywright::schema;

namespace {

using TableChangePlanChange = std::function<void(TableShape &)>;

TableShape orders()
{
    TableShape shape;
    TableDefinition &table = shape.definition;
    table.name = "Orders";
    table.key = {{{"pk", KeyType::S}}, {{"sk", KeyType::N}}};
    table.localIndexes = {{"ByDate", {{{"pk", KeyType::S}}, {{"date", KeyType::S}}}, {}, {}}};
    table.globalIndexes = {{"ByState", {{{"state", KeyType::S}}, {}}, {ProjectionType::Include, {"total", "sum"}}, {}},
                           {"ByUser", {{{"user", KeyType::S}}, {{"date", KeyType::S}}}, {}, {}}};
    table.billingMode = BillingMode::PayPerRequest;
    return shape;
}

VectorIndexDefinition byMeaning()
{
    VectorIndexDefinition index;
    index.name = "ByMeaning";
    index.vectorAttribute = "embedding";
    index.dimensions = 3;
    index.searchSchema = {{{"shop", KeyType::S}, true}, {{"total", KeyType::N}, false}};
    return index;
}

Capacity units(std::int64_t read, std::int64_t write)
{
    return {ProvisionedThroughput{read, write}, {}, {}};
}

void provision(TableShape &shape)
{
    shape.definition.billingMode = BillingMode::Provisioned;
    shape.definition.capacity = units(10, 5);
    for (IndexDefinition &index : shape.definition.globalIndexes)
        index.capacity = units(4, 2);
}

/// The differences and steps, a line each, without what they mean.
QString linesOf(const TableChangePlan &plan)
{
    std::string lines;
    for (const TableDifference &each : plan.differences)
        lines += subjectOf(each) + ": " + each.from + " -> " + each.to + " [" + std::string(textOf(each.way)) + "]\n";
    for (const TableStep &step : plan.steps)
        lines += textOf(step) + "\n";
    return QString::fromStdString(lines);
}

struct Case {
    const char *name;
    TableChangePlanChange from;
    TableChangePlanChange to;
    const char *there;
    const char *back;
};

void nothing(TableShape &) { }

std::vector<Case> cases()
{
    return {
        {"name", nothing, [](TableShape &s) { s.definition.name = "Sales"; }, "name: Orders -> Sales [replacement]\n",
         "name: Sales -> Orders [replacement]\n"},
        {"partition key", nothing, [](TableShape &s) { s.definition.key.partition[0].type = KeyType::B; },
         "partition key: pk (S) -> pk (B) [replacement]\n", "partition key: pk (B) -> pk (S) [replacement]\n"},
        {"sort key", nothing, [](TableShape &s) { s.definition.key.sort.clear(); }, "sort key: sk (N) ->  [replacement]\n",
         "sort key:  -> sk (N) [replacement]\n"},
        {"LSI gone", nothing, [](TableShape &s) { s.definition.localIndexes.clear(); },
         "LSI ByDate: partition key pk (S), sort key date (S), projection ALL ->  [replacement]\n",
         "LSI ByDate:  -> partition key pk (S), sort key date (S), projection ALL [replacement]\n"},
        {"LSI changed", nothing, [](TableShape &s) { s.definition.localIndexes[0].projection.type = ProjectionType::KeysOnly; },
         "LSI ByDate: partition key pk (S), sort key date (S), projection ALL -> partition key pk (S), sort key date (S), projection "
         "KEYS_ONLY [replacement]\n",
         "LSI ByDate: partition key pk (S), sort key date (S), projection KEYS_ONLY -> partition key pk (S), sort key date (S), projection "
         "ALL [replacement]\n"},
        {"GSI gone", nothing, [](TableShape &s) { s.definition.globalIndexes.pop_back(); },
         "GSI ByUser: partition key user (S), sort key date (S), projection ALL ->  [in sequence]\nUpdateTable: delete GSI ByUser\n",
         "GSI ByUser:  -> partition key user (S), sort key date (S), projection ALL [in sequence]\n"
         "UpdateTable: create GSI ByUser (partition key user (S), sort key date (S), projection ALL)\n"},
        {"GSI projection", nothing, [](TableShape &s) { s.definition.globalIndexes[0].projection.attributes = {"sum"}; },
         "GSI ByState: partition key state (S), projection INCLUDE sum, total -> partition key state (S), projection INCLUDE sum [in "
         "sequence]\nUpdateTable: delete GSI ByState, to create it again\n"
         "UpdateTable: create GSI ByState (partition key state (S), projection INCLUDE sum)\n",
         "GSI ByState: partition key state (S), projection INCLUDE sum -> partition key state (S), projection INCLUDE sum, total [in "
         "sequence]\nUpdateTable: delete GSI ByState, to create it again\n"
         "UpdateTable: create GSI ByState (partition key state (S), projection INCLUDE sum, total)\n"},
        {"order of projected attributes and indexes", nothing,
         [](TableShape &s) {
             s.definition.globalIndexes[0].projection.attributes = {"sum", "total"};
             std::swap(s.definition.globalIndexes[0], s.definition.globalIndexes[1]);
         },
         "", ""},
        {"vector index", nothing, [](TableShape &s) { s.definition.vectorIndexes = {byMeaning()}; },
         "vector index ByMeaning:  -> embedding, 3 dimensions, COSINE, partition key shop (S), inline filters total (N), projection ALL "
         "[in sequence]\n"
         "UpdateTable: create vector index ByMeaning (embedding, 3 dimensions, COSINE, partition key shop (S), inline filters total (N), "
         "projection ALL)\n",
         "vector index ByMeaning: embedding, 3 dimensions, COSINE, partition key shop (S), inline filters total (N), projection ALL ->  "
         "[in sequence]\nUpdateTable: delete vector index ByMeaning\n"},
        {"dimensions of a vector", [](TableShape &s) { s.definition.vectorIndexes = {byMeaning()}; },
         [](TableShape &s) {
             s.definition.vectorIndexes = {byMeaning()};
             s.definition.vectorIndexes[0].searchSchema.clear();
             s.definition.vectorIndexes[0].dimensions = 1;
         },
         "vector index ByMeaning: embedding, 3 dimensions, COSINE, partition key shop (S), inline filters total (N), projection ALL -> "
         "embedding, 1 dimension, COSINE, projection ALL [in sequence]\n"
         "UpdateTable: delete vector index ByMeaning, to create it again\n"
         "UpdateTable: create vector index ByMeaning (embedding, 1 dimension, COSINE, projection ALL)\n",
         "vector index ByMeaning: embedding, 1 dimension, COSINE, projection ALL -> embedding, 3 dimensions, COSINE, partition key shop "
         "(S), inline filters total (N), projection ALL [in sequence]\n"
         "UpdateTable: delete vector index ByMeaning, to create it again\n"
         "UpdateTable: create vector index ByMeaning (embedding, 3 dimensions, COSINE, partition key shop (S), inline filters total (N), "
         "projection ALL)\n"},
        {"order of a search schema", [](TableShape &s) { s.definition.vectorIndexes = {byMeaning()}; },
         [](TableShape &s) {
             s.definition.vectorIndexes = {byMeaning()};
             std::swap(s.definition.vectorIndexes[0].searchSchema[0], s.definition.vectorIndexes[0].searchSchema[1]);
         },
         "", ""},
        {"capacity that on demand does not use", nothing, [](TableShape &s) { s.definition.capacity = units(3, 3); }, "", ""},
        {"billing mode", nothing, provision,
         "billing mode: PAY_PER_REQUEST -> PROVISIONED [in place]\n"
         "provisioned capacity:  -> 10 read and 5 write units a second [in place]\n"
         "provisioned capacity of GSI ByState:  -> 4 read and 2 write units a second [in place]\n"
         "provisioned capacity of GSI ByUser:  -> 4 read and 2 write units a second [in place]\n"
         "UpdateTable: billing mode PROVISIONED, 10 read and 5 write units a second, GSI ByState 4 read and 2 write units a second, GSI "
         "ByUser 4 read and 2 write units a second\n",
         "billing mode: PROVISIONED -> PAY_PER_REQUEST [in place]\n"
         "provisioned capacity: 10 read and 5 write units a second ->  [in place]\n"
         "provisioned capacity of GSI ByState: 4 read and 2 write units a second ->  [in place]\n"
         "provisioned capacity of GSI ByUser: 4 read and 2 write units a second ->  [in place]\n"
         "UpdateTable: billing mode PAY_PER_REQUEST\n"},
        {"capacity", provision,
         [](TableShape &s) {
             provision(s);
             s.definition.capacity = units(20, 5);
             s.definition.globalIndexes[1].capacity = units(4, 3);
         },
         "provisioned capacity: 10 read and 5 write units a second -> 20 read and 5 write units a second [in place]\n"
         "provisioned capacity of GSI ByUser: 4 read and 2 write units a second -> 4 read and 3 write units a second [in place]\n"
         "UpdateTable: 20 read and 5 write units a second, GSI ByUser 4 read and 3 write units a second\n",
         "provisioned capacity: 20 read and 5 write units a second -> 10 read and 5 write units a second [in place]\n"
         "provisioned capacity of GSI ByUser: 4 read and 3 write units a second -> 4 read and 2 write units a second [in place]\n"
         "UpdateTable: 10 read and 5 write units a second, GSI ByUser 4 read and 2 write units a second\n"},
        {"on-demand maximum", nothing,
         [](TableShape &s) {
             s.definition.capacity.onDemandMaximum = OnDemandThroughput{100, {}};
             s.definition.globalIndexes[0].capacity.onDemandMaximum = OnDemandThroughput{7, 8};
         },
         "on-demand maximum:  -> 100 read units a second [in place]\n"
         "on-demand maximum of GSI ByState:  -> 7 read and 8 write units a second [in place]\n"
         "UpdateTable: on-demand maximum 100 read units a second\n"
         "UpdateTable: GSI ByState on-demand maximum 7 read units a second and 8 write units a second\n",
         "on-demand maximum: 100 read units a second ->  [in place]\n"
         "on-demand maximum of GSI ByState: 7 read and 8 write units a second ->  [in place]\n"
         "UpdateTable: on-demand maximum no limit of reads\n"
         "UpdateTable: GSI ByState on-demand maximum no limit of reads and no limit of writes\n"},
        {"warm throughput is only raised", nothing,
         [](TableShape &s) {
             s.definition.capacity.warm = WarmThroughput{20'000, 5'000};
             s.definition.globalIndexes[1].capacity.warm = WarmThroughput{{}, 9'000};
         },
         "warm throughput:  -> 20000 read and 5000 write units a second [in place]\n"
         "warm throughput of GSI ByUser:  -> 9000 write units a second [in place]\n"
         "UpdateTable: warm throughput 20000 read and 5000 write units a second\n"
         "UpdateTable: GSI ByUser warm throughput 9000 write units a second\n",
         "warm throughput: 20000 read and 5000 write units a second ->  [in place]\n"
         "warm throughput of GSI ByUser: 9000 write units a second ->  [in place]\n"},
        {"stream", nothing, [](TableShape &s) { s.definition.streamViewType = StreamViewType::NewImage; },
         "stream:  -> NEW_IMAGE [in place]\nUpdateTable: stream on with NEW_IMAGE\n",
         "stream: NEW_IMAGE ->  [in place]\nUpdateTable: stream off\n"},
        {"stream view", [](TableShape &s) { s.definition.streamViewType = StreamViewType::KeysOnly; },
         [](TableShape &s) { s.definition.streamViewType = StreamViewType::NewImage; },
         "stream: KEYS_ONLY -> NEW_IMAGE [in sequence]\nUpdateTable: stream off\nUpdateTable: stream on with NEW_IMAGE\n",
         "stream: NEW_IMAGE -> KEYS_ONLY [in sequence]\nUpdateTable: stream off\nUpdateTable: stream on with KEYS_ONLY\n"},
        {"TTL", nothing, [](TableShape &s) { s.timeToLiveAttribute = "expires"; },
         "TTL attribute:  -> expires [in place]\nUpdateTimeToLive: on with expires\n",
         "TTL attribute: expires ->  [in place]\nUpdateTimeToLive: off for expires\n"},
        {"TTL attribute", [](TableShape &s) { s.timeToLiveAttribute = "until"; }, [](TableShape &s) { s.timeToLiveAttribute = "expires"; },
         "TTL attribute: until -> expires [in sequence]\nUpdateTimeToLive: off for until\nUpdateTimeToLive: on with expires\n",
         "TTL attribute: expires -> until [in sequence]\nUpdateTimeToLive: off for expires\nUpdateTimeToLive: on with until\n"},
        {"encryption", nothing, [](TableShape &s) { s.definition.encryption = Encryption{"alias/orders"}; },
         "encryption:  -> KMS key alias/orders [in place]\nUpdateTable: encrypt with KMS key alias/orders\n",
         "encryption: KMS key alias/orders ->  [in place]\nUpdateTable: encrypt with the key that DynamoDB owns\n"},
        {"table class", nothing, [](TableShape &s) { s.definition.tableClass = TableClass::StandardInfrequentAccess; },
         "table class: STANDARD -> STANDARD_INFREQUENT_ACCESS [in place]\nUpdateTable: table class STANDARD_INFREQUENT_ACCESS\n",
         "table class: STANDARD_INFREQUENT_ACCESS -> STANDARD [in place]\nUpdateTable: table class STANDARD\n"},
        {"deletion protection", nothing, [](TableShape &s) { s.definition.deletionProtection = true; },
         "deletion protection: off -> on [in place]\nUpdateTable: deletion protection on\n",
         "deletion protection: on -> off [in place]\nUpdateTable: deletion protection off\n"},
        {"tags",
         [](TableShape &s) {
             s.definition.tags = {{"team", "a"}, {"cost", "1"}};
         },
         [](TableShape &s) {
             s.definition.tags = {{"team", "b"}, {"stage", "test"}};
         },
         "tag cost: 1 ->  [in place]\ntag team: a -> b [in place]\ntag stage:  -> test [in place]\n"
         "UntagResource: cost; TagResource: stage = test, team = b\n",
         "tag stage: test ->  [in place]\ntag team: b -> a [in place]\ntag cost:  -> 1 [in place]\n"
         "UntagResource: stage; TagResource: cost = 1, team = a\n"},
    };
}

QString stepsOf(const TableShape &from, const TableShape &to)
{
    TableChangePlan plan = planTableChange(from, to);
    plan.differences.clear();
    return linesOf(plan);
}

} // namespace

class TableChangePlanTest : public QObject {
    Q_OBJECT

private slots:
    void namesEveryDifferenceBothWays_data();
    void namesEveryDifferenceBothWays();
    void everyDifferenceSaysWhatItMeans();
    void aTableIsNoDifferentFromItself();
    void aReplacementHasNoOtherSteps();
    void indexesGoBeforeTheBillingModeAndComeAfterIt();
    void anIndexThatIsBuiltAnewNeedsCapacityForTheSwitch();
    void indexesOfAnotherTypeGoBeforeAnyIsMade();
    void indexesThatProjectTooMuchTogetherGoFirst();
    void theSwitchToOnDemandForgetsMaxima();
    void protectionComesFirstAndGoesLast();
    void backfillTellsWhatIsReadAndWritten();
};

void TableChangePlanTest::namesEveryDifferenceBothWays_data()
{
    QTest::addColumn<int>("number");
    const auto all = cases();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << static_cast<int>(i);
}

void TableChangePlanTest::namesEveryDifferenceBothWays()
{
    QFETCH(int, number);
    const Case one = cases().at(static_cast<std::size_t>(number));
    TableShape from = orders();
    TableShape to = orders();
    one.from(from);
    one.to(to);
    QCOMPARE(linesOf(planTableChange(from, to)), QString(one.there));
    QCOMPARE(linesOf(planTableChange(to, from)), QString(one.back));
}

void TableChangePlanTest::everyDifferenceSaysWhatItMeans()
{
    for (const Case &one : cases()) {
        TableShape from = orders();
        TableShape to = orders();
        one.from(from);
        one.to(to);
        for (const TableDifference &each : planTableChange(from, to).differences)
            QVERIFY2(each.meaning.ends_with("."), one.name);
    }
}

void TableChangePlanTest::aTableIsNoDifferentFromItself()
{
    TableShape table = orders();
    provision(table);
    table.timeToLiveAttribute = "expires";
    QCOMPARE(linesOf(planTableChange(table, table)), QString());
    QVERIFY(!planTableChange(table, table).needsReplacement());
}

void TableChangePlanTest::aReplacementHasNoOtherSteps()
{
    TableShape to = orders();
    to.definition.key.sort.clear();
    to.timeToLiveAttribute = "expires";
    const TableChangePlan plan = planTableChange(orders(), to);
    QVERIFY(plan.needsReplacement());
    QCOMPARE(plan.differences.size(), std::size_t(2));
    QVERIFY(plan.steps.empty());
}

void TableChangePlanTest::indexesGoBeforeTheBillingModeAndComeAfterIt()
{
    TableShape to = orders();
    to.definition.globalIndexes[1] = {"ByDay", {{{"day", KeyType::S}}, {}}, {}, {}};
    provision(to);
    QCOMPARE(stepsOf(orders(), to),
             QString("UpdateTable: delete GSI ByUser\n"
                     "UpdateTable: billing mode PROVISIONED, 10 read and 5 write units a second, GSI ByState 4 read and 2 write units a "
                     "second\n"
                     "UpdateTable: create GSI ByDay (partition key day (S), projection ALL)\n"));
    const auto created = std::get<CreateIndexStep>(planTableChange(orders(), to).steps.back());
    QCOMPARE(created.index.capacity.provisioned->readCapacityUnits, std::int64_t(4));
}

void TableChangePlanTest::anIndexThatIsBuiltAnewNeedsCapacityForTheSwitch()
{
    TableShape to = orders();
    to.definition.globalIndexes[1].key.sort.clear();
    provision(to);
    QCOMPARE(stepsOf(orders(), to),
             QString("UpdateTable: billing mode PROVISIONED, 10 read and 5 write units a second, GSI ByState 4 read and 2 write units a "
                     "second, GSI ByUser 4 read and 2 write units a second\n"
                     "UpdateTable: delete GSI ByUser, to create it again\n"
                     "UpdateTable: create GSI ByUser (partition key user (S), projection ALL)\n"));
}

void TableChangePlanTest::indexesOfAnotherTypeGoBeforeAnyIsMade()
{
    TableShape from = orders();
    from.definition.globalIndexes[0].key.sort = {{"date", KeyType::S}};
    from.definition.localIndexes.clear();
    TableShape to = from;
    for (IndexDefinition &index : to.definition.globalIndexes)
        index.key.sort[0].type = KeyType::N;
    QCOMPARE(stepsOf(from, to),
             QString("UpdateTable: delete GSI ByState, to create it again\n"
                     "UpdateTable: delete GSI ByUser, to create it again\n"
                     "UpdateTable: create GSI ByState (partition key state (S), sort key date (N), projection INCLUDE sum, total)\n"
                     "UpdateTable: create GSI ByUser (partition key user (S), sort key date (N), projection ALL)\n"));
}

void TableChangePlanTest::indexesThatProjectTooMuchTogetherGoFirst()
{
    TableShape from = orders();
    from.definition.globalIndexes[0].projection.attributes.clear();
    for (int i = 0; i < 60; ++i)
        from.definition.globalIndexes[0].projection.attributes.push_back("a" + std::to_string(i));
    TableShape to = from;
    to.definition.globalIndexes[0].projection.attributes.pop_back();
    to.definition.globalIndexes.insert(to.definition.globalIndexes.begin(), {"ByDay", {{{"day", KeyType::S}}, {}}, {}, {}});
    const TableChangePlan plan = planTableChange(from, to);
    QCOMPARE(plan.steps.size(), std::size_t(3));
    QCOMPARE(plan.steps.front(), TableStep(DeleteIndexStep{"ByState", true}));
    QCOMPARE(std::get<CreateIndexStep>(plan.steps[1]).index.name, std::string("ByDay"));
}

void TableChangePlanTest::theSwitchToOnDemandForgetsMaxima()
{
    TableShape from = orders();
    provision(from);
    from.definition.capacity.onDemandMaximum = OnDemandThroughput{5, 5}; // which provisioned capacity does not use
    TableShape to = orders();
    to.definition.capacity.onDemandMaximum = OnDemandThroughput{5, 5};
    QCOMPARE(stepsOf(from, to),
             QString("UpdateTable: billing mode PAY_PER_REQUEST\n"
                     "UpdateTable: on-demand maximum 5 read units a second and 5 write units a second\n"));
}

void TableChangePlanTest::protectionComesFirstAndGoesLast()
{
    TableShape to = orders();
    to.definition.deletionProtection = true;
    to.definition.globalIndexes.pop_back();
    QCOMPARE(stepsOf(orders(), to), QString("UpdateTable: deletion protection on\nUpdateTable: delete GSI ByUser\n"));
    QVERIFY(stepsOf(to, orders()).endsWith("UpdateTable: deletion protection off\n"));
}

void TableChangePlanTest::backfillTellsWhatIsReadAndWritten()
{
    TableShape from = orders();
    from.definition.globalIndexes.pop_back();
    const auto meaning = [&from](const std::optional<StoredSize> &size) {
        return QString::fromStdString(planTableChange(from, orders(), size).differences.at(0).meaning);
    };
    QVERIFY(meaning(StoredSize{100, 150'000}).contains("100 items (150000 bytes)"));
    QVERIFY(meaning(StoredSize{100, 150'000}).contains("at most 200 write units"));
    QVERIFY(meaning(StoredSize{100, 5'000}).contains("at most 100 write units"));
    QVERIFY(meaning(StoredSize{}).contains("the table is empty"));
    QVERIFY(meaning(std::nullopt).contains("every item"));
}

std::unique_ptr<QObject> makeTableChangePlanTest()
{
    return std::make_unique<TableChangePlanTest>();
}

#include "table_change_plan_test.moc"
