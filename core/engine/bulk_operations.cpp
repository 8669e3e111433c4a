#include "core/engine/bulk_operations.h"

#include <algorithm>
#include <set>

#include "core/capacity/units.h"
#include "core/engine/backups.h"
#include "core/engine/buckets.h"
#include "core/engine/bulk_record.h"
#include "core/engine/index_view.h"
#include "core/engine/item_key.h"
#include "core/engine/record_kind.h"
#include "core/engine/resource_names.h"
#include "core/engine/service_error.h"
#include "core/expression/condition.h"
#include "core/itemfile/export_writer.h"
#include "core/itemfile/import_object.h"
#include "core/storage/item_json.h"
#include "core/value/dynamodb_json.h"
#include "core/value/item_size.h"
#include "core/value/json.h"

namespace keywright::engine {

namespace fs = std::filesystem;
using itemfile::ImportObject;
using value::Json;

namespace {

constexpr std::size_t kPutAtOnce = 256;
constexpr std::int64_t kPutBytesAtOnce = 1 << 20;
constexpr std::ptrdiff_t kMostActive = 50; ///< of an account, as imports; the service's own figure could not be looked up
constexpr std::size_t kMostBulkObjects = 50'000;
constexpr std::int64_t kTokenKeptMs = 8LL * 60 * 60 * 1000;
constexpr std::int64_t kListedMs = 90LL * 24 * 60 * 60 * 1000;
constexpr std::int64_t kMsOfASecond = 1000;
constexpr std::string_view kBulkPart = "/bulk-operation/";

std::string bulkKey(const std::string &id)
{
    return recordPrefix(kBulkRecord) + id;
}

std::string bulkArn(const EngineOptions &options, const std::string &table, const std::string &id)
{
    return tableArn(options, table) + std::string(kBulkPart) + id;
}

bool isActive(BulkStatus status)
{
    return status == BulkStatus::InProgress || status == BulkStatus::Cancelling;
}

/// Throws expression::ExpressionError.
std::optional<expression::Condition> compiled(const std::optional<itemfile::LineCondition> &line)
{
    if (!line)
        return std::nullopt;
    expression::Placeholders placeholders(line->names, line->values);
    if (line->expression.empty() && (line->names || line->values))
        throw expression::ExpressionError(
            "ExpressionAttributeNames and ExpressionAttributeValues can only be specified when using expressions", "ConditionExpression");
    auto condition = expression::compileCondition(expression::ExpressionKind::Condition, line->expression, placeholders);
    placeholders.requireAllUsed();
    return condition;
}

std::int64_t bytesOf(const BucketObject &object)
{
    std::error_code error;
    const auto size = fs::file_size(object.file, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

} // namespace

std::string_view textOf(BulkStatus status)
{
    switch (status) {
    case BulkStatus::InProgress: return "IN_PROGRESS";
    case BulkStatus::Completed: return "COMPLETED";
    case BulkStatus::CompletedWithErrors: return "COMPLETED_WITH_ERRORS";
    case BulkStatus::Cancelling: return "CANCELLING";
    case BulkStatus::Cancelled: return "CANCELLED";
    case BulkStatus::Failed: return "FAILED";
    }
    return {};
}

/// A line on its way, and where the operation stands once it is done.
struct BulkOperations::Line {
    std::string object;
    std::int64_t index = 0; ///< of the item in its object
    std::int64_t linesDone = 0;
    std::int64_t bytesDone = 0;
    std::string error;
    std::optional<PutItemRequest> put; ///< none when there is an error
};

/// The objects of one operation, one after the other.
struct BulkOperations::Reading {
    Reading(BulkReport to, itemfile::Packing packing) : report(std::move(to))
    {
        layout.packing = packing;
        layout.hasConditions = true;
    }

    /// The next line; nullopt at the end of the last object.
    std::optional<Line> next();
    void skip(std::int64_t count);

    std::string id;
    itemfile::ImportLayout layout;
    std::vector<BucketObject> objects;
    std::size_t current = 0; ///< the how-many-eth object
    std::unique_ptr<ImportObject> object;
    std::int64_t linesDone = 0;   ///< of the object
    std::int64_t bytesBefore = 0; ///< of the objects before
    std::optional<Line> held;     ///< read, but not to be put together with what was read before it
    BulkReport report;
    std::int64_t second = 0; ///< since 1970: when `units` was last brought up to date
    double units = 0;        ///< that were written in it, and before it beyond what a second may have
};

std::optional<BulkOperations::Line> BulkOperations::Reading::next()
{
    if (held)
        return std::exchange(held, std::nullopt);
    while (current < objects.size()) {
        Line line;
        line.object = objects[current].key;
        std::optional<ImportObject::Line> read;
        if (object == nullptr && linesDone == 0) {
            try {
                object = std::make_unique<ImportObject>(objects[current].file, layout);
            } catch (const itemfile::ItemFileError &error) {
                read = ImportObject::Line{0, {}, error.what(), {}};
            }
        }
        if (object != nullptr)
            read = object->next();
        if (!read) {
            bytesBefore += bytesOf(objects[current]);
            object.reset();
            linesDone = 0;
            ++current;
            continue;
        }
        line.index = read->index;
        line.linesDone = ++linesDone;
        line.bytesDone =
            bytesBefore + (object == nullptr ? bytesOf(objects[current]) : static_cast<std::int64_t>(object->storedBytesRead()));
        line.error = read->error;
        if (read->item) {
            line.put.emplace();
            line.put->item = std::move(*read->item);
            try {
                line.put->condition = compiled(read->condition);
            } catch (const expression::ExpressionError &error) {
                line.error = error.what();
                line.put.reset();
            }
        }
        return line;
    }
    return std::nullopt;
}

void BulkOperations::Reading::skip(std::int64_t count)
{
    const std::size_t object = current;
    while (linesDone < count && current == object && next()) { }
}

BulkOperations::BulkOperations(storage::Store &store, const Catalog &catalog, ItemWriter &writer, Jobs &jobs, const EngineOptions &options)
    : m_store(store), m_catalog(catalog), m_writer(writer), m_jobs(jobs), m_options(options)
{
    load();
    jobs.add("bulk operations", [this] { return putSome(); });
}

BulkOperations::~BulkOperations() = default;

void BulkOperations::load()
{
    const std::string prefix = recordPrefix(kBulkRecord);
    storage::Cursor cursor = m_store.cursor();
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        const std::string id(cursor.key().substr(prefix.size()));
        Kept kept = fromBulkRecord(id, std::string(cursor.value()));
        kept.operation.arn = bulkArn(m_options, kept.progress.tableName, id);
        m_operations.emplace(id, std::move(kept));
    }
    cursor.check();
}

void BulkOperations::keep(const Kept &kept)
{
    storage::Batch batch;
    batch.put(bulkKey(kept.operation.id), toBulkRecord(kept));
    m_store.write(batch);
}

/// Source: API reference, StartBulkPutItems, ClientToken.
std::optional<BulkOperation> BulkOperations::sameAs(const BulkPutRequest &request, std::int64_t now) const
{
    for (const auto &[id, each] : m_operations) {
        const BulkOperation &operation = each.operation;
        if (!request.clientToken || operation.request.clientToken != request.clientToken || operation.startTime + kTokenKeptMs <= now)
            continue;
        if (operation.request == request)
            return operation;
        throw ServiceError("IdempotentParameterMismatchException",
                           "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent "
                           "token that was already used.");
    }
    return std::nullopt;
}

/// Source: developer guide, "Bulk put items considerations", table state requirements.
void BulkOperations::checkTable(const TableState &table) const
{
    const std::int64_t now = m_options.clock();
    const auto inUse = [](const std::string &why) {
        throw ServiceError("ResourceInUseException", "Attempt to change a resource which is still in use: " + why);
    };
    const TableStatus status = table.status.at(now);
    if (status == TableStatus::Creating || status == TableStatus::Deleting)
        inUse("Table is being " + std::string(status == TableStatus::Creating ? "created: " : "deleted: ") + table.definition.name);
    for (const Place &index : table.indexes)
        if (index.isBackfilling)
            inUse("Index is being created: " + index.definition->name);
}

BulkOperation BulkOperations::begin(const BulkPutRequest &request)
{
    const std::int64_t now = m_options.clock();
    if (!itemfile::isExportPrefix(request.output.prefix))
        invalid("Invalid Request: the S3KeyPrefix of OutputS3Configuration leads out of the folder that stands for the bucket");
    if (!request.sseKey.empty() && request.sseAlgorithm != "KMS")
        invalid("Invalid Request: KMS Key Id is not supported for this encryption type");
    {
        const std::lock_guard lock(m_mutex);
        if (auto same = sameAs(request, now))
            return *same;
    }
    const auto table = m_catalog.findUsable(request.table);
    checkTable(*table);
    const std::lock_guard lock(m_mutex);
    if (std::count_if(m_operations.begin(), m_operations.end(), [](const auto &each) { return isActive(each.second.operation.status); })
        >= kMostActive)
        throw ServiceError("LimitExceededException", "Only 50 bulk operations are allowed at the same time");
    Kept kept;
    BulkOperation &operation = kept.operation;
    operation.request = request;
    if (!operation.request.clientToken)
        operation.request.clientToken = asUuid(m_options.newId());
    operation.startTime = now;
    operation.tableId = table->uuid;
    kept.progress.table = table->id;
    kept.progress.tableName = table->definition.name;
    std::int64_t at = now;
    do
        operation.id = backupId(at++, m_options.newId());
    while (m_operations.contains(operation.id));
    operation.arn = bulkArn(m_options, table->definition.name, operation.id);
    keep(kept);
    m_operations.emplace(operation.id, kept);
    m_jobs.wake();
    return operation;
}

std::map<std::string, BulkOperations::Kept>::const_iterator BulkOperations::find(const std::string &arn) const
{
    const std::size_t at = arn.find(kBulkPart);
    const auto found = at == std::string::npos ? m_operations.end() : m_operations.find(arn.substr(at + kBulkPart.size()));
    if (found == m_operations.end() || found->second.operation.arn != arn)
        throw ServiceError("ResourceNotFoundException", "Bulk operation not found: " + arn);
    return found;
}

BulkOperation BulkOperations::describe(const std::string &arn) const
{
    const std::lock_guard lock(m_mutex);
    return find(arn)->second.operation;
}

BulkOperation BulkOperations::cancel(const std::string &arn)
{
    const std::lock_guard lock(m_mutex);
    Kept kept = find(arn)->second;
    BulkOperation &operation = kept.operation;
    if (!isActive(operation.status))
        invalid("The bulk operation cannot be cancelled: it is " + std::string(textOf(operation.status)));
    if (operation.status == BulkStatus::InProgress) {
        operation.status = BulkStatus::Cancelling;
        keep(kept);
        m_operations.at(operation.id) = kept;
        m_jobs.wake();
    }
    return operation;
}

Listing<BulkOperation> BulkOperations::list(const std::optional<std::string> &nextToken, std::int64_t limit) const
{
    const std::int64_t oldest = m_options.clock() - kListedMs;
    const std::lock_guard lock(m_mutex);
    return listYoungestFirst(m_operations, nextToken, limit, listingToken, [oldest](const Kept &each) {
        return each.operation.startTime < oldest ? std::nullopt : std::optional(each.operation);
    });
}

bool BulkOperations::putSome()
{
    Kept kept;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_reading != nullptr ? m_operations.find(m_reading->id)
                                                : std::find_if(m_operations.begin(), m_operations.end(),
                                                               [](const auto &each) { return isActive(each.second.operation.status); });
        if (found == m_operations.end())
            return false;
        kept = found->second;
    }
    BulkOperation &operation = kept.operation;
    try {
        if (operation.status == BulkStatus::InProgress) {
            if (m_reading == nullptr)
                open(kept);
            const Slice slice = putSlice(kept);
            if (slice != Slice::Done)
                return slice == Slice::More;
        }
        if (operation.status == BulkStatus::Cancelling) {
            operation.status = BulkStatus::Cancelled;
            operation.failureCode = "CANCELLED";
            operation.failureMessage = "The operation was cancelled; what it had put by then has stayed.";
        } else {
            operation.status = operation.failedItems == 0 ? BulkStatus::Completed : BulkStatus::CompletedWithErrors;
        }
        finish(kept);
    } catch (const ServiceError &error) {
        {
            const std::lock_guard lock(m_mutex);
            kept = m_operations.at(operation.id); // without the slice that was not written
        }
        operation.status = BulkStatus::Failed;
        operation.failureCode = error.name();
        operation.failureMessage = error.what();
        finish(kept);
    } catch (...) {
        m_reading.reset(); // it goes on from the store's record when the store can be read
        throw;
    }
    return true;
}

/// Throws ServiceError, with the FailureCode as its name.
void BulkOperations::open(Kept &kept)
{
    const BulkPutRequest &request = kept.operation.request;
    Progress &progress = kept.progress;
    const fs::path output = bucketFolder(m_options, m_store, request.output.bucket);
    const std::string base = (request.output.prefix.empty() ? "" : request.output.prefix + "/") + "AWSDynamoDB/" + kept.operation.id + "/";
    auto reading = std::make_unique<Reading>(BulkReport(output, base, progress.reported), request.packing);
    reading->id = kept.operation.id;
    reading->objects = objectsIn(bucketFolder(m_options, m_store, request.input.bucket), request.input.prefix);
    if (request.input.bucket == request.output.bucket) // its own report is not its input
        std::erase_if(reading->objects, [&base](const BucketObject &object) { return object.key.starts_with(base); });
    if (reading->objects.size() > kMostBulkObjects)
        throw ServiceError("S3TooManyObjects",
                           "A bulk operation takes at most 50,000 objects; the prefix has " + std::to_string(reading->objects.size())
                               + ". Choose a longer prefix.");
    kept.operation.totalBytes = 0;
    for (const BucketObject &object : reading->objects) {
        *kept.operation.totalBytes += bytesOf(object);
        if (object.key >= progress.object)
            continue;
        reading->bytesBefore += bytesOf(object);
        ++reading->current;
    }
    if (reading->current < reading->objects.size() && reading->objects[reading->current].key == progress.object)
        reading->skip(progress.lines);
    m_reading = std::move(reading);
}

/// How many write units the operation may use now; less than 1 means none.
double BulkOperations::budgetOf(const Kept &kept)
{
    constexpr double kWithoutEnd = 1e18;
    if (!kept.operation.request.maxWriteUnits)
        return kWithoutEnd;
    const auto most = static_cast<double>(*kept.operation.request.maxWriteUnits);
    const std::int64_t second = m_options.clock() / kMsOfASecond;
    const auto passed = static_cast<double>(std::max<std::int64_t>(second - m_reading->second, 0));
    m_reading->units = std::max(0.0, m_reading->units - passed * most);
    m_reading->second = second;
    return most - m_reading->units;
}

/// Lines that can be put in one write: no item twice.
std::vector<BulkOperations::Line> BulkOperations::readSlice(Kept &kept, const TableState &table, double budget)
{
    std::vector<Line> lines;
    std::set<std::string> entries;
    std::int64_t bytes = 0;
    double units = 0;
    while (lines.size() < kPutAtOnce && bytes < kPutBytesAtOnce && units < budget) {
        auto line = m_reading->next();
        if (!line)
            break;
        if (line->put) {
            line->put->table = kept.progress.tableName;
            try {
                checkItem(table.definition, line->put->item);
                if (!entries.insert(entryKey(table, table.base, line->put->item)).second) {
                    m_reading->held = std::move(line);
                    break;
                }
                const std::int64_t size = value::sizeInBytes(line->put->item);
                bytes += size;
                units += capacity::writeUnits(size);
            } catch (const ServiceError &error) {
                line->error = error.what();
                line->put.reset();
            }
        }
        lines.push_back(std::move(*line));
    }
    return lines;
}

/// Counts and reports what became of a line. Source: API reference, BulkOperationDescription.
void BulkOperations::takeOutcome(Kept &kept, const Line &line, const BulkPutOutcome &outcome)
{
    BulkOperation &operation = kept.operation;
    kept.progress.object = line.object;
    kept.progress.lines = line.linesDone;
    ++operation.processedItems;
    operation.processedBytes = line.bytesDone;
    if (outcome.isWritten) {
        operation.usage.add(outcome.bytes);
        return;
    }
    const bool isError = !outcome.refusal.empty();
    ++(isError ? operation.failedItems : operation.conditionFailures);
    if (!(isError ? operation.request.reportsErrors : operation.request.reportsConditionFailures))
        return;
    Json place = Json::object();
    place.set("bucket", Json::string(operation.request.input.bucket));
    place.set("key", Json::string(line.object));
    place.set("itemIndex", Json::number(line.index));
    Json json = Json::object();
    json.set("itemS3Pointer", place);
    json.set("bulkOperationArn", Json::string(operation.arn));
    if (isError)
        json.set("errorMessages", Json::array({Json::string(outcome.refusal)}));
    if (line.put)
        json.set("Item", value::toDynamoDbJson(line.put->item));
    if (outcome.existing)
        json.set("ExistingItem", value::toDynamoDbJson(*outcome.existing));
    m_reading->report.add(isError ? BulkReport::Kind::Error : BulkReport::Kind::ConditionCheckFailure, json);
}

BulkOperations::Slice BulkOperations::putSlice(Kept &kept)
{
    const auto table = m_catalog.findById(kept.progress.table);
    if (table == nullptr || table->uuid != kept.operation.tableId)
        throw ServiceError("ResourceNotFoundException", "The table that items are put into is no more");
    const double budget = budgetOf(kept);
    if (budget < 1)
        return Slice::Waits;
    const std::vector<Line> lines = readSlice(kept, *table, budget);
    if (lines.empty())
        return Slice::Done;
    std::vector<const PutItemRequest *> puts;
    for (const Line &line : lines)
        if (line.put)
            puts.push_back(&*line.put);
    std::unique_lock<std::mutex> lock(m_mutex, std::defer_lock);
    const auto outcomes = m_writer.bulkPut(kept.progress.table, puts, [&](const std::vector<BulkPutOutcome> &each, storage::Batch &batch) {
        auto outcome = each.begin();
        for (const Line &line : lines) {
            BulkPutOutcome unreadable;
            unreadable.refusal = line.error;
            takeOutcome(kept, line, line.put ? *outcome++ : unreadable);
        }
        kept.progress.reported = m_reading->report.flush();
        lock.lock(); // until it is written: a cancellation stands before it or after it
        kept.operation.status = m_operations.at(kept.operation.id).operation.status;
        batch.put(bulkKey(kept.operation.id), toBulkRecord(kept));
    });
    m_operations.at(kept.operation.id) = kept;
    for (const BulkPutOutcome &outcome : outcomes)
        m_reading->units += outcome.units;
    return Slice::More;
}

/// The report's manifest, then the end of the operation.
void BulkOperations::finish(Kept &kept)
{
    BulkOperation &operation = kept.operation;
    operation.endTime = m_options.clock();
    if (operation.status == BulkStatus::Completed || operation.status == BulkStatus::CompletedWithErrors)
        operation.processedBytes = operation.totalBytes.value_or(0);
    if (m_reading != nullptr) {
        Json json = Json::object();
        json.set("bulkOperationArn", Json::string(operation.arn));
        json.set("bulkOperationStatus", Json::string(std::string(textOf(operation.status))));
        json.set("tableArn", Json::string(tableArn(m_options, kept.progress.tableName)));
        json.set("startTime", Json::string(streamLabelOf(operation.startTime) + "Z"));
        json.set("endTime", Json::string(streamLabelOf(*operation.endTime) + "Z"));
        json.set("processedItemCount", Json::number(operation.processedItems));
        json.set("failedItemCount", Json::number(operation.failedItems));
        json.set("conditionCheckFailureCount", Json::number(operation.conditionFailures));
        Json files = Json::array();
        for (const BulkReport::Kind kind : {BulkReport::Kind::Error, BulkReport::Kind::ConditionCheckFailure})
            if (kept.progress.reported[static_cast<std::size_t>(kind)] > 0)
                files.append(Json::string(std::string(BulkReport::fileOf(kind))));
        json.set("files", files);
        try {
            m_reading->report.writeManifest(json);
        } catch (const ServiceError &error) {
            operation.status = BulkStatus::Failed;
            operation.failureCode = error.name();
            operation.failureMessage = error.what();
        }
    }
    m_reading.reset();
    const std::lock_guard lock(m_mutex);
    keep(kept);
    m_operations.at(operation.id) = kept;
}

} // namespace keywright::engine
