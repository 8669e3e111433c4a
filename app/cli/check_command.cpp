#include <algorithm>
#include <fstream>
#include <iostream>

#include "app/cli/command_line.h"
#include "app/cli/written_files.h"
#include "core/model/advice.h"
#include "core/model/document.h"
#include "core/model/model_file.h"
#include "core/model/model_reader.h"
#include "core/model/problems.h"
#include "core/model/unknown_members.h"
#include "core/value/json.h"

namespace keywright::cli {

using model::Advice;
using model::AdviceSeverity;
using value::Json;

namespace {

/// Problems and advice alike: what is not right, and where. `text` is the model's file.
std::vector<Advice> findingsOf(const model::Model &model, const std::string &text)
{
    std::vector<Advice> all;
    for (const model::Problem &problem : model::findProblems(model)) {
        Advice one;
        one.rule = "contradiction";
        one.severity = problem.severity == model::Severity::Error ? AdviceSeverity::Error : AdviceSeverity::Warning;
        one.place = problem.place;
        one.reason = problem.message;
        all.push_back(std::move(one));
    }
    for (Advice &advice : model::adviseOn(model))
        all.push_back(std::move(advice));
    for (const model::UnknownMember &unknown : model::unknownMembers(text)) {
        Advice one;
        one.rule = "unknown-member";
        one.severity = AdviceSeverity::Warning;
        one.place = unknown.place;
        one.reason = "Nothing here has this name (line " + std::to_string(unknown.line) + ", column " + std::to_string(unknown.column)
            + "), so it does nothing.";
        one.remedy = unknown.likely.empty() ? "" : "Did you mean \"" + unknown.likely + "\"?";
        all.push_back(std::move(one));
    }
    std::stable_sort(all.begin(), all.end(), [](const Advice &left, const Advice &right) { return left.severity < right.severity; });
    return all;
}

std::size_t countOf(const std::vector<Advice> &all, AdviceSeverity severity)
{
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [severity](const Advice &each) { return each.severity == severity; }));
}

std::string counted(std::size_t count, AdviceSeverity severity)
{
    return std::to_string(count) + " " + std::string(model::textOf(severity)) + (count == 1 ? "" : "s");
}

void printText(const std::vector<Advice> &all)
{
    for (const AdviceSeverity severity : {AdviceSeverity::Error, AdviceSeverity::Warning, AdviceSeverity::Hint}) {
        const std::size_t count = countOf(all, severity);
        if (count > 0)
            std::cout << counted(count, severity) << "\n";
        for (const Advice &each : all) {
            if (each.severity != severity)
                continue;
            std::cout << "  " << each.place << " [" << each.rule << "]\n    " << each.reason << "\n";
            if (!each.remedy.empty())
                std::cout << "    " << each.remedy << "\n";
            if (!each.source.empty())
                std::cout << "    Source: " << each.source << "\n";
            if (each.fix)
                std::cout << "    Fix: " << each.fix->text << " (--fix " << each.rule << ")\n";
        }
        std::cout << (count > 0 ? "\n" : "");
    }
    std::cout << counted(countOf(all, AdviceSeverity::Error), AdviceSeverity::Error) << ", "
              << counted(countOf(all, AdviceSeverity::Warning), AdviceSeverity::Warning) << ", "
              << counted(countOf(all, AdviceSeverity::Hint), AdviceSeverity::Hint) << ".\n";
}

