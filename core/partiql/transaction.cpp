#include "core/partiql/transaction.h"

#include <algorithm>
#include <set>

#include "core/engine/service_error.h"
#include "core/partiql/execution.h"
#include "core/partiql/key_plan.h"
#include "core/partiql/reading.h"
#include "core/partiql/statement_error.h"
#include "core/partiql/write_action.h"
#include "core/storage/item_bytes.h"

namespace keywright::partiql {

using engine::CancellationReason;

namespace {

constexpr const char *kKeyMismatch = "The provided key element does not match the schema";

/// Says which statement it was.
[[noreturn]] void refuseMember(std::size_t number, const StatementError &error)
{
    throw StatementError("Validation failed in TransactStatements[" + std::to_string(number) + "]: " + error.what(), error.where());
}

CancellationReason validationReason(const std::string &message)
{
    return {"ValidationError", message, std::nullopt};
}

/// What is wrong with the key of an item that is to be put; nothing when it is right.
std::optional<CancellationReason> keyFault(const value::Item &item, const schema::KeySchema &key)
{
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (!item.contains(attribute.name))
                return validationReason("One or more parameter values were invalid: Missing the key " + attribute.name + " in the item");
    return std::nullopt;
}

class Transaction {
public:
    Transaction(engine::Engine &engine, const TransactionRequest &request) : m_engine(engine), m_request(request) { }

    TransactionResult run()
    {
        for (std::size_t i = 0; i < m_request.statements.size(); ++i)
            inMember(i,
                     [&] { m_statements.push_back(readStatement(m_request.statements[i].statement, m_request.statements[i].parameters)); });
        const auto reads = std::count_if(m_statements.begin(), m_statements.end(), isRead);
        if (reads > 0 && static_cast<std::size_t>(reads) < m_statements.size())
            refuse("ExecuteTransaction API does not support both read and write operations in the same request.", {});
        m_reasons.resize(m_statements.size());
        for (std::size_t i = 0; i < m_statements.size(); ++i)
            inMember(i, [&] { prepare(i); });
        if (isCancelled())
            return cancelled();
        return reads > 0 ? read() : write();
    }

private:
    template <typename Action>
    void inMember(std::size_t number, Action action)
    {
        try {
            action();
        } catch (const StatementError &error) {
            refuseMember(number, error);
        }
    }

    bool isCancelled() const
    {
        return std::any_of(m_reasons.begin(), m_reasons.end(),
                           [](const CancellationReason &reason) { return reason.code != CancellationReason::kNone; });
    }

    TransactionResult cancelled()
    {
        TransactionResult result;
        result.cancelled = true;
        result.reasons = std::move(m_reasons);
        return result;
    }

    void prepare(std::size_t number)
    {
        schema::TableDefinition table;
        try {
            table = m_engine.definitionOf(tableOf(m_statements[number]));
        } catch (const engine::ServiceError &error) {
            if (error.name() != "ResourceNotFoundException")
                throw;
            m_reasons[number] = {"ResourceNotFound", error.what(), std::nullopt};
            return;
        }
        if (returns(m_statements[number]))
            refuse("RETURNING clause is not supported in ExecuteTransaction.", {});
        std::visit([&](const auto &statement) { add(number, statement, table); }, m_statements[number]);
    }

    void add(std::size_t number, const SelectStatement &select, const schema::TableDefinition &table)
    {
        if (!select.index.empty())
            refuse("Reads on indices are not supported within transactions.", {});
        planKeys(select.where, table.key, KeyTypes::Unchecked);
        NamedItem item = namedItem(select.where, table.key, true);
        if (!item.isWhole(table.key) || !item.conditions.empty())
            refuse("Select statements within ExecuteTransaction must specify the primary key in the where clause.", {});
        if (!item.fits(table.key)) {
            m_reasons[number] = validationReason(kKeyMismatch);
            return;
        }
        engine::GetItemRequest get;
        get.table = select.table;
        get.key = std::move(item.key);
        m_gets.push_back(std::move(get));
    }

    void add(std::size_t number, const ExistsStatement &exists, const schema::TableDefinition &table)
    {
        if (!exists.select.index.empty())
            refuse("Operations on indices are not supported in transactions", {});
        NamedItem item = namedItem(exists.select.where, table.key);
        if (!item.isWhole(table.key) || item.conditions.empty())
            refuse("EXISTS() must contain a single item read with additional condition", {});
        if (!item.fits(table.key)) {
            m_reasons[number] = validationReason(kKeyMismatch);
            return;
        }
        engine::ConditionCheckRequest check;
        check.table = exists.select.table;
        check.key = std::move(item.key);
        check.condition = expression::Condition::all(std::move(item.conditions));
        addAction(number, std::move(check));
    }

