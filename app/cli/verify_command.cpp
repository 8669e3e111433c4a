#include <algorithm>
#include <iomanip>
#include <iostream>
#include <limits>
#include <sstream>

#include "app/cli/command_line.h"
#include "app/cli/report_json.h"
#include "core/model/model_reader.h"
#include "core/session/verification.h"
#include "core/value/dynamodb_json.h"
#include "core/value/json.h"

namespace keywright::cli {

using session::PatternVerification;
using session::VerificationStatus;
using value::Json;

namespace {

std::string numberText(double number)
{
    std::ostringstream text;
    text << number;
    return text.str();
}

std::string argumentsText(const session::Arguments &arguments)
{
    std::string text;
    for (const auto &[name, argument] : arguments)
        text += (text.empty() ? "" : ", ") + name + " = " + value::displayText(argument);
    return text;
}

std::string countsText(const PatternVerification &result)
{
    std::string text = std::to_string(result.runs) + (result.runs == 1 ? " run" : " runs");
    if (result.refusedRuns > 0)
        text += " (" + std::to_string(result.refusedRuns) + " refused)";
    if (result.itemsWritten > 0)
        text += ", " + std::to_string(result.itemsWritten) + " written";
    else
        text += ", " + std::to_string(result.itemsRead) + " read, " + std::to_string(result.itemsReturned) + " returned";
    return text + ", " + numberText(result.capacityUnits()) + (result.capacityUnits() == 1 ? " unit" : " units");
}

void printText(const PatternVerification &result)
{
    std::cout << std::left << std::setw(14) << session::textOf(result.status) << std::setw(11) << model::textOf(result.judgement.verdict)
              << std::setw(50) << result.pattern << countsText(result) << "\n";
    if (result.status == VerificationStatus::Verified)
        return;
    if (!result.arguments.empty())
        std::cout << "    with " << argumentsText(result.arguments) << "\n";
    if (!result.message.empty())
        std::cout << "    " << result.message << "\n";
    for (const model::Difference &difference : result.differences)
        std::cout << "    " << model::textOf(difference) << "\n";
    if (result.differenceCount > result.differences.size())
        std::cout << "    and " << result.differenceCount - result.differences.size() << " more\n";
}

void printSummary(const std::vector<PatternVerification> &results)
{
    const auto count = [&results](VerificationStatus status) {
        return std::count_if(results.begin(), results.end(), [status](const auto &each) { return each.status == status; });
    };
    std::cout << "\n"
              << count(VerificationStatus::Verified) << " of " << results.size() << " access patterns verified, "
              << count(VerificationStatus::Failed) << " failed, " << count(VerificationStatus::CouldNotRun) << " could not run, "
              << count(VerificationStatus::NotJudged) << " not judged.\n";
}

Json unitsJson(const std::map<std::string, double> &units)
{
    Json json = Json::object();
    for (const auto &[index, consumed] : units)
        json.set(index, Json::number(numberText(consumed)));
    return json;
}

Json consumedJson(const std::vector<capacity::ConsumedCapacity> &all)
{
    Json json = Json::array();
    for (const capacity::ConsumedCapacity &consumed : all)
        json.append(Json::object({{"table", Json::string(consumed.table)},
                                  {"tableUnits", Json::number(numberText(consumed.tableUnits))},
                                  {"localIndexUnits", unitsJson(consumed.localIndexUnits)},
                                  {"globalIndexUnits", unitsJson(consumed.globalIndexUnits)}}));
    return json;
}

Json resultJson(const PatternVerification &result)
{
    Json json = Json::object({{"name", Json::string(result.pattern)},
                              {"status", Json::string(std::string(session::textOf(result.status)))},
                              {"verdict", Json::string(std::string(model::textOf(result.judgement.verdict)))},
                              {"runs", countJson(result.runs)},
                              {"failedRuns", countJson(result.failedRuns)},
                              {"refusedRuns", countJson(result.refusedRuns)},
                              {"itemsRead", Json::number(result.itemsRead)},
                              {"itemsReturned", Json::number(result.itemsReturned)},
                              {"itemsWritten", Json::number(result.itemsWritten)},
                              {"capacityUnits", Json::number(numberText(result.capacityUnits()))},
                              {"consumed", consumedJson(result.consumed)},
                              {"fingerprint", Json::string(result.fingerprint)}});
    if (!result.message.empty())
        json.set("message", Json::string(result.message));
    if (result.failedRuns == 0)
        return json;
    Json arguments = Json::object();
    for (const auto &[name, argument] : result.arguments)
        arguments.set(name, value::toDynamoDbJson(argument));
    Json differences = Json::array();
    for (const model::Difference &difference : result.differences)
        differences.append(Json::string(model::textOf(difference)));
    json.set("arguments", std::move(arguments));
    json.set("differences", std::move(differences));
    json.set("differenceCount", countJson(result.differenceCount));
    return json;
}

} // namespace

std::vector<Option> verifyOptions()
{
    return {{"--json", "", "print JSON instead of text"},
            {"--pattern", "NAME", "only this access pattern"},
            {"--seed", "N", "draw other arguments from the sample data (1)"},
            {"--runs", "N", "at most so many runs of a pattern, each with other arguments (8)"}};
}

int verifyModel(const Arguments &arguments)
{
    session::VerificationOptions options;
    const std::string onlyPattern = arguments.value("--pattern");
    if (!onlyPattern.empty())
        options.onlyPatterns.push_back(onlyPattern);
    options.seed = static_cast<std::uint64_t>(arguments.number("--seed", 1, 0, std::numeric_limits<long>::max()));
    options.runsOfAPattern = static_cast<std::size_t>(arguments.number("--runs", 8, 1, 10'000));

    const model::Model model = model::readModelFile(arguments.file);
    if (!onlyPattern.empty() && model.findAccessPattern(onlyPattern) == nullptr)
        throw model::ModelError("The model has no access pattern \"" + onlyPattern + "\".", "accessPatterns", 0, 0);
    if (model.accessPatterns.empty()) {
        std::cerr << "keywright-cli: The model has no access patterns, so there is nothing to verify.\n";
        return kFailure;
    }
    const std::vector<PatternVerification> results = session::verify(model, options);
    if (arguments.has("--json")) {
        Json patterns = Json::array();
        for (const PatternVerification &result : results)
            patterns.append(resultJson(result));
        std::cout << Json::object({{"accessPatterns", std::move(patterns)}}).pretty() << "\n";
    } else {
        for (const PatternVerification &result : results)
            printText(result);
        printSummary(results);
    }
    const bool isWrong = std::any_of(results.begin(), results.end(), [](const PatternVerification &result) {
        return result.status == VerificationStatus::Failed || result.status == VerificationStatus::CouldNotRun;
    });
    return isWrong ? kFailure : kSuccess;
}

} // namespace keywright::cli
