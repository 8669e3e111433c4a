#include <iostream>

#include "app/cli/command_line.h"
#include "app/cli/difference_report.h"
#include "app/cli/report_json.h"
#include "core/exchange/import_file.h"
#include "core/model/model_diff.h"
#include "core/model/model_reader.h"
#include "core/value/json.h"

namespace keywright::cli {

using model::DetailDifference;
using model::ElementDifference;
using value::Json;

namespace {

/// As diff(1) says it.
constexpr int kSame = 0;
constexpr int kDifferent = 1;
constexpr int kTrouble = 2;

constexpr std::size_t kPrintedItems = 20; ///< of each table's sample data; --json has them all

/// A model file of any kind. Problems go to standard error.
model::Model readAnyModel(const std::string &file)
{
    if (file.ends_with(".keywright.json"))
        return model::readModelFile(file);
    exchange::FileImport found = exchange::importFile(file);
    for (const exchange::ImportProblem &problem : found.result.problems)
        std::cerr << "Problem: " << exchange::textOf(problem) << "\n";
    return std::move(found.result.model);
}

void printText(const ElementDifference &element)
{
    std::cout << model::sentenceOf(element) << "\n";
    if (!element.meaning.empty())
        std::cout << "  " << element.meaning << "\n";
    const bool isItems = element.part == model::ModelPart::SampleData;
    std::size_t printed = 0;
    for (const DetailDifference &detail : element.details) {
        if (isItems && printed++ == kPrintedItems) {
            std::cout << "  and " << element.details.size() - kPrintedItems << " more\n";
            break;
        }
        printDifference(std::cout, model::sentenceOf(detail), detail.way, detail.meaning);
    }
    if (!element.steps.empty())
        std::cout << "  On a live table, in this order:\n";
    printSteps(std::cout, textsOf(element.steps));
    if (element.part == model::ModelPart::Table && element.needsReplacement && element.kind == model::ChangeKind::Changed)
        std::cout << "  On a live table all of it needs a replacement.\n";
}

Json jsonOf(const DetailDifference &detail)
{
    Json json = Json::object({{"change", Json::string(std::string(model::textOf(detail.kind)))},
                              {"place", Json::string(detail.place)},
                              {"subject", Json::string(detail.subject)},
                              {"from", textOrNull(detail.from)},
                              {"to", textOrNull(detail.to)}});
    if (detail.way) {
        json.set("way", Json::string(std::string(schema::textOf(*detail.way))));
        json.set("meaning", Json::string(detail.meaning));
    }
    return json;
}

Json jsonOf(const ElementDifference &element)
{
    Json details = Json::array();
    for (const DetailDifference &detail : element.details)
        details.append(jsonOf(detail));
    Json json = Json::object({{"part", Json::string(std::string(model::textOf(element.part)))},
                              {"change", Json::string(std::string(model::textOf(element.kind)))},
                              {"name", Json::string(element.name)},
                              {"formerName", textOrNull(element.formerName)},
                              {"place", Json::string(element.place)},
                              {"sentence", Json::string(model::sentenceOf(element))},
                              {"details", std::move(details)}});
    if (element.part == model::ModelPart::Table) {
        json.set("meaning", textOrNull(element.meaning));
        json.set("needsReplacement", Json::boolean(element.needsReplacement));
        json.set("steps", cli::jsonOf(textsOf(element.steps)));
    }
    return json;
}

void printJson(const std::vector<ElementDifference> &differences)
{
    Json all = Json::array();
    for (const ElementDifference &element : differences)
        all.append(jsonOf(element));
    std::cout << Json::object({{"same", Json::boolean(differences.empty())}, {"differences", std::move(all)}}).pretty() << "\n";
}

} // namespace

std::vector<Option> diffOptions()
{
    return {{"--json", "", "print JSON instead of text, with every item of the sample data"}};
}

int diffModelFiles(const Arguments &arguments)
{
    if (arguments.files.size() != 2)
        throw UsageError("diff needs two model files, the older one first.");
    try {
        const model::Model older = readAnyModel(arguments.files[0]);
        const model::Model newer = readAnyModel(arguments.files[1]);
        const auto differences = model::diffModels(older, newer);
        if (arguments.has("--json"))
            printJson(differences);
        else if (differences.empty())
            std::cout << "The models are the same.\n";
        else
            for (const ElementDifference &element : differences)
                printText(element);
        return differences.empty() ? kSame : kDifferent;
    } catch (const model::ModelError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
        return kTrouble;
    }
}

} // namespace keywright::cli
