#include "core/service/operations/kinesis_operations.h"

#include "core/engine/engine.h"
#include "core/service/operations/json_writer.h"
#include "core/service/operations/request_parts.h"

namespace keywright::service {

namespace {

constexpr std::string_view kPrecision = "ApproximateCreationDateTimePrecision";

std::string streamIn(const RequestValue &request)
{
    return std::string(request.text("StreamArn"));
}

std::optional<engine::TimePrecision> precisionIn(const RequestValue &request, std::string_view member)
{
    const auto configuration = request.find(member);
    return configuration ? engine::timePrecisionFromText(configuration->text("ApproximateCreationDateTimePrecision")) : std::nullopt;
}

/// The configuration comes back as it was asked for, or empty.
void writeDestination(std::string &body, const engine::DestinationDescription &destination, std::string_view configuration)
{
    JsonWriter out(body);
    out.beginObject();
    out.member("TableName", destination.table);
    out.member("StreamArn", destination.streamArn);
    out.member("DestinationStatus", engine::textOf(destination.status));
    if (!configuration.empty()) {
        out.key(configuration);
        out.beginObject();
        if (destination.precision)
            out.member(kPrecision, engine::textOf(*destination.precision));
        out.endObject();
    }
    out.endObject();
}

} // namespace

void enableKinesisStreamingDestination(const OperationCall &call, std::string &body)
{
    constexpr std::string_view kConfiguration = "EnableKinesisStreamingConfiguration";
    writeDestination(body,
                     call.engine.kinesis().enable(tableIn(call.request), streamIn(call.request), precisionIn(call.request, kConfiguration)),
                     kConfiguration);
}

void disableKinesisStreamingDestination(const OperationCall &call, std::string &body)
{
    writeDestination(body, call.engine.kinesis().disable(tableIn(call.request), streamIn(call.request)), {});
}

void updateKinesisStreamingDestination(const OperationCall &call, std::string &body)
{
    constexpr std::string_view kConfiguration = "UpdateKinesisStreamingConfiguration";
    writeDestination(body,
                     call.engine.kinesis().update(tableIn(call.request), streamIn(call.request), precisionIn(call.request, kConfiguration)),
                     kConfiguration);
}

void describeKinesisStreamingDestination(const OperationCall &call, std::string &body)
{
    const std::string table = tableIn(call.request);
    const auto destinations = call.engine.kinesis().describe(table);
    JsonWriter out(body);
    out.beginObject();
    out.member("TableName", table);
    out.key("KinesisDataStreamDestinations");
    out.beginArray();
    for (const engine::DestinationDescription &destination : destinations) {
        out.beginObject();
        out.member("StreamArn", destination.streamArn);
        out.member("DestinationStatus", engine::textOf(destination.status));
        if (!destination.failure.empty())
            out.member("DestinationStatusDescription", destination.failure);
        if (destination.precision)
            out.member(kPrecision, engine::textOf(*destination.precision));
        out.endObject();
    }
    out.endArray();
    out.endObject();
}

} // namespace keywright::service
