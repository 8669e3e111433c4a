#include <algorithm>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <memory>
#include <mutex>

#include <malloc.h>
#include <sys/resource.h>

#include "app/cli/command_line.h"
#include "app/cli/heat_map_file.h"
#include "core/engine/engine.h"
#include "core/engine/rebuild.h"
#include "core/model/model_file.h"
#include "core/service/endpoint.h"
#include "core/service/isolated_engines.h"
#include "core/session/live_traffic.h"
#include "core/simulation/outcome.h"
#include "core/storage/repair.h"
#include "core/storage/store.h"

namespace keywright::cli {

namespace {

constexpr long kLastPort = 65'535;
constexpr long kMostThreads = 64;
constexpr long kLongestDelay = 3'600'000;
/// LevelDB's tables and the connections want more files than the usual 1,024.
constexpr rlim_t kWantedFiles = 16'384;
constexpr timespec kBetweenHeatMaps{5, 0};
constexpr int kLargeMemory = 4 << 20; ///< more than a page of a Scan needs

storage::StoreOptions storeOptionsOf(const Arguments &arguments)
{
    if (arguments.has("--data") == arguments.has("--memory"))
        throw UsageError("serve needs either --data FOLDER, where the tables are kept, or --memory.");
    if (arguments.has("--repair") && (arguments.has("--memory") || arguments.has("--isolate")))
        throw UsageError("--repair needs --data FOLDER, and not --isolate: name the folder of one access key and region inside it.");
    storage::StoreOptions options;
    options.inMemory = arguments.has("--memory");
    options.folder = arguments.value("--data", "memory");
    const std::string durability = arguments.value("--durability", "process");
    if (durability != "process" && durability != "power")
        throw UsageError("--durability is process or power, not \"" + durability + "\".");
    options.durability = durability == "power" ? storage::Durability::Power : storage::Durability::Process;
    return options;
}

engine::EngineOptions engineOptionsOf(const Arguments &arguments)
{
    engine::EngineOptions options;
    options.region = arguments.value("--region", options.region);
    options.statusDelayMs = arguments.number("--delay", 0, 0, kLongestDelay);
    options.indexDelayMs = arguments.number("--index-delay", 0, 0, kLongestDelay);
    options.staleReads = arguments.has("--stale-reads");
    options.buckets = arguments.value("--buckets", "");
    if (arguments.has("--throttle"))
        options.throttle.emplace();
    return options;
}

void logRequest(const service::RequestRecord &record)
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char time[32];
    std::strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%SZ", &parts);
    const std::string line = std::string(time) + " " + record.operation + " " + (record.table.empty() ? "-" : record.table) + " "
        + std::to_string(record.status) + " " + std::to_string(record.duration.count()) + " us " + std::to_string(record.requestBytes)
        + " B in " + std::to_string(record.responseBytes) + " B out\n";
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::cerr << line << std::flush;
}

service::EndpointOptions endpointOptionsOf(const Arguments &arguments)
{
    service::EndpointOptions options;
    options.host = arguments.value("--host", options.host);
    options.port = static_cast<std::uint16_t>(arguments.number("--port", options.port, 0, kLastPort));
    options.threads = static_cast<unsigned>(arguments.number("--threads", 0, 1, kMostThreads));
    options.cors = arguments.has("--cors");
    options.region = arguments.value("--region", options.region);
    if (arguments.has("--credentials"))
        options.credentials = service::readCredentialsFile(arguments.value("--credentials"));
    if (arguments.has("--log"))
        options.log = logRequest;
    return options;
}

void allowManyFiles()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kWantedFiles)
        return;
    limit.rlim_cur = std::min(limit.rlim_max, kWantedFiles);
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// Memory of the largest requests goes back to the system when they are answered; glibc would come to keep it.
void returnLargeMemory()
{
    mallopt(M_MMAP_THRESHOLD, kLargeMemory);
}

/// SIGTERM and SIGINT wait for awaitEnd() from now on, in every thread that is started later too.
sigset_t holdSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

/// Says on standard error what it did.
void repairStore(const storage::StoreOptions &storeOptions, const engine::EngineOptions &engineOptions)
{
    const std::filesystem::path copy = storage::repair(storeOptions.folder);
    std::cerr << "The folder as it was is kept in \"" << copy.string() << "\"." << std::endl;
    const engine::RebuildReport report = engine::rebuildFromItems(storage::Store::open(storeOptions), engineOptions);
    std::cerr << "Repaired: " << report.tables << " tables with " << report.items << " items; their indexes and counts were made anew. "
              << report.unreadable << " items could not be read and were removed; items in damaged blocks are gone without a trace."
              << std::endl;
}

