#include "core/engine/jobs.h"

#include <chrono>
#include <exception>
#include <utility>

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
    std::exception_ptr thrown;
    std::optional<std::string> failure;
    for (const Job &job : m_jobs) {
        try {
            hasMore = job.slice() || hasMore;
        } catch (const std::exception &error) {
            if (thrown)
                continue;
            thrown = std::current_exception();
            failure = job.name + ": " + error.what();
        }
    }
    {
        const std::lock_guard lock(m_mutex);
        m_failure = std::move(failure);
    }
    if (thrown)
        std::rethrow_exception(thrown);
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
            hasMore = false; // step() has kept the reason; the next try is after a rest
        }
        std::unique_lock lock(m_mutex);
        if (!hasMore)
            m_changed.wait_for(lock, stop, kLongestRest, [this] { return m_woken; });
        m_woken = false;
    }
}

} // namespace keywright::engine
