#include <filesystem>
#include <iostream>

#include "app/cli/command_line.h"
#include "app/cli/import_report.h"
#include "core/exchange/import_file.h"
#include "core/exchange/nosql_workbench.h"
#include "core/model/model_file.h"

namespace keywright::cli {

namespace {

namespace fs = std::filesystem;

enum class Target { Keywright, NosqlWorkbench };

Target targetOf(const std::string &file, const std::string &wanted)
{
    if (wanted == "keywright" || (wanted.empty() && file.ends_with(".keywright.json")))
        return Target::Keywright;
    if (wanted == "nosql-workbench" || (wanted.empty() && file.ends_with(".json")))
        return Target::NosqlWorkbench;
    throw UsageError(wanted.empty() ? "the name of \"" + file + "\" does not tell what it is to be; say it with --to."
                                    : "--to is keywright or nosql-workbench, not \"" + wanted + "\".");
}

} // namespace

std::vector<Option> convertOptions()
{
    return {{"--to", "KIND", "what OUT is to be: keywright or nosql-workbench (by its name: *.keywright.json, else *.json)"},
            {"--force", "", "replace OUT if it exists"},
            {"--json", "", "print JSON instead of text"}};
}

int convertModel(const Arguments &arguments)
{
    const fs::path out = arguments.file;
    const Target target = targetOf(arguments.file, arguments.value("--to"));
    if (fs::exists(out) && !arguments.has("--force")) {
        std::cerr << "keywright-cli: " << out.string() << " exists, and nothing was written. Replace it with --force.\n";
        return kFailure;
    }
    exchange::FileImport found = exchange::importFile(arguments.target);
    ImportReport report;
    report.summaries = {found.summary};
    report.notes = found.result.notes;
    for (const exchange::ImportProblem &problem : found.result.problems)
        report.problems.push_back(exchange::textOf(problem));
    try {
        if (target == Target::Keywright) {
            model::saveModelFile(found.result.model, out);
        } else {
            const auto written = exchange::writeNosqlWorkbench(found.result.model);
            for (const exchange::Loss &loss : written.losses)
                report.losses.push_back((loss.place.empty() ? "" : loss.place + ": ") + loss.what);
            if (!arguments.has("--json"))
                for (const std::string &loss : report.losses)
                    std::cerr << "Not converted: " << loss << "\n";
            model::replaceFile(out, written.files.front().text);
            if (!arguments.has("--json"))
                report.losses.clear();
        }
    } catch (const model::FileError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
        return kFailure;
    }
    report.written = out.string();
    return print(report, arguments.has("--json"));
}

} // namespace keywright::cli
