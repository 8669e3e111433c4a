#include "core/engine/exports.h"

#include <algorithm>

#include "core/engine/backups.h"
#include "core/engine/buckets.h"
#include "core/engine/export_record.h"
#include "core/engine/item_key.h"
#include "core/engine/record_kind.h"
#include "core/engine/recovery_log.h"
#include "core/engine/resource_names.h"
#include "core/engine/service_error.h"
#include "core/itemfile/export_writer.h"
#include "core/itemfile/item_file.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"

namespace keywright::engine {

namespace {

constexpr std::size_t kExportedBytesAtOnce = 1 << 20;
constexpr std::int64_t kShortestWindowMs = 15 * 60 * 1000;
constexpr std::int64_t kLongestWindowMs = 24 * 60 * 60 * 1000;
constexpr std::int64_t kLeastBilled = 10'000'000; ///< of an incremental export (measured by others)

[[noreturn]] void invalidExport(const std::string &message)
{
    throw ServiceError("ValidationException", message);
}

[[noreturn]] void invalidExportTime(const std::string &message)
{
    throw ServiceError("InvalidExportTimeException", message);
}

std::string exportSecond(std::int64_t milliseconds)
{
    constexpr std::size_t kToTheSecond = sizeof("2026-11-21T09:00:00") - 1;
    return streamLabelOf(milliseconds).substr(0, kToTheSecond) + "Z";
}

std::string exportArn(const ExportDescription &exported)
{
    return exported.request.tableArn + "/export/" + exported.id;
}

/// What must be the same when a ClientToken comes again; the times of a request that named none do not count.
std::string meaningOf(const ExportRequest &request)
{
    std::string text;
    for (const std::string &part :
         {request.tableArn, request.bucket, request.bucketOwner, request.prefix, request.sseAlgorithm, request.sseKey})
        text += part + "\n";
    if (request.changes)
        text += std::to_string(request.changes->from) + (request.changes->withOldImages ? " both" : " new");
    if (request.filter)
        text += "\n" + toJson(*request.filter).compact();
    return text;
}

/// The item's bytes with the attributes that the filter shows; nothing stays nothing.
std::string shownBytes(const std::string &bytes, const ExportFilter *filter)
{
    return filter == nullptr || bytes.empty() ? bytes : storage::toItemBytes(filter->shown(storage::fromItemBytes(bytes)));
}

/// {"Metadata":…,"Keys":…,"OldImage":…,"NewImage":…}
std::string changeLine(const TableState &table, const PastChange &change, std::uint64_t stamp, bool withOldImages,
                       const ExportFilter *filter)
{
    constexpr std::int64_t kMicros = 1000;
    const std::string &there = change.after.empty() ? change.before : change.after;
    std::string line =
        "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"" + std::to_string(millisecondOf(stamp) * kMicros) + "\"}},\"Keys\":";
    storage::appendItemJson(line, storage::toItemBytes(keyOf(table.definition.key, storage::fromItemBytes(there))));
    if (withOldImages && !change.before.empty()) {
        line += ",\"OldImage\":";
        storage::appendItemJson(line, shownBytes(change.before, filter));
    }
    if (!change.after.empty()) {
        line += ",\"NewImage\":";
        storage::appendItemJson(line, shownBytes(change.after, filter));
    }
    return line += "}";
}

} // namespace

struct Exports::Kept {
    ExportDescription description;
    storage::TableId table = 0;
    storage::IndexId log = 0;
};

struct Exports::Writing {
    Writing(const storage::Store &store, std::shared_ptr<const TableState> state, const Kept &kept, std::filesystem::path folder)
        : id(kept.description.id),
          table(std::move(state)),
          snapshot(store.snapshot()),
          file(std::move(folder), kept.description.request.prefix, kept.description.id, kept.description.request.changes.has_value())
    {
        if (const auto &texts = kept.description.request.filter)
            filter.emplace(*texts, *table);
        if (const auto &asked = kept.description.request.changes)
            changes.emplace(snapshot, kept.table, kept.log, asked->from - 1, asked->to.value_or(0) - 1);
        else
            items.emplace(snapshot, kept.table, kept.log, kept.description.request.exportTime.value_or(0),
                          filter ? filter->entryPrefix() : std::string());
    }

