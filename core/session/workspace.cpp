#include "core/session/workspace.h"

#include <cstdlib>
#include <mutex>
#include <utility>

#include "core/connection/embedded_connection.h"
#include "core/schema/table_json.h"
#include "core/service/endpoint.h"
#include "core/service/service.h"
#include "core/session/sample_change.h"
#include "core/session/sample_difference.h"
#include "core/value/dynamodb_json.h"
#include "core/value/md5.h"

namespace keywright::session {

using engine::Engine;
using engine::ServiceError;

namespace {

const std::string kLoadedMark = "loaded";
const std::string kServedMark = "served"; ///< set when applications could write to the tables
constexpr std::size_t kItemsBetweenReports = 256;

std::string hexOf(std::uint64_t number)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4)
        text += kHex[number >> shift & 0xF];
    return text;
}

/// Changes with the tables and the sample data, and with nothing else of the model.
std::string fingerprintOf(const model::Model &model)
{
    std::string all;
    for (const model::Table &table : model.tables)
        all += schema::toCreateTableJson(table.definition).compact();
    for (const model::TableItems &items : model.sampleData) {
        all += items.table;
        for (const value::Item &item : items.items)
            all += value::toDynamoDbJson(item).compact();
    }
    return hexOf(value::md5First64(all));
}

std::unique_ptr<Engine> openEngine(const storage::StoreOptions &options)
{
    engine::EngineOptions engineOptions;
    engineOptions.countsAllKeys = true; // for the heat of live traffic
    return std::make_unique<Engine>(storage::Store::open(options), std::move(engineOptions));
}

/// The store of a folder, emptied when it was made from an earlier state of the model and nothing but sample data was ever
/// in it, so that nothing of the user's is lost.
std::unique_ptr<Engine> openForModel(const std::filesystem::path &folder, const std::string &fingerprint)
{
    storage::StoreOptions options;
    options.folder = folder;
    auto engine = openEngine(options);
    if (engine->listTables().empty() || engine->mark(kLoadedMark) == fingerprint || engine->mark(kServedMark))
        return engine;
    engine.reset();
    storage::Store::destroy(folder);
    return openEngine(options);
}

class EngineWorkspace : public Workspace {
public:
    EngineWorkspace(model::Model model, std::unique_ptr<Engine> engine)
        : m_model(std::move(model)),
          m_engine(std::move(engine)),
          m_connection(*m_engine),
          m_service([this](const service::Caller &) -> Engine & { return *m_engine; })
    {
        m_engine->startJobs();
    }

    const model::Model &model() const override { return m_model; }
    connection::Connection &connection() override { return m_connection; }

    LoadReport load(const LoadProgress &progress, std::stop_token stop) override
    {
        LoadReport report;
        const std::string fingerprint = fingerprintOf(m_model);
        if (m_engine->mark(kLoadedMark) == fingerprint) {
            report.wasLoadedBefore = true;
            return report;
        }
        if (m_engine->mark(kServedMark)) {
            report.keptEarlier = true;
            return report;
        }
        return fill(progress, stop);
    }

    LoadReport reset(const LoadProgress &progress, std::stop_token stop) override
    {
        for (const std::string &table : m_engine->listTables())
            dropTable(table);
        m_engine->removeMark(kServedMark);
        m_engine->removeMark(kLoadedMark);
        if (m_endpoint)
            m_engine->setMark(kServedMark, "yes");
        return fill(progress, stop);
    }

    LoadReport follow(model::Model model, const LoadProgress &progress, std::stop_token stop) override
    {
        const model::Model before = std::exchange(m_model, std::move(model));
        if (m_engine->mark(kServedMark)) {
            LoadReport report;
            const std::string fingerprint = fingerprintOf(m_model);
            report.keptEarlier = m_engine->mark(kLoadedMark) != fingerprint && !holdsTheModel(stop);
            if (!report.keptEarlier)
                m_engine->setMark(kLoadedMark, fingerprint);
            return report;
        }
        if (m_engine->mark(kLoadedMark) != fingerprintOf(before))
            return reset(progress, stop);
        m_engine->removeMark(kLoadedMark);
        return fillChanged(before, progress, stop);
    }

    void countAsUsed() override { m_engine->setMark(kServedMark, "yes"); }

    bool isUsed() const override { return m_engine->mark(kServedMark).has_value(); }

    std::string startEndpoint(std::uint16_t port) override
    {
        stopEndpoint();
        auto endpoint = std::make_unique<service::Endpoint>(service::EndpointOptions{.port = port},
                                                            [this](const service::Call &call) { return m_service.answer(call); });
        endpoint->start();
        m_engine->setMark(kServedMark, "yes");
        const std::string url = endpoint->url();
        const std::lock_guard lock(m_endpointMutex);
        m_endpoint = std::move(endpoint);
        return url;
    }

    std::vector<LivePlace> liveTraffic() const override { return session::liveTraffic(*m_engine); }

    void stopEndpoint() override
    {
        std::unique_ptr<service::Endpoint> endpoint;
        {
            const std::lock_guard lock(m_endpointMutex);
            endpoint = std::move(m_endpoint);
        }
        if (endpoint)
            endpoint->stop();
    }

