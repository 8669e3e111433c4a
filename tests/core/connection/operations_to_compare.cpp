#include "tests/core/connection/operations_to_compare.h"

#include "core/engine/service_error.h"
#include "core/expression/placeholders.h"
#include "tests/core/connection/result_text.h"
#include "tests/support/item_text.h"

namespace keywright::test {

namespace {

using connection::Connection;
using expression::ExpressionKind;

constexpr const char *kOrdersArn = "arn:aws:dynamodb:us-east-1:000000000000:table/Orders";

expression::AttributeValues values(std::string_view dynamoDbJson)
{
    expression::AttributeValues values;
    const value::Item named = item(dynamoDbJson);
    for (const auto &[name, value] : named)
        values.emplace(":" + name, value);
    return values;
}

/// Values are written as an item: {"a": …} stands for :a. #s is the attribute status.
template <typename Compile>
auto compiled(std::string_view valuesJson, Compile compile)
{
    expression::AttributeNames names{{"#s", "status"}, {"#o", "order"}};
    const expression::AttributeValues given = values(valuesJson);
    expression::Placeholders placeholders(names, given.empty() ? std::nullopt : std::optional(given));
    return compile(placeholders);
}

expression::Condition condition(std::string_view text, std::string_view valuesJson = "{}")
{
    return compiled(valuesJson, [&](auto &all) { return expression::compileCondition(ExpressionKind::Condition, text, all); });
}

expression::KeyCondition keyCondition(std::string_view text, std::string_view valuesJson)
{
    return compiled(valuesJson, [&](auto &all) { return expression::compileKeyCondition(text, all); });
}

expression::Update update(std::string_view text, std::string_view valuesJson = "{}")
{
    return compiled(valuesJson, [&](auto &all) { return expression::compileUpdate(text, all); });
}

expression::Projection projection(std::string_view text)
{
    return compiled("{}", [&](auto &all) { return expression::Projection(expression::compileProjection(text, all)); });
}

value::Item orderKey(int number)
{
    return item(R"({"customer":{"S":"ann"},"order":{"N":")" + std::to_string(number) + R"("}})");
}

value::Item order(int number)
{
    return item(R"({"customer":{"S":"ann"},"order":{"N":")" + std::to_string(number) + R"("},"status":{"S":")"
                + (number % 2 == 0 ? "open" : "sent") + R"("},"price":{"N":"10.)" + std::to_string(number)
                + R"("},"cart":{"L":[{"M":{"sku":{"S":"A1"},"qty":{"N":"2"}}},{"NULL":true}]},"tags":{"SS":["b","a"]}})");
}

schema::TableDefinition orders()
{
    schema::TableDefinition table;
    table.name = "Orders";
    table.billingMode = schema::BillingMode::PayPerRequest;
    table.key = {{{"customer", schema::KeyType::S}}, {{"order", schema::KeyType::N}}};
    table.localIndexes = {{"byPrice", {table.key.partition, {{"price", schema::KeyType::N}}}, {schema::ProjectionType::KeysOnly, {}}, {}}};
    table.globalIndexes = {
        {"byStatus", {{{"status", schema::KeyType::S}}, table.key.sort}, {schema::ProjectionType::Include, {"tags"}}, {}}};
    table.streamViewType = schema::StreamViewType::NewAndOldImages;
    table.tags = {{"team", "shop"}};
    return table;
}

schema::TableDefinition log()
{
    schema::TableDefinition table;
    table.name = "Log";
    table.key = {{{"id", schema::KeyType::B}}, {}};
    table.capacity.provisioned = schema::ProvisionedThroughput{5, 7};
    return table;
}

engine::QueryRequest ordersOfAnn()
{
    engine::QueryRequest query;
    query.table = "Orders";
    query.keyCondition = keyCondition("customer = :c", R"({"c":{"S":"ann"}})");
    return query;
}

engine::UpdateItemRequest updateOf(int number, expression::Update change)
{
    engine::UpdateItemRequest request;
    request.table = "Orders";
    request.key = orderKey(number);
    request.update = std::move(change);
    return request;
}

