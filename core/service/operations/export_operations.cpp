#include "core/service/operations/export_operations.h"

#include "core/engine/engine.h"
#include "core/service/attribute_reader.h"
#include "core/service/fault.h"
#include "core/service/operations/request_parts.h"
#include "core/service/operations/transfer_parts.h"

namespace keywright::service {

namespace {

constexpr std::int64_t kMostExports = 25;

std::string memberText(const RequestValue &request, std::string_view member)
{
    return std::string(request.text(member));
}

/// Source of the couplings' messages: measurements by others.
std::optional<engine::IncrementalExport> changesIn(const RequestValue &request)
{
    const std::string_view type = request.text("ExportType");
    const auto specification = request.find("IncrementalExportSpecification");
    if (type != "INCREMENTAL_EXPORT") {
        if (specification && type.empty())
            throw Fault::validation(
                "Invalid Request: Export Type expected to be Incremental Export when incremental export specification is provided");
        if (specification)
            throw Fault::validation(
                "Invalid Request: When Export Type is Full Export , Incremental Export Specification should not be provided");
        return std::nullopt;
    }
    if (!specification)
        throw Fault::validation("Invalid Request: Incremental Export Specification expected when export type is set as Incremental Export");
    const auto from = timeIn(*specification, "ExportFromTime");
    if (!from)
        throw Fault::validation("Invalid Request: ExportFromTime must be provided in IncrementalExportSpecification");
    return engine::IncrementalExport{*from, timeIn(*specification, "ExportToTime"), specification->text("ExportViewType") != "NEW_IMAGE"};
}

std::optional<engine::ExportFilterTexts> filterIn(const RequestValue &request)
{
    const auto filter = request.find("FilterSpecification");
    if (!filter)
        return std::nullopt;
    engine::ExportFilterTexts texts;
    texts.keyCondition = textIn(*filter, "KeyConditionExpression");
    texts.filter = textIn(*filter, "FilterExpression");
    texts.projection = textIn(*filter, "ProjectionExpression");
    if (filter->has("ExpressionAttributeNames")) {
        texts.names.emplace();
        for (const NamedValue &name : filter->map("ExpressionAttributeNames"))
            texts.names->emplace(name.name, name.value.asText());
    }
    if (filter->has("ExpressionAttributeValues")) {
        texts.values.emplace();
        for (const NamedValue &each : filter->map("ExpressionAttributeValues"))
            texts.values->emplace(each.name, readAttributeValue(each.value));
    }
    return texts == engine::ExportFilterTexts() ? std::nullopt : std::optional(std::move(texts));
}

void writeChanges(JsonWriter &out, const engine::IncrementalExport &changes)
{
    out.key("IncrementalExportSpecification");
    out.beginObject();
    writeTime(out, "ExportFromTime", changes.from);
    writeTime(out, "ExportToTime", changes.to.value_or(0));
    out.member("ExportViewType", changes.withOldImages ? "NEW_AND_OLD_IMAGES" : "NEW_IMAGE");
    out.endObject();
}

/// Without ExportType, which the service never tells here (measured by others).
void writeExport(std::string &body, const engine::ExportDescription &exported)
{
    const engine::ExportRequest &request = exported.request;
    JsonWriter out(body);
    out.beginObject();
    out.key("ExportDescription");
    out.beginObject();
    out.member("ExportArn", exported.arn);
    out.member("ExportStatus", engine::textOf(exported.status));
    writeTime(out, "StartTime", exported.startTime);
    if (exported.endTime)
        writeTime(out, "EndTime", *exported.endTime);
    writeUnlessEmpty(out, "ExportManifest", exported.manifestKey);
    out.member("TableArn", request.tableArn);
    out.member("TableId", exported.tableId);
    if (request.exportTime)
        writeTime(out, "ExportTime", *request.exportTime);
    writeUnlessEmpty(out, "ClientToken", request.clientToken.value_or(""));
    out.member("S3Bucket", request.bucket);
    writeUnlessEmpty(out, "S3BucketOwner", request.bucketOwner);
    writeUnlessEmpty(out, "S3Prefix", request.prefix);
    out.member("S3SseAlgorithm", request.sseAlgorithm);
    writeUnlessEmpty(out, "S3SseKmsKeyId", request.sseKey);
    writeUnlessEmpty(out, "FailureCode", exported.failureCode);
    writeUnlessEmpty(out, "FailureMessage", exported.failureMessage);
    out.member("ExportFormat", "DYNAMODB_JSON");
    if (exported.status == engine::ExportStatus::Completed) {
        out.member("BilledSizeBytes", exported.billedSizeBytes);
        out.member("ItemCount", exported.itemCount);
    }
    if (request.changes)
        writeChanges(out, *request.changes);
    if (request.filter) {
        out.key("FilterSpecification");
        out.value() += engine::toJson(*request.filter).compact();
    }
    out.endObject();
    out.endObject();
}

} // namespace

void exportTableToPointInTime(const OperationCall &call, std::string &body)
{
    const Request &request = call.request;
    if (request.text("ExportFormat") == "ION")
        throw Fault::validation("Keywright does not export to ION; use the ExportFormat DYNAMODB_JSON");
    engine::ExportRequest asked;
    asked.tableArn = memberText(request, "TableArn");
    asked.exportTime = timeIn(request, "ExportTime");
    asked.changes = changesIn(request);
    asked.clientToken = textIn(request, "ClientToken");
    asked.bucket = memberText(request, "S3Bucket");
    asked.bucketOwner = memberText(request, "S3BucketOwner");
    asked.prefix = memberText(request, "S3Prefix");
    asked.sseAlgorithm = memberText(request, "S3SseAlgorithm");
    asked.sseKey = memberText(request, "S3SseKmsKeyId");
    asked.filter = filterIn(request);
    writeExport(body, call.engine.exports().begin(asked));
}

void describeExport(const OperationCall &call, std::string &body)
{
    writeExport(body, call.engine.exports().describe(memberText(call.request, "ExportArn")));
}

void listExports(const OperationCall &call, std::string &body)
{
    const auto page = call.engine.exports().list(memberText(call.request, "TableArn"), textIn(call.request, "NextToken"),
                                                 call.request.integer("MaxResults", kMostExports));
    JsonWriter out(body);
    out.beginObject();
    out.key("ExportSummaries");
    out.beginArray();
    for (const engine::ExportDescription &exported : page.entries) {
        out.beginObject();
        out.member("ExportArn", exported.arn);
        out.member("ExportStatus", engine::textOf(exported.status));
        out.member("ExportType", exported.request.changes ? "INCREMENTAL_EXPORT" : "FULL_EXPORT");
        out.endObject();
    }
    endPage(out, page.nextToken);
}

} // namespace keywright::service