    std::uint64_t endpointRequests() const override
    {
        const std::lock_guard lock(m_endpointMutex);
        return m_endpoint ? m_endpoint->counters().requests : 0;
    }

private:
    /// Also one that deletion protection guards: the person has said yes.
    void dropTable(const std::string &name)
    {
        if (m_engine->describeTable(name).definition.deletionProtection) {
            engine::UpdateTableRequest unprotect;
            unprotect.table = name;
            unprotect.deletionProtection = false;
            m_engine->tables().update(unprotect);
        }
        m_engine->tables().drop(name);
    }

    /// Whether the model has caught up with what was written to the tables. They stay counted as used: that model may never
    /// be saved.
    bool holdsTheModel(const std::stop_token &stop)
    {
        std::int64_t items = 0;
        for (const std::string &table : m_engine->listTables()) {
            if (m_model.findTable(table) == nullptr)
                return false;
            items += m_engine->describeTable(table).itemCount;
        }
        return items == static_cast<std::int64_t>(m_model.itemCount()) && compareSample(m_model, m_connection, stop).isEmpty();
    }

    LoadReport fill(const LoadProgress &progress, const std::stop_token &stop)
    {
        LoadReport report;
        for (const model::Table &table : m_model.tables)
            createTable(table, report);
        for (const model::TableItems &items : m_model.sampleData)
            if (!loadItems(items, report, progress, stop))
                return report;
        m_engine->setMark(kLoadedMark, fingerprintOf(m_model));
        if (progress)
            progress(report.itemsLoaded, report.itemsLoaded);
        return report;
    }

    LoadReport fillChanged(const model::Model &before, const LoadProgress &progress, const std::stop_token &stop)
    {
        LoadReport report;
        const SampleChange change = sampleChange(before, m_model);
        for (const std::string &table : change.tablesGone)
            dropTable(table);
        for (const model::Table *table : change.tablesAdded)
            createTable(*table, report);
        for (const SampleChange::Removed &removed : change.itemsGone)
            m_engine->deleteItem({removed.table, removed.key});
        for (const model::TableItems &items : change.items)
            if (!loadItems(items, report, progress, stop))
                return report;
        m_engine->setMark(kLoadedMark, fingerprintOf(m_model));
        return report;
    }

    void createTable(const model::Table &table, LoadReport &report)
    {
        try {
            m_engine->createTable(table.definition);
            ++report.tablesCreated;
        } catch (const ServiceError &error) {
            // A load that was stopped has made the table already.
            if (error.name() != "ResourceInUseException")
                throw ServiceError(error.name(), "Table " + table.definition.name + ": " + error.what());
        }
    }

    /// False when the stop token ended it.
    bool loadItems(const model::TableItems &items, LoadReport &report, const LoadProgress &progress, const std::stop_token &stop)
    {
        const std::size_t all = m_model.itemCount();
        for (std::size_t i = 0; i < items.items.size(); ++i) {
            if (stop.stop_requested()) {
                report.stopped = true;
                return false;
            }
            try {
                m_engine->putItem({items.table, items.items[i]});
            } catch (const ServiceError &error) {
                throw ServiceError(error.name(),
                                   "Item " + std::to_string(i + 1) + " of the sample data of table " + items.table + ": " + error.what());
            }
            ++report.itemsLoaded;
            if (progress && report.itemsLoaded % kItemsBetweenReports == 0)
                progress(report.itemsLoaded, all);
        }
        return true;
    }

    model::Model m_model;
    std::unique_ptr<Engine> m_engine;
    connection::EmbeddedConnection m_connection;
    service::Service m_service;
    mutable std::mutex m_endpointMutex;
    std::unique_ptr<service::Endpoint> m_endpoint; // guarded by m_endpointMutex
};

} // namespace

std::filesystem::path stateFolder()
{
    if (const char *state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/')
        return state;
    if (const char *home = std::getenv("HOME"); home != nullptr && *home == '/')
        return std::filesystem::path(home) / ".local" / "state";
    return std::filesystem::temp_directory_path();
}

std::unique_ptr<Workspace> Workspace::inMemory(model::Model model)
{
    storage::StoreOptions options;
    options.inMemory = true;
    return std::make_unique<EngineWorkspace>(std::move(model), openEngine(options));
}

std::unique_ptr<Workspace> Workspace::inFolder(model::Model model, const std::filesystem::path &folder)
{
    const std::string fingerprint = fingerprintOf(model);
    return std::make_unique<EngineWorkspace>(std::move(model), openForModel(folder, fingerprint));
}

std::filesystem::path Workspace::storeFolderFor(const std::filesystem::path &modelFile)
{
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::weakly_canonical(modelFile, error);
    const std::string path = (error ? modelFile : whole).string();
    std::string name = modelFile.filename().string();
    name = name.substr(0, name.find('.'));
    return stateFolder() / "keywright" / "stores" / (name + "-" + hexOf(value::md5First64(path)).substr(0, 12));
}

} // namespace keywright::session
