#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/command_line.h"
#include "app/cli/commit_report.h"
#include "app/cli/connection_options.h"
#include "app/cli/interruption.h"
#include "core/connection/embedded_connection.h"
#include "core/model/model_reader.h"
#include "core/storage/store.h"

namespace keywright::cli {

using session::CommitChoices;
using session::CommitPlan;
using session::CommitReport;
using value::Json;

namespace {

namespace fs = std::filesystem;

/// The tables of a folder, as serve keeps them.
class StoreConnection : public connection::EmbeddedConnection {
public:
    StoreConnection(std::unique_ptr<engine::Engine> engine, std::string folder)
        : EmbeddedConnection(*engine), m_engine(std::move(engine)), m_folder(std::move(folder))
    { }

    std::string name() const override { return "the store in " + m_folder; }

private:
    std::unique_ptr<engine::Engine> m_engine;
    std::string m_folder;
};

/// A dry run makes no folder, and lets nothing work in one.
std::unique_ptr<connection::Connection> openStore(const std::string &folder, bool isDryRun)
{
    storage::StoreOptions options;
    options.folder = folder;
    options.inMemory = isDryRun && !fs::exists(folder);
    auto engine = std::make_unique<engine::Engine>(storage::Store::open(options));
    if (!isDryRun)
        engine->startJobs();
    return std::make_unique<StoreConnection>(std::move(engine), folder);
}

std::unique_ptr<connection::Connection> open(const Arguments &arguments, const std::stop_token &stop)
{
    if (arguments.has("--data") == namesConnection(arguments))
        throw UsageError("commit needs either --endpoint URL (or --region or --profile), or --data FOLDER.");
    if (arguments.has("--data"))
        return openStore(arguments.value("--data"), arguments.has("--dry-run"));
    return connectionOf(arguments, stop);
}

/// "Orders,Users=Users2".
std::map<std::string, std::string> readReplaced(const std::string &text)
{
    std::map<std::string, std::string> replaced;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string one = text.substr(begin, end - begin);
        const std::size_t equals = std::min(one.find('='), one.size());
        if (equals == 0 || equals + 1 == one.size())
            throw UsageError("--replace needs TABLE or TABLE=NAME, several with commas, not \"" + text + "\".");
        replaced[one.substr(0, equals)] = equals == one.size() ? std::string() : one.substr(equals + 1);
        begin = end + 1;
    }
    return replaced;
}

CommitChoices choicesOf(const Arguments &arguments, const connection::Connection &connection)
{
    if (arguments.has("--no-data") && arguments.has("--all-data"))
        throw UsageError("--no-data and --all-data contradict each other.");
    if (arguments.has("--overwrite") && !arguments.has("--all-data"))
        throw UsageError("--overwrite needs --all-data: tables that are there get no items without it.");
    CommitChoices choices;
    choices.replaced = readReplaced(arguments.value("--replace"));
    choices.dropsIndexes = arguments.has("--drop-indexes");
    choices.load = arguments.has("--no-data") ? session::LoadChoice::None
        : arguments.has("--all-data")         ? session::LoadChoice::All
                                              : session::LoadChoice::NewTables;
    choices.onSameKey = arguments.has("--overwrite") ? session::OnSameKey::Overwrite : session::OnSameKey::Keep;
    choices.copyFolder = arguments.has("--copies") ? fs::path(arguments.value("--copies")) : fs::absolute(arguments.file).parent_path();
    choices.connectionId =
        arguments.has("--data") ? fs::weakly_canonical(fs::absolute(arguments.value("--data"))).string() : connection.name();
    return choices;
}

/// What was replaced by name and is not in the plan would be a slip of the pen.
void checkReplaced(const CommitChoices &choices, const model::Model &model)
{
    for (const auto &[table, newName] : choices.replaced)
        if (model.findTable(table) == nullptr)
            throw UsageError("--replace names table \"" + table + "\", which the model does not have.");
}

/// Whether nothing keeps the plan from being run.
bool canRun(const CommitPlan &plan, const CommitChoices &choices)
{
    for (const session::TableCommit &each : plan.tables) {
        const auto yes = choices.replaced.find(each.table);
        if (!each.obstacle.empty() || (!each.protection.empty() && yes != choices.replaced.end() && yes->second.empty()))
            return false;
    }
    return missingConsents(plan, choices).empty();
}

void tell(const session::CommitProgress &progress)
{
    std::cerr << progress.table << ": " << progress.activity;
    if (progress.done > 0)
        std::cerr << ", " << progress.done << (progress.items > 0 ? " of " + std::to_string(progress.items) : "") << " items";
    std::cerr << std::endl;
}

int statusOf(const CommitReport &report)
{
    const bool isPostponed =
        std::any_of(report.tables.begin(), report.tables.end(), [](const auto &each) { return !each.postponed.empty(); });
    return report.failure.empty() && !report.isStopped && !isPostponed ? kSuccess : kFailure;
}

int dryRun(const CommitPlan &plan, const CommitChoices &choices, bool asJson)
{
    const auto missing = missingConsents(plan, choices);
    if (asJson)
        std::cout << Json::object({{"dryRun", Json::boolean(true)}, {"plan", jsonOf(plan, missing)}, {"result", Json()}}).pretty() << "\n";
    else
        print(plan, missing);
    return canRun(plan, choices) ? kSuccess : kFailure;
}

int run(const CommitPlan &plan, const model::Model &model, connection::Connection &connection, const CommitChoices &choices,
        const Interruption &interruption, bool asJson)
{
    const auto missing = missingConsents(plan, choices);
    session::CommitControl control;
    control.stop = interruption.token();
    control.wait = [&interruption](std::chrono::milliseconds time) { interruption.wait(time); };
    if (!asJson) {
        print(plan, missing);
        std::cout << std::flush;
        control.progress = tell;
    }
    const CommitReport report = runCommit(plan, model, connection, choices, control);
    if (asJson)
        std::cout << Json::object({{"dryRun", Json::boolean(false)}, {"plan", jsonOf(plan, missing)}, {"result", jsonOf(report)}}).pretty()
                  << "\n";
    else
        print(report);
    return statusOf(report);
}

} // namespace

