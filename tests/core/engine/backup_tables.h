#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "core/engine/engine.h"

/// Engines with a clock that tests set, and what their backup tests have in common.
namespace keywright::test {

inline constexpr std::int64_t kBackupNow = 1'795'000'000'000; // milliseconds

class TimedEngine {
public:
    /// In memory without a folder.
    explicit TimedEngine(std::filesystem::path folder = {}, std::int64_t now = kBackupNow);

    engine::Engine &operator*() { return *m_engine; }
    engine::Engine *operator->() { return m_engine.get(); }
    std::int64_t now() const { return *m_now; }
    void pass(std::int64_t milliseconds) { *m_now += milliseconds; }
    /// Closes it, and opens the folder again.
    void reopen();
    void runJobs() { m_engine->jobs().runUntilIdle(); }

private:
    std::unique_ptr<engine::Engine> open() const;

    std::filesystem::path m_folder;
    std::shared_ptr<std::int64_t> m_now;
    std::shared_ptr<int> m_lastId;
    std::unique_ptr<engine::Engine> m_engine;
};

/// "Orders" with an LSI and two GSIs, provisioned.
schema::TableDefinition ordersTable();
/// Some text in every `padding` bytes.
std::string orderItem(int number, int turn, std::size_t padding = 20);

value::Item orderKey(int number);

std::string scanText(const engine::Engine &engine, const std::string &table);
/// All pages of the table as it was.
std::string pastText(const engine::Engine &engine, const std::string &table, std::int64_t moment);

/// The table and the child process of the kill test: it backs up and restores "Orders" of the folder, says every slice of
/// work, and changes the table between any two.
int backUpUntilKilled(const char *folder);

} // namespace keywright::test