    void add(std::size_t number, const InsertStatement &insert, const schema::TableDefinition &table)
    {
        if (auto fault = keyFault(insert.item, table.key)) {
            m_reasons[number] = std::move(*fault);
            return;
        }
        addAction(number, putOf(insert, table));
    }

    void add(std::size_t number, const UpdateStatement &update, const schema::TableDefinition &table)
    {
        if (const auto item = oneItem(number, update.where, table))
            addAction(number, updateOf(update, table, *item));
    }

    void add(std::size_t number, const DeleteStatement &remove, const schema::TableDefinition &table)
    {
        if (const auto item = oneItem(number, remove.where, table))
            addAction(number, deleteOf(remove, table, *item));
    }

    /// A clause that names no one item is a reason to cancel.
    std::optional<NamedItem> oneItem(std::size_t number, const std::optional<expression::Condition> &where,
                                     const schema::TableDefinition &table)
    {
        NamedItem item = namedItem(where, table.key);
        if (!item.contradicted && item.isWhole(table.key) && item.fits(table.key))
            return item;
        m_reasons[number] = validationReason(kKeyMismatch);
        return std::nullopt;
    }

    template <typename Action>
    void addAction(std::size_t number, Action action)
    {
        action.returnItemOnFailure = m_request.statements[number].returnItemOnFailure;
        m_write.actions.emplace_back(std::move(action));
    }

    TransactionResult read()
    {
        std::set<std::pair<std::string, std::string>> seen;
        for (const engine::GetItemRequest &get : m_gets)
            if (!seen.emplace(get.table, storage::toItemBytes(get.key)).second)
                refuse("Transaction request cannot include multiple operations on one item", {});
        TransactionResult result;
        result.countsReads = true;
        const std::vector<engine::GetItemResult> found = m_engine.transactGetItems(m_gets);
        for (std::size_t i = 0; i < found.size(); ++i) {
            result.items.push_back(chosen(found[i].item, std::get<SelectStatement>(m_statements[i])));
            charge(result.consumed, found[i].consumed);
        }
        return result;
    }

    static std::optional<value::Item> chosen(const std::optional<value::Item> &item, const SelectStatement &select)
    {
        if (!item || select.columns.empty())
            return item;
        value::Item columns = columnsOf(*item, select.columns);
        return columns.empty() ? std::nullopt : std::optional(std::move(columns));
    }

    static void charge(std::vector<capacity::ConsumedCapacity> &list, const capacity::ConsumedCapacity &consumed)
    {
        const auto found = std::find_if(list.begin(), list.end(), [&](const auto &each) { return each.table == consumed.table; });
        if (found == list.end())
            list.push_back(consumed);
        else
            found->add(consumed);
    }

    TransactionResult write()
    {
        m_write.token = m_request.token;
        engine::TransactWriteResult written = m_engine.transactWriteItems(m_write);
        if (written.cancelled) {
            m_reasons = std::move(written.reasons);
            nameDuplicates();
            return cancelled();
        }
        TransactionResult result;
        result.items.resize(m_statements.size());
        result.consumed = std::move(written.consumed);
        result.countsReads = written.isRepeated;
        return result;
    }

    /// The condition of an INSERT is that there is no such item.
    void nameDuplicates()
    {
        for (std::size_t i = 0; i < m_reasons.size(); ++i)
            if (m_reasons[i].code == "ConditionalCheckFailed" && std::holds_alternative<InsertStatement>(m_statements[i]))
                m_reasons[i] = {"DuplicateItem", kDuplicateItem, m_reasons[i].item};
    }

    engine::Engine &m_engine;
    const TransactionRequest &m_request;
    std::vector<Statement> m_statements;
    std::vector<CancellationReason> m_reasons;
    std::vector<engine::GetItemRequest> m_gets;
    engine::TransactWriteRequest m_write;
};

} // namespace

TransactionResult executeTransaction(engine::Engine &engine, const TransactionRequest &request)
{
    return Transaction(engine, request).run();
}

} // namespace keywright::partiql
