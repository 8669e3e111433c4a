#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "core/session/commit_plan.h"
#include "core/session/item_load.h"

namespace keywright::session {

/// Into which tables the sample data is put.
enum class LoadChoice : std::uint8_t {
    NewTables, ///< those that this commit creates
    All,       ///< also those that are there: what is missing is put
    None,
};

/// What a person has said to a plan.
struct CommitChoices {
    /// The explicit yes to a replacement: the table, and the name of the new one. Empty for the same name: the table is then
    /// copied aside, deleted, created anew and filled from the copy. With another name, that table is created and filled,
    /// and the old one stays.
    std::map<std::string, std::string> replaced;
    /// The explicit yes to dropping GSIs, also those that are created again: queries on them fail.
    bool dropsIndexes = false;
    LoadChoice load = LoadChoice::NewTables;
    OnSameKey onSameKey = OnSameKey::Keep; ///< of the sample data
    /// Where the items of a replaced table are kept until all are in the new one.
    std::filesystem::path copyFolder;
    /// Tells the connection from all others, such as its URL or folder: a copy goes back only to where it came from.
    std::string connectionId;
};

/// Something that a plan does only after an explicit yes.
struct Consent {
    enum class Kind : std::uint8_t { Replace, DropIndex };
    Kind kind = Kind::Replace;
    std::string table;
    std::string index;    ///< of DropIndex
    std::string sentence; ///< what would be done
    friend bool operator==(const Consent &, const Consent &) = default;
};

/// What the plan needs and the choices do not say yes to.
std::vector<Consent> missingConsents(const CommitPlan &plan, const CommitChoices &choices);

/// Where the items of a table that is being replaced are kept. A file there, when nothing is under way, is of a
/// replacement that was interrupted: committing again puts its items into the table.
std::filesystem::path copyFileOf(const CommitChoices &choices, const std::string &table);

/// What is being done.
struct CommitProgress {
    std::string table;
    std::string activity;  ///< "UpdateTable: create GSI ByEmail", "copying the items aside", …
    std::size_t done = 0;  ///< items
    std::size_t items = 0; ///< in all; 0 when that is not known
};

struct CommitControl {
    std::function<void(const CommitProgress &)> progress; ///< on the calling thread
    std::stop_token stop;                                 ///< looked at between steps, pages and batches
    Wait wait;                                            ///< sleeps when not given
};

/// What was done with one table.
struct TableResult {
    std::string table;
    TableAction action = TableAction::Nothing;
    std::string newName; ///< of a replacement under another name
    bool isDone = false; ///< it is as the model has it, but for what is postponed
    std::size_t stepsDone = 0;
    std::size_t itemsCopied = 0;
    std::filesystem::path keptCopy; ///< of a replacement that did not come to its end; empty when there is none
    ItemLoad sampleData;
    std::string postponed; ///< a step that DynamoDB does not take yet: a sentence that says when to commit again
};

struct CommitReport {
    std::vector<TableResult> tables; ///< as far as it came
    bool isStopped = false;          ///< the stop token ended it; committing again goes on
    std::string failure;             ///< why it ended early: sentences that say what stands and what to do; empty when it did not
};

/// Makes the plan true: the tables in their order, each of its steps when the one before is done, then the sample data of
/// `model`, from which the plan was made. Nothing is done when a consent is missing or a table has an obstacle: then
/// `failure` says so. What was done stays, and making a new plan and running it goes on from there; a second run of a
/// finished commit does nothing. Never throws for what goes wrong on the connection or the disk. Not for two threads on
/// the same tables.
CommitReport runCommit(const CommitPlan &plan, const model::Model &model, connection::Connection &connection, const CommitChoices &choices,
                       const CommitControl &control = {});

} // namespace keywright::session
