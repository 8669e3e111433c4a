#include <cmath>
#include <numeric>

#include <QTest>

#include "core/capacity/auto_scaling.h"
#include "core/capacity/partition_set.h"
#include "core/capacity/request_limits.h"
#include "tests/support/run_classes.h"

using namespace keywright;
using namespace keywright::capacity;

namespace {

constexpr KeyPosition kMiddle{std::uint64_t{1} << 63, 0};

PlaceSettings provisioned(std::int64_t reads, std::int64_t writes)
{
    PlaceSettings settings;
    settings.billingMode = schema::BillingMode::Provisioned;
    settings.capacity.provisioned = schema::ProvisionedThroughput{reads, writes};
    return settings;
}

std::size_t firstOf(schema::BillingMode mode, std::int64_t reads, std::int64_t writes, double gigabytes)
{
    schema::Capacity capacity;
    capacity.provisioned = schema::ProvisionedThroughput{reads, writes};
    return firstPartitions(mode, capacity, gigabytes * kPartitionBytes / 10);
}

RangeTraffic noTraffic(const PartitionRange &)
{
    return {};
}

RangeTraffic evenTraffic(const PartitionRange &)
{
    return {{}, 1};
}

/// Runs so many seconds in which every partition is asked for the same; gives what was served in the last of them.
Units runEvenly(PartitionSet &set, std::int64_t &second, std::int64_t seconds, Units wantedOfAll, PartitionEvents &events,
                const PartitionSet::TrafficOf &trafficOf = evenTraffic)
{
    Units served;
    std::vector<Admission> admitted;
    for (const std::int64_t end = second + seconds; second < end; ++second) {
        std::vector<Units> units;
        for (const Partition &partition : set.partitions()) {
            const double share = partition.range.shareOfHashSpace();
            units.push_back({wantedOfAll.reads * share, wantedOfAll.writes * share});
        }
        set.admit(units, admitted);
        served = {};
        for (std::size_t i = 0; i < units.size(); ++i) {
            units[i].reads *= admitted[i].readShare;
            units[i].writes *= admitted[i].writeShare;
            served.reads += units[i].reads;
            served.writes += units[i].writes;
        }
        set.endSecond(second, units, trafficOf, events);
    }
    return served;
}

bool isNear(double one, double other)
{
    return std::abs(one - other) <= 1e-6 * std::max(1.0, std::abs(other));
}

/// Empty when the ranges follow each other from the first key to the last without gap or overlap.
QString gapIn(const PartitionSet &set)
{
    const std::vector<Partition> &all = set.partitions();
    if (all.front().range.first != KeyPosition{} || all.back().range.last != PartitionRange{}.last)
        return "the ends";
    for (std::size_t i = 1; i < all.size(); ++i)
        if (before(all[i].range.first) != all[i - 1].range.last || all[i].range.last < all[i].range.first)
            return QString::number(i);
    return {};
}

} // namespace

class PartitionTest : public QObject {
    Q_OBJECT

private slots:
    void aTableBeginsWithThePartitionsThatItsThroughputAndSizeNeed()
    {
        using schema::BillingMode;
        QCOMPARE(firstOf(BillingMode::Provisioned, 5, 5, 0), std::size_t{1});
        QCOMPARE(firstOf(BillingMode::Provisioned, 3'000, 1'000, 0), std::size_t{2});
        QCOMPARE(firstOf(BillingMode::Provisioned, 7'500, 2'500, 0), std::size_t{5});
        QCOMPARE(firstOf(BillingMode::Provisioned, 5, 5, 25), std::size_t{3});
        QCOMPARE(firstOf(BillingMode::PayPerRequest, 0, 0, 0), std::size_t{4}); // 12,000 reads and 4,000 writes a second
        QCOMPARE(firstOf(BillingMode::PayPerRequest, 0, 0, 55), std::size_t{6});
        schema::Capacity warm;
        warm.warm = schema::WarmThroughput{30'000, 10'000}; // the developer guide's example of warm throughput
        QCOMPARE(firstPartitions(BillingMode::PayPerRequest, warm, 0), std::size_t{10});
    }

