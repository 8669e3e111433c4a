#include <algorithm>
#include <iostream>

#include "app/cli/command_line.h"
#include "core/model/advice.h"
#include "core/model/model_reader.h"
#include "core/model/problems.h"
#include "core/value/json.h"

namespace keywright::cli {

using model::Advice;
using model::AdviceSeverity;
using value::Json;

namespace {

/// Problems and advice alike: what is not right, and where.
std::vector<Advice> findingsOf(const model::Model &model)
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

} // namespace

int checkModel(const Arguments &arguments)
{
    const model::Model model = model::readModelFile(arguments.file);
    const std::vector<Advice> all = findingsOf(model);
    if (arguments.has("--json"))
        printJson(all);
    else
        printText(all);
    return countOf(all, AdviceSeverity::Error) == 0 ? kSuccess : kFailure;
}

} // namespace keywright::cli
