#include "core/partiql/batch.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/engine/item_reader.h"
#include "core/engine/service_error.h"
#include "core/partiql/item_key.h"
#include "core/partiql/key_plan.h"
#include "core/partiql/statement_error.h"
#include "core/storage/item_bytes.h"

namespace keywright::partiql {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kCodes{
    {{"ValidationException", "ValidationError"},
     {"ResourceNotFoundException", "ResourceNotFound"},
     {"ConditionalCheckFailedException", "ConditionalCheckFailed"},
     {"DuplicateItemException", "DuplicateItem"},
     {"ItemCollectionSizeLimitExceededException", "ItemCollectionSizeLimitExceeded"},
     {"ProvisionedThroughputExceededException", "ProvisionedThroughputExceeded"},
     {"RequestLimitExceeded", "RequestLimitExceeded"},
     {"ThrottlingException", "ThrottlingError"},
     {"TransactionConflictException", "TransactionConflict"},
     {"AccessDeniedException", "AccessDenied"}}};

BatchError validationError(const std::string &message)
{
    return {"ValidationError", message, std::nullopt};
}

/// A statement, read once.
struct Prepared {
    std::optional<Statement> statement;
    std::optional<BatchError> error;
    std::optional<value::Item> key; ///< the item that it names, when it names one
};

std::optional<value::Item> wholeKey(NamedItem item, const schema::KeySchema &key)
{
    return item.isWhole(key) ? std::optional(std::move(item.key)) : std::nullopt;
}

std::optional<value::Item> targetOf(const Statement &statement, const schema::KeySchema &key)
{
    if (const auto *insert = std::get_if<InsertStatement>(&statement)) {
        value::Item named;
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part) {
                const value::AttributeValue *value = insert->item.find(attribute.name);
                if (value == nullptr)
                    return std::nullopt;
                named.set(attribute.name, *value);
            }
        return named;
    }
    if (const auto *update = std::get_if<UpdateStatement>(&statement))
        return wholeKey(namedItem(update->where, key), key);
    if (const auto *remove = std::get_if<DeleteStatement>(&statement))
        return wholeKey(namedItem(remove->where, key), key);
    if (const auto *select = std::get_if<SelectStatement>(&statement))
        return wholeKey(namedItem(select->where, key, true), key);
    return std::nullopt;
}

class Batch {
public:
    explicit Batch(engine::Engine &engine) : m_engine(engine) { }

    BatchResult run(const std::vector<BatchStatement> &batch)
    {
        for (const BatchStatement &each : batch)
            m_prepared.push_back(prepare(each));
        refuseMixture();
        refuseDuplicates();
        BatchResult result;
        for (std::size_t i = 0; i < batch.size(); ++i)
            result.statements.push_back(run(batch[i].request, m_prepared[i]));
        if (m_hasSuccess)
            result.tables = std::move(m_consumed);
        return result;
    }

private:
    Prepared prepare(const BatchStatement &each)
    {
        Prepared prepared;
        prepared.error = each.fault;
        if (prepared.error)
            return prepared;
        try {
            prepared.statement = readStatement(each.request.statement, each.request.parameters);
            prepared.key = targetOf(*prepared.statement, m_engine.definitionOf(tableOf(*prepared.statement)).key);
        } catch (const StatementError &error) {
            prepared.error = validationError(error.what());
        } catch (const engine::ServiceError &error) {
            prepared.error = BatchError{batchErrorCode(error.name()), error.what(), std::nullopt};
        }
        return prepared;
    }

    void refuseMixture() const
    {
        bool reads = false;
        bool writes = false;
        for (const Prepared &each : m_prepared) {
            if (!each.statement)
                continue;
            reads = reads || isRead(*each.statement);
            writes = writes || !isRead(*each.statement);
        }
        if (reads && writes)
            refuse("Read and write requests together in the same batch is not supported.", {});
    }

    void refuseDuplicates() const
    {
        std::set<std::pair<std::string, std::string>> seen;
        for (const Prepared &each : m_prepared)
            if (each.key && !seen.emplace(tableOf(*each.statement), storage::toItemBytes(*each.key)).second)
                refuse("Provided list of item keys contains duplicates", {});
    }

    BatchStatementResult run(const StatementRequest &request, const Prepared &prepared)
    {
        BatchStatementResult result;
        if (prepared.error) {
            result.error = prepared.error;
            return result;
        }
        try {
            if (const auto *select = std::get_if<SelectStatement>(&*prepared.statement))
                requireOneItem(*select);
            take(partiql::run(m_engine, *prepared.statement, request, m_items), result, tableOf(*prepared.statement));
        } catch (const StatementError &error) {
            result.error = validationError(error.what());
        } catch (const engine::ServiceError &error) {
            result.error = BatchError{batchErrorCode(error.name()), error.what(), std::nullopt};
            result.table = tableOf(*prepared.statement);
        }
        return result;
    }

    /// It is a get: the whole key, nothing beside it, and no index.
    void requireOneItem(const SelectStatement &select) const
    {
        const schema::KeySchema key = m_engine.definitionOf(select.table).key;
        if (select.index.empty())
            planKeys(select.where, key);
        const NamedItem item = namedItem(select.where, key, true);
        if (!select.index.empty() || !item.isWhole(key) || !item.conditions.empty())
            refuse("Select statements within BatchExecuteStatement must specify the primary key in the where clause.", {});
    }

    void take(const StatementResult &from, BatchStatementResult &result, const std::string &table)
    {
        result.table = table;
        charge(from.consumed);
        std::vector<value::Item> items = m_items.take();
        if (from.isDuplicate) {
            result.error = BatchError{"DuplicateItem", kDuplicateItem, std::nullopt};
        } else if (!from.conditionHeld) {
            result.error = BatchError{"ConditionalCheckFailed", "The conditional request failed", from.failedItem};
        } else {
            m_hasSuccess = true;
            if (!items.empty())
                result.item = std::move(items.front());
        }
    }

    void charge(const capacity::ConsumedCapacity &consumed)
    {
        const auto found =
            std::find_if(m_consumed.begin(), m_consumed.end(), [&](const auto &each) { return each.table == consumed.table; });
        if (found == m_consumed.end())
            m_consumed.push_back(consumed);
        else
            found->add(consumed);
    }

    engine::Engine &m_engine;
    std::vector<Prepared> m_prepared;
    engine::CollectedItems m_items;
    std::vector<capacity::ConsumedCapacity> m_consumed;
    bool m_hasSuccess = false;
};

} // namespace

std::string batchErrorCode(const std::string &exceptionName)
{
    const auto code = std::find_if(kCodes.begin(), kCodes.end(), [&](const auto &each) { return each.first == exceptionName; });
    return code == kCodes.end() ? "InternalServerError" : std::string(code->second);
}

BatchResult executeBatch(engine::Engine &engine, const std::vector<BatchStatement> &batch)
{
    return Batch(engine).run(batch);
}

} // namespace keywright::partiql
