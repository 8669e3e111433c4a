#include "core/partiql/execution.h"

#include "core/engine/service_error.h"
#include "core/partiql/reading.h"
#include "core/partiql/statement_error.h"
#include "core/partiql/write_action.h"

namespace keywright::partiql {

namespace {

class Execution {
public:
    Execution(engine::Engine &engine, const StatementRequest &request, engine::ItemSink &items)
        : m_engine(engine), m_request(request), m_items(items)
    { }

    StatementResult operator()(const SelectStatement &select)
    {
        const schema::TableDefinition table = m_engine.definitionOf(select.table);
        return executeRead(m_engine, select, planRead(select, table, m_request.consistentRead), m_request, m_items);
    }

    StatementResult operator()(const ExistsStatement &) { refuse("EXISTS can only be used in ExecuteTransaction write requests.", {}); }

    StatementResult operator()(const InsertStatement &insert)
    {
        const schema::TableDefinition table = m_engine.definitionOf(insert.table);
        const engine::WriteResult written = m_engine.putItem(putOf(insert, table));
        StatementResult result = resultOf(written, insert.table);
        result.isDuplicate = !written.conditionHeld;
        return result;
    }

    StatementResult operator()(const UpdateStatement &update)
    {
        const schema::TableDefinition table = m_engine.definitionOf(update.table);
        engine::UpdateItemRequest action = updateOf(update, table, writtenItem(update.where, table));
        action.returnItemOnFailure = m_request.returnItemOnFailure;
        return resultOf(m_engine.updateItem(action), update.table);
    }

    StatementResult operator()(const DeleteStatement &remove)
    {
        const schema::TableDefinition table = m_engine.definitionOf(remove.table);
        engine::DeleteItemRequest action = deleteOf(remove, table, writtenItem(remove.where, table));
        action.returnItemOnFailure = m_request.returnItemOnFailure;
        return resultOf(m_engine.deleteItem(action), remove.table);
    }

private:
    StatementResult resultOf(const engine::WriteResult &written, const std::string &table)
    {
        StatementResult result;
        result.consumed = written.consumed;
        result.consumed.table = table;
        result.conditionHeld = written.conditionHeld;
        if (!written.conditionHeld)
            result.failedItem = written.attributes;
        else if (written.attributes && !written.attributes->empty())
            m_items.add(*written.attributes);
        return result;
    }

    engine::Engine &m_engine;
    const StatementRequest &m_request;
    engine::ItemSink &m_items;
};

} // namespace

StatementResult run(engine::Engine &engine, const Statement &statement, const StatementRequest &request, engine::ItemSink &items)
{
    return std::visit(Execution(engine, request, items), statement);
}

StatementResult executeStatement(engine::Engine &engine, const StatementRequest &request, engine::ItemSink &items)
{
    StatementResult result = run(engine, readStatement(request.statement, request.parameters), request, items);
    if (result.isDuplicate)
        throw engine::ServiceError("DuplicateItemException", kDuplicateItem);
    return result;
}

} // namespace keywright::partiql
