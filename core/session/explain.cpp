#include "core/session/explain.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/capacity/partition_rules.h"
#include "core/connection/insight.h"
#include "core/engine/item_key.h"
#include "core/session/explain_ways.h"
#include "core/session/typed_reads.h"
#include "core/storage/key_encoding.h"
#include "core/value/item_size.h"

namespace keywright::session {

namespace {

struct PlaceSize {
    std::int64_t items = 0;
    std::int64_t bytes = 0;
};

const engine::IndexDescription *indexOf(const engine::TableDescription &table, const std::string &name)
{
    const auto found = std::find_if(table.indexes.begin(), table.indexes.end(),
                                    [&name](const engine::IndexDescription &each) { return each.definition.name == name; });
    return found != table.indexes.end() ? &*found : nullptr;
}

const schema::KeySchema &keySchemaOf(const engine::TableDescription &table, const std::string &index)
{
    const schema::IndexDefinition *definition = index.empty() ? nullptr : table.definition.findIndex(index);
    return definition != nullptr ? definition->key : table.definition.key;
}

void addSize(const engine::TableDescription &table, bool isExact, ExplainedRead &read)
{
    const engine::IndexDescription *index = read.index.empty() ? nullptr : indexOf(table, read.index);
    if (!read.index.empty() && index == nullptr)
        return;
    read.placeItems = index != nullptr ? index->itemCount : table.itemCount;
    read.placeBytes = index != nullptr ? index->sizeInBytes : table.sizeInBytes;
    read.placeIsExact = isExact;
}

/// Which of equal hash ranges each item lies in.
void addPartitions(const engine::TableDescription &table, ExplainedRead &read)
{
    const schema::KeySchema &key = keySchemaOf(table, read.index);
    const schema::IndexDefinition *index = read.index.empty() ? nullptr : table.definition.findIndex(read.index);
    const schema::Capacity &capacity = index && !table.definition.isLocalIndex(read.index) ? index->capacity : table.definition.capacity;
    read.partitions = capacity::firstPartitions(table.definition.billingMode, capacity, static_cast<double>(read.placeBytes.value_or(0)));
    std::set<std::size_t> touched;
    if (read.operation == "Scan" && read.placeItems && read.read >= *read.placeItems)
        for (std::size_t i = 0; i < read.partitions; ++i)
            touched.insert(i);
    for (const ExaminedItem &item : read.items) {
        if (!engine::hasWholeKey(key, item.key))
            continue;
        const std::uint64_t hash = storage::partitionHash(engine::encodeKey(key, item.key).partition);
        constexpr double kHashes = 18446744073709551616.0; // 2^64
        const auto at = static_cast<std::size_t>(static_cast<double>(hash) / kHashes * static_cast<double>(read.partitions));
        touched.insert(std::min(at, read.partitions - 1));
    }
    read.touchedPartitions.assign(touched.begin(), touched.end());
}

/// Numbers the item collections in the order of reading.
class Collections {
public:
    explicit Collections(const schema::KeySchema &key) : m_key(key) { }

    std::size_t numberOf(const value::Item &item)
    {
        const std::string partition = engine::hasWholeKey(m_key, item) ? engine::encodeKey(m_key, item).partition : std::string();
        return m_numbers.try_emplace(partition, m_numbers.size()).first->second;
    }
    std::size_t count() const { return m_numbers.size(); }

private:
    const schema::KeySchema &m_key;
    std::map<std::string, std::size_t> m_numbers;
};

/// The items that the read examined, by asking for them once more without the filter.
template <typename Request>
void addItems(connection::Insight &insight, Request request, const engine::TableDescription &table, std::int64_t count, ExplainedRead &read,
              const std::stop_token &stop)
{
    const std::optional<expression::Condition> filter = request.filter;
    request.filter.reset();
    request.projection.reset();
    request.select = engine::Select::Default;
    const schema::KeySchema &key = keySchemaOf(table, read.index);
    Collections collections(key);
    auto left = std::min<std::int64_t>(count, static_cast<std::int64_t>(kMostExamined));
    while (left > 0 && !stop.stop_requested()) {
        request.limit = left;
        const engine::ItemPage page = insight.lookAt(request);
        for (const value::Item &item : page.items)
            read.items.push_back({engine::keyOf(key, item, &table.definition.key), value::sizeInBytes(item),
                                  !filter || expression::matches(*filter, item), collections.numberOf(item)});
        left -= page.scannedCount;
        request.exclusiveStartKey = page.lastEvaluatedKey;
        if (!page.lastEvaluatedKey)
            break;
    }
    read.collections = collections.count();
    read.itemsAreKnown = true;
}

/// One SELECT makes many reads and its answer tells their sum only; one request is one read.
class Explainer {
public:
    Explainer(connection::Connection &connection, const std::vector<OperationRun> &runs, const std::stop_token &stop)
        : m_connection(connection),
          m_runs(runs),
          m_stop(stop),
          m_table(connection.describeTable(tableReadBy(first().operation, first().request)))
    { }

    void explain(Explanation &explanation)
    {
        const std::vector<TypedRead> reads = typedReads(first().operation, first().request, m_table.definition);
        m_isOnly = reads.size() == 1;
        for (const TypedRead &read : reads)
            std::visit([&](const auto &request) { explanation.reads.push_back(explained(request)); }, read);
        if (m_isOnly)
            explanation.alternatives = waysOf(reads.front());
    }

private:
    const OperationRun &first() const { return m_runs.front(); }

