#include "core/engine/catalog.h"

#include <algorithm>

#include "core/engine/resource_names.h"
#include "core/engine/service_error.h"
#include "core/engine/table_record.h"

namespace keywright::engine {

using storage::IndexId;
using storage::StorageError;
using storage::TableId;

namespace {

constexpr char kTableRecord = 't';
constexpr char kNextIdRecord = 'n';
constexpr char kCounterRecord = 'c';
constexpr char kDoomedRecord = 'd';
constexpr char kBackfillRecord = 'b';

std::string catalogKey(char kind)
{
    std::string key;
    storage::appendBigEndian32(key, storage::kCatalogId);
    key += kind;
    return key;
}

std::string tableKey(const std::string &name)
{
    return catalogKey(kTableRecord) + name;
}

std::string placeKey(char kind, TableId table, IndexId place)
{
    std::string key = catalogKey(kind);
    storage::appendBigEndian32(key, table);
    storage::appendBigEndian16(key, place);
    return key;
}

std::uint64_t readInteger(std::string_view bytes)
{
    std::uint64_t number = 0;
    for (const char byte : bytes)
        number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

void loadCounters(const storage::Snapshot &snapshot, TableId table, Place &place)
{
    const std::string prefix = counterPrefix(table, place.id);
    storage::Cursor cursor = snapshot.cursor();
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        const std::uint64_t bucket = readInteger(cursor.key().substr(prefix.size()));
        if (cursor.value().size() != 16 || bucket >= BucketCounters::kBuckets)
            throw StorageError(StorageError::Kind::Damaged,
                               "The store's counts of items of table number " + std::to_string(table)
                                   + " cannot be read. The store is damaged; copy its folder aside and open the model again.");
        place.counters->bucket(static_cast<std::uint16_t>(bucket)) = {static_cast<std::int64_t>(readInteger(cursor.value().substr(0, 8))),
                                                                      static_cast<std::int64_t>(readInteger(cursor.value().substr(8)))};
    }
    cursor.check();
}

bool isGone(const TableState &table, std::int64_t now)
{
    return table.status.until != 0 && table.status.status == TableStatus::Deleting && !table.status.holdsAt(now);
}

std::vector<IndexId> placesOf(const TableState &table)
{
    std::vector<IndexId> places{table.base.id};
    for (const Place &index : table.indexes)
        places.push_back(index.id);
    if (table.expiry)
        places.push_back(table.expiry->id);
    if (table.recovery)
        places.push_back(table.recovery->id);
    return places;
}

} // namespace

std::string counterPrefix(TableId table, IndexId index)
{
    return placeKey(kCounterRecord, table, index);
}

std::string counterKey(TableId table, IndexId index, std::uint16_t bucket)
{
    std::string key = counterPrefix(table, index);
    storage::appendBigEndian16(key, bucket);
    return key;
}

std::string counterRecord(const BucketCounters::Bucket &bucket)
{
    std::string record;
    storage::appendBigEndian64(record, static_cast<std::uint64_t>(bucket.items));
    storage::appendBigEndian64(record, static_cast<std::uint64_t>(bucket.bytes));
    return record;
}

Catalog::Catalog(storage::Store &store, const EngineOptions &options) : m_store(store), m_options(options)
{
    if (const auto nextId = store.get(catalogKey(kNextIdRecord)))
        m_nextId = static_cast<TableId>(readInteger(*nextId));

    const std::string prefix = catalogKey(kTableRecord);
    const storage::Snapshot snapshot = store.snapshot();
    storage::Cursor cursor = snapshot.cursor();
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next())
        load(std::string(cursor.key().substr(prefix.size())), std::string(cursor.value()));
    cursor.check();
}

void Catalog::load(const std::string &name, const std::string &record)
{
    const std::shared_ptr<TableState> table = tableFromRecord(name, record);
    const storage::Snapshot snapshot = m_store.snapshot();
    loadCounters(snapshot, table->id, table->base);
    for (Place &index : table->indexes) {
        loadCounters(snapshot, table->id, index);
        index.isBackfilling = backfillCursor(table->id, index.id).has_value();
    }
    if (table->expiry)
        table->expiry->isBackfilling = backfillCursor(table->id, table->expiry->id).has_value();
    m_tables.emplace(name, table);
}