/// Writes the heat of the last ten minutes to --heat-map's file. A file that cannot be written is told and tried again.
class HeatMapWriter {
public:
    /// Throws model::FileError when the file cannot be written.
    HeatMapWriter(const engine::Engine &engine, std::string file) : m_engine(engine), m_file(std::move(file))
    {
        if (!m_file.empty())
            writeNow();
    }

    void write() const
    {
        if (m_file.empty())
            return;
        try {
            writeNow();
        } catch (const model::FileError &error) {
            std::cerr << "keywright-cli: " << error.what() << std::endl;
        }
    }

private:
    void writeNow() const { writeHeatMaps(session::liveOutcome(session::liveTraffic(m_engine), session::LiveSpan::TenMinutes), m_file); }

    const engine::Engine &m_engine;
    std::string m_file;
};

/// Calls `meanwhile` every few seconds, and when the endpoint is closed.
void serveUntilTold(
    service::Endpoint &endpoint, const sigset_t &signals, const std::function<void()> &meanwhile = [] {})
{
    endpoint.start();
    std::cout << "Keywright is ready at " << endpoint.url() << std::endl;
    while (sigtimedwait(&signals, nullptr, &kBetweenHeatMaps) < 0)
        meanwhile();
    endpoint.stop();
    meanwhile();
}

} // namespace

std::vector<Option> serveOptions()
{
    return {
        {"--data", "FOLDER", "keep the tables there; made if needed"},
        {"--memory", "", "keep the tables in memory, until the program ends"},
        {"--repair", "", "before that, copy a damaged store aside and save what can be read"},
        {"--port", "N", "8000 if not given; 0 for any that is free"},
        {"--host", "ADDRESS", "listen there instead of on this machine's loopback; needs --credentials"},
        {"--credentials", "FILE", "verify signatures against the profiles of an AWS credentials file"},
        {"--cors", "", "answer web pages of every origin, under every host name"},
        {"--region", "NAME", "the region in ARNs; us-east-1 if not given"},
        {"--isolate", "", "give every access key and region tables of its own"},
        {"--index-delay", "MS", "let global secondary indexes lag behind their table"},
        {"--stale-reads", "", "let eventually consistent reads give what was before"},
        {"--buckets", "FOLDER", "whose folders stand for S3 buckets; \"buckets\" beside the tables if not given"},
        {"--throttle", "", "throttle what goes beyond the limits of tables, indexes and their partitions"},
        {"--delay", "MS", "let tables be CREATING, UPDATING and DELETING for so long"},
        {"--durability", "LEVEL", "process: an answered write survives the end of the program; power: a power cut too"},
        {"--threads", "N", "that answer requests"},
        {"--log", "", "tell each request on standard error"},
        {"--heat-map", "FILE", "write the partitions' heat of the last ten minutes there, every five seconds: .svg or .csv"},
    };
}

int serveTables(const Arguments &arguments)
{
    const storage::StoreOptions storeOptions = storeOptionsOf(arguments);
    const engine::EngineOptions engineOptions = engineOptionsOf(arguments);
    const service::EndpointOptions endpointOptions = endpointOptionsOf(arguments);
    if (arguments.has("--heat-map")) {
        checkHeatMapName(arguments.value("--heat-map"));
        if (arguments.has("--isolate"))
            throw UsageError("--heat-map shows the tables of one store, so it does not go with --isolate.");
    }
    const sigset_t signals = holdSignals();
    allowManyFiles();
    returnLargeMemory();
    if (arguments.has("--repair"))
        repairStore(storeOptions, engineOptions);
    if (arguments.has("--isolate")) {
        service::IsolatedEngines engines(storeOptions, engineOptions);
        service::Endpoint endpoint(endpointOptions,
                                   [&engines](const service::Caller &caller) -> engine::Engine & { return engines.engineFor(caller); });
        serveUntilTold(endpoint, signals);
        return kSuccess;
    }
    engine::Engine engine(storage::Store::open(storeOptions), engineOptions);
    engine.startJobs();
    service::Endpoint endpoint(endpointOptions, [&engine](const service::Caller &) -> engine::Engine & { return engine; });
    const HeatMapWriter heatMap(engine, arguments.value("--heat-map"));
    serveUntilTold(endpoint, signals, [&heatMap] { heatMap.write(); });
    return kSuccess;
}

} // namespace keywright::cli
