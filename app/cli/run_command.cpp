#include <iomanip>
#include <iostream>
#include <sstream>

#include "app/cli/command_line.h"
#include "core/model/model_reader.h"
#include "core/session/pattern_run.h"
#include "core/session/workspace.h"
#include "core/value/json.h"

namespace keywright::cli {

using session::PatternRun;
using session::RunStatus;
using value::Json;

namespace {

std::string statusText(RunStatus status)
{
    switch (status) {
    case RunStatus::Ran: return "ran";
    case RunStatus::NotSupported: return "not supported yet";
    case RunStatus::Failed: return "failed";
    }
    return "failed";
}

std::string unitsText(double units)
{
    std::ostringstream text;
    text << units;
    return text.str();
}

void printText(const session::LoadReport &load, const std::vector<PatternRun> &runs)
{
    std::cout << "Created " << load.tablesCreated << (load.tablesCreated == 1 ? " table" : " tables") << ", loaded " << load.itemsLoaded
              << (load.itemsLoaded == 1 ? " item" : " items") << ".\n\n";
    for (const PatternRun &run : runs) {
        std::cout << std::left << std::setw(48) << run.pattern;
        if (run.status == RunStatus::Ran)
            std::cout << std::right << std::setw(5) << (run.writtenCount() > 0 ? run.writtenCount() : run.itemCount())
                      << (run.writtenCount() > 0     ? " written"
                              : run.itemCount() == 1 ? " item   "
                                                     : " items  ")
                      << std::setw(7) << unitsText(run.capacityUnits()) << (run.capacityUnits() == 1 ? " unit" : " units");
        else
            std::cout << "  " << statusText(run.status) << ": " << run.message;
        std::cout << "\n";
    }
}

void printSummary(const std::vector<PatternRun> &runs)
{
    std::size_t ran = 0;
    std::size_t failed = 0;
    for (const PatternRun &run : runs) {
        ran += run.status == RunStatus::Ran ? 1 : 0;
        failed += run.status == RunStatus::Failed ? 1 : 0;
    }
    std::cout << "\n"
              << ran << " of " << runs.size() << " access patterns ran, " << failed << " failed, " << runs.size() - ran - failed
              << " cannot be run by this version yet.\n";
}

void printJson(const session::LoadReport &load, const std::vector<PatternRun> &runs)
{
    Json patterns = Json::array();
    for (const PatternRun &run : runs) {
        Json pattern = Json::object({{"name", Json::string(run.pattern)}, {"status", Json::string(statusText(run.status))}});
        if (!run.message.empty())
            pattern.set("message", Json::string(run.message));
        pattern.set("items", Json::number(run.itemCount()));
        pattern.set("written", Json::number(run.writtenCount()));
        pattern.set("capacityUnits", Json::number(unitsText(run.capacityUnits())));
        patterns.append(std::move(pattern));
    }
    std::cout << Json::object({{"tablesCreated", Json::number(static_cast<std::int64_t>(load.tablesCreated))},
                               {"itemsLoaded", Json::number(static_cast<std::int64_t>(load.itemsLoaded))},
                               {"accessPatterns", patterns}})
                     .pretty()
              << "\n";
}

/// In a scratch store of its own, so that a pattern that writes changes nothing for the next one.
PatternRun runInScratchStore(const model::Model &model, const model::AccessPattern &pattern)
{
    const auto workspace = session::Workspace::inMemory(model);
    workspace->load();
    return session::runPattern(workspace->connection(), model, pattern, session::exampleArguments(pattern));
}

} // namespace

int runModel(const Arguments &arguments)
{
    const model::Model model = model::readModelFile(arguments.file);
    const auto workspace = session::Workspace::inMemory(model);
    const session::LoadReport load = workspace->load();

    std::vector<PatternRun> runs;
    bool failed = false;
    for (const model::AccessPattern &pattern : model.accessPatterns) {
        runs.push_back(runInScratchStore(model, pattern));
        failed = failed || runs.back().status == RunStatus::Failed;
    }
    if (arguments.has("--json")) {
        printJson(load, runs);
    } else {
        printText(load, runs);
        printSummary(runs);
    }
    return failed ? kFailure : kSuccess;
}

} // namespace keywright::cli