std::shared_lock<std::shared_mutex> Catalog::keepTables() const
{
    for (int changers = m_changers.load(); changers != 0; changers = m_changers.load())
        m_changers.wait(changers);
    return std::shared_lock(m_gate);
}

std::unique_lock<std::shared_mutex> Catalog::changeTables()
{
    ++m_changers;
    std::unique_lock held(m_gate);
    --m_changers;
    m_changers.notify_all();
    return held;
}

void Catalog::Consequences::enableStream(ChangeLog &changeLog, const TableState &table)
{
    afterwards.emplace_back([&changeLog, stream = changeLog.enable(batch, table.definition, table.id)] { changeLog.adopt(stream); });
}

void Catalog::Consequences::disableStream(ChangeLog &changeLog, const TableState &table)
{
    if (const auto stream = changeLog.disable(batch, table.id))
        afterwards.emplace_back([&changeLog, stream = *stream] { changeLog.adopt(stream); });
}

std::shared_ptr<const TableState> Catalog::add(TableState fresh, const Edit &also)
{
    const auto gate = changeTables();
    const std::string &name = fresh.definition.name;
    if (const auto found = m_tables.find(name); found != m_tables.end()) {
        if (!isGone(*found->second, m_options.clock()))
            throw ServiceError("ResourceInUseException", "Table already exists: " + name);
        dropLocked(*found->second);
    }
    auto table = std::make_shared<TableState>(std::move(fresh));
    table->id = m_nextId;
    table->base.counters = std::make_shared<BucketCounters>();
    for (const schema::IndexDefinition &index : table->definition.localIndexes)
        table->indexes.push_back({table->takeIndexId(), &index, true, std::make_shared<BucketCounters>(), false});
    for (const schema::IndexDefinition &index : table->definition.globalIndexes)
        table->indexes.push_back({table->takeIndexId(), &index, false, std::make_shared<BucketCounters>(), false});

    std::string nextId;
    storage::appendBigEndian32(nextId, m_nextId + 1);
    Consequences consequences;
    consequences.batch.put(catalogKey(kNextIdRecord), nextId);
    if (also)
        also(*table, consequences);
    write(*table, consequences);

    const std::unique_lock lock(m_mutex);
    ++m_nextId;
    m_tables.emplace(table->definition.name, table);
    return table;
}

std::shared_ptr<const TableState> Catalog::find(const std::string &name) const
{
    const std::shared_lock lock(m_mutex);
    auto found = m_tables.find(name);
    if (found == m_tables.end() && name.find(':') != std::string::npos)
        found = m_tables.find(tableNameOf(m_options, name));
    if (found == m_tables.end())
        throw ServiceError("ResourceNotFoundException", "Requested resource not found");
    const PassingStatus &status = found->second->status;
    if (status.until != 0 && status.status != TableStatus::Updating
        && (status.status == TableStatus::Deleting || status.holdsAt(m_options.clock())))
        throw ServiceError("ResourceNotFoundException", "Requested resource not found");
    return found->second;
}

std::shared_ptr<const TableState> Catalog::findAny(const std::string &nameOrArn) const
{
    const std::string name = tableNameOf(m_options, nameOrArn);
    const std::shared_lock lock(m_mutex);
    const auto found = m_tables.find(name);
    if (found == m_tables.end() || isGone(*found->second, m_options.clock()))
        throw ServiceError("ResourceNotFoundException", "Requested resource not found: Table: " + name + " not found");
    return found->second;
}

std::shared_ptr<const TableState> Catalog::findUsable(const std::string &nameOrArn) const
{
    auto table = findAny(nameOrArn);
    if (table->isBeingFilled())
        throw ServiceError("ResourceNotFoundException", "Requested resource not found: Table: " + table->definition.name + " not found");
    return table;
}

std::shared_ptr<const TableState> Catalog::findById(TableId id) const
{
    const std::shared_lock lock(m_mutex);
    for (const auto &[name, table] : m_tables)
        if (table->id == id)
            return table;
    return nullptr;
}