    /// The item's bytes where it stands, or of a change the latest image.
    std::string_view there() const
    {
        if (items)
            return items->item();
        const PastChange &change = changes->change();
        return change.after.empty() ? change.before : change.after;
    }

    std::string id;
    std::shared_ptr<const TableState> table;
    storage::Snapshot snapshot;
    std::optional<PastCursor> items;
    std::optional<PastChanges> changes;
    std::optional<ExportFilter> filter;
    itemfile::ExportWriter file;
    std::int64_t bytes = 0;
};

std::string_view textOf(ExportStatus status)
{
    switch (status) {
    case ExportStatus::InProgress: return "IN_PROGRESS";
    case ExportStatus::Completed: return "COMPLETED";
    case ExportStatus::Failed: return "FAILED";
    }
    return {};
}

Exports::Exports(storage::Store &store, const Catalog &catalog, const Committer &committer, Jobs &jobs, const EngineOptions &options)
    : m_store(store), m_catalog(catalog), m_committer(committer), m_jobs(jobs), m_options(options)
{
    load();
    jobs.add("exports", [this] { return writeSome(); });
}

Exports::~Exports() = default;

void Exports::load()
{
    const std::string prefix = recordPrefix(kExportRecord);
    storage::Cursor cursor = m_store.cursor();
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        const std::string id(cursor.key().substr(prefix.size()));
        StoredExport stored = fromExportRecord(id, std::string(cursor.value()));
        stored.description.arn = exportArn(stored.description);
        m_exports.emplace(id, Kept{std::move(stored.description), stored.table, stored.log});
    }
    cursor.check();
}

void Exports::keep(const Kept &kept)
{
    storage::Batch batch;
    batch.put(recordPrefix(kExportRecord) + kept.description.id, toExportRecord(kept.description, kept.table, kept.log));
    m_store.write(batch);
}

std::shared_ptr<const TableState> Exports::tableOf(const ExportRequest &request) const
{
    const std::string &arn = request.tableArn;
    if (!arn.starts_with("arn:"))
        invalidExport("One or more parameter values were invalid: tableArn is not a valid ARN");
    ResourceName name;
    try {
        name = resourceOf(m_options, arn);
    } catch (const ServiceError &error) {
        if (error.name() == "AccessDeniedException")
            throw ServiceError("AccessDeniedException", "Access is denied");
        invalidExport("Invalid Request: Table ARN is invalid.");
    }
    if (!name.streamLabel.empty())
        invalidExport("Invalid Request: Table ARN is invalid.");
    try {
        if (name.region == m_options.region)
            return findForBackup(m_catalog, m_options, name.table);
    } catch (const ServiceError &error) {
        if (error.name() != "TableNotFoundException")
            throw;
    }
    throw ServiceError("TableNotFoundException", "Table not found: " + arn);
}

/// Source of rules, order and messages: measurements by others.
void Exports::settleTimes(ExportRequest &request, const TableState &table) const
{
    const std::int64_t now = std::max(m_options.clock(), m_committer.newestMoment());
    if (request.changes && request.changes->from < table.createdAt)
        invalidExportTime("Incremental export period from time cannot be less than the table creation time : "
                          + exportSecond(request.changes->from));
    if (!table.recovery)
        throw ServiceError("PointInTimeRecoveryUnavailableException",
                           "Point in time recovery is not enabled for table '" + table.definition.name + "'");
    const std::int64_t earliest = earliestMoment(*table.recovery, now);
    if (!request.changes) {
        request.exportTime = request.exportTime.value_or(now);
        if (*request.exportTime > now || *request.exportTime < earliest)
            invalidExportTime("Export Time is invalid");
        return;
    }
    IncrementalExport &changes = *request.changes;
    changes.to = changes.to.value_or(now);
    if (*changes.to > now)
        invalidExportTime("Incremental export period to time cannot be greater than the current time : " + exportSecond(*changes.to));
    if (*changes.to - changes.from < kShortestWindowMs)
        invalidExportTime("Difference between export period from time and export period to time is less than 15 minutes");
    if (*changes.to - changes.from > kLongestWindowMs)
        invalidExportTime("Difference between export period from time and export period to time is greater than 24 hours");
    if (changes.from < earliest)
        invalidExportTime("Point in Time Recovery is not available for specified export time");
}

