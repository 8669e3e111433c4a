#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "core/connection/connection.h"
#include "core/model/model.h"
#include "core/session/live_traffic.h"

namespace keywright::session {

/// What loading the sample data did.
struct LoadReport {
    std::size_t tablesCreated = 0;
    std::size_t itemsLoaded = 0;
    bool wasLoadedBefore = false; ///< the store held this model's sample data already
    bool keptEarlier = false;     ///< the tables are of an earlier state of the model, and applications have used them
    bool stopped = false;         ///< the stop token ended it; what was loaded stays
};

/// Called now and then while loading, with items done and all items, on the loading thread.
using LoadProgress = std::function<void(std::size_t done, std::size_t all)>;

/// $XDG_STATE_HOME, or ~/.local/state: where programs keep what a person would not miss.
std::filesystem::path stateFolder();

/// A model that is being worked on, with the store that holds its tables: the owner of the engine behind a window or a
/// command. The connection may be used from any thread; load(), follow() and reset() by one at a time.
class Workspace {
public:
    /// Tables in memory, gone with the workspace.
    static std::unique_ptr<Workspace> inMemory(model::Model model);

    /// Tables in `folder`, made if needed. Throws storage::StorageError when the folder cannot be used: held by another
    /// process, read-only, damaged, or of a newer format.
    static std::unique_ptr<Workspace> inFolder(model::Model model, const std::filesystem::path &folder);

    /// The folder that keeps the store of the model file at `modelFile`:
    /// $XDG_STATE_HOME (or ~/.local/state)/keywright/stores/<name>-<hash of the absolute path>.
    static std::filesystem::path storeFolderFor(const std::filesystem::path &modelFile);

    virtual ~Workspace() = default;

    /// As it was made or last followed; not while follow() runs.
    virtual const model::Model &model() const = 0;
    virtual connection::Connection &connection() = 0;

    /// Creates the model's tables and loads its sample data, unless the store holds exactly these already. A store made
    /// from an earlier state of the model is built anew, unless applications have written to it through the endpoint: then
    /// it is left as it is, and the report says so. Throws engine::ServiceError (naming the table, and the item by
    /// its number) and storage::StorageError.
    virtual LoadReport load(const LoadProgress &progress = {}, std::stop_token stop = {}) = 0;

    /// After a load that kept what was there: drops the tables and makes them and their sample data anew. Throws as load().
    virtual LoadReport reset(const LoadProgress &progress = {}, std::stop_token stop = {}) = 0;

    /// Makes the tables of another state of the model: tables whose definition stayed keep what is in them but for the sample
    /// items that changed; others are made anew. Tables that applications have used are left as they are, and the report
    /// says so, unless they hold exactly what the model says. From then on model() is this one. Throws as load(), and the next call begins
    /// with all tables anew.
    virtual LoadReport follow(model::Model model, const LoadProgress &progress = {}, std::stop_token stop = {}) = 0;

    /// Something else than the sample data is written to the tables from now on: they are no longer made anew unasked.
    virtual void countAsUsed() = 0;
    /// Whether it was ever, or the tables were served, since they were made anew. Thread-safe.
    virtual bool isUsed() const = 0;

    /// What the tables and their GSIs consumed lately, whoever used them: the window or an application at the endpoint.
    /// Thread-safe; takes a while where there was much.
    virtual std::vector<LivePlace> liveTraffic() const = 0;

    /// Answers DynamoDB's protocol at http://127.0.0.1:port (0: any free port) on these very tables, and gives its URL.
    /// Throws service::EndpointError when it cannot. From then on the tables count as written to by others.
    virtual std::string startEndpoint(std::uint16_t port) = 0;
    /// Refuses new requests, lets those under way end, and gives the port up. Nothing happens when none was started.
    virtual void stopEndpoint() = 0;
    /// Requests answered since the endpoint was started; 0 without one. Thread-safe.
    virtual std::uint64_t endpointRequests() const = 0;
};

} // namespace keywright::session
