#include "core/service/operations/query_operations.h"

#include <optional>

#include "core/engine/engine.h"
#include "core/service/attribute_reader.h"
#include "core/service/fault.h"
#include "core/service/operations/expression_parameters.h"
#include "core/service/operations/item_json_sink.h"
#include "core/service/operations/request_parts.h"

namespace keywright::service {

namespace {

engine::Select selectFromText(std::string_view text)
{
    if (text == "ALL_ATTRIBUTES")
        return engine::Select::AllAttributes;
    if (text == "ALL_PROJECTED_ATTRIBUTES")
        return engine::Select::AllProjectedAttributes;
    if (text == "SPECIFIC_ATTRIBUTES")
        return engine::Select::SpecificAttributes;
    return text == "COUNT" ? engine::Select::Count : engine::Select::Default;
}

/// Why Select does not go with the rest of the request; empty when it does. Source: moto's tests that were run against the
/// service, tests/test_dynamodb/test_dynamodb_select.py.
std::string selectFault(const RequestValue &request, engine::Select select)
{
    const bool hasExpression = request.has("ProjectionExpression");
    const bool hasProjection = hasExpression || request.has("AttributesToGet");
    if (select == engine::Select::Default)
        return {};
    if (hasProjection && select != engine::Select::SpecificAttributes)
        return std::string("Cannot specify the ") + (hasExpression ? "ProjectionExpression" : "AttributesToGet") + " when choosing to get "
            + (select == engine::Select::Count ? "only the Count" : std::string(request.text("Select")));
    if (!hasProjection && select == engine::Select::SpecificAttributes)
        return "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES";
    if (select == engine::Select::AllProjectedAttributes && !request.has("IndexName"))
        return "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName";
    return {};
}

/// Query gives it behind an envelope, Scan bare (measured by others).
engine::Select selectIn(const RequestValue &request, std::string_view envelope)
{
    const engine::Select select = selectFromText(request.text("Select"));
    if (const std::string fault = selectFault(request, select); !fault.empty())
        throw Fault::validation(std::string(envelope) + fault);
    return select;
}

std::optional<value::Item> startKeyIn(const RequestValue &request)
{
    const auto found = request.find("ExclusiveStartKey");
    if (!found)
        return std::nullopt;
    try {
        return readItem(*found);
    } catch (const Fault &fault) {
        throw Fault::validation("The provided starting key is invalid: " + fault.message());
    }
}

void readSegment(const RequestValue &request, engine::ScanRequest &scan)
{
    const auto segment = request.optionalInteger("Segment");
    const auto total = request.optionalInteger("TotalSegments");
    if (segment && !total)
        throw Fault::validation(
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
    if (!total)
        return;
    if (!segment)
        throw Fault::validation(
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
    if (*segment >= *total)
        throw Fault::validation("The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: "
                                + std::to_string(*segment) + " is not less than TotalSegments: " + std::to_string(*total));
    scan.segment = *segment;
    scan.totalSegments = *total;
}

std::optional<expression::Projection> projectionIn(ExpressionParameters &expressions)
{
    const auto paths = expressions.projection();
    return paths ? std::optional(expression::Projection(*paths)) : std::nullopt;
}

template <typename PageRequest, typename Read>
void writePage(const RequestValue &request, const PageRequest &page, std::string &body, Read read)
{
    JsonWriter out(body);
    out.beginObject();
    ItemJsonSink sink(out);
    engine::PageResult result;
    if (page.select == engine::Select::Count) {
        result = read(sink);
    } else {
        out.key("Items");
        out.beginArray();
        result = read(sink);
        out.endArray();
    }
    out.member("Count", result.count);
    out.member("ScannedCount", result.scannedCount);
    if (result.lastEvaluatedKey)
        writeItem(out, "LastEvaluatedKey", *result.lastEvaluatedKey);
    writeConsumedCapacity(out, asNamedIn(request, result.consumed), capacityDetailIn(request));
    out.endObject();
}

} // namespace

void query(const OperationCall &call, std::string &body)
{
    const RequestValue &request = call.request;
    ExpressionParameters expressions(request, kQueryMembers);
    engine::QueryRequest query;
    query.table = tableIn(request);
    query.index = request.text("IndexName");
    query.exclusiveStartKey = startKeyIn(request);
    query.keyCondition = expressions.keyCondition();
    query.filter = expressions.filter("QueryFilter");
    query.filterIsLegacy = request.has("QueryFilter");
    query.projection = projectionIn(expressions);
    query.select = selectIn(request, "1 validation error detected: ");
    expressions.requireAllUsed();
    query.descending = !request.flag("ScanIndexForward", true);
    query.limit = request.optionalInteger("Limit");
    query.consistentRead = request.flag("ConsistentRead");
    writePage(request, query, body, [&](engine::ItemSink &sink) { return call.engine.query(query, sink); });
}

void scan(const OperationCall &call, std::string &body)
{
    const RequestValue &request = call.request;
    ExpressionParameters expressions(request, kScanMembers);
    engine::ScanRequest scan;
    scan.table = tableIn(request);
    scan.index = request.text("IndexName");
    scan.exclusiveStartKey = startKeyIn(request);
    readSegment(request, scan);
    scan.filter = expressions.filter("ScanFilter");
    scan.projection = projectionIn(expressions);
    scan.select = selectIn(request, "");
    expressions.requireAllUsed();
    scan.limit = request.optionalInteger("Limit");
    scan.consistentRead = request.flag("ConsistentRead");
    writePage(request, scan, body, [&](engine::ItemSink &sink) { return call.engine.scan(scan, sink); });
}

} // namespace keywright::service
