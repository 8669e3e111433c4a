#include "core/engine/export_record.h"

#include "core/storage/storage_error.h"
#include "core/value/json.h"

namespace keywright::engine {

using value::Json;

namespace {

std::string exportText(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found == nullptr ? std::string() : found->text();
}

std::int64_t exportNumber(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found == nullptr ? 0 : found->asInteger().value_or(0);
}

} // namespace

std::string toExportRecord(const ExportDescription &exported, storage::TableId table, storage::IndexId log)
{
    const ExportRequest &request = exported.request;
    Json json = Json::object();
    const auto text = [&json](const char *name, const std::string &value) {
        if (!value.empty())
            json.set(name, Json::string(value));
    };
    const auto number = [&json](const char *name, std::int64_t value) { json.set(name, Json::number(value)); };
    text("status", std::string(textOf(exported.status)));
    number("started", exported.startTime);
    if (exported.endTime)
        number("ended", *exported.endTime);
    number("items", exported.itemCount);
    number("bytes", exported.billedSizeBytes);
    text("manifest", exported.manifestKey);
    text("failureCode", exported.failureCode);
    text("failure", exported.failureMessage);
    text("tableId", exported.tableId);
    number("table", table);
    number("log", log);
    text("tableArn", request.tableArn);
    text("token", request.clientToken.value_or(""));
    text("bucket", request.bucket);
    text("owner", request.bucketOwner);
    text("prefix", request.prefix);
    text("sse", request.sseAlgorithm);
    text("sseKey", request.sseKey);
    if (request.changes) {
        number("from", request.changes->from);
        number("to", request.changes->to.value_or(0));
        json.set("oldImages", Json::boolean(request.changes->withOldImages));
    } else {
        number("moment", request.exportTime.value_or(0));
    }
    if (request.filter)
        json.set("filter", toJson(*request.filter));
    return json.compact();
}

StoredExport fromExportRecord(const std::string &id, const std::string &record)
{
    try {
        const Json json = Json::parse(record);
        StoredExport stored;
        ExportDescription &exported = stored.description;
        exported.id = id;
        for (const ExportStatus each : {ExportStatus::InProgress, ExportStatus::Completed, ExportStatus::Failed})
            if (exportText(json, "status") == textOf(each))
                exported.status = each;
        exported.startTime = exportNumber(json, "started");
        if (json.find("ended") != nullptr)
            exported.endTime = exportNumber(json, "ended");
        exported.itemCount = exportNumber(json, "items");
        exported.billedSizeBytes = exportNumber(json, "bytes");
        exported.manifestKey = exportText(json, "manifest");
        exported.failureCode = exportText(json, "failureCode");
        exported.failureMessage = exportText(json, "failure");
        exported.tableId = exportText(json, "tableId");
        stored.table = static_cast<storage::TableId>(exportNumber(json, "table"));
        stored.log = static_cast<storage::IndexId>(exportNumber(json, "log"));
        ExportRequest &request = exported.request;
        request.tableArn = exportText(json, "tableArn");
        request.clientToken = exportText(json, "token");
        request.bucket = exportText(json, "bucket");
        request.bucketOwner = exportText(json, "owner");
        request.prefix = exportText(json, "prefix");
        request.sseAlgorithm = exportText(json, "sse");
        request.sseKey = exportText(json, "sseKey");
        if (json.find("from") != nullptr) {
            const Json *oldImages = json.find("oldImages");
            request.changes =
                IncrementalExport{exportNumber(json, "from"), exportNumber(json, "to"), oldImages != nullptr && oldImages->asBoolean()};
        } else {
            request.exportTime = exportNumber(json, "moment");
        }
        if (const Json *filter = json.find("filter"))
            request.filter = exportFilterFrom(*filter);
        return stored;
    } catch (const value::JsonSyntaxError &error) {
        throw storage::StorageError(storage::StorageError::Kind::Damaged,
                                    "The store's record of the export " + id + " cannot be read: " + error.what()
                                        + ". The store is damaged; copy its folder aside and open the model again.");
    }
}

} // namespace keywright::engine
