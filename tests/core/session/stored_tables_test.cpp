#include "tests/core/session/stored_tables_test.h"

#include <QTest>

#include "core/model/model_reader.h"
#include "core/session/stored_tables.h"
#include "core/session/workspace.h"

using namespace keywright;
using namespace keywright::session;
using simulation::StoredDistribution;

namespace {

std::unique_ptr<Workspace> opened(const char *sample)
{
    const std::filesystem::path file = std::filesystem::path(qEnvironmentVariable("KEYWRIGHT_SOURCE_DIR").toStdString()) / "samples"
        / (std::string(sample) + ".keywright.json");
    auto workspace = Workspace::inMemory(model::readModelFile(file));
    workspace->load();
    return workspace;
}

} // namespace

void StoredTablesTest::tablesHoldWhatTheSampleDataHolds()
{
    for (const char *sample : {"online-shop", "game-leaderboard"}) {
        const auto workspace = opened(sample);
        std::int64_t told = 0;
        const auto stored = storedTables(workspace->connection(), workspace->model(), [&told](std::int64_t read) { told = read; });
        QVERIFY(stored.has_value());
        QVERIFY(*stored == simulation::storedDistributions(workspace->model()));
        QCOMPARE(told, stored->front().items);
    }
}

void StoredTablesTest::writesAreSeenAndTheLookLeavesNoTrace()
{
    const auto workspace = opened("session-store");
    connection::Connection &connection = workspace->connection();
    const model::Model &model = workspace->model();
    const StoredDistribution before = storedTables(connection, model)->front();
    engine::PutItemRequest put{model.tables.front().definition.name, model.sampleData.front().items.front()};
    for (const schema::KeyAttribute &attribute : model.tables.front().definition.key.partition)
        put.item.set(attribute.name, "a new collection");
    connection.putItem(put);
    const std::vector<LivePlace> traffic = workspace->liveTraffic();
    const StoredDistribution after = storedTables(connection, model)->front();
    QCOMPARE(after.items, before.items + 1);
    QCOMPARE(after.collections.size(), before.collections.size() + 1);
    QVERIFY(after.bytes > before.bytes);
    const LivePlace &was = traffic.front();
    const LivePlace is = workspace->liveTraffic().front();
    double reads = 0;
    for (const auto *seconds : {&was.seconds, &is.seconds})
        for (const capacity::TrafficSecond &second : *seconds)
            for (const capacity::BucketUnits &bucket : second.buckets)
                reads += static_cast<double>(bucket.readUnits);
    QCOMPARE(reads, 0.0);
}

void StoredTablesTest::aStopEndsItAndAMissingTableIsPassedOver()
{
    const auto workspace = opened("session-store");
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!storedTables(workspace->connection(), workspace->model(), {}, stop.get_token()));
    workspace->connection().deleteTable(workspace->model().tables.front().definition.name);
    const auto stored = storedTables(workspace->connection(), workspace->model());
    QVERIFY(stored.has_value());
    QCOMPARE(stored->size(),
             simulation::storedDistributions(workspace->model()).size() - 1
                 - workspace->model().tables.front().definition.globalIndexes.size());
}