ExportDescription Exports::begin(const ExportRequest &asked)
{
    const auto table = tableOf(asked);
    Kept kept;
    ExportDescription &exported = kept.description;
    exported.request = asked;
    if (exported.request.sseAlgorithm.empty())
        exported.request.sseAlgorithm = "AES256";
    if (!asked.sseKey.empty() && exported.request.sseAlgorithm != "KMS")
        invalidExport("Invalid Request: KMS Key Id is not supported for this encryption type");
    if (!itemfile::isExportPrefix(asked.prefix))
        invalidExport("Invalid Request: the S3Prefix leads out of the folder that stands for the bucket");
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[id, each] : m_exports) {
            if (!asked.clientToken || each.description.request.clientToken != asked.clientToken)
                continue;
            if (meaningOf(each.description.request) != meaningOf(exported.request))
                throw ServiceError("ExportConflictException", "Export conflict: Duplicate request detected with conflicting parameters");
            return each.description;
        }
    }
    if (asked.filter)
        const ExportFilter checked(*asked.filter, *table);
    settleTimes(exported.request, *table);
    if (!asked.clientToken)
        exported.request.clientToken = asUuid(m_options.newId());
    exported.startTime = m_options.clock();
    exported.tableId = table->uuid;
    kept.table = table->id;
    kept.log = table->recovery->id;

    const std::lock_guard lock(m_mutex);
    exported.id = backupId(exported.startTime, m_options.newId());
    for (std::int64_t at = exported.startTime; m_exports.contains(exported.id);)
        exported.id = backupId(++at, m_options.newId());
    exported.arn = exportArn(exported);
    keep(kept);
    m_exports.emplace(exported.id, kept);
    m_jobs.wake();
    return exported;
}

ExportDescription Exports::describe(const std::string &arn) const
{
    constexpr std::string_view kExport = "/export/";
    const std::size_t at = arn.find(kExport);
    if (!arn.starts_with("arn:aws:dynamodb:") || at == std::string::npos)
        invalidExport("Invalid Export ARN");
    ResourceName name;
    try {
        name = resourceOf(m_options, arn.substr(0, at));
    } catch (const ServiceError &error) {
        if (error.name() == "AccessDeniedException")
            throw ServiceError("AccessDeniedException", "Access is denied");
        invalidExport("Invalid Export ARN");
    }
    if (name.region != m_options.region)
        throw ServiceError("ExportNotFoundException", "Export not found: Invalid export arn");
    const std::lock_guard lock(m_mutex);
    const auto found = m_exports.find(arn.substr(at + kExport.size()));
    if (found == m_exports.end() || found->second.description.arn != arn)
        throw ServiceError("ExportNotFoundException", "Export not found: Export not found: " + arn);
    return found->second.description;
}

Listing<ExportDescription> Exports::list(const std::string &arn, const std::optional<std::string> &nextToken, std::int64_t limit) const
{
    std::string tableId;
    if (!arn.empty()) {
        try {
            tableId = tableOf({.tableArn = arn})->uuid;
        } catch (const ServiceError &error) {
            if (error.name() != "TableNotFoundException")
                throw;
            return {};
        }
    }
    const std::lock_guard lock(m_mutex);
    return listYoungestFirst(
        m_exports, nextToken, limit, [](const std::string &id) { return id; },
        [&](const Kept &each) {
            const bool belongs = arn.empty() || each.description.tableId == tableId;
            return belongs ? std::optional(each.description) : std::nullopt;
        });
}

bool Exports::writeSome()
{
    Kept kept;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::find_if(m_exports.begin(), m_exports.end(),
                                        [](const auto &each) { return each.second.description.status == ExportStatus::InProgress; });
        if (found == m_exports.end())
            return false;
        kept = found->second;
    }
    ExportDescription &exported = kept.description;
    try {
        if (writeSomeOf(kept))
            return true;
        exported.status = ExportStatus::Completed;
    } catch (const ServiceError &error) {
        exported.status = ExportStatus::Failed;
        exported.failureCode = error.name();
        exported.failureMessage = error.what();
    } catch (const itemfile::ItemFileError &error) {
        exported.status = ExportStatus::Failed;
        exported.failureCode = "UNKNOWN";
        exported.failureMessage = error.what();
    } catch (...) {
        m_writing.reset(); // it is begun again when the store can be read
        throw;
    }
    m_writing.reset();
    exported.endTime = m_options.clock();
    const std::lock_guard lock(m_mutex);
    keep(kept);
    m_exports.at(exported.id) = kept;
    return true;
}

