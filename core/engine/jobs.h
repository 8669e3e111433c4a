#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace keywright::engine {

/// The engine's background work (sweeping, backfill, expiry, trimming), in slices. Jobs are added before anything runs;
/// after that all methods are thread-safe, and one slice runs at a time.
class Jobs {
public:
    /// Does one bounded slice of work; true when there is more to do at once.
    using Slice = std::function<bool()>;

    ~Jobs();

    void add(std::string name, Slice slice);

    /// One slice of every job; true when any has more to do. A slice that throws does not keep the others from their turn;
    /// the first such exception is thrown at the end. Tests step with it.
    bool step();
    void runUntilIdle();

    /// Runs the jobs on a thread of their own, at least once a second, until stop(). A job that fails is tried again in a
    /// second: a disk that was full may have room then.
    void start();
    void stop();
    /// There is something to do before the second is over.
    void wake();

    /// Why a job failed when all were last run: "backfill: The disk is full…"; nullopt when none did.
    std::optional<std::string> failure() const;

private:
    struct Job {
        std::string name;
        Slice slice;
    };

    void run(const std::stop_token &stop);

    std::vector<Job> m_jobs;
    std::mutex m_stepMutex; // held while slices run
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_woken = false;                 // guarded by m_mutex
    std::optional<std::string> m_failure; // guarded by m_mutex
    std::jthread m_thread;
};

} // namespace keywright::engine
