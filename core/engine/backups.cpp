#include "core/engine/backups.h"

#include <algorithm>

#include "core/engine/resource_names.h"
#include "core/engine/service_error.h"
#include "core/engine/table_description.h"
#include "core/engine/table_record.h"
#include "core/storage/item_json.h"
#include "core/value/json.h"

namespace keywright::engine {

using value::Json;

namespace {

constexpr std::size_t kBytesAtOnce = 1 << 20;
constexpr std::size_t kDigitsOfTime = 14;
constexpr std::size_t kDigitsOfMark = 8;
constexpr std::string_view kFileEnd = ".backup";
constexpr std::int64_t kSystemBackupMs = std::int64_t{35} * 24 * 60 * 60 * 1000;

[[noreturn]] void invalidBackup(const std::string &message)
{
    throw ServiceError("ValidationException", message);
}

std::string backupArn(const EngineOptions &options, const std::string &table, const std::string &id)
{
    return tableArn(options, table) + "/backup/" + id;
}

std::string fileOf(const std::string &id)
{
    return id + std::string(kFileEnd);
}

std::string descriptionJson(const BackupDescription &backup, const TableState &table)
{
    Json json = Json::object({{"name", Json::string(backup.name)},
                              {"type", Json::string(std::string(textOf(backup.type)))},
                              {"created", Json::number(backup.createdAt)},
                              {"tableName", Json::string(table.definition.name)},
                              {"table", Json::string(recordOf(table))}});
    if (backup.expiresAt)
        json.set("expires", Json::number(*backup.expiresAt));
    return json.compact();
}

BackupDescription describeSource(const TableState &table, const EngineOptions &options)
{
    BackupDescription backup;
    backup.definition = table.definition;
    backup.tableArn = tableArn(options, table.definition.name);
    backup.tableId = table.uuid;
    backup.tableCreatedAt = table.createdAt;
    if (table.expiry)
        backup.timeToLiveAttribute = table.expiry->attribute;
    if (table.definition.encryption)
        backup.encryptionKeyArn = encryptionKeyArn(*table.definition.encryption, options);
    return backup;
}

/// Throws value::JsonSyntaxError and std::invalid_argument when the text is no description.
BackupDescription readDescription(const std::string &id, const storage::BackupReader &reader, const EngineOptions &options)
{
    const Json json = Json::parse(reader.description());
    const auto text = [&json](const char *name) {
        const Json *found = json.find(name);
        if (found == nullptr)
            throw std::invalid_argument(std::string("there is no ") + name);
        return found->text();
    };
    const auto integer = [&json](const char *name) {
        const Json *found = json.find(name);
        return found == nullptr ? std::nullopt : found->asInteger();
    };
    BackupDescription backup = describeSource(*tableFromRecord(text("tableName"), text("table")), options);
    backup.name = text("name");
    backup.type = text("type") == textOf(BackupType::System) ? BackupType::System : BackupType::User;
    backup.createdAt = integer("created").value_or(0);
    backup.expiresAt = integer("expires");
    backup.arn = backupArn(options, backup.definition.name, id);
    backup.status = BackupStatus::Available;
    backup.itemCount = reader.totals().items;
    backup.sizeInBytes = reader.totals().bytes;
    return backup;
}

} // namespace

struct Backups::Kept {
    BackupDescription description;
    storage::TableId table = 0; ///< while it is written
};

struct Backups::Writing {
    Writing(const storage::Store &store, const TableState &table, std::string backupId, std::string text)
        : id(std::move(backupId)),
          description(std::move(text)),
          prefix(storage::placePrefix(table.id, table.base.id)),
          snapshot(store.snapshot()),
          cursor(snapshot.cursor())
    {
        cursor.seek(prefix);
    }

