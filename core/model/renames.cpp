#include "core/model/renames.h"

#include <algorithm>

#include "core/model/draft.h"
#include "core/model/json_edit.h"
#include "core/model/parameter_source.h"
#include "core/model/renaming.h"
#include "core/model/saved_operations.h"
#include "core/model/table_edits.h"

namespace keywright::model {

using value::Json;

namespace {

std::string renameText(const std::string &what, const std::string &from, const std::string &to)
{
    return "Rename " + what + " " + from + " to " + to;
}

void replace(std::string &text, const std::string &from, const std::string &to)
{
    if (text == from)
        text = to;
}

void replace(std::vector<std::string> &texts, const std::string &from, const std::string &to)
{
    std::replace(texts.begin(), texts.end(), from, to);
}

TextChange replacing(const std::string &from, const std::string &to)
{
    return [from, to](const std::string &text) { return text == from ? to : text; };
}

void requirePlainName(const std::string &what, const std::string &to)
{
    if (const auto problem = namingProblem(what, to))
        throw EditError(*problem);
}

void requireName(const std::string &what, const std::string &to, bool isTaken)
{
    if (to.empty())
        throw EditError("The " + what + " needs a name.");
    if (isTaken)
        throw EditError("Another " + what + " is named \"" + to + "\"; choose another name.");
}

[[noreturn]] void failMissing(const std::string &what, const std::string &name)
{
    throw EditError("There is no " + what + " \"" + name + "\" to rename.");
}

template <typename Use>
void eachOperation(AccessPattern &pattern, Use use)
{
    for (Step &step : pattern.steps) {
        use(step.operation);
        for (Operation &part : step.parts)
            use(part);
    }
}

template <typename Use>
void eachTemplate(std::vector<std::pair<std::string, Operand>> &operands, Use use)
{
    for (auto &[name, operand] : operands)
        if (auto *text = std::get_if<std::string>(&operand))
            use(*text);
}

/// Every template over parameters and earlier results.
template <typename Use>
void eachTemplate(Operation &operation, Use use)
{
    eachTemplate(operation.key, use);
    eachTemplate(operation.item, use);
    eachTemplate(operation.values, use);
    for (KeyComparison &comparison : operation.keyCondition)
        for (Operand &operand : comparison.values)
            if (auto *text = std::get_if<std::string>(&operand))
                use(*text);
    if (auto *text = operation.searchVector ? std::get_if<std::string>(&*operation.searchVector) : nullptr)
        use(*text);
    use(operation.clientRequestToken);
}

void renamePlaceholders(AccessPattern &pattern, const TextChange &rename)
{
    const auto inText = [&rename](const std::string &text) { return withPlaceholdersRenamed(text, rename); };
    eachOperation(pattern, [&](Operation &operation) { eachTemplate(operation, [&](std::string &text) { text = inText(text); }); });
    Json &expectation = pattern.expectation;
    expectation = withTexts(expectation, {"values", "*"}, inText);
    expectation = withTexts(expectation, {"nearest", "to"}, inText);
    expectation = withTexts(expectation, {"after", "[]", "values", "*"}, inText);
    expectation = withTexts(expectation, {"changes", "[]", "values", "*"}, inText);
    expectation = withTexts(expectation, {"changes", "[]", "by"}, inText);
}

void renameCard(Draft &draft, CardKind kind, const std::string &from, const std::string &to)
{
    if (Canvas *canvas = draft.canvas())
        for (CanvasCard &card : canvas->cards)
            if (card.kind == kind)
                replace(card.name, from, to);
}

template <typename T, typename Value>
void renameKey(std::map<std::string, T, Value> &map, const std::string &from, const std::string &to)
{
    if (auto node = map.extract(from)) {
        node.key() = to;
        map.insert(std::move(node));
    }
}

void remarkStatements(const Model &model, const std::string &name, Command &command)
{
    for (const SavedOperation &saved : model.savedOperations)
        if (statementMentions(saved, name))
            command.remarks.push_back("The statement of saved operation " + saved.name + " mentions " + name + "; change it there.");
}

/// The place of an access pattern of that name.
std::size_t patternAt(const Model &model, const std::string &name)
{
    const AccessPattern *pattern = model.findAccessPattern(name);
    if (pattern == nullptr)
        throw EditError("There is no access pattern \"" + name + "\".");
    return static_cast<std::size_t>(pattern - model.accessPatterns.data());
}

} // namespace

Command renameTable(const Model &model, const std::string &from, const std::string &to)
{
    if (model.findTable(from) == nullptr)
        failMissing("table", from);
    requireName("table", to, from != to && model.findTable(to) != nullptr);
    requirePlainName("table", to);
    Draft draft(model);
    for (std::size_t i = 0; i < model.tables.size(); ++i)
        replace(draft.table(i).definition.name, from, to);
    for (std::size_t i = 0; i < model.entities.size(); ++i)
        replace(draft.entity(i).table, from, to);
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i)
        eachOperation(draft.pattern(i), [&](Operation &operation) { replace(operation.table, from, to); });
    for (std::size_t i = 0; i < model.facets.size(); ++i)
        replace(draft.facet(i).table, from, to);
    for (std::size_t i = 0; i < model.sampleData.size(); ++i)
        replace(draft.sampleHead(i).table, from, to);
    for (std::size_t i = 0; i < model.savedOperations.size(); ++i)
        draft.savedOperation(i) = withTableRenamed(model.savedOperations[i], from, to);
    renameCard(draft, CardKind::Table, from, to);
    Command command = draft.command(renameText("table", from, to));
    remarkStatements(model, from, command);
    return command;
}

