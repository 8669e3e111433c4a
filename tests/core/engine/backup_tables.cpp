#include "tests/core/engine/backup_tables.h"

#include <iostream>

#include "tests/core/engine/tables.h"
#include "tests/support/item_text.h"

namespace keywright::test {

using engine::Engine;

TimedEngine::TimedEngine(std::filesystem::path folder, std::int64_t now)
    : m_folder(std::move(folder)), m_now(std::make_shared<std::int64_t>(now)), m_lastId(std::make_shared<int>(0)), m_engine(open())
{ }

std::unique_ptr<Engine> TimedEngine::open() const
{
    engine::EngineOptions options;
    options.clock = [now = m_now] { return *now; };
    options.newId = [last = m_lastId] {
        constexpr std::size_t kDigits = 32;
        const std::string id = std::to_string(++*last);
        return std::string(kDigits - id.size(), '0') + id;
    };
    const bool inMemory = m_folder.empty();
    return std::make_unique<Engine>(storage::Store::open({.folder = inMemory ? "memory" : m_folder, .inMemory = inMemory}), options);
}

void TimedEngine::reopen()
{
    m_engine.reset();
    m_engine = open();
}

schema::TableDefinition ordersTable()
{
    schema::TableDefinition definition = table("Orders", "pk:S sk:N");
    definition.billingMode = schema::BillingMode::Provisioned;
    definition.capacity.provisioned = schema::ProvisionedThroughput{5, 6};
    definition.localIndexes = {index("Local", "pk:S turn:N")};
    definition.globalIndexes = {index("Moving", "turn:N sk:N", schema::ProjectionType::KeysOnly),
                                index("Sparse", "even:S", schema::ProjectionType::Include, {"turn"})};
    for (schema::IndexDefinition &each : definition.globalIndexes)
        each.capacity.provisioned = schema::ProvisionedThroughput{1, 2};
    return definition;
}

std::string orderItem(int number, int turn, std::size_t padding)
{
    return "{\"pk\":{\"S\":\"p" + std::to_string(number % 7) + "\"},\"sk\":{\"N\":\"" + std::to_string(number) + "\"},\"turn\":{\"N\":\""
        + std::to_string(turn) + "\"}," + (turn % 2 == 0 ? "\"even\":{\"S\":\"yes\"}," : "") + "\"text\":{\"S\":\""
        + std::string(padding, 'x') + "\"}}";
}

value::Item orderKey(int number)
{
    return {{"pk", "p" + std::to_string(number % 7)}, {"sk", Value::number(number)}};
}

std::string scanText(const Engine &engine, const std::string &table)
{
    return textOf(allItems(engine, engine::ScanRequest{.table = table}));
}

std::string pastText(const Engine &engine, const std::string &table, std::int64_t moment)
{
    engine::CollectedItems items;
    engine::PastReadRequest request{table, moment, {}, {}, 7};
    for (int page = 0; page < 100'000; ++page) {
        const engine::PageResult result = engine.continuousBackups().read(request, items);
        if (!result.lastEvaluatedKey)
            return textOf(items.take());
        request.exclusiveStartKey = result.lastEvaluatedKey;
    }
    return "the pages do not end";
}

int backUpUntilKilled(const char *folder)
{
    TimedEngine engine(folder, kBackupNow + 1000);
    int turn = 1000;
    const auto say = [&](const std::string &what) {
        put(*engine, "Orders", orderItem(turn % 997, turn, 1500));
        ++turn;
        engine.pass(1);
        std::cout << what << std::endl;
    };
    const auto work = [&] {
        while (engine->jobs().step())
            say("step");
        say("done");
    };
    say("begin");
    engine->restores().toPointInTime({"Past", "Orders", kBackupNow + 500, {}});
    say("restoring");
    work();
    const std::string arn = engine->backups().create("Orders", "second").arn;
    say("backing up");
    work();
    engine->restores().fromBackup({"Copy", engine->backups().list({}).backups.at(0).arn, {}});
    say("restoring");
    work();
    engine::ImportRequest import;
    import.clientToken = "token";
    import.bucket = "bucket";
    import.prefix = "import/";
    import.layout.packing = itemfile::Packing::Gzip;
    import.table = ordersTable();
    import.table.name = "Imported";
    import.tableParameters = "{}";
    engine->imports().begin(import);
    say("importing");
    work();
    std::cout << "end" << std::endl;
    std::cin.get();
    return 0;
}

} // namespace keywright::test
