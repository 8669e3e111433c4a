#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/model/expectation_check.h"
#include "core/model/judgement.h"
#include "core/session/pattern_run.h"

namespace keywright::session {

enum class VerificationStatus : std::uint8_t {
    Verified,    ///< every run gave exactly what is expected
    Failed,      ///< a run gave something else, or was refused
    NotJudged,   ///< the pattern has no expectation to compare with, or it reads and no run found an item
    CouldNotRun, ///< an argument is missing, the expectation is wrong, or a step cannot be run by this version
};

/// "verified", "failed", "not judged", "could not run".
std::string_view textOf(VerificationStatus status);

/// An item that a run created, changed or deleted.
struct WrittenItem {
    std::string table;
    std::optional<value::Item> before; ///< nullopt for one that was not there
    std::optional<value::Item> after;  ///< nullopt for one that is gone
};

/// What verifying one access pattern gave. Counts and capacity are of all its runs together.
struct PatternVerification {
    std::string pattern;
    VerificationStatus status = VerificationStatus::Verified;
    std::string message;                        ///< of what is not verified: a sentence, unless the differences say it all
    Arguments arguments;                        ///< of the first run that failed
    std::vector<model::Difference> differences; ///< of that run, the first kKeptDifferences
    std::size_t differenceCount = 0;            ///< of that run, all
    std::size_t runs = 0;
    std::size_t failedRuns = 0;
    std::size_t refusedRuns = 0; ///< changes with drawn arguments whose condition did not hold; they count as no failure
    std::int64_t itemsRead = 0;
    std::int64_t itemsReturned = 0;
    std::int64_t itemsWritten = 0;
    std::vector<capacity::ConsumedCapacity> consumed; ///< by table, in the order of their names
    model::Judgement judgement;
    std::string fingerprint;          ///< see verificationFingerprints()
    PatternRun firstRun;              ///< with the examples, where every parameter has one
    std::vector<WrittenItem> written; ///< by the first run: the first kKeptItems, by table and key
    std::size_t writtenCount = 0;     ///< by the first run, all

    static constexpr std::size_t kKeptItems = 25;
    static constexpr std::size_t kKeptDifferences = 10;
    double capacityUnits() const;
};

struct VerificationOptions {
    std::vector<std::string> onlyPatterns; ///< by name; empty for all
    std::uint64_t seed = 1;                ///< of the draws
    std::size_t runsOfAPattern = 8;
    std::stop_token stop;                                                                                 ///< looked at between runs
    std::function<void(const PatternVerification &verified, std::size_t done, std::size_t all)> progress; ///< after each pattern
};

/// Runs every access pattern in a scratch store in memory, which holds the sample data before each run: with the
/// parameters' examples, then with values drawn from the sample data; and compares what the last step gave, in order, and
/// what a change left, with the expectation, evaluated by brute force over the entities. Patterns that were not reached
/// when the stop token came are left out. Throws engine::ServiceError when the tables cannot be made or the sample data
/// not be loaded. Thread-safe.
std::vector<PatternVerification> verify(const model::Model &model, const VerificationOptions &options = {});

/// One for each access pattern, in their order: changes when something changes that its verification depended on (its
/// steps, parameters and expectation; tables and indexes; entities' attributes, marks and templates; sample data), and not
/// for its name, notes, rates or the canvas. A verification with another fingerprint is stale. Thread-safe.
std::vector<std::string> verificationFingerprints(const model::Model &model);

} // namespace keywright::session
