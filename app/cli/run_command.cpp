#include <algorithm>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "app/cli/command_line.h"
#include "app/cli/connection_options.h"
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

std::string textOf(const session::LoadReport &load)
{
    return "Created " + std::to_string(load.tablesCreated) + (load.tablesCreated == 1 ? " table" : " tables") + ", loaded "
        + std::to_string(load.itemsLoaded) + (load.itemsLoaded == 1 ? " item" : " items") + ".";
}

void printRuns(const std::vector<PatternRun> &runs)
{
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

Json toJson(const std::vector<PatternRun> &runs)
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
    return patterns;
}

/// In a scratch store of its own, so that a pattern that writes changes nothing for the next one.
PatternRun runInScratchStore(const model::Model &model, const model::AccessPattern &pattern)
{
    const auto workspace = session::Workspace::inMemory(model);
    workspace->load();
    return session::runPattern(workspace->connection(), model, pattern, session::exampleArguments(pattern));
}

bool isWrite(const model::Operation &operation)
{
    using Kind = model::OperationKind;
    switch (operation.kind) {
    case Kind::PutItem:
    case Kind::UpdateItem:
    case Kind::DeleteItem:
    case Kind::BatchWriteItem:
    case Kind::TransactWriteItems: return true;
    default: return false;
    }
}

bool writes(const model::AccessPattern &pattern)
{
    return std::any_of(pattern.steps.begin(), pattern.steps.end(), [](const model::Step &step) {
        return isWrite(step.operation) || std::any_of(step.parts.begin(), step.parts.end(), isWrite);
    });
}

bool hasFailed(const PatternRun &run)
{
    return run.status == RunStatus::Failed;
}

int exitStatusOf(const std::vector<PatternRun> &runs)
{
    return std::any_of(runs.begin(), runs.end(), hasFailed) ? kFailure : kSuccess;
}

int runInMemory(const model::Model &model, bool asJson)
{
    const auto workspace = session::Workspace::inMemory(model);
    const session::LoadReport load = workspace->load();
    std::vector<PatternRun> runs;
    for (const model::AccessPattern &pattern : model.accessPatterns)
        runs.push_back(runInScratchStore(model, pattern));
    if (asJson) {
        std::cout << Json::object({{"tablesCreated", Json::number(static_cast<std::int64_t>(load.tablesCreated))},
                                   {"itemsLoaded", Json::number(static_cast<std::int64_t>(load.itemsLoaded))},
                                   {"accessPatterns", toJson(runs)}})
                         .pretty()
                  << "\n";
    } else {
        std::cout << textOf(load) << "\n\n";
        printRuns(runs);
        printSummary(runs);
    }
    return exitStatusOf(runs);
}

/// On tables that are somebody's: a pattern that writes is left out.
int runOnConnection(const model::Model &model, connection::Connection &connection, bool asJson)
{
    connection.listTables(); // an endpoint that cannot be used is said once, not for every pattern
    std::vector<PatternRun> runs;
    Json leftOut = Json::array();
    for (const model::AccessPattern &pattern : model.accessPatterns) {
        if (writes(pattern))
            leftOut.append(Json::string(pattern.name));
        else
            runs.push_back(session::runPattern(connection, model, pattern, session::exampleArguments(pattern)));
    }
    if (asJson) {
        std::cout << Json::object({{"connection", Json::string(connection.name())}, {"accessPatterns", toJson(runs)}, {"leftOut", leftOut}})
                         .pretty()
                  << "\n";
    } else {
        std::cout << "On " << connection.name() << ".\n\n";
        printRuns(runs);
        for (const Json &name : leftOut.elements())
            std::cout << std::left << std::setw(48) << name.text() << "  left out: it writes\n";
        printSummary(runs);
    }
    return exitStatusOf(runs);
}

} // namespace

std::vector<Option> runOptions()
{
    std::vector<Option> options = connectionOptions();
    options.push_back({"--json", "", "print JSON instead of text"});
    return options;
}

int runModel(const Arguments &arguments)
{
    const model::Model model = model::readModelFile(arguments.file);
    const bool asJson = arguments.has("--json");
    return namesConnection(arguments) ? runOnConnection(model, *connectionOf(arguments), asJson) : runInMemory(model, asJson);
}

} // namespace keywright::cli
