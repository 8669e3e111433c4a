#include "core/engine/tables.h"

#include <algorithm>

#include "core/engine/backups.h"
#include "core/engine/resource_names.h"
#include "core/engine/resource_policies.h"
#include "core/engine/service_error.h"
#include "core/engine/table_change.h"
#include "core/engine/table_description.h"
#include "core/schema/table_rules.h"

namespace keywright::engine {

namespace {

/// What UpdateTable says of the table afterwards: that it is changing, and of throughput still what it was.
TableDescription answerTo(const UpdateTableRequest &request, const TableDescription &before, TableDescription after)
{
    if (showsAsUpdating(request))
        after.status = TableStatus::Updating;
    if (request.billingMode || request.capacity.provisioned)
        after.throughput.units = before.throughput.units;
    if (request.tableClass)
        after.definition.tableClass = before.definition.tableClass;
    if (request.capacity.warm)
        after.warm.status = TableStatus::Updating;
    const auto find = [](std::vector<IndexDescription> &indexes, const std::string &name) {
        return std::find_if(indexes.begin(), indexes.end(),
                            [&name](const IndexDescription &index) { return index.definition.name == name; });
    };
    for (const IndexAction &action : request.indexActions) {
        if (const auto *create = std::get_if<CreateIndexAction>(&action)) {
            const auto index = find(after.indexes, create->index.name);
            index->status = TableStatus::Creating;
        } else if (const auto *update = std::get_if<UpdateIndexAction>(&action)) {
            const auto index = find(after.indexes, update->name);
            std::vector<IndexDescription> old = before.indexes;
            index->status = TableStatus::Updating;
            index->throughput.units = find(old, update->name)->throughput.units;
        } else if (find(after.indexes, std::get<DeleteIndexAction>(action).name) == after.indexes.end()) {
            std::vector<IndexDescription> old = before.indexes;
            IndexDescription index = *find(old, std::get<DeleteIndexAction>(action).name);
            index.status = TableStatus::Deleting;
            index.isBackfilling = false;
            after.indexes.push_back(std::move(index));
        }
    }
    return after;
}

} // namespace

Tables::Tables(const storage::Store &store, Catalog &catalog, ChangeLog &changeLog, Committer &committer, Backups &backups, Jobs &jobs,
               const EngineOptions &options)
    : m_store(store),
      m_catalog(catalog),
      m_changeLog(changeLog),
      m_committer(committer),
      m_backups(backups),
      m_jobs(jobs),
      m_options(options)
{ }

TableDescription Tables::create(const CreateTableRequest &request)
{
    if (const auto broken = schema::brokenRule(request.definition))
        throw ServiceError("ValidationException", *broken);
    const std::int64_t now = m_options.clock();
    TableState table;
    table.definition = request.definition;
    table.uuid = asUuid(m_options.newId());
    table.createdAt = now;
    if (m_options.statusDelayMs > 0)
        table.status = {TableStatus::Creating, now + m_options.statusDelayMs};
    if (request.definition.billingMode == schema::BillingMode::PayPerRequest)
        table.onDemandSince = now;
    if (request.resourcePolicy) {
        checkPolicy(*request.resourcePolicy);
        table.policies[""] = {*request.resourcePolicy, std::to_string(now)};
    }
    const auto added = m_catalog.add(std::move(table), [this](TableState &fresh, Catalog::Consequences &consequences) {
        if (fresh.definition.streamViewType)
            consequences.enableStream(m_changeLog, fresh);
    });
    TableDescription answer = describeNow(*added);
    answer.status = TableStatus::Creating;
    for (IndexDescription &index : answer.indexes)
        index.status = TableStatus::Creating;
    return answer;
}

TableDescription Tables::describe(const std::string &nameOrArn) const
{
    return describeNow(*m_catalog.findAny(nameOrArn));
}

TableDescription Tables::update(const UpdateTableRequest &request)
{
    checkRequest(request);
    TableDescription before;
    const auto table = m_catalog.change(request.table, [&](TableState &next, Catalog::Consequences &consequences) {
        before = describeNow(next);
        applyUpdate(request, m_options.clock(), m_options.statusDelayMs, m_changeLog, next, consequences);
    });
    m_jobs.wake();
    return answerTo(request, before, describeNow(*table));
}

TableDescription Tables::drop(const std::string &nameOrArn)
{
    if (const auto found = m_catalog.findAny(nameOrArn); found->isBeingFilled())
        checkCanBeDropped(*found, m_options.clock());
    const auto table = m_catalog.change(nameOrArn, [this](TableState &next, Catalog::Consequences &consequences) {
        const std::int64_t now = m_options.clock();
        checkCanBeDropped(next, now);
        if (next.definition.deletionProtection)
            throw ServiceError(
                "ValidationException",
                "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
        next.status = {TableStatus::Deleting, now + m_options.statusDelayMs};
        consequences.disableStream(m_changeLog, next);
    });
    TableDescription answer = describeNow(*table);
    answer.status = TableStatus::Deleting;
    for (IndexDescription &index : answer.indexes)
        index.status = TableStatus::Deleting;
    if (table->recovery)
        m_backups.keepDeleted(*table); // the sweeper drops the table when that is done
    else if (m_options.statusDelayMs == 0)
        m_catalog.drop(table->id);
    m_jobs.wake();
    return answer;
}

TableDescription Tables::describeNow(const TableState &table) const
{
    TableDescription description = describeTable(table, m_committer, m_options);
    if (const auto stream = m_changeLog.latestOf(table.id)) {
        description.latestStreamLabel = stream->label;
        description.latestStreamArn = streamArn(m_options, stream->table, stream->label);
    }
    if (!description.vectorIndexes.empty())
        countVectors(table, description);
    return description;
}

/// Counted anew when the table has changed in number or size, as good as the service's figures, which are hours old.
void Tables::countVectors(const TableState &table, TableDescription &description) const
{
    const std::lock_guard lock(m_mutex);
    CountedVectors &counted = m_counted[table.id];
    if (counted.items != description.itemCount || counted.bytes != description.sizeInBytes)
        counted = {description.itemCount, description.sizeInBytes, {}};
    for (VectorIndexDescription &index : description.vectorIndexes) {
        auto found = counted.sizes.find(index.definition.name);
        if (found == counted.sizes.end())
            found = counted.sizes.emplace(index.definition.name, sizeOfVectorIndex(m_store, table, index.definition)).first;
        index.itemCount = found->second.items;
        index.sizeInBytes = found->second.bytes;
    }
}

std::vector<std::string> Tables::names() const
{
    return m_catalog.names();
}

} // namespace keywright::engine
