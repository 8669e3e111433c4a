#include "core/service/operations/stream_operations.h"

#include "core/engine/engine.h"
#include "core/engine/streams.h"
#include "core/service/fault.h"
#include "core/service/operations/item_json_sink.h"
#include "core/service/operations/request_parts.h"

namespace keywright::service {

namespace {

engine::IteratorKind iteratorKindFromText(std::string_view text)
{
    if (text == "LATEST")
        return engine::IteratorKind::Latest;
    if (text == "AT_SEQUENCE_NUMBER")
        return engine::IteratorKind::AtSequenceNumber;
    return text == "AFTER_SEQUENCE_NUMBER" ? engine::IteratorKind::AfterSequenceNumber : engine::IteratorKind::TrimHorizon;
}

void writeName(JsonWriter &out, const engine::StreamName &name)
{
    out.member("StreamArn", name.arn);
    out.member("StreamLabel", name.label);
    out.member("TableName", name.table);
}

void writeShard(JsonWriter &out, const engine::ShardDescription &shard)
{
    out.beginObject();
    out.member("ShardId", shard.id);
    if (shard.parentId)
        out.member("ParentShardId", *shard.parentId);
    out.key("SequenceNumberRange");
    out.beginObject();
    out.member("StartingSequenceNumber", shard.startingSequenceNumber);
    if (shard.endingSequenceNumber)
        out.member("EndingSequenceNumber", *shard.endingSequenceNumber);
    out.endObject();
    out.endObject();
}

void writeChange(JsonWriter &out, const engine::StreamRecord &record)
{
    constexpr std::int64_t kSecond = 1000;
    out.key("dynamodb");
    out.beginObject();
    out.key("ApproximateCreationDateTime"); // the service rounds it down to the second
    out.real(static_cast<double>(record.createdMs / kSecond));
    writeItem(out, "Keys", record.change.key);
    if (record.change.newImage)
        writeItem(out, "NewImage", *record.change.newImage);
    if (record.change.oldImage)
        writeItem(out, "OldImage", *record.change.oldImage);
    out.member("SequenceNumber", record.sequenceNumber);
    out.member("SizeBytes", record.sizeBytes);
    out.member("StreamViewType", schema::textOf(record.viewType));
    out.endObject();
}

void writeRecord(JsonWriter &out, const engine::StreamRecord &record, const std::string &region)
{
    out.beginObject();
    out.member("awsRegion", region);
    writeChange(out, record);
    out.member("eventID", record.eventId);
    out.member("eventName", textOf(record.change.kind));
    out.member("eventSource", "aws:dynamodb");
    out.member("eventVersion", engine::kStreamEventVersion);
    if (record.change.byService) {
        out.key("userIdentity");
        out.beginObject();
        out.member("PrincipalId", "dynamodb.amazonaws.com");
        out.member("Type", "Service");
        out.endObject();
    }
    out.endObject();
}

} // namespace

void listStreams(const OperationCall &call, std::string &body)
{
    engine::ListStreamsRequest list;
    if (call.request.has("TableName"))
        list.table = tableIn(call.request);
    list.exclusiveStartArn = textIn(call.request, "ExclusiveStartStreamArn");
    list.limit = call.request.optionalInteger("Limit");
    const engine::StreamList streams = call.engine.streams().list(list);

    JsonWriter out(body);
    out.beginObject();
    out.key("Streams");
    out.beginArray();
    for (const engine::StreamName &stream : streams.streams) {
        out.beginObject();
        writeName(out, stream);
        out.endObject();
    }
    out.endArray();
    if (streams.lastEvaluatedArn)
        out.member("LastEvaluatedStreamArn", *streams.lastEvaluatedArn);
    out.endObject();
}

void describeStream(const OperationCall &call, std::string &body)
{
    engine::DescribeStreamRequest describe;
    describe.arn = call.request.text("StreamArn");
    describe.exclusiveStartShardId = textIn(call.request, "ExclusiveStartShardId");
    describe.limit = call.request.optionalInteger("Limit");
    if (const auto filter = call.request.find("ShardFilter"))
        describe.childrenOfShard = textIn(*filter, "ShardId");
    const engine::StreamDescription stream = call.engine.streams().describe(describe);

    JsonWriter out(body);
    out.beginObject();
    out.key("StreamDescription");
    out.beginObject();
    writeName(out, stream.name);
    out.member("StreamStatus", stream.isEnabled ? "ENABLED" : "DISABLED");
    out.member("StreamViewType", schema::textOf(stream.viewType));
    out.key("CreationRequestDateTime");
    out.seconds(stream.createdMs);
    writeKeySchema(out, stream.key);
    out.key("Shards");
    out.beginArray();
    for (const engine::ShardDescription &shard : stream.shards)
        writeShard(out, shard);
    out.endArray();
    if (stream.lastEvaluatedShardId)
        out.member("LastEvaluatedShardId", *stream.lastEvaluatedShardId);
    out.endObject();
    out.endObject();
}

void getShardIterator(const OperationCall &call, std::string &body)
{
    engine::ShardIteratorRequest iterator;
    iterator.arn = call.request.text("StreamArn");
    iterator.shardId = call.request.text("ShardId");
    iterator.kind = iteratorKindFromText(call.request.text("ShardIteratorType"));
    iterator.sequenceNumber = textIn(call.request, "SequenceNumber");

    JsonWriter out(body);
    out.beginObject();
    out.member("ShardIterator", call.engine.streams().iterator(iterator));
    out.endObject();
}

void getRecords(const OperationCall &call, std::string &body)
{
    const engine::StreamRecordPage page =
        call.engine.streams().records(std::string(call.request.text("ShardIterator")), call.request.optionalInteger("Limit"));
    JsonWriter out(body);
    out.beginObject();
    out.key("Records");
    out.beginArray();
    for (const engine::StreamRecord &record : page.records)
        writeRecord(out, record, call.engine.options().region);
    out.endArray();
    if (page.nextIterator)
        out.member("NextShardIterator", *page.nextIterator);
    out.endObject();
}

} // namespace keywright::service
