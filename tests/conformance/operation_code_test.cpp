#include "tests/conformance/operation_code_test.h"

#include <algorithm>
#include <filesystem>

#include <QStringList>
#include <QTest>

#include "core/session/operation_code.h"
#include "core/session/operation_run.h"
#include "core/value/dynamodb_json.h"
#include "tests/conformance/clients.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/served_engine.h"

using namespace keywright;
using model::OperationKind;
using session::DraftedOperation;
using session::OperationDraft;
using value::AttributeValue;
using value::Item;
using value::Json;

namespace {

Item itemFromText(const std::string &json)
{
    return value::itemFromDynamoDbJson(Json::parse(json));
}

schema::TableDefinition ordersTable()
{
    schema::TableDefinition table = test::ServedEngine::simpleTable("Orders");
    table.key.partition = {{"PK", schema::KeyType::S}};
    table.key.sort = {{"SK", schema::KeyType::S}};
    schema::IndexDefinition index;
    index.name = "ByStatus";
    index.key.partition = {{"status", schema::KeyType::S}};
    index.key.sort = {{"SK", schema::KeyType::S}};
    index.projection.type = schema::ProjectionType::All;
    table.globalIndexes = {index};
    return table;
}

void fill(connection::Connection &connection)
{
    connection.createTable({ordersTable()});
    for (int number = 1; number <= 6; ++number) {
        const std::string text = std::to_string(number);
        connection.putItem({"Orders",
                            itemFromText("{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"ORDER#" + text + "\"},\"status\":{\"S\":\""
                                         + (number % 2 == 0 ? "OPEN" : "SENT") + "\"},\"total\":{\"N\":\"" + text
                                         + "0.5\"},\"tags\":{\"SS\":[\"a\",\"b\"]},\"lines\":{\"L\":[{\"S\":\"x\"}]},"
                                           "\"first-name\":{\"S\":\"Ann\"}}")});
    }
}

DraftedOperation drafted(OperationKind kind, int order = 0)
{
    DraftedOperation operation;
    operation.kind = kind;
    operation.table = "Orders";
    if (order > 0)
        operation.key = itemFromText("{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"ORDER#" + std::to_string(order) + "\"}}");
    return operation;
}

AttributeValue textValue(const char *text)
{
    return AttributeValue(std::string(text));
}

session::ConditionRow rowOf(const char *attribute, session::ConditionTest test, std::vector<AttributeValue> values)
{
    return {false, attribute, test, std::move(values)};
}

DraftedOperation queried()
{
    DraftedOperation query = drafted(OperationKind::Query);
    query.keyTerms = {{"PK", expression::KeyOperator::Equal, {textValue("USER#1")}},
                      {"SK", expression::KeyOperator::BeginsWith, {textValue("ORDER#")}}};
    query.condition.rows = {rowOf("status", session::ConditionTest::In, {textValue("OPEN"), textValue("LOST")}),
                            rowOf("first-name", session::ConditionTest::Exists, {})};
    query.descending = true;
    query.projection = {"SK", "status", "lines[0]"};
    return query;
}

DraftedOperation queriedByStatus()
{
    DraftedOperation query = drafted(OperationKind::Query);
    query.index = "ByStatus";
    query.keyTerms = {{"status", expression::KeyOperator::Equal, {textValue("SENT")}}};
    query.limit = 2;
    return query;
}

DraftedOperation scanned()
{
    DraftedOperation scan = drafted(OperationKind::Scan);
    scan.condition.isTyped = true;
    scan.condition.text = "total > :least AND contains(tags, :tag)";
    scan.values.set("least", AttributeValue::number(30));
    scan.values.set("tag", textValue("b"));
    return scan;
}

DraftedOperation put(const char *returned)
{
    DraftedOperation operation = drafted(OperationKind::PutItem);
    operation.item = itemFromText("{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"ORDER#2\"},\"status\":{\"S\":\"NEW\"},\"deep\":{\"M\":"
                                  "{\"list\":{\"L\":[{\"BOOL\":true},{\"NULL\":true}]}}}}");
    operation.returnValues = returned;
    return operation;
}

DraftedOperation updated()
{
    using session::UpdateChange;
    DraftedOperation update = drafted(OperationKind::UpdateItem, 3);
    update.update.rows = {{UpdateChange::Set, "status", textValue("DONE")},
                          {UpdateChange::Increase, "total", AttributeValue::number(5)},
                          {UpdateChange::Append, "lines", value::valueFromDynamoDbJson(Json::parse("{\"L\":[{\"S\":\"y\"}]}"))},
                          {UpdateChange::SetIfMissing, "count", AttributeValue::number(1)},
                          {UpdateChange::Remove, "first-name", {}},
                          {UpdateChange::Add, "tags", value::valueFromDynamoDbJson(Json::parse("{\"SS\":[\"c\"]}"))}};
    update.condition.rows = {rowOf("status", session::ConditionTest::Equal, {textValue("SENT")})};
    update.returnValues = "ALL_NEW";
    return update;
}

DraftedOperation removed(int order, const char *returned)
{
    DraftedOperation operation = drafted(OperationKind::DeleteItem, order);
    operation.returnValues = returned;
    return operation;
}

DraftedOperation checked()
{
    DraftedOperation check = drafted(OperationKind::ConditionCheck, 6);
    check.condition.rows = {rowOf("total", session::ConditionTest::Between, {AttributeValue::number(60), AttributeValue::number(61)})};
    return check;
}

DraftedOperation withoutReturn(DraftedOperation operation)
{
    operation.returnValues.clear();
    return operation;
}

OperationDraft ofParts(OperationKind kind, std::vector<DraftedOperation> parts)
{
    OperationDraft draft;
    draft.operation.kind = kind;
    draft.parts = std::move(parts);
    return draft;
}

struct Form {
    const char *name;
    OperationDraft draft;
};

const std::vector<Form> &forms()
{
    static const std::vector<Form> all{
        {"get an item", {drafted(OperationKind::GetItem, 1), {}}},
        {"get an item that is not there", {drafted(OperationKind::GetItem, 9), {}}},
        {"query with a filter by rows", {queried(), {}}},
        {"query of an index, one page", {queriedByStatus(), {}}},
        {"scan with a typed filter", {scanned(), {}}},
        {"put", {put(""), {}}},
        {"put that returns what was there", {put("ALL_OLD"), {}}},
        {"update that returns the item after", {updated(), {}}},
        {"delete", {removed(4, ""), {}}},
        {"delete that returns what was there", {removed(4, "ALL_OLD"), {}}},
        {"delete of nothing that returns what was there", {removed(9, "ALL_OLD"), {}}},
        {"batch of gets",
         ofParts(OperationKind::BatchGetItem,
                 {drafted(OperationKind::GetItem, 1), drafted(OperationKind::GetItem, 5), drafted(OperationKind::GetItem, 9)})},
        {"batch of writes", ofParts(OperationKind::BatchWriteItem, {put(""), removed(5, "")})},
        {"transaction of gets",
         ofParts(OperationKind::TransactGetItems, {drafted(OperationKind::GetItem, 2), drafted(OperationKind::GetItem, 3)})},
        {"transaction of writes",
         ofParts(OperationKind::TransactWriteItems, {put(""), withoutReturn(updated()), removed(5, ""), checked()})},
    };
    return all;
}

/// Sorted, since a batch gives its items in no order.
QStringList linesOf(const std::vector<Item> &items)
{
    QStringList lines;
    for (const Item &item : items) {
        std::vector<std::pair<std::string, std::string>> members;
        for (const auto &[name, attribute] : item)
            members.emplace_back(name, value::toDynamoDbJson(attribute).compact());
        std::sort(members.begin(), members.end());
        QString line;
        for (const auto &[name, text] : members)
            line += QString::fromStdString(name + "=" + text + " ");
        lines << line;
    }
    lines.sort();
    return lines;
}

QStringList everything(connection::Connection &connection)
{
    engine::ScanRequest scan;
    scan.table = "Orders";
    return linesOf(connection.scan(scan).items);
}

std::vector<Item> itemsIn(const QString &output)
{
    std::vector<Item> items;
    const Json printed = Json::parse(output.trimmed().toStdString());
    for (const Json &item : printed.elements())
        items.push_back(value::itemFromDynamoDbJson(item));
    return items;
}

} // namespace

void OperationCodeTest::givesWhatTheOperationGives_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<bool>("isPython");
    for (std::size_t i = 0; i < forms().size(); ++i) {
        QTest::addRow("%s, Python", forms()[i].name) << static_cast<int>(i) << true;
        QTest::addRow("%s, JavaScript", forms()[i].name) << static_cast<int>(i) << false;
    }
}