std::vector<Option> commitOptions()
{
    std::vector<Option> options = connectionOptions();
    const std::vector<Option> own{
        {"--data", "FOLDER", "instead of an endpoint: the tables that serve --data FOLDER keeps there; made if needed"},
        {"--dry-run", "", "tell the differences and steps, and change nothing; exits with 1 where the commit would be refused"},
        {"--replace", "TABLE[=NAME],...",
         "yes, replace these tables where they need it: under their own names, or under another and keep the old"},
        {"--drop-indexes", "", "yes, drop GSIs, also those that are created again"},
        {"--no-data", "", "load no sample data; without it, tables that are created get theirs"},
        {"--all-data", "", "load it into tables that are there, too: items that are missing"},
        {"--overwrite", "", "with --all-data: also items whose keys are there with other attributes"},
        {"--copies", "FOLDER", "keep the items of a table there while it is replaced (the model's folder)"},
        {"--json", "", "print JSON instead of text"},
    };
    options.insert(options.end(), own.begin(), own.end());
    return options;
}

int commitModel(const Arguments &arguments)
{
    const model::Model model = model::readModelFile(arguments.file);
    const Interruption interruption;
    const auto connection = open(arguments, interruption.token());
    const CommitChoices choices = choicesOf(arguments, *connection);
    checkReplaced(choices, model);
    const CommitPlan plan = session::planCommit(model, *connection);
    const bool asJson = arguments.has("--json");
    return arguments.has("--dry-run") ? dryRun(plan, choices, asJson) : run(plan, model, *connection, choices, interruption, asJson);
}

} // namespace keywright::cli
