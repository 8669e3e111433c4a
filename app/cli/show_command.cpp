#include <iostream>

#include "app/cli/command_line.h"
#include "core/model/model_reader.h"
#include "core/model/problems.h"
#include "core/value/json.h"

namespace keywright::cli {

using value::Json;

namespace {

std::string keyText(const schema::KeySchema &key)
{
    std::string text;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            text += (text.empty() ? "" : ", ") + attribute.name + " " + std::string(schema::textOf(attribute.type))
                + (part == &key.partition ? " (partition key)" : " (sort key)");
    return text;
}

std::string counted(std::size_t count, const std::string &one, const std::string &many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

void printIndexes(const std::vector<schema::IndexDefinition> &indexes, const std::string &kind)
{
    for (const schema::IndexDefinition &index : indexes)
        std::cout << "  " << kind << " " << index.name << ": " << keyText(index.key) << ", projects "
                  << schema::textOf(index.projection.type) << "\n";
}

void printText(const model::Model &model, const std::vector<model::Problem> &problems)
{
    std::cout << model.name << "\n";
    if (!model.description.empty())
        std::cout << model.description << "\n";
    for (const model::Table &table : model.tables) {
        const model::TableItems *items = model.sampleDataOf(table.definition.name);
        std::cout << "\nTable " << table.definition.name << ": " << keyText(table.definition.key) << ", "
                  << counted(items == nullptr ? 0 : items->items.size(), "item", "items") << " of sample data\n";
        printIndexes(table.definition.localIndexes, "LSI");
        printIndexes(table.definition.globalIndexes, "GSI");
    }
    std::cout << "\n" << counted(model.entities.size(), "entity", "entities") << "\n";
    for (const model::Entity &entity : model.entities) {
        std::cout << "  " << entity.name << ":";
        for (const auto &[attribute, text] : entity.keyTemplates)
            std::cout << "  " << attribute << " " << text;
        std::cout << "\n";
    }
    std::cout << "\n" << counted(model.accessPatterns.size(), "access pattern", "access patterns") << "\n";
    for (const model::AccessPattern &pattern : model.accessPatterns) {
        std::cout << "  " << pattern.name << ":";
        for (const model::Step &step : pattern.steps)
            std::cout << " " << model::textOf(step.operation.kind)
                      << (step.operation.table.empty()
                              ? ""
                              : " on " + (step.operation.index.empty() ? step.operation.table : step.operation.index))
                      << (&step == &pattern.steps.back() ? "" : ", then");
        std::cout << "\n";
    }
    std::cout << "\n" << (problems.empty() ? "No problems found." : counted(problems.size(), "problem", "problems") + ":") << "\n";
    for (const model::Problem &problem : problems)
        std::cout << "  " << (problem.severity == model::Severity::Error ? "error" : "warning") << "  " << problem.place << ": "
                  << problem.message << "\n";
}

Json names(const std::vector<std::string> &all)
{
    Json array = Json::array();
    for (const std::string &name : all)
        array.append(Json::string(name));
    return array;
}

void printJson(const model::Model &model, const std::vector<model::Problem> &problems)
{
    Json tables = Json::array();
    for (const model::Table &table : model.tables) {
        std::vector<std::string> indexes;
        for (const auto *kind : {&table.definition.localIndexes, &table.definition.globalIndexes})
            for (const schema::IndexDefinition &index : *kind)
                indexes.push_back(index.name);
        const model::TableItems *items = model.sampleDataOf(table.definition.name);
        tables.append(Json::object({{"name", Json::string(table.definition.name)},
                                    {"indexes", names(indexes)},
                                    {"items", Json::number(static_cast<std::int64_t>(items == nullptr ? 0 : items->items.size()))}}));
    }
    std::vector<std::string> entities;
    for (const model::Entity &entity : model.entities)
        entities.push_back(entity.name);
    std::vector<std::string> patterns;
    for (const model::AccessPattern &pattern : model.accessPatterns)
        patterns.push_back(pattern.name);
    Json found = Json::array();
    for (const model::Problem &problem : problems)
        found.append(Json::object({{"severity", Json::string(problem.severity == model::Severity::Error ? "error" : "warning")},
                                   {"place", Json::string(problem.place)},
                                   {"message", Json::string(problem.message)}}));
    std::cout << Json::object({{"name", Json::string(model.name)},
                               {"tables", tables},
                               {"entities", names(entities)},
                               {"accessPatterns", names(patterns)},
                               {"problems", found}})
                     .pretty()
              << "\n";
}

} // namespace

int showModel(const Arguments &arguments)
{
    const model::Model model = model::readModelFile(arguments.file);
    const std::vector<model::Problem> problems = model::findProblems(model);
    if (arguments.has("--json"))
        printJson(model, problems);
    else
        printText(model, problems);
    return problems.empty() ? kSuccess : kFailure;
}

} // namespace keywright::cli
