#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <limits>

#include "app/cli/command_line.h"
#include "app/cli/heat_map_file.h"
#include "app/cli/model_warning.h"
#include "core/model/model_file.h"
#include "core/model/model_reader.h"
#include "core/simulation/heat_picture.h"
#include "core/simulation/model_workload.h"
#include "core/simulation/outcome_json.h"
#include "core/simulation/simulation.h"

namespace keywright::cli {

using simulation::Outcome;
using simulation::PatternOutcome;
using simulation::PlaceOutcome;

namespace {

std::string placeName(const PlaceOutcome &place)
{
    return place.index.empty() ? place.table : place.table + " / " + place.index;
}

void printPattern(const PatternOutcome &pattern, const Outcome &outcome)
{
    const double share = pattern.offered > 0 ? 100 * pattern.throttled / pattern.offered : 0;
    std::cout << std::left << std::setw(48) << pattern.pattern << std::right << std::setprecision(0) << std::setw(13) << pattern.offered
              << std::setw(13) << pattern.served << std::setw(12) << pattern.throttled << std::setprecision(2) << std::setw(9) << share
              << " %\n";
    for (const simulation::ThrottledFor &why : pattern.why) {
        const PlaceOutcome &place = outcome.places[why.place];
        if (why.calls >= 0.5)
            std::cout << "    " << std::setprecision(0) << why.calls << " by the " << capacity::textOf(why.cause) << " of "
                      << placeName(place) << " (" << capacity::reasonText(why.cause, !place.index.empty(), why.isWrite) << ")\n";
    }
    if (pattern.worst && pattern.throttled >= 0.5)
        std::cout << "    worst partition: " << pattern.worst->partition << " of " << placeName(outcome.places[pattern.worst->place])
                  << ", " << pattern.worst->throttled << " throttled\n";
}

void printPlace(const PlaceOutcome &place)
{
    std::cout << "\n"
              << placeName(place) << ": " << place.partitionsAtStart << (place.partitionsAtStart == 1 ? " partition, " : " partitions, ")
              << place.partitions.size() << " at the end; hottest second " << std::setprecision(0) << 100 * place.greatestHeat
              << " % of a partition's limit; " << place.consumed.reads << " read and " << place.consumed.writes << " write units consumed, "
              << place.throttled.reads + place.throttled.writes << " throttled\n";
    for (const simulation::Diagnosis &each : place.diagnoses)
        std::cout << "    " << simulation::textOf(each.shape) << ": " << each.message << "\n";
    for (const capacity::HelplessPartition &each : place.helpless)
        std::cout << "    partition " << each.partition << " cannot be split for " << capacity::textOf(each.cause) << ": "
                  << capacity::textOf(each.obstacle) << "\n";
    const std::size_t keys = std::min<std::size_t>(3, place.hottest.size());
    for (std::size_t i = 0; i < keys; ++i)
        std::cout << "    hot key " << place.hottest[i].key << ": " << place.hottest[i].offered.reads << " read and "
                  << place.hottest[i].offered.writes << " write units\n";
}

void printText(const Outcome &outcome)
{
    std::cout << std::fixed << outcome.seconds / 3'600 << (outcome.seconds == 3'600 ? " hour" : " hours") << " simulated, seed "
              << outcome.seed << "\n\n"
              << std::left << std::setw(48) << "Access pattern" << std::right << std::setw(13) << "offered" << std::setw(13) << "served"
              << std::setw(12) << "throttled"
              << "\n";
    for (const PatternOutcome &pattern : outcome.patterns)
        printPattern(pattern, outcome);
    for (const PlaceOutcome &place : outcome.places)
        printPlace(place);
    for (const std::string &note : outcome.notes)
        std::cout << (&note == &outcome.notes.front() ? "\n" : "") << note << "\n";
}

/// False with a message when the heat map cannot be written.
bool writeHeatMap(const Outcome &outcome, const std::string &file, const simulation::HeatPicture &picture, bool mayReplace)
{
    if (!mayReplace && std::filesystem::exists(file)) {
        std::cerr << "keywright-cli: " << file << " exists; --force replaces it.\n";
        return false;
    }
    try {
        writeHeatMaps(outcome, file, picture);
    } catch (const model::FileError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
        return false;
    }
    return true;
}

/// Changes what --rule says. Throws UsageError.
void changeRules(const Arguments &arguments, capacity::PartitionRules &rules)
{
    for (const std::string &text : arguments.values("--rule")) {
        const std::size_t equals = text.find('=');
        const std::string number = equals == std::string::npos ? std::string() : text.substr(equals + 1);
        double value = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
        if (number.empty() || error != std::errc() || end != number.data() + number.size())
            throw UsageError("--rule needs NAME=NUMBER, not \"" + text + "\".");
        if (const auto wrong = capacity::changeRule(rules, text.substr(0, equals), value))
            throw UsageError(*wrong);
    }
}

void printRules()
{
    const capacity::PartitionRules rules;
    for (const capacity::RuleDescription &rule : capacity::ruleDescriptions())
        std::cout << std::left << std::setw(20) << rule.name << std::setw(16) << rule.get(rules) << rule.title << "\n"
                  << std::setw(36) << "" << (rule.source.empty() ? "an assumption" : rule.source) << "\n";
}

simulation::HeatPicture pictureFor(const Arguments &arguments)
{
    simulation::HeatPicture picture;
    const std::string scale = arguments.value("--scale", "linear");
    if (scale != "linear" && scale != "logarithmic")
        throw UsageError("--scale needs linear or logarithmic, not \"" + scale + "\".");
    picture.scale = scale == "linear" ? simulation::HeatScale::Linear : simulation::HeatScale::Logarithmic;
    return picture;
}

} // namespace

