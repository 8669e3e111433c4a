#include "core/model/suggest.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "core/model/edits.h"
#include "core/model/index_design.h"
#include "core/model/judgement.h"
#include "core/model/key_template.h"
#include "core/model/question.h"
#include "core/model/sequence.h"
#include "core/model/suggest_changes.h"
#include "core/model/survey.h"
#include "core/value/item_size.h"

namespace keywright::model {

namespace {

using schema::IndexDefinition;
using schema::ProjectionType;

constexpr double kEntryOverhead = 100; ///< bytes that storage of an index entry costs beyond its attributes
constexpr std::int64_t kBatchOfGets = 100;

/// The attributes of the entities that the answer needs and the index does not hold.
std::vector<std::string> lackingIn(const Question &question, const Table &table, const IndexDefinition &index)
{
    std::vector<std::string> lacking;
    if (index.projection.type == ProjectionType::All || table.definition.isLocalIndex(index.name))
        return lacking;
    for (const Entity *entity : question.entities) {
        for (const Attribute &attribute : entity->attributes) {
            const auto has = [&attribute](const std::vector<std::string> &names) {
                return std::find(names.begin(), names.end(), attribute.name) != names.end();
            };
            const bool matters = question.attributes.empty() || has(question.attributes);
            if (matters && !has(index.projection.attributes) && !index.key.contains(attribute.name)
                && !table.definition.key.contains(attribute.name) && !has(lacking))
                lacking.push_back(attribute.name);
        }
    }
    return lacking;
}

Operation operationOf(const Question &question, const KeyAnswer &answer, const Table &table, const std::string &index)
{
    Operation operation;
    operation.table = table.definition.name;
    operation.index = index;
    if (index.empty() && answer.isWholeKey && !answer.fanOut && question.entities.size() == 1) {
        operation.kind = OperationKind::GetItem;
        for (const KeyComparison &comparison : answer.comparisons)
            operation.key.emplace_back(comparison.attribute, comparison.values.front());
        return operation;
    }
    operation.kind = OperationKind::Query;
    operation.keyCondition = answer.comparisons;
    operation.descending = answer.descending;
    operation.limit = question.limit;
    return operation;
}

std::vector<Step> stepsOf(const Question &question, const KeyAnswer &answer, const Table &table, const std::string &index)
{
    Step step;
    step.operation = operationOf(question, answer, table, index);
    step.fanOut = answer.fanOut;
    return {step};
}

/// A Query that finds the items in the index, and a batch that reads them from the table.
std::vector<Step> findThenRead(std::vector<Step> steps, const Table &table)
{
    steps.front().name = "found";
    Step read;
    read.note = std::to_string(kBatchOfGets) + " items a call at most. The answer has no order of its own.";
    read.operation.kind = OperationKind::BatchGetItem;
    Operation get;
    get.kind = OperationKind::GetItem;
    get.table = table.definition.name;
    get.forEach = "found";
    for (const auto *part : {&table.definition.key.partition, &table.definition.key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            get.key.emplace_back(attribute.name, Operand("{found." + attribute.name + "}"));
    read.parts = {get};
    steps.push_back(read);
    return steps;
}

std::string entityNames(const Question &question)
{
    std::string names;
    for (const Entity *entity : question.entities)
        names += (names.empty() ? "" : ", ") + entity->name;
    return names;
}

double entryBytes(const value::Item &item, const Table &table, const IndexDefinition &index)
{
    value::Item entry;
    for (const auto &[name, value] : item) {
        const auto &projected = index.projection.attributes;
        if (index.projection.type == ProjectionType::All || index.key.contains(name) || table.definition.key.contains(name)
            || std::find(projected.begin(), projected.end(), name) != projected.end())
            entry.set(name, value);
    }
    return static_cast<double>(value::sizeInBytes(entry)) + kEntryOverhead;
}

struct Storage {
    double bytes = 0;
    std::int64_t items = 0;
};

Storage storageOf(const Model &model, const std::string &tableName, const std::string &indexName)
{
    Storage storage;
    const Table *table = model.findTable(tableName);
    const IndexDefinition *index = table == nullptr ? nullptr : table->definition.findIndex(indexName);
    const TableItems *sample = model.sampleDataOf(tableName);
    for (std::size_t i = 0; index != nullptr && sample != nullptr && i < sample->items.size(); ++i) {
        const value::Item &item = sample->items[i];
        const auto isThere = [&item](const schema::KeyAttribute &attribute) { return item.contains(attribute.name); };
        if (!std::all_of(index->key.partition.begin(), index->key.partition.end(), isThere)
            || !std::all_of(index->key.sort.begin(), index->key.sort.end(), isThere))
            continue;
        storage.bytes += entryBytes(item, *table, *index);
        ++storage.items;
    }
    return storage;
}

/// Write units a second in the index, nullopt when nothing that writes the table has a rate.
std::optional<double> writesOf(const Survey &survey, const std::string &table, const std::string &index)
{
    std::optional<double> sum;
    for (const OperationUse &use : survey.uses()) {
        if (!use.isWrite() || !use.perSecond || use.operation->table != table)
            continue;
        sum = sum.value_or(0);
        for (const KeyedPlace &place : survey.places())
            if (place.index != nullptr && place.table->definition.name == table && place.name() == index)
                *sum += *use.perSecond * use.times * survey.writeUnits(use, place);
    }
    return sum;
}

/// The updates that change what a new template is built from and leave its key as it was, a sentence each.
std::vector<std::string> leftBehindBy(const Survey &survey, const IndexDesign &design)
{
    std::vector<std::string> sentences;
    for (const OperationUse &use : survey.uses()) {
        const std::vector<Touched> touched = Survey::touchedBy(*use.operation);
        const auto isTouched = [&touched](const std::string &name) {
            return std::any_of(touched.begin(), touched.end(), [&name](const Touched &each) { return each.attribute == name; });
        };
        for (const NewTemplate &each : design.templates) {
            const Entity *entity = survey.model().findEntity(each.entity);
            const auto parsed = KeyTemplate::parse(each.text);
            const std::vector<std::string> names = parsed ? parsed->names() : std::vector<std::string>();
            const auto name = std::find_if(names.begin(), names.end(), isTouched);
            if (name != names.end() && !isTouched(each.keyAttribute) && entity != nullptr && survey.meets(use, *entity))
                sentences.push_back("\"" + use.pattern->name + "\" changes " + *name + " and must set " + each.keyAttribute + " too.");
        }
    }
    return sentences;
}

class Suggester {
public:
    Suggester(const Model &model, const AccessPattern &pattern, Question question)
        : m_model(model),
          m_pattern(pattern),
          m_question(std::move(question)),
          m_table(*model.findTable(m_question.entities.front()->table)),
          m_survey(model)
    { }

    std::vector<Suggestion> suggestExisting()
    {
        for (const KeyedPlace &place : m_survey.places())
            if (place.table == &m_table)
                addExisting(place);
        return std::move(m_found);
    }

    std::vector<Suggestion> suggest()
    {
        m_found = suggestExisting();
        for (const IndexDesign &design : designsFor(m_survey, m_question, m_pattern, m_table))
            addDesign(design);
        std::stable_sort(m_found.begin(), m_found.end(),
                         [](const Suggestion &left, const Suggestion &right) { return rankOf(left) < rankOf(right); });
        return std::move(m_found);
    }

private:
    static std::tuple<bool, double, SuggestionKind> rankOf(const Suggestion &suggestion)
    {
        const bool changes = suggestion.kind != SuggestionKind::ExistingPlace && suggestion.kind != SuggestionKind::SecondStep;
        return {changes, suggestion.addedWriteUnits.value_or(0), suggestion.kind};
    }

    void addExisting(const KeyedPlace &place)
    {
        const auto answer = answerWith(m_question, m_pattern, place.key());
        const bool isThere = std::all_of(m_question.entities.begin(), m_question.entities.end(),
                                         [&place](const Entity *entity) { return Survey::isIn(*entity, place); });
        if (!answer || !isThere)
            return;
        const std::string index = place.index == nullptr ? "" : place.name();
        const std::vector<Step> steps = stepsOf(m_question, *answer, m_table, index);
        const auto lacking = place.index == nullptr ? std::vector<std::string>() : lackingIn(m_question, m_table, *place.index);
        if (lacking.empty()) {
            add(SuggestionKind::ExistingPlace, std::string(textOf(steps.front().operation.kind)) + " on " + place.name(),
                place.name() + " answers it as it is: the key templates of " + entityNames(m_question) + " already say what it asks.",
                index, steps, {});
            return;
        }
        std::string names;
        for (const std::string &name : lacking)
            names += (names.empty() ? "" : ", ") + name;
        if (m_question.orderBy.empty() && !m_question.limit)
            add(SuggestionKind::SecondStep, "Query " + place.name() + ", then read the items",
                place.name() + " finds the items but does not hold " + names
                    + "; a second step reads them from the table, one read more each.",
                index, findThenRead(steps, m_table), {});
        add(SuggestionKind::Projection, "Project more into " + place.name(),
            place.name() + " finds the items; holding " + names + " too saves the second read and makes its entries larger.", index, steps,
            [&](const Model &model) { return widenProjection(model, index, lacking); });
    }

    Command widenProjection(const Model &model, const std::string &indexName, const std::vector<std::string> &lacking) const
    {
        Table table = *model.findTable(m_table.definition.name);
        for (IndexDefinition &index : table.definition.globalIndexes) {
            if (index.name != indexName)
                continue;
            if (m_question.attributes.empty()) { // the whole item is shown, also what it will have some day
                index.projection = {ProjectionType::All, {}};
                continue;
            }
            index.projection.type = ProjectionType::Include;
            index.projection.attributes.insert(index.projection.attributes.end(), lacking.begin(), lacking.end());
        }
        return changeTable(model, std::move(table));
    }

    void addDesign(const IndexDesign &design)
    {
        const bool isFoundThere = std::any_of(m_found.begin(), m_found.end(), [&design](const Suggestion &each) {
            return each.steps.front().operation.index == design.index.name;
        });
        if (design.kind == SuggestionKind::SortKey && isFoundThere)
            return;
        Sequence sequence(m_model);
        prepare(sequence, design);
        const auto question = questionOf(sequence.model(), m_pattern);
        const Table *table = sequence.model().findTable(m_table.definition.name);
        const IndexDefinition *index = table->definition.findIndex(design.index.name);
        const auto answer = question && index != nullptr ? answerWith(*question, m_pattern, index->key) : std::nullopt;
        if (!answer)
            return;
        const std::vector<Step> steps = stepsOf(*question, *answer, *table, index->name);
        add(design.kind, design.title, design.explanation, index->name, steps, {}, &design);
    }

    void prepare(Sequence &sequence, const IndexDesign &design) const
    {
        if (design.isNew)
            sequence.add([&](const Model &model) {
                Table table = *model.findTable(m_table.definition.name);
                table.definition.globalIndexes.push_back(design.index);
                return changeTable(model, std::move(table));
            });
        for (const NewTemplate &each : design.templates)
            sequence.add([&](const Model &model) { return changeKeyTemplate(model, each.entity, each.keyAttribute, each.text); });
    }

    /// Keeps the suggestion only when it serves the pattern.
    void add(SuggestionKind kind, const std::string &title, const std::string &explanation, const std::string &index,
             const std::vector<Step> &steps, const std::function<Command(const Model &)> &change, const IndexDesign *design = nullptr)
    {
        try {
            Sequence sequence(m_model);
            if (design != nullptr)
                prepare(sequence, *design);
            if (change)
                sequence.add(change);
            const Model changed = sequence.model();
            AccessPattern pattern = m_pattern;
            pattern.steps = steps;
            sequence.add([&](const Model &model) {
                return model.findAccessPattern(pattern.name) == nullptr ? addAccessPattern(model, pattern)
                                                                        : changeAccessPattern(model, pattern);
            });
            if (judge(sequence.model(), pattern).verdict != Verdict::Served)
                return;
            Suggestion suggestion{kind, title, explanation, steps, std::nullopt, 0, 0, {}};
            measure(suggestion, changed, index);
            suggestion.command = sequence.command("Serve " + pattern.name + ": " + title);
            if (design != nullptr)
                suggestion.command.remarks = leftBehindBy(m_survey, *design);
            for (const std::string &remark : suggestion.command.remarks)
                suggestion.explanation += " " + remark;
            m_found.push_back(std::move(suggestion));
        } catch (const EditError &) {
            return; // the model has no room for it, such as a name that is taken
        }
    }

    void measure(Suggestion &suggestion, const Model &changed, const std::string &index) const
    {
        const std::string &table = m_table.definition.name;
        const auto before = writesOf(m_survey, table, index);
        const auto after = writesOf(Survey(changed), table, index);
        if (after)
            suggestion.addedWriteUnits = *after - before.value_or(0);
        const Storage was = storageOf(m_model, table, index);
        const Storage is = storageOf(changed, table, index);
        suggestion.addedBytes = is.bytes - was.bytes;
        suggestion.addedItems = is.items - was.items;
    }

    const Model &m_model;
    const AccessPattern &m_pattern;
    const Question m_question;
    const Table &m_table;
    const Survey m_survey;
    std::vector<Suggestion> m_found;
};

} // namespace

std::string_view textOf(SuggestionKind kind)
{
    switch (kind) {
    case SuggestionKind::ExistingPlace: return "existing place";
    case SuggestionKind::SecondStep: return "second step";
    case SuggestionKind::FindFirst: return "find first";
    case SuggestionKind::KeyToo: return "key in the same update";
    case SuggestionKind::Guard: return "uniqueness guard";
    case SuggestionKind::InvertedIndex: return "inverted index";
    case SuggestionKind::Projection: return "projection";
    case SuggestionKind::SortKey: return "composite sort key";
    case SuggestionKind::OverloadedIndex: return "overloaded index";
    case SuggestionKind::SparseIndex: return "sparse index";
    case SuggestionKind::NewIndex: return "new index";
    case SuggestionKind::MultiAttributeIndex: return "multi-attribute index";
    }
    return {};
}

std::vector<Suggestion> suggestExistingFor(const Model &model, const AccessPattern &pattern)
{
    std::optional<Question> question = questionOf(model, pattern);
    if (!question || model.findTable(question->entities.front()->table) == nullptr)
        return {};
    return Suggester(model, pattern, std::move(*question)).suggestExisting();
}

std::vector<Suggestion> suggestFor(const Model &model, const AccessPattern &pattern)
{
    std::optional<Question> question = questionOf(model, pattern);
    if (!question)
        return suggestForChange(model, pattern);
    if (model.findTable(question->entities.front()->table) == nullptr)
        return {};
    return Suggester(model, pattern, std::move(*question)).suggest();
}

} // namespace keywright::model
