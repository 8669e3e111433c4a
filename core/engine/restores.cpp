#include "core/engine/restores.h"

#include <algorithm>

#include "core/engine/continuous_backups.h"
#include "core/engine/recovery_log.h"
#include "core/engine/resource_names.h"
#include "core/engine/service_error.h"
#include "core/engine/write_plan.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"

namespace keywright::engine {

namespace {

constexpr std::size_t kRestoredAtOnce = 256;
constexpr std::size_t kRestoredBytesAtOnce = 1 << 20;
constexpr int kMostRestores = 50;

class BackupSource : public RestoreSource {
public:
    explicit BackupSource(std::unique_ptr<storage::BackupReader> reader) : m_reader(std::move(reader)) { }

    void startAfter(const std::string &entry) override { m_after = entry; }
    bool next() override
    {
        while (m_reader->next())
            if (m_after.empty() || m_reader->entry() > m_after)
                return true;
        return false;
    }
    std::string_view entry() const override { return m_reader->entry(); }
    std::string_view item() const override { return m_reader->item(); }

private:
    std::unique_ptr<storage::BackupReader> m_reader;
    std::string m_after;
};

class PastSource : public RestoreSource {
public:
    PastSource(const storage::Store &store, const TableRestore &restore)
        : m_snapshot(store.snapshot()), m_cursor(m_snapshot, restore.sourceTable, restore.sourceLog, restore.moment)
    { }

