#include "core/engine/kinesis_destinations.h"

#include <algorithm>
#include <fstream>
#include <map>

#include "core/engine/buckets.h"
#include "core/engine/kinesis_record.h"
#include "core/engine/record_kind.h"
#include "core/engine/service_error.h"
#include "core/storage/storage_error.h"

namespace keywright::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kDeliveredAtOnce = 1000;
constexpr std::size_t kDeliveredBytesAtOnce = 1 << 20;
constexpr std::size_t kNumberBytes = 8;
constexpr std::string_view kStreamPart = ":stream/";

[[noreturn]] void invalidState(const std::string &why)
{
    invalid("Table is not in a valid state to enable Kinesis Streaming Destination: " + why);
}

/// "Orders" of "arn:aws:kinesis:us-east-1:000000000000:stream/Orders". Throws ServiceError (ValidationException).
std::string streamNameOf(const std::string &arn)
{
    constexpr std::size_t kLongestName = 128;
    const std::size_t at = arn.find(kStreamPart);
    const std::string name = at == std::string::npos ? std::string() : arn.substr(at + kStreamPart.size());
    const auto isAllowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    };
    if (!arn.starts_with("arn:aws") || arn.find(":kinesis:") == std::string::npos || name.empty() || name.size() > kLongestName
        || !std::all_of(name.begin(), name.end(), isAllowed))
        invalidParameter("StreamArn is not the ARN of a Kinesis data stream");
    return name;
}

DestinationStatus statusOf(const KinesisDestination &destination, std::int64_t now)
{
    if (now < destination.settledAt)
        return destination.passing;
    if (!destination.failure.empty())
        return DestinationStatus::EnableFailed;
    return destination.isOn ? DestinationStatus::Active : DestinationStatus::Disabled;
}

bool isLive(const KinesisDestination &destination, std::int64_t now)
{
    const DestinationStatus status = statusOf(destination, now);
    return status != DestinationStatus::Disabled && status != DestinationStatus::EnableFailed;
}

DestinationDescription describeDestination(const TableState &table, const KinesisDestination &destination, DestinationStatus status)
{
    return {table.definition.name, destination.streamArn, status, destination.precision,
            status == DestinationStatus::EnableFailed ? destination.failure : std::string()};
}

KinesisDestination *findDestination(TableState &table, const std::string &streamArn)
{
    const auto found = std::find_if(table.destinations.begin(), table.destinations.end(),
                                    [&streamArn](const KinesisDestination &each) { return each.streamArn == streamArn; });
    return found == table.destinations.end() ? nullptr : &*found;
}

/// The end of the last whole line: a kill may have left a part of one behind it.
std::uintmax_t endOfLinesIn(const fs::path &file)
{
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error)
        return 0;
    std::ifstream stream(file, std::ios::binary);
    for (std::uintmax_t end = size; end > 0; --end) {
        stream.seekg(static_cast<std::streamoff>(end - 1));
        if (stream.get() == '\n')
            return end;
    }
    return 0;
}

} // namespace

std::string_view textOf(DestinationStatus status)
{
    switch (status) {
    case DestinationStatus::Enabling: return "ENABLING";
    case DestinationStatus::Active: return "ACTIVE";
    case DestinationStatus::Disabling: return "DISABLING";
    case DestinationStatus::Disabled: return "DISABLED";
    case DestinationStatus::EnableFailed: return "ENABLE_FAILED";
    case DestinationStatus::Updating: return "UPDATING";
    }
    return {};
}

std::string_view textOf(TimePrecision precision)
{
    return precision == TimePrecision::Microsecond ? "MICROSECOND" : "MILLISECOND";
}

std::optional<TimePrecision> timePrecisionFromText(std::string_view text)
{
    for (const TimePrecision each : {TimePrecision::Millisecond, TimePrecision::Microsecond})
        if (text == textOf(each))
            return each;
    return std::nullopt;
}

KinesisDestinations::KinesisDestinations(storage::Store &store, Catalog &catalog, Jobs &jobs, const EngineOptions &options)
    : m_store(store), m_catalog(catalog), m_options(options)
{
    jobs.add("kinesis", [this] { return deliverSome(); });
}

DestinationDescription KinesisDestinations::enable(const std::string &nameOrArn, const std::string &streamArn,
                                                   std::optional<TimePrecision> precision)
{
    streamNameOf(streamArn);
    const std::int64_t now = m_options.clock();
    const auto table = m_catalog.change(nameOrArn, [&](TableState &next, Catalog::Consequences &) {
        if (std::any_of(next.destinations.begin(), next.destinations.end(), [now](const auto &each) { return isLive(each, now); }))
            invalidState("EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.");
        std::erase_if(next.destinations, [&streamArn](const auto &each) { return each.streamArn == streamArn; });
        KinesisDestination destination{streamArn, precision, true, DestinationStatus::Enabling, now + m_options.statusDelayMs, {}};
        if (fileOf(streamArn).empty()) {
            destination.isOn = false;
            destination.failure = "The tables are in memory, and nobody said which folder stands for the buckets and streams. Start with "
                                  "--buckets FOLDER.";
        }
        next.destinations.insert(next.destinations.begin(), std::move(destination));
    });
    return describeDestination(*table, table->destinations.front(), DestinationStatus::Enabling);
}

