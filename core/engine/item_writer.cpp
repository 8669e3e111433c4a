#include "core/engine/item_writer.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <unordered_set>

#include "core/engine/expiry.h"
#include "core/engine/index_view.h"
#include "core/engine/item_collections.h"
#include "core/engine/item_key.h"
#include "core/engine/service_error.h"
#include "core/schema/limits.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"
#include "core/value/item_size.h"

namespace keywright::engine {

using value::Item;

namespace {

constexpr double kStandardWrite = 1;
constexpr double kTransactionalWrite = 2;

/// The sum of each table, in the order of their names.
class ConsumedByTable {
public:
    capacity::ConsumedCapacity &of(const std::string &table)
    {
        const auto found =
            std::lower_bound(m_tables.begin(), m_tables.end(), table,
                             [](const capacity::ConsumedCapacity &each, const std::string &name) { return each.table < name; });
        if (found != m_tables.end() && found->table == table)
            return *found;
        capacity::ConsumedCapacity added;
        added.table = table;
        return *m_tables.insert(found, std::move(added));
    }
    std::vector<capacity::ConsumedCapacity> take() { return std::move(m_tables); }

private:
    std::vector<capacity::ConsumedCapacity> m_tables;
};

void addItemCollection(std::vector<ItemCollection> &collections, const storage::Store &store, PreparedAction &action)
{
    if (!action.returnsItemCollection() || !hasItemCollections(action.table()))
        return;
    ItemCollection collection = itemCollectionOf(store, action.table(), action.key());
    if (std::find(collections.begin(), collections.end(), collection) == collections.end())
        collections.push_back(std::move(collection));
}

/// What the write adds to the item's collection.
std::int64_t growthOf(const PreparedWrite &write)
{
    std::int64_t bytes = 0;
    for (const CounterChange &change : write.counters)
        if (change.place->definition == nullptr || change.place->isLocal)
            bytes += change.bytes;
    return bytes;
}

} // namespace

ItemWriter::ItemWriter(storage::Store &store, const Catalog &catalog, Committer &committer, Jobs &jobs, const EngineOptions &options,
                       TrafficReport &traffic)
    : m_store(store),
      m_catalog(catalog),
      m_committer(committer),
      m_options(options),
      m_traffic(traffic),
      m_indexDelay(store, catalog, committer, m_locks, jobs, options),
      m_tokens(store, m_locks, jobs, options)
{ }

PlanRules ItemWriter::rules(double units) const
{
    return {units, m_options.indexDelayMs, m_options.indexDelayMs > 0 ? m_options.clock() : 0, &m_traffic};
}

WriteResult ItemWriter::writeOne(ActionReference reference)
{
    const auto tables = m_catalog.keepTables();
    PreparedAction action(m_catalog, reference);
    bool conflicts = false;
    const auto held = m_locks.lock(action.entry(), &conflicts);
    if (conflicts)
        m_traffic.recordConflict(action.table());
    action.read(m_store);

    WriteResult result;
    WritePlan plan(action.table(), m_store, rules(kStandardWrite));
    if (!action.conditionHolds()) {
        plan.chargeOnly(action.entry(), action.sizeWhenRefused());
        result.conditionHeld = false;
        if (action.returnsItemOnFailure() && action.before() != nullptr)
            result.attributes = *action.before();
        result.consumed = plan.consumed();
        return result;
    }
    action.evaluate();
    plan.change(action.step());
    PreparedWrite write = plan.take();
    checkItemCollection(action, write);
    m_committer.commit(write);
    result.attributes = action.attributes();
    result.consumed = plan.consumed();
    if (action.returnsItemCollection() && hasItemCollections(action.table()))
        result.itemCollection = itemCollectionOf(m_store, action.table(), action.key());
    return result;
}

void ItemWriter::checkItemCollection(PreparedAction &action, const PreparedWrite &write) const
{
    if (!hasItemCollections(action.table()))
        return;
    const std::int64_t growth = growthOf(write);
    if (growth <= 0)
        return;
    // The collection is within one bucket of the table and of each LSI: mostly that says enough.
    const std::uint16_t bucket = BucketCounters::bucketOf(hashInEntryKey(action.entry()));
    std::int64_t most = growth + m_committer.bucketOf(action.table().base, bucket).bytes;
    for (const Place &index : action.table().indexes)
        if (index.isLocal)
            most += m_committer.bucketOf(index, bucket).bytes;
    if (most > m_options.itemCollectionBytes
        && itemCollectionBytes(m_store, action.table(), action.key()) + growth > m_options.itemCollectionBytes)
        throw ServiceError("ItemCollectionSizeLimitExceededException", "Collection size exceeded.");
}

BatchWriteResult ItemWriter::batchWrite(const BatchWriteRequest &request)
{
    const auto tables = m_catalog.keepTables();
    std::vector<PreparedAction> actions;
    std::vector<std::string> entries;
    std::unordered_set<std::string> seen;
    for (const WriteAction &action : request.actions) {
        actions.emplace_back(m_catalog, referenceTo(action));
        entries.push_back(actions.back().entry());
        if (!seen.insert(entries.back()).second)
            invalid("Provided list of item keys contains duplicates");
    }
    std::vector<std::size_t> conflicts;
    const ItemLocks::Held held = m_locks.lockAll(entries, ItemLocks::Holder::Write, &conflicts);
    for (const std::size_t number : conflicts)
        m_traffic.recordConflict(actions[number].table());
    BatchWriteResult result;
    PreparedWrite write;
    for (PreparedAction &action : actions) {
        action.read(m_store);
        action.evaluate();
        WritePlan plan(action.table(), m_store, rules(kStandardWrite));
        try {
            plan.change(action.step());
        } catch (const ThrottledError &) {
            result.unprocessed.push_back(result.consumed.size());
            result.consumed.push_back(plan.consumed());
            if (result.unprocessed.size() == actions.size())
                throw; // none of them could be written
            continue;
        }
        PreparedWrite one = plan.take();
        checkItemCollection(action, one);
        write.append(std::move(one));
        result.consumed.push_back(plan.consumed());
    }
    m_committer.commit(write);
    for (PreparedAction &action : actions)
        addItemCollection(result.itemCollections, m_store, action);
    return result;
}

/// The actions of a transaction, and why some of them cannot even begin.
struct ItemWriter::Transaction {
    std::vector<std::unique_ptr<PreparedAction>> actions; ///< null where there is a reason
    std::vector<CancellationReason> reasons;
    std::vector<std::string> locks;

