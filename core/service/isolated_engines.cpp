#include "core/service/isolated_engines.h"

#include <mutex>

#include "core/engine/service_error.h"

namespace keywright::service {

namespace {

constexpr std::size_t kLongestName = 200; // a file system's names end at 255 bytes

void appendEscaped(std::string &out, const std::string &text)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    for (const char c : text) {
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') {
            out += c;
            continue;
        }
        out += '%';
        out += kDigits[static_cast<unsigned char>(c) >> 4];
        out += kDigits[static_cast<unsigned char>(c) & 15];
    }
}

} // namespace

IsolatedEngines::IsolatedEngines(storage::StoreOptions store, engine::EngineOptions options)
    : m_store(std::move(store)), m_options(std::move(options))
{ }

std::string IsolatedEngines::nameFor(const Caller &caller)
{
    std::string name;
    appendEscaped(name, caller.accessKey);
    name += '_';
    appendEscaped(name, caller.region);
    return name;
}

engine::Engine &IsolatedEngines::engineFor(const Caller &caller)
{
    const std::string name = nameFor(caller);
    {
        const std::shared_lock lock(m_mutex);
        if (const auto found = m_engines.find(name); found != m_engines.end())
            return *found->second;
    }
    const std::unique_lock lock(m_mutex);
    if (const auto found = m_engines.find(name); found != m_engines.end())
        return *found->second;
    if (m_engines.size() >= kMost || name.size() > kLongestName)
        throw engine::ServiceError("LimitExceededException",
                                   "Too many access keys and regions are in use with --isolate; at most 64 are served at once.");
    storage::StoreOptions store = m_store;
    store.folder /= name;
    engine::EngineOptions options = m_options;
    if (!caller.region.empty())
        options.region = caller.region;
    auto engine = std::make_unique<engine::Engine>(storage::Store::open(store), options);
    engine->startJobs();
    return *m_engines.emplace(name, std::move(engine)).first->second;
}

} // namespace keywright::service
