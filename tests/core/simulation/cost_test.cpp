#include <cmath>

#include <QTest>

#include "core/simulation/cost_json.h"
#include "core/simulation/model_workload.h"
#include "core/simulation/provisioned_use.h"
#include "tests/core/simulation/models.h"
#include "tests/support/run_classes.h"

using namespace keywright;
using namespace keywright::simulation;
using capacity::kGigabyte;

namespace {

constexpr double kMonth = 730 * 3'600;

const std::string kOnDemand = "\"billingMode\": \"PAY_PER_REQUEST\"";

bool isNear(double one, double other, double within = 1e-6)
{
    return std::abs(one - other) <= within * std::max(1e-9, std::abs(other));
}

CostReport costOfOrders(const std::string &table = kOnDemand, const CostOptions &options = {},
                        const std::string &rate = "{\"perSecond\": 100}")
{
    return costOf(test::orderModel(table, rate), capacity::builtInPrices(), options);
}

/// Empty when every sum in the report is that of its parts.
QString wrongSumIn(const CostReport &report)
{
    double all = 0;
    for (const TableCost &table : report.tables) {
        double onDemand = table.besides();
        for (const PlaceCost &place : table.places)
            onDemand += place.onDemand.amount();
        if (!isNear(onDemand, table.onDemandTotal))
            return "table";
        all += table.total;
    }
    if (!isNear(all, report.total))
        return "report";
    double patterns = 0;
    double entities = 0;
    double places = 0;
    for (const ShareCost &share : report.patterns)
        patterns += share.onDemand.amount();
    for (const ShareCost &share : report.entities)
        entities += share.onDemand.amount();
    for (const TableCost &table : report.tables)
        for (const PlaceCost &place : table.places)
            places += place.onDemand.amount();
    return !isNear(patterns, places) ? "patterns" : !isNear(entities, places) ? "entities" : QString();
}

} // namespace

class CostTest : public QObject {
    Q_OBJECT

private slots:
    void unitsArePricedByTheMillionWithTheIndexesWrites()
    {
        const CostReport report = costOfOrders();
        QCOMPARE(report.tables.size(), std::size_t{1});
        const PlaceCost &table = report.tables[0].places[0];
        const PlaceCost &index = report.tables[0].places[1];
        // 100 puts a second of one unit, the LSI's entry with the table's; 100 eventually consistent gets
        QVERIFY(isNear(table.units.writes, 200 * kMonth));
        QVERIFY(isNear(table.units.reads, 50 * kMonth));
        QVERIFY(isNear(table.onDemand.amount(), 200 * kMonth / 1e6 * 0.625 + 50 * kMonth / 1e6 * 0.125));
        // the GSI gets the put's entry, and queries of ten items of 924 bytes: 9,240 bytes are 3 x 4 KB, half price
        QVERIFY(isNear(index.units.writes, 100 * kMonth));
        QVERIFY(isNear(index.units.reads, 150 * kMonth));
        QCOMPARE(wrongSumIn(report), QString());
        QVERIFY(report.notes.front().find("\"Without a rate\" has no rate") != std::string::npos);
    }