std::vector<std::string> Catalog::names() const
{
    std::vector<std::string> names;
    for (const auto &table : all())
        names.push_back(table->definition.name);
    return names;
}

std::vector<std::shared_ptr<const TableState>> Catalog::all() const
{
    const std::int64_t now = m_options.clock();
    const std::shared_lock lock(m_mutex);
    std::vector<std::shared_ptr<const TableState>> tables;
    for (const auto &[name, table] : m_tables)
        if (!isGone(*table, now))
            tables.push_back(table);
    return tables;
}

std::shared_ptr<const TableState> Catalog::change(const std::string &nameOrArn, const Edit &edit)
{
    const auto gate = changeTables();
    return replace(findUsable(nameOrArn), edit);
}

std::shared_ptr<const TableState> Catalog::change(TableId id, const Edit &edit)
{
    const auto gate = changeTables();
    const auto table = findById(id);
    return table == nullptr ? nullptr : replace(table, edit);
}

std::shared_ptr<const TableState> Catalog::replace(const std::shared_ptr<const TableState> &table, const Edit &edit)
{
    auto next = std::make_shared<TableState>(*table);
    next->linkPlaces();
    Consequences consequences;
    edit(*next, consequences);
    write(*next, consequences);

    const std::unique_lock lock(m_mutex);
    m_tables.at(next->definition.name) = next;
    return next;
}

void Catalog::write(const TableState &table, Consequences &consequences)
{
    for (const IndexId place : consequences.doomed) {
        consequences.batch.put(placeKey(kDoomedRecord, table.id, place), "");
        consequences.batch.erase(placeKey(kBackfillRecord, table.id, place));
    }
    for (const IndexId place : consequences.backfilled)
        consequences.batch.put(placeKey(kBackfillRecord, table.id, place), "");
    consequences.batch.put(tableKey(table.definition.name), recordOf(table));
    m_store.write(consequences.batch);
    for (const auto &afterwards : consequences.afterwards)
        afterwards();
}

void Catalog::drop(TableId id)
{
    const auto gate = changeTables();
    if (const auto table = findById(id))
        dropLocked(*table);
}

void Catalog::dropLocked(const TableState &table)
{
    storage::Batch batch;
    batch.erase(tableKey(table.definition.name));
    for (const IndexId place : placesOf(table)) {
        batch.put(placeKey(kDoomedRecord, table.id, place), "");
        batch.erase(placeKey(kBackfillRecord, table.id, place));
    }
    m_store.write(batch);
    const std::unique_lock lock(m_mutex);
    m_tables.erase(m_tables.find(table.definition.name));
}

std::vector<TableId> Catalog::overdue() const
{
    const std::int64_t now = m_options.clock();
    const std::shared_lock lock(m_mutex);
    std::vector<TableId> ids;
    for (const auto &[name, table] : m_tables)
        if (isGone(*table, now))
            ids.push_back(table->id);
    return ids;
}

std::vector<DoomedPlace> Catalog::doomed() const
{
    const std::string prefix = catalogKey(kDoomedRecord);
    const storage::Snapshot snapshot = m_store.snapshot();
    storage::Cursor cursor = snapshot.cursor();
    std::vector<DoomedPlace> places;
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        const std::string_view ids = cursor.key().substr(prefix.size());
        places.push_back({static_cast<TableId>(readInteger(ids.substr(0, 4))), static_cast<IndexId>(readInteger(ids.substr(4)))});
    }
    cursor.check();
    return places;
}

void Catalog::forgetDoomed(const DoomedPlace &place, storage::Batch &batch) const
{
    batch.erase(placeKey(kDoomedRecord, place.table, place.place));
}

std::optional<std::string> Catalog::backfillCursor(TableId table, IndexId place) const
{
    return m_store.get(placeKey(kBackfillRecord, table, place));
}

void Catalog::setBackfillCursor(TableId table, IndexId place, const std::string &cursor, storage::Batch &batch) const
{
    batch.put(placeKey(kBackfillRecord, table, place), cursor);
}

void Catalog::forgetBackfill(TableId table, IndexId place, storage::Batch &batch) const
{
    batch.erase(placeKey(kBackfillRecord, table, place));
}

} // namespace keywright::engine
