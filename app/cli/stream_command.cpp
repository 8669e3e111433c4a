#include <chrono>
#include <ctime>
#include <iostream>
#include <limits>

#include <unistd.h>

#include "app/cli/command_line.h"
#include "app/cli/connection_options.h"
#include "app/cli/interruption.h"
#include "core/connection/connection_error.h"
#include "core/connection/stream_json.h"
#include "core/session/stream_tail.h"
#include "core/value/dynamodb_json.h"

namespace keywright::cli {

using session::StreamTail;
using session::TailRecord;
using session::TailStart;

namespace {

constexpr std::chrono::milliseconds kPause{500}; ///< DynamoDB lets a shard be read five times a second

std::int64_t nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string timeText(std::int64_t ms)
{
    const std::time_t seconds = ms / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

std::string keyText(const value::Item &key)
{
    std::string text;
    for (const auto &[name, stored] : key)
        text += (text.empty() ? "" : ", ") + name + " = " + value::displayText(stored);
    return text;
}

/// "gold: Bronze -> Gold" for each attribute that is not as it was, where the stream tells both images.
std::string changesText(const engine::ItemChange &change)
{
    if (!change.oldImage || !change.newImage)
        return {};
    std::string text;
    const auto tell = [&text](const std::string &name, const std::string &before, const std::string &after) {
        text += (text.empty() ? "  " : ", ") + name + ": " + before + " -> " + after;
    };
    for (const auto &[name, after] : *change.newImage) {
        const value::AttributeValue *before = change.oldImage->find(name);
        if (before == nullptr || *before != after)
            tell(name, before == nullptr ? "nothing" : value::displayText(*before), value::displayText(after));
    }
    for (const auto &[name, before] : *change.oldImage)
        if (!change.newImage->contains(name))
            tell(name, value::displayText(before), "nothing");
    return text;
}

void print(const TailRecord &read, const std::string &arn, bool asJson)
{
    const engine::StreamRecord &record = read.record;
    if (asJson)
        std::cout << connection::toEventJson(record, arn).compact() << std::endl;
    else
        std::cout << timeText(record.createdMs) << " " << textOf(record.change.kind) << "  " << keyText(record.change.key)
                  << changesText(record.change) << std::endl;
}

/// Prints each change until there were `most`, or the work is to stop, or the stream is disabled and read to its end.
void follow(StreamTail &tail, connection::Connection &connection, const Interruption &interruption, long most, bool asJson)
{
    long told = 0;
    while (told < most && !interruption.token().stop_requested() && !tail.isOver()) {
        for (const TailRecord &record : tail.read(connection)) {
            print(record, tail.arn(), asJson);
            if (++told == most)
                return;
        }
        if (!tail.hasMore() && !tail.isOver())
            interruption.wait(kPause);
    }
}

} // namespace

std::vector<Option> streamOptions()
{
    std::vector<Option> options{{"--from-start", "", "begin with the oldest change that is kept, up to 24 hours; else with the next one"},
                                {"--count", "N", "end after so many changes; else with Ctrl+C"},
                                {"--json", "", "print each change as the event that Lambda gets, one a line"}};
    const std::vector<Option> ofConnections = connectionOptions();
    options.insert(options.end() - 1, ofConnections.begin(), ofConnections.end());
    return options;
}

int followStream(const Arguments &arguments)
{
    if (!namesConnection(arguments))
        throw UsageError("stream needs to know where the table is: --endpoint, --region or --profile.");
    const auto most = arguments.number("--count", std::numeric_limits<long>::max(), 1, std::numeric_limits<long>::max());
    const Interruption interruption;
    const auto connection = connectionOf(arguments, interruption.token());
    const std::string arn = connection->describeTable(arguments.file).latestStreamArn;
    if (arn.empty()) {
        const std::string where = arguments.has("--endpoint") ? " --endpoint-url " + arguments.value("--endpoint") : std::string();
        std::cerr << "keywright-cli: Table " << arguments.file << " has no stream. Enable one: aws dynamodb" << where
                  << " update-table --table-name " << arguments.file
                  << " --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES\n";
        return kFailure;
    }
    if (isatty(STDERR_FILENO) != 0)
        std::cerr << "Following " << arn << "; Ctrl+C ends it." << std::endl;
    StreamTail tail(arn, arguments.has("--from-start") ? TailStart::TrimHorizon : TailStart::Latest, nowMs);
    try {
        follow(tail, *connection, interruption, most, arguments.has("--json"));
    } catch (const connection::ConnectionError &error) {
        if (error.kind() != connection::ConnectionError::Kind::Stopped)
            throw;
    }
    return kSuccess;
}

} // namespace keywright::cli
