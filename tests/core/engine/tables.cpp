#include "tests/core/engine/tables.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <sstream>

#include "core/value/item_size.h"
#include "tests/core/engine/write_requests.h"
#include "tests/support/item_text.h"

namespace keywright::test {

using engine::Engine;
using value::Item;

std::unique_ptr<Engine> engineInMemory()
{
    return std::make_unique<Engine>(storage::Store::open({.folder = "memory", .inMemory = true}));
}

std::unique_ptr<Engine> engineOn(const std::filesystem::path &folder)
{
    return std::make_unique<Engine>(storage::Store::open({.folder = folder}));
}

schema::KeySchema key(const std::string &text)
{
    schema::KeySchema key;
    std::istringstream parts(text);
    std::string part;
    for (auto *attributes : {&key.partition, &key.sort}) {
        parts >> part;
        if (!parts)
            break;
        std::istringstream names(part);
        for (std::string name; std::getline(names, name, ',');)
            attributes->push_back({name.substr(0, name.find(':')), *schema::keyTypeFromText(name.substr(name.find(':') + 1))});
    }
    return key;
}

schema::TableDefinition table(const std::string &name, const std::string &keyText)
{
    schema::TableDefinition definition;
    definition.name = name;
    definition.key = key(keyText);
    definition.billingMode = schema::BillingMode::PayPerRequest;
    return definition;
}

schema::IndexDefinition index(const std::string &name, const std::string &keyText, schema::ProjectionType projection,
                              std::vector<std::string> attributes)
{
    return {name, key(keyText), {projection, std::move(attributes)}, {}};
}

capacity::ConsumedCapacity put(Engine &engine, const std::string &table, std::string_view dynamoDbJson)
{
    return engine.putItem({table, item(dynamoDbJson)}).consumed;
}

std::string unitsOf(const capacity::ConsumedCapacity &consumed)
{
    std::ostringstream text;
    text << consumed.table << " " << consumed.tableUnits;
    for (const auto &[name, units] : consumed.localIndexUnits)
        text << ", L:" << name << " " << units;
    for (const auto &[name, units] : consumed.globalIndexUnits)
        text << ", G:" << name << " " << units;
    return text.str();
}

expression::KeyTerm term(const std::string &attribute, Operator op, std::vector<Value> values)
{
    return {attribute, op, std::move(values)};
}

namespace {

template <typename Request, typename Read>
std::vector<Item> allPages(Request request, Read read)
{
    std::vector<Item> items;
    for (int page = 0; page < 100'000; ++page) {
        const Page result = read(request);
        items.insert(items.end(), result.items.begin(), result.items.end());
        if (!result.lastEvaluatedKey)
            return items;
        request.exclusiveStartKey = result.lastEvaluatedKey;
    }
    throw std::runtime_error("the pages do not end");
}

bool holdsKey(const schema::KeySchema &key, const Item &item)
{
    const auto has = [&item](const schema::KeyAttribute &attribute) { return item.contains(attribute.name); };
    return std::all_of(key.partition.begin(), key.partition.end(), has) && std::all_of(key.sort.begin(), key.sort.end(), has);
}

/// The lines of what the index should hold, in no order of meaning.
std::vector<std::string> expectedEntries(const schema::TableDefinition &table, const schema::IndexDefinition &index,
                                         const std::vector<Item> &items)
{
    std::vector<std::string> lines;
    for (const Item &each : items) {
        if (!holdsKey(index.key, each))
            continue;
        Item projected;
        for (const auto &[name, value] : each) {
            const auto &included = index.projection.attributes;
            if (index.projection.type == schema::ProjectionType::All || table.key.contains(name) || index.key.contains(name)
                || std::find(included.begin(), included.end(), name) != included.end())
                projected.set(name, value);
        }
        lines.push_back(textOf(projected));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

std::vector<std::string> sortedLines(const std::vector<Item> &items)
{
    std::vector<std::string> lines;
    for (const Item &each : items)
        lines.push_back(textOf(each));
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

std::vector<Item> allItems(const Engine &engine, engine::QueryRequest request)
{
    return allPages(std::move(request), [&engine](const engine::QueryRequest &page) { return engine.query(page); });
}

std::vector<Item> allItems(const Engine &engine, engine::ScanRequest request)
{
    return allPages(std::move(request), [&engine](const engine::ScanRequest &page) { return engine.scan(page); });
}

std::string contradictionsIn(const Engine &engine, const std::string &table)
{
    const engine::TableDescription description = engine.describeTable(table);
    const std::vector<Item> items = allItems(engine, engine::ScanRequest{.table = table});
    std::int64_t bytes = 0;
    for (const Item &each : items)
        bytes += value::sizeInBytes(each);

    std::string text;
    if (description.itemCount != static_cast<std::int64_t>(items.size()) || description.sizeInBytes != bytes)
        text += "counted " + std::to_string(description.itemCount) + " items of " + std::to_string(description.sizeInBytes)
            + " bytes, scanned " + std::to_string(items.size()) + " of " + std::to_string(bytes) + "\n";
    for (const auto *indexes : {&description.definition.localIndexes, &description.definition.globalIndexes})
        for (const schema::IndexDefinition &each : *indexes)
            if (sortedLines(allItems(engine, engine::ScanRequest{.table = table, .index = each.name}))
                != expectedEntries(description.definition, each, items))
                text += "the index " + each.name + " holds other entries than its items say\n";
    return text;
}

schema::TableDefinition killedTable()
{
    schema::TableDefinition definition = table("Killed", "pk:S sk:N");
    definition.localIndexes = {index("Local", "pk:S turn:N")};
    definition.globalIndexes = {index("Moving", "turn:N sk:N", schema::ProjectionType::KeysOnly), index("Sparse", "even:S")};
    definition.streamViewType = schema::StreamViewType::NewAndOldImages;
    return definition;
}

/// Every key comes back, with other attributes, so that index entries move, come and go.
std::string killedItem(int number)
{
    const std::string turn = std::to_string(number / 50);
    return R"({"pk":{"S":"p)" + std::to_string(number % 5) + R"("},"sk":{"N":")" + std::to_string(number % 50) + R"("},"turn":{"N":")"
        + turn + R"("},)" + (number % 3 == 0 ? R"("even":{"S":"yes"},)" : "") + R"("filling":{"S":")"
        + std::string(static_cast<std::size_t>(number % 700), 'x') + R"("}})";
}

namespace {

engine::PutItemRequest killedPut(int number)
{
    return {"Killed", item(killedItem(number))};
}

Item killedKey(int number)
{
    return {{"pk", "p" + std::to_string(number % 5)}, {"sk", Value::number(number % 50)}};
}

engine::UpdateItemRequest killedUpdate(int number)
{
    return update("Killed", killedKey(number), "SET turn = :t REMOVE filling ADD updates :one",
                  R"({":t":{"N":")" + std::to_string(number % 9) + R"("},":one":{"N":"1"}})");
}

} // namespace

void killedStep(Engine &engine, int number)
{
    if (number % 11 == 10)
        engine.transactWriteItems(
            {{killedPut(number), engine::DeleteItemRequest{"Killed", killedKey(number + 1)}, killedUpdate(number + 2)},
             engine::RequestToken{"token " + std::to_string(number), "digest"}});
    else if (number % 13 == 12)
        engine.batchWriteItems({{killedPut(number), killedPut(number + 1), engine::DeleteItemRequest{"Killed", killedKey(number + 2)},
                                 killedPut(number + 3)}});
    else if (number % 7 == 3)
        engine.deleteItem({"Killed", killedKey(number)});
    else if (number % 7 == 5)
        engine.updateItem(killedUpdate(number * 3));
    else
        engine.putItem(killedPut(number));
}

int writeUntilKilled(const char *folder, int first)
{
    const auto engine = engineOn(folder);
    if (engine->listTables().empty())
        engine->createTable(killedTable());
    for (int number = first;; ++number) {
        killedStep(*engine, number);
        std::cout << number << std::endl;
    }
}

std::string contradictionsInStream(const Engine &engine, const std::string &table)
{
    std::map<std::string, std::string> items; // as the changes made them, by key
    std::string lastNumber;
    const std::string arn = engine.streams().list({table}).streams.at(0).arn;
    for (const engine::ShardDescription &shard : engine.streams().describe({arn}).shards) {
        std::optional<std::string> iterator = engine.streams().iterator({arn, shard.id});
        while (iterator) {
            const auto page = engine.streams().records(*iterator);
            for (const engine::StreamRecord &record : page.records) {
                if (record.sequenceNumber <= lastNumber)
                    return "the number " + record.sequenceNumber + " comes after " + lastNumber + "\n";
                lastNumber = record.sequenceNumber;
                std::string &known = items[textOf(record.change.key)];
                if (known != (record.change.oldImage ? textOf(*record.change.oldImage) : ""))
                    return "the record " + record.sequenceNumber + " changes another item than there was\n";
                known = record.change.newImage ? textOf(*record.change.newImage) : "";
            }
            iterator = page.records.empty() ? std::nullopt : page.nextIterator;
        }
    }
    std::erase_if(items, [](const auto &each) { return each.second.empty(); });
    std::vector<std::string> recorded;
    for (const auto &[key, text] : items)
        recorded.push_back(text);
    std::sort(recorded.begin(), recorded.end());
    return recorded == sortedLines(allItems(engine, engine::ScanRequest{.table = table})) ? "" : "the stream leads to other items\n";
}

} // namespace keywright::test
