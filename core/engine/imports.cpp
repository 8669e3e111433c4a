#include "core/engine/imports.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "core/engine/backups.h"
#include "core/engine/buckets.h"
#include "core/engine/import_record.h"
#include "core/engine/index_view.h"
#include "core/engine/item_key.h"
#include "core/engine/record_kind.h"
#include "core/engine/resource_names.h"
#include "core/engine/service_error.h"
#include "core/engine/write_plan.h"
#include "core/schema/table_rules.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"
#include "core/value/json.h"

namespace keywright::engine {

namespace fs = std::filesystem;
using itemfile::ImportObject;
using value::Json;

namespace {

constexpr std::size_t kImportedAtOnce = 256;
constexpr std::size_t kImportedBytesAtOnce = 1 << 20;
constexpr int kMostImports = 50;
constexpr std::size_t kMostObjects = 50'000;
constexpr std::int64_t kMostLoggedErrors = 10'000;

constexpr std::string_view kImportPart = "/import/";

std::map<std::string, value::Type> keyTypes(const schema::TableDefinition &table)
{
    std::map<std::string, value::Type> types;
    const auto add = [&types](const schema::KeySchema &key) {
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part)
                types[attribute.name] = attribute.type == schema::KeyType::S ? value::Type::S
                    : attribute.type == schema::KeyType::N                   ? value::Type::N
                                                                             : value::Type::B;
    };
    add(table.key);
    for (const schema::IndexDefinition &index : table.globalIndexes)
        add(index.key);
    for (const schema::VectorIndexDefinition &index : table.vectorIndexes)
        for (const schema::SearchAttribute &element : index.searchSchema)
            add({{element.attribute}, {}});
    return types;
}

TableState tableToFill(const ImportDescription &import)
{
    TableState table;
    table.definition = import.request.table;
    table.uuid = import.tableId;
    table.createdAt = import.startTime;
    table.status = {TableStatus::Creating, kUntilChanged};
    table.importId = import.id;
    if (table.definition.billingMode == schema::BillingMode::PayPerRequest)
        table.onDemandSince = table.createdAt;
    return table;
}

std::string importRecordKey(const std::string &id)
{
    return recordPrefix(kImportRecord) + id;
}

} // namespace

/// The objects of one import, one after the other, and the batch that is being made of them.
struct Imports::Reading {
    std::string id;
    itemfile::ImportLayout layout;
    std::vector<BucketObject> objects;
    std::size_t current = 0; ///< the how-many-eth object
    std::unique_ptr<ImportObject> object;
    std::uint64_t bytesBefore = 0; ///< of the objects before

    struct Waiting {
        std::string entry;
        value::Item item;
        std::string bytes;
    };
    std::vector<Waiting> batch;
    std::set<std::string> entries; ///< of the batch: no item twice
    std::size_t batchBytes = 0;
};

std::string_view textOf(ImportStatus status)
{
    switch (status) {
    case ImportStatus::InProgress: return "IN_PROGRESS";
    case ImportStatus::Completed: return "COMPLETED";
    case ImportStatus::Failed: return "FAILED";
    }
    return {};
}

Imports::Imports(storage::Store &store, Catalog &catalog, Committer &committer, Jobs &jobs, const EngineOptions &options)
    : m_store(store), m_catalog(catalog), m_committer(committer), m_jobs(jobs), m_options(options)
{
    load();
    jobs.add("imports", [this] { return importSome(); });
}

Imports::~Imports() = default;

void Imports::load()
{
    const std::string prefix = recordPrefix(kImportRecord);
    storage::Cursor cursor = m_store.cursor();
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        const std::string id(cursor.key().substr(prefix.size()));
        ImportDescription import = fromImportRecord(id, std::string(cursor.value()));
        import.tableArn = tableArn(m_options, import.request.table.name);
        import.arn = import.tableArn + std::string(kImportPart) + id;
        m_imports.emplace(id, std::move(import));
    }
    cursor.check();
}

/// Source: measured by others: only the table's name must be the same again, and only while the import goes on.
std::optional<ImportDescription> Imports::sameAs(const ImportRequest &request) const
{
    for (const auto &[id, each] : m_imports) {
        if (each.status != ImportStatus::InProgress || each.request.clientToken != request.clientToken)
            continue;
        if (each.request.table.name != request.table.name)
            throw ServiceError("ImportConflictException", "Import conflict: Duplicate request detected with conflicting parameters");
        return each;
    }
    return std::nullopt;
}

ImportDescription Imports::begin(const ImportRequest &request)
{
    if (const auto broken = schema::brokenRule(request.table))
        invalid(*broken);
    const std::lock_guard lock(m_mutex);
    if (auto same = sameAs(request))
        return *same;
    const auto goesOn = [](const auto &each) { return each.second.status == ImportStatus::InProgress; };
    if (std::count_if(m_imports.begin(), m_imports.end(), goesOn) >= kMostImports)
        throw ServiceError("LimitExceededException", "Only 50 import jobs are allowed at the same time");
    ImportDescription import;
    import.request = request;
    import.startTime = m_options.clock();
    import.tableId = asUuid(m_options.newId());
    import.tableArn = tableArn(m_options, request.table.name);
    std::int64_t at = import.startTime;
    do
        import.id = backupId(at++, m_options.newId());
    while (m_imports.contains(import.id));
    import.arn = import.tableArn + std::string(kImportPart) + import.id;
    addTable(import);
    m_imports.emplace(import.id, import);
    m_jobs.wake();
    return import;
}