engine::PutItemRequest putOf(int number)
{
    engine::PutItemRequest request;
    request.table = "Orders";
    request.item = order(number);
    return request;
}

engine::DeleteItemRequest deleteOf(int number)
{
    engine::DeleteItemRequest request;
    request.table = "Orders";
    request.key = orderKey(number);
    return request;
}

engine::UpdateTableRequest changeOf(const char *table)
{
    engine::UpdateTableRequest request;
    request.table = table;
    return request;
}

template <typename Request>
Request returning(Request request, engine::ReturnValues values)
{
    request.returnValues = values;
    return request;
}

std::string described(Connection &connection, const char *table)
{
    return textOf(connection.describeTable(table));
}

} // namespace

void makeTables(Connection &connection)
{
    connection.createTable(orders());
    connection.createTable(log());
    for (int number = 1; number <= 7; ++number)
        connection.putItem(putOf(number));
}

const std::vector<OperationToCompare> &operationsToCompare()
{
    using engine::ReturnValues;
    static const std::vector<OperationToCompare> all{
        {"ListTables",
         [](Connection &on) {
             std::string text;
             for (const std::string &name : on.listTables())
                 text += name + "\n";
             return text;
         }},
        {"ListTables of many pages",
         [](Connection &on) {
             std::string text;
             for (int i = 0; i < 205; ++i) {
                 schema::TableDefinition table = log();
                 table.name = "Many" + std::to_string(i);
                 on.createTable(table);
             }
             for (const std::string &name : on.listTables())
                 text += name + "\n";
             return text;
         }},
        {"DescribeTable on demand", [](Connection &on) { return described(on, "Orders"); }},
        {"DescribeTable provisioned", [](Connection &on) { return described(on, "Log"); }},
        {"DescribeTable of none", [](Connection &on) { return described(on, "None"); }},
        {"CreateTable",
         [](Connection &on) {
             schema::TableDefinition table = log();
             table.name = "Full";
             table.tableClass = schema::TableClass::StandardInfrequentAccess;
             table.deletionProtection = true;
             table.encryption = schema::Encryption{};
             table.tags = {{"a", "1"}, {"b", ""}};
             table.globalIndexes = {{"g", {{{"n", schema::KeyType::N}}, {}}, {}, {schema::ProvisionedThroughput{1, 2}, {}, {}}}};
             return textOf(on.createTable(table)) + described(on, "Full");
         }},
        {"CreateTable on demand with a maximum",
         [](Connection &on) {
             schema::TableDefinition table = log();
             table.name = "Bounded";
             table.billingMode = schema::BillingMode::PayPerRequest;
             table.capacity = {{}, schema::OnDemandThroughput{100, std::nullopt}, schema::WarmThroughput{13'000, 5'000}};
             return textOf(on.createTable(table)) + described(on, "Bounded");
         }},
        {"CreateTable twice", [](Connection &on) { return textOf(on.createTable(log())); }},
        {"UpdateTable with a new index",
         [](Connection &on) {
             auto change = changeOf("Orders");
             change.indexActions = {
                 engine::CreateIndexAction{{"byTag", {{{"status", schema::KeyType::S}}, {{"when", schema::KeyType::S}}}, {}, {}}}};
             return textOf(on.updateTable(change));
         }},
        {"UpdateTable without an index",
         [](Connection &on) {
             auto change = changeOf("Orders");
             change.indexActions = {engine::DeleteIndexAction{"byStatus"}};
             return textOf(on.updateTable(change));
         }},
        {"UpdateTable with other capacity",
         [](Connection &on) {
             auto change = changeOf("Log");
             change.capacity.provisioned = schema::ProvisionedThroughput{6, 6};
             on.updateTable(change); // its answer still tells the capacity before
             return described(on, "Log");
         }},
        {"UpdateTable on demand",
         [](Connection &on) {
             auto change = changeOf("Log");
             change.billingMode = schema::BillingMode::PayPerRequest;
             return textOf(on.updateTable(change)) + described(on, "Log");
         }},
        {"UpdateTable with stream, class, protection",
         [](Connection &on) {
             auto stream = changeOf("Log");
             stream.stream = engine::StreamChange{schema::StreamViewType::KeysOnly};
             on.updateTable(stream);
             auto off = changeOf("Orders");
             off.stream = engine::StreamChange{};
             on.updateTable(off);
             auto tableClass = changeOf("Log");
             tableClass.tableClass = schema::TableClass::StandardInfrequentAccess;
             on.updateTable(tableClass);
             auto protection = changeOf("Log");
             protection.deletionProtection = true;
             on.updateTable(protection);
             return described(on, "Log") + described(on, "Orders");
         }},
        {"UpdateTable with encryption",
         [](Connection &on) {
             auto change = changeOf("Log");
             change.encryption = engine::EncryptionChange{schema::Encryption{}};
             return textOf(on.updateTable(change)) + described(on, "Log");
         }},
        {"DeleteTable",
         [](Connection &on) {
             const std::string deleted = textOf(on.deleteTable("Log"));
             return deleted + std::to_string(on.listTables().size());
         }},
        {"TimeToLive",
         [](Connection &on) {
             const std::string before = textOf(on.describeTimeToLive("Orders"));
             on.updateTimeToLive("Orders", "expires", true);
             return before + textOf(on.describeTimeToLive("Orders"));
         }},
        {"TimeToLive twice",
         [](Connection &on) {
             on.updateTimeToLive("Orders", "expires", true);
             on.updateTimeToLive("Orders", "expires", true);
             return std::string("accepted");
         }},
        {"Tags",
         [](Connection &on) {
             on.tagResource(kOrdersArn, {{"cost", "é"}, {"owner", "me"}});
             on.untagResource(kOrdersArn, {"team"});
             return textOf(on.listTagsOfResource(kOrdersArn, std::nullopt));
         }},
        {"Tags of many pages",
         [](Connection &on) {
             std::vector<std::pair<std::string, std::string>> tags;
             for (int i = 0; i < 40; ++i)
                 tags.emplace_back("t" + std::to_string(i), "v");
             on.tagResource(kOrdersArn, tags);
             return std::to_string(allTags(on, kOrdersArn).size()) + textOf(on.listTagsOfResource(kOrdersArn, std::nullopt));
         }},
        {"ContributorInsights",
         [](Connection &on) {
             const std::string before = textOf(on.describeContributorInsights("Orders", ""));
             on.updateContributorInsights("Orders", "byStatus", true, engine::InsightsMode::ThrottledKeys);
             return before + "\n" + textOf(on.describeContributorInsights("Orders", "byStatus"));
         }},
        {"PutItem", [](Connection &on) { return textOf(on.putItem(putOf(8))); }},
        {"PutItem over another", [](Connection &on) { return textOf(on.putItem(returning(putOf(1), ReturnValues::AllOld))); }},
        {"PutItem with collection",
         [](Connection &on) {
             auto put = putOf(9);
             put.returnItemCollection = true;
             return textOf(on.putItem(put));
         }},
        {"PutItem with a failing condition",
         [](Connection &on) {
             auto put = putOf(1);
             put.condition = condition("attribute_not_exists(customer)");
             put.returnItemOnFailure = true;
             return textOf(on.putItem(put));
         }},
        {"PutItem without a key",
         [](Connection &on) {
             auto put = putOf(1);
             put.item = item(R"({"customer":{"S":"x"}})");
             return textOf(on.putItem(put));
         }},
        {"PutItem of every type",
         [](Connection &on) {
             auto put = putOf(20);
             put.item.set("all",
                          attributeValue(R"({"M":{"b":{"B":"AAEC"},"ns":{"NS":["1","-2.5E+3"]},"bs":{"BS":["AQ==","Ag=="]},)"
                                         R"("t":{"BOOL":true},"n":{"N":"12345678901234567890123456789012345678"},"e":{"S":""}}})"));
             on.putItem(put);
             return textOf(on.getItem({"Orders", orderKey(20), true, std::nullopt}));
         }},
        {"UpdateItem with everything",
         [](Connection &on) {
             auto request = updateOf(2,
                                     update("SET #s = :s, cart[0].#s = if_not_exists(cart[0].#s, :s), price = price + :one, more = "
                                            "list_append(cart, :l) REMOVE cart[1] ADD seen :one DELETE tags :gone",
                                            R"({"s":{"S":"sent"},"one":{"N":"1"},"l":{"L":[{"S":"x"}]},"gone":{"SS":["a"]}})"));
             request.condition = condition("#s IN (:o, :p) AND (size(cart) BETWEEN :one AND :nine OR NOT contains(tags, :p))",
                                           R"({"o":{"S":"open"},"p":{"S":"paid"},"one":{"N":"1"},"nine":{"N":"9"}})");
             return textOf(on.updateItem(returning(request, ReturnValues::AllNew)));
         }},
        {"UpdateItem of what changed",
         [](Connection &on) {
             return textOf(on.updateItem(returning(updateOf(3, update("SET a = :a", R"({"a":{"N":"1"}})")), ReturnValues::UpdatedNew)))
                 + textOf(on.updateItem(returning(updateOf(3, update("REMOVE a")), ReturnValues::UpdatedOld)));
         }},
        {"UpdateItem that creates",
         [](Connection &on) { return textOf(on.updateItem(returning(updateOf(30, {}), ReturnValues::AllNew))); }},
        {"UpdateItem of a type that does not fit",
         [](Connection &on) { return textOf(on.updateItem(updateOf(1, update("ADD customerName :one", R"({"one":{"N":"1"}})")))); }},
        {"UpdateItem of a key",
         [](Connection &on) { return textOf(on.updateItem(updateOf(1, update("SET customer = :c", R"({"c":{"S":"b"}})")))); }},
        {"DeleteItem", [](Connection &on) { return textOf(on.deleteItem(returning(deleteOf(4), ReturnValues::AllOld))); }},
        {"DeleteItem with a failing condition",
         [](Connection &on) {
             auto remove = deleteOf(4);
             remove.condition = condition("begins_with(#s, :p)", R"({"p":{"S":"x"}})");
             return textOf(on.deleteItem(remove));
         }},
        {"BatchWriteItem",
         [](Connection &on) {
             engine::PutItemRequest logged;
             logged.table = "Log";
             logged.item = item(R"({"id":{"B":"AA=="}})");
             auto counted = putOf(11);
             counted.returnItemCollection = true;
             return textOf(on.batchWriteItem({{counted, deleteOf(1), logged}})) + textOf(on.scan({"Orders"}));
         }},
        {"BatchWriteItem of too many",
         [](Connection &on) {
             engine::BatchWriteRequest batch;
             for (int number = 100; number < 126; ++number)
                 batch.actions.emplace_back(putOf(number));
             try {
                 return textOf(on.batchWriteItem(batch));
             } catch (const engine::ServiceError &error) { // an endpoint has the whole request in its message
                 return error.name();
             }
         }},
        {"BatchGetItem",
         [](Connection &on) {
             return textOf(
                 on.batchGetItem({{"Orders", {orderKey(1), orderKey(99), orderKey(3)}, true, projection("customer, cart[0].sku, #s")},
                                  {"Log", {item(R"({"id":{"B":"AA=="}})")}, false, std::nullopt}}));
         }},
        {"BatchGetItem of one key twice",
         [](Connection &on) {
             return textOf(on.batchGetItem({{"Orders", {orderKey(1), orderKey(1)}, false, {}}}));
         }},
        {"TransactWriteItems",
         [](Connection &on) {
             engine::ConditionCheckRequest check;
             check.table = "Orders";
             check.key = orderKey(1);
             check.condition = condition("attribute_exists(customer)");
             return textOf(on.transactWriteItems({{check, putOf(12), deleteOf(2), updateOf(3, update("REMOVE tags"))}, {}}));
         }},
        {"TransactWriteItems with a token, twice",
         [](Connection &on) {
             const engine::TransactWriteRequest request{{putOf(13)}, engine::RequestToken{"token", "digest"}};
             return textOf(on.transactWriteItems(request)) + textOf(on.transactWriteItems(request));
         }},
        {"TransactWriteItems cancelled",
         [](Connection &on) {
             auto remove = deleteOf(1);
             remove.condition = condition("#s = :s", R"({"s":{"S":"nowhere"}})");
             remove.returnItemOnFailure = true;
             return textOf(on.transactWriteItems({{putOf(14), remove}, {}}));
         }},
        {"GetItem",
         [](Connection &on) {
             return textOf(on.getItem({"Orders", orderKey(1), false, std::nullopt}));
         }},
        {"GetItem of none",
         [](Connection &on) {
             return textOf(on.getItem({"Orders", orderKey(99), true, std::nullopt}));
         }},
        {"GetItem projected",
         [](Connection &on) {
             return textOf(on.getItem({"Orders", orderKey(1), true, projection("cart[0].qty, cart[1], #s")}));
         }},
        {"GetItem with a wrong key",
         [](Connection &on) {
             return textOf(on.getItem({"Orders", item(R"({"customer":{"S":"ann"}})"), false, std::nullopt}));
         }},
        {"TransactGetItems",
         [](Connection &on) {
             return textOf(on.transactGetItems({{"Orders", orderKey(1), false, projection("price")}, {"Orders", orderKey(99), false, {}}}));
         }},
        {"Query", [](Connection &on) { return textOf(on.query(ordersOfAnn())); }},
        {"Query page by page",
         [](Connection &on) {
             auto query = ordersOfAnn();
             query.descending = true;
             query.limit = 3;
             std::string text;
             do {
                 const engine::ItemPage page = on.query(query);
                 text += textOf(page);
                 query.exclusiveStartKey = page.lastEvaluatedKey;
             } while (query.exclusiveStartKey);
             return text;
         }},
        {"Query of an LSI",
         [](Connection &on) {
             auto query = ordersOfAnn();
             query.index = "byPrice";
             query.keyCondition =
                 keyCondition("customer = :c AND price BETWEEN :a AND :b", R"({"c":{"S":"ann"},"a":{"N":"10.2"},"b":{"N":"10.5"}})");
             query.consistentRead = true;
             query.select = engine::Select::AllAttributes;
             return textOf(on.query(query));
         }},
        {"Query of a GSI with a filter",
         [](Connection &on) {
             auto query = ordersOfAnn();
             query.index = "byStatus";
             query.keyCondition = keyCondition("#s = :s AND #o < :n", R"({"s":{"S":"sent"},"n":{"N":"6"}})");
             query.filter = condition("contains(tags, :a)", R"({"a":{"S":"a"}})");
             query.projection = projection("tags");
             query.select = engine::Select::SpecificAttributes;
             return textOf(on.query(query));
         }},
        {"Query that counts",
         [](Connection &on) {
             auto query = ordersOfAnn();
             query.select = engine::Select::Count;
             return textOf(on.query(query));
         }},
        {"Query of no index",
         [](Connection &on) {
             auto query = ordersOfAnn();
             query.index = "none";
             return textOf(on.query(query));
         }},
        {"Scan", [](Connection &on) { return textOf(on.scan({"Orders"})); }},
        {"Scan of a segment with a filter",
         [](Connection &on) {
             engine::ScanRequest scan;
             scan.table = "Orders";
             scan.index = "byStatus";
             scan.filter = condition("attribute_type(tags, :t) AND #s <> :s", R"({"t":{"S":"SS"},"s":{"S":"open"}})");
             std::string text;
             for (scan.totalSegments = 2; scan.segment < 2; ++scan.segment)
                 text += textOf(on.scan(scan));
             return text;
         }},
    };
    return all;
}

} // namespace keywright::test