Command renameIndex(const Model &model, const std::string &tableName, const std::string &from, const std::string &to)
{
    const Table *table = model.findTable(tableName);
    if (table == nullptr)
        throw EditError("There is no table \"" + tableName + "\".");
    if (!table->definition.hasIndex(from))
        failMissing("index", from);
    requireName("index", to, from != to && table->definition.hasIndex(to));
    requirePlainName("index", to);
    Draft draft(model);
    Table &changed = draft.table(static_cast<std::size_t>(table - model.tables.data()));
    for (auto *indexes : {&changed.definition.localIndexes, &changed.definition.globalIndexes})
        for (schema::IndexDefinition &index : *indexes)
            replace(index.name, from, to);
    for (schema::VectorIndexDefinition &index : changed.definition.vectorIndexes)
        replace(index.name, from, to);
    renameKey(changed.indexNotes, from, to);
    renameKey(changed.indexSettings, from, to);
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i)
        eachOperation(draft.pattern(i), [&](Operation &operation) {
            if (operation.table == tableName)
                replace(operation.index, from, to);
        });
    for (std::size_t i = 0; i < model.savedOperations.size(); ++i)
        draft.savedOperation(i) = withIndexRenamed(model.savedOperations[i], tableName, from, to);
    Command command = draft.command(renameText("index", from, to));
    remarkStatements(model, from, command);
    return command;
}

Command renameEntity(const Model &model, const std::string &from, const std::string &to)
{
    if (model.findEntity(from) == nullptr)
        failMissing("entity", from);
    requireName("entity", to, from != to && model.findEntity(to) != nullptr);
    const TextChange change = replacing(from, to);
    Draft draft(model);
    for (std::size_t i = 0; i < model.entities.size(); ++i) {
        replace(draft.entity(i).name, from, to);
        for (Attribute &attribute : draft.entity(i).attributes)
            for (const auto &path : {std::vector<std::string_view>{"entity"},
                                     {"element", "sampleFormat", "entity"},
                                     {"members", "*", "sampleFormat", "entity"}})
                attribute.sampleFormat = withTexts(attribute.sampleFormat, path, change);
    }
    for (std::size_t i = 0; i < model.relationships.size(); ++i)
        for (std::string *end : {&draft.relationship(i).from, &draft.relationship(i).to, &draft.relationship(i).through})
            replace(*end, from, to);
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i) {
        AccessPattern &pattern = draft.pattern(i);
        replace(pattern.entities, from, to);
        for (Parameter &parameter : pattern.parameters)
            replace(parameter.drawnFromEntity, from, to);
        eachOperation(pattern, [&](Operation &operation) { replace(operation.entity, from, to); });
        pattern.expectation = withTexts(pattern.expectation, {"entities", "[]"}, change);
        pattern.expectation = withTexts(pattern.expectation, {"after", "[]", "entity"}, change);
        pattern.expectation = withTexts(pattern.expectation, {"changes", "[]", "entity"}, change);
    }
    for (std::size_t i = 0; i < model.facets.size(); ++i)
        replace(draft.facet(i).entities, from, to);
    for (std::size_t i = 0; i < model.recipes.size(); ++i)
        for (auto &[entity, count] : draft.recipe(i).counts)
            replace(entity, from, to);
    renameCard(draft, CardKind::Entity, from, to);
    return draft.command(renameText("entity", from, to));
}

Command renameAccessPattern(const Model &model, const std::string &from, const std::string &to)
{
    const std::size_t index = patternAt(model, from);
    requireName("access pattern", to, from != to && model.findAccessPattern(to) != nullptr);
    Draft draft(model);
    draft.pattern(index).name = to;
    return draft.command(renameText("access pattern", from, to));
}