    void startAfter(const std::string &entry) override { m_cursor.startAfter(entry); }
    bool next() override { return m_cursor.next(); }
    std::string_view entry() const override { return m_cursor.entry(); }
    std::string_view item() const override { return m_cursor.item(); }

private:
    storage::Snapshot m_snapshot;
    PastCursor m_cursor;
};

} // namespace

Restores::Restores(storage::Store &store, Catalog &catalog, Committer &committer, const Backups &backups, Tables &tables, Jobs &jobs,
                   const EngineOptions &options)
    : m_store(store), m_catalog(catalog), m_committer(committer), m_backups(backups), m_tables(tables), m_jobs(jobs), m_options(options)
{
    jobs.add("restores", [this] { return fillSome(); });
}

TableDescription Restores::fromBackup(const RestoreFromBackupRequest &request)
{
    const BackupDescription backup = m_backups.describe(request.backupArn);
    if (backupNameOf(m_options, request.backupArn).region != m_options.region && !request.overrides.encryption)
        throw ServiceError("ValidationException", "Invalid Request: sseSpecificationOverride must be provided for cross-region restores");
    checkTarget(request.targetTable);
    if (backup.status == BackupStatus::Creating)
        throw ServiceError("BackupInUseException", "Backup is being created: " + backup.arn);
    for (const auto &table : m_catalog.all())
        if (table->restore && table->restore->backupArn == backup.arn)
            throw ServiceError("BackupInUseException", "Backup is being used to restore another table: " + backup.arn);
    return begin(request.targetTable, backup.definition, request.overrides, {backup.tableArn, backup.arn, backup.createdAt});
}

TableDescription Restores::toPointInTime(const RestoreToPointInTimeRequest &request)
{
    const auto source = findForBackup(m_catalog, m_options, request.sourceTable);
    const std::int64_t moment = checkedMoment(*source, m_committer, m_options, request.moment);
    checkTarget(request.targetTable);
    return begin(request.targetTable, source->definition, request.overrides,
                 {tableArn(m_options, source->definition.name), {}, moment, source->id, source->recovery->id});
}

void Restores::checkTarget(const std::string &target) const
{
    int restores = 0;
    for (const auto &table : m_catalog.all()) {
        restores += table->restore ? 1 : 0;
        if (table->definition.name != target)
            continue;
        if (!table->restore)
            throw ServiceError("TableAlreadyExistsException", "Table already exists: " + target);
        const std::string &backup = table->restore->backupArn;
        throw ServiceError("TableInUseException",
                           "Table: " + target + " is already being restored from "
                               + (backup.empty() ? "table: " + table->restore->sourceTableArn : "backup: " + backup));
    }
    if (restores >= kMostRestores)
        throw ServiceError("LimitExceededException", "Only 50 restore operations are allowed at the same time");
}

TableDescription Restores::begin(const std::string &target, const schema::TableDefinition &source, const RestoreOverrides &overrides,
                                 TableRestore restore)
{
    TableState table;
    table.definition = restoredDefinition(source, target, overrides);
    table.uuid = asUuid(m_options.newId());
    table.createdAt = m_options.clock();
    table.status = {TableStatus::Creating, kUntilChanged};
    table.restore = std::move(restore);
    if (table.definition.billingMode == schema::BillingMode::PayPerRequest)
        table.onDemandSince = table.createdAt;
    try {
        m_catalog.add(std::move(table),
                      [](TableState &fresh, Catalog::Consequences &consequences) { consequences.backfilled.push_back(fresh.base.id); });
    } catch (const ServiceError &) { // somebody made it just now
        throw ServiceError("TableAlreadyExistsException", "Table already exists: " + target);
    }
    TableDescription description = m_tables.describe(target);
    m_jobs.wake();
    return description;
}

bool Restores::fillSome()
{
    bool hasMore = false;
    for (const auto &table : m_catalog.all()) {
        if (!table->restore)
            continue;
        try {
            hasMore = fillSomeOf(table->id) || hasMore;
        } catch (const storage::StorageError &error) {
            m_sources.erase(table->id); // it has gone on to items that were not written
            if (error.kind() == storage::StorageError::Kind::Damaged)
                m_catalog.drop(table->id);
            throw;
        } catch (const ServiceError &) { // what it came from is no more
            m_sources.erase(table->id);
            m_catalog.drop(table->id);
        }
    }
    return hasMore;
}

bool Restores::fillSomeOf(storage::TableId id)
{
    PreparedWrite write;
    bool isDone = false;
    {
        const auto tables = m_catalog.keepTables();
        const auto table = m_catalog.findById(id);
        if (table == nullptr || !table->restore)
            return false;
        RestoreSource *source = sourceOf(*table);
        if (source == nullptr)
            return false;
        const std::string place = storage::placePrefix(table->id, table->base.id);
        WritePlan plan(*table, m_store, {});
        std::size_t bytes = 0;
        std::string reached;
        for (std::size_t count = 0; count < kRestoredAtOnce && bytes < kRestoredBytesAtOnce && !isDone; ++count) {
            if (!source->next()) {
                isDone = true;
                break;
            }
            reached = source->entry();
            const std::string entry = place + reached;
            value::Item item;
            if (WritePlan::needsItems(*table))
                item = storage::fromItemBytes(source->item());
            ItemStep step;
            step.entry = entry;
            step.after = {source->item(), storage::itemSize(source->item()), &item};
            plan.change(step);
            bytes += source->item().size();
        }
        if (!reached.empty()) {
            write = plan.take();
            m_catalog.setBackfillCursor(table->id, table->base.id, reached, write.batch);
            m_committer.commit(write);
        }
    }
    if (isDone)
        finish(id);
    return !isDone;
}

RestoreSource *Restores::sourceOf(const TableState &table)
{
    const auto found = m_sources.find(table.id);
    if (found != m_sources.end())
        return found->second.get();
    const auto reached = m_catalog.backfillCursor(table.id, table.base.id);
    if (!reached)
        return nullptr; // it was dropped
    std::unique_ptr<RestoreSource> source;
    if (table.restore->backupArn.empty()) {
        checkSource(*table.restore);
        source = std::make_unique<PastSource>(m_store, *table.restore);
    } else {
        source = std::make_unique<BackupSource>(m_backups.open(table.restore->backupArn));
    }
    if (!reached->empty())
        source->startAfter(*reached);
    return m_sources.emplace(table.id, std::move(source)).first->second.get();
}

/// Throws ServiceError when changes of the source may be missing in what it kept.
void Restores::checkSource(const TableRestore &restore) const
{
    const auto source = m_catalog.findById(restore.sourceTable); // a deleted one keeps all until this is done
    if (restore.cannotResume || (source != nullptr && (!source->recovery || source->recovery->id != restore.sourceLog)))
        throw ServiceError("PointInTimeRecoveryUnavailableException", "Point in time recovery is not enabled any more");
}

void Restores::finish(storage::TableId id)
{
    m_catalog.change(id, [this, id](TableState &next, Catalog::Consequences &consequences) {
        next.restore.reset();
        next.status = {};
        if (const std::int64_t until = next.createdAt + m_options.statusDelayMs; m_options.statusDelayMs > 0)
            next.status = {TableStatus::Creating, until};
        m_catalog.forgetBackfill(id, next.base.id, consequences.batch);
    });
    m_sources.erase(id);
}

} // namespace keywright::engine
