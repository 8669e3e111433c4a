// Statements as a client sends them: whatever the text, it is read and run, or refused.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "core/engine/service_error.h"
#include "core/partiql/execution.h"
#include "core/partiql/parser.h"
#include "core/partiql/statement_error.h"

using namespace keywright;
using value::AttributeValue;

namespace {

std::unique_ptr<engine::Engine> smallEngine()
{
    auto engine = std::make_unique<engine::Engine>(storage::Store::open({.folder = "memory", .inMemory = true}));
    schema::TableDefinition table;
    table.name = "Tab";
    table.key = {{{"pk", schema::KeyType::S}}, {{"sk", schema::KeyType::N}}};
    table.billingMode = schema::BillingMode::PayPerRequest;
    schema::IndexDefinition index;
    index.name = "idx";
    index.key = {{{"g", schema::KeyType::S}}, {}};
    index.projection.type = schema::ProjectionType::KeysOnly;
    table.globalIndexes.push_back(index);
    engine->createTable(table);
    return engine;
}

/// The item that every input finds, whatever the one before did to it.
void restoreItem(engine::Engine &engine)
{
    engine::PutItemRequest put;
    put.table = "Tab";
    put.item = {{"pk", AttributeValue("a")},
                {"sk", AttributeValue::number(1)},
                {"g", AttributeValue("x")},
                {"l", AttributeValue(value::List{AttributeValue("x"), AttributeValue::number(2)})},
                {"m", AttributeValue(value::AttributeMap{{"k", AttributeValue("v")}})},
                {"s", AttributeValue(*value::makeSet(std::vector<std::string>{"p", "q"}))}};
    engine.putItem(put);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    static const std::unique_ptr<engine::Engine> kEngine = smallEngine();
    partiql::StatementRequest request;
    request.statement.assign(reinterpret_cast<const char *>(bytes), size);
    request.limit = 5;
    try {
        std::size_t questions = 0;
        partiql::parse(request.statement, &questions);
        const std::vector<AttributeValue> values{AttributeValue("a"), AttributeValue::number(1), AttributeValue::boolean(true)};
        for (std::size_t i = 0; i < questions; ++i)
            request.parameters.push_back(values[i % values.size()]);
        restoreItem(*kEngine);
        engine::CollectedItems items;
        partiql::executeStatement(*kEngine, request, items);
    } catch (const partiql::StatementError &) {
        // Refusing is an answer.
    } catch (const engine::ServiceError &) { }
    return 0;
}
