#include "tests/core/session/live_traffic_test.h"

#include <QTest>

#include "core/model/model_reader.h"
#include "core/session/live_traffic.h"
#include "core/session/workspace.h"
#include "core/simulation/key_stream.h"
#include "core/simulation/outcome.h"

using namespace keywright;
using namespace keywright::session;

namespace {

constexpr std::int64_t kNow = 1'000'000;

/// A provisioned table of two partitions with uses of one bucket each.
LivePlace placeWith(const std::vector<capacity::TrafficSecond> &seconds)
{
    LivePlace place;
    place.table = "Orders";
    place.settings.billingMode = schema::BillingMode::Provisioned;
    place.settings.capacity.provisioned = schema::ProvisionedThroughput{3'000, 1'000};
    place.now = kNow;
    place.seconds = seconds;
    return place;
}

} // namespace

void LiveTrafficTest::whatTheWorkspaceServesIsItsTraffic()
{
    const std::filesystem::path file =
        std::filesystem::path(qEnvironmentVariable("KEYWRIGHT_SOURCE_DIR").toStdString()) / "samples/session-store.keywright.json";
    const auto workspace = Workspace::inMemory(model::readModelFile(file));
    workspace->load();
    const std::vector<LivePlace> places = workspace->liveTraffic();
    std::size_t tablesAndIndexes = 0;
    for (const model::Table &table : workspace->model().tables)
        tablesAndIndexes += 1 + table.definition.globalIndexes.size();
    QCOMPARE(places.size(), tablesAndIndexes);
    double writes = 0;
    for (const capacity::TrafficSecond &second : places.front().seconds)
        for (const capacity::BucketUnits &bucket : second.buckets)
            writes += static_cast<double>(bucket.writeUnits);
    QVERIFY(writes >= static_cast<double>(workspace->model().sampleData.front().items.size()));
    QVERIFY(!places.front().partitionKeys.empty());
    for (const LiveKey &key : places.front().partitionKeys)
        QCOMPARE(key.hash, simulation::hashOfKey({key.partitionKey})); // at the height of simulated heat
}

void LiveTrafficTest::heatSumsEqualTraffic()
{
    std::vector<capacity::TrafficSecond> seconds;
    double units = 0;
    for (std::int64_t second = kNow - 599; second <= kNow; second += 7) {
        seconds.push_back({second, {}});
        for (std::uint16_t bucket = 3; bucket < 1'024; bucket = static_cast<std::uint16_t>(bucket * 2)) {
            seconds.back().buckets.push_back({bucket, 2, static_cast<float>(bucket % 5)});
            units += 2 + bucket % 5;
        }
    }
    const simulation::Outcome outcome = liveOutcome({placeWith(seconds)}, LiveSpan::TenMinutes);
    const simulation::PlaceOutcome &place = outcome.places.front();
    QVERIFY(std::abs(place.consumed.reads + place.consumed.writes - units) < 1e-3 * units);
    double cells = 0;
    for (const simulation::HeatCell &cell : place.map.cells)
        cells += static_cast<double>(cell.readUnits + cell.writeUnits);
    QVERIFY(std::abs(cells - units) < 1e-3 * units);
    QCOMPARE(place.map.columns, std::size_t{600});
    QCOMPARE(place.map.startSecond + static_cast<std::int64_t>(place.map.columns), kNow + 1);
    const simulation::HeatCell &last = place.map.cell(0, 599 - 4); // kNow - 4 is the last with traffic
    QVERIFY(last.writeUnits > 0);
    QCOMPARE(last.writeHeat, last.writeUnits / 1'000);

    const simulation::HeatMap minute = liveOutcome({placeWith(seconds)}, LiveSpan::Minute).places.front().map;
    QCOMPARE(minute.columns, std::size_t{60});
    QCOMPARE(minute.startSecond, kNow - 59);
    QCOMPARE(minute.cell(0, 59 - 4), last);
}

void LiveTrafficTest::aHotKeyIsDiagnosedAndNamed()
{
    std::vector<capacity::TrafficSecond> seconds;
    for (std::int64_t second = kNow - 500; second <= kNow; ++second)
        seconds.push_back({second, {{512, 0, 900}, {100, 0, 1}, {800, 0, 1}}});
    LivePlace place = placeWith(seconds);
    place.partitionKeys = {{"BOARD#1", {}, std::uint64_t{512} << 54, {0, 450'000}}};
    const simulation::Outcome outcome = liveOutcome({place}, LiveSpan::TenMinutes);
    QVERIFY(outcome.places.front().greatestHeat >= 0.9);
    QVERIFY2(outcome.places.front().diagnoses.front().message.find("BOARD#1") != std::string::npos,
             outcome.places.front().diagnoses.front().message.c_str());
}

void LiveTrafficTest::minutesShowTheirHottestBucket()
{
    LivePlace place = placeWith({});
    place.minutes = {{(kNow / 60 - 5) * 60, {{10, 0, 6'000, 0, 900}}}};
    const simulation::HeatMap map = liveOutcome({place}, LiveSpan::Day).places.front().map;
    QCOMPARE(map.secondsPerColumn, std::int64_t{60});
    QCOMPARE(map.columns, std::size_t{1'440});
    const simulation::HeatCell &cell = map.cell(0, 1'440 - 6);
    QCOMPARE(cell.writeUnits, 6'000.0F);
    QCOMPARE(cell.writeHeat, 0.9F);
}
