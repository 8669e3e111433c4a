#include "tests/core/model/bad_designs.h"

#include "core/value/json.h"
#include "tests/support/item_text.h"

namespace keywright::test {

using namespace keywright::model;
using expression::KeyOperator;
using value::AttributeValue;
using value::Json;
using value::Type;

namespace {

Attribute attribute(const std::string &name, Type type, const std::string &format, bool required = true)
{
    Attribute made;
    made.name = name;
    made.type = type;
    made.required = required;
    if (!format.empty())
        made.sampleFormat = Json::parse(format);
    return made;
}

Operation operationOn(OperationKind kind, const std::string &index = {})
{
    Operation operation;
    operation.kind = kind;
    operation.table = "Warehouse";
    operation.index = index;
    return operation;
}

AccessPattern badDesignsPatternOf(const std::string &name, const std::string &entity, Operation operation, double peak, double itemsRead)
{
    AccessPattern pattern;
    pattern.name = name;
    pattern.entities = {entity};
    Step step;
    step.operation = std::move(operation);
    pattern.steps = {step};
    pattern.rate = Rate{peak / 2, peak, Json::object(), {}};
    pattern.sizes = Sizes{200, itemsRead, itemsRead, Json::object(), {}};
    return pattern;
}

Parameter parameterOf(const std::string &name, const std::string &attribute, Type type = Type::S)
{
    Parameter parameter;
    parameter.name = name;
    parameter.type = type;
    parameter.drawnFromEntity = "Device";
    parameter.drawnFromAttribute = attribute;
    return parameter;
}

KeyComparison compared(const std::string &attribute, KeyOperator op, const std::string &text)
{
    KeyComparison comparison;
    comparison.attribute = attribute;
    comparison.op = op;
    comparison.values = {Operand(text)};
    return comparison;
}

Table warehouseTable()
{
    Table table;
    table.definition.name = "Warehouse";
    table.definition.key = {{{"PK", schema::KeyType::S}}, {{"SK", schema::KeyType::S}}};
    schema::IndexDefinition index;
    index.name = "Alarms";
    index.key = {{{"GPK", schema::KeyType::S}}, {{"GSK", schema::KeyType::S}}};
    index.projection = {schema::ProjectionType::Include, {"serial"}};
    table.definition.globalIndexes = {index};
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    return table;
}

Entity deviceEntity()
{
    Entity device;
    device.name = "Device";
    device.table = "Warehouse";
    device.identifiedBy = EntityMark{"kind", AttributeValue("Device")};
    device.attributes = {attribute("deviceId", Type::S, R"({"format":"uuid"})"),
                         attribute("serial", Type::S, R"({"format":"sequence","prefix":"s-"})"),
                         attribute("site", Type::S, R"({"format":"enumeration","values":["north","south"]})"),
                         attribute("slot", Type::N, R"({"format":"integer","minimum":1,"maximum":99999})"),
                         attribute("alarm", Type::S, R"({"format":"sequence"})", false)};
    device.keyTemplates = {{"PK", "DEVICE#{deviceId}"}, {"SK", "DEVICE"}, {"GPK", "ALARM#{alarm}"}, {"GSK", "SLOT#{slot|pad:5}"}};
    return device;
}

Entity readingEntity()
{
    Entity reading;
    reading.name = "Reading";
    reading.table = "Warehouse";
    reading.identifiedBy = EntityMark{"kind", AttributeValue("Reading")};
    reading.attributes = {attribute("deviceId", Type::S, R"({"format":"reference","entity":"Device","attribute":"deviceId"})"),
                          attribute("takenAt", Type::S, R"({"format":"dateTime"})"),
                          attribute("celsius", Type::N, R"({"format":"decimal"})")};
    reading.keyTemplates = {{"PK", "DEVICE#{deviceId}#{takenAt|date:yyyy-MM}"}, {"SK", "READING#{takenAt}"}};
    return reading;
}

Operation putOf(const std::string &entity, const std::vector<std::string> &attributes)
{
    Operation put = operationOn(OperationKind::PutItem);
    put.entity = entity;
    for (const std::string &name : attributes)
        put.item.emplace_back(name, Operand("{" + name + "}"));
    return put;
}

std::vector<AccessPattern> warehousePatterns()
{
    Operation get = operationOn(OperationKind::GetItem);
    get.key = {{"PK", Operand(std::string("DEVICE#{deviceId}"))}, {"SK", Operand(std::string("DEVICE"))}};
    AccessPattern device = badDesignsPatternOf("Device by id", "Device", get, 50, 1);
    device.parameters = {parameterOf("deviceId", "deviceId")};

    AccessPattern add =
        badDesignsPatternOf("Add a device", "Device", putOf("Device", {"deviceId", "serial", "site", "slot", "alarm"}), 1, 0);
    add.steps.front().operation.condition = "attribute_not_exists(PK)";

    AccessPattern take = badDesignsPatternOf("Take a reading", "Reading", putOf("Reading", {"deviceId", "takenAt", "celsius"}), 40, 0);

    Operation query = operationOn(OperationKind::Query);
    query.keyCondition = {compared("PK", KeyOperator::Equal, "DEVICE#{deviceId}#{month}")};
    query.limit = 100;
    AccessPattern readings = badDesignsPatternOf("Readings of a month", "Reading", query, 20, 50);
    readings.parameters = {parameterOf("deviceId", "deviceId"), Parameter{"month", Type::S}};

    Operation alarmed = operationOn(OperationKind::Query, "Alarms");
    alarmed.keyCondition = {compared("GPK", KeyOperator::Equal, "ALARM#{alarm}")};
    AccessPattern alarms = badDesignsPatternOf("Devices of an alarm", "Device", alarmed, 2, 3);
    alarms.parameters = {parameterOf("alarm", "alarm")};
    return {device, add, take, readings, alarms};
}

enum Pattern : std::size_t { kDevice, kAdd, kTake, kReadings, kAlarms };

Operation &operationOf(Model &model, Pattern pattern)
{
    return model.accessPatterns[pattern].steps.front().operation;
}

Entity &device(Model &model)
{
    return model.entities[0];
}

Entity &reading(Model &model)
{
    return model.entities[1];
}

std::string &templateOf(Entity &entity, const std::string &key)
{
    for (auto &[name, text] : entity.keyTemplates)
        if (name == key)
            return text;
    return entity.keyTemplates.emplace_back(key, "").second;
}

void setRate(Model &model, Pattern pattern, double perSecond)
{
    model.accessPatterns[pattern].rate = Rate{perSecond, perSecond, Json::object(), {}};
}

void addUpdate(Model &model, const std::string &update, double perSecond = 1)
{
    Operation operation = operationOn(OperationKind::UpdateItem);
    operation.key = {{"PK", Operand(std::string("DEVICE#{deviceId}"))}, {"SK", Operand(std::string("DEVICE"))}};
    operation.update = update;
    AccessPattern pattern = badDesignsPatternOf("Change a device", "Device", operation, perSecond, 0);
    pattern.rate->perSecond = perSecond;
    pattern.parameters = {parameterOf("deviceId", "deviceId")};
    model.accessPatterns.push_back(pattern);
}

void addLocalIndex(Model &model)
{
    schema::IndexDefinition index;
    index.name = "ByTemperature";
    index.key = {{{"PK", schema::KeyType::S}}, {{"celsius", schema::KeyType::N}}};
    model.tables.front().definition.localIndexes = {index};
}

void addRecipe(Model &model, std::int64_t devices)
{
    model.recipes = {Recipe{"Many", "", 1, {{"Device", devices}}, Json::object(), {}}};
}

void readSites(Model &model)
{
    device(model).attributes[2].required = true;
    operationOf(model, kAlarms).keyCondition.front().values = {Operand(std::string("SITE#{site}"))};
    model.accessPatterns[kAlarms].parameters = {parameterOf("site", "site")};
    templateOf(device(model), "GPK") = "SITE#{site}";
}

void provision(Model &model, std::int64_t ofTable, std::int64_t ofIndex)
{
    schema::TableDefinition &table = model.tables.front().definition;
    table.billingMode = schema::BillingMode::Provisioned;
    table.capacity.provisioned = schema::ProvisionedThroughput{100, ofTable};
    table.globalIndexes.front().capacity.provisioned = schema::ProvisionedThroughput{100, ofIndex};
}

void addItems(Model &model, const std::string &json)
{
    TableItems items;
    items.table = "Warehouse";
    items.items = {item(json)};
    model.sampleData = {items};
}

void addFiles(Model &model, std::size_t bytes)
{
    addItems(model,
             R"({"PK":{"S":"DEVICE#1"},"SK":{"S":"DEVICE"},"kind":{"S":"Device"},"file":{"S":")" + std::string(bytes, 'x') + R"("}})");
}

/// Declares what the pattern that adds a device is given.
void describeDevices(Model &model)
{
    for (const Attribute &each : device(model).attributes)
        model.accessPatterns[kAdd].parameters.push_back(Parameter{each.name, each.type});
}

void makeTransaction(Model &model, std::size_t actions)
{
    Step &step = model.accessPatterns[kAdd].steps.front();
    step.parts.assign(actions, step.operation);
    step.operation = Operation();
    step.operation.kind = OperationKind::TransactWriteItems;
}

std::vector<BadDesign> badKeys()
{
    return {
        {"low-cardinality-partition-key", "index by site", "hint", "entities[0].keyTemplates.GPK", "share 2 partition key values in Alarms",
         [](Model &m) { readSites(m); }},
        {"low-cardinality-partition-key", "index by a text made of the site", "hint", "entities[0].keyTemplates.GPK",
         "share 2 partition key values in Alarms",
         [](Model &m) {
             readSites(m);
             device(m).attributes.push_back(attribute("place", Type::S, R"({"format": "template", "template": "at {site}"})"));
             templateOf(device(m), "GPK") = "SITE#{place}";
         }},
        {"low-cardinality-partition-key", "index by site, much written", "warning", "entities[0].keyTemplates.GPK", "400 write",
         [](Model &m) {
             readSites(m);
             setRate(m, kAdd, 400);
         },
         true},
        {"low-cardinality-partition-key", "one key for all, no rates", "warning", "entities[0].keyTemplates.PK",
         "share 1 partition key value in",
         [](Model &m) {
             templateOf(device(m), "PK") = "DEVICES";
             templateOf(device(m), "SK") = "DEVICE#{deviceId}";
             for (AccessPattern &pattern : m.accessPatterns)
                 pattern.rate.reset();
         }},
        {"time-ordered-partition-key", "readings by month", "hint", "entities[1].keyTemplates.PK", "everything that is written now",
         [](Model &m) { templateOf(reading(m), "PK") = "MONTH#{takenAt|date:yyyy-MM}"; }},
        {"time-ordered-partition-key", "readings by month, much written", "warning", "entities[1].keyTemplates.PK", "500 write",
         [](Model &m) {
             templateOf(reading(m), "PK") = "MONTH#{takenAt|date:yyyy-MM}";
             setRate(m, kTake, 500);
         },
         true},
        {"hot-key", "writes to one day", "error", "accessPatterns[2].steps[0]",
         "1,500 write units a second to the busiest key of Warehouse",
         [](Model &m) { templateOf(reading(m), "PK") = "MONTH#{takenAt|date:yyyy-MM}"; }, true, [](Model &m) { setRate(m, kTake, 1'500); }},
        {"hot-key", "index key of two values", "warning", "accessPatterns[1].steps[0]",
         "600 write units a second to the busiest key of Alarms", [](Model &m) { readSites(m); }, true,
         [](Model &m) { setRate(m, kAdd, 1'200); }},
        {"hot-key", "popular device", "error", "accessPatterns[0].steps[0]", "read units a second to the busiest key of Warehouse",
         [](Model &m) {
             m.accessPatterns[kDevice].parameters[0].unknown = Json::parse(R"({"popularity":{"kind":"zipf","exponent":1.2}})");
         },
         false, [](Model &m) { setRate(m, kDevice, 40'000); }},
        {"unbounded-item-collection", "all readings of a site", "warning", "entities[1].keyTemplates.PK", "a few item collections",
         [](Model &m) {
             reading(m).attributes.push_back(device(m).attributes[2]);
             templateOf(reading(m), "PK") = "SITE#{site}";
             m.accessPatterns[kTake].rate.reset();
         }},
        {"unbounded-item-collection", "all readings of a device", "warning", "entities[1].keyTemplates.PK", "a year, without end",
         [](Model &m) { templateOf(reading(m), "PK") = "DEVICE#{deviceId}"; }, false,
         [](Model &m) {
             addRecipe(m, 10);
             setRate(m, kTake, 40);
         }},
        {"lsi-item-collection-limit", "all readings of a device", "error", "entities[1].keyTemplates.PK", "may hold 10 GB",
         [](Model &m) { templateOf(reading(m), "PK") = "DEVICE#{deviceId}"; }, true,
         [](Model &m) {
             addLocalIndex(m);
             addRecipe(m, 10);
         }},
        {"lsi-item-collection-limit", "many devices", "warning", "entities[1].keyTemplates.PK", "grows by 4.",
         [](Model &m) { templateOf(reading(m), "PK") = "DEVICE#{deviceId}"; }, true,
         [](Model &m) {
             addLocalIndex(m);
             addRecipe(m, 50);
         }},
        {"number-as-text-in-sort-key", "slot", "warning", "entities[0].keyTemplates.GSK", "sorts \"10\" before \"9\"",
         [](Model &m) { templateOf(device(m), "GSK") = "SLOT#{slot}"; }, true},
        {"number-as-text-in-sort-key", "fraction", "warning", "entities[1].keyTemplates.SK", "{celsius} stands in the text SK",
         [](Model &m) { templateOf(reading(m), "SK") = "{celsius}"; }},
        {"key-template-clash", "same start", "error", "entities[1].keyTemplates", "Device and Reading can build the same primary key",
         [](Model &m) {
             templateOf(reading(m), "PK") = "DEVICE#{deviceId}";
             templateOf(reading(m), "SK") = "{takenAt}";
         }},
    };
}

std::vector<BadDesign> badIndexes()
{
    return {
        {"gsi-not-sparse", "entity that nobody looks for", "warning", "entities[1].keyTemplates", "Every Reading is written into Alarms",
         [](Model &m) {
             templateOf(reading(m), "GPK") = "READING#{deviceId}";
             templateOf(reading(m), "GSK") = "{takenAt}";
         },
         true},
        {"gsi-not-sparse", "one value of many", "warning", "entities[0].keyTemplates", "ask for 10 % of them only",
         [](Model &m) {
             readSites(m);
             device(m).attributes[2].sampleFormat = Json::parse(R"({"format":"enumeration","values":["north","south"],"weights":[9,1]})");
             operationOf(m, kAlarms).keyCondition.front().values = {Operand(AttributeValue("SITE#south"))};
         }},
        {"all-projection-write-heavy", "large items, needs named", "warning", "tables[0].globalSecondaryIndexes[0].projection",
         "copies whole items",
         [](Model &m) {
             m.tables[0].definition.globalIndexes[0].projection = {schema::ProjectionType::All, {}};
         },
         true,
         [](Model &m) {
             setRate(m, kAdd, 20);
             m.accessPatterns[kAdd].sizes->itemBytes = 5'000;
             m.accessPatterns[kAlarms].expectation =
                 Json::parse(R"({"entities":["Device"],"where":"alarm = :alarm","attributes":["serial"]})");
         }},
        {"all-projection-write-heavy", "updates of what is not asked for", "hint", "tables[0].globalSecondaryIndexes[0].projection",
         "50 writes a second",
         [](Model &m) {
             m.tables[0].definition.globalIndexes[0].projection = {schema::ProjectionType::All, {}};
         },
         false, [](Model &m) { addUpdate(m, "SET lastSeen = :now", 49.5); }},
        {"mutable-gsi-key", "slot moves", "hint", "accessPatterns[5].steps[0].update", "changes GSK, a key of Alarms",
         [](Model &m) { addUpdate(m, "SET slot = :slot, GSK = :key"); }},
        {"mutable-gsi-key", "slot moves often", "warning", "accessPatterns[5].steps[0].update", "160 units a second",
         [](Model &m) { m.accessPatterns.back().steps[0].operation.update = "SET slot = :slot, GSK = :key"; }, false,
         [](Model &m) { addUpdate(m, "SET lastSeen = :now", 80); }},
        {"key-left-behind", "index key", "error", "accessPatterns[5].steps[0].update", "the index answers with the old value",
         [](Model &m) { m.accessPatterns.back().steps[0].operation.update = "SET slot = :slot"; }, true,
         [](Model &m) {
             addUpdate(m, "SET slot = :slot, GSK = :key");
             m.accessPatterns.back().parameters.push_back(Parameter{"slot", Type::N});
         }},
        {"key-left-behind", "primary key", "error", "accessPatterns[5].steps[0].update", "a primary key cannot change",
         [](Model &m) { addUpdate(m, "SET deviceId = :other"); }},
        {"unused-index", "no reader", "warning", "tables[0].globalSecondaryIndexes[0]", "No access pattern reads Alarms",
         [](Model &m) { m.accessPatterns.pop_back(); }, true},
        {"redundant-index", "same key, fewer attributes", "warning", "tables[0].globalSecondaryIndexes[1]",
         "Alarms holds all that AlarmKeys holds, under the same key",
         [](Model &m) {
             schema::IndexDefinition keys = m.tables[0].definition.globalIndexes[0];
             keys.name = "AlarmKeys";
             keys.projection = {schema::ProjectionType::KeysOnly, {}};
             m.tables[0].definition.globalIndexes.push_back(keys);
             AccessPattern names = m.accessPatterns[kAlarms];
             names.name = "Numbers of the devices of an alarm";
             names.steps.front().operation.index = "AlarmKeys";
             m.accessPatterns.push_back(std::move(names));
         },
         true},
        {"gsi-throttles-table", "too little for the rates", "error", "tables[0].globalSecondaryIndexes[0].capacity",
         "may write 5 units a second, and the access patterns need 30", [](Model &m) { provision(m, 100, 5); }, true,
         [](Model &m) {
             provision(m, 100, 100);
             setRate(m, kAdd, 30);
         }},
        {"gsi-throttles-table", "on-demand maximum", "error", "tables[0].globalSecondaryIndexes[0].capacity", "may write 10 units a second",
         [](Model &m) {
             m.tables[0].definition.globalIndexes[0].capacity.onDemandMaximum = schema::OnDemandThroughput{std::nullopt, 10};
         },
         true, [](Model &m) { setRate(m, kAdd, 30); }},
        {"gsi-throttles-table", "less than the table", "warning", "tables[0].globalSecondaryIndexes[0].capacity",
         "though every item is in the index", [](Model &m) { provision(m, 100, 50); }, true,
         [](Model &m) {
             provision(m, 100, 100);
             m.entities.pop_back();
             device(m).attributes[4].required = true;
             for (AccessPattern &pattern : m.accessPatterns)
                 pattern.rate.reset();
         }},
    };
}

std::vector<BadDesign> badPatterns()
{
    return {
        {"filter-instead-of-key", "rarely", "hint", "accessPatterns[4].steps[0].filter", "3 read for 1 returned",
         [](Model &m) {
             operationOf(m, kAlarms).filter = "serial = :serial";
             m.accessPatterns[kAlarms].sizes->itemsReturned = 1;
         }},
        {"filter-instead-of-key", "the primary key answers", "warning", "accessPatterns[3].steps[0].filter",
         "after they were read and paid for", [](Model &m) { operationOf(m, kReadings).filter = "takenAt = :takenAt"; }, true,
         [](Model &m) {
             m.accessPatterns[kReadings].parameters.push_back(Parameter{"takenAt", Type::S});
             m.accessPatterns[kReadings].sizes.reset();
             m.accessPatterns[kReadings].expectation =
                 Json::parse(R"({"entities":["Reading"],"where":"deviceId = :deviceId AND takenAt = :takenAt"})");
         }},
        {"filter-instead-of-key", "often", "warning", "accessPatterns[3].steps[0].filter", "50 read for 5 returned",
         [](Model &m) {
             operationOf(m, kReadings).filter = "celsius > :hot";
             m.accessPatterns[kReadings].sizes->itemsReturned = 5;
         }},
        {"scan-as-access-pattern", "request", "warning", "accessPatterns[4].steps[0]", "reads every item of Alarms",
         [](Model &m) {
             operationOf(m, kAlarms).kind = OperationKind::Scan;
             operationOf(m, kAlarms).keyCondition.clear();
         }},
        {"scan-as-access-pattern", "the index answers", "warning", "accessPatterns[4].steps[0]", "reads every item of Warehouse",
         [](Model &m) {
             operationOf(m, kAlarms) = operationOn(OperationKind::Scan);
             operationOf(m, kAlarms).filter = "alarm = :alarm";
         },
         true,
         [](Model &m) {
             m.accessPatterns[kAlarms].expectation =
                 Json::parse(R"({"entities":["Device"],"where":"alarm = :alarm","attributes":["serial"]})");
         }},
        {"scan-as-access-pattern", "nightly job", "hint", "accessPatterns[4].steps[0]", "reads every item of Alarms",
         [](Model &m) {
             operationOf(m, kAlarms).kind = OperationKind::Scan;
             setRate(m, kAlarms, 0.0001);
         }},
        {"unbounded-query", "all readings of a device", "warning", "accessPatterns[3].steps[0]", "reads every Reading of one key",
         [](Model &m) { operationOf(m, kReadings).limit.reset(); }, false,
         [](Model &m) {
             templateOf(reading(m), "PK") = "DEVICE#{deviceId}";
             operationOf(m, kReadings).keyCondition = {compared("PK", KeyOperator::Equal, "DEVICE#{deviceId}"),
                                                       compared("SK", KeyOperator::BeginsWith, "READING#")};
         }},
        {"unbounded-query", "more than a page", "warning", "accessPatterns[3].steps[0]", "one Query gives 1 MB at most",
         [](Model &m) { operationOf(m, kReadings).limit.reset(); }, false,
         [](Model &m) { m.accessPatterns[kReadings].sizes->itemsRead = 9'000; }},
        {"strong-read-on-gsi", "Query", "error", "accessPatterns[4].steps[0].consistentRead", "DynamoDB refuses for a GSI",
         [](Model &m) { operationOf(m, kAlarms).consistentRead = true; }, true,
         [](Model &m) { operationOf(m, kReadings).consistentRead = true; }},
        {"uniqueness-without-guard", "condition on another attribute", "error", "accessPatterns[1].steps[0].condition",
         "looks only at the item with the same primary key",
         [](Model &m) { operationOf(m, kAdd).condition = "attribute_not_exists(serial)"; }, true, describeDevices},
        {"uniqueness-without-guard", "look first", "warning", "accessPatterns[1].steps[1]", "two callers at once",
         [](Model &m) {
             auto &steps = m.accessPatterns[kAdd].steps;
             steps.insert(steps.begin(), m.accessPatterns[kAlarms].steps.front());
         },
         true, describeDevices},
        {"transaction-over-100-actions", "101 puts", "error", "accessPatterns[1].steps[0]", "has 101 actions",
         [](Model &m) { m.accessPatterns[kAdd].steps[0].parts.resize(101, m.accessPatterns[kAdd].steps[0].parts[0]); }, false,
         [](Model &m) { makeTransaction(m, 100); }},
        {"transaction-over-100-actions", "repeated for each", "error", "accessPatterns[1].steps[0]", "has 250 actions",
         [](Model &m) { m.accessPatterns[kAdd].sizes->itemsRead = 250; }, false,
         [](Model &m) {
             makeTransaction(m, 1);
             m.accessPatterns[kAdd].steps[0].parts[0].forEach = "found";
         }},
        {"transaction-over-100-actions", "large items", "error", "accessPatterns[1].steps[0]", "of 7.6 MB",
         [](Model &m) { m.accessPatterns[kAdd].sizes->itemBytes = 80'000; }, false, [](Model &m) { makeTransaction(m, 100); }},
        {"not-exists-with-replicas", "one replica", "warning", "accessPatterns[1].steps[0].condition", "The table has 1 replica",
         [](Model &m) { m.tables[0].settings = Json::parse(R"({"replicas":[{"region":"eu-north-1"}]})"); }},
        {"missing-rate", "one", "hint", "accessPatterns[4]", "\"Devices of an alarm\" has no rate",
         [](Model &m) { m.accessPatterns[kAlarms].rate.reset(); }},
        {"missing-rate", "all", "hint", "accessPatterns", "None of the 5 access patterns",
         [](Model &m) {
             for (AccessPattern &pattern : m.accessPatterns)
                 pattern.rate.reset();
         }},
    };
}

std::vector<BadDesign> badItems()
{
    const auto withLife = [](Model &m) {
        m.tables[0].timeToLiveAttribute = "expiresAt";
        reading(m).attributes.push_back(attribute("expiresAt", Type::N, R"({"format":"epochSeconds"})"));
    };
    const auto livingUntil = [](const std::string &time) {
        return [time](Model &m) {
            addItems(m, R"({"PK":{"S":"x"},"SK":{"S":"y"},"kind":{"S":"Reading"},"expiresAt":{"N":")" + time + R"("}})");
        };
    };
    return {
        {"large-item", "expected", "warning", "accessPatterns[0].sizes", "has 342 KB",
         [](Model &m) { m.accessPatterns[kDevice].sizes->itemBytes = 350'000; }},
        {"large-item", "sample item", "error", "sampleData[0].items[0]", "may have 400 KB", [](Model &m) { addFiles(m, 410'000); }, false,
         [](Model &m) { addFiles(m, 100'000); }},
        {"ttl-not-in-seconds", "text", "error", "entities[1].attributes[3]", "is a date as text",
         [](Model &m) { reading(m).attributes[3] = attribute("expiresAt", Type::S, R"({"format":"dateTime"})"); }, true, withLife},
        {"ttl-not-in-seconds", "type", "error", "entities[1].attributes[3]", "of type S",
         [](Model &m) { reading(m).attributes[3] = attribute("expiresAt", Type::S, ""); }, true, withLife},
        {"ttl-not-in-seconds", "milliseconds", "error", "tables[0].timeToLive", "looks like milliseconds", livingUntil("1793000000000"),
         true,
         [withLife, livingUntil](Model &m) {
             withLife(m);
             livingUntil("1793000000")(m);
         }},
        {"long-attribute-name", "long", "hint", "entities[0].attributes[5]", "takes 35 bytes",
         [](Model &m) { device(m).attributes.push_back(attribute("timestampOfTheMostRecentMaintenance", Type::S, "")); }},
        {"reserved-word", "two", "hint", "entities[0].attributes", "name and status of Device are reserved words",
         [](Model &m) {
             device(m).attributes.push_back(attribute("name", Type::S, ""));
             device(m).attributes.push_back(attribute("status", Type::S, ""));
         }},
        {"unused-attribute", "nobody shows it", "hint", "entities[1].attributes[3]", "No access pattern reads humidity",
         [](Model &m) { reading(m).attributes.push_back(attribute("humidity", Type::N, "")); }, true,
         [](Model &m) {
             operationOf(m, kReadings).projection = {"takenAt", "celsius"};
         }},
        {"unused-attribute", "entity", "hint", "entities[1]", "No access pattern reads Reading",
         [](Model &m) { m.accessPatterns.erase(m.accessPatterns.begin() + kReadings); }},
    };
}

} // namespace

Model warehouse()
{
    Model model;
    model.name = "Warehouse";
    model.tables = {warehouseTable()};
    model.entities = {deviceEntity(), readingEntity()};
    model.accessPatterns = warehousePatterns();
    return model;
}

std::vector<BadDesign> badDesigns()
{
    std::vector<BadDesign> all;
    for (const std::vector<BadDesign> &group : {badKeys(), badIndexes(), badPatterns(), badItems()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

} // namespace keywright::test
