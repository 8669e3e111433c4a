#include <QtTest>

#include <set>

#include "core/service/facts.h"
#include "core/value/json.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using service::Facts;
using service::Member;
using service::Shape;
using value::Json;

namespace {

namespace fs = std::filesystem;

const char *const kNoDeviations = "{\"newShapes\":{},\"shapes\":[],\"members\":[],\"orders\":[]}";

std::string resource(const std::string &name)
{
    return test::readFile(test::sourceDir() / "resources/service-model" / name);
}

/// The folder beside the checkout, or beside the folder of worktrees. Empty when there is none.
fs::path modelFolder()
{
    for (const char *above : {"..", "../.."}) {
        const fs::path folder = test::sourceDir() / above / "shared/data/service-model";
        if (fs::exists(folder))
            return folder;
    }
    return {};
}

std::string typeName(Shape::Type type)
{
    switch (type) {
    case Shape::Type::Structure: return "structure";
    case Shape::Type::List: return "list";
    case Shape::Type::Map: return "map";
    case Shape::Type::String: return "string";
    case Shape::Type::Integer: return "integer";
    case Shape::Type::Long: return "long";
    case Shape::Type::Double: return "double";
    case Shape::Type::Boolean: return "boolean";
    case Shape::Type::Blob: return "blob";
    case Shape::Type::Timestamp: return "timestamp";
    }
    return "?";
}

std::string shownNumber(const Json &shape, const char *name)
{
    const Json *number = shape.find(name);
    return number ? number->text() : "none";
}

std::string shownNumber(const std::optional<std::int64_t> &number)
{
    return number ? std::to_string(*number) : "none";
}

/// Every fact of the table against the service model, by a walk of its own.
class Comparison {
public:
    Comparison(const Json &model, const Facts &facts) : m_shapes(*model.find("shapes")), m_facts(facts)
    {
        const std::string target = model.find("metadata")->find("targetPrefix")->text();
        for (const auto &[name, operation] : model.find("operations")->members())
            compareOperation(target + "." + name, operation.find("input")->find("shape")->text());
    }

    /// Sorted, each "Shape: what", or "Shape.Member: what".
    std::set<std::string> differences;
    std::size_t compared = 0;

private:
    void compareOperation(const std::string &target, const std::string &input)
    {
        if (const service::Operation *operation = m_facts.find(target))
            compare(input, *operation->input);
        else
            differences.insert(target + ": missing");
    }

    void expectEqual(const std::string &what, const std::string &model, const std::string &ours)
    {
        ++compared;
        if (model != ours)
            differences.insert(what + " " + model + " is " + ours);
    }

    void compare(const std::string &name, const Shape &ours)
    {
        if (!m_seen.insert(name + " " + ours.name).second)
            return;
        const Json &model = *m_shapes.find(name);
        expectEqual(name + ": name", name, ours.name);
        expectEqual(name + ": type", model.find("type")->text(), typeName(ours.type));
        expectEqual(name + ": min", shownNumber(model, "min"), shownNumber(ours.min));
        expectEqual(name + ": max", shownNumber(model, "max"), shownNumber(ours.max));
        expectEqual(name + ": pattern", model.find("pattern") ? model.find("pattern")->text() : "none",
                    ours.pattern ? ours.pattern->text() : "none");
        expectEqual(name + ": enum", listed(model.find("enum")), listed(ours.values));
        if (ours.type == Shape::Type::Structure)
            compareMembers(name, model, ours);
        if (const Json *element = model.find(ours.type == Shape::Type::Map ? "value" : "member"))
            compare(element->find("shape")->text(), *ours.element);
        if (const Json *key = model.find("key"))
            compare(key->find("shape")->text(), *ours.key);
    }

