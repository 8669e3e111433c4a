#include "app/cli/import_report.h"

#include <iostream>

#include "app/cli/command_line.h"
#include "core/value/json.h"

namespace keywright::cli {

using value::Json;

namespace {

Json texts(const std::vector<std::string> &all)
{
    Json array = Json::array();
    for (const std::string &text : all)
        array.append(Json::string(text));
    return array;
}

std::string percent(double confidence)
{
    return std::to_string(static_cast<int>(confidence * 100 + 0.5));
}

template <typename Inferred>
Json proposal(const std::string &name, const Inferred &each)
{
    return Json::object({{"name", Json::string(name)},
                         {"confidencePercent", Json::number(static_cast<std::int64_t>(each.confidence * 100 + 0.5))},
                         {"reason", Json::string(each.reason)}});
}

void printJson(const ImportReport &report)
{
    Json entities = Json::array();
    for (const exchange::InferredEntity &each : report.inference.entities)
        entities.append(proposal(each.entity.name, each));
    Json relationships = Json::array();
    for (const exchange::InferredRelationship &each : report.inference.relationships)
        relationships.append(proposal(each.relationship.name, each));
    std::cout << Json::object({{"read", texts(report.summaries)},
                               {"written", report.written.empty() ? Json() : Json::string(report.written)},
                               {"inferredEntities", entities},
                               {"inferredRelationships", relationships},
                               {"losses", texts(report.losses)},
                               {"notes", texts(report.notes)},
                               {"problems", texts(report.problems)}})
                     .pretty()
              << "\n";
}

void printText(const ImportReport &report)
{
    for (const std::string &loss : report.losses)
        std::cerr << "Not converted: " << loss << "\n";
    for (const std::string &problem : report.problems)
        std::cerr << "Problem: " << problem << "\n";
    for (const std::string &summary : report.summaries)
        std::cout << "Read " << summary << "\n";
    for (const std::string &note : report.notes)
        std::cout << "Note: " << note << "\n";
    for (const exchange::InferredEntity &each : report.inference.entities)
        std::cout << "Entity " << each.entity.name << " (" << percent(each.confidence) << "% sure): " << each.reason << "\n";
    for (const exchange::InferredRelationship &each : report.inference.relationships)
        std::cout << "Relationship " << each.relationship.name << " (" << percent(each.confidence) << "% sure): " << each.reason << "\n";
    std::cout << (report.written.empty() ? std::string("Nothing was written.") : "Wrote " + report.written) << "\n";
}

} // namespace

int print(const ImportReport &report, bool asJson)
{
    if (asJson)
        printJson(report);
    else
        printText(report);
    return report.problems.empty() ? kSuccess : kFailure;
}

} // namespace keywright::cli
