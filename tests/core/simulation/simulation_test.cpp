#include <cmath>
#include <numeric>

#include <QTest>

#include "core/simulation/draws.h"
#include "core/simulation/simulation.h"
#include "tests/support/run_classes.h"

using namespace keywright;
using namespace keywright::simulation;
using capacity::SortSpread;
using capacity::ThrottleCause;

namespace {

std::shared_ptr<KeyStream> keys(model::DistributionKind kind, std::uint64_t count, double exponent = 1,
                                SortSpread spread = SortSpread::OneItem)
{
    model::Distribution distribution;
    distribution.kind = kind;
    distribution.exponent = exponent;
    return std::make_shared<NumberedKeys>("key ", distribution, count, spread);
}

RateCurve steady(double perSecond)
{
    RateCurve rate;
    rate.perSecond = perSecond;
    return rate;
}

SimulatedPlace warmTable(std::int64_t reads, std::int64_t writes, const std::string &index = {})
{
    SimulatedPlace place{"Table", index, {}, {}, {}};
    place.settings.capacity.warm = schema::WarmThroughput{reads, writes};
    return place;
}

Workload oneWriter(double perSecond, std::shared_ptr<KeyStream> stream, const SimulatedPlace &place = warmTable(12'000, 4'000))
{
    Workload workload;
    workload.places.push_back(place);
    workload.patterns.push_back({"write", steady(perSecond), {{1, {{0, 0, 1, 0, std::move(stream), 0}}}}});
    return workload;
}

SimulationOptions lasting(std::int64_t seconds)
{
    SimulationOptions options;
    options.seconds = seconds;
    return options;
}

bool isWithin(double one, double other, double within)
{
    return std::abs(one - other) <= within * std::abs(other);
}

/// Empty when nothing is lost between what is offered and what is served or throttled, or between places and their maps.
QString lostIn(const Outcome &outcome)
{
    for (const PatternOutcome &each : outcome.patterns) {
        if (std::abs(each.offered - each.served - each.throttled) > 1e-6 * (1 + each.offered))
            return "calls of " + QString::fromStdString(each.pattern);
        double why = 0;
        for (const ThrottledFor &reason : each.why)
            why += reason.calls;
        if (std::abs(why - each.throttled) > 1e-6 * (1 + each.offered))
            return "reasons of " + QString::fromStdString(each.pattern);
    }
    for (const PlaceOutcome &place : outcome.places) {
        double reads = 0;
        double writes = 0;
        double throttled = 0;
        for (const HeatCell &cell : place.map.cells) {
            reads += static_cast<double>(cell.readUnits);
            writes += static_cast<double>(cell.writeUnits);
            throttled += static_cast<double>(cell.throttledUnits);
        }
        if (std::abs(reads - place.consumed.reads) > 1e-4 * (1 + place.consumed.reads)
            || std::abs(writes - place.consumed.writes) > 1e-4 * (1 + place.consumed.writes)
            || std::abs(throttled - place.throttled.reads - place.throttled.writes)
                > 1e-4 * (1 + place.throttled.reads + place.throttled.writes))
            return "units in the map of " + QString::fromStdString(place.table);
        for (const HeatCell &cell : place.map.cells)
            if (cell.heat() > 1.00001F)
                return "a partition above its limit";
    }
    return {};
}

/// A key for each hour, as of a table whose partition key is a time.
class HourlyKeys : public KeyStream {
public:
    KeyShares sharesAt(std::int64_t second) const override
    {
        const std::string key = "hour " + std::to_string(second / 3'600);
        return {{{key, {hashOfKey({key}), 0}, 1, SortSpread::Increasing}}, 0};
    }
    std::int64_t goodUntil(std::int64_t second) const override { return (second / 3'600 + 1) * 3'600; }
};

/// "even, spike": what the diagnosis sees in a simulated day.
QString shapesOf(const Workload &workload)
{
    QStringList shapes;
    const Outcome outcome = simulate(workload, lasting(86'400));
    for (const Diagnosis &diagnosis : outcome.places.front().diagnoses)
        shapes << QString::fromUtf8(textOf(diagnosis.shape).data(), static_cast<qsizetype>(textOf(diagnosis.shape).size()));
    return shapes.join(", ");
}

} // namespace

class SimulationTest : public QObject {
    Q_OBJECT

private slots:
    void drawnCountsHaveTheirMeanAndVariance_data()
    {
        QTest::addColumn<double>("mean");
        for (const double mean : {0.02, 1.0, 7.5, 29.0, 31.0, 400.0, 90'000.0})
            QTest::addRow("%g", mean) << mean;
    }
    void drawnCountsHaveTheirMeanAndVariance()
    {
        QFETCH(double, mean);
        model::Random random(4);
        constexpr int kDraws = 20'000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < kDraws; ++i) {
            const auto drawn = static_cast<double>(poisson(random, mean));
            sum += drawn;
            squares += (drawn - mean) * (drawn - mean);
        }
        QVERIFY(std::abs(sum / kDraws - mean) < 5 * std::sqrt(mean / kDraws));
        QVERIFY(isWithin(squares / kDraws, mean, 0.15));
    }

    void countsSpreadByTheirSharesAndNoneIsLost_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 5, 40, 1'000, 1'000'000})
            QTest::addRow("%d", count) << count;
    }
    void countsSpreadByTheirSharesAndNoneIsLost()
    {
        QFETCH(int, count);
        const std::vector<double> shares{0.5, 0, 0.001, 0.2, 0.09, 0.009, 0.1, 0.1};
        const Spread spread(shares);
        model::Random random(9);
        std::vector<std::int64_t> counts;
        std::vector<double> sums(shares.size(), 0);
        const int draws = 400;
        for (int i = 0; i < draws; ++i) {
            spread.draw(random, count, counts);
            QCOMPARE(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}), std::int64_t{count});
            for (std::size_t cell = 0; cell < sums.size(); ++cell)
                sums[cell] += static_cast<double>(counts[cell]);
        }
        for (std::size_t cell = 0; cell < sums.size(); ++cell) {
            const double expected = draws * shares[cell] * static_cast<double>(count);
            QVERIFY2(std::abs(sums[cell] - expected) <= 5 * std::sqrt(expected) + 1e-9, std::to_string(cell).c_str());
        }
    }

    void aRateFollowsItsCurveItsSpikesAndItsGrowth()
    {
        RateCurve rate = steady(100);
        rate.hours.emplace();
        rate.hours->fill(1);
        (*rate.hours)[12] = 25;
        double sum = 0;
        for (std::int64_t second = 0; second < 86'400; ++second)
            sum += rate.at(second);
        QVERIFY(isWithin(sum / 86'400, 100, 1e-6));
        QVERIFY(isWithin(rate.at(12 * 3'600 + 1'800), 100.0 * 25 * 24 / 48, 1e-9));
        rate.peak = 3'000;
        QCOMPARE(rate.at(12 * 3'600 + 1'800), 3'000.0);
        QVERIFY(rate.at(12 * 3'600 + 1'800 + 301) < 1'300);
        rate.spikes = {{23.5, 60, 40}};
        QVERIFY(isWithin(rate.at(0), 40 * rate.at(3'600 - 1), 0.05)); // over midnight; and spikes are then the peak
        QVERIFY(rate.at(12 * 3'600 + 1'800) < 1'300);
        RateCurve growing = steady(100);
        growing.growthPerMonth = 0.1;
        QVERIFY(isWithin(growing.at(60 * 86'400), 121, 1e-9));
        RateCurve flat = steady(5);
        flat.peak = 50;
        QCOMPARE(flat.at(20 * 3'600), 50.0);
        QCOMPARE(flat.at(19 * 3'600), 5.0);
    }

    void popularityGivesEachItsShare()
    {
        model::Distribution zipf{model::DistributionKind::Zipf, 1, {}, {}};
        const auto shares = mostPopular(zipf, 3, 10);
        QCOMPARE(shares.size(), std::size_t{3});
        QVERIFY(isWithin(shares[0].share, 6.0 / 11, 1e-12) && isWithin(shares[2].share, 2.0 / 11, 1e-12));
        zipf.kind = model::DistributionKind::Latest;
        QCOMPARE(mostPopular(zipf, 3, 10)[0].number, std::uint64_t{2});
        zipf.kind = model::DistributionKind::Uniform;
        QVERIFY(mostPopular(zipf, 1'000, 10).empty());
        // ten million keys: the first has 1 / (ln n + gamma)
        zipf.kind = model::DistributionKind::Zipf;
        QVERIFY(isWithin(mostPopular(zipf, 10'000'000, 1)[0].share, 1 / (std::log(1e7) + 0.5772156649 + 5e-8), 1e-9));
    }

    void evenLoadIsServedUpToThePartitionsTogether()
    {
        const Outcome within = simulate(oneWriter(3'500, keys(model::DistributionKind::Uniform, 10'000'000)), lasting(300));
        QCOMPARE(within.places[0].partitions.size(), std::size_t{4});
        QCOMPARE(within.patterns[0].throttled, 0.0);
        QVERIFY(isWithin(within.places[0].greatestHeat, 0.96, 0.05));
        const Outcome above = simulate(oneWriter(6'000, keys(model::DistributionKind::Uniform, 10'000'000)), lasting(300));
        QVERIFY(isWithin(above.patterns[0].served / 300, 4'000, 0.001));
        QCOMPARE(lostIn(within) + lostIn(above), QString());
    }

    void oneHotKeyAt1500WritesASecondIsThrottledByAThird()
    {
        const Outcome outcome = simulate(oneWriter(1'500, keys(model::DistributionKind::Uniform, 1)), lasting(3'600));
        QVERIFY(isWithin(outcome.patterns[0].throttled / outcome.patterns[0].offered, 1.0 / 3, 0.005));
        QCOMPARE(outcome.patterns[0].why.size(), std::size_t{1});
        QCOMPARE(outcome.patterns[0].why[0].cause, ThrottleCause::Partition);
        QVERIFY(outcome.places[0].splits.empty()); // no split helps one item
        QCOMPARE(outcome.places[0].helpless.size(), std::size_t{1});
        QCOMPARE(outcome.places[0].helpless[0].obstacle, capacity::SplitObstacle::OneItem);
        QCOMPARE(outcome.places[0].hottest.front().key, std::string("key 0"));
        QCOMPARE(outcome.places[0].throttles.size(), std::size_t{1});
        QVERIFY(outcome.patterns[0].worst && outcome.patterns[0].worst->range.contains({hashOfKey({"key 0"}), 0}));
        QCOMPARE(lostIn(outcome), QString());
    }

    void aKeyWithTwoHundredSuffixesIsServed()
    {
        // Developer guide, "Using write sharding to distribute workloads evenly in your DynamoDB table": a date as the partition
        // key meets one partition, with a suffix from 1 to 200 all of them.
        const SimulatedPlace ten = warmTable(30'000, 10'000);
        const Outcome date = simulate(oneWriter(5'000, keys(model::DistributionKind::Uniform, 1), ten), lasting(1'800));
        QVERIFY(isNear(date.patterns[0].served / 1'800, 1'000, 0.01));
        const Outcome suffixed = simulate(oneWriter(5'000, keys(model::DistributionKind::Uniform, 200), ten), lasting(1'800));
        QVERIFY(suffixed.patterns[0].throttled < 0.01 * suffixed.patterns[0].offered);
        QVERIFY(suffixed.places[0].diagnoses.front().shape == HeatShape::Even);
    }

    void aHotCollectionIsSplitBySortKeysUntilItIsServed()
    {
        const auto run = [](SortSpread spread) {
            return simulate(oneWriter(1'500, keys(model::DistributionKind::Uniform, 1, 1, spread)), lasting(7'200));
        };
        const Outcome spread = run(SortSpread::Even);
        QVERIFY(!spread.places[0].splits.empty());
        QCOMPARE(spread.places[0].map.columns, std::size_t{1'440});
        double calls = 0;
        for (const PlaceMinute &minute : spread.places[0].minutes)
            calls += minute.calls * 60;
        QVERIFY(isNear(calls, spread.patterns[0].offered, 1e-6));
        QCOMPARE(columnTotals(spread.places[0].map).back().throttledUnits, 0.0F);
        QVERIFY(run(SortSpread::Increasing).places[0].splits.empty());
        QCOMPARE(lostIn(spread), QString());
    }

    void twoHotItemsAreIsolated()
    {
        Workload workload = oneWriter(600, keys(model::DistributionKind::Uniform, 1));
        // the second item is the neighbour of the first
        class Neighbour : public KeyStream {
            KeyShares sharesAt(std::int64_t) const override { return {{{"neighbour", {hashOfKey({"key 0"}) + 1, 0}, 1, {}}}, 0}; }
        };
        workload.patterns.push_back({"other", steady(600), {{1, {{0, 0, 1, 0, std::make_shared<Neighbour>(), 0}}}}});
        const Outcome outcome = simulate(workload, lasting(3'600));
        QVERIFY(!outcome.places[0].splits.empty());
        QVERIFY(outcome.patterns[0].throttled > 0);
        QCOMPARE(columnTotals(outcome.places[0].map).back().throttledUnits, 0.0F);
    }

    void anIndexWithoutWriteCapacityThrottlesItsTable()
    {
        Workload workload = oneWriter(500, keys(model::DistributionKind::Uniform, 10'000'000));
        SimulatedPlace index = warmTable(0, 0, "Index");
        index.settings = {};
        index.settings.billingMode = schema::BillingMode::Provisioned;
        index.settings.capacity.provisioned = schema::ProvisionedThroughput{100, 100};
        workload.places.push_back(index);
        workload.patterns[0].operations[0].touches.push_back({1, 0, 1, 0, keys(model::DistributionKind::Uniform, 10'000'000), 0});
        workload.patterns.push_back({"read", steady(50), {{1, {{0, 1, 0, 0, keys(model::DistributionKind::Uniform, 100), 0}}}}});
        const Outcome outcome = simulate(workload, lasting(600));
        QVERIFY(isWithin(outcome.patterns[0].served / 600, 100, 0.02));
        QCOMPARE(outcome.patterns[0].why[0].place, std::size_t{1});
        QCOMPARE(outcome.patterns[0].why[0].cause, ThrottleCause::Provisioned);
        QVERIFY(isWithin(outcome.places[0].consumed.writes / 600, 100, 0.02)); // the table writes no more than the index takes
        QCOMPARE(outcome.patterns[1].throttled, 0.0);                          // reads are limited by themselves
        QCOMPARE(lostIn(outcome), QString());
    }

    void aScanSweepsThroughTheHashSpace()
    {
        Workload workload = oneWriter(0, keys(model::DistributionKind::Uniform, 10));
        workload.patterns[0].rate = steady(0.001);
        workload.patterns[0].operations[0].touches[0] = {0, 100'000, 0, 0, keys(model::DistributionKind::Uniform, 10), 100};
        const Outcome outcome = simulate(workload, lasting(7'200));
        QVERIFY(outcome.patterns[0].offered > 0);
        QVERIFY(isWithin(outcome.places[0].greatestHeat, 1'000.0 / 3'000, 0.01));
        QVERIFY(isWithin(outcome.places[0].consumed.reads, outcome.patterns[0].offered * 100'000, 0.11));
        QCOMPARE(lostIn(outcome), QString());
    }

    void eachShapeOfTrafficIsDiagnosed()
    {
        const auto uniform = [] { return keys(model::DistributionKind::Uniform, 1'000'000); };
        const SimulatedPlace twelve = warmTable(36'000, 12'000);
        QCOMPARE(shapesOf(oneWriter(2'600, keys(model::DistributionKind::Zipf, 1'000'000, 1.8), twelve)), "hot key");
        QCOMPARE(shapesOf(oneWriter(900, std::make_shared<HourlyKeys>(), twelve)), "sequential key");
        QCOMPARE(shapesOf(oneWriter(2'400, uniform(), twelve)), "even");
        Workload spike = oneWriter(300, uniform(), twelve);
        spike.patterns[0].rate.spikes = {{20, 15, 12}};
        QCOMPARE(shapesOf(spike), "even, spike");
        Workload periodic = oneWriter(800, uniform(), twelve);
        periodic.patterns[0].rate.hours.emplace();
        for (std::size_t hour = 0; hour < 24; ++hour)
            (*periodic.patterns[0].rate.hours)[hour] = hour % 3 == 0 ? 9 : 1;
        QCOMPARE(shapesOf(periodic), "even, periodic");
        Workload scan = oneWriter(0, uniform(), twelve);
        scan.patterns[0].rate = steady(0.00008); // seven walks a day, of half an hour each
        scan.patterns[0].operations[0].touches[0] = {0, 2'500'000, 0, 0, uniform(), 2'000};
        QVERIFY2(shapesOf(scan).startsWith("scan sweep"), qPrintable(shapesOf(scan))); // in an idle table each is a spike too
    }

    void manyLongScansAtOnceEndInTimeAndLoseNothing()
    {
        Workload workload = oneWriter(0, keys(model::DistributionKind::Uniform, 10));
        workload.patterns[0].rate = steady(3);
        workload.patterns[0].operations[0].touches[0] = {0, 1e6, 0, 0, keys(model::DistributionKind::Uniform, 10), 2'000};
        const Outcome outcome = simulate(workload, lasting(7'200));
        QVERIFY(isWithin(outcome.places[0].offered.reads, 3.0 * 1e6 * (7'200 - 1'000), 0.02)); // those of the last 2,000 s are half done
        QCOMPARE(lostIn(outcome), QString());
    }

    void absurdNumbersDoNoHarm()
    {
        RateCurve rate = steady(1e300);
        rate.growthPerMonth = 1e300;
        rate.spikes = {{0, 1e9, 1e300}, {1, 5, -3}};
        rate.peak = 1e308;
        QVERIFY(rate.at(0) <= 1e12 && rate.at(31 * 86'400) <= 1e12);
        for (const double exponent : {1e-9, 0.999999999, 1.0, 50.0, 1e6})
            for (const auto kind : {model::DistributionKind::Zipf, model::DistributionKind::Latest, model::DistributionKind::Normal}) {
                model::Distribution distribution{kind, exponent, 1e300, 1e-300};
                double sum = 0;
                for (const NumberedShare &each : mostPopular(distribution, 3'000, 5'000))
                    sum += each.share;
                QVERIFY(isWithin(sum, 1, 1e-6));
            }
        Workload workload = oneWriter(1, keys(model::DistributionKind::Uniform, 3));
        workload.patterns[0].rate = rate;
        workload.patterns[0].operations[0].times = 1e18;
        workload.patterns[0].operations[0].touches[0].newBytes = 1e30;
        workload.places[0].settings.storedBytes = 1e30;
        SimulationOptions options = lasting(5);
        options.rules.mostPartitions = 64;
        const Outcome outcome = simulate(workload, options);
        QVERIFY(isWithin(outcome.patterns[0].offered, outcome.patterns[0].served + outcome.patterns[0].throttled, 1e-9));
    }

    void autoScalingFollowsTheWorkload()
    {
        SimulatedPlace place = warmTable(0, 0);
        place.settings = {};
        place.settings.billingMode = schema::BillingMode::Provisioned;
        place.settings.capacity.provisioned = schema::ProvisionedThroughput{5, 100};
        place.writeScaling = capacity::ScalingTarget{100, 10'000, 0.7};
        const Outcome outcome = simulate(oneWriter(1'400, keys(model::DistributionKind::Uniform, 1'000'000), place), lasting(3'600));
        QVERIFY(outcome.patterns[0].throttled > 0);
        QVERIFY(isWithin(outcome.places[0].minutes.back().throughput.writes, 2'000, 0.05));
        QVERIFY(outcome.places[0].partitions.size() > 1);
        QCOMPARE(outcome.places[0].minutes.size(), std::size_t{60});
    }

    void theSameSeedGivesTheSameOutcome()
    {
        Workload workload = oneWriter(900, keys(model::DistributionKind::Zipf, 5'000));
        const auto run = [&workload](std::uint64_t seed) {
            SimulationOptions options = lasting(900);
            options.seed = seed;
            return simulate(workload, options);
        };
        const Outcome one = run(7);
        const Outcome same = run(7);
        QVERIFY(one.patterns == same.patterns);
        QVERIFY(one.places[0].map == same.places[0].map);
        QVERIFY(one.places[0].hottest == same.places[0].hottest);
        QVERIFY(!(run(8).places[0].map == one.places[0].map));
        QCOMPARE(one.patterns[0].offered, 809'610.0); // on every machine
    }

    void randomWorkloadsLoseNothing()
    {
        model::Random random(11);
        for (int round = 0; round < 12; ++round) {
            Workload workload;
            workload.places.push_back(warmTable(12'000, 4'000));
            workload.places.push_back(warmTable(12'000, 4'000, "Index"));
            for (int pattern = 0; pattern < 4; ++pattern) {
                const auto kind = static_cast<model::DistributionKind>(random.below(5));
                const auto spread = static_cast<SortSpread>(random.below(3));
                const auto stream = keys(kind, 1 + random.below(30'000), 0.5 + random.unit(), spread);
                SimulatedOperation operation{0.5 + 2 * random.unit(), {{0, 0, 1, 1e6, stream, 0}}};
                if (pattern % 2 == 0)
                    operation.touches.push_back({1, 0, 2, 0, keys(model::DistributionKind::Uniform, 1 + random.below(9)), 0});
                if (pattern == 3)
                    operation.touches[0] = {1, 500, 0, 0, stream, static_cast<double>(random.below(40))};
                workload.patterns.push_back({"p" + std::to_string(pattern), steady(random.unit() * 3'000), {operation}});
            }
            SimulationOptions options = lasting(400);
            options.seed = static_cast<std::uint64_t>(round);
            options.rules.splitAfterSeconds = 20;
            QCOMPARE(lostIn(simulate(workload, options)), QString());
        }
    }

    void aStopEndsIt()
    {
        std::stop_source source;
        SimulationOptions options = lasting(86'400);
        options.stop = source.get_token();
        options.progress = [&source](std::int64_t second, std::int64_t) {
            if (second >= 120)
                source.request_stop();
        };
        const Outcome outcome = simulate(oneWriter(10, keys(model::DistributionKind::Uniform, 10)), options);
        QVERIFY(outcome.stopped);
        QCOMPARE(outcome.seconds, std::int64_t{120});
    }
};

std::unique_ptr<QObject> makeSimulationTest()
{
    return std::make_unique<SimulationTest>();
}

#include "simulation_test.moc"
