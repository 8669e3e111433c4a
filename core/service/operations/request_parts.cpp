#include "core/service/operations/request_parts.h"

#include <algorithm>
#include <cmath>

#include "core/service/attribute_reader.h"

namespace keywright::service {

std::string tableIn(const RequestValue &request)
{
    return std::string(tableNameIn(request.text("TableName")));
}

std::optional<std::string> textIn(const RequestValue &request, std::string_view member)
{
    const auto text = request.optionalText(member);
    return text ? std::optional<std::string>(*text) : std::nullopt;
}

std::optional<std::int64_t> timeIn(const RequestValue &request, std::string_view member)
{
    constexpr double kMsASecond = 1000;
    constexpr double kLatest = 1e14; // beyond the year 5000; what is later is no time of ours
    const auto seconds = request.optionalDouble(member);
    if (!seconds)
        return std::nullopt;
    return std::llround(std::clamp(*seconds * kMsASecond, -kLatest, kLatest));
}

value::Item itemIn(const RequestValue &request, std::string_view member)
{
    const auto found = request.find(member);
    return found ? readItem(*found) : value::Item();
}

CapacityDetail capacityDetailIn(const RequestValue &request)
{
    return capacityDetailFromText(request.text("ReturnConsumedCapacity"));
}

bool returnsItemOnFailure(const RequestValue &request)
{
    return request.text("ReturnValuesOnConditionCheckFailure") == "ALL_OLD";
}

capacity::ConsumedCapacity asNamedIn(const RequestValue &request, capacity::ConsumedCapacity consumed)
{
    consumed.table = request.text("TableName");
    return consumed;
}

void endPage(JsonWriter &out, const std::optional<std::string> &nextToken)
{
    out.endArray();
    if (nextToken)
        out.member("NextToken", *nextToken);
    out.endObject();
}

void writeKeySchema(JsonWriter &out, const schema::KeySchema &key)
{
    out.key("KeySchema");
    out.beginArray();
    for (const auto *part : {&key.partition, &key.sort}) {
        for (const schema::KeyAttribute &attribute : *part) {
            out.beginObject();
            out.member("AttributeName", attribute.name);
            out.member("KeyType", part == &key.partition ? "HASH" : "RANGE");
            out.endObject();
        }
    }
    out.endArray();
}

} // namespace keywright::service
