#include "core/service/operations/bulk_operations.h"

#include "core/engine/engine.h"
#include "core/service/fault.h"
#include "core/service/operations/request_parts.h"
#include "core/service/operations/transfer_parts.h"

namespace keywright::service {

namespace {

using engine::BulkOperation;

constexpr std::int64_t kBulkOperationsAPage = 10;

engine::BulkPlace placeIn(const RequestValue &configuration)
{
    return {std::string(configuration.text("S3Bucket")), std::string(configuration.text("S3BucketOwner")),
            std::string(configuration.text("S3KeyPrefix"))};
}

void readInput(const RequestValue &input, engine::BulkPutRequest &asked)
{
    if (input.text("InputFormat") == "ION")
        throw Fault::validation("Keywright does not read ION; use the InputFormat DYNAMODB_JSON");
    asked.input = placeIn(input);
    asked.packing = packingIn(input);
}

/// The reference says in words that S3Bucket and OutputType are required; its model does not say it of S3Bucket.
void readOutput(const RequestValue &output, engine::BulkPutRequest &asked)
{
    if (!output.has("S3Bucket"))
        throw Fault::validation("1 validation error detected: Value null at 'outputS3Configuration.s3Bucket' failed to satisfy constraint: "
                                "Member must not be null");
    asked.output = placeIn(output);
    asked.sseAlgorithm = output.text("S3SseAlgorithm");
    asked.sseKey = output.text("S3SseKmsKeyId");
    for (const RequestValue &type : output.list("OutputType"))
        (type.asText() == "ERROR" ? asked.reportsErrors : asked.reportsConditionFailures) = true;
    if (!asked.reportsErrors && !asked.reportsConditionFailures)
        throw Fault::validation("One or more parameter values were invalid: OutputType must have ERROR, CONDITION_CHECK_FAILURE or both");
}

void writePlace(JsonWriter &out, const engine::BulkPlace &place)
{
    writeUnlessEmpty(out, "S3BucketOwner", place.owner);
    out.member("S3Bucket", place.bucket);
    writeUnlessEmpty(out, "S3KeyPrefix", place.prefix);
}

void writeConfigurations(JsonWriter &out, const engine::BulkPutRequest &request)
{
    out.key("InputS3Configuration");
    out.beginObject();
    writePlace(out, request.input);
    out.member("InputFormat", "DYNAMODB_JSON");
    out.member("InputCompressionType", nameOf(request.packing));
    out.endObject();
    out.key("OutputS3Configuration");
    out.beginObject();
    writePlace(out, request.output);
    writeUnlessEmpty(out, "S3SseAlgorithm", request.sseAlgorithm);
    writeUnlessEmpty(out, "S3SseKmsKeyId", request.sseKey);
    out.key("OutputType");
    out.beginArray();
    if (request.reportsErrors)
        out.string("ERROR");
    if (request.reportsConditionFailures)
        out.string("CONDITION_CHECK_FAILURE");
    out.endArray();
    out.endObject();
}

void writeTableDetails(JsonWriter &out, const BulkOperation &operation)
{
    out.key("TableDetails");
    out.beginArray();
    out.beginObject();
    out.member("TableName", operation.request.table);
    out.member("TableId", operation.tableId);
    out.endObject();
    out.endArray();
}

void writeBytesByIndex(JsonWriter &out, std::string_view name, std::string_view member, const std::map<std::string, std::int64_t> &bytes)
{
    if (bytes.empty())
        return;
    out.key(name);
    out.beginObject();
    for (const auto &[index, count] : bytes) {
        out.key(index);
        out.beginObject();
        out.member(member, count);
        out.endObject();
    }
    out.endObject();
}

void writeUsage(JsonWriter &out, const BulkOperation &operation)
{
    constexpr std::string_view kBytes = "BulkPutBytes";
    const engine::BulkPutBytes &usage = operation.usage;
    out.key("BulkOperationUsage");
    out.beginArray();
    out.beginObject();
    out.member("TableName", operation.request.table);
    out.member(kBytes, usage.total());
    out.key("Table");
    out.beginObject();
    out.member(kBytes, usage.table);
    out.endObject();
    writeBytesByIndex(out, "LocalSecondaryIndexes", kBytes, usage.localIndexes);
    writeBytesByIndex(out, "GlobalSecondaryIndexes", kBytes, usage.globalIndexes);
    writeBytesByIndex(out, "VectorIndexes", "BulkPutVectorBytes", usage.vectorIndexes);
    out.endObject();
    out.endArray();
}

void writeSummary(JsonWriter &out, const BulkOperation &operation)
{
    out.member("BulkOperationArn", operation.arn);
    out.member("BulkOperationStatus", engine::textOf(operation.status));
    writeTime(out, "StartTime", operation.startTime);
    if (operation.endTime)
        writeTime(out, "EndTime", *operation.endTime);
}

void writeBulkOperation(std::string &body, const BulkOperation &operation)
{
    const engine::BulkPutRequest &request = operation.request;
    JsonWriter out(body);
    out.beginObject();
    out.key("BulkOperationDescription");
    out.beginObject();
    writeSummary(out, operation);
    writeTableDetails(out, operation);
    writeUnlessEmpty(out, "ClientToken", request.clientToken.value_or(""));
    writeConfigurations(out, request);
    out.member("ProcessedItemCount", operation.processedItems);
    out.member("ProcessedInputBytes", operation.processedBytes);
    if (operation.totalBytes)
        out.member("TotalInputBytes", *operation.totalBytes);
    writeUsage(out, operation);
    out.member("FailedItemCount", operation.failedItems);
    writeUnlessEmpty(out, "FailureCode", operation.failureCode);
    writeUnlessEmpty(out, "FailureMessage", operation.failureMessage);
    if (request.maxWriteUnits)
        out.member("MaxWriteRequestUnits", *request.maxWriteUnits);
    out.member("PerformanceTier", request.isAccelerated ? "ACCELERATED" : "STANDARD");
    out.endObject();
    out.endObject();
}

std::string arnIn(const OperationCall &call)
{
    return std::string(call.request.text("BulkOperationArn"));
}

} // namespace

void startBulkPutItems(const OperationCall &call, std::string &body)
{
    const Request &request = call.request;
    engine::BulkPutRequest asked;
    asked.clientToken = textIn(request, "ClientToken");
    asked.table = request.text("TableName");
    if (const auto input = request.find("InputS3Configuration"))
        readInput(*input, asked);
    if (const auto output = request.find("OutputS3Configuration"))
        readOutput(*output, asked);
    asked.maxWriteUnits = request.optionalInteger("MaxWriteRequestUnits");
    asked.isAccelerated = request.text("PerformanceTier") == "ACCELERATED";
    writeBulkOperation(body, call.engine.bulkOperations().begin(asked));
}

void describeBulkOperation(const OperationCall &call, std::string &body)
{
    writeBulkOperation(body, call.engine.bulkOperations().describe(arnIn(call)));
}

void listBulkOperations(const OperationCall &call, std::string &body)
{
    const auto page =
        call.engine.bulkOperations().list(textIn(call.request, "NextToken"), call.request.integer("MaxResults", kBulkOperationsAPage));
    JsonWriter out(body);
    out.beginObject();
    out.key("BulkOperationsSummaryList");
    out.beginArray();
    for (const BulkOperation &operation : page.entries) {
        out.beginObject();
        writeSummary(out, operation);
        out.endObject();
    }
    endPage(out, page.nextToken);
}

void cancelBulkOperation(const OperationCall &call, std::string &body)
{
    const BulkOperation operation = call.engine.bulkOperations().cancel(arnIn(call));
    JsonWriter out(body);
    out.beginObject();
    out.member("BulkOperationArn", operation.arn);
    out.member("BulkOperationStatus", engine::textOf(operation.status));
    out.endObject();
}

} // namespace keywright::service
