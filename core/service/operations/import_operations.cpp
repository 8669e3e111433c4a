#include "core/service/operations/import_operations.h"

#include "core/engine/engine.h"
#include "core/service/fault.h"
#include "core/service/operations/request_parts.h"
#include "core/service/operations/table_request_reader.h"
#include "core/service/operations/transfer_parts.h"

namespace keywright::service {

namespace {

using engine::ImportDescription;
using engine::ImportStatus;

constexpr std::int64_t kMostImportsAPage = 25;

std::string_view formatOf(const ImportDescription &import)
{
    return import.request.layout.isCsv ? "CSV" : "DYNAMODB_JSON";
}

/// Source of the refusal of options for a format that has none: measured by others.
void readLayout(const RequestValue &request, engine::ImportRequest &import)
{
    itemfile::ImportLayout &layout = import.layout;
    const std::string_view format = request.text("InputFormat");
    if (format == "ION")
        throw Fault::validation("Keywright does not import ION; use the InputFormat DYNAMODB_JSON or CSV");
    layout.isCsv = format == "CSV";
    layout.packing = packingIn(request);
    const auto options = request.find("InputFormatOptions");
    const auto csv = options ? options->find("Csv") : std::nullopt;
    if (csv && !layout.isCsv)
        throw Fault::validation(
            "One or more parameter values were invalid: InputFormatOptions Csv must not be specified for the InputFormat DYNAMODB_JSON");
    if (!csv)
        return;
    if (const auto delimiter = csv->optionalText("Delimiter")) {
        import.hasDelimiter = true;
        layout.delimiter = delimiter->front();
    }
    for (const RequestValue &column : csv->list("HeaderList"))
        layout.header.emplace_back(column.asText());
}

void writeLogGroup(JsonWriter &out, const engine::EngineOptions &options)
{
    out.member("CloudWatchLogGroupArn", "arn:aws:logs:" + options.region + ":" + options.account + ":log-group:/aws-dynamodb/imports:*");
}

void writeSource(JsonWriter &out, const engine::ImportRequest &request)
{
    out.key("S3BucketSource");
    out.beginObject();
    writeUnlessEmpty(out, "S3BucketOwner", request.bucketOwner);
    out.member("S3Bucket", request.bucket);
    writeUnlessEmpty(out, "S3KeyPrefix", request.prefix);
    out.endObject();
}

void writeFormatOptions(JsonWriter &out, const engine::ImportRequest &request)
{
    if (!request.hasDelimiter && request.layout.header.empty())
        return;
    out.key("InputFormatOptions");
    out.beginObject();
    out.key("Csv");
    out.beginObject();
    if (request.hasDelimiter)
        out.member("Delimiter", std::string(1, request.layout.delimiter));
    if (!request.layout.header.empty()) {
        out.key("HeaderList");
        out.beginArray();
        for (const std::string &column : request.layout.header)
            out.string(column);
        out.endArray();
    }
    out.endObject();
    out.endObject();
}

/// While it goes on the service counts nothing for all to see (measured by others).
void writeCounts(JsonWriter &out, const ImportDescription &import)
{
    const bool isOver = import.status != ImportStatus::InProgress;
    if (isOver)
        out.member("ProcessedSizeBytes", import.processedSize.value_or(0));
    out.member("ProcessedItemCount", isOver ? import.processedItems : 0);
    out.member("ImportedItemCount", isOver ? import.importedItems : 0);
    out.member("ErrorCount", isOver ? import.errors : 0);
}

void writeImport(std::string &body, const ImportDescription &import, const engine::EngineOptions &options)
{
    JsonWriter out(body);
    out.beginObject();
    out.key("ImportTableDescription");
    out.beginObject();
    out.member("ImportArn", import.arn);
    out.member("ImportStatus", engine::textOf(import.status));
    out.member("TableArn", import.tableArn);
    out.member("TableId", import.tableId);
    out.member("ClientToken", import.request.clientToken);
    writeSource(out, import.request);
    writeLogGroup(out, options);
    out.member("InputFormat", formatOf(import));
    writeFormatOptions(out, import.request);
    out.member("InputCompressionType", nameOf(import.request.layout.packing));
    out.key("TableCreationParameters");
    out.value() += import.request.tableParameters;
    writeTime(out, "StartTime", import.startTime);
    if (import.endTime)
        writeTime(out, "EndTime", *import.endTime);
    writeCounts(out, import);
    if (!import.failureCode.empty()) {
        out.member("FailureCode", import.failureCode);
        out.member("FailureMessage", import.failureMessage);
    }
    out.endObject();
    out.endObject();
}

} // namespace

void importTable(const OperationCall &call, std::string &body)
{
    const Request &request = call.request;
    if (!request.has("ClientToken")) // the model says otherwise (measured by others)
        throw Fault::validation(
            "1 validation error detected: Value null at 'clientToken' failed to satisfy constraint: Member must not be null");
    engine::ImportRequest import;
    import.clientToken = request.text("ClientToken");
    if (const auto source = request.find("S3BucketSource")) {
        import.bucket = source->text("S3Bucket");
        import.bucketOwner = source->text("S3BucketOwner");
        import.prefix = source->text("S3KeyPrefix");
    }
    readLayout(request, import);
    if (const auto parameters = request.find("TableCreationParameters")) {
        import.table = createTableRequestOf(*parameters).definition;
        import.tableParameters = parameters->toJson().compact();
    }
    writeImport(body, call.engine.imports().begin(import), call.engine.options());
}

void describeImport(const OperationCall &call, std::string &body)
{
    writeImport(body, call.engine.imports().describe(std::string(call.request.text("ImportArn"))), call.engine.options());
}

void listImports(const OperationCall &call, std::string &body)
{
    const auto page = call.engine.imports().list(std::string(call.request.text("TableArn")), textIn(call.request, "NextToken"),
                                                 call.request.integer("PageSize", kMostImportsAPage));
    JsonWriter out(body);
    out.beginObject();
    out.key("ImportSummaryList");
    out.beginArray();
    for (const ImportDescription &import : page.entries) {
        out.beginObject();
        out.member("ImportArn", import.arn);
        out.member("ImportStatus", engine::textOf(import.status));
        out.member("TableArn", import.tableArn);
        writeSource(out, import.request);
        writeLogGroup(out, call.engine.options());
        out.member("InputFormat", formatOf(import));
        writeTime(out, "StartTime", import.startTime);
        if (import.endTime)
            writeTime(out, "EndTime", *import.endTime);
        out.endObject();
    }
    endPage(out, page.nextToken);
}

} // namespace keywright::service
