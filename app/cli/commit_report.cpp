#include "app/cli/commit_report.h"

#include <iostream>

#include "app/cli/difference_report.h"
#include "app/cli/report_json.h"

namespace keywright::cli {

using session::CommitPlan;
using session::CommitReport;
using session::Consent;
using session::TableAction;
using session::TableCommit;
using session::TableResult;
using value::Json;

namespace {

std::string counted(std::size_t count, const std::string &what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string headOf(const TableCommit &commit)
{
    const std::string items = counted(static_cast<std::size_t>(commit.size.items), "item");
    switch (commit.action) {
    case TableAction::Nothing: return "is as the model has it.";
    case TableAction::Create: return "is not there: it is created.";
    case TableAction::Update: return "is updated; it has " + items + ".";
    case TableAction::Replace: return "needs a replacement; it has " + items + ".";
    }
    return {};
}

std::string sentenceOf(const schema::TableDifference &difference)
{
    const std::string subject = schema::subjectOf(difference);
    if (difference.from.empty())
        return subject + " is new: " + difference.to;
    if (difference.to.empty())
        return subject + " is gone: " + difference.from;
    return subject + ": " + difference.from + " -> " + difference.to;
}

void printTable(const TableCommit &commit)
{
    std::cout << "Table " << commit.table << " " << headOf(commit) << "\n";
    for (const schema::TableDifference &each : commit.differences)
        printDifference(std::cout, sentenceOf(each), each.way, each.meaning);
    if (!commit.steps.empty())
        std::cout << "  In this order:\n";
    printSteps(std::cout, textsOf(commit.steps));
    for (const std::string &each : commit.leftAlone)
        std::cout << "  " << each << "\n";
    for (const std::string *each : {&commit.obstacle, &commit.protection})
        if (!each->empty())
            std::cout << "  " << *each << "\n";
    if (commit.sampleItems > 0)
        std::cout << "  The model has " << counted(commit.sampleItems, "item") << " of sample data for it.\n";
}

void printResult(const TableResult &result)
{
    const std::string table = "Table " + result.table;
    if (result.action == TableAction::Create && result.stepsDone > 0)
        std::cout << table << " was created.\n";
    if (result.action == TableAction::Update)
        std::cout << table << " was updated in " << counted(result.stepsDone, "step") << ".\n";
    if (result.action == TableAction::Replace && result.isDone)
        std::cout << table << " was replaced" << (result.newName.empty() ? "" : " by table " + result.newName) << ".\n";
    if (result.action == TableAction::Nothing)
        std::cout << table << " is as the model has it.\n";
    if (result.itemsCopied > 0)
        std::cout << "  " << counted(result.itemsCopied, "item") << " copied.\n";
    const session::ItemLoad &load = result.sampleData;
    if (load.written + load.overwritten + load.unchanged + load.different > 0)
        std::cout << "  Sample data: " << counted(load.written, "item") << " put, " << load.overwritten << " overwritten, "
                  << load.unchanged << " there already, " << load.different << " left as they are, as others have their keys.\n";
    for (const std::string &key : load.firstDifferent)
        std::cout << "    " << key << "\n";
    if (load.different > 0)
        std::cout << "    Overwrite them with --overwrite.\n";
}

Json tableJson(const TableCommit &commit)
{
    Json differences = Json::array();
    for (const schema::TableDifference &each : commit.differences)
        differences.append(jsonOf(each));
    return Json::object({{"table", Json::string(commit.table)},
                         {"action", Json::string(std::string(session::textOf(commit.action)))},
                         {"items", Json::number(commit.size.items)},
                         {"bytes", Json::number(commit.size.bytes)},
                         {"sampleItems", countJson(commit.sampleItems)},
                         {"differences", std::move(differences)},
                         {"steps", jsonOf(textsOf(commit.steps))},
                         {"leftAlone", jsonOf(commit.leftAlone)},
                         {"protection", textOrNull(commit.protection)},
                         {"obstacle", textOrNull(commit.obstacle)}});
}

Json resultJson(const TableResult &result)
{
    const session::ItemLoad &load = result.sampleData;
    return Json::object({{"table", Json::string(result.table)},
                         {"action", Json::string(std::string(session::textOf(result.action)))},
                         {"newName", textOrNull(result.newName)},
                         {"done", Json::boolean(result.isDone)},
                         {"steps", countJson(result.stepsDone)},
                         {"itemsCopied", countJson(result.itemsCopied)},
                         {"keptCopy", textOrNull(result.keptCopy.string())},
                         {"sampleData",
                          Json::object({{"put", countJson(load.written)},
                                        {"overwritten", countJson(load.overwritten)},
                                        {"unchanged", countJson(load.unchanged)},
                                        {"different", countJson(load.different)},
                                        {"firstDifferent", jsonOf(load.firstDifferent)}})},
                         {"postponed", textOrNull(result.postponed)}});
}

} // namespace

std::string adviceOn(const Consent &consent)
{
    if (consent.kind == Consent::Kind::DropIndex)
        return consent.sentence + " Say it with --drop-indexes.";
    return consent.sentence + " Say it with --replace " + consent.table
        + " (the items are copied aside, the table is deleted, created anew and filled from the copy) or --replace " + consent.table
        + "=NAME (the items are copied into a new table of that name, and this one stays).";
}

void print(const CommitPlan &plan, const std::vector<Consent> &missing)
{
    std::cout << "On " << plan.connection << ":\n";
    for (const TableCommit &commit : plan.tables)
        printTable(commit);
    if (!plan.otherTables.empty()) {
        std::cout << "Tables that the model does not have stay as they are:";
        for (const std::string &table : plan.otherTables)
            std::cout << " " << table;
        std::cout << "\n";
    }
    for (const Consent &consent : missing)
        std::cout << "Needs a yes: " << adviceOn(consent) << "\n";
}

void print(const CommitReport &report)
{
    for (const TableResult &result : report.tables)
        printResult(result);
    for (const TableResult &result : report.tables)
        if (!result.postponed.empty())
            std::cerr << "keywright-cli: " << result.postponed << "\n";
    if (!report.failure.empty())
        std::cerr << "keywright-cli: " << report.failure << "\n";
    if (!report.isStopped)
        return;
    std::cerr << "keywright-cli: stopped. What was done stays; commit again to go on.";
    for (const TableResult &result : report.tables)
        if (!result.keptCopy.empty())
            std::cerr << " The items of table " << result.table << " are kept in " << result.keptCopy.string()
                      << "; the next commit puts them into the table.";
    std::cerr << "\n";
}

Json jsonOf(const CommitPlan &plan, const std::vector<Consent> &missing)
{
    Json tables = Json::array();
    for (const TableCommit &commit : plan.tables)
        tables.append(tableJson(commit));
    Json needed = Json::array();
    for (const Consent &consent : missing)
        needed.append(Json::string(adviceOn(consent)));
    return Json::object({{"connection", Json::string(plan.connection)},
                         {"tables", std::move(tables)},
                         {"otherTables", jsonOf(plan.otherTables)},
                         {"needsYes", std::move(needed)}});
}

Json jsonOf(const CommitReport &report)
{
    Json tables = Json::array();
    for (const TableResult &result : report.tables)
        tables.append(resultJson(result));
    return Json::object(
        {{"tables", std::move(tables)}, {"stopped", Json::boolean(report.isStopped)}, {"failure", textOrNull(report.failure)}});
}

} // namespace keywright::cli