/// With the record of the import, in one write.
void Imports::addTable(const ImportDescription &import)
{
    m_catalog.add(tableToFill(import), [&import](TableState &, Catalog::Consequences &consequences) {
        consequences.batch.put(importRecordKey(import.id), toImportRecord(import));
    });
}

ImportDescription Imports::describe(const std::string &arn) const
{
    const std::size_t at = arn.find(kImportPart);
    ResourceName name;
    try {
        if (at == std::string::npos)
            throw ServiceError("ValidationException", "");
        name = resourceOf(m_options, arn.substr(0, at));
    } catch (const ServiceError &error) {
        if (error.name() == "AccessDeniedException")
            throw ServiceError("AccessDeniedException", "Access is denied");
        invalid("Invalid Import ARN");
    }
    constexpr std::size_t kShortestTableName = 3;
    if (name.table.size() < kShortestTableName)
        invalid("Invalid Import ARN");
    const std::lock_guard lock(m_mutex);
    const auto found = m_imports.find(arn.substr(at + kImportPart.size()));
    if (found == m_imports.end() || found->second.arn != arn)
        throw ServiceError("ImportNotFoundException", "Import not found: " + arn);
    return found->second;
}

Listing<ImportDescription> Imports::list(const std::string &tableArn, const std::optional<std::string> &nextToken, std::int64_t limit) const
{
    const std::lock_guard lock(m_mutex);
    return listYoungestFirst(m_imports, nextToken, limit, listingToken, [&tableArn](const ImportDescription &each) {
        return tableArn.empty() || each.tableArn == tableArn ? std::optional(each) : std::nullopt;
    });
}

fs::path Imports::logOf(const std::string &id) const
{
    const fs::path all = bucketsFolder(m_options, m_store);
    return all.empty() ? all : all / "aws-dynamodb" / "imports" / id / "error.jsonl";
}

bool Imports::importSome()
{
    ImportDescription import;
    {
        const std::lock_guard lock(m_mutex);
        const auto found =
            m_reading != nullptr ? m_imports.find(m_reading->id) : std::find_if(m_imports.begin(), m_imports.end(), [](const auto &each) {
                return each.second.status == ImportStatus::InProgress;
            });
        if (found == m_imports.end())
            return false;
        import = found->second;
    }
    bool keepsTable = true;
    try {
        if (m_reading == nullptr)
            open(import);
        if (importSomeOf(import)) {
            const std::lock_guard lock(m_mutex);
            m_imports.at(import.id) = import;
            return true;
        }
        import.status = import.errors == 0 ? ImportStatus::Completed : ImportStatus::Failed;
        if (import.errors > 0) {
            import.failureCode = "ItemValidationError";
            import.failureMessage = "Some of the items failed validation checks and were not imported. Please check CloudWatch error logs "
                                    "for more details.";
            if (const fs::path log = logOf(import.id); !log.empty())
                import.failureMessage += " Here they stand in " + log.string();
        }
    } catch (const ServiceError &error) { // it cannot begin
        import.status = ImportStatus::Failed;
        import.failureCode = error.name();
        import.failureMessage = error.what();
        keepsTable = false;
    } catch (...) {
        m_reading.reset(); // it is begun again when the store can be read
        throw;
    }
    m_reading.reset();
    finish(import, keepsTable);
    return true;
}

/// Throws ServiceError, with the FailureCode as its name. What an attempt before this one has left in the table goes.
void Imports::open(ImportDescription &import)
{
    import.processedItems = import.importedItems = import.errors = 0;
    import.processedSize.reset();
    auto reading = std::make_unique<Reading>();
    reading->id = import.id;
    reading->layout = import.request.layout;
    reading->layout.types = keyTypes(import.request.table);
    reading->objects = objectsIn(bucketFolder(m_options, m_store, import.request.bucket), import.request.prefix);
    if (reading->objects.size() > kMostObjects)
        throw ServiceError("S3TooManyObjects",
                           "An import takes at most 50,000 objects; the prefix has " + std::to_string(reading->objects.size())
                               + ". Choose a longer prefix.");
    std::error_code ignored;
    if (const fs::path log = logOf(import.id); !log.empty())
        fs::remove(log, ignored);
    bool isThere = false;
    for (const auto &table : m_catalog.all()) {
        if (table->importId != import.id)
            continue;
        isThere = m_committer.totalOf(table->base).items == 0;
        if (!isThere)
            m_catalog.drop(table->id);
    }
    if (!isThere)
        addTable(import);
    m_reading = std::move(reading);
}