    std::string id;
    std::string description;
    std::string prefix;
    storage::Snapshot snapshot;
    storage::Cursor cursor;
    std::unique_ptr<storage::BackupWriter> file; ///< from the first slice on
};

std::string backupId(std::int64_t milliseconds, const std::string &id)
{
    const std::string digits = std::to_string(milliseconds);
    return std::string(kDigitsOfTime - std::min(kDigitsOfTime, digits.size()), '0') + digits + "-" + id.substr(id.size() - kDigitsOfMark);
}

std::string_view textOf(BackupType type)
{
    return type == BackupType::User ? "USER" : "SYSTEM";
}

std::string_view textOf(BackupStatus status)
{
    switch (status) {
    case BackupStatus::Creating: return "CREATING";
    case BackupStatus::Available: return "AVAILABLE";
    case BackupStatus::Deleted: return "DELETED";
    }
    return {};
}

BackupName backupNameOf(const EngineOptions &options, const std::string &arn)
{
    constexpr std::string_view kResource = ":table/";
    constexpr std::string_view kBackup = "/backup/";
    const std::size_t at = arn.find(kBackup);
    if (!arn.starts_with("arn:") || at == std::string::npos)
        invalidBackup("Invalid Backup ARN");
    // arn : aws : dynamodb : region : account : table/…
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (std::size_t to = arn.find(':'); to != std::string::npos && parts.size() < 5; to = arn.find(':', from)) {
        parts.push_back(arn.substr(from, to - from));
        from = to + 1;
    }
    if (parts.size() != 5 || parts[1] != "aws" || parts[2] != "dynamodb" || arn.compare(from - 1, kResource.size(), kResource) != 0)
        invalidBackup("Invalid Request: BackupArn is not valid");
    if (parts[3].empty() || parts[4] != options.account)
        throw ServiceError("AccessDeniedException", "Access is denied");
    from += kResource.size() - 1;
    return {parts[3], arn.substr(from, at - from), arn.substr(at + kBackup.size())};
}

std::shared_ptr<const TableState> findForBackup(const Catalog &catalog, const EngineOptions &options, const std::string &nameOrArn)
{
    std::shared_ptr<const TableState> table;
    try {
        table = catalog.findAny(nameOrArn);
    } catch (const ServiceError &error) {
        if (error.name() != "ResourceNotFoundException")
            throw;
    }
    if (table == nullptr || table->status.at(options.clock()) == TableStatus::Creating)
        throw ServiceError("TableNotFoundException", "Table not found: " + tableNameOf(options, nameOrArn));
    return table;
}

Backups::Backups(storage::Store &store, Catalog &catalog, const Committer &committer, Jobs &jobs, const EngineOptions &options)
    : m_store(store), m_files(store.sideFiles("backups")), m_catalog(catalog), m_committer(committer), m_jobs(jobs), m_options(options)
{
    m_files.removeUnfinished();
    load();
    for (const storage::TableId id : m_catalog.overdue()) {
        const auto table = m_catalog.findById(id);
        const auto isIts = [&table](const auto &each) {
            return each.second.description.type == BackupType::System && each.second.description.tableId == table->uuid;
        };
        if (table->recovery && std::none_of(m_backups.begin(), m_backups.end(), isIts))
            keepDeleted(*table);
    }
    jobs.add("backups", [this] { return writeSome(); });
}

Backups::~Backups() = default;

/// A file that cannot be read is left as it is, for somebody to look at, and is no backup.
void Backups::load()
{
    for (const std::string &file : m_files.names()) {
        if (!file.ends_with(kFileEnd))
            continue;
        const std::string id = file.substr(0, file.size() - kFileEnd.size());
        try {
            if (auto reader = m_files.open(file))
                m_backups.emplace(id, Kept{readDescription(id, storage::BackupReader(std::move(reader)), m_options)});
        } catch (const storage::StorageError &) {
        } catch (const value::JsonSyntaxError &) {
        } catch (const std::logic_error &) { }
    }
}

std::string Backups::add(const TableState &table, const std::string &name, BackupType type)
{
    BackupDescription backup = describeSource(table, m_options);
    const BucketCounters::Bucket total = m_committer.totalOf(table.base);
    backup.itemCount = total.items;
    backup.sizeInBytes = total.bytes;
    backup.name = name;
    backup.type = type;
    backup.createdAt = m_options.clock();
    if (type == BackupType::System)
        backup.expiresAt = backup.createdAt + kSystemBackupMs;

    const std::lock_guard lock(m_mutex);
    const std::string mark = type == BackupType::System ? std::string(kDigitsOfMark, '0') : m_options.newId();
    std::string id = backupId(backup.createdAt, mark);
    for (std::int64_t at = backup.createdAt; m_backups.contains(id); id = backupId(at, mark))
        ++at;
    backup.arn = backupArn(m_options, table.definition.name, id);
    m_writing.push_back(std::make_unique<Writing>(m_store, table, id, descriptionJson(backup, table)));
    m_backups.emplace(id, Kept{std::move(backup), table.id});
    return id;
}

BackupDescription Backups::create(const std::string &nameOrArn, const std::string &backupName)
{
    BackupDescription created;
    {
        const auto tables = m_catalog.keepTables(); // else the table could go before the snapshot is taken
        const auto table = findForBackup(m_catalog, m_options, nameOrArn);
        const std::string id = add(*table, backupName, BackupType::User);
        const std::lock_guard lock(m_mutex);
        created = m_backups.at(id).description;
    }
    m_jobs.wake();
    created.status = BackupStatus::Creating;
    return created;
}

void Backups::keepDeleted(const TableState &table)
{
    add(table, table.definition.name + "$DeletedTableBackup", BackupType::System);
}

bool Backups::isKeeping(storage::TableId table) const
{
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_backups.begin(), m_backups.end(), [table](const auto &each) {
        const BackupDescription &backup = each.second.description;
        return each.second.table == table && backup.type == BackupType::System && backup.status == BackupStatus::Creating;
    });
}

std::map<std::string, Backups::Kept>::const_iterator Backups::find(const std::string &arn) const
{
    const BackupName name = backupNameOf(m_options, arn);
    const auto found = m_backups.find(name.id);
    if (found == m_backups.end() || found->second.description.definition.name != name.table)
        throw ServiceError("BackupNotFoundException", "Backup not found: " + arn);
    return found;
}

