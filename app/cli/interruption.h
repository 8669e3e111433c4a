#pragma once

#include <chrono>
#include <stop_token>
#include <thread>

#include <csignal>

namespace keywright::cli {

/// While it lives, the first Ctrl+C or SIGTERM asks work to stop in an orderly way, and the second ends the program. Make
/// it before any other thread.
class Interruption {
public:
    Interruption();
    ~Interruption();

    std::stop_token token() const { return m_source.get_token(); }
    /// Passes the time, or less when the work is to stop.
    void wait(std::chrono::milliseconds time) const;

private:
    void watch(const std::stop_token &end);

    sigset_t m_signals{};
    sigset_t m_before{};
    std::stop_source m_source;
    std::jthread m_watcher;
};

} // namespace keywright::cli
