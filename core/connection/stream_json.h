#pragma once

#include <string>

#include "core/engine/streams.h"
#include "core/value/json.h"

/// DynamoDB Streams as JSON: requests, answers as request_json.h and answer_json.h have them, and records as their readers see
/// them.
namespace keywright::connection {

value::Json toJson(const engine::ListStreamsRequest &request);
value::Json toJson(const engine::DescribeStreamRequest &request);
value::Json toJson(const engine::ShardIteratorRequest &request);

engine::StreamList readStreamList(const value::Json &answer);
engine::StreamDescription readStreamDescription(const value::Json &answer);
engine::StreamRecordPage readStreamRecords(const value::Json &answer);

/// A record as Lambda hands it to a function, with the ARN of its stream.
value::Json toEventJson(const engine::StreamRecord &record, const std::string &streamArn);

} // namespace keywright::connection