DestinationDescription KinesisDestinations::disable(const std::string &nameOrArn, const std::string &streamArn)
{
    const std::int64_t now = m_options.clock();
    DestinationDescription answer;
    m_catalog.change(nameOrArn, [&](TableState &next, Catalog::Consequences &) {
        KinesisDestination *found = findDestination(next, streamArn);
        if (found == nullptr || statusOf(*found, now) != DestinationStatus::Active)
            invalidState("KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.");
        found->isOn = false;
        found->passing = DestinationStatus::Disabling;
        found->settledAt = now + m_options.statusDelayMs;
        found->precision.reset();
        answer = describeDestination(next, *found, DestinationStatus::Disabling);
    });
    return answer;
}

DestinationDescription KinesisDestinations::update(const std::string &nameOrArn, const std::string &streamArn,
                                                   std::optional<TimePrecision> precision)
{
    if (!precision)
        invalid("Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or "
                "contain only null values");
    const std::int64_t now = m_options.clock();
    DestinationDescription answer;
    m_catalog.change(nameOrArn, [&](TableState &next, Catalog::Consequences &) {
        KinesisDestination *found = findDestination(next, streamArn);
        if (found == nullptr || statusOf(*found, now) != DestinationStatus::Active)
            invalidState("Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: "
                         + next.definition.name + ", kdsArn: " + streamArn);
        if (found->precision.value_or(TimePrecision::Millisecond) == *precision)
            invalid("Invalid Request: Precision is already set to the desired value of " + std::string(textOf(*precision))
                    + " for tableId: " + next.uuid + ", kdsArn: " + streamArn);
        found->precision = precision;
        found->passing = DestinationStatus::Updating;
        found->settledAt = now + m_options.statusDelayMs;
        answer = describeDestination(next, *found, DestinationStatus::Updating);
    });
    return answer;
}

std::vector<DestinationDescription> KinesisDestinations::describe(const std::string &nameOrArn) const
{
    const std::int64_t now = m_options.clock();
    const auto table = m_catalog.findUsable(nameOrArn);
    std::vector<DestinationDescription> descriptions;
    for (const KinesisDestination &each : table->destinations)
        descriptions.push_back(describeDestination(*table, each, statusOf(each, now)));
    return descriptions;
}

fs::path KinesisDestinations::fileOf(const std::string &streamArn) const
{
    const fs::path all = bucketsFolder(m_options, m_store);
    return all.empty() ? all : all / "aws-kinesis" / (streamNameOf(streamArn) + ".jsonl");
}

bool KinesisDestinations::deliverSome()
{
    const std::string prefix = recordPrefix(kKinesisRecord);
    const storage::Snapshot snapshot = m_store.snapshot();
    storage::Cursor cursor = snapshot.cursor();
    storage::Batch delivered;
    std::map<std::string, std::string> linesOf; // by stream
    std::size_t count = 0;
    std::size_t bytes = 0;
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        if (count == kDeliveredAtOnce || bytes >= kDeliveredBytesAtOnce)
            break;
        const KinesisRecord record = fromKinesisBytes(cursor.value().substr(kNumberBytes));
        const auto moment = static_cast<std::int64_t>(readBigEndian(cursor.value().substr(0, kNumberBytes)));
        std::string &lines = linesOf[record.streamArn];
        lines += kinesisLine(record, readBigEndian(cursor.key().substr(prefix.size())), moment, m_options.region) + "\n";
        delivered.erase(cursor.key());
        bytes += cursor.value().size();
        ++count;
    }
    cursor.check();
    if (count == 0)
        return false;
    for (const auto &[stream, lines] : linesOf)
        if (const fs::path file = fileOf(stream); !file.empty())
            append(file, lines);
    m_store.write(delivered);
    return true;
}

void KinesisDestinations::append(const fs::path &file, const std::string &lines)
{
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (!m_whole.contains(file) && fs::exists(file, error))
        fs::resize_file(file, endOfLinesIn(file), error);
    m_whole.erase(file);
    std::ofstream stream(file, std::ios::app | std::ios::binary);
    stream << lines << std::flush;
    if (!stream)
        throw storage::StorageError(storage::StorageError::Kind::Io,
                                    "The file " + file.string()
                                        + " for the records of a Kinesis stream cannot be written. Make room, or "
                                          "see that its folder may be written; the records are kept until then.");
    m_whole.insert(file);
}

} // namespace keywright::engine
