#include <map>
#include <random>
#include <thread>

#include <QTest>

#include "core/capacity/heavy_hitters.h"
#include "core/capacity/traffic_recorder.h"
#include "tests/support/run_classes.h"

using namespace keywright::capacity;
using namespace std::string_literals;

namespace {

constexpr TrafficPlace kTable{7, 0};

Traffic use(std::int64_t second, std::uint16_t bucket, double reads, double writes = 0)
{
    return {.place = kTable, .bucket = bucket, .readUnits = reads, .writeUnits = writes, .second = second};
}

void record(TrafficRecorder &recorder, const Traffic &traffic)
{
    recorder.record({&traffic, 1});
}

using Seconds = std::vector<TrafficSecond>;

/// What the sketch says against what was added: no error above N / k, no weight below the true one, no heavy key missing.
std::string brokenPromise(const HeavyHitters &sketch, const std::map<std::string, double> &truth, std::size_t counters)
{
    const double bound = sketch.total() / static_cast<double>(counters);
    std::map<std::string, HeavyHitter> found;
    for (const HeavyHitter &each : sketch.top(2 * counters))
        found[each.key] = each;
    for (const auto &[key, each] : found) {
        const double real = truth.at(key);
        if (each.error > bound + 1e-6 || each.weight < real - 1e-6 || each.weight - each.error > real + 1e-6)
            return key;
    }
    for (const auto &[key, weight] : truth)
        if (weight > bound + 1e-6 && !found.contains(key))
            return key;
    return {};
}

} // namespace

class TrafficTest : public QObject {
    Q_OBJECT

private slots:
    void unitsAddUpBySecondAndBucket()
    {
        TrafficRecorder recorder;
        record(recorder, use(100, 5, 1));
        record(recorder, use(100, 5, 0.5, 2));
        record(recorder, use(100, 3, 0, 1));
        record(recorder, use(101, 5, 4));
        QVERIFY((recorder.recent(kTable, 101) == Seconds{{100, {{3, 0, 1}, {5, 1.5F, 2}}}, {101, {{5, 4, 0}}}}));
        QVERIFY(recorder.recent({7, 1}, 101).empty());
        QVERIFY(recorder.recent({8, 0}, 101).empty());
    }

