#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/value/json.h"

/// The operations that a person ran on a model: kept beside the model's store as the program's own state, never in the model.
/// A file of one JSON object a line, the newest last.
namespace keywright::session {

inline constexpr std::size_t kMostHistoryEntries = 10'000;
inline constexpr std::size_t kMostHistoryBytes = 20'000'000;
/// A longer request is told of, but not kept.
inline constexpr std::size_t kLongestKeptRequest = 1'000'000;

struct HistoryEntry {
    std::string time; ///< UTC, ISO 8601 with milliseconds
    std::string connection;
    std::string operation; ///< "Query"
    std::string request;   ///< compact JSON; empty when it was too long to keep
    std::string outcome;   ///< what came of it, for people: "3 items", or the name of the refusal
    bool isRefused = false;
    std::int64_t items = 0;
    double milliseconds = 0;
    double capacityUnits = 0;
    friend bool operator==(const HistoryEntry &, const HistoryEntry &) = default;
};

/// The newest first.
class OperationHistory {
public:
    const std::deque<HistoryEntry> &entries() const { return m_entries; }
    /// Puts it in front, and drops its request when that is too long.
    void add(HistoryEntry entry);
    /// How many of the oldest are beyond kMostHistoryEntries or kMostHistoryBytes.
    std::size_t surplus() const;
    void dropSurplus();
    void clear();
    /// Older ones went, so the file that this was read from holds more.
    bool hasDropped() const { return m_hasDropped; }

private:
    std::deque<HistoryEntry> m_entries;
    std::size_t m_bytes = 0;
    bool m_hasDropped = false;
};

/// The file beside the store of a model file; it need not be there.
std::filesystem::path historyFileFor(const std::filesystem::path &modelFile);

/// Empty when there is no such file. A line that cannot be read, as a crash may leave it, is left out. Never throws for what
/// the file holds; throws std::runtime_error, a sentence, when it is there and cannot be read.
OperationHistory readHistory(const std::filesystem::path &file);

/// Adds one line; the file, which only its owner may read, is made when there is none. Throws std::runtime_error, a sentence.
void appendToHistory(const std::filesystem::path &file, const HistoryEntry &entry);

/// Puts exactly these in place of the file; none: removes it. A failure leaves the former one. Throws std::runtime_error, a sentence.
void writeHistory(const std::filesystem::path &file, const OperationHistory &history);

} // namespace keywright::session