    Transaction(const Catalog &catalog, const TransactWriteRequest &request)
    {
        for (const WriteAction &action : request.actions)
            add(catalog, referenceTo(action));
        std::unordered_set<std::string_view> seen;
        for (const std::string &entry : locks)
            if (!seen.insert(entry).second)
                invalid("Transaction request cannot include multiple operations on one item");
        if (request.token)
            locks.push_back(RequestTokens::lockOf(*request.token));
    }

    /// An item that cannot be is a reason to cancel; an empty key value refuses the request (measured by others).
    void add(const Catalog &catalog, ActionReference action)
    {
        reasons.emplace_back();
        try {
            actions.push_back(std::make_unique<PreparedAction>(catalog, action));
            locks.push_back(actions.back()->entry());
        } catch (const ServiceError &error) {
            if (error.name() != "ValidationException")
                throw;
            refuseEmptyKey(catalog, action);
            reasons.back() = {"ValidationError", error.what(), std::nullopt};
            actions.emplace_back();
        }
    }

    static void refuseEmptyKey(const Catalog &catalog, ActionReference action)
    {
        std::visit(
            [&catalog](const auto *each) {
                const auto table = catalog.find(each->table);
                if constexpr (requires { each->item; })
                    checkNoEmptyKey(table->definition, each->item);
                else
                    checkNoEmptyKey(table->definition, each->key);
            },
            action);
    }

    /// Null for the lock of the token.
    const PreparedAction *actionOfLock(std::size_t number) const
    {
        const auto found = std::find_if(actions.begin(), actions.end(),
                                        [&](const auto &action) { return action != nullptr && action->entry() == locks[number]; });
        return found == actions.end() ? nullptr : found->get();
    }

    bool isCancelled() const
    {
        return std::any_of(reasons.begin(), reasons.end(),
                           [](const CancellationReason &reason) { return reason.code != CancellationReason::kNone; });
    }

