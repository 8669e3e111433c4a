#include "core/simulation/outcome_json.h"

#include <cstdio>

#include "core/simulation/json_number.h"

namespace keywright::simulation {

using value::Json;

namespace {

Json number(double value)
{
    return jsonNumber(value);
}

Json text(std::string_view words)
{
    return Json::string(std::string(words));
}

Json hexadecimal(std::uint64_t hash)
{
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
    return Json::string(digits);
}

Json unitsJson(const capacity::Units &units)
{
    return Json::object({{"reads", number(units.reads)}, {"writes", number(units.writes)}});
}

Json positionJson(const capacity::KeyPosition &position)
{
    return Json::object({{"hash", hexadecimal(position.hash)}, {"sort", hexadecimal(position.sort)}});
}

Json rangeJson(const capacity::PartitionRange &range)
{
    return Json::object({{"first", positionJson(range.first)}, {"last", positionJson(range.last)}});
}

Json countJson(std::size_t count)
{
    return Json::number(static_cast<std::int64_t>(count));
}

Json placeNameJson(const PlaceOutcome &place)
{
    Json json = Json::object({{"table", Json::string(place.table)}});
    if (!place.index.empty())
        json.set("index", Json::string(place.index));
    return json;
}

Json patternJson(const PatternOutcome &pattern, const Outcome &outcome)
{
    Json why = Json::array();
    for (const ThrottledFor &each : pattern.why) {
        const PlaceOutcome &place = outcome.places[each.place];
        Json json = placeNameJson(place);
        json.set("reason", Json::string(capacity::reasonText(each.cause, !place.index.empty(), each.isWrite)));
        json.set("cause", text(capacity::textOf(each.cause)));
        json.set("calls", number(each.calls));
        why.append(std::move(json));
    }
    Json json = Json::object({{"name", Json::string(pattern.pattern)},
                              {"offered", number(pattern.offered)},
                              {"served", number(pattern.served)},
                              {"throttled", number(pattern.throttled)},
                              {"greatestRate", number(pattern.greatestRate)},
                              {"worstSecondShare", number(pattern.worstSecondShare)},
                              {"throttledFor", std::move(why)}});
    if (pattern.worst) {
        Json worst = placeNameJson(outcome.places[pattern.worst->place]);
        worst.set("partition", Json::number(static_cast<std::int64_t>(pattern.worst->partition)));
        worst.set("range", rangeJson(pattern.worst->range));
        worst.set("throttled", number(pattern.worst->throttled));
        json.set("worstPartition", std::move(worst));
    }
    return json;
}

Json splitsJson(const PlaceOutcome &place)
{
    Json splits = Json::array();
    for (const capacity::PartitionSplit &each : place.splits)
        splits.append(Json::object({{"second", Json::number(each.second)},
                                    {"cause", text(capacity::textOf(each.cause))},
                                    {"partition", countJson(each.partition)},
                                    {"into", Json::array({countJson(each.left), countJson(each.right)})},
                                    {"at", positionJson(each.at)}}));
    return splits;
}

Json helplessJson(const PlaceOutcome &place)
{
    Json helpless = Json::array();
    for (const capacity::HelplessPartition &each : place.helpless)
        helpless.append(Json::object({{"second", Json::number(each.second)},
                                      {"cause", text(capacity::textOf(each.cause))},
                                      {"partition", countJson(each.partition)},
                                      {"obstacle", text(capacity::textOf(each.obstacle))}}));
    return helpless;
}

Json throttlesJson(const PlaceOutcome &place)
{
    Json throttles = Json::array();
    for (const ThrottleEvent &each : place.throttles)
        throttles.append(Json::object({{"firstSecond", Json::number(each.firstSecond)},
                                       {"lastSecond", Json::number(each.lastSecond)},
                                       {"partition", countJson(each.partition)},
                                       {"reason", Json::string(capacity::reasonText(each.cause, !place.index.empty(), each.isWrite))},
                                       {"units", number(each.units)}}));
    return throttles;
}

Json placeJson(const PlaceOutcome &place)
{
    Json json = placeNameJson(place);
    json.set("partitionsAtStart", countJson(place.partitionsAtStart));
    json.set("partitionsAtEnd", countJson(place.partitions.size()));
    json.set("greatestHeat", number(place.greatestHeat));
    json.set("offered", unitsJson(place.offered));
    json.set("consumed", unitsJson(place.consumed));
    json.set("throttled", unitsJson(place.throttled));
    Json diagnoses = Json::array();
    for (const Diagnosis &each : place.diagnoses)
        diagnoses.append(Json::object({{"shape", text(textOf(each.shape))}, {"message", Json::string(each.message)}}));
    json.set("diagnoses", std::move(diagnoses));
    Json keys = Json::array();
    for (const HotKey &each : place.hottest)
        keys.append(
            Json::object({{"key", Json::string(each.key)}, {"hash", hexadecimal(each.hash)}, {"offered", unitsJson(each.offered)}}));
    json.set("hottestKeys", std::move(keys));
    json.set("splits", splitsJson(place));
    json.set("unsplittable", helplessJson(place));
    json.set("throttles", throttlesJson(place));
    return json;
}

} // namespace

Json outcomeJson(const Outcome &outcome)
{
    Json patterns = Json::array();
    for (const PatternOutcome &each : outcome.patterns)
        patterns.append(patternJson(each, outcome));
    Json places = Json::array();
    for (const PlaceOutcome &each : outcome.places)
        places.append(placeJson(each));
    Json notes = Json::array();
    for (const std::string &note : outcome.notes)
        notes.append(Json::string(note));
    return Json::object({{"seconds", Json::number(outcome.seconds)},
                         {"seed", Json::number(std::to_string(outcome.seed))},
                         {"accessPatterns", std::move(patterns)},
                         {"places", std::move(places)},
                         {"notes", std::move(notes)}});
}

} // namespace keywright::simulation
