#include "core/model/suggest_changes.h"

#include <algorithm>
#include <set>

#include "core/model/change_design.h"
#include "core/model/edits.h"
#include "core/model/judgement.h"
#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/model/problems.h"
#include "core/value/item_size.h"

namespace keywright::model {

namespace {

constexpr double kItemOverhead = 100; ///< bytes that storage of an item costs beyond its attributes

Model madeOf(const Model &model, const Command &command)
{
    Model changed = model;
    for (const PartChange &change : command.changes)
        make(changed, change);
    return changed;
}

std::optional<double> writesOfTables(const Model &model, const std::string &pattern)
{
    const Survey survey(model);
    std::optional<double> sum;
    for (const OperationUse &use : survey.uses())
        for (const KeyedPlace &place : survey.places())
            if (use.pattern->name == pattern && use.isWrite() && use.perSecond && place.index == nullptr)
                sum = sum.value_or(0) + *use.perSecond * use.times * survey.writeUnits(use, place);
    return sum;
}

/// Whether the operation finds its item by a key that it is to give.
bool isByKey(const Operation &operation)
{
    return operation.kind == OperationKind::UpdateItem || operation.kind == OperationKind::DeleteItem
        || operation.kind == OperationKind::ConditionCheck;
}

class ChangeSuggester {
public:
    ChangeSuggester(const Model &model, const AccessPattern &pattern) : m_model(model), m_pattern(pattern), m_survey(model) { }

    std::vector<Suggestion> suggest()
    {
        for (const OperationUse &use : m_survey.uses()) {
            if (use.pattern->name != m_pattern.name)
                continue;
            if (isByKey(*use.operation) && !isKeyKnown(use))
                addFinds(use);
            for (const KeyLeftBehind &left : keysLeftBehindBy(m_survey, use))
                addKeyToo(left);
            if (const auto put = unguardedPut(m_survey, use))
                addGuard(*put);
        }
        return std::move(m_found);
    }

private:
    bool isKnown(const OperationUse &use, const std::string &name) const
    {
        const auto is = [&name](const std::string &other) { return !other.empty() && (name == other || name.starts_with(other + ".")); };
        const auto &parameters = m_pattern.parameters;
        bool known = use.step->fanOut && is(use.step->fanOut->placeholder);
        known = known || std::any_of(parameters.begin(), parameters.end(), [&is](const Parameter &each) { return is(each.name); });
        for (std::size_t i = 0; i < use.stepNumber; ++i)
            known = known || is(m_pattern.steps[i].name);
        return known;
    }

    bool isKeyKnown(const OperationUse &use) const
    {
        const Table *table = m_model.findTable(use.operation->table);
        std::set<std::string> lacking;
        if (table != nullptr)
            for (const std::string &name : namesOf(table->definition.key))
                lacking.insert(name);
        for (const auto &[name, operand] : use.operation->key) {
            lacking.erase(name);
            const auto *text = std::get_if<std::string>(&operand);
            const auto parsed = KeyTemplate::parse(text == nullptr ? "" : *text);
            for (const std::string &each : parsed ? parsed->names() : std::vector<std::string>())
                if (!isKnown(use, each))
                    return false;
        }
        return lacking.empty();
    }

    const Entity *entityOf(const OperationUse &use) const
    {
        if (const Entity *entity = m_model.findEntity(use.operation->entity))
            return entity;
        std::vector<const Entity *> candidates;
        for (const std::string &name : m_pattern.entities)
            if (const Entity *entity = m_model.findEntity(name); entity != nullptr && entity->table == use.operation->table)
                candidates.push_back(entity);
        return candidates.size() == 1 ? candidates.front() : nullptr;
    }

    /// Parameters that say which items, not what becomes of them: attribute, parameter.
    std::vector<std::pair<std::string, std::string>> knownOf(const Entity &entity) const
    {
        std::set<std::string> written;
        for (const OperationUse &use : m_survey.uses()) {
            if (use.pattern->name != m_pattern.name)
                continue;
            for (const auto *operands : {&use.operation->values, &use.operation->item})
                for (const auto &[name, operand] : *operands)
                    if (const auto *text = std::get_if<std::string>(&operand))
                        if (const auto parsed = KeyTemplate::parse(*text))
                            for (const std::string &each : parsed->names())
                                written.insert(each);
            for (const Parameter &parameter : m_pattern.parameters)
                if (use.operation->update.find(":" + parameter.name) != std::string::npos)
                    written.insert(parameter.name);
        }
        std::vector<std::pair<std::string, std::string>> known;
        for (const Parameter &parameter : m_pattern.parameters) {
            const bool isDrawn = parameter.drawnFromEntity == entity.name;
            const std::string &attribute = isDrawn ? parameter.drawnFromAttribute : parameter.name;
            if (!written.contains(parameter.name) && entity.findAttribute(attribute) != nullptr)
                known.emplace_back(attribute, parameter.name);
        }
        return known;
    }

    /// The read that finds the items, as an access pattern in this one's place.
    AccessPattern readOf(const Entity &entity, const std::vector<std::pair<std::string, std::string>> &known, const Table &table) const
    {
        std::string where;
        for (const auto &[attribute, parameter] : known)
            where += (where.empty() ? "" : " AND ") + attribute + " = :" + parameter;
        value::Json attributes = value::Json::array();
        for (const std::string &name : namesOf(table.definition.key))
            attributes.append(value::Json::string(name));
        AccessPattern read = m_pattern;
        read.steps.clear();
        read.entities = {entity.name};
        read.expectation = value::Json::object({{"entities", value::Json::array({value::Json::string(entity.name)})},
                                                {"where", value::Json::string(where)},
                                                {"attributes", attributes}});
        return read;
    }

