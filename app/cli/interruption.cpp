#include "app/cli/interruption.h"

#include <condition_variable>
#include <ctime>
#include <mutex>

namespace keywright::cli {

namespace {

constexpr long kLookNanoseconds = 100'000'000; ///< between two looks whether the watch is over

} // namespace

Interruption::Interruption()
{
    sigemptyset(&m_signals);
    sigaddset(&m_signals, SIGTERM);
    sigaddset(&m_signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    m_watcher = std::jthread([this](const std::stop_token &end) { watch(end); });
}

Interruption::~Interruption()
{
    m_watcher.request_stop();
    m_watcher.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void Interruption::watch(const std::stop_token &end)
{
    const timespec pause{0, kLookNanoseconds};
    while (!end.stop_requested()) {
        if (sigtimedwait(&m_signals, nullptr, &pause) < 0)
            continue;
        m_source.request_stop();
        pthread_sigmask(SIG_UNBLOCK, &m_signals, nullptr); // the next one ends the program
        return;
    }
}

void Interruption::wait(std::chrono::milliseconds time) const
{
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    changed.wait_for(lock, m_source.get_token(), time, [] { return false; });
}

} // namespace keywright::cli
