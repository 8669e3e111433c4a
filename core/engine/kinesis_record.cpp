#include "core/engine/kinesis_record.h"

#include "core/engine/engine_options.h"
#include "core/engine/record_kind.h"
#include "core/storage/storage_error.h"
#include "core/value/dynamodb_json.h"
#include "core/value/item_size.h"
#include "core/value/json.h"
#include "core/value/md5.h"

namespace keywright::engine {

using value::Json;

namespace {

std::string takeKinesisPart(std::string_view &bytes)
{
    constexpr std::size_t kLength = 4;
    const std::uint64_t length = bytes.size() < kLength ? bytes.size() : readBigEndian(bytes.substr(0, kLength));
    if (bytes.size() < kLength || length > bytes.size() - kLength)
        throw storage::StorageError(storage::StorageError::Kind::Damaged,
                                    "A change on its way to a Kinesis stream cannot be read. The store is damaged; copy its folder aside "
                                    "and open the model again.");
    std::string part(bytes.substr(kLength, static_cast<std::size_t>(length)));
    bytes.remove_prefix(kLength + part.size());
    return part;
}

Json identityOf(const ItemChange &change)
{
    if (!change.byService)
        return {};
    return Json::object({{"type", Json::string("Service")}, {"principalId", Json::string("dynamodb.amazonaws.com")}});
}

} // namespace

std::string toKinesisBytes(const KinesisRecord &record)
{
    std::string bytes;
    storage::appendSized(bytes, record.streamArn);
    storage::appendSized(bytes, record.table);
    storage::appendSized(bytes, record.inMicroseconds ? "u" : "m");
    storage::appendSized(bytes, record.change);
    return bytes;
}

KinesisRecord fromKinesisBytes(std::string_view bytes)
{
    KinesisRecord record;
    record.streamArn = takeKinesisPart(bytes);
    record.table = takeKinesisPart(bytes);
    record.inMicroseconds = takeKinesisPart(bytes) == "u";
    record.change = takeKinesisPart(bytes);
    return record;
}

std::string kinesisLine(const KinesisRecord &record, std::uint64_t number, std::int64_t milliseconds, const std::string &region)
{
    constexpr std::int64_t kMicros = 1000;
    const ItemChange change = fromChangeBody(record.change);
    std::int64_t size = value::sizeInBytes(change.key);
    Json data = Json::object();
    data.set("ApproximateCreationDateTime", Json::number(record.inMicroseconds ? milliseconds * kMicros : milliseconds));
    data.set("Keys", value::toDynamoDbJson(change.key));
    const auto addImage = [&](const char *name, const std::optional<value::Item> &image) {
        if (!image)
            return;
        data.set(name, value::toDynamoDbJson(*image));
        size += value::sizeInBytes(*image);
    };
    addImage("NewImage", change.newImage);
    addImage("OldImage", change.oldImage);
    data.set("SizeBytes", Json::number(size));
    if (record.inMicroseconds)
        data.set("ApproximateCreationDateTimePrecision", Json::string("MICROSECOND"));
    return Json::object({{"awsRegion", Json::string(region)},
                         {"eventID", Json::string(asUuid(value::md5Hex(record.streamArn + "/" + std::to_string(number))))},
                         {"eventName", Json::string(std::string(textOf(change.kind)))},
                         {"userIdentity", identityOf(change)},
                         {"recordFormat", Json::string("application/json")},
                         {"tableName", Json::string(record.table)},
                         {"dynamodb", data},
                         {"eventSource", Json::string("aws:dynamodb")}})
        .compact();
}

} // namespace keywright::engine
