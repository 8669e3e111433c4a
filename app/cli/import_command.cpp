#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <optional>

#include <unistd.h>

#include "app/cli/command_line.h"
#include "app/cli/connection_options.h"
#include "app/cli/import_report.h"
#include "core/model/model_file.h"
#include "core/model/model_reader.h"
#include "core/session/file_import.h"
#include "core/session/live_model.h"

namespace keywright::cli {

namespace {

namespace fs = std::filesystem;
using session::KeyWish;
using session::kMostSampleItems;

/// "id" or "id:N"; without a type the first item tells it.
std::optional<KeyWish> keyWish(const Arguments &arguments, const std::string &option)
{
    if (!arguments.has(option))
        return std::nullopt;
    const std::string text = arguments.value(option);
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos)
        return KeyWish{text, std::nullopt};
    const auto type = schema::keyTypeFromText(text.substr(colon + 1));
    if (!type)
        throw UsageError(option + " takes a name, or a name and a type such as id:N; \"" + text + "\" has no type S, N or B.");
    return KeyWish{text.substr(0, colon), type};
}

/// Options that say how files are read.
constexpr std::array<const char *, 5> kOnlyOfFiles{"--into", "--partition-key", "--sort-key", "--no-header", "--skip-bad-rows"};

void refuseOptionsOfFiles(const Arguments &arguments)
{
    if (!arguments.files.empty())
        throw UsageError("import takes files or an endpoint, not both.");
    for (const char *option : kOnlyOfFiles)
        if (arguments.has(option))
            throw UsageError(std::string(option) + " goes with files only, not with an endpoint.");
}

/// A line that counts the items of one table after the other, where a person watches.
class ProgressLine {
public:
    explicit ProgressLine(bool isWatched) : m_isWatched(isWatched) { }
    ~ProgressLine()
    {
        if (m_width > 0)
            std::cerr << '\r' << std::string(m_width, ' ') << '\r';
    }
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    void show(const std::string &table, std::size_t items)
    {
        if (!m_isWatched)
            return;
        const std::string line = table + ": " + std::to_string(items) + " items";
        std::cerr << '\r' << line << std::string(m_width > line.size() ? m_width - line.size() : 0, ' ') << std::flush;
        m_width = std::max(m_width, line.size());
    }

private:
    bool m_isWatched;
    std::size_t m_width = 0;
};

model::Model readTables(const Arguments &arguments, ImportReport &report)
{
    constexpr long kUsualItems = 1'000;
    refuseOptionsOfFiles(arguments);
    session::LiveChoice choice;
    choice.tables = arguments.values("--table");
    choice.itemsOfTable = static_cast<std::size_t>(arguments.number("--items", kUsualItems, 0, static_cast<long>(kMostSampleItems)));
    const auto connection = connectionOf(arguments);
    session::LiveModel live;
    {
        ProgressLine progress(isatty(STDERR_FILENO) != 0);
        live =
            session::readLiveModel(*connection, choice, [&](const std::string &table, std::size_t items) { progress.show(table, items); });
    }
    for (const model::Table &table : live.model.tables) {
        const model::TableItems *items = live.model.sampleDataOf(table.definition.name);
        report.summaries.push_back("table " + table.definition.name + ", " + std::to_string(items == nullptr ? 0 : items->items.size())
                                   + " items");
    }
    report.notes = std::move(live.notes);
    report.inference = std::move(live.inference);
    return std::move(live.model);
}

/// Beside what a CSV file whose first line may be a row has brought.
constexpr char kHeaderAdvice[] = " If the first line is a row, say so with --no-header.";

int finish(const model::Model &model, ImportReport &report, const std::string &out, bool asJson)
{
    if (!out.empty()) {
        model::saveModelFile(model, out);
        report.written = out;
    }
    return print(report, asJson);
}

int importFromConnection(const Arguments &arguments, const std::string &out)
{
    ImportReport report;
    const model::Model model = readTables(arguments, report);
    return finish(model, report, out, arguments.has("--json"));
}

int importFromFiles(const Arguments &arguments, const std::string &out)
{
    if (arguments.files.empty())
        throw UsageError("import needs a file, or an endpoint: --endpoint, --region or --profile.");
    if (arguments.has("--items"))
        throw UsageError("--items goes with an endpoint only.");
    const session::ImportChoice choice{.table = arguments.value("--table", ""),
                                       .partitionKey = keyWish(arguments, "--partition-key"),
                                       .sortKey = keyWish(arguments, "--sort-key"),
                                       .csvHasHeader = !arguments.has("--no-header"),
                                       .skipsBadRows = arguments.has("--skip-bad-rows"),
                                       .infers = arguments.has("--infer")};
    model::Model into = arguments.has("--into") ? model::readModelFile(arguments.value("--into")) : model::Model();
    session::ImportedModel imported = session::importFiles({arguments.files.begin(), arguments.files.end()}, choice, std::move(into));
    ImportReport report{.summaries = std::move(imported.summaries),
                        .notes = std::move(imported.notes),
                        .problems = std::move(imported.problems),
                        .losses = {},
                        .inference = std::move(imported.inference),
                        .written = {}};
    if (imported.mayLackHeader && !imported.stoppedAtBadRow)
        report.notes.push_back(std::string("The first line of a CSV file was taken for the names of its columns.") + kHeaderAdvice);
    if (!imported.stoppedAtBadRow)
        return finish(imported.model, report, out, arguments.has("--json"));
    if (imported.mayLackHeader)
        report.problems.back() += kHeaderAdvice;
    report.problems.back() += " Leave such rows out with --skip-bad-rows.";
    return print(report, arguments.has("--json"));
}

} // namespace