    void oneCallCanTouchManyBuckets()
    {
        TrafficRecorder recorder;
        const std::vector<Traffic> scan{use(100, 0, 1), use(100, 1'023, 2), use(100, 0, 3)};
        recorder.record(scan);
        recorder.record({});
        QVERIFY((recorder.recent(kTable, 100) == Seconds{{100, {{0, 4, 0}, {1'023, 2, 0}}}}));
    }

    void tenMinutesAreKept()
    {
        TrafficRecorder recorder;
        for (std::int64_t second = 1; second <= 1'500; ++second)
            record(recorder, use(second, 1, 1));
        const Seconds all = recorder.recent(kTable, 1'500);
        QCOMPARE(all.size(), std::size_t{600});
        QCOMPARE(all.front().second, std::int64_t{901});
        QCOMPARE(recorder.recent(kTable, 1'600).size(), std::size_t{500});
        QVERIFY(recorder.recent(kTable, 5'000).empty());
        QCOMPARE(recorder.recent(kTable, 0).size(), std::size_t{600}); // the clock was set back
    }

    void aDayIsKeptByMinuteWithItsHottestSecond()
    {
        TrafficRecorder recorder;
        record(recorder, use(120, 5, 1));
        record(recorder, use(121, 5, 4, 2));
        record(recorder, use(121, 3, 0, 7));
        record(recorder, use(185, 5, 2));
        record(recorder, use(186, 9, 1)); // the second that runs
        const std::vector<TrafficMinute> minutes = recorder.recentMinutes(kTable, 186);
        QCOMPARE(minutes.size(), std::size_t{2});
        QVERIFY((minutes[0] == TrafficMinute{120, {{3, 0, 7, 0, 7}, {5, 5, 2, 4, 2}}}));
        QVERIFY((minutes[1] == TrafficMinute{180, {{5, 2, 0, 2, 0}, {9, 1, 0, 1, 0}}}));
        for (std::int64_t minute = 4; minute < 2'000; ++minute)
            record(recorder, use(minute * 60, 1, 1));
        const std::vector<TrafficMinute> day = recorder.recentMinutes(kTable, 1'999 * 60);
        QCOMPARE(day.size(), std::size_t{1'440});
        QCOMPARE(day.front().second, std::int64_t{560 * 60});
    }

    void minutesAndSecondsHoldTheSameUnits()
    {
        TrafficRecorder recorder;
        for (int i = 0; i < 5'000; ++i)
            record(recorder, use(600 + i / 10, static_cast<std::uint16_t>(i * 37 % 1'024), 1, 2));
        double reads = 0;
        double writes = 0;
        for (const TrafficMinute &minute : recorder.recentMinutes(kTable, 1'099))
            for (const BucketMinute &bucket : minute.buckets) {
                reads += static_cast<double>(bucket.readUnits);
                writes += static_cast<double>(bucket.writeUnits);
                QVERIFY(bucket.greatestReads <= bucket.readUnits);
            }
        QCOMPARE(reads, 5'000.0);
        QCOMPARE(writes, 10'000.0);
    }

    void aClockThatIsSetBackAddsToTheLastSecond()
    {
        TrafficRecorder recorder;
        record(recorder, use(100, 1, 1));
        record(recorder, use(90, 1, 2));
        QVERIFY((recorder.recent(kTable, 90) == Seconds{{100, {{1, 3, 0}}}}));
    }

    void aDroppedTableIsForgottenWithItsIndexes()
    {
        TrafficRecorder recorder;
        for (const TrafficPlace place : {TrafficPlace{6, 9}, kTable, TrafficPlace{7, 2}, TrafficPlace{8, 0}}) {
            Traffic traffic = use(1, 1, 1);
            traffic.place = place;
            record(recorder, traffic);
        }
        recorder.forget(kTable);
        QCOMPARE(recorder.recent({7, 2}, 1).size(), std::size_t{1});
        recorder.forget({7, 2});
        QVERIFY(recorder.recent(kTable, 1).empty());
        QVERIFY(recorder.recent({7, 2}, 1).empty());
        QCOMPARE(recorder.recent({6, 9}, 1).size(), std::size_t{1});
        QCOMPARE(recorder.recent({8, 0}, 1).size(), std::size_t{1});
    }

    void manyThreadsLoseNothing()
    {
        TrafficRecorder recorder;
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&recorder, thread] {
                for (int i = 0; i < 20'000; ++i) {
                    Traffic traffic = use(100 + i / 5'000, static_cast<std::uint16_t>(i % 1'024), 1, 1);
                    traffic.place.index = static_cast<std::uint16_t>(thread % 2);
                    record(recorder, traffic);
                    if (i % 1'000 == 0)
                        recorder.recent(kTable, 100);
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        double reads = 0;
        for (const std::uint16_t index : {0, 1})
            for (const TrafficSecond &second : recorder.recent({7, index}, 103))
                for (const BucketUnits &bucket : second.buckets)
                    reads += static_cast<double>(bucket.readUnits);
        QCOMPARE(reads, 80'000.0);
    }

    void keysRankByThreeTimesWritesPlusReads()
    {
        HeavyHitters sketch(10);
        sketch.add("reader", 5, 0);
        sketch.add("writer", 0, 2);
        sketch.add("both", 1, 1);
        sketch.add("both", 0.5, 0);
        QVERIFY((sketch.top(2) == std::vector<HeavyHitter>{{"writer", 6, 0, 0, 2}, {"reader", 5, 0, 5, 0}}));
        QVERIFY((sketch.top(9).back() == HeavyHitter{"both", 4.5, 0, 1.5, 1}));
        QCOMPARE(sketch.total(), 15.5);
    }

    void aForgottenKeysWeightBecomesTheNextOnesError()
    {
        HeavyHitters sketch(2);
        sketch.add("a", 5, 0);
        sketch.add("b", 2, 0);
        sketch.add("c", 1, 0);
        sketch.add("d", 1, 0);
        QCOMPARE(sketch.top(5).size(), std::size_t{4});
        sketch.add("e", 1, 0); // the light half goes
        QVERIFY((sketch.top(5) == std::vector<HeavyHitter>{{"a", 5, 0, 5, 0}, {"b", 2, 0, 2, 0}, {"e", 2, 1, 1, 0}}));
    }

    void theErrorStaysBelowTheBoundWhateverTheStream_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("a few heavy keys among many light ones") << 0;
        QTest::newRow("every key once") << 1;
        QTest::newRow("keys that come back just after they were forgotten") << 2;
        QTest::newRow("light keys first, the heavy one last") << 3;
        QTest::newRow("heavy keys first, light ones after") << 4;
        QTest::newRow("random weights") << 5;
    }
    void theErrorStaysBelowTheBoundWhateverTheStream()
    {
        QFETCH(int, kind);
        for (const std::size_t counters : {1, 7, 64}) {
            HeavyHitters sketch(counters);
            std::map<std::string, double> truth;
            std::mt19937 random(5);
            constexpr int kUses = 20'000;
            for (int i = 0; i < kUses; ++i) {
                int key = i;
                double reads = 1;
                switch (kind) {
                case 0: key = random() % 3 == 0 ? static_cast<int>(random() % 5) : 10 + static_cast<int>(random() % 5'000); break;
                case 1: break;
                case 2: key = i % static_cast<int>(2 * counters + 1); break;
                case 3: key = i < kUses / 2 ? i : -1; break;
                case 4: key = i < kUses / 2 ? i % 3 : i; break;
                default:
                    key = static_cast<int>(random() % 400);
                    reads = static_cast<double>(random() % 100) / 2;
                    break;
                }
                const double writes = random() % 4 == 0 ? 1 : 0;
                sketch.add("key " + std::to_string(key), reads, writes);
                truth["key " + std::to_string(key)] += reads + 3 * writes;
            }
            QCOMPARE(brokenPromise(sketch, truth, counters), ""s);
            QVERIFY(sketch.top(1'000'000).size() <= 2 * counters);
        }
    }
};

std::unique_ptr<QObject> makeTrafficTest()
{
    return std::make_unique<TrafficTest>();
}

#include "traffic_test.moc"