    void addFinds(const OperationUse &use)
    {
        const Entity *entity = entityOf(use);
        const Table *table = m_model.findTable(use.operation->table);
        if (entity == nullptr || table == nullptr || !use.operation->forEach.empty())
            return;
        const auto known = knownOf(*entity);
        if (known.empty())
            return;
        for (Suggestion &found : suggestFor(m_model, readOf(*entity, known, *table)))
            if (found.steps.size() == 1)
                addFind(use, *entity, *table, std::move(found));
    }

    void addFind(const OperationUse &use, const Entity &entity, const Table &table, Suggestion found)
    {
        AccessPattern pattern = m_pattern;
        const Operation &read = found.steps.front().operation;
        const bool isDirect = read.kind == OperationKind::GetItem;
        Operation &change = operationAt(pattern, placeOf(use));
        if (isDirect) {
            change.key = read.key;
            found.title = "Build the key from the templates of " + entity.name;
            found.explanation = "The parameters are all that the key of " + entity.name + " is built from; no read is needed.";
        } else {
            Step find = found.steps.front();
            find.name = freeStepName();
            change.forEach = find.name;
            change.key.clear();
            for (const std::string &name : namesOf(table.definition.key))
                change.key.emplace_back(name, Operand("{" + find.name + "." + name + "}"));
            if (change.kind == OperationKind::UpdateItem && change.condition.empty())
                change.condition = "attribute_exists(" + table.definition.key.partition.front().name + ")";
            pattern.steps.insert(pattern.steps.begin() + static_cast<std::ptrdiff_t>(use.stepNumber), find);
            found.title = "Find first: " + found.title;
            found.explanation += " The change is then made to each item found"
                + std::string(read.index.empty() || table.definition.isLocalIndex(read.index)
                                  ? "."
                                  : "; the index is only eventually consistent, so the change should have a condition.");
            if (found.kind == SuggestionKind::ExistingPlace)
                found.kind = SuggestionKind::FindFirst;
        }
        found.steps = pattern.steps;
        PartChange &last = found.command.changes.back();
        last.after = Part(pattern);
        found.command.text = "Serve " + m_pattern.name + ": " + found.title;
        add(std::move(found));
    }

    std::string freeStepName() const
    {
        const auto isTaken = [this](const std::string &name) {
            return std::any_of(m_pattern.steps.begin(), m_pattern.steps.end(), [&name](const Step &step) { return step.name == name; })
                || std::any_of(m_pattern.parameters.begin(), m_pattern.parameters.end(),
                               [&name](const Parameter &parameter) { return parameter.name == name; });
        };
        std::string name = "found";
        for (int i = 2; isTaken(name); ++i)
            name = "found" + std::to_string(i);
        return name;
    }

    void addKeyToo(const KeyLeftBehind &left)
    {
        try {
            Suggestion suggestion;
            suggestion.kind = SuggestionKind::KeyToo;
            suggestion.command = setKeyToo(m_model, left);
            suggestion.title = suggestion.command.text;
            suggestion.explanation = left.key + " of " + left.entity->name + " is built from " + left.attribute
                + ", which the update changes; with the key in the same update the index follows.";
            finish(std::move(suggestion));
        } catch (const EditError &) { // what the key needs is not known here
        }
    }

    void addGuard(const UnguardedPut &put)
    {
        try {
            Suggestion suggestion;
            suggestion.kind = SuggestionKind::Guard;
            suggestion.command = guardUniqueness(m_model, put);
            suggestion.title = suggestion.command.text;
            suggestion.explanation = "A small item whose primary key is the " + put.attribute + " is put in one transaction with the "
                + put.entity->name + ": only a primary key is unique in DynamoDB. Both writes cost double.";
            for (const std::string &remark : suggestion.command.remarks)
                suggestion.explanation += " " + remark;
            finish(std::move(suggestion));
        } catch (const EditError &) { // a person must decide first
        }
    }

    void finish(Suggestion suggestion)
    {
        const Model changed = madeOf(m_model, suggestion.command);
        suggestion.steps = changed.findAccessPattern(m_pattern.name)->steps;
        if (const auto after = writesOfTables(changed, m_pattern.name))
            suggestion.addedWriteUnits = *after - writesOfTables(m_model, m_pattern.name).value_or(0);
        for (std::size_t i = 0; i < changed.sampleData.size(); ++i) {
            const TableItems *before = m_model.sampleDataOf(changed.sampleData[i].table);
            for (std::size_t k = before == nullptr ? 0 : before->items.size(); k < changed.sampleData[i].items.size(); ++k) {
                suggestion.addedBytes += static_cast<double>(value::sizeInBytes(changed.sampleData[i].items[k])) + kItemOverhead;
                ++suggestion.addedItems;
            }
        }
        add(std::move(suggestion));
    }

    /// Keeps what serves the pattern and brings no new problem into the model.
    void add(Suggestion suggestion)
    {
        const Model changed = madeOf(m_model, suggestion.command);
        const AccessPattern *pattern = changed.findAccessPattern(m_pattern.name);
        if (pattern != nullptr && judge(changed, *pattern).verdict == Verdict::Served
            && findProblems(changed).size() <= findProblems(m_model).size())
            m_found.push_back(std::move(suggestion));
    }

    const Model &m_model;
    const AccessPattern &m_pattern;
    const Survey m_survey;
    std::vector<Suggestion> m_found;
};

} // namespace

std::vector<Suggestion> suggestForChange(const Model &model, const AccessPattern &pattern)
{
    return ChangeSuggester(model, pattern).suggest();
}

} // namespace keywright::model