    void compareMembers(const std::string &name, const Json &model, const Shape &ours)
    {
        std::set<std::string> required;
        if (const Json *names = model.find("required"))
            for (const Json &member : names->elements())
                required.insert(member.text());
        std::vector<std::string> order;
        for (const auto &[memberName, member] : model.find("members")->members()) {
            order.push_back(memberName);
            const Member *found = ours.find(memberName);
            if (!found) {
                differences.insert(name + "." + memberName + ": missing");
                continue;
            }
            expectEqual(name + "." + memberName + ": required", required.contains(memberName) ? "yes" : "no",
                        found->required || !found->requiredUnless.empty() ? "yes" : "no");
            const std::string shapeName = member.find("shape")->text();
            expectEqual(name + "." + memberName + ": shape", shapeName, found->shape->name);
            if (shapeName == found->shape->name)
                compare(shapeName, *found->shape);
        }
        std::vector<std::string> ourOrder;
        for (const Member &member : ours.members)
            ourOrder.push_back(member.name);
        expectEqual(name + ": order", listed(order), listed(ourOrder));
    }

    static std::string listed(const std::vector<std::string> &values)
    {
        std::string text;
        for (const std::string &value : values)
            text += (text.empty() ? "" : ",") + value;
        return text;
    }

    static std::string listed(const Json *array)
    {
        std::vector<std::string> values;
        if (array)
            for (const Json &value : array->elements())
                values.push_back(value.text());
        return listed(values);
    }

    const Json &m_shapes;
    const Facts &m_facts;
    std::set<std::string> m_seen;
};

struct Differences {
    std::set<std::string> lines;
    std::size_t compared = 0;
};

Differences differencesFromModel(const Facts &facts)
{
    Differences all;
    for (const char *file : {"dynamodb-2012-08-10.json", "dynamodbstreams-2012-08-10.json"}) {
        const Json model = Json::parse(test::readFile(modelFolder() / file));
        const Comparison comparison(model, facts);
        all.lines.insert(comparison.differences.begin(), comparison.differences.end());
        all.compared += comparison.compared;
    }
    return all;
}

std::string joined(const std::set<std::string> &lines)
{
    std::string text;
    for (const std::string &line : lines)
        text += line + "\n";
    return text;
}

/// "Shape" and "Shape.Member" for everything that deviations.json and newer.json change in the facts.
std::set<std::string> deviatingPlaces()
{
    const Json deviations = Json::parse(resource("deviations.json"));
    std::set<std::string> places;
    const Json newer = Json::parse(resource("newer.json"));
    for (const Json &member : newer.find("members")->elements())
        places.insert(member.find("shape")->text());
    for (const Json &shape : deviations.find("shapes")->elements())
        places.insert(shape.find("shape")->text());
    for (const Json &order : deviations.find("orders")->elements())
        places.insert(order.find("shape")->text());
    for (const Json &member : deviations.find("members")->elements())
        if (member.find("use") || member.find("requiredUnless"))
            places.insert(member.find("shape")->text() + "." + member.find("member")->text());
    return places;
}

} // namespace

/// The table of facts against the service model it was derived from.
class FactsTest : public QObject {
    Q_OBJECT

private slots:
    void theTableIsTheServiceModel();
    void onlyTheListedDeviationsDiffer();
    void anAlteredFactIsFound_data();
    void anAlteredFactIsFound();
    void everyDeviationSaysWhy();
    void whatIsNewerThanTheModelIsAdded();
    void nonsenseIsNotTaken_data();
    void nonsenseIsNotTaken();
    void operationsAreFoundByTarget();
};

#define SKIP_WITHOUT_MODEL()                                                                                                               \
    if (modelFolder().empty())                                                                                                             \
    QSKIP("SKIP service model missing")

void FactsTest::theTableIsTheServiceModel()
{
    SKIP_WITHOUT_MODEL();
    const Differences differences = differencesFromModel(Facts(resource("facts.json"), kNoDeviations));
    QCOMPARE(joined(differences.lines), std::string());
    QVERIFY2(differences.compared > 2000, std::to_string(differences.compared).c_str());
}