std::vector<Option> simulateOptions()
{
    return {{"--hours", "N", "simulate so many hours from a midnight on, up to 744 (24)"},
            {"--seed", "N", "draw other calls and keys (1)"},
            {"--heat-map", "FILE", "write the heat maps there: a picture when FILE ends with .svg, the figures when it ends with .csv"},
            {"--scale", "SCALE", "of the picture: linear or logarithmic (linear)"},
            {"--rule", "NAME=NUMBER", "change a rule of the partitions; may be given several times"},
            {"--rules", "", "print these rules with their values and sources instead of simulating"},
            {"--times", "N", "as if every access pattern came N times as often (1)"},
            {"--force", "", "replace a heat map that exists"},
            {"--json", "", "print JSON instead of text"}};
}

int simulateModel(const Arguments &arguments)
{
    simulation::SimulationOptions options;
    options.seconds = 3'600 * arguments.number("--hours", 24, 1, 744);
    options.seed = static_cast<std::uint64_t>(arguments.number("--seed", 1, 0, std::numeric_limits<long>::max()));
    changeRules(arguments, options.rules);
    simulation::WorkloadOptions workload;
    workload.rateFactor = static_cast<double>(arguments.number("--times", 1, 1, 1'000'000));
    const std::string heatMap = arguments.value("--heat-map");
    const simulation::HeatPicture picture = pictureFor(arguments);
    if (!heatMap.empty())
        checkHeatMapName(heatMap);
    const model::Model model = model::readModelFile(arguments.file);
    warnOfContradictions(model);
    if (arguments.has("--rules")) {
        printRules();
        return kSuccess;
    }
    const Outcome outcome = simulation::simulate(simulation::workloadOf(model, workload), options);
    if (arguments.has("--json"))
        std::cout << simulation::outcomeJson(outcome).pretty() << "\n";
    else
        printText(outcome);
    return heatMap.empty() || writeHeatMap(outcome, heatMap, picture, arguments.has("--force")) ? kSuccess : kFailure;
}

} // namespace keywright::cli
