#include "core/engine/catalog.h"

#include <stdexcept>

#include "core/engine/service_error.h"
#include "core/schema/table_json.h"
#include "core/value/json.h"

namespace keywright::engine {

using storage::IndexId;
using storage::StorageError;
using storage::TableId;
using value::Json;

namespace {

constexpr char kTableRecord = 't';
constexpr char kNextIdRecord = 'n';
constexpr char kCounterRecord = 'c';

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

[[noreturn]] void damaged(const std::string &table, const std::string &why)
{
    throw StorageError(StorageError::Kind::Damaged,
                       "The store's record of table " + table + " cannot be read: " + why
                           + ". The store is damaged; copy its folder aside and open the model again.");
}

/// Index ids in the order of definition: LSIs, then GSIs, from 1.
std::shared_ptr<TableState> makeState(TableId id, schema::TableDefinition definition)
{
    auto state = std::make_shared<TableState>();
    state->id = id;
    state->definition = std::move(definition);
    state->base.counters = std::make_shared<BucketCounters>();
    IndexId nextId = storage::kBaseIndex + 1;
    for (const schema::IndexDefinition &index : state->definition.localIndexes)
        state->indexes.push_back({nextId++, &index, true, std::make_shared<BucketCounters>()});
    for (const schema::IndexDefinition &index : state->definition.globalIndexes)
        state->indexes.push_back({nextId++, &index, false, std::make_shared<BucketCounters>()});
    return state;
}

std::string recordOf(const TableState &state)
{
    Json indexIds = Json::object();
    for (const Place &index : state.indexes)
        indexIds.set(index.definition->name, Json::number(index.id));
    return Json::object(
               {{"id", Json::number(state.id)}, {"indexIds", indexIds}, {"definition", schema::toCreateTableJson(state.definition)}})
        .compact();
}

std::int64_t readInteger(std::string_view bytes)
{
    std::uint64_t number = 0;
    for (const char byte : bytes)
        number = number << 8 | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(number);
}

void loadCounters(const storage::Store &store, TableId table, Place &place)
{
    std::string prefix = catalogKey(kCounterRecord);
    storage::appendBigEndian32(prefix, table);
    storage::appendBigEndian16(prefix, place.id);
    const storage::Snapshot snapshot = store.snapshot();
    storage::Cursor cursor = snapshot.cursor();
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        const auto bucket = readInteger(cursor.key().substr(prefix.size()));
        if (cursor.value().size() != 16 || bucket >= static_cast<std::int64_t>(BucketCounters::kBuckets))
            damaged("number " + std::to_string(table), "a record of its item counts has the wrong length");
        place.counters->bucket(static_cast<std::uint16_t>(bucket)) = {readInteger(cursor.value().substr(0, 8)),
                                                                      readInteger(cursor.value().substr(8))};
    }
    cursor.check();
}

} // namespace

BucketCounters::Bucket BucketCounters::total() const
{
    Bucket sum;
    for (const Bucket &bucket : m_buckets) {
        sum.items += bucket.items;
        sum.bytes += bucket.bytes;
    }
    return sum;
}

std::string counterKey(TableId table, IndexId index, std::uint16_t bucket)
{
    std::string key = catalogKey(kCounterRecord);
    storage::appendBigEndian32(key, table);
    storage::appendBigEndian16(key, index);
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

const Place *TableState::findIndex(const std::string &name) const
{
    for (const Place &index : indexes)
        if (index.definition->name == name)
            return &index;
    return nullptr;
}

Catalog::Catalog(storage::Store &store) : m_store(store)
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
    std::shared_ptr<TableState> state;
    try {
        const Json json = Json::parse(record);
        const Json *id = json.find("id");
        const Json *definition = json.find("definition");
        const Json *indexIds = json.find("indexIds");
        if (id == nullptr || !id->asInteger() || definition == nullptr || indexIds == nullptr)
            damaged(name, "a member is missing");
        state = makeState(static_cast<TableId>(*id->asInteger()), schema::fromCreateTableJson(*definition));
        for (Place &index : state->indexes) {
            const Json *indexId = indexIds->find(index.definition->name);
            if (indexId == nullptr || !indexId->asInteger())
                damaged(name, "the index " + index.definition->name + " has no id");
            index.id = static_cast<IndexId>(*indexId->asInteger());
        }
    } catch (const value::JsonSyntaxError &error) {
        damaged(name, error.what());
    } catch (const std::invalid_argument &error) {
        damaged(name, error.what());
    }
    loadCounters(m_store, state->id, state->base);
    for (Place &index : state->indexes)
        loadCounters(m_store, state->id, index);
    m_tables.emplace(name, std::move(state));
}

std::shared_ptr<const TableState> Catalog::create(const schema::TableDefinition &definition)
{
    const std::unique_lock lock(m_mutex);
    if (m_tables.contains(definition.name))
        throw ServiceError("ResourceInUseException", "Table already exists: " + definition.name);

    auto state = makeState(m_nextId, definition);
    std::string nextId;
    storage::appendBigEndian32(nextId, m_nextId + 1);
    storage::Batch batch;
    batch.put(catalogKey(kNextIdRecord), nextId);
    batch.put(tableKey(definition.name), recordOf(*state));
    m_store.write(batch);

    ++m_nextId;
    m_tables.emplace(definition.name, state);
    return state;
}

std::shared_ptr<const TableState> Catalog::find(const std::string &name) const
{
    const std::shared_lock lock(m_mutex);
    const auto found = m_tables.find(name);
    if (found == m_tables.end())
        throw ServiceError("ResourceNotFoundException", "Requested resource not found");
    return found->second;
}

std::vector<std::string> Catalog::names() const
{
    const std::shared_lock lock(m_mutex);
    std::vector<std::string> names;
    for (const auto &[name, state] : m_tables)
        names.push_back(name);
    return names;
}

} // namespace keywright::engine
