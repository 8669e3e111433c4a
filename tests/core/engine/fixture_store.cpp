#include "tests/core/engine/fixture_store.h"

#include <iostream>

#include "core/schema/table_json.h"
#include "core/value/json.h"
#include "tests/core/engine/tables.h"
#include "tests/support/item_text.h"

namespace keywright::test {

namespace {

void fill(engine::Engine &engine)
{
    schema::TableDefinition shop = table("Shop", "pk:S sk:S");
    shop.localIndexes = {index("ByTotal", "pk:S total:N", schema::ProjectionType::Include, {"state"})};
    shop.globalIndexes = {index("Open", "openSince:S", schema::ProjectionType::KeysOnly),
                          index("ByPlace", "country:S,city:S day:N,total:N")};
    engine.createTable(shop);
    engine.createTable(table("Measurements", "sensor:B at:N"));

    for (int number = 0; number < 24; ++number) {
        const std::string n = std::to_string(number);
        std::string text = "{\"pk\":{\"S\":\"USER#" + std::to_string(number % 4) + "\"},\"sk\":{\"S\":\"ORDER#" + n
            + "\"},\"total\":{\"N\":\"" + std::to_string(number * number % 17) + "." + n + "\"},\"state\":{\"S\":\"state " + n + "\"}";
        if (number % 5 == 0)
            text += ",\"openSince\":{\"S\":\"2026-11-2" + std::to_string(number % 2) + "\"}";
        if (number % 3 == 0)
            text += ",\"country\":{\"S\":\"DE\"},\"city\":{\"S\":\"" + std::string(number % 2 == 0 ? "Bonn" : "K\xC3\xB6ln")
                + "\"},\"day\":{\"N\":\"" + std::to_string(number % 6 - 2) + "\"}";
        put(engine, "Shop", text + "}");
    }
    put(engine, "Shop",
        R"({"pk":{"S":"ALL"},"sk":{"S":"TYPES"},"b":{"B":"AP8="},"bool":{"BOOL":true},"bs":{"BS":["AA==","AQ=="]},)"
        R"("l":{"L":[{"S":"x"},{"L":[]},{"BOOL":false}]},"m":{"M":{"a":{"N":"1"},"b":{"M":{}}}},)"
        R"("n":{"N":"-12345678901234567890.123456789012345678"},"ns":{"NS":["-2","1","10"]},"null":{"NULL":true},"s":{"S":""},"ss":{"SS":["","a","b"]}})");
    // An overwrite that moves an entry of every index.
    put(engine, "Shop",
        R"({"pk":{"S":"USER#0"},"sk":{"S":"ORDER#0"},"total":{"N":"99.5"},"state":{"S":"paid"},"country":{"S":"DE"},"city":{"S":"Bonn"},"day":{"N":"9"}})");

    for (const char *at : {"0", "1", "-1", "1E125", "-1E125", "1E-130", "-1E-130", "1.5", "10", "9"})
        for (const char *sensor : {"AA==", "AAE=", "/w==", "//8="})
            put(engine, "Measurements", std::string("{\"sensor\":{\"B\":\"") + sensor + "\"},\"at\":{\"N\":\"" + at + "\"}}");
    engine.setMark("made from", "tests/core/engine/fixture_store.cpp");
}

} // namespace

int makeFixtureStore(const char *folder)
{
    {
        const auto engine = engineOn(folder);
        if (!engine->listTables().empty()) {
            std::cerr << folder << " holds tables already\n";
            return 1;
        }
        fill(*engine);
    }
    // Opening it again lets LevelDB bring its log into a table file.
    std::cout << fixtureStoreAsText(*engineOn(folder));
    return 0;
}

std::string fixtureStoreAsText(const engine::Engine &engine)
{
    std::string text = "mark: " + engine.mark("made from").value_or("none") + "\n";
    const auto show = [&text](const std::string &title, const std::vector<value::Item> &items) {
        text += "\n" + title + "\n" + textOf(items);
    };
    for (const std::string &name : engine.listTables()) {
        const auto description = engine.describeTable(name);
        text += "\ntable " + std::to_string(description.number) + ": " + std::to_string(description.itemCount) + " items, "
            + std::to_string(description.sizeInBytes) + " bytes\n" + schema::toCreateTableJson(description.definition).pretty(120) + "\n";
        show("scan " + name, allItems(engine, engine::ScanRequest{.table = name}));
        for (const auto *indexes : {&description.definition.localIndexes, &description.definition.globalIndexes})
            for (const schema::IndexDefinition &each : *indexes)
                show("scan " + name + "/" + each.name, allItems(engine, engine::ScanRequest{.table = name, .index = each.name}));
    }
    const auto query = [&](const std::string &title, engine::QueryRequest request) {
        show("query " + title, allItems(engine, std::move(request)));
    };
    query("Shop: pk = USER#1, sk begins_with ORDER#1",
          {.table = "Shop", .keyCondition = {{equal("pk", "USER#1"), term("sk", Operator::BeginsWith, {"ORDER#1"})}}});
    query("Shop/ByTotal: pk = USER#2, total > 4, descending",
          {.table = "Shop",
           .index = "ByTotal",
           .keyCondition = {{equal("pk", "USER#2"), term("total", Operator::Greater, {Value::number(4)})}},
           .descending = true});
    query("Shop/Open: openSince = 2026-11-20", {.table = "Shop", .index = "Open", .keyCondition = {{equal("openSince", "2026-11-20")}}});
    query("Shop/ByPlace: country = DE, city = Bonn, day >= 0",
          {.table = "Shop",
           .index = "ByPlace",
           .keyCondition = {{equal("country", "DE"), equal("city", "Bonn"), term("day", Operator::GreaterOrEqual, {Value::number(0)})}}});
    query(
        "Measurements: sensor = /w==, at between -1 and 9",
        {.table = "Measurements",
         .keyCondition = {{equal("sensor", value::Binary{"\xFF"}), term("at", Operator::Between, {Value::number(-1), Value::number(9)})}}});
    return text;
}

} // namespace keywright::test
