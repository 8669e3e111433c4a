#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <thread>

#include <QTest>

#include "core/capacity/call_recorder.h"
#include "core/capacity/latency_histogram.h"
#include "tests/support/run_classes.h"

using namespace keywright::capacity;

namespace {

constexpr std::int64_t kMillisecond = 1'000'000; // in nanoseconds

bool isNear(double measured, double real, double share)
{
    return std::abs(measured - real) <= share * real;
}

} // namespace

/// How calls went: latency by quantiles, refusals by their kinds, kept by second and by minute.
class CallRecorderTest : public QObject {
    Q_OBJECT

private slots:
    void quantilesAreRightToAThirtySecond()
    {
        std::mt19937_64 random(7);
        std::vector<std::int64_t> times;
        LatencyHistogram histogram;
        for (int i = 0; i < 20'000; ++i) {
            times.push_back(static_cast<std::int64_t>(std::exp(static_cast<double>(random() % 19'000) / 1'000) * 300));
            histogram.add(times.back());
        }
        std::sort(times.begin(), times.end());
        QCOMPARE(histogram.count(), std::uint64_t{20'000});
        for (const double share : {0.01, 0.25, 0.5, 0.9, 0.99, 1.0}) {
            const auto rank = static_cast<std::size_t>(std::ceil(share * 20'000)) - 1;
            QVERIFY2(isNear(histogram.quantile(share), static_cast<double>(times[rank]), 1.0 / 32), std::to_string(share).c_str());
        }
    }

    void timesBeyondTheStepsCountAtTheirEnds()
    {
        LatencyHistogram histogram;
        QCOMPARE(histogram.quantile(0.5), 0.0);
        histogram.add(-5);
        QVERIFY(histogram.quantile(0.5) <= 8);
        histogram.clear();
        histogram.add(INT64_MAX);
        QVERIFY(isNear(histogram.quantile(0.5), 137e9, 1.0 / 32));
    }

    void histogramsAddUp()
    {
        LatencyHistogram fast;
        LatencyHistogram slow;
        for (int i = 0; i < 60; ++i)
            fast.add(kMillisecond);
        for (int i = 0; i < 40; ++i)
            slow.add(100 * kMillisecond);
        fast.add(slow);
        QCOMPARE(fast.count(), std::uint64_t{100});
        QVERIFY(isNear(fast.quantile(0.5), kMillisecond, 1.0 / 32));
        QVERIFY(isNear(fast.quantile(0.99), 100 * kMillisecond, 1.0 / 32));
    }

    void callsAreKeptBySecondAndOperation()
    {
        CallRecorder recorder;
        for (int i = 0; i < 99; ++i)
            recorder.answered("Orders", CallKind::GetItem, kMillisecond, 100);
        recorder.answered("Orders", CallKind::GetItem, 50 * kMillisecond, 100);
        recorder.answered("Orders", CallKind::PutItem, 8 * kMillisecond, 100);
        recorder.throttled("Orders", CallKind::PutItem, 100);
        recorder.conditionFailed("Orders", 101);
        recorder.conflicted("Orders", 101);
        recorder.conflicted("Orders", 101);
        const std::vector<CallSlice> seconds = recorder.recent("Orders", 101);
        QCOMPARE(seconds.size(), std::size_t{2});
        const CallSlice &first = seconds.front();
        QCOMPARE(first.second, std::int64_t{100});
        QCOMPARE(first.calls.size(), std::size_t{2});
        QCOMPARE(first.calls[0].kind, CallKind::GetItem);
        QCOMPARE(first.calls[0].answered, std::uint64_t{100});
        QVERIFY(isNear(static_cast<double>(first.calls[0].p50), 1, 0.04));
        QVERIFY(isNear(static_cast<double>(first.calls[0].p99), 1, 0.04));
        QCOMPARE(first.calls[1].throttled, std::uint64_t{1});
        QVERIFY(isNear(static_cast<double>(first.calls[1].p99), 8, 0.04));
        QCOMPARE(first.all.answered, std::uint64_t{101});
        QCOMPARE(first.all.throttled, std::uint64_t{1});
        QVERIFY(isNear(static_cast<double>(first.all.p99), 8, 0.04)); // the second slowest of 101
        QVERIFY(seconds.back().calls.empty());
        QCOMPARE(seconds.back().conditionalFailures, std::uint64_t{1});
        QCOMPARE(seconds.back().transactionConflicts, std::uint64_t{2});
        QVERIFY(recorder.recent("Others", 101).empty());
    }

    void minutesHoldWhatTheirSecondsHeld()
    {
        CallRecorder recorder;
        for (std::int64_t second = 60; second < 240; ++second) {
            recorder.answered("Orders", CallKind::Query, second % 60 < 57 ? kMillisecond : 9 * kMillisecond, second);
            if (second % 7 == 0)
                recorder.conditionFailed("Orders", second);
        }
        const std::vector<CallSlice> minutes = recorder.recentMinutes("Orders", 239);
        QCOMPARE(minutes.size(), std::size_t{3});
        std::uint64_t failures = 0;
        for (const CallSlice &minute : minutes) {
            QCOMPARE(minute.second % 60, std::int64_t{0});
            QCOMPARE(minute.all.answered, std::uint64_t{60});
            QVERIFY(isNear(static_cast<double>(minute.all.p50), 1, 0.04));
            QVERIFY(isNear(static_cast<double>(minute.all.p99), 9, 0.04));
            failures += minute.conditionalFailures;
        }
        QCOMPARE(failures, std::uint64_t{26}); // 63, 70, … 238
    }

    void whatIsOldIsGivenUp()
    {
        CallRecorder recorder;
        for (std::int64_t second = 0; second < 100'000; second += 10)
            recorder.answered("Orders", CallKind::Scan, 1, second);
        const std::vector<CallSlice> seconds = recorder.recent("Orders", 99'990);
        QCOMPARE(seconds.size(), std::size_t{60});
        QCOMPARE(seconds.front().second, std::int64_t{99'400});
        QCOMPARE(recorder.recent("Orders", 99'990 + 300).size(), std::size_t{30});
        const std::vector<CallSlice> minutes = recorder.recentMinutes("Orders", 99'990);
        QCOMPARE(minutes.size(), std::size_t{1'440});
        QCOMPARE(minutes.back().second, std::int64_t{99'960});
        QCOMPARE(minutes.back().all.answered, std::uint64_t{4});
    }

    void aTimeThatGoesBackCountsAsTheLastOne()
    {
        CallRecorder recorder;
        recorder.answered("Orders", CallKind::GetItem, 1, 100);
        recorder.answered("Orders", CallKind::GetItem, 1, 40);
        const std::vector<CallSlice> seconds = recorder.recent("Orders", 40);
        QCOMPARE(seconds.size(), std::size_t{1});
        QCOMPARE(seconds.front().all.answered, std::uint64_t{2});
    }

    void droppedTablesAreForgotten()
    {
        CallRecorder recorder;
        for (const char *table : {"A", "B", "C"})
            recorder.answered(table, CallKind::GetItem, 1, 100);
        recorder.forgetAllBut({"B"});
        QVERIFY(recorder.recent("A", 100).empty());
        QCOMPARE(recorder.recent("B", 100).size(), std::size_t{1});
        QVERIFY(recorder.recent("C", 100).empty());
    }

    void manyThreadsLoseNothing()
    {
        CallRecorder recorder;
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&recorder] {
                for (int i = 0; i < 5'000; ++i)
                    recorder.answered(i % 2 == 0 ? "A" : "B", CallKind::PutItem, 100 + i, i / 1'000);
            });
        for (std::thread &thread : threads)
            thread.join();
        std::uint64_t answered = 0;
        for (const char *table : {"A", "B"})
            for (const CallSlice &second : recorder.recent(table, 5))
                answered += second.all.answered;
        QCOMPARE(answered, std::uint64_t{20'000});
    }
};

std::unique_ptr<QObject> makeCallRecorderTest()
{
    return std::make_unique<CallRecorderTest>();
}

#include "call_recorder_test.moc"
