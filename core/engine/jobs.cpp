#include "core/engine/jobs.h"

#include <chrono>
#include <stdexcept>

namespace keywright::engine {

namespace {

constexpr auto kLongestRest = std::chrono::seconds(1);

} // namespace

Jobs::~Jobs()
{
    stop();
}

void Jobs::add(std::string name, Slice slice)
{
    m_jobs.push_back({std::move(name), std::move(slice)});
}

bool Jobs::step()
{
    const std::lock_guard stepping(m_stepMutex);
    bool hasMore = false;
    for (const Job &job : m_jobs) {
        try {
            hasMore = job.slice() || hasMore;
        } catch (const std::exception &error) {
            const std::lock_guard lock(m_mutex);
            m_failure = job.name + ": " + error.what();
            throw;
        }
    }
    return hasMore;
}

void Jobs::runUntilIdle()
{
    while (step()) { }
}

void Jobs::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

void Jobs::stop()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
}

void Jobs::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
    }
    m_changed.notify_one();
}

std::optional<std::string> Jobs::failure() const
{
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

void Jobs::run(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        bool hasMore = false;
        try {
            hasMore = step();
        } catch (const std::exception &) {
            return; // step() has kept the reason
        }
        std::unique_lock lock(m_mutex);
        if (!hasMore)
            m_changed.wait_for(lock, stop, kLongestRest, [this] { return m_woken; });
        m_woken = false;
    }
}

} // namespace keywright::engine
