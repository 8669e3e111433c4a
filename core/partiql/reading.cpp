#include "core/partiql/reading.h"

#include "core/partiql/next_token.h"
#include "core/partiql/statement_error.h"
#include "core/schema/limits.h"
#include "core/storage/item_bytes.h"

namespace keywright::partiql {

namespace {

/// Gives the columns of what it gets.
class ColumnSink : public engine::ItemSink {
public:
    ColumnSink(const std::vector<Column> &columns, engine::ItemSink &out) : m_columns(columns), m_out(out) { }

    void addStored(std::string_view itemBytes) override { add(storage::fromItemBytes(itemBytes)); }
    void add(value::Item item) override { m_out.add(columnsOf(item, m_columns)); }

private:
    const std::vector<Column> &m_columns;
    engine::ItemSink &m_out;
};

class Reading {
public:
    Reading(engine::Engine &engine, const ReadPlan &plan, const StatementRequest &request, engine::ItemSink &items)
        : m_engine(engine), m_plan(plan), m_request(request), m_items(items), m_left(request.limit)
    { }

    StatementResult run()
    {
        if (m_request.nextToken)
            m_position = positionIn(*m_request.nextToken, m_request.statement, m_request.parameters);
        if (m_position.read >= m_plan.reads.size())
            refuse("Invalid NextToken", {});
        while (m_position.read < m_plan.reads.size() && !isFull())
            std::visit([this](const auto &read) { run(read); }, m_plan.reads[m_position.read]);
        if (m_position.read < m_plan.reads.size()) {
            m_result.nextToken = tokenOf(m_position, m_request.statement, m_request.parameters);
            m_result.lastEvaluatedKey = m_position.startKey;
        }
        return std::move(m_result);
    }

private:
    bool isFull() const
    {
        const double bytesAUnit = static_cast<double>(capacity::kReadUnitBytes) * (m_request.consistentRead ? 1 : 2);
        return m_stopped || (m_left && *m_left <= 0) || m_result.consumed.total() * bytesAUnit >= static_cast<double>(schema::kPageBytes);
    }

    void charge(const capacity::ConsumedCapacity &consumed) { m_result.consumed.add(consumed); }

    void goToNextRead()
    {
        ++m_position.read;
        m_position.startKey.reset();
    }

    void run(const engine::GetItemRequest &get)
    {
        charge(m_engine.getItem(get, m_items).consumed);
        if (m_left)
            --*m_left;
        goToNextRead();
    }

    void run(const engine::QueryRequest &query)
    {
        readPage(query, [this](const engine::QueryRequest &page) { return m_engine.query(page, m_items); });
    }

    void run(const engine::ScanRequest &scan)
    {
        readPage(scan, [this](const engine::ScanRequest &page) { return m_engine.scan(page, m_items); });
    }

    template <typename Request, typename Read>
    void readPage(Request request, Read read)
    {
        request.limit = m_left;
        request.exclusiveStartKey = m_position.startKey;
        engine::PageResult page = read(request);
        charge(page.consumed);
        if (m_left)
            *m_left -= page.scannedCount;
        if (page.lastEvaluatedKey) {
            m_position.startKey = std::move(page.lastEvaluatedKey);
            m_stopped = true;
        } else {
            goToNextRead();
        }
    }

    engine::Engine &m_engine;
    const ReadPlan &m_plan;
    const StatementRequest &m_request;
    engine::ItemSink &m_items;
    std::optional<std::int64_t> m_left;
    bool m_stopped = false; ///< a read was at the limit or at the end of its page
    ReadPosition m_position;
    StatementResult m_result;
};

const value::AttributeValue *valueAt(const value::Item &item, const expression::DocumentPath &path)
{
    return expression::find(item, path);
}

} // namespace

value::Item columnsOf(const value::Item &item, const std::vector<Column> &columns)
{
    value::Item chosen;
    for (const Column &column : columns)
        if (const value::AttributeValue *value = valueAt(item, column.path))
            chosen.set(column.name, *value);
    return chosen;
}

StatementResult executeRead(engine::Engine &engine, const SelectStatement &select, const ReadPlan &plan, const StatementRequest &request,
                            engine::ItemSink &items)
{
    ColumnSink columns(select.columns, items);
    engine::ItemSink &sink = select.columns.empty() ? items : columns;
    StatementResult result = Reading(engine, plan, request, sink).run();
    result.consumed.table = select.table;
    return result;
}

} // namespace keywright::partiql
