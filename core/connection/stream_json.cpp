#include "core/connection/stream_json.h"

#include <stdexcept>

#include "core/connection/json_members.h"
#include "core/schema/table_definition.h"
#include "core/value/dynamodb_json.h"

namespace keywright::connection {

namespace {

using value::Json;

std::string_view wordOf(engine::IteratorKind kind)
{
    switch (kind) {
    case engine::IteratorKind::Latest: return "LATEST";
    case engine::IteratorKind::AtSequenceNumber: return "AT_SEQUENCE_NUMBER";
    case engine::IteratorKind::AfterSequenceNumber: return "AFTER_SEQUENCE_NUMBER";
    case engine::IteratorKind::TrimHorizon: break;
    }
    return "TRIM_HORIZON";
}

std::optional<std::string> optionalText(const Json &json, std::string_view name)
{
    std::string found = textOf(json, name);
    return found.empty() ? std::nullopt : std::optional(std::move(found));
}

engine::StreamName readName(const Json &json)
{
    return {textOf(json, "StreamArn"), textOf(json, "StreamLabel"), textOf(json, "TableName")};
}

schema::StreamViewType viewTypeOf(const Json &json)
{
    if (const auto type = schema::streamViewTypeFromText(textOf(json, "StreamViewType")))
        return *type;
    throw std::invalid_argument("StreamViewType is " + textOf(json, "StreamViewType"));
}

/// The types of the attributes are not told.
schema::KeySchema readKey(const Json &json)
{
    schema::KeySchema key;
    for (const Json &element : listOf(json, "KeySchema"))
        (textOf(element, "KeyType") == "HASH" ? key.partition : key.sort).push_back({textOf(element, "AttributeName"), schema::KeyType::S});
    return key;
}

engine::ChangeKind kindOf(const std::string &word)
{
    for (const engine::ChangeKind kind : {engine::ChangeKind::Insert, engine::ChangeKind::Modify, engine::ChangeKind::Remove})
        if (textOf(kind) == word)
            return kind;
    throw std::invalid_argument("eventName is " + word);
}

engine::StreamRecord readRecord(const Json &json)
{
    const Json &change = memberOf(json, "dynamodb");
    engine::StreamRecord record;
    record.eventId = textOf(json, "eventID");
    record.change.kind = kindOf(textOf(json, "eventName"));
    record.change.key = itemOf(change, "Keys").value_or(value::Item());
    record.change.oldImage = itemOf(change, "OldImage");
    record.change.newImage = itemOf(change, "NewImage");
    record.change.byService = json.find("userIdentity") != nullptr && !json.find("userIdentity")->isNull();
    record.createdMs = timeOf(change, "ApproximateCreationDateTime").value_or(0);
    record.sequenceNumber = textOf(change, "SequenceNumber");
    record.sizeBytes = integerOf(change, "SizeBytes").value_or(0);
    record.viewType = viewTypeOf(change);
    return record;
}

/// "eu-central-1" of "arn:aws:dynamodb:eu-central-1:…".
std::string regionOf(const std::string &arn)
{
    constexpr int kColonsBefore = 3;
    std::size_t begin = 0;
    for (int i = 0; i < kColonsBefore; ++i) {
        const std::size_t colon = arn.find(':', begin);
        if (colon == std::string::npos)
            return {};
        begin = colon + 1;
    }
    return arn.substr(begin, arn.find(':', begin) - begin);
}

} // namespace

Json toJson(const engine::ListStreamsRequest &request)
{
    Json json = Json::object();
    if (request.table)
        json.set("TableName", text(*request.table));
    if (request.exclusiveStartArn)
        json.set("ExclusiveStartStreamArn", text(*request.exclusiveStartArn));
    if (request.limit)
        json.set("Limit", Json::number(*request.limit));
    return json;
}

Json toJson(const engine::DescribeStreamRequest &request)
{
    Json json = Json::object({{"StreamArn", text(request.arn)}});
    if (request.exclusiveStartShardId)
        json.set("ExclusiveStartShardId", text(*request.exclusiveStartShardId));
    if (request.limit)
        json.set("Limit", Json::number(*request.limit));
    if (request.childrenOfShard)
        json.set("ShardFilter", Json::object({{"Type", text("CHILD_SHARDS")}, {"ShardId", text(*request.childrenOfShard)}}));
    return json;
}

Json toJson(const engine::ShardIteratorRequest &request)
{
    Json json = Json::object(
        {{"StreamArn", text(request.arn)}, {"ShardId", text(request.shardId)}, {"ShardIteratorType", text(wordOf(request.kind))}});
    if (request.sequenceNumber)
        json.set("SequenceNumber", text(*request.sequenceNumber));
    return json;
}

engine::StreamList readStreamList(const Json &answer)
{
    engine::StreamList list;
    for (const Json &stream : listOf(answer, "Streams"))
        list.streams.push_back(readName(stream));
    list.lastEvaluatedArn = optionalText(answer, "LastEvaluatedStreamArn");
    return list;
}

engine::StreamDescription readStreamDescription(const Json &answer)
{
    const Json &json = memberOf(answer, "StreamDescription");
    engine::StreamDescription description;
    description.name = readName(json);
    const std::string status = textOf(json, "StreamStatus");
    description.isEnabled = status == "ENABLED" || status == "ENABLING";
    description.viewType = viewTypeOf(json);
    description.createdMs = timeOf(json, "CreationRequestDateTime").value_or(0);
    description.key = readKey(json);
    for (const Json &shard : listOf(json, "Shards")) {
        const Json &range = memberOf(shard, "SequenceNumberRange");
        description.shards.push_back({textOf(shard, "ShardId"), optionalText(shard, "ParentShardId"),
                                      textOf(range, "StartingSequenceNumber"), optionalText(range, "EndingSequenceNumber")});
    }
    description.lastEvaluatedShardId = optionalText(json, "LastEvaluatedShardId");
    return description;
}

engine::StreamRecordPage readStreamRecords(const Json &answer)
{
    engine::StreamRecordPage page;
    for (const Json &record : listOf(answer, "Records"))
        page.records.push_back(readRecord(record));
    page.nextIterator = optionalText(answer, "NextShardIterator");
    return page;
}

Json toEventJson(const engine::StreamRecord &record, const std::string &streamArn)
{
    Json change = Json::object(
        {{"ApproximateCreationDateTime", Json::number(record.createdMs / 1000)}, {"Keys", value::toDynamoDbJson(record.change.key)}});
    if (record.change.newImage)
        change.set("NewImage", value::toDynamoDbJson(*record.change.newImage));
    if (record.change.oldImage)
        change.set("OldImage", value::toDynamoDbJson(*record.change.oldImage));
    change.set("SequenceNumber", text(record.sequenceNumber));
    change.set("SizeBytes", Json::number(record.sizeBytes));
    change.set("StreamViewType", text(schema::textOf(record.viewType)));
    Json json = Json::object({{"eventID", text(record.eventId)},
                              {"eventName", text(textOf(record.change.kind))},
                              {"eventVersion", text(engine::kStreamEventVersion)},
                              {"eventSource", text("aws:dynamodb")},
                              {"awsRegion", text(regionOf(streamArn))},
                              {"dynamodb", std::move(change)}});
    if (record.change.byService)
        json.set("userIdentity", Json::object({{"type", text("Service")}, {"principalId", text("dynamodb.amazonaws.com")}}));
    json.set("eventSourceARN", text(streamArn));
    return json;
}

} // namespace keywright::connection