/// Throws ServiceError, with the FailureCode as its name, when it cannot begin.
std::unique_ptr<Exports::Writing> Exports::open(const Kept &kept) const
{
    const ExportRequest &request = kept.description.request;
    const std::filesystem::path folder = bucketFolder(m_options, m_store, request.bucket);
    const auto tables = m_catalog.keepTables();
    const auto table = m_catalog.findById(kept.table);
    const std::int64_t moment = request.changes ? request.changes->from : request.exportTime.value_or(0);
    const bool isKept = table != nullptr && table->recovery && table->recovery->id == kept.log
        && earliestMoment(*table->recovery, m_options.clock()) <= moment;
    if (!isKept)
        throw ServiceError("UNKNOWN", "The table does not keep any more what the export needs");
    return std::make_unique<Writing>(m_store, table, kept, folder);
}

/// Of the item or change that stands there; nullopt when the export has nothing of it. What a filter leaves out is paid for, what
/// a key condition leaves out is not. Source: developer guide, "Filtering a table export".
std::optional<std::string> Exports::nextLine(Writing &writing, bool withOldImages)
{
    const ExportFilter *filter = writing.filter ? &*writing.filter : nullptr;
    const std::string_view item = writing.there();
    if (item.empty())
        return std::nullopt; // it came and went
    bool isAdmitted = true;
    if (filter != nullptr) {
        const value::Item decoded = storage::fromItemBytes(item);
        if (!filter->isInRange(decoded))
            return std::nullopt;
        isAdmitted = filter->admits(decoded);
    }
    if (writing.items) {
        writing.bytes += storage::itemSize(item);
        if (!isAdmitted)
            return std::nullopt;
        std::string line = "{\"Item\":";
        storage::appendItemJson(line, filter == nullptr ? std::string(item) : shownBytes(std::string(item), filter));
        return line += "}";
    }
    std::string line = changeLine(*writing.table, writing.changes->change(), writing.changes->change().stamp, withOldImages, filter);
    writing.bytes += static_cast<std::int64_t>(line.size());
    return isAdmitted ? std::optional(std::move(line)) : std::nullopt;
}

/// False when the export is whole.
bool Exports::writeSomeOf(Kept &kept)
{
    ExportDescription &exported = kept.description;
    const ExportRequest &request = exported.request;
    if (m_writing == nullptr || m_writing->id != exported.id)
        m_writing = open(kept);
    Writing &writing = *m_writing;
    std::size_t read = 0;
    while (writing.items ? writing.items->next() : writing.changes->next()) {
        if (const auto line = nextLine(writing, request.changes && request.changes->withOldImages))
            writing.file.addLine(*line);
        read += writing.there().size() + 1;
        if (read >= kExportedBytesAtOnce)
            return true;
    }
    exported.itemCount = writing.file.lines();
    exported.billedSizeBytes = request.changes ? std::max(kLeastBilled, writing.bytes) : writing.bytes;
    itemfile::ExportManifest manifest;
    manifest.id = exported.id;
    manifest.exportArn = exported.arn;
    manifest.tableArn = request.tableArn;
    manifest.tableId = exported.tableId;
    manifest.startTime = exported.startTime;
    manifest.endTime = m_options.clock();
    manifest.exportTime = request.exportTime.value_or(0);
    if (request.changes) {
        manifest.changesFrom = request.changes->from;
        manifest.changesTo = request.changes->to.value_or(0);
        manifest.outputView = request.changes->withOldImages ? "NEW_AND_OLD_IMAGES" : "NEW_IMAGE";
    }
    manifest.bucket = request.bucket;
    manifest.prefix = request.prefix;
    manifest.sseAlgorithm = request.sseAlgorithm;
    manifest.sseKey = request.sseKey;
    manifest.billedSizeBytes = exported.billedSizeBytes;
    exported.manifestKey = writing.file.finish(manifest);
    return false;
}

} // namespace keywright::engine