/// False when all objects are read and written.
bool Imports::importSomeOf(ImportDescription &import)
{
    Reading &reading = *m_reading;
    reading.batch.clear();
    reading.entries.clear();
    reading.batchBytes = 0;
    const auto tables = m_catalog.keepTables();
    std::shared_ptr<const TableState> table;
    for (const auto &each : m_catalog.all())
        if (each->importId == import.id)
            table = each;
    if (table == nullptr)
        throw ServiceError("UNKNOWN", "The table that was being imported is no more");
    bool isDone = false;
    for (std::size_t lines = 0; lines < kImportedAtOnce && reading.batchBytes < kImportedBytesAtOnce; ++lines) {
        if (reading.object == nullptr) {
            isDone = reading.current == reading.objects.size();
            if (isDone)
                break;
            try {
                reading.object = std::make_unique<ImportObject>(reading.objects[reading.current].file, reading.layout);
            } catch (const itemfile::ItemFileError &error) {
                takeLine(import, {0, {}, error.what(), {}}, *table);
                ++reading.current;
                continue;
            }
        }
        auto line = reading.object->next();
        import.processedSize = static_cast<std::int64_t>(reading.bytesBefore + reading.object->bytesRead());
        if (line) {
            takeLine(import, std::move(*line), *table);
        } else {
            reading.bytesBefore += reading.object->bytesRead();
            reading.object.reset();
            ++reading.current;
        }
    }
    writeBatch(*table);
    return !isDone;
}

void Imports::takeLine(ImportDescription &import, ImportObject::Line line, const TableState &table)
{
    ++import.processedItems;
    if (line.item) {
        try {
            checkItem(table.definition, *line.item);
        } catch (const ServiceError &error) {
            line.error = error.what();
            line.item.reset();
        }
    }
    if (!line.item) {
        noteError(import, line);
        return;
    }
    Reading &reading = *m_reading;
    std::string entry = entryKey(table, table.base, *line.item);
    if (!reading.entries.insert(entry).second) {
        writeBatch(table);
        reading.entries.insert(entry);
    }
    std::string bytes = storage::toItemBytes(*line.item);
    reading.batchBytes += bytes.size();
    reading.batch.push_back({std::move(entry), std::move(*line.item), std::move(bytes)});
    ++import.importedItems;
}

/// Tables must be kept as they are meanwhile.
void Imports::writeBatch(const TableState &table)
{
    Reading &reading = *m_reading;
    WritePlan plan(table, m_store, {});
    for (const Reading::Waiting &each : reading.batch) {
        ItemStep step;
        step.entry = each.entry;
        step.after = {each.bytes, storage::itemSize(each.bytes), &each.item};
        value::Item itemBefore;
        const auto before = m_store.get(each.entry);
        if (before) {
            if (WritePlan::needsItems(table))
                itemBefore = storage::fromItemBytes(*before);
            step.before = {*before, storage::itemSize(*before), &itemBefore};
        }
        plan.change(step);
    }
    reading.batch.clear();
    reading.entries.clear();
    PreparedWrite write = plan.take();
    m_committer.commit(write);
}

/// Source of the form: developer guide, "Troubleshooting", CloudWatch logs.
void Imports::noteError(ImportDescription &import, const ImportObject::Line &line)
{
    const fs::path log = logOf(import.id);
    if (++import.errors > kMostLoggedErrors || log.empty())
        return;
    Json place = Json::object();
    place.set("bucket", Json::string(import.request.bucket));
    place.set("key", Json::string(m_reading->objects[m_reading->current].key));
    place.set("itemIndex", Json::number(line.index));
    Json messages = Json::array();
    messages.append(Json::string(line.error));
    Json json = Json::object();
    json.set("itemS3Pointer", place);
    json.set("importArn", Json::string(import.arn));
    json.set("errorMessages", messages);
    std::error_code ignored;
    fs::create_directories(log.parent_path(), ignored);
    std::ofstream(log, std::ios::app | std::ios::binary) << json.compact() << "\n";
}

/// The table becomes ACTIVE, or is no more, and the import ends, in one write.
void Imports::finish(ImportDescription &import, bool keepsTable)
{
    import.endTime = m_options.clock();
    import.processedSize = import.processedSize.value_or(0);
    for (const auto &table : m_catalog.all()) {
        if (table->importId != import.id)
            continue;
        if (!keepsTable) {
            m_catalog.drop(table->id);
            continue;
        }
        m_catalog.change(table->id, [this, &import](TableState &next, Catalog::Consequences &consequences) {
            next.importId.clear();
            next.status = {};
            if (const std::int64_t until = next.createdAt + m_options.statusDelayMs; m_options.statusDelayMs > 0)
                next.status = {TableStatus::Creating, until};
            consequences.batch.put(importRecordKey(import.id), toImportRecord(import));
        });
    }
    if (!keepsTable) {
        storage::Batch batch;
        batch.put(importRecordKey(import.id), toImportRecord(import));
        m_store.write(batch);
    }
    const std::lock_guard lock(m_mutex);
    m_imports.at(import.id) = import;
}

} // namespace keywright::engine