    void provisionedIsCheaperAboveTheBreakEven()
    {
        const PlaceCost steady = costOfOrders().tables[0].places[0];
        QVERIFY(isNear(steady.writes.breakEven, 0.00065 / (3'600 * 0.625e-6))); // 28.9 %
        QVERIFY(isNear(steady.writes.utilization, 0.7, 0.01));                  // auto scaling's target, for a steady rate
        QVERIFY(steady.provisioned.amount() < steady.onDemand.amount());
        const PlaceCost spiky =
            costOfOrders(kOnDemand, {}, "{\"perSecond\": 1, \"spikes\": [{\"startHour\": 10, \"minutes\": 10, \"factor\": 2000}]}")
                .tables[0]
                .places[0];
        QVERIFY(spiky.writes.utilization < spiky.writes.breakEven);
        QVERIFY(spiky.provisioned.amount() > spiky.onDemand.amount());
        QVERIFY(spiky.writes.minutesShort > 0);
    }

    void aProvisionedTableWithoutScalingPaysWhatItProvisions()
    {
        const CostReport report = costOfOrders("\"billingMode\": \"PROVISIONED\", \"capacity\": {\"provisioned\": "
                                               "{\"readCapacityUnits\": 100, \"writeCapacityUnits\": 150}}");
        const PlaceCost &table = report.tables[0].places[0];
        QVERIFY(isNear(table.provisioned.amount(), 730 * (100 * 0.00013 + 150 * 0.00065)));
        QVERIFY(isNear(table.writes.minutesShort, 1'440)); // 200 are asked for
        QCOMPARE(report.tables[0].total, report.tables[0].provisionedTotal);
    }

    void asManyHundredsAreReservedAsPay()
    {
        ProvisionedDay day;
        day.hours.assign(24, 1'050);
        for (int hour = 0; hour < 6; ++hour)
            day.hours[static_cast<std::size_t>(hour)] = 450;
        // a hundred writes cost 47.45 a month, reserved for a year 21.84: worth it where they are used 46 % of the time
        const ReservedChoice year = reserve(day, {150, 0.0128}, 1, 0.00065, "writes", "WCU");
        QCOMPARE(year.hundreds, 10.0);
        QVERIFY(isNear(year.figure.terms[0].price, 150 / 12.0 + 0.0128 * 730));
        QVERIFY(isNear(year.figure.terms[1].quantity, 18 * 50 * kDaysAMonth));
        for (int hour = 0; hour < 14; ++hour)
            day.hours[static_cast<std::size_t>(hour)] = 450;
        QCOMPARE(reserve(day, {150, 0.0128}, 1, 0.00065, "writes", "WCU").hundreds, 5.0); // above, 10 of 24 hours are too few
        QCOMPARE(reserve(day, {180, 0.0081}, 3, 0.00065, "writes", "WCU").hundreds, 10.0);
    }

    void storageCountsAHundredBytesAnItemAndEntry()
    {
        const CostReport report = costOfOrders(kOnDemand, {.months = 2});
        const TableCost &table = report.tables[0];
        // no sample data: items are as large as the pattern says, 924 bytes; the table holds them and the LSI's entries
        const double puts = 2 * 100 * kMonth;
        QVERIFY(isNear(table.places[0].bytes, 2 * (50'000 + puts) * 1'024));
        QVERIFY(isNear(table.places[1].bytes, (50'000 + puts) * 1'024));
        QVERIFY(isNear(table.places[1].storage.amount(), (50'000 + puts) * 1'024 / kGigabyte * 0.25));
        QCOMPARE(table.places[1].storage.terms.size(), std::size_t{2});
    }

    void extrasHaveTheirOwnFigures()
    {
        const std::string table = kOnDemand
            + ", \"pointInTimeRecovery\": {\"recoveryPeriodInDays\": 7}, \"stream\": {\"viewType\": \"NEW_IMAGE\"}, "
              "\"kinesisStream\": {\"name\": \"changes\"}, \"replicas\": [{\"region\": \"eu-central-1\"}, {\"region\": \"mars-1\"}]";
        CostOptions options;
        options.backupsKept = 3;
        options.streamReaders = 2;
        const CostReport report = costOfOrders(table, options);
        const TableCost &cost = report.tables[0];
        const double gigabytes = cost.places[0].bytes / kGigabyte; // of the table, not of its GSI
        QVERIFY(isNear(cost.recovery.amount(), gigabytes * 0.2));
        QVERIFY(isNear(cost.backups.amount(), gigabytes * 3 * 0.1));
        QVERIFY(isNear(cost.streams.amount(), 2 * kMonth / 1e6 * 0.2 + 200 * kMonth / 1e6 * 0.1));
        const capacity::RegionPrices &frankfurt = *capacity::builtInPrices().find("eu-central-1");
        QCOMPARE(cost.replicas.terms.size(), std::size_t{3});
        QVERIFY(isNear(cost.replicas.terms[0].amount(), 300 * kMonth / 1e6 * frankfurt.standard.replicatedWriteMillion));
        QCOMPARE(wrongSumIn(report), QString());
        const auto says = [&report](const char *words) {
            return std::any_of(report.notes.begin(), report.notes.end(),
                               [words](const std::string &note) { return note.find(words) != std::string::npos; });
        };
        QVERIFY(says("no region \"mars-1\""));
    }

    void theOtherTableClassIsCheaperWhereStorageIsMostOfIt()
    {
        const CostReport stored = costOfOrders(kOnDemand, {.months = 60}, "{\"perSecond\": 1}");
        QVERIFY(stored.tables[0].otherClassTotal < stored.tables[0].total);
        const CostReport busy = costOfOrders(kOnDemand, {.months = 0});
        QVERIFY(busy.tables[0].otherClassTotal > busy.tables[0].total);
    }

    void aRegionThatIsNotInTheListIsAnError()
    {
        CostOptions options;
        options.region = "mars-1";
        QVERIFY_THROWS_EXCEPTION(capacity::PriceError, costOfOrders(kOnDemand, options));
    }

    void theJsonHasEveryFigureWithItsTerms()
    {
        const value::Json json = costJson(costOfOrders());
        const value::Json &place = json.find("tables")->elements()[0].find("places")->elements()[0];
        double sum = 0;
        for (const value::Json &term : place.find("onDemand")->find("terms")->elements())
            sum += term.find("amount")->asDouble().value();
        QVERIFY(isNear(sum, place.find("onDemand")->find("amount")->asDouble().value(), 1e-4));
        QCOMPARE(json.find("accessPatterns")->elements().size(), std::size_t{3});
    }

    void aWorkloadHasThePlacesKeysAndUnitsOfTheModel()
    {
        const Workload workload = workloadOf(test::orderModel(kOnDemand));
        QCOMPARE(workload.places.size(), std::size_t{2});
        QVERIFY(workload.places[0].settings.hasLocalIndexes && !workload.places[1].settings.hasLocalIndexes);
        QCOMPARE(workload.patterns.size(), std::size_t{3});
        const SimulatedOperation &put = workload.patterns[0].operations[0];
        QCOMPARE(put.entity, std::string("Order"));
        QCOMPARE(put.touches.size(), std::size_t{2});
        QCOMPARE(put.touches[0].writeUnits, 2.0); // with the LSI's entry
        // an order is placed as NEW, so all entries go to that key; statuses are asked for as often as their weights say
        const KeyShares placed = put.touches[1].keys->sharesAt(0);
        QCOMPARE(placed.keys.size(), std::size_t{1});
        QCOMPARE(placed.keys.front().key, std::string("NEW"));
        QCOMPARE(placed.keys.front().position.hash, hashOfKey({"NEW"}));
        const KeyShares asked = workload.patterns[2].operations[0].touches[0].keys->sharesAt(0);
        QCOMPARE(asked.keys.front().key, std::string("CLOSED"));
        QVERIFY(isNear(asked.keys.front().share, 0.7));
        // the get's users by Zipf over 50,000
        const KeyShares users = workload.patterns[1].operations[0].touches[0].keys->sharesAt(0);
        QVERIFY(isNear(users.keys[0].share / users.keys[1].share, 2, 1e-9));
        QVERIFY(users.rest > 0.05 && users.rest < 0.5);
        QVERIFY(users.keys[0].key.starts_with("USER#"));
    }
};

std::unique_ptr<QObject> makeCostTest()
{
    return std::make_unique<CostTest>();
}

#include "cost_test.moc"