    void partitionsCoverAllKeysWhateverIsSplit()
    {
        PartitionRules rules;
        rules.splitAfterSeconds = 3;
        PartitionSet set(provisioned(100'000, 100'000), rules);
        QCOMPARE(gapIn(set), QString());
        PartitionEvents events;
        std::int64_t second = 0;
        for (int round = 0; round < 40; ++round) {
            // one key after the other is hot, in ways that cut hashes and item collections
            const std::uint64_t hash = 0x9E37'79B9'7F4A'7C15ULL * static_cast<std::uint64_t>(round % 7 + 1);
            const auto traffic = [hash, round](const PartitionRange &range) {
                RangeTraffic all{{}, 0.2};
                if (range.contains({hash, 0}))
                    all.spots.push_back({{hash, 0}, round % 2 == 0 ? SortSpread::Even : SortSpread::OneItem, 1});
                return all;
            };
            std::vector<Units> consumed(set.partitions().size(), Units{10, 10});
            for (int i = 0; i < 4; ++i, ++second) {
                consumed.resize(set.partitions().size(), Units{10, 10});
                consumed[set.indexOf({hash, 0})].writes = 990;
                set.endSecond(second, consumed, traffic, events);
                QCOMPARE(gapIn(set), QString());
            }
        }
        QVERIFY(events.splits.size() > 10);
        double share = 0;
        for (std::size_t i = 0; i < set.partitions().size(); ++i) {
            share += set.partitions()[i].range.shareOfHashSpace();
            QCOMPARE(set.indexOf(set.partitions()[i].range.first), i);
            QCOMPARE(set.indexOf(set.partitions()[i].range.last), i);
        }
        QVERIFY(isNear(share, 1));
    }

    void aPartitionServesAThousandWritesAndThreeThousandReads()
    {
        const PartitionSet set(provisioned(100'000, 100'000));
        std::vector<Units> wanted(set.partitions().size());
        wanted[0] = {4'000, 1'500};
        wanted[1] = {3'000, 1'000};
        std::vector<Admission> admitted;
        set.admit(wanted, admitted);
        QCOMPARE(admitted[0].writeShare, 1'000.0 / 1'500); // one hot key at 1,500 writes a second is throttled by a third
        QCOMPARE(admitted[0].readShare, 0.75);             // reads and writes are limited independently
        QCOMPARE(admitted[0].writeCause, ThrottleCause::Partition);
        QVERIFY(admitted[1] == Admission{});
    }

    void anUnevenTableBorrowsFromItsIdlePartitions()
    {
        // Developer guide, "Burst and adaptive capacity": 400 WCU over four partitions, 50, 50, 50 and 150 writes a second.
        PartitionRules rules;
        PlaceSettings settings = provisioned(400, 400);
        settings.storedBytes = 4 * kPartitionBytes;
        const std::vector<Units> wanted{{0, 50}, {0, 50}, {0, 50}, {0, 150}};
        std::vector<Admission> admitted;
        const PartitionSet adaptive(settings, rules);
        adaptive.admit(wanted, admitted);
        QVERIFY(admitted[3] == Admission{});

        rules.isAdaptive = false;
        PartitionSet rigid(settings, rules);
        rigid.admit(wanted, admitted);
        QCOMPARE(admitted[3].writeShare, 100.0 / 150);
        QCOMPARE(admitted[3].writeCause, ThrottleCause::Provisioned);
        // Rested for five minutes it has 300 seconds of its 100 units: 30,000, which last for 600 seconds at 50 above.
        PartitionEvents events;
        for (std::int64_t second = 0; second < 400; ++second)
            rigid.endSecond(second, std::vector<Units>(4), noTraffic, events);
        int seconds = 0;
        for (std::int64_t second = 400; seconds < 5'000; ++second, ++seconds) {
            rigid.admit(wanted, admitted);
            if (admitted[3].writeShare < 1)
                break;
            rigid.endSecond(second, wanted, noTraffic, events);
        }
        QCOMPARE(seconds, 600);
    }