std::vector<Option> importOptions()
{
    std::vector<Option> options{
        {"-o", "MODEL", "write the model there, a new *.keywright.json; without -o and --into nothing is written"},
        {"--into", "MODEL", "add to this model, and write it back unless -o names another file"},
        {"--table", "NAME",
         "the table of the items (their own, else the file's name); of an endpoint a table to read, several times for several"},
        {"--partition-key", "NAME", "of a new table for items: an attribute, with its type as in id:N if need be"},
        {"--sort-key", "NAME", "the same for the sort key"},
        {"--no-header", "", "the first line of a CSV file is a row; its columns are column1, column2, …"},
        {"--skip-bad-rows", "", "leave out rows that cannot be read, instead of stopping at the first"},
        {"--infer", "", "propose entities, key templates and relationships for tables that have none"},
        {"--force", "", "replace the file of -o if it exists"},
        {"--items", "N", "of each table of an endpoint, up to 10000; 1000 unless told"},
        {"--json", "", "print JSON instead of text"}};
    const std::vector<Option> ofConnections = connectionOptions();
    options.insert(options.end() - 1, ofConnections.begin(), ofConnections.end());
    return options;
}

int importFiles(const Arguments &arguments)
{
    const std::string out = arguments.value("-o", arguments.value("--into"));
    if (arguments.has("-o") && fs::exists(out) && !arguments.has("--force")) {
        std::cerr << "keywright-cli: " << out << " exists, and nothing was written. Add to it with --into, or replace it with --force.\n";
        return kFailure;
    }
    try {
        return namesConnection(arguments) ? importFromConnection(arguments, out) : importFromFiles(arguments, out);
    } catch (const model::FileError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    } catch (const itemfile::HeaderError &error) {
        std::cerr << "keywright-cli: " << error.what() << kHeaderAdvice << "\n";
    } catch (const itemfile::ItemFileError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    } catch (const session::ChoiceRefused &error) {
        std::cerr << "keywright-cli: " << error.what() << (error.mayLackHeader() ? kHeaderAdvice : "") << "\n";
    } catch (const session::KeyWanted &error) {
        std::cerr << "keywright-cli: " << error.what()
                  << " Name the key of a new one with --partition-key (and --sort-key), or a model that has it with --into.\n";
    }
    return kFailure;
}

} // namespace keywright::cli
