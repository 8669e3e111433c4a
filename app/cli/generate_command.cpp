#include <iostream>
#include <limits>
#include <set>

#include "app/cli/command_line.h"
#include "core/connection/embedded_connection.h"
#include "core/engine/engine.h"
#include "core/engine/service_error.h"
#include "core/itemfile/item_writer.h"
#include "core/model/generator.h"
#include "core/model/model_diff.h"
#include "core/model/model_reader.h"
#include "core/value/dynamodb_json.h"

namespace keywright::cli {

using model::GeneratorOptions;
using model::GeneratorReport;
using model::Model;
using value::Item;
using value::Json;

namespace {

constexpr std::int64_t kMostItems = 100'000'000;
constexpr std::size_t kBatch = 25; // BatchWriteItem's

const model::Recipe *recipeOf(const Model &model, const std::string &name)
{
    if (name.empty())
        return model.recipes.empty() ? nullptr : &model.recipes.front();
    for (const model::Recipe &recipe : model.recipes)
        if (recipe.name == name)
            return &recipe;
    throw model::GeneratorError("--recipe", "The model has no recipe \"" + name + "\".");
}

GeneratorOptions optionsOf(const Model &model, const Arguments &arguments)
{
    const model::Recipe *recipe = recipeOf(model, arguments.value("--recipe"));
    if (recipe == nullptr && !arguments.has("--items"))
        throw UsageError("generate needs --items N, as the model has no recipe.");
    GeneratorOptions options;
    options.counts =
        arguments.has("--items") ? model::entityCounts(model, recipe, arguments.number("--items", 0, 1, kMostItems)) : recipe->counts;
    options.seed =
        static_cast<std::uint64_t>(arguments.number("--seed", recipe == nullptr ? 1 : recipe->seed, 0, std::numeric_limits<long>::max()));
    options.batchSize = kBatch;
    options.allowsFewer = arguments.has("--items"); // few items of everything have few combinations of their keys
    return options;
}

/// A line for each item, as DynamoDB JSON.
GeneratorReport print(const Model &model, const GeneratorOptions &options)
{
    return model::generate(model, options, [](const std::string &, std::vector<Item> &&items) {
        for (const Item &item : items)
            std::cout << value::toDynamoDbJson(item).compact() << "\n";
    });
}

GeneratorReport writeFile(const Model &model, const GeneratorOptions &options, const std::string &file, bool overwrite)
{
    itemfile::WriteOptions format;
    format.overwrite = overwrite;
    const auto writer = itemfile::openItemWriter(file, format);
    const GeneratorReport report = model::generate(model, options, [&writer](const std::string &, std::vector<Item> &&items) {
        for (const Item &item : items)
            writer->write(item);
    });
    writer->finish();
    return report;
}

/// With all that commit would give it.
void createTable(engine::Engine &engine, const model::Table &table)
{
    connection::EmbeddedConnection connection(engine);
    const schema::TableShape shape = model::shapeOf(table);
    connection.createTable({shape.definition, std::nullopt});
    if (!shape.timeToLiveAttribute.empty())
        connection.updateTimeToLive(shape.definition.name, shape.timeToLiveAttribute, true);
}

/// Makes the tables that the store does not have, and writes the items in batches.
GeneratorReport writeStore(const Model &model, const GeneratorOptions &options, const std::string &folder)
{
    storage::StoreOptions store;
    store.folder = folder;
    engine::Engine engine(storage::Store::open(store));
    const std::vector<std::string> names = engine.listTables();
    const std::set<std::string> known(names.begin(), names.end());
    for (const model::Table &table : model.tables)
        if (!known.contains(table.definition.name))
            createTable(engine, table);
    return model::generate(model, options, [&engine](const std::string &table, std::vector<Item> &&items) {
        engine::BatchWriteRequest request;
        for (Item &item : items)
            request.actions.emplace_back(engine::PutItemRequest{table, std::move(item)});
        engine.batchWriteItems(request);
    });
}

/// Says what was written where, as a sentence or as JSON.
void reportWritten(const GeneratorReport &report, const std::string &preposition, const std::string &place, bool asJson)
{
    if (!asJson) {
        std::cout << "Wrote " << report.items << " items " << preposition << " " << place << "\n";
        return;
    }
    Json shortfalls = Json::array();
    for (const model::Shortfall &each : report.shortfalls)
        shortfalls.append(Json::object({{"entity", Json::string(each.entity)},
                                        {"made", Json::number(each.made)},
                                        {"asked", Json::number(each.asked)},
                                        {"attributes", Json::string(each.attributes)}}));
    std::cout << Json::object({{"items", Json::number(report.items)}, {"path", Json::string(place)}, {"shortfalls", shortfalls}}).pretty()
              << "\n";
}

void reportShortfalls(const GeneratorReport &report)
{
    for (const model::Shortfall &each : report.shortfalls)
        std::cerr << "keywright-cli: made " << each.made << " of " << each.asked << " items of " << each.entity
                  << ", as there are no more different " << each.attributes << ".\n";
}

} // namespace

std::vector<Option> generateOptions()
{
    return {{"--items", "N", "so many items, in the recipe's proportions; without it, the recipe's own counts"},
            {"--seed", "S", "the same seed gives the same items (the recipe's)"},
            {"--recipe", "NAME", "a recipe of the model (the first)"},
            {"-o", "FILE", "write JSON lines there instead of printing them"},
            {"--force", "", "with -o: replace the file"},
            {"--into", "FOLDER", "write the items into the store in this folder, making its tables where they are missing"},
            {"--json", "", "with -o or --into: tell as JSON what was written (items that are printed are JSON anyway)"}};
}

int generateItems(const Arguments &arguments)
{
    if (arguments.has("-o") && arguments.has("--into"))
        throw UsageError("generate takes -o or --into, not both.");
    try {
        const Model model = model::readModelFile(arguments.file);
        const GeneratorOptions options = optionsOf(model, arguments);
        if (arguments.has("-o")) {
            const GeneratorReport report = writeFile(model, options, arguments.value("-o"), arguments.has("--force"));
            reportWritten(report, "to", arguments.value("-o"), arguments.has("--json"));
            reportShortfalls(report);
        } else if (arguments.has("--into")) {
            const GeneratorReport report = writeStore(model, options, arguments.value("--into"));
            reportWritten(report, "into", arguments.value("--into"), arguments.has("--json"));
            reportShortfalls(report);
        } else {
            reportShortfalls(print(model, options));
        }
        return kSuccess;
    } catch (const model::GeneratorError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    } catch (const itemfile::ItemFileError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    }
    return kFailure;
}

} // namespace keywright::cli
