#include "core/session/explain_ways.h"

#include <algorithm>
#include <optional>

#include "core/connection/insight.h"
#include "core/expression/key_operator.h"
#include "core/value/item_size.h"

namespace keywright::session {

using expression::Condition;
using expression::ConditionKind;
using expression::KeyOperator;
using expression::KeyTerm;

namespace {

constexpr std::int64_t kMostPages = 16; // 16 MB: what a person waits for without noticing
constexpr std::int64_t kPageBytes = 1'048'576;

/// The comparisons that must all hold, as key terms where they can be.
struct Question {
    std::vector<KeyTerm> terms;
    std::vector<Condition> others;
    bool consistentRead = false;
    bool descending = false;
};

void addCondition(const Condition &condition, Question &question)
{
    if (condition.kind == ConditionKind::And) {
        for (const Condition &part : condition.parts)
            addCondition(part, question);
        return;
    }
    const auto op = expression::keyOperatorOf(condition.kind);
    const bool isOfAttribute = !condition.operands.empty() && condition.operands.front().kind == expression::Operand::Kind::Path
        && !condition.operands.front().path.isNested();
    const bool hasValues = condition.operands.size() > 1
        && std::all_of(condition.operands.begin() + 1, condition.operands.end(),
                       [](const expression::Operand &operand) { return operand.kind == expression::Operand::Kind::Value; });
    if (!op || !isOfAttribute || !hasValues) {
        question.others.push_back(condition);
        return;
    }
    KeyTerm term{condition.operands.front().path.attribute(), *op, {}};
    for (std::size_t i = 1; i < condition.operands.size(); ++i)
        term.values.push_back(condition.operands[i].value);
    question.terms.push_back(std::move(term));
}

Condition conditionOf(const KeyTerm &term)
{
    std::vector<expression::Operand> operands{expression::Operand::at(expression::pathTo(term.attribute))};
    for (const value::AttributeValue &value : term.values)
        operands.push_back(expression::Operand::of(value));
    return Condition::on(expression::conditionKindOf(term.op), std::move(operands));
}

std::optional<Condition> allOf(std::vector<Condition> parts)
{
    if (parts.empty())
        return std::nullopt;
    return parts.size() == 1 ? std::move(parts.front()) : Condition::all(std::move(parts));
}

bool fits(schema::KeyType type, value::Type given)
{
    return schema::textOf(type) == value::tagOf(given);
}

/// The terms of the question that a Query of this key can say, the rest as its filter; nullopt when they do not fix the
/// partition key.
std::optional<engine::QueryRequest> queryFor(const Question &question, const schema::KeySchema &key)
{
    engine::QueryRequest request;
    std::vector<bool> used(question.terms.size(), false);
    const auto take = [&](const schema::KeyAttribute &attribute, bool onlyEqual) {
        for (std::size_t i = 0; i < question.terms.size(); ++i) {
            const KeyTerm &term = question.terms[i];
            if (used[i] || term.attribute != attribute.name || (onlyEqual && term.op != KeyOperator::Equal)
                || !fits(attribute.type, term.values.front().type()))
                continue;
            used[i] = true;
            request.keyCondition.terms.push_back(term);
            return true;
        }
        return false;
    };
    for (const schema::KeyAttribute &attribute : key.partition)
        if (!take(attribute, true))
            return std::nullopt;
    for (const schema::KeyAttribute &attribute : key.sort)
        if (!take(attribute, false) || request.keyCondition.terms.back().op != KeyOperator::Equal)
            break;
    std::vector<Condition> filters = question.others;
    for (std::size_t i = 0; i < question.terms.size(); ++i)
        if (!used[i])
            filters.push_back(conditionOf(question.terms[i]));
    request.filter = allOf(std::move(filters));
    request.filterIsPlanned = true; // it may name keys, which no application could say; the cost is the same
    request.consistentRead = question.consistentRead;
    request.descending = question.descending;
    return request;
}

std::int64_t sizeOfPlace(const engine::TableDescription &table, const std::string &index, std::int64_t &items)
{
    items = table.itemCount;
    for (const engine::IndexDescription &each : table.indexes)
        if (each.definition.name == index) {
            items = each.itemCount;
            return each.sizeInBytes;
        }
    return table.sizeInBytes;
}

/// Runs it to its end, or to as far as a person waits; then the rest of a Scan is told from the place's size.
template <typename Request>
void cost(connection::Insight &insight, Request request, const std::stop_token &stop, Alternative &way)
{
    request.limit.reset();
    request.exclusiveStartKey.reset();
    request.projection.reset();
    request.select = engine::Select::Count;
    way.certainty = Certainty::Looked;
    do {
        if (way.pages == kMostPages || stop.stop_requested()) {
            way.certainty = Certainty::Estimated;
            return;
        }
        const engine::ItemPage page = insight.lookAt(request);
        way.read += page.scannedCount;
        way.returned += page.count;
        way.units += page.consumed.total();
        ++way.pages;
        request.exclusiveStartKey = page.lastEvaluatedKey;
    } while (request.exclusiveStartKey);
}

void stretch(std::int64_t items, Alternative &way)
{
    if (way.certainty != Certainty::Estimated || way.read == 0 || items <= way.read)
        return;
    const double factor = static_cast<double>(items) / static_cast<double>(way.read);
    way.units *= factor;
    way.returned = static_cast<std::int64_t>(static_cast<double>(way.returned) * factor);
    way.pages = static_cast<std::int64_t>(static_cast<double>(way.pages) * factor);
    way.read = items;
}

class Ways {
public:
    Ways(const engine::TableDescription &table, connection::Insight *insight, const std::stop_token &stop)
        : m_table(table), m_insight(insight), m_stop(stop)
    { }

