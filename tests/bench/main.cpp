#include <iomanip>
#include <iostream>
#include <map>
#include <string>

#include <benchmark/benchmark.h>

namespace {

/// Prints what Google Benchmark prints, and keeps the times for the ratios: CPU time, which other programs disturb least,
/// but where threads wait for each other the time that passed.
class KeepingReporter : public benchmark::ConsoleReporter {
public:
    void ReportRuns(const std::vector<Run> &runs) override
    {
        ConsoleReporter::ReportRuns(runs);
        for (const Run &run : runs)
            m_times[run.benchmark_name()] = run.threads > 1 ? run.GetAdjustedRealTime() : run.GetAdjustedCPUTime();
    }
    const std::map<std::string, double> &times() const { return m_times; }

private:
    std::map<std::string, double> m_times; // in nanoseconds
};

struct Pair {
    const char *title;
    std::string raw;
    std::string engine;
    const char *bar;
};

const Pair kPairs[] = {
    {"get", "levelDbGet", "engineGet", "50 %"},
    {"put, 1 thread", "levelDbPut/real_time/threads:1", "enginePut/real_time/threads:1", "50 %"},
    {"put, 2 threads", "levelDbPut/real_time/threads:2", "enginePut/real_time/threads:2", ""},
    {"put, 8 threads", "levelDbPut/real_time/threads:8", "enginePut/real_time/threads:8", ""},
    {"query of 10, stored bytes", "levelDbIterate/10", "engineQueryStored/10", ""},
    {"query of 100, stored bytes", "levelDbIterate/100", "engineQueryStored/100", "60 %"},
    {"query of 100, as JSON", "levelDbIterate/100", "engineQueryJson/100", ""},
    {"query of 100, as values", "levelDbIterate/100", "engineQuery/100", ""},
};

using Times = std::map<std::string, double>;

void printRatios(const Times &times)
{
    std::cout << "\nThe engine's speed beside raw LevelDB with the same bytes\n\n";
    for (const Pair &pair : kPairs) {
        const auto raw = times.find(pair.raw);
        const auto engine = times.find(pair.engine);
        if (raw == times.end() || engine == times.end())
            continue;
        std::cout << std::left << std::setw(30) << pair.title << std::right << std::setw(5) << 100 * raw->second / engine->second << " %"
                  << (*pair.bar != 0 ? "   at least " : "") << pair.bar << "\n";
    }
}

void printGrowth(const Times &times)
{
    std::cout << "\nA get among more and more items, in ns\n\n     items   raw LevelDB    engine   the engine's own\n";
    for (const std::string items : {"10000", "100000", "1000000"}) {
        const auto raw = times.find("grownLevelDbGet/" + items + "/iterations:200000");
        const auto engine = times.find("grownEngineGet/" + items + "/iterations:200000");
        if (raw == times.end() || engine == times.end())
            continue;
        std::cout << std::setw(10) << items << std::setw(14) << raw->second << std::setw(10) << engine->second << std::setw(19)
                  << engine->second - raw->second << "\n";
    }
}

} // namespace

int main(int count, char **arguments)
{
    benchmark::Initialize(&count, arguments);
    if (benchmark::ReportUnrecognizedArguments(count, arguments))
        return 2;
    KeepingReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    benchmark::Shutdown();
    std::cout << std::fixed << std::setprecision(0);
    printRatios(reporter.times());
    printGrowth(reporter.times());
    return 0;
}