    void theTableKeepsFiveMinutesOfUnusedThroughput()
    {
        PartitionSet set(provisioned(100, 100));
        PartitionEvents events;
        std::int64_t second = 0;
        runEvenly(set, second, 1'000, {}, events);
        QVERIFY((set.burst() == Units{30'000, 30'000}));
        QVERIFY(isNear(runEvenly(set, second, 1, {700, 0}, events).reads, 700));
        QVERIFY((set.burst() == Units{29'400, 30'000}));
        runEvenly(set, second, 49, {700, 0}, events);
        QVERIFY(isNear(runEvenly(set, second, 1, {700, 0}, events).reads, 100)); // 30,000 / 600 = 50 seconds, then its own
        QCOMPARE(set.throughput().reads, 100.0);
    }

    void anOnDemandTableServesTwiceThePeakOfHalfAnHourAgo()
    {
        // Developer guide, "DynamoDB on-demand capacity mode": a new table sustains 4,000 writes and 12,000 reads a second,
        // and one whose previous peak was 50,000 reads serves 100,000.
        PartitionRules rules;
        rules.tableQuota = 1e9;
        PartitionSet set(PlaceSettings{}, rules);
        PartitionEvents events;
        std::int64_t second = 0;
        QVERIFY(isNear(runEvenly(set, second, 60, {0, 30'000}, events).writes, 4'000));
        QVERIFY(isNear(runEvenly(set, second, 1'740, {0, 30'000}, events).writes, 4'000));
        QVERIFY(isNear(runEvenly(set, second, 120, {0, 30'000}, events).writes, 8'000));
        QCOMPARE(set.partitions().size(), std::size_t{8});
        QVERIFY(isNear(runEvenly(set, second, 1'860, {0, 30'000}, events).writes, 16'000));
        QCOMPARE(gapIn(set), QString());

        PlaceSettings warm;
        warm.capacity.warm = schema::WarmThroughput{100'000, 4'000};
        PartitionSet large(warm, rules);
        second = 0;
        QVERIFY(isNear(runEvenly(large, second, 60, {50'000, 0}, events).reads, 50'000));
        QVERIFY(isNear(runEvenly(large, second, 60, {120'000, 0}, events).reads, 100'000));
    }

    void theNearestOfTheOnDemandLimitsIsNamed()
    {
        PlaceSettings settings;
        settings.capacity.warm = schema::WarmThroughput{150'000, 90'000};
        std::vector<Admission> admitted;
        PartitionSet quota(settings, {});
        quota.admit(std::vector<Units>(quota.partitions().size(), Units{0, 800}), admitted);
        QCOMPARE(admitted[0].writeCause, ThrottleCause::AccountQuota);
        settings.capacity.onDemandMaximum = schema::OnDemandThroughput{std::nullopt, 500};
        PartitionSet limited(settings, {});
        limited.admit(std::vector<Units>(limited.partitions().size(), Units{0, 800}), admitted);
        QCOMPARE(admitted[0].writeCause, ThrottleCause::OnDemandMaximum);
        const PartitionSet fresh{PlaceSettings{}};
        fresh.admit(std::vector<Units>(4, Units{0, 1'000}), admitted);
        QVERIFY(admitted[0] == Admission{});
        fresh.admit({{0, 1'000}, {0, 1'000}, {0, 1'000}, {0, 1'001}}, admitted);
        QCOMPARE(admitted[3].writeCause, ThrottleCause::Partition);
        QCOMPARE(reasonText(ThrottleCause::Provisioned, false, false), std::string("TableReadProvisionedThroughputExceeded"));
        QCOMPARE(reasonText(ThrottleCause::AccountQuota, true, true), std::string("IndexWriteAccountLimitExceeded"));
        QCOMPARE(reasonText(ThrottleCause::Partition, false, true), std::string("TableWriteKeyRangeThroughputExceeded"));
    }

    void aPartitionThatStaysHotIsSplit()
    {
        PlaceSettings settings = provisioned(100, 3'000);
        PartitionSet set(settings);
        QCOMPARE(set.partitions().size(), std::size_t{4});
        PartitionEvents events;
        const std::vector<Units> hot{{0, 950}, {}, {}, {}};
        for (std::int64_t second = 0; second < 599; ++second)
            QVERIFY(!set.endSecond(second, hot, evenTraffic, events));
        QVERIFY(set.endSecond(599, hot, evenTraffic, events));
        QCOMPARE(events.splits.size(), std::size_t{1});
        QCOMPARE(events.splits[0].cause, SplitCause::Heat);
        QVERIFY(isNear(set.partitions()[0].range.shareOfHashSpace(), 0.125));
    }

    void aPartitionThatIsFullIsSplitUnlessAnIndexHoldsItTogether()
    {
        PlaceSettings settings;
        PartitionSet set(settings);
        PartitionEvents events;
        set.addBytes(2, kPartitionBytes + 1);
        QVERIFY(set.endSecond(0, std::vector<Units>(4), noTraffic, events));
        QCOMPARE(events.splits[0].cause, SplitCause::Size);
        QCOMPARE(set.partitions().size(), std::size_t{5});

        // cut down to one collection, which then outgrows its partition
        settings.hasLocalIndexes = true;
        PartitionRules rules;
        rules.splitAfterSeconds = 1;
        PartitionSet together(settings, rules);
        const TrafficSpot spot{{kMiddle.hash + 5, 0}, SortSpread::Even, 10};
        const auto traffic = [&spot](const PartitionRange &range) {
            return range.contains(spot.position) ? RangeTraffic{{spot}, 1} : RangeTraffic{{}, 1};
        };
        events = {};
        for (std::int64_t second = 0; second < 200; ++second) {
            std::vector<Units> consumed(together.partitions().size());
            consumed[together.indexOf(spot.position)].writes = 1'000;
            together.endSecond(second, consumed, traffic, events);
        }
        const std::size_t index = together.indexOf(spot.position);
        QVERIFY(!events.helpless.empty());
        QCOMPARE(events.helpless.back().obstacle, SplitObstacle::LocalIndex);
        QVERIFY(together.partitions()[index].range.contains({spot.position.hash, kLastPosition}));
    }

    void noSplitHelpsOneItemAnIncreasingSortKeyOrACollectionWithALocalIndex()
    {
        const PartitionRange all;
        const auto obstacle = [&all](SortSpread spread, bool hasLocalIndexes) {
            return chooseSplit(all, {{{kMiddle, spread, 100}}, 1}, hasLocalIndexes).obstacle;
        };
        QCOMPARE(obstacle(SortSpread::OneItem, false), SplitObstacle::OneItem);
        QCOMPARE(obstacle(SortSpread::Increasing, false), SplitObstacle::IncreasingSortKey);
        QCOMPARE(obstacle(SortSpread::Even, true), SplitObstacle::LocalIndex);
        QCOMPARE(obstacle(SortSpread::Even, false), SplitObstacle::None);
        const SplitChoice within = chooseSplit(all, {{{kMiddle, SortSpread::Even, 100}}, 1}, false);
        QVERIFY(within.at && within.at->hash == kMiddle.hash && within.at->sort > 0);
    }

    void everyRuleCanBeChangedWithinItsRange()
    {
        for (const RuleDescription &rule : ruleDescriptions()) {
            PartitionRules rules;
            const double value = rule.most == 1 ? 1 - std::floor(rule.get(rules)) : rule.get(rules) / 2;
            QVERIFY2(!changeRule(rules, rule.name, std::max(rule.least, value)).has_value(), rule.name.data());
            QVERIFY2(rule.get(rules) != rule.get(PartitionRules{}), rule.name.data());
            QVERIFY2(rule.get(rules) >= rule.least && rule.get(PartitionRules{}) <= rule.most, rule.name.data());
        }
        PartitionRules rules;
        QVERIFY(changeRule(rules, "splitHeat", 2)->find("out of its range") != std::string::npos);
        QVERIFY(changeRule(rules, "splitHeat", std::nan(""))->find("out of its range") != std::string::npos);
        QVERIFY(changeRule(rules, "luck", 1)->find("there are partitionReads, ") != std::string::npos);
    }

    void aHotItemIsIsolatedFromItsNeighbours()
    {
        // Two hot items of 600 writes a second in one partition: each can have a partition of its own.
        const KeyPosition one{kMiddle.hash - 10, 0};
        const KeyPosition other{kMiddle.hash + 10, 0};
        const RangeTraffic traffic{{{one, SortSpread::OneItem, 600}, {other, SortSpread::OneItem, 600}}, 10};
        const SplitChoice choice = chooseSplit({}, traffic, false);
        QVERIFY(choice.at);
        const auto [left, right] = cutAt({}, *choice.at);
        QVERIFY(left.contains(one) != left.contains(other));
        QVERIFY(left.contains(one) != right.contains(one));
    }

    void requestsAreLetInWhileTheSecondLasts()
    {
        RequestLimits limits(provisioned(100, 10));
        const auto letIn = [&limits](std::int64_t second, int requests, bool isWrite) {
            int served = 0;
            for (int i = 0; i < requests; ++i) {
                const auto hash = static_cast<std::uint64_t>(i) * 0x9E37'79B9'7F4A'7C15ULL;
                if (limits.ask(hash, isWrite, second) != ThrottleCause::None)
                    continue;
                ++served;
                limits.consumed(hash, isWrite ? Units{0, 1} : Units{1, 0}, second);
            }
            return served;
        };
        QCOMPARE(letIn(1'000, 50, true), 10);
        QCOMPARE(limits.ask(0, true, 1'000), ThrottleCause::Provisioned);
        QCOMPARE(letIn(1'000, 50, false), 50); // reads have their own limit
        QCOMPARE(letIn(1'001, 50, true), 10);
        QCOMPARE(letIn(1'101, 5'000, true), 10 + 990); // 99 idle seconds of ten
        QCOMPARE(letIn(900, 50, true), 0);             // the clock was set back
        limits.consumed(0, {0, 35}, 1'102);            // one request that overdraws: paid back in the seconds that follow
        QCOMPARE(letIn(1'103, 50, true), 0);
        QCOMPARE(letIn(1'105, 50, true), 5); // 10 of each second since, less the 25
    }

    void oneHotKeyOfRequestsMeetsThePartitionsLimit()
    {
        RequestLimits limits{PlaceSettings{}};
        std::int64_t served = 0;
        for (std::int64_t second = 0; second < 1'300; ++second)
            for (int i = 0; i < 15; ++i)
                if (limits.ask(7, true, second) == ThrottleCause::None) {
                    served += second < 600 ? 100 : 0;
                    limits.consumed(7, {0, 100}, second);
                }
        QCOMPARE(served, std::int64_t{600'000}); // 1,000 of 1,500 a second
        QCOMPARE(limits.ask(7, true, 1'299), ThrottleCause::Partition);
        QVERIFY(!limits.events().splits.empty());
        QCOMPARE(limits.partitions().front().range.first.hash, std::uint64_t{0});
    }

    void autoScalingFollowsUpInMinutesAndDownInAQuarterOfAnHour()
    {
        AutoScaler scaler({100, 1'000, 0.7}, 100);
        QCOMPARE(scaler.endMinute(60), 100.0);
        QCOMPARE(scaler.endMinute(140), 100.0);
        QCOMPARE(scaler.endMinute(140), 100.0); // decided after two minutes above the target
        QCOMPARE(scaler.endMinute(140), 200.0); // in force a minute later
        for (int minute = 0; minute < 15; ++minute)
            QCOMPARE(scaler.endMinute(70), 200.0);
        QCOMPARE(scaler.endMinute(70), 100.0);
        for (int minute = 0; minute < 10; ++minute)
            scaler.endMinute(5'000);
        QCOMPARE(scaler.provisioned(), 1'000.0); // the maximum
        int decreases = 0;
        double before = scaler.provisioned();
        for (int minute = 0; minute < 1'400; ++minute) {
            const double now = scaler.endMinute(minute % 40 < 20 ? 10 : 700);
            decreases += now < before ? 1 : 0;
            before = now;
        }
        QVERIFY(decreases > 4 && decreases <= 27); // quota: four at once, then one an hour, 27 a day
    }
};

std::unique_ptr<QObject> makePartitionTest()
{
    return std::make_unique<PartitionTest>();
}

#include "partition_test.moc"