    std::vector<Alternative> of(const engine::GetItemRequest &) { return {}; }

    std::vector<Alternative> of(const engine::QueryRequest &request)
    {
        Question question{{}, {}, request.consistentRead, request.descending};
        question.terms = request.keyCondition.terms;
        if (request.filter)
            addCondition(*request.filter, question);
        addAsRun(request, request.index, inWords(request.keyCondition));
        addQueries(question, request.index, request.keyCondition.terms.size());
        addScan(question);
        return std::move(m_ways);
    }

    std::vector<Alternative> of(const engine::ScanRequest &request)
    {
        Question question{{}, {}, request.consistentRead, false};
        if (request.filter)
            addCondition(*request.filter, question);
        addAsRun(request, request.index, {});
        stretchTo(request.index);
        addQueries(question, std::nullopt, 0);
        if (m_ways.size() == 1)
            addNewIndex(question, request);
        if (!request.index.empty())
            addScan(question);
        return m_ways.size() > 1 ? std::move(m_ways) : std::vector<Alternative>();
    }

private:
    template <typename Request>
    void addAsRun(const Request &request, const std::string &index, const std::string &keyCondition)
    {
        Alternative way{Way::AsRun, index.empty() ? m_table.definition.name : index, keyCondition, inWords(request.filter)};
        if (m_insight != nullptr)
            cost(*m_insight, request, m_stop, way);
        m_ways.push_back(std::move(way));
    }

    void stretchTo(const std::string &index)
    {
        std::int64_t items = 0;
        sizeOfPlace(m_table, index, items);
        stretch(items, m_ways.back());
    }

    /// `ran` is the place that was asked, with so many terms of its key.
    void addQueries(const Question &question, const std::optional<std::string> &ran, std::size_t ranTerms)
    {
        addQuery(question, {}, m_table.definition.key, ran, ranTerms);
        for (const auto *indexes : {&m_table.definition.localIndexes, &m_table.definition.globalIndexes})
            for (const schema::IndexDefinition &index : *indexes)
                addQuery(question, index.name, index.key, ran, ranTerms);
    }