void printJson(const std::vector<Advice> &all)
{
    Json findings = Json::array();
    for (const Advice &each : all) {
        Json one = Json::object({{"rule", Json::string(each.rule)},
                                 {"severity", Json::string(std::string(model::textOf(each.severity)))},
                                 {"place", Json::string(each.place)},
                                 {"reason", Json::string(each.reason)}});
        if (!each.remedy.empty())
            one.set("remedy", Json::string(each.remedy));
        if (!each.source.empty())
            one.set("source", Json::string(each.source));
        if (each.fix)
            one.set("fix", Json::string(each.fix->text));
        findings.append(std::move(one));
    }
    const auto count = [&all](AdviceSeverity severity) { return Json::number(static_cast<std::int64_t>(countOf(all, severity))); };
    std::cout << Json::object({{"errors", count(AdviceSeverity::Error)},
                               {"warnings", count(AdviceSeverity::Warning)},
                               {"hints", count(AdviceSeverity::Hint)},
                               {"findings", findings}})
                     .pretty()
              << "\n";
}

std::string textOf(const std::string &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// The first advice of the rule that has a fix, at the place where one is named; its end when there is none.
std::optional<Advice> fixable(const model::Model &model, const std::string &rule, const std::string &place)
{
    for (Advice &advice : model::adviseOn(model))
        if (advice.rule == rule && advice.fix && (place.empty() || advice.place == place))
            return std::move(advice);
    return std::nullopt;
}

std::string noFixText(const std::string &rule, const std::string &place)
{
    if (rule == "contradiction")
        return "a contradiction has no fix: what is right is yours to say.";
    const auto rules = model::adviceRules();
    const bool isRule = std::any_of(rules.begin(), rules.end(), [&rule](const model::AdviceRule &each) { return each.id == rule; });
    return isRule ? "no advice of the rule " + rule + (place.empty() ? "" : " at " + place) + " has a fix; check without --fix lists them."
                  : "there is no rule \"" + rule + "\"; check lists each advice with its rule.";
}

/// Does the fixes that are asked for, one after another, as one can change what the next has to do. What was done goes to `done`.
model::Model fixed(model::Model model, const Arguments &arguments, std::vector<std::string> &done)
{
    constexpr std::size_t kMostFixes = 10'000; // a fix that leaves its advice standing must not go on for ever
    model::Document document(std::move(model));
    const std::string place = arguments.value("--at");
    for (const std::string &rule : arguments.values("--fix")) {
        std::optional<Advice> advice = fixable(document.model(), rule, place);
        if (!advice)
            throw UsageError(noFixText(rule, place));
        for (; advice && done.size() < kMostFixes; advice = place.empty() ? fixable(document.model(), rule, place) : std::nullopt) {
            done.push_back(advice->fix->text);
            document.apply(*advice->fix);
        }
    }
    return document.model();
}

} // namespace

std::vector<Option> checkOptions()
{
    return {{"--fix", "RULE", "do the fixes of this rule's advice and write the model back; may be given several times"},
            {"--at", "PLACE", "with --fix: only the one at this place, such as tables[0].globalSecondaryIndexes[1]"},
            {"-o", "FILE", "with --fix: write the model there instead"},
            {"--force", "", "with -o: replace the file"},
            {"--json", "", "print JSON instead of text"}};
}

int checkModel(const Arguments &arguments)
{
    model::Model model = model::readModelFile(arguments.file);
    if (arguments.has("--fix")) {
        std::vector<std::string> done;
        if (mayNotReplace(arguments))
            return kFailure;
        model = fixed(std::move(model), arguments, done);
        const std::string file = arguments.value("-o", arguments.file);
        model::saveModelFile(model, file);
        std::ostream &report = arguments.has("--json") ? std::cerr : std::cout;
        for (const std::string &each : done)
            report << "Fixed: " << each << "\n";
        report << "Wrote " << file << "\n\n";
    } else if (arguments.has("--at") || arguments.has("-o")) {
        throw UsageError("--at and -o go with --fix.");
    }
    const std::vector<Advice> all = findingsOf(model, arguments.has("--fix") ? std::string() : textOf(arguments.file));
    if (arguments.has("--json"))
        printJson(all);
    else
        printText(all);
    return countOf(all, AdviceSeverity::Error) == 0 ? kSuccess : kFailure;
}

} // namespace keywright::cli