void FactsTest::onlyTheListedDeviationsDiffer()
{
    SKIP_WITHOUT_MODEL();
    std::set<std::string> places;
    for (const std::string &line : differencesFromModel(Facts::ofDynamoDb()).lines)
        places.insert(line.substr(0, line.find(':')));
    QCOMPARE(joined(places), joined(deviatingPlaces()));
}

void FactsTest::anAlteredFactIsFound_data()
{
    QTest::addColumn<QString>("fact");
    QTest::addColumn<QString>("altered");
    QTest::addColumn<QString>("difference");
    QTest::newRow("max") << "\"type\": \"string\", \"min\": 1, \"max\": 36}"
                         << "\"type\": \"string\", \"min\": 1, \"max\": 37}"
                         << "ClientRequestToken: max 36 is 37\n";
    QTest::newRow("min") << "\"ScanSegment\": {\"type\": \"integer\", \"min\": 0"
                         << "\"ScanSegment\": {\"type\": \"integer\", \"min\": 1"
                         << "ScanSegment: min 0 is 1\n";
    QTest::newRow("type") << "\"ConsistentRead\": {\"type\": \"boolean\"}"
                          << "\"ConsistentRead\": {\"type\": \"string\"}"
                          << "ConsistentRead: type boolean is string\n";
    QTest::newRow("enum") << "\"enum\": [\"HASH\", \"RANGE\"]"
                          << "\"enum\": [\"HASH\"]"
                          << "KeyType: enum HASH,RANGE is HASH\n";
    QTest::newRow("pattern") << "\"pattern\": \"[0-9]{12}\""
                             << "\"pattern\": \"[0-9]{11}\""
                             << "S3BucketOwner: pattern [0-9]{12} is [0-9]{11}\n";
    QTest::newRow("required") << "\"required\": [\"TableName\", \"Item\"]"
                              << "\"required\": [\"TableName\"]"
                              << "PutItemInput.Item: required yes is no\n";
    QTest::newRow("member")
        << "\"ReturnValues\": \"ReturnValue\", \"ReturnConsumedCapacity\": \"ReturnConsumedCapacity\", "
           "\"ReturnItemCollectionMetrics\": \"ReturnItemCollectionMetrics\", \"UpdateExpression\": \"UpdateExpression\""
        << "\"ReturnValues\": \"ReturnValue\", \"ReturnConsumedCapacity\": \"ReturnConsumedCapacity\", "
           "\"ReturnItemCollectionMetrics\": \"ReturnItemCollectionMetrics\", \"UpdateExpression\": \"ConditionExpression\""
        << "UpdateItemInput.UpdateExpression: shape UpdateExpression is ConditionExpression\n";
    QTest::newRow("operation") << "\"PutItem\": \"PutItemInput\""
                               << "\"PutItems\": \"PutItemInput\""
                               << "DynamoDB_20120810.PutItem: missing\n";
}

void FactsTest::anAlteredFactIsFound()
{
    SKIP_WITHOUT_MODEL();
    QFETCH(QString, fact);
    QFETCH(QString, altered);
    QFETCH(QString, difference);
    std::string text = resource("facts.json");
    const std::size_t at = text.find(fact.toStdString());
    QVERIFY(at != std::string::npos);
    text.replace(at, static_cast<std::size_t>(fact.size()), altered.toStdString());
    QCOMPARE(joined(differencesFromModel(Facts(text, kNoDeviations)).lines), difference.toStdString());
}

void FactsTest::everyDeviationSaysWhy()
{
    const Json deviations = Json::parse(resource("deviations.json"));
    for (const char *part : {"shapes", "members", "orders"})
        for (const Json &deviation : deviations.find(part)->elements()) {
            const Json *because = deviation.find("because");
            QVERIFY2(because && because->text().size() > 10, std::to_string(deviation.line()).c_str());
        }
}