    void addQuery(const Question &question, const std::string &index, const schema::KeySchema &key, const std::optional<std::string> &ran,
                  std::size_t ranTerms)
    {
        auto request = queryFor(question, key);
        if (!request || (ran == index && request->keyCondition.terms.size() <= ranTerms))
            return;
        request->table = m_table.definition.name;
        request->index = index;
        if (!index.empty() && !m_table.definition.isLocalIndex(index))
            request->consistentRead = false; // GSIs have none
        Alternative way{Way::Query, index.empty() ? m_table.definition.name : index, inWords(request->keyCondition),
                        inWords(request->filter)};
        if (m_insight != nullptr)
            cost(*m_insight, *request, m_stop, way);
        m_ways.push_back(std::move(way));
    }

    /// The one whose partition key is the first attribute that must equal something.
    void addNewIndex(const Question &question, engine::ScanRequest request)
    {
        const auto equal = std::find_if(question.terms.begin(), question.terms.end(), [](const KeyTerm &term) {
            const value::Type type = term.values.front().type();
            return term.op == KeyOperator::Equal && (type == value::Type::S || type == value::Type::N || type == value::Type::B);
        });
        if (equal == question.terms.end())
            return;
        Alternative way{Way::NewIndex, equal->attribute, inWords(expression::KeyCondition{{*equal}}), {}};
        std::vector<Condition> rest = question.others;
        for (const KeyTerm &term : question.terms)
            if (&term != &*equal)
                rest.push_back(conditionOf(term));
        const std::optional<Condition> filter = allOf(std::move(rest));
        way.filter = inWords(filter);
        if (m_insight != nullptr && m_ways.front().certainty == Certainty::Looked)
            gather(request, conditionOf(*equal), filter, way);
        m_ways.push_back(std::move(way));
    }

    /// What such an index would hold under that key, found by a Scan.
    void gather(engine::ScanRequest request, const Condition &key, const std::optional<Condition> &filter, Alternative &way)
    {
        request.filter = key;
        request.projection.reset();
        request.limit.reset();
        request.exclusiveStartKey.reset();
        request.select = engine::Select::Default;
        std::int64_t bytes = 0;
        do {
            if (m_stop.stop_requested())
                return;
            const engine::ItemPage page = m_insight->lookAt(request);
            for (const value::Item &item : page.items) {
                bytes += value::sizeInBytes(item);
                way.returned += !filter || expression::matches(*filter, item) ? 1 : 0;
            }
            way.read += page.count;
            request.exclusiveStartKey = page.lastEvaluatedKey;
        } while (request.exclusiveStartKey);
        way.units = capacity::readUnits(bytes, capacity::ReadKind::Eventual);
        way.pages = 1 + bytes / kPageBytes;
        way.certainty = Certainty::Estimated;
    }

    void addScan(const Question &question)
    {
        engine::ScanRequest request;
        request.table = m_table.definition.name;
        request.consistentRead = question.consistentRead;
        std::vector<Condition> all = question.others;
        for (const KeyTerm &term : question.terms)
            all.push_back(conditionOf(term));
        request.filter = allOf(std::move(all));
        Alternative way{Way::Scan, m_table.definition.name, {}, inWords(request.filter)};
        if (m_insight != nullptr) {
            cost(*m_insight, request, m_stop, way);
            stretch(m_table.itemCount, way);
        } else if (m_table.itemCount > 0) {
            way.read = m_table.itemCount;
            way.units = capacity::readUnits(m_table.sizeInBytes,
                                            question.consistentRead ? capacity::ReadKind::Strong : capacity::ReadKind::Eventual);
            way.pages = 1 + m_table.sizeInBytes / kPageBytes;
            way.certainty = Certainty::Estimated;
            way.returned = -1;
        }
        m_ways.push_back(std::move(way));
    }

    const engine::TableDescription &m_table;
    connection::Insight *m_insight;
    std::stop_token m_stop;
    std::vector<Alternative> m_ways;
};

} // namespace

std::vector<Alternative> alternativesTo(const TypedRead &read, const engine::TableDescription &table, connection::Insight *insight,
                                        const std::stop_token &stop)
{
    return std::visit([&](const auto &request) { return Ways(table, insight, stop).of(request); }, read);
}

} // namespace keywright::session
