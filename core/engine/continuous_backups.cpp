#include "core/engine/continuous_backups.h"

#include <algorithm>

#include "core/engine/backups.h"
#include "core/engine/index_view.h"
#include "core/engine/item_key.h"
#include "core/engine/page_walk.h"
#include "core/engine/recovery_log.h"
#include "core/engine/service_error.h"
#include "core/schema/limits.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"

namespace keywright::engine {

namespace {

constexpr std::int64_t kMostDays = 35;
constexpr std::size_t kTrimmedImagesAtOnce = 1'000;
constexpr std::size_t kSecondsText = sizeof("2026-11-21T09:00:00") - 1;

bool isPageFull(std::int64_t bytes, std::int64_t items, const std::optional<std::int64_t> &limit)
{
    return bytes >= schema::kPageBytes || (limit && items >= *limit);
}

/// "2026-11-21T09:00:00Z"
std::string secondText(std::int64_t milliseconds)
{
    return streamLabelOf(milliseconds).substr(0, kSecondsText) + "Z";
}

/// Where the walk of a page begins that follows the item with this key.
std::string entryAfter(const TableState &table, const value::Item &key)
{
    checkKey(table.definition.key, key);
    return entryKey(table, table.base, key).substr(storage::kPlacePrefixBytes);
}

std::optional<value::Item> itemOf(const std::string &bytes)
{
    return bytes.empty() ? std::nullopt : std::optional(storage::fromItemBytes(bytes));
}

} // namespace

std::int64_t checkedMoment(const TableState &table, const Committer &committer, const EngineOptions &options,
                           const std::optional<std::int64_t> &moment)
{
    if (!table.recovery)
        throw ServiceError("PointInTimeRecoveryUnavailableException",
                           "Point in time recovery is not enabled for table '" + table.definition.name + "'");
    const std::int64_t now = options.clock();
    const std::int64_t latest = std::max(now, committer.newestMoment());
    if (!moment)
        return latest;
    const std::int64_t earliest = earliestMoment(*table.recovery, now);
    if (*moment < earliest || *moment > latest)
        throw ServiceError("InvalidRestoreTimeException",
                           "RestoreDateTime '" + secondText(*moment) + "' must be within EarliestRestorableDateTime '"
                               + secondText(earliest) + "' and LatestRestorableDateTime '" + secondText(latest) + "'");
    return *moment;
}

ContinuousBackups::ContinuousBackups(storage::Store &store, Catalog &catalog, const Committer &committer, Jobs &jobs,
                                     const EngineOptions &options)
    : m_store(store), m_catalog(catalog), m_committer(committer), m_jobs(jobs), m_options(options)
{
    jobs.add("recovery log", [this] { return trimSome(); });
}

ContinuousBackupsDescription ContinuousBackups::update(const std::string &nameOrArn, bool enabled, std::optional<std::int64_t> days)
{
    if (!enabled && days)
        throw ServiceError("ValidationException",
                           "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.");
    const auto found = findForBackup(m_catalog, m_options, nameOrArn);
    if (!enabled && found->recovery)
        endRestoresOf(*found);
    const auto table = m_catalog.change(nameOrArn, [&](TableState &next, Catalog::Consequences &consequences) {
        if (enabled && next.recovery) {
            // What was older than the days so far is gone, however many they become.
            next.recovery->since = earliestMoment(*next.recovery, m_options.clock());
            next.recovery->days = days.value_or(next.recovery->days);
        } else if (enabled) {
            next.recovery = RecoveryLog{next.takeIndexId(), m_options.clock(), days.value_or(kMostDays)};
        } else if (next.recovery) {
            consequences.doomed.push_back(next.recovery->id);
            next.recovery.reset();
        }
    });
    if (!enabled)
        endRestoresOf(*table); // also of one that began meanwhile
    m_jobs.wake();
    return describeNow(*table);
}

/// A restore that reads this table goes on with the snapshot it has; begun again it would miss changes.
void ContinuousBackups::endRestoresOf(const TableState &table)
{
    for (const auto &each : m_catalog.all())
        if (each->restore && each->restore->sourceTable == table.id && !each->restore->cannotResume)
            m_catalog.change(each->id, [](TableState &next, Catalog::Consequences &) {
                if (next.restore)
                    next.restore->cannotResume = true;
            });
}

ContinuousBackupsDescription ContinuousBackups::describe(const std::string &nameOrArn) const
{
    return describeNow(*findForBackup(m_catalog, m_options, nameOrArn));
}

ContinuousBackupsDescription ContinuousBackups::describeNow(const TableState &table) const
{
    if (!table.recovery)
        return {};
    const std::int64_t now = m_options.clock();
    return {true, table.recovery->days, earliestMoment(*table.recovery, now), std::max(now, m_committer.newestMoment())};
}

PageResult ContinuousBackups::read(const PastReadRequest &request, ItemSink &sink) const
{
    const storage::Snapshot snapshot = m_store.snapshot(); // before the moment is checked: what it needs is in it
    const auto table = findForBackup(m_catalog, m_options, request.table);
    const std::int64_t moment = checkedMoment(*table, m_committer, m_options, request.moment);
    std::string range;
    if (request.partitionKey) {
        const schema::KeySchema partition{table->definition.key.partition, {}};
        checkKey(partition, *request.partitionKey);
        range = storage::collectionPrefix(table->id, table->base.id, encodeKey(partition, *request.partitionKey).partition)
                    .substr(storage::kPlacePrefixBytes);
    }
    PastCursor cursor(snapshot, table->id, table->recovery->id, moment, range);
    if (request.exclusiveStartKey)
        cursor.startAfter(entryAfter(*table, *request.exclusiveStartKey));
    PageResult page;
    std::int64_t bytes = 0;
    while (cursor.next()) {
        sink.addStored(cursor.item());
        ++page.count;
        bytes += storage::itemSize(cursor.item());
        if (isPageFull(bytes, page.count, request.limit)) {
            page.lastEvaluatedKey = keyOf(table->definition.key, storage::fromItemBytes(cursor.item()));
            break;
        }
    }
    page.scannedCount = page.count;
    return page;
}

PastChangesPage ContinuousBackups::changes(const PastChangesRequest &request) const
{
    const storage::Snapshot snapshot = m_store.snapshot();
    const auto table = findForBackup(m_catalog, m_options, request.table);
    const std::int64_t from = checkedMoment(*table, m_committer, m_options, request.from);
    const std::int64_t to = checkedMoment(*table, m_committer, m_options, request.to);
    PastChanges changes(snapshot, table->id, table->recovery->id, from, to);
    if (request.exclusiveStartKey)
        changes.startAfter(entryAfter(*table, *request.exclusiveStartKey));
    PastChangesPage page;
    std::int64_t bytes = 0;
    while (changes.next()) {
        const PastChange &change = changes.change();
        ItemDifference difference{{}, itemOf(change.before), itemOf(change.after)};
        if (!difference.before && !difference.after)
            continue; // it came and went
        difference.key = keyOf(table->definition.key, difference.after ? *difference.after : *difference.before);
        bytes += static_cast<std::int64_t>(change.before.size() + change.after.size());
        page.differences.push_back(std::move(difference));
        if (isPageFull(bytes, static_cast<std::int64_t>(page.differences.size()), request.limit)) {
            page.lastEvaluatedKey = page.differences.back().key;
            break;
        }
    }
    return page;
}

/// What a restore still needs stays, whatever its age.
bool ContinuousBackups::trimSome()
{
    bool hasMore = false;
    const auto tables = m_catalog.all();
    for (const auto &table : tables) {
        if (!table->recovery)
            continue;
        std::int64_t before = earliestMoment(*table->recovery, m_options.clock());
        for (const auto &each : tables)
            if (each->restore && each->restore->sourceTable == table->id)
                before = std::min(before, each->restore->moment);
        hasMore =
            trimLog(m_store, table->id, table->recovery->id, stampOf(before), kTrimmedImagesAtOnce) == kTrimmedImagesAtOnce || hasMore;
    }
    return hasMore;
}

} // namespace keywright::engine
