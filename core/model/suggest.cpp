#include "core/model/suggest.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "core/model/derived_expectation.h"
#include "core/model/edits.h"
#include "core/model/index_design.h"
#include "core/model/judgement.h"
#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/model/question.h"
#include "core/model/sequence.h"
#include "core/model/step_edits.h"
#include "core/model/suggest_changes.h"
#include "core/model/suggest_steps.h"
#include "core/model/survey.h"
#include "core/value/item_size.h"

namespace keywright::model {

namespace {

using schema::IndexDefinition;
using schema::ProjectionType;
using value::Json;

constexpr double kEntryOverhead = 100; ///< bytes that storage of an index entry costs beyond its attributes

/// The attributes of the entities that the answer needs and the index does not hold. `wanted` is empty for all of them.
std::vector<std::string> lackingIn(const Question &question, const std::vector<std::string> &wanted, const Table &table,
                                   const IndexDefinition &index)
{
    std::vector<std::string> lacking;
    if (index.projection.type == ProjectionType::All || table.definition.isLocalIndex(index.name))
        return lacking;
    for (const Entity *entity : question.entities) {
        for (const Attribute &attribute : entity->attributes) {
            const bool matters = wanted.empty() || contains(wanted, attribute.name);
            if (matters && !contains(index.projection.attributes, attribute.name) && !index.key.contains(attribute.name)
                && !table.definition.key.contains(attribute.name) && !contains(lacking, attribute.name))
                lacking.push_back(attribute.name);
        }
    }
    return lacking;
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

/// What is asked of a key, and what a filter asks of the items that the key finds.
struct Asked {
    Question question;
    std::vector<Conjunct> filter;
};

bool isSame(const AskedFor &one, const Conjunct &other)
{
    return other.asked && *other.asked == one;
}

/// All of it asked of the key as far as a key can answer it; and, where that leaves the expectation's words, those alone with
/// what the filter of the steps asks besides.
std::vector<Asked> waysToAsk(const Question &question, const std::vector<Conjunct> &filter)
{
    Asked keyed{question, {}};
    Asked filtered{question, {}};
    for (const Conjunct &conjunct : filter) {
        const bool isImplied = std::all_of(question.entities.begin(), question.entities.end(),
                                           [&conjunct](const Entity *entity) { return holdsForAll(conjunct, *entity); });
        const auto &conditions = question.conditions;
        const bool isAsked =
            std::any_of(conditions.begin(), conditions.end(), [&conjunct](const AskedFor &each) { return isSame(each, conjunct); });
        if (isImplied || isAsked)
            continue;
        filtered.filter.push_back(conjunct);
        if (conjunct.asked)
            keyed.question.conditions.push_back(*conjunct.asked);
        else
            keyed.filter.push_back(conjunct);
    }
    if (keyed.question.conditions.size() == question.conditions.size())
        return {std::move(keyed)};
    return {std::move(keyed), std::move(filtered)};
}

class Suggester {
public:
    Suggester(const Model &model, const AccessPattern &pattern, Question question)
        : m_model(model),
          m_pattern(pattern),
          m_question(std::move(question)),
          m_table(*model.findTable(m_question.entities.front()->table)),
          m_survey(model),
          m_steps(pattern),
          m_verdict(pattern.steps.empty() ? Verdict::NotServed : judge(model, pattern).verdict)
    {
        if (const auto filter = m_steps.filter())
            m_asked = waysToAsk(m_question, *filter);
    }

    std::vector<Suggestion> suggestExisting()
    {
        for (const KeyedPlace &place : m_survey.places())
            if (place.table == &m_table)
                addExisting(place);
        if (m_isServedSo)
            m_found.clear();
        return std::move(m_found);
    }

    std::vector<Suggestion> suggest()
    {
        m_found = suggestExisting();
        for (std::size_t i = 0; i < m_asked.size() && !m_isServedSo; ++i) {
            const std::size_t before = m_found.size();
            for (const IndexDesign &design : designsFor(m_survey, m_asked[i].question, m_pattern, m_table))
                addDesign(design, m_asked[i]);
            if (m_found.size() > before)
                break;
        }
        std::stable_sort(m_found.begin(), m_found.end(),
                         [](const Suggestion &left, const Suggestion &right) { return rankOf(left) < rankOf(right); });
        return std::move(m_found);
    }

    /// After suggestExisting(): the pattern's steps are the answer of a key already.
    bool isServedSo() const { return m_isServedSo; }

private:
    static std::tuple<bool, bool, double, SuggestionKind> rankOf(const Suggestion &suggestion)
    {
        const bool changes = suggestion.kind != SuggestionKind::ExistingPlace && suggestion.kind != SuggestionKind::SecondStep;
        const bool filters =
            std::any_of(suggestion.steps.begin(), suggestion.steps.end(), [](const Step &step) { return !step.operation.filter.empty(); });
        return {filters, changes, suggestion.addedWriteUnits.value_or(0), suggestion.kind};
    }

    void addExisting(const KeyedPlace &place)
    {
        for (const Asked &asked : m_asked)
            if (addExisting(place, asked))
                return;
    }

    /// The attributes that an index must hold; empty for all.
    std::vector<std::string> wantedOf(const Asked &asked) const
    {
        std::vector<std::string> wanted = m_steps.projection().empty() ? asked.question.attributes : m_steps.projection();
        for (const Conjunct &conjunct : asked.filter)
            if (!wanted.empty())
                wanted.insert(wanted.end(), conjunct.attributes.begin(), conjunct.attributes.end());
        return wanted;
    }

    /// What a GSI takes from the reading, in words.
    std::string lossesIn(const KeyedPlace &place) const
    {
        return place.isGlobal() && m_steps.isConsistent()
            ? " The read is eventually consistent then: a GSI has no strongly consistent reads."
            : std::string();
    }

    /// Whether the key answers it, so that no other way to ask there is better.
    bool addExisting(const KeyedPlace &place, const Asked &asked)
    {
        const auto answer = answerWith(asked.question, m_pattern, place.key());
        const auto &entities = asked.question.entities;
        const bool isThere =
            std::all_of(entities.begin(), entities.end(), [&place](const Entity *entity) { return Survey::isIn(*entity, place); });
        if (!answer || !isThere || filtersByKey(asked, place.key()))
            return false;
        const std::string index = place.index == nullptr ? "" : place.name();
        const std::vector<Step> steps = m_steps.with(asked.question, *answer, m_table, index, asked.filter);
        const std::vector<std::string> wanted = wantedOf(asked);
        const auto lacking = place.index == nullptr ? std::vector<std::string>() : lackingIn(asked.question, wanted, m_table, *place.index);
        if (lacking.empty()) {
            const std::string how = asked.filter.empty()
                ? " answers it as it is: the key templates of " + entityNames(asked.question) + " already say what it asks."
                : " finds the items by their key as it is; the filter drops some of what it reads.";
            add(SuggestionKind::ExistingPlace, std::string(textOf(kindAt(steps, index))) + " on " + place.name(),
                place.name() + how + lossesIn(place), index, steps, {});
            return true;
        }
        std::string names;
        for (const std::string &name : lacking)
            names += (names.empty() ? "" : ", ") + name;
        if (asked.question.orderBy.empty() && !asked.question.limit && asked.filter.empty())
            add(SuggestionKind::SecondStep, "Query " + place.name() + ", then read the items",
                place.name() + " finds the items but does not hold " + names
                    + "; a second step reads them from the table, one read more each.",
                index, m_steps.withSecondRead(asked.question, *answer, m_table, index), {});
        add(SuggestionKind::Projection, "Project more into " + place.name(),
            place.name() + " finds the items; holding " + names + " too saves the second read and makes its entries larger."
                + lossesIn(place),
            index, steps, [&](const Model &model) { return widenProjection(model, index, wanted, lacking); });
        return true;
    }

    /// A filter of a Query must not name the key's attributes.
    static bool filtersByKey(const Asked &asked, const schema::KeySchema &key)
    {
        return std::any_of(asked.filter.begin(), asked.filter.end(), [&key](const Conjunct &conjunct) {
            return std::any_of(conjunct.attributes.begin(), conjunct.attributes.end(),
                               [&key](const std::string &name) { return key.contains(name); });
        });
    }

    OperationKind kindAt(const std::vector<Step> &steps, const std::string &index) const
    {
        for (const Step &step : steps)
            if (step.operation.table == m_table.definition.name && step.operation.index == index
                && (step.operation.kind == OperationKind::GetItem || step.operation.kind == OperationKind::Query))
                return step.operation.kind;
        return OperationKind::Query;
    }

    Command widenProjection(const Model &model, const std::string &indexName, const std::vector<std::string> &wanted,
                            const std::vector<std::string> &lacking) const
    {
        Table table = *model.findTable(m_table.definition.name);
        for (IndexDefinition &index : table.definition.globalIndexes) {
            if (index.name != indexName)
                continue;
            if (wanted.empty()) { // the whole item is shown, also what it will have some day
                index.projection = {ProjectionType::All, {}};
                continue;
            }
            index.projection.type = ProjectionType::Include;
            index.projection.attributes.insert(index.projection.attributes.end(), lacking.begin(), lacking.end());
        }
        return changeTable(model, std::move(table));
    }

    void addDesign(const IndexDesign &design, const Asked &asked)
    {
        const bool isFoundThere = std::any_of(m_found.begin(), m_found.end(), [&design](const Suggestion &each) {
            return std::any_of(each.steps.begin(), each.steps.end(),
                               [&design](const Step &step) { return step.operation.index == design.index.name; });
        });
        if (design.kind == SuggestionKind::SortKey && isFoundThere)
            return;
        Sequence sequence(m_model);
        prepare(sequence, design);
        const Model &changed = sequence.model();
        Question question = asked.question;
        for (const Entity *&entity : question.entities)
            entity = changed.findEntity(entity->name);
        const Table *table = changed.findTable(m_table.definition.name);
        const IndexDefinition *index = table->definition.findIndex(design.index.name);
        const auto answer = index != nullptr ? answerWith(question, m_pattern, index->key) : std::nullopt;
        if (!answer || filtersByKey(asked, index->key))
            return;
        const std::vector<Step> steps = m_steps.with(question, *answer, *table, index->name, asked.filter);
        const KeyedPlace place{table, 0, index, false, {}};
        add(design.kind, design.title, design.explanation + lossesIn(place), index->name, steps, {}, &design);
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

    /// Whether it serves the pattern, or at least reads less for it than its steps do now.
    bool isBetter(const Model &changed, const AccessPattern &pattern) const
    {
        const Verdict verdict = judge(changed, pattern).verdict;
        const bool filters = verdict == Verdict::Filtered && m_verdict > Verdict::Filtered && !pattern.steps.empty();
        return verdict == Verdict::Served || (filters && std::any_of(pattern.steps.begin(), pattern.steps.end(), [](const Step &step) {
                                                  return !step.operation.filter.empty();
                                              }));
    }

    /// Keeps the suggestion only when it is one.
    void add(SuggestionKind kind, const std::string &title, const std::string &explanation, const std::string &index,
             const std::vector<Step> &steps, const std::function<Command(const Model &)> &change, const IndexDesign *design = nullptr)
    {
        if (design == nullptr && !change && steps == m_pattern.steps) {
            m_isServedSo = m_isServedSo || (kind == SuggestionKind::ExistingPlace && m_verdict == Verdict::Served);
            return;
        }
        try {
            Sequence sequence(m_model);
            if (design != nullptr)
                prepare(sequence, *design);
            if (change)
                sequence.add(change);
            const Model changed = sequence.model();
            AccessPattern pattern = m_pattern;
            pattern.steps = steps;
            if (isDerived(pattern))
                if (auto derived = derivedExpectation(changed, pattern))
                    pattern.expectation = std::move(*derived);
            sequence.add([&](const Model &model) {
                return model.findAccessPattern(pattern.name) == nullptr ? addAccessPattern(model, pattern)
                                                                        : changeAccessPattern(model, pattern);
            });
            if (!isBetter(sequence.model(), pattern))
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
    const RebuiltSteps m_steps;
    const Verdict m_verdict; ///< of the steps as they are
    std::vector<Asked> m_asked;
    bool m_isServedSo = false;
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

NothingToSuggest whyNothing(const Model &model, const AccessPattern &pattern)
{
    const Json &expectation = pattern.expectation;
    const bool isRead = !writes(pattern);
    std::optional<Question> question = questionOf(model, pattern);
    if (!question && (!isRead || expectation.find("after") != nullptr || expectation.find("changes") != nullptr))
        return NothingToSuggest::SoundChange;
    if (!question && expectation.find("entities") == nullptr)
        return NothingToSuggest::NoExpectation;
    if (!question || model.findTable(question->entities.front()->table) == nullptr)
        return NothingToSuggest::NotForAKey;
    Suggester suggester(model, pattern, std::move(*question));
    suggester.suggestExisting();
    return suggester.isServedSo() ? NothingToSuggest::ServedSo : NothingToSuggest::NoKeyServes;
}

} // namespace keywright::model