void FactsTest::nonsenseIsNotTaken_data()
{
    QTest::addColumn<QString>("deviations");
    QTest::newRow("unknown shape") << "{\"newShapes\":{},\"shapes\":[{\"shape\":\"Tabel\"}],\"members\":[],\"orders\":[]}";
    QTest::newRow("unknown member")
        << "{\"newShapes\":{},\"shapes\":[],\"members\":[{\"shape\":\"PutItemInput\",\"member\":\"Tabel\"}],\"orders\":[]}";
    QTest::newRow("member twice in an order")
        << "{\"newShapes\":{},\"shapes\":[],\"members\":[],\"orders\":[{\"shape\":\"PutItemInput\",\"first\":[\"Item\",\"Item\"]}]}";
    QTest::newRow("unknown new shape") << "{\"newShapes\":{},\"shapes\":[],\"members\":[{\"shape\":\"PutItemInput\",\"member\":\"Item\","
                                          "\"use\":\"Items\"}],\"orders\":[]}";
    QTest::newRow("unknown occasion") << "{\"newShapes\":{},\"shapes\":[],\"members\":[{\"shape\":\"PutItemInput\",\"member\":\"Item\","
                                         "\"messages\":[{\"when\":\"never\",\"message\":\"x\"}]}],\"orders\":[]}";
    QTest::newRow("a part is missing") << "{\"newShapes\":{},\"shapes\":[]}";
}

void FactsTest::whatIsNewerThanTheModelIsAdded()
{
    const char *const kNewer = "{\"target\":\"DynamoDB_20120810\",\"operations\":{\"FlyAway\":\"FlyAwayInput\"},"
                               "\"shapes\":{\"FlyAwayInput\":{\"type\":\"structure\",\"members\":{\"TableName\":\"TableName\"}}},"
                               "\"members\":[{\"shape\":\"PutItemInput\",\"member\":\"Feather\",\"use\":\"TableName\"}]}";
    const Facts facts(resource("facts.json"), kNoDeviations, kNewer);
    QCOMPARE(facts.find("DynamoDB_20120810.FlyAway")->input->find("TableName")->shape->name, std::string("TableName"));
    QCOMPARE(facts.find("DynamoDB_20120810.PutItem")->input->find("Feather")->pathName, std::string("feather"));
    QVERIFY(!facts.find("DynamoDBStreams_20120810.FlyAway"));
    for (const char *nonsense : {"\"shapes\":{\"TableName\":{\"type\":\"string\"}},\"members\":[]",
                                 "\"shapes\":{},\"members\":[{\"shape\":\"Tabel\",\"member\":\"x\",\"use\":\"TableName\"}]"}) {
        const std::string newer = std::string("{\"target\":\"DynamoDB_20120810\",\"operations\":{},") + nonsense + "}";
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, Facts(resource("facts.json"), kNoDeviations, newer));
    }
}

void FactsTest::nonsenseIsNotTaken()
{
    QFETCH(QString, deviations);
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, Facts(resource("facts.json"), deviations.toStdString()));
}

void FactsTest::operationsAreFoundByTarget()
{
    const Facts &facts = Facts::ofDynamoDb();
    QCOMPARE(facts.operations().size(), std::size_t(66));
    QCOMPARE(facts.find("DynamoDB_20120810.PutItem")->name, std::string("PutItem"));
    QCOMPARE(facts.find("DynamoDBStreams_20120810.GetRecords")->input->name, std::string("GetRecordsInput"));
    for (const char *target :
         {"", "PutItem", "DynamoDB_20120810.", "DynamoDB_20120810.putItem", "DynamoDB_20120810.GetRecords", "DynamoDB_20111205.PutItem"})
        QVERIFY2(!facts.find(target), target);
}

std::unique_ptr<QObject> makeFactsTest()
{
    return std::make_unique<FactsTest>();
}

#include "facts_test.moc"