BackupDescription Backups::describe(const std::string &arn) const
{
    const std::lock_guard lock(m_mutex);
    return find(arn)->second.description;
}

BackupPage Backups::list(const ListBackupsRequest &request) const
{
    if (request.from && request.until && *request.from > *request.until)
        invalidBackup("One or more parameter values were invalid: Time range lower bound must be less than or equal to upper bound");
    std::string after;
    if (request.exclusiveStartArn) {
        const BackupName start = backupNameOf(m_options, *request.exclusiveStartArn);
        if (start.region != m_options.region)
            invalidBackup("Invalid Request: The supplied ExclusiveStartBackupArn does not match the region");
        after = start.id;
    }
    const auto isAsked = [&request](const BackupDescription &backup) {
        return (request.table.empty() || backup.definition.name == request.table) && (!request.type || backup.type == *request.type)
            && (!request.from || backup.createdAt >= *request.from) && (!request.until || backup.createdAt < *request.until);
    };
    BackupPage page;
    const std::lock_guard lock(m_mutex);
    for (auto each = m_backups.upper_bound(after); each != m_backups.end(); ++each) {
        if (!isAsked(each->second.description))
            continue;
        if (static_cast<std::int64_t>(page.backups.size()) == request.limit) {
            page.lastEvaluatedArn = page.backups.back().arn;
            break;
        }
        page.backups.push_back(each->second.description);
    }
    return page;
}

bool Backups::isRestored(const std::string &arn) const
{
    const auto tables = m_catalog.all();
    return std::any_of(tables.begin(), tables.end(),
                       [&arn](const auto &table) { return table->restore && table->restore->backupArn == arn; });
}

BackupDescription Backups::remove(const std::string &arn)
{
    const std::lock_guard lock(m_mutex);
    const auto found = find(arn);
    BackupDescription backup = found->second.description;
    if (backup.type == BackupType::System)
        invalidBackup("Invalid Request: User is not allowed to delete the system backup with arn " + backup.arn
                      + ". It will automatically expire on " + streamLabelOf(backup.expiresAt.value_or(0)));
    if (backup.status == BackupStatus::Creating)
        throw ServiceError("BackupInUseException", "Backup is being created: " + backup.arn);
    if (isRestored(backup.arn))
        throw ServiceError("BackupInUseException", "Backup is being used to restore table: " + backup.arn);
    m_files.remove(fileOf(found->first));
    m_backups.erase(found);
    backup.status = BackupStatus::Deleted;
    return backup;
}

std::unique_ptr<storage::BackupReader> Backups::open(const std::string &arn) const
{
    const std::lock_guard lock(m_mutex);
    auto file = m_files.open(fileOf(find(arn)->first));
    if (file == nullptr)
        throw ServiceError("BackupNotFoundException", "Backup not found: " + arn);
    return std::make_unique<storage::BackupReader>(std::move(file));
}

bool Backups::writeSome()
{
    removeExpired();
    Writing *writing = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        if (m_writing.empty())
            return false;
        writing = m_writing.front().get();
    }
    try {
        if (writeSomeOf(*writing))
            return true;
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        m_backups.erase(writing->id);
        m_writing.pop_front();
        throw;
    }
    const std::lock_guard lock(m_mutex);
    Kept &kept = m_backups.at(writing->id);
    kept.description.status = BackupStatus::Available;
    kept.description.itemCount = writing->file->totals().items;
    kept.description.sizeInBytes = writing->file->totals().bytes;
    m_writing.pop_front();
    return !m_writing.empty();
}

/// False when the backup is whole.
bool Backups::writeSomeOf(Writing &writing)
{
    if (writing.file == nullptr)
        writing.file = std::make_unique<storage::BackupWriter>(m_files.create(fileOf(writing.id)), writing.description);
    std::size_t bytes = 0;
    for (storage::Cursor &cursor = writing.cursor; cursor.isValid() && cursor.key().starts_with(writing.prefix); cursor.next()) {
        if (bytes >= kBytesAtOnce)
            return true;
        const std::string_view item = cursor.value();
        writing.file->add(cursor.key().substr(storage::kPlacePrefixBytes), item, storage::itemSize(item));
        bytes += item.size();
    }
    writing.cursor.check();
    writing.file->finish();
    return false;
}

void Backups::removeExpired()
{
    const std::int64_t now = m_options.clock();
    const std::lock_guard lock(m_mutex);
    for (auto each = m_backups.begin(); each != m_backups.end();) {
        const BackupDescription &backup = each->second.description;
        const bool isOver = backup.expiresAt && *backup.expiresAt <= now && backup.status == BackupStatus::Available;
        if (isOver && !isRestored(backup.arn)) {
            m_files.remove(fileOf(each->first));
            each = m_backups.erase(each);
        } else {
            ++each;
        }
    }
}

} // namespace keywright::engine