    template <typename Count>
    std::int64_t sum(Count count) const
    {
        std::int64_t all = 0;
        for (const OperationRun &run : m_runs)
            all += count(run);
        return all;
    }

    ExplainedRead begun(const char *operation, const std::string &index) const
    {
        ExplainedRead read;
        read.operation = operation;
        read.table = m_table.definition.name;
        read.index = index;
        addSize(m_table, m_connection.insight() != nullptr, read);
        return read;
    }

    ExplainedRead explained(const engine::GetItemRequest &request)
    {
        ExplainedRead read = begun("GetItem", {});
        expression::KeyCondition key;
        for (const auto &[name, value] : request.key)
            key.terms.push_back({name, expression::KeyOperator::Equal, {value}});
        read.keyCondition = inWords(key);
        read.countsAreKnown = m_isOnly;
        read.returned = m_isOnly && !first().items.empty() ? 1 : 0;
        read.read = read.returned;
        if (!m_isOnly || m_connection.insight() == nullptr)
            return read;
        read.itemsAreKnown = true;
        if (read.returned > 0)
            read.items.push_back({request.key, value::sizeInBytes(first().items.front()), true, 0});
        read.collections = read.items.size();
        addPartitions(m_table, read);
        if (read.items.empty() && engine::hasWholeKey(m_table.definition.key, request.key)) { // it was looked for somewhere
            read.items.push_back({request.key, 0, false, 0});
            addPartitions(m_table, read);
            read.items.clear();
        }
        return read;
    }

    ExplainedRead explained(const engine::QueryRequest &request)
    {
        ExplainedRead read = begun("Query", request.index);
        read.keyCondition = inWords(request.keyCondition);
        read.filter = inWords(request.filter);
        addCounts(request, read);
        return read;
    }

    ExplainedRead explained(const engine::ScanRequest &request)
    {
        ExplainedRead read = begun("Scan", request.index);
        read.filter = inWords(request.filter);
        addCounts(request, read);
        return read;
    }

    template <typename Request>
    void addCounts(const Request &request, ExplainedRead &read)
    {
        connection::Insight *insight = m_connection.insight();
        const bool isTold = m_isOnly && std::all_of(m_runs.begin(), m_runs.end(), [](const OperationRun &run) { return run.scanned; });
        read.countsAreKnown = isTold;
        if (isTold) {
            read.read = sum([](const OperationRun &run) { return *run.scanned; });
            read.returned = sum([](const OperationRun &run) { return static_cast<std::int64_t>(run.items.size()); });
        }
        if (insight == nullptr)
            return;
        // A SELECT does not tell what it examined; the engine looks the read over to its end, or its limit.
        const auto most = request.limit.value_or(static_cast<std::int64_t>(kMostExamined));
        addItems(*insight, request, m_table, isTold ? read.read : most, read, m_stop);
        if (!isTold) {
            read.read = static_cast<std::int64_t>(read.items.size());
            read.returned = std::count_if(read.items.begin(), read.items.end(), [](const ExaminedItem &item) { return item.isReturned; });
            read.countsAreKnown = true;
        }
        addPartitions(m_table, read);
    }

    std::vector<Alternative> waysOf(const TypedRead &read)
    {
        std::vector<Alternative> ways = alternativesTo(read, m_table, m_connection.insight(), m_stop);
        for (Alternative &way : ways) {
            if (way.way != Way::AsRun || way.certainty != Certainty::Unknown)
                continue;
            way.read = sum([](const OperationRun &run) { return run.scanned.value_or(0); });
            way.returned = sum([](const OperationRun &run) { return static_cast<std::int64_t>(run.items.size()); });
            way.pages = static_cast<std::int64_t>(m_runs.size());
            for (const OperationRun &run : m_runs)
                way.units += run.capacityUnits();
            way.certainty = Certainty::Measured;
        }
        return ways;
    }

    connection::Connection &m_connection;
    const std::vector<OperationRun> &m_runs;
    std::stop_token m_stop;
    engine::TableDescription m_table;
    bool m_isOnly = true;
};

} // namespace

Explanation explain(connection::Connection &connection, const std::vector<OperationRun> &runs, const std::stop_token &stop)
{
    Explanation explanation;
    std::map<std::string, capacity::ConsumedCapacity> consumed;
    for (const OperationRun &run : runs) {
        explanation.operation = run.operation;
        explanation.milliseconds += run.milliseconds;
        ++explanation.pages;
        for (const capacity::ConsumedCapacity &each : run.consumed)
            if (const auto [found, isNew] = consumed.try_emplace(each.table, each); !isNew)
                found->second.add(each);
    }
    for (auto &[table, units] : consumed)
        explanation.consumed.push_back(std::move(units));
    if (runs.empty() || tableReadBy(runs.front().operation, runs.front().request).empty())
        return explanation;
    try {
        Explainer(connection, runs, stop).explain(explanation);
    } catch (const std::exception &) {
        // a table that is gone, an endpoint that fell silent: what the runs told stays
    }
    return explanation;
}

} // namespace keywright::session
