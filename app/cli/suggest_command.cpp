#include <iostream>

#include "app/cli/command_line.h"
#include "app/cli/written_files.h"
#include "core/model/document.h"
#include "core/model/judgement.h"
#include "core/model/model_file.h"
#include "core/model/model_reader.h"
#include "core/model/suggest.h"
#include "core/value/json.h"

namespace keywright::cli {

using model::AccessPattern;
using model::Model;
using model::NothingToSuggest;
using model::Suggestion;
using model::Verdict;
using value::Json;

namespace {

std::string nothingText(NothingToSuggest why)
{
    switch (why) {
    case NothingToSuggest::ServedSo: return "Nothing to suggest: its steps are already the best answer that the keys have.";
    case NothingToSuggest::SoundChange:
        return "Nothing to suggest: the change knows the keys of what it writes, and nothing is left behind.";
    case NothingToSuggest::NoExpectation:
        return "Nothing to suggest yet: give it an \"expectation\" with the entities and the condition that must come back.";
    case NothingToSuggest::NotForAKey: return "No key can answer what it asks; OR, NOT, contains and the like stay with a filter.";
    case NothingToSuggest::NoKeyServes: return "No table, index or design of one answers it; ask with fewer or other attributes.";
    }
    return {};
}

std::string priceText(const Suggestion &suggestion)
{
    if (suggestion.addedItems == 0)
        return "adds nothing to the tables";
    std::string text = "adds " + std::to_string(suggestion.addedItems) + (suggestion.addedItems == 1 ? " index entry" : " index entries")
        + " of the sample data";
    if (suggestion.addedWriteUnits)
        text += " and " + Json::number(*suggestion.addedWriteUnits).compact() + " write units a second";
    return text;
}

void printText(const AccessPattern &pattern, Verdict verdict, const std::vector<Suggestion> &suggestions, const std::string &nothing)
{
    std::cout << pattern.name << ": " << model::textOf(verdict) << "\n";
    if (suggestions.empty())
        std::cout << "  " << nothing << "\n";
    for (std::size_t number = 0; number < suggestions.size(); ++number) {
        const Suggestion &suggestion = suggestions[number];
        std::cout << "  " << number + 1 << ". " << suggestion.title << " (" << priceText(suggestion) << ")\n     " << suggestion.explanation
                  << "\n";
    }
}

Json suggestionJson(const Suggestion &suggestion)
{
    Json json = Json::object({{"kind", Json::string(std::string(model::textOf(suggestion.kind)))},
                              {"title", Json::string(suggestion.title)},
                              {"explanation", Json::string(suggestion.explanation)},
                              {"addedItems", Json::number(suggestion.addedItems)},
                              {"addedBytes", Json::number(suggestion.addedBytes)}});
    if (suggestion.addedWriteUnits)
        json.set("addedWriteUnits", Json::number(*suggestion.addedWriteUnits));
    return json;
}

Json patternJson(const AccessPattern &pattern, Verdict verdict, const std::vector<Suggestion> &suggestions, const std::string &nothing)
{
    Json list = Json::array();
    for (const Suggestion &suggestion : suggestions)
        list.append(suggestionJson(suggestion));
    Json json = Json::object({{"name", Json::string(pattern.name)},
                              {"verdict", Json::string(std::string(model::textOf(verdict)))},
                              {"suggestions", std::move(list)}});
    if (suggestions.empty())
        json.set("nothing", Json::string(nothing));
    return json;
}

const AccessPattern &patternNamed(const Model &model, const std::string &name)
{
    if (const AccessPattern *pattern = model.findAccessPattern(name))
        return *pattern;
    throw model::ModelError("The model has no access pattern \"" + name + "\".", "accessPatterns", 0, 0);
}

/// Those with something to mend, or the one that is asked for.
std::vector<const AccessPattern *> patternsOf(const Model &model, const std::string &only)
{
    if (!only.empty())
        return {&patternNamed(model, only)};
    std::vector<const AccessPattern *> wanted;
    for (const AccessPattern &pattern : model.accessPatterns)
        if (judge(model, pattern).verdict != Verdict::Served)
            wanted.push_back(&pattern);
    return wanted;
}

int list(const Model &model, const Arguments &arguments)
{
    const auto patterns = patternsOf(model, arguments.value("--pattern"));
    Json all = Json::array();
    for (const AccessPattern *pattern : patterns) {
        const Verdict verdict = judge(model, *pattern).verdict;
        const std::vector<Suggestion> suggestions = suggestFor(model, *pattern);
        const std::string nothing = suggestions.empty() ? nothingText(whyNothing(model, *pattern)) : std::string();
        if (arguments.has("--json"))
            all.append(patternJson(*pattern, verdict, suggestions, nothing));
        else
            printText(*pattern, verdict, suggestions, nothing);
    }
    if (arguments.has("--json"))
        std::cout << Json::object({{"accessPatterns", std::move(all)}}).pretty() << "\n";
    else if (patterns.empty())
        std::cout
            << (model.accessPatterns.empty()
                    ? "The model has no access patterns yet. Write them down in the window, or in the file under \"accessPatterns\": what "
                      "must come back is an \"expectation\", and a Scan will do as the step; suggest finds the rest.\n"
                    : "Every access pattern is served.\n");
    else
        std::cout << "\nTake one with --pattern NAME --take N.\n";
    return kSuccess;
}

int take(const Model &model, const Arguments &arguments)
{
    if (!arguments.has("--pattern"))
        throw UsageError("--take needs --pattern NAME, the access pattern whose suggestion is taken.");
    const AccessPattern &pattern = patternNamed(model, arguments.value("--pattern"));
    if (mayNotReplace(arguments))
        return kFailure;
    const std::vector<Suggestion> suggestions = suggestFor(model, pattern);
    if (suggestions.empty())
        throw model::ModelError(pattern.name + ": " + nothingText(whyNothing(model, pattern)), "accessPatterns", 0, 0);
    const auto number = static_cast<std::size_t>(arguments.number("--take", 1, 1, static_cast<long>(suggestions.size())));
    const Suggestion &taken = suggestions[number - 1];
    model::Document document(model);
    document.apply(taken.command);
    const std::string file = arguments.value("-o", arguments.file);
    model::saveModelFile(document.model(), file);
    const Verdict verdict = judge(document.model(), patternNamed(document.model(), pattern.name)).verdict;
    if (arguments.has("--json")) {
        Json remarks = Json::array();
        for (const std::string &remark : taken.command.remarks)
            remarks.append(Json::string(remark));
        std::cout << Json::object({{"taken", suggestionJson(taken)},
                                   {"verdict", Json::string(std::string(model::textOf(verdict)))},
                                   {"remarks", std::move(remarks)},
                                   {"written", Json::string(file)}})
                         .pretty()
                  << "\n";
        return kSuccess;
    }
    std::cout << taken.title << ". " << pattern.name << " is now " << model::textOf(verdict) << ".\n";
    for (const std::string &remark : taken.command.remarks)
        std::cout << "Note: " << remark << "\n";
    std::cout << "Wrote " << file << "\n";
    return kSuccess;
}

} // namespace

std::vector<Option> suggestOptions()
{
    return {{"--pattern", "NAME", "for this access pattern, also when it is served; else for all that are not"},
            {"--take", "N", "do the suggestion of that number, and write the model back"},
            {"-o", "FILE", "with --take: write the model there instead"},
            {"--force", "", "with -o: replace the file"},
            {"--json", "", "print JSON instead of text"}};
}

int suggestKeys(const Arguments &arguments)
{
    if (arguments.has("-o") && !arguments.has("--take"))
        throw UsageError("-o goes with --take.");
    const Model model = model::readModelFile(arguments.file);
    return arguments.has("--take") ? take(model, arguments) : list(model, arguments);
}

} // namespace keywright::cli