    void checkSize() const
    {
        const std::int64_t bytes =
            std::accumulate(actions.begin(), actions.end(), std::int64_t(0), [](std::int64_t sum, const auto &action) {
                return action == nullptr ? sum : sum + std::max(action->sizeBefore(), action->sizeAfter());
            });
        if (bytes > schema::kMaxTransactionBytes)
            invalid("Collection size of items exceeded, which can also be caused by the aggregate size of the items in the transaction "
                    "exceeding the 4MB limit");
    }
};

CancellationReason ItemWriter::judge(PreparedAction &action) const
{
    if (!action.conditionHolds()) {
        CancellationReason reason{"ConditionalCheckFailed", "The conditional request failed", std::nullopt};
        if (action.returnsItemOnFailure() && action.before() != nullptr)
            reason.item = *action.before();
        return reason;
    }
    try {
        action.evaluate();
        return {};
    } catch (const ServiceError &error) {
        return {"ValidationError", error.what(), std::nullopt};
    }
}

TransactWriteResult ItemWriter::transact(const TransactWriteRequest &request)
{
    const auto tables = m_catalog.keepTables();
    Transaction transaction(m_catalog, request);
    std::vector<std::size_t> conflicts;
    const ItemLocks::Held held = m_locks.lockAll(transaction.locks, ItemLocks::Holder::Transaction, &conflicts);
    for (const std::size_t number : conflicts)
        if (const PreparedAction *action = transaction.actionOfLock(number))
            m_traffic.recordConflict(action->table());
    for (const auto &action : transaction.actions)
        if (action != nullptr)
            action->read(m_store);
    if (request.token && m_tokens.wasUsed(*request.token))
        return repeated(transaction);
    for (std::size_t i = 0; i < transaction.actions.size(); ++i)
        if (transaction.actions[i] != nullptr)
            transaction.reasons[i] = judge(*transaction.actions[i]);
    transaction.checkSize();

    PreparedWrite write;
    ConsumedByTable consumed;
    for (std::size_t i = 0; i < transaction.actions.size(); ++i) {
        PreparedAction *action = transaction.actions[i].get();
        if (action == nullptr)
            continue;
        WritePlan plan(action->table(), m_store, rules(kTransactionalWrite));
        PreparedWrite one;
        try {
            if (transaction.isCancelled())
                plan.chargeOnly(action->entry(), action->sizeWhenRefused());
            else if (action->isCheckOnly())
                plan.chargeOnly(action->entry(), action->sizeBefore());
            else
                plan.change(action->step());
            one = plan.take();
            checkItemCollection(*action, one);
        } catch (const ThrottledError &error) {
            if (transaction.reasons[i].code == CancellationReason::kNone)
                transaction.reasons[i] = {error.cancellationCode(), error.what(), std::nullopt};
        } catch (const ServiceError &error) {
            transaction.reasons[i] = {"ItemCollectionSizeLimitExceeded", error.what(), std::nullopt};
        }
        write.append(std::move(one));
        consumed.of(action->table().definition.name).add(plan.consumed());
    }

    TransactWriteResult result;
    result.cancelled = transaction.isCancelled();
    result.reasons = std::move(transaction.reasons);
    result.consumed = consumed.take();
    if (result.cancelled)
        return result;
    if (request.token)
        m_tokens.keep(write.batch, *request.token);
    m_committer.commit(write);
    for (const auto &action : transaction.actions)
        addItemCollection(result.itemCollections, m_store, *action);
    return result;
}

/// Source: API reference, TransactWriteItems: a repeated request returns the read units of reading the items.
TransactWriteResult ItemWriter::repeated(const Transaction &transaction) const
{
    TransactWriteResult result;
    result.isRepeated = true;
    result.reasons = transaction.reasons;
    ConsumedByTable consumed;
    for (const auto &action : transaction.actions)
        if (action != nullptr)
            consumed.of(action->table().definition.name).tableUnits +=
                capacity::readUnits(action->sizeBefore(), capacity::ReadKind::Transactional);
    result.consumed = consumed.take();
    return result;
}

bool ItemWriter::removeExpired(const std::string &table, const Item &key, const std::function<bool(const Item &)> &isExpired)
{
    const auto tables = m_catalog.keepTables();
    const DeleteItemRequest request{table, key};
    PreparedAction action(m_catalog, &request);
    const auto held = m_locks.lock(action.entry());
    action.read(m_store);
    if (action.before() == nullptr || !isExpired(*action.before()))
        return false;
    WritePlan plan(action.table(), m_store, rules(kStandardWrite));
    ItemStep step = action.step();
    step.byService = true;
    plan.change(step);
    PreparedWrite write = plan.take();
    m_committer.commit(write);
    return true;
}

bool ItemWriter::backfill(const std::string &tableName, storage::IndexId indexId, const std::vector<std::string> &entries,
                          storage::Batch cursor)
{
    const auto tables = m_catalog.keepTables();
    std::shared_ptr<const TableState> table;
    try {
        table = m_catalog.find(tableName);
    } catch (const ServiceError &) {
        return false; // it was dropped
    }
    // The table of that name may be another one by now.
    if (!entries.empty() && !entries.front().starts_with(storage::placePrefix(table->id, table->base.id)))
        return false;
    const auto index =
        std::find_if(table->indexes.begin(), table->indexes.end(), [indexId](const Place &each) { return each.id == indexId; });
    const bool isExpiry = table->expiry && table->expiry->id == indexId;
    if (index == table->indexes.end() && !isExpiry)
        return false;
    const ItemLocks::Held held = m_locks.lockAll(entries);
    PreparedWrite write;
    write.batch = std::move(cursor);
    for (const std::string &entry : entries) {
        const auto stored = m_store.get(entry);
        if (!stored)
            continue;
        const Item item = storage::fromItemBytes(*stored);
        if (isExpiry) {
            if (const auto expiring = expiryEntry(*table, item, entry))
                write.batch.put(*expiring, {});
            continue;
        }
        const auto view = indexView(*table, *index, item, *stored, storage::itemSize(*stored));
        if (view && !m_store.get(view->key))
            replaceEntry(write, m_store, table->id, *index, {}, view);
    }
    m_committer.commit(write);
    return true;
}

} // namespace keywright::engine
