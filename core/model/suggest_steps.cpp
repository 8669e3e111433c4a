#include "core/model/suggest_steps.h"

#include <algorithm>

#include "core/model/names.h"
#include "core/model/step_parts.h"

namespace keywright::model {

namespace {

using enum OperationKind;

constexpr std::int64_t kBatchOfGets = 100;

bool isSingleRead(const Step &step)
{
    const OperationKind kind = step.operation.kind;
    return kind == GetItem || kind == Query || kind == Scan;
}

bool isRead(const Step &step)
{
    const OperationKind kind = step.operation.kind;
    return isSingleRead(step) || kind == BatchGetItem || kind == TransactGetItems;
}

bool takesFrom(const Operation &operation, const std::string &step)
{
    if (operation.forEach == step)
        return true;
    const auto isFrom = [&step](const Operand &operand) {
        const auto *text = std::get_if<std::string>(&operand);
        return text != nullptr && text->find("{" + step + ".") != std::string::npos;
    };
    for (const auto *operands : {&operation.key, &operation.item, &operation.values})
        for (const auto &[name, operand] : *operands)
            if (isFrom(operand))
                return true;
    return std::any_of(operation.keyCondition.begin(), operation.keyCondition.end(), [&isFrom](const KeyComparison &comparison) {
        return std::any_of(comparison.values.begin(), comparison.values.end(), isFrom);
    });
}

bool takesFrom(const Step &step, const std::string &name)
{
    return takesFrom(step.operation, name)
        || std::any_of(step.parts.begin(), step.parts.end(), [&name](const Operation &part) { return takesFrom(part, name); });
}

} // namespace

RebuiltSteps::RebuiltSteps(const AccessPattern &pattern) : m_pattern(pattern), m_replaced(pattern.steps.size(), false)
{
    const std::vector<Step> &steps = pattern.steps;
    for (std::size_t i = steps.size(); i > 0 && !m_answering; --i)
        if (isRead(steps[i - 1]))
            m_answering = i - 1;
    if (!m_answering)
        return;
    const Step &answering = steps[*m_answering];
    m_replaced[*m_answering] = true;
    if (isSingleRead(answering))
        m_found = answering;
    for (std::size_t i = 0; i < *m_answering; ++i) {
        const std::string &name = steps[i].name;
        if (name.empty() || !isSingleRead(steps[i]) || !takesFrom(answering, name))
            continue;
        const bool isNeededElsewhere =
            std::any_of(steps.begin(), steps.end(), [&](const Step &step) { return &step != &answering && takesFrom(step, name); });
        m_replaced[i] = !isNeededElsewhere;
        if (answering.parts.size() == 1 && answering.parts.front().forEach == name) {
            m_readsTwice = true;
            m_found = steps[i];
            m_found.operation.projection = answering.parts.front().projection;
            m_found.operation.consistentRead = answering.parts.front().consistentRead;
        }
    }
}

Step RebuiltSteps::found(const Question &question, const KeyAnswer &answer, const Table &table, const std::string &index,
                         const std::vector<Conjunct> &filter) const
{
    Step step = m_found;
    Operation &operation = step.operation;
    operation.table = table.definition.name;
    operation.index = index;
    operation.forEach.clear();
    operation.key.clear();
    std::vector<KeyComparison> before;
    std::swap(before, operation.keyCondition);
    const bool isGlobal = !index.empty() && !table.definition.isLocalIndex(index);
    operation.consistentRead = operation.consistentRead && !isGlobal;
    if (index.empty() && answer.isWholeKey && !answer.fanOut && question.entities.size() == 1 && filter.empty()) {
        operation.kind = GetItem;
        for (const KeyComparison &comparison : answer.comparisons)
            operation.key.emplace_back(comparison.attribute, comparison.values.front());
        operation.filter.clear();
        operation.descending = false;
        operation.limit.reset();
        step.fanOut.reset();
    } else {
        operation.kind = Query;
        for (const KeyComparison &comparison : answer.comparisons) {
            const auto same = std::find(before.begin(), before.end(), comparison);
            operation.keyCondition.push_back(same == before.end() ? comparison : *same);
        }
        operation.filter = joined(filter);
        operation.descending = answer.descending.value_or(operation.descending);
        operation.limit = question.limit ? question.limit : operation.limit;
        std::optional<FanOut> spread = answer.fanOut;
        if (spread && step.fanOut) {
            if (spread->mergeBy.empty())
                spread->mergeBy = step.fanOut->mergeBy;
            if (!spread->limit)
                spread->limit = step.fanOut->limit;
        }
        step.fanOut = spread;
    }
    dropUnusedValues(operation);
    return step;
}

std::vector<Step> RebuiltSteps::inPlace(std::vector<Step> steps) const
{
    std::vector<Step> all;
    for (std::size_t i = 0; i < m_pattern.steps.size(); ++i) {
        if (!m_replaced[i])
            all.push_back(m_pattern.steps[i]);
        else if (i == *m_answering)
            all.insert(all.end(), steps.begin(), steps.end());
    }
    if (!m_answering)
        all.insert(all.end(), steps.begin(), steps.end());
    return all;
}

std::vector<Step> RebuiltSteps::with(const Question &question, const KeyAnswer &answer, const Table &table, const std::string &index,
                                     const std::vector<Conjunct> &filter) const
{
    Step step = found(question, answer, table, index, filter);
    if (m_readsTwice) {
        step.name = m_pattern.steps[*m_answering].name;
        step.note.clear(); // of a step that only found keys
    }
    return inPlace({std::move(step)});
}

std::vector<Step> RebuiltSteps::withSecondRead(const Question &question, const KeyAnswer &answer, const Table &table,
                                               const std::string &index) const
{
    Step find = found(question, answer, table, index, {});
    Step read;
    if (m_readsTwice) {
        read = m_pattern.steps[*m_answering];
    } else {
        read.name = find.name;
        read.note = std::to_string(kBatchOfGets) + " items a call at most. The answer has no order of its own.";
        find.name = "found";
        const auto isTaken = [this](const std::string &name) {
            const auto isIt = [&name](const auto &each) { return each.name == name; };
            return std::any_of(m_pattern.steps.begin(), m_pattern.steps.end(), isIt)
                || std::any_of(m_pattern.parameters.begin(), m_pattern.parameters.end(), isIt);
        };
        for (int number = 2; isTaken(find.name); ++number)
            find.name = "found" + std::to_string(number);
    }
    Operation get;
    get.kind = GetItem;
    get.table = table.definition.name;
    get.forEach = find.name;
    get.projection = m_found.operation.projection;
    get.consistentRead = m_found.operation.consistentRead;
    find.operation.projection.clear();
    for (const std::string &name : namesOf(table.definition.key))
        get.key.emplace_back(name, Operand("{" + find.name + "." + name + "}"));
    if (!m_readsTwice) {
        read.operation = Operation{};
        read.operation.kind = BatchGetItem;
    }
    read.fanOut.reset();
    read.parts = {get};
    return inPlace({std::move(find), std::move(read)});
}

} // namespace keywright::model