Command renameFacet(const Model &model, std::size_t index, const std::string &to)
{
    if (index >= model.facets.size())
        throw EditError("There is no such facet any more.");
    const Facet &facet = model.facets[index];
    const bool isTaken = std::any_of(model.facets.begin(), model.facets.end(), [&](const Facet &other) {
        return &other != &facet && other.table == facet.table && other.name == to;
    });
    requireName("facet", to, isTaken);
    Draft draft(model);
    draft.facet(index).name = to;
    return draft.command(renameText("facet", facet.name, to));
}

namespace {

/// A parameter that draws from the attribute of its name does so under the new name too, where that is an attribute.
void drawAsNamed(Parameter &parameter, const Parameter &asMade, const Parameter &renamed)
{
    if (renamed.drawnFromEntity.empty())
        return;
    parameter.drawnFromEntity = renamed.drawnFromEntity;
    parameter.drawnFromAttribute = renamed.drawnFromAttribute;
    if (parameter.example == asMade.example || parameter.type != renamed.type)
        parameter.example = renamed.example;
    parameter.type = renamed.type;
}

} // namespace

Command renameParameter(const Model &model, const std::string &patternName, const std::string &from, const std::string &to)
{
    Draft draft(model);
    AccessPattern &pattern = draft.pattern(patternAt(model, patternName));
    const auto named = [&pattern](const std::string &name) {
        return std::find_if(pattern.parameters.begin(), pattern.parameters.end(), [&name](const Parameter &p) { return p.name == name; });
    };
    const auto parameter = named(from);
    if (parameter == pattern.parameters.end())
        failMissing("parameter", from);
    if (to != from && !canStandInExpression(to))
        throw EditError("\"" + to + "\" cannot be a parameter's name; use a letter, then letters, digits and _.");
    bool isTaken = from != to && named(to) != pattern.parameters.end();
    const auto definesValue = [](const Operation &operation, const std::string &name) {
        return std::any_of(operation.values.begin(), operation.values.end(), [&name](const auto &value) { return value.first == name; });
    };
    for (const Step &step : pattern.steps)
        isTaken = isTaken || (from != to && (step.name == to || (step.fanOut && step.fanOut->placeholder == to)));
    eachOperation(pattern, [&](Operation &operation) { isTaken = isTaken || (from != to && definesValue(operation, to)); });
    requireName("parameter, value or step", to, isTaken);

    const Parameter asMade = parameterFor(model, pattern, from);
    const bool isAsMade =
        parameter->drawnFromEntity == asMade.drawnFromEntity && parameter->drawnFromAttribute == asMade.drawnFromAttribute;
    parameter->name = to;
    replace(pattern.principal, from, to);
    renamePlaceholders(pattern, replacing(from, to));
    eachOperation(pattern, [&](Operation &operation) {
        if (definesValue(operation, from))
            return; // there, :from is a value of its own
        for (std::string *text : {&operation.filter, &operation.condition, &operation.update})
            *text = withValueRenamed(*text, from, to);
    });
    const Json *values = pattern.expectation.find("values");
    if (values == nullptr || values->find(from) == nullptr) {
        const auto inExpression = [&](const std::string &text) { return withValueRenamed(text, from, to); };
        pattern.expectation = withTexts(pattern.expectation, {"where"}, inExpression);
        pattern.expectation = withTexts(pattern.expectation, {"after", "[]", "where"}, inExpression);
        pattern.expectation = withTexts(pattern.expectation, {"changes", "[]", "where"}, inExpression);
    }
    if (isAsMade && from != to)
        drawAsNamed(*parameter, asMade, parameterFor(model, pattern, to));
    return draft.command(renameText("parameter", from, to));
}

Command renameStep(const Model &model, const std::string &patternName, const std::string &from, const std::string &to)
{
    Draft draft(model);
    AccessPattern &pattern = draft.pattern(patternAt(model, patternName));
    const auto isNamed = [&](const std::string &name) {
        return std::any_of(pattern.steps.begin(), pattern.steps.end(), [&name](const Step &step) { return step.name == name; });
    };
    if (from.empty() || !isNamed(from))
        failMissing("step", from);
    requireName("step", to, from != to && isNamed(to));
    if (!canStandInExpression(to))
        throw EditError("\"" + to + "\" cannot be a step's name; use a letter, then letters, digits and _.");
    for (Step &step : pattern.steps)
        replace(step.name, from, to);
    eachOperation(pattern, [&](Operation &operation) { replace(operation.forEach, from, to); });
    renamePlaceholders(pattern,
                       [&](const std::string &name) { return name.starts_with(from + ".") ? to + name.substr(from.size()) : name; });
    for (const auto &list : {"after", "changes"}) {
        pattern.expectation = withTexts(pattern.expectation, {list, "[]", "forEach"}, replacing(from, to));
        pattern.expectation = withTexts(pattern.expectation, {list, "[]", "count", "itemsOf"}, replacing(from, to));
    }
    return draft.command(renameText("step", from, to));
}

} // namespace keywright::model