void OperationCodeTest::givesWhatTheOperationGives()
{
    QFETCH(int, form);
    QFETCH(bool, isPython);
    static const QString python = test::pythonWithBoto3();
    static const QString place = test::javaScriptFolder();
    if (isPython && python.isEmpty())
        QSKIP("SKIP boto3 missing");
    if (!isPython && place.isEmpty())
        QSKIP("SKIP node or npm missing, or npm's registry does not answer: no AWS SDK for JavaScript");
    const OperationDraft &draft = forms()[static_cast<std::size_t>(form)].draft;

    test::ServedEngine own;
    fill(own.connection());
    const session::OperationRun run =
        session::runOperation(own.connection(), std::string(model::textOf(draft.operation.kind)), session::requestOf(draft));
    QVERIFY2(!run.problem, run.problem ? run.problem->message.c_str() : "");

    test::ServedEngine theirs;
    fill(theirs.connection());
    const auto language = isPython ? exchange::CodeLanguage::Python : exchange::CodeLanguage::JavaScript;
    const exchange::ExportResult code = session::codeOf(draft, {ordersTable()}, language);
    QVERIFY(code.losses.empty());
    const test::TemporaryFolder folder;
    const std::filesystem::path file = (isPython ? std::filesystem::path(folder.path()) : std::filesystem::path(place.toStdString()))
        / ("operation" + std::to_string(form) + (isPython ? ".py" : ".mjs"));
    test::writeFile(file, code.files.front().text);
    const QString path = QString::fromStdString(file.string());
    const test::ScriptResult result = isPython ? test::runScript(python, {test::inConformance("run_operation.py"), theirs.url(), path})
                                               : test::runScript("node", {"run_operation.mjs", theirs.url(), path}, place);
    QVERIFY2(result.ended && result.exitCode == 0, qPrintable(result.errors.right(2000) + QString::fromStdString(code.files.front().text)));
    QCOMPARE(linesOf(itemsIn(result.output)), linesOf(run.items));
    QCOMPARE(everything(theirs.connection()), everything(own.connection()));
}
