#pragma once

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>

#include "core/engine/engine.h"
#include "core/engine/engine_options.h"
#include "core/service/service.h"
#include "core/storage/store.h"

namespace keywright::service {

/// An engine for every access key and region, as DynamoDB Local has it, each with a store of its own in a folder below
/// the one of `store`. Engines are opened when they are first asked for, and closed with the object. Thread-safe.
class IsolatedEngines {
public:
    /// A client can invent access keys, so there are bounds to what it can make this machine open.
    static constexpr std::size_t kMost = 64;

    IsolatedEngines(storage::StoreOptions store, engine::EngineOptions options);

    /// Throws engine::ServiceError (LimitExceededException) when there are too many, and storage::StorageError.
    engine::Engine &engineFor(const Caller &caller);

    /// The folder's name for a caller: "AKIA_us-east-1", with every other byte than letters, digits and - as %XX.
    static std::string nameFor(const Caller &caller);

private:
    const storage::StoreOptions m_store;
    const engine::EngineOptions m_options;
    std::shared_mutex m_mutex;
    std::map<std::string, std::unique_ptr<engine::Engine>> m_engines; // guarded by m_mutex
};

} // namespace keywright::service
