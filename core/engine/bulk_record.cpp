#include "core/engine/bulk_record.h"

#include "core/storage/storage_error.h"
#include "core/value/json.h"

namespace keywright::engine {

using value::Json;

namespace {

std::string bulkText(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found == nullptr ? std::string() : found->text();
}

std::optional<std::int64_t> bulkNumber(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found == nullptr ? std::nullopt : found->asInteger();
}

bool bulkFlag(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found != nullptr && found->asBoolean();
}

Json placeJson(const BulkPlace &place)
{
    return Json::object(
        {{"bucket", Json::string(place.bucket)}, {"owner", Json::string(place.owner)}, {"prefix", Json::string(place.prefix)}});
}

BulkPlace placeOf(const Json &json, const char *name)
{
    const Json *place = json.find(name);
    return place == nullptr ? BulkPlace() : BulkPlace{bulkText(*place, "bucket"), bulkText(*place, "owner"), bulkText(*place, "prefix")};
}

Json countsJson(const std::map<std::string, std::int64_t> &counts)
{
    Json json = Json::object();
    for (const auto &[name, count] : counts)
        json.set(name, Json::number(count));
    return json;
}

std::map<std::string, std::int64_t> countsOf(const Json &json, const char *name)
{
    std::map<std::string, std::int64_t> counts;
    if (const Json *found = json.find(name))
        for (const auto &[index, count] : found->members())
            counts[index] = count.asInteger().value_or(0);
    return counts;
}

Json requestJson(const BulkPutRequest &request)
{
    Json json = Json::object();
    if (request.clientToken)
        json.set("token", Json::string(*request.clientToken));
    json.set("table", Json::string(request.table));
    json.set("input", placeJson(request.input));
    json.set("packing", Json::number(static_cast<int>(request.packing)));
    json.set("output", placeJson(request.output));
    json.set("sse", Json::string(request.sseAlgorithm));
    json.set("sseKey", Json::string(request.sseKey));
    json.set("reportsErrors", Json::boolean(request.reportsErrors));
    json.set("reportsConditions", Json::boolean(request.reportsConditionFailures));
    if (request.maxWriteUnits)
        json.set("maxUnits", Json::number(*request.maxWriteUnits));
    json.set("accelerated", Json::boolean(request.isAccelerated));
    return json;
}

BulkPutRequest requestOf(const Json &json)
{
    BulkPutRequest request;
    if (const Json *token = json.find("token"))
        request.clientToken = token->text();
    request.table = bulkText(json, "table");
    request.input = placeOf(json, "input");
    request.packing = static_cast<itemfile::Packing>(bulkNumber(json, "packing").value_or(0));
    request.output = placeOf(json, "output");
    request.sseAlgorithm = bulkText(json, "sse");
    request.sseKey = bulkText(json, "sseKey");
    request.reportsErrors = bulkFlag(json, "reportsErrors");
    request.reportsConditionFailures = bulkFlag(json, "reportsConditions");
    request.maxWriteUnits = bulkNumber(json, "maxUnits");
    request.isAccelerated = bulkFlag(json, "accelerated");
    return request;
}

Json usageJson(const BulkPutBytes &usage)
{
    return Json::object({{"table", Json::number(usage.table)},
                         {"local", countsJson(usage.localIndexes)},
                         {"global", countsJson(usage.globalIndexes)},
                         {"vector", countsJson(usage.vectorIndexes)}});
}

BulkPutBytes usageOf(const Json &json)
{
    return {bulkNumber(json, "table").value_or(0), countsOf(json, "local"), countsOf(json, "global"), countsOf(json, "vector")};
}

} // namespace

std::string toBulkRecord(const BulkOperations::Kept &kept)
{
    const BulkOperation &operation = kept.operation;
    const BulkOperations::Progress &progress = kept.progress;
    Json json = Json::object();
    const auto number = [&json](const char *name, const std::optional<std::int64_t> &value) {
        if (value)
            json.set(name, Json::number(*value));
    };
    json.set("status", Json::string(std::string(textOf(operation.status))));
    json.set("tableId", Json::string(operation.tableId));
    number("started", operation.startTime);
    number("ended", operation.endTime);
    number("processed", operation.processedItems);
    number("failed", operation.failedItems);
    number("conditionFailures", operation.conditionFailures);
    number("bytes", operation.processedBytes);
    number("totalBytes", operation.totalBytes);
    json.set("usage", usageJson(operation.usage));
    json.set("failureCode", Json::string(operation.failureCode));
    json.set("failure", Json::string(operation.failureMessage));
    json.set("request", requestJson(operation.request));
    json.set("object", Json::string(progress.object));
    number("lines", progress.lines);
    number("reportedErrors", progress.reported[0]);
    number("reportedConditions", progress.reported[1]);
    number("table", progress.table);
    json.set("tableName", Json::string(progress.tableName));
    return json.compact();
}

BulkOperations::Kept fromBulkRecord(const std::string &id, const std::string &record)
{
    const auto damaged = [&id](const std::string &why) {
        return storage::StorageError(storage::StorageError::Kind::Damaged,
                                     "The store's record of the bulk operation " + id + " cannot be read: " + why
                                         + ". The store is damaged; copy its folder aside and open the model again.");
    };
    try {
        const Json json = Json::parse(record);
        const Json *usage = json.find("usage");
        const Json *request = json.find("request");
        if (usage == nullptr || request == nullptr)
            throw damaged("a member is missing");
        BulkOperations::Kept kept;
        BulkOperation &operation = kept.operation;
        operation.id = id;
        for (const BulkStatus each : {BulkStatus::InProgress, BulkStatus::Completed, BulkStatus::CompletedWithErrors,
                                      BulkStatus::Cancelling, BulkStatus::Cancelled, BulkStatus::Failed})
            if (bulkText(json, "status") == textOf(each))
                operation.status = each;
        operation.tableId = bulkText(json, "tableId");
        operation.startTime = bulkNumber(json, "started").value_or(0);
        operation.endTime = bulkNumber(json, "ended");
        operation.processedItems = bulkNumber(json, "processed").value_or(0);
        operation.failedItems = bulkNumber(json, "failed").value_or(0);
        operation.conditionFailures = bulkNumber(json, "conditionFailures").value_or(0);
        operation.processedBytes = bulkNumber(json, "bytes").value_or(0);
        operation.totalBytes = bulkNumber(json, "totalBytes");
        operation.usage = usageOf(*usage);
        operation.failureCode = bulkText(json, "failureCode");
        operation.failureMessage = bulkText(json, "failure");
        operation.request = requestOf(*request);
        kept.progress.object = bulkText(json, "object");
        kept.progress.lines = bulkNumber(json, "lines").value_or(0);
        kept.progress.reported = {bulkNumber(json, "reportedErrors").value_or(0), bulkNumber(json, "reportedConditions").value_or(0)};
        kept.progress.table = static_cast<storage::TableId>(bulkNumber(json, "table").value_or(0));
        kept.progress.tableName = bulkText(json, "tableName");
        return kept;
    } catch (const value::JsonSyntaxError &error) {
        throw damaged(error.what());
    }
}

} // namespace keywright::engine
