#include "core/engine/stream.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "core/storage/storage_error.h"
#include "core/value/json.h"

namespace keywright::engine {

using value::Json;

namespace {

constexpr std::size_t kChangeDigits = 20; // of the largest 64-bit number

[[noreturn]] void damagedStream()
{
    throw storage::StorageError(storage::StorageError::Kind::Damaged,
                                "The store's record of a stream cannot be read. The store is damaged; copy its folder aside and open "
                                "the model again.");
}

std::string digits(std::uint64_t number, std::size_t width)
{
    std::string text = std::to_string(number);
    return std::string(width - std::min(width, text.size()), '0') + text;
}

/// Json numbers are texts, so 64 unsigned bits stand in them whole.
Json numberOf(std::uint64_t number)
{
    return Json::number(std::to_string(number));
}

const Json &member(const Json &object, std::string_view name)
{
    const Json *found = object.find(name);
    if (found == nullptr)
        damagedStream();
    return *found;
}

template <typename Number>
Number readNumber(const Json &json)
{
    Number number = 0;
    const std::string &text = json.text();
    const char *const end = text.data() + text.size();
    if (!json.isNumber() || std::from_chars(text.data(), end, number).ptr != end)
        damagedStream();
    return number;
}

template <typename Number>
Number readNumber(const Json &object, std::string_view name)
{
    return readNumber<Number>(member(object, name));
}

template <typename Number>
std::optional<Number> readOptional(const Json &object, std::string_view name)
{
    const Json *found = object.find(name);
    return found == nullptr ? std::nullopt : std::optional(readNumber<Number>(*found));
}

Json keyPart(const std::vector<schema::KeyAttribute> &attributes)
{
    Json part = Json::array();
    for (const schema::KeyAttribute &attribute : attributes)
        part.append(
            Json::object({{"name", Json::string(attribute.name)}, {"type", Json::string(std::string(schema::textOf(attribute.type)))}}));
    return part;
}

std::vector<schema::KeyAttribute> readKeyPart(const Json &part)
{
    std::vector<schema::KeyAttribute> attributes;
    for (const Json &attribute : part.elements()) {
        const auto type = schema::keyTypeFromText(member(attribute, "type").text());
        if (!type)
            damagedStream();
        attributes.push_back({member(attribute, "name").text(), *type});
    }
    return attributes;
}

Json shardJson(const StreamShard &shard)
{
    Json json = Json::object({{"number", numberOf(shard.number)}, {"openedMs", Json::number(shard.openedMs)}});
    if (shard.parentId)
        json.set("parentId", Json::string(*shard.parentId));
    if (shard.closedMs)
        json.set("closedMs", Json::number(*shard.closedMs));
    json.set("firstChange", numberOf(shard.firstChange));
    if (shard.endChange)
        json.set("endChange", numberOf(*shard.endChange));
    json.set("firstKept", numberOf(shard.firstKept));
    json.set("firstHash", numberOf(shard.firstHash));
    json.set("lastHash", numberOf(shard.lastHash));
    return json;
}

StreamShard readShard(const Json &json)
{
    StreamShard shard;
    shard.number = readNumber<std::uint32_t>(json, "number");
    shard.openedMs = readNumber<std::int64_t>(json, "openedMs");
    if (const Json *parent = json.find("parentId"))
        shard.parentId = parent->text();
    shard.closedMs = readOptional<std::int64_t>(json, "closedMs");
    shard.firstChange = readNumber<std::uint64_t>(json, "firstChange");
    shard.endChange = readOptional<std::uint64_t>(json, "endChange");
    shard.firstKept = readNumber<std::uint64_t>(json, "firstKept");
    shard.firstHash = readNumber<std::uint64_t>(json, "firstHash");
    shard.lastHash = readNumber<std::uint64_t>(json, "lastHash");
    return shard;
}

Stream readStream(const Json &json)
{
    Stream stream;
    stream.id = readNumber<std::uint64_t>(json, "id");
    stream.table = member(json, "table").text();
    stream.tableId = readNumber<std::uint32_t>(json, "tableId");
    stream.label = member(json, "label").text();
    stream.key = {readKeyPart(member(json, "partition")), readKeyPart(member(json, "sort"))};
    const auto viewType = schema::streamViewTypeFromText(member(json, "viewType").text());
    if (!viewType)
        damagedStream();
    stream.viewType = *viewType;
    stream.createdMs = readNumber<std::int64_t>(json, "createdMs");
    stream.disabledMs = readOptional<std::int64_t>(json, "disabledMs");
    stream.nextShard = readNumber<std::uint32_t>(json, "nextShard");
    for (const Json &shard : member(json, "shards").elements())
        stream.shards.push_back(readShard(shard));
    return stream;
}

} // namespace

const StreamShard *Stream::findShard(std::uint32_t number) const
{
    const auto found = std::find_if(shards.begin(), shards.end(), [number](const StreamShard &shard) { return shard.number == number; });
    return found == shards.end() ? nullptr : &*found;
}

const StreamShard *Stream::openShard(std::uint64_t hash) const
{
    const auto found = std::find_if(shards.begin(), shards.end(), [hash](const StreamShard &shard) {
        return !shard.endChange && shard.firstHash <= hash && hash <= shard.lastHash;
    });
    return found == shards.end() ? nullptr : &*found;
}

std::size_t Stream::countOfOpenShards() const
{
    return static_cast<std::size_t>(
        std::count_if(shards.begin(), shards.end(), [](const StreamShard &shard) { return !shard.endChange.has_value(); }));
}

std::string toStreamRecord(const Stream &stream)
{
    Json json = Json::object({{"id", numberOf(stream.id)},
                              {"table", Json::string(stream.table)},
                              {"tableId", numberOf(stream.tableId)},
                              {"label", Json::string(stream.label)},
                              {"partition", keyPart(stream.key.partition)},
                              {"sort", keyPart(stream.key.sort)},
                              {"viewType", Json::string(std::string(schema::textOf(stream.viewType)))},
                              {"createdMs", Json::number(stream.createdMs)},
                              {"nextShard", numberOf(stream.nextShard)}});
    if (stream.disabledMs)
        json.set("disabledMs", Json::number(*stream.disabledMs));
    Json shards = Json::array();
    for (const StreamShard &shard : stream.shards)
        shards.append(shardJson(shard));
    json.set("shards", std::move(shards));
    return json.compact();
}

Stream fromStreamRecord(std::string_view record)
{
    try {
        return readStream(Json::parse(record));
    } catch (const value::JsonSyntaxError &) {
        damagedStream();
    }
}

std::string shardIdOf(const Stream &stream, const StreamShard &shard)
{
    // A multiplication by an odd constant keeps shards of one stream apart and looks like the service's mark.
    const std::uint64_t mark = (stream.id << 16 ^ shard.number) * 0x9E3779B97F4A7C15ull >> 32;
    std::array<char, 9> hexadecimal{};
    std::snprintf(hexadecimal.data(), hexadecimal.size(), "%08x", static_cast<unsigned>(mark));
    return "shardId-" + digits(static_cast<std::uint64_t>(std::max<std::int64_t>(shard.openedMs, 0)), 20) + "-" + hexadecimal.data();
}

std::string sequenceNumberOf(std::uint64_t change)
{
    return "1" + digits(change, kChangeDigits);
}

std::optional<std::uint64_t> changeOf(std::string_view sequenceNumber)
{
    if (sequenceNumber.size() != kChangeDigits + 1 || sequenceNumber.front() != '1')
        return std::nullopt;
    std::uint64_t change = 0;
    const char *const end = sequenceNumber.data() + sequenceNumber.size();
    const auto read = std::from_chars(sequenceNumber.data() + 1, end, change);
    return read.ec == std::errc() && read.ptr == end ? std::optional(change) : std::nullopt;
}

std::string streamLabelOf(std::int64_t milliseconds)
{
    using namespace std::chrono;
    const sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return text.data();
}

} // namespace keywright::engine
