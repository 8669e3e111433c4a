#include "core/engine/bulk_put.h"

#include "core/engine/index_view.h"
#include "core/engine/item_writer.h"
#include "core/engine/service_error.h"
#include "core/engine/vector_index.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"
#include "core/value/item_size.h"

namespace keywright::engine {

namespace {

void addBytes(std::map<std::string, std::int64_t> &sum, const std::map<std::string, std::int64_t> &more)
{
    for (const auto &[name, bytes] : more)
        sum[name] += bytes;
}

} // namespace

void BulkPutBytes::add(const BulkPutBytes &other)
{
    table += other.table;
    addBytes(localIndexes, other.localIndexes);
    addBytes(globalIndexes, other.globalIndexes);
    addBytes(vectorIndexes, other.vectorIndexes);
}

std::int64_t BulkPutBytes::total() const
{
    std::int64_t sum = table;
    for (const auto *indexes : {&localIndexes, &globalIndexes})
        for (const auto &[name, bytes] : *indexes)
            sum += bytes;
    return sum;
}

BulkPutBytes bytesOfPut(const TableState &table, const value::Item &item)
{
    BulkPutBytes bytes;
    bytes.table = value::sizeInBytes(item);
    const std::string stored = table.indexes.empty() ? std::string() : storage::toItemBytes(item);
    for (const Place &index : table.indexes)
        if (const auto view = indexView(table, index, item, stored, bytes.table))
            (index.isLocal ? bytes.localIndexes : bytes.globalIndexes)[index.definition->name] += view->size;
    for (const schema::VectorIndexDefinition &index : table.definition.vectorIndexes)
        if (isInVectorIndex(index, item))
            bytes.vectorIndexes[index.name] += vectorEntryBytes(table.definition, index, item);
    return bytes;
}

std::vector<BulkPutOutcome> ItemWriter::bulkPut(storage::TableId id, const std::vector<const PutItemRequest *> &puts,
                                                const BeforeBulkPut &beforeCommit)
{
    const auto tables = m_catalog.keepTables();
    const auto table = m_catalog.findById(id);
    std::vector<BulkPutOutcome> outcomes(puts.size());
    std::vector<std::optional<PreparedAction>> actions(puts.size());
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < puts.size(); ++i) {
        try {
            actions[i].emplace(m_catalog, puts[i]);
            if (table == nullptr || actions[i]->table().id != id)
                throw ServiceError("ResourceNotFoundException", "The table that items are put into is no more");
            entries.push_back(actions[i]->entry());
        } catch (const ServiceError &error) {
            if (error.name() != "ValidationException")
                throw;
            outcomes[i].refusal = error.what();
            actions[i].reset();
        }
    }
    const ItemLocks::Held held = m_locks.lockAll(entries);
    PlanRules uncharged = rules(1);
    uncharged.traffic = nullptr;
    PreparedWrite write;
    for (std::size_t i = 0; i < puts.size(); ++i) {
        if (!actions[i])
            continue;
        PreparedAction &action = *actions[i];
        BulkPutOutcome &outcome = outcomes[i];
        action.read(m_store);
        if (!action.conditionHolds()) {
            if (action.before() != nullptr)
                outcome.existing = *action.before();
            continue;
        }
        action.evaluate();
        WritePlan plan(action.table(), m_store, uncharged);
        plan.change(action.step());
        PreparedWrite one = plan.take();
        try {
            checkItemCollection(action, one);
        } catch (const ServiceError &error) {
            outcome.refusal = error.what();
            continue;
        }
        write.append(std::move(one));
        outcome.isWritten = true;
        outcome.units = plan.consumed().total();
        outcome.bytes = bytesOfPut(action.table(), puts[i]->item);
    }
    beforeCommit(outcomes, write.batch);
    m_committer.commit(write);
    return outcomes;
}

} // namespace keywright::engine
