#include "core/session/operation_history.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

#include "core/model/model_file.h"
#include "core/session/workspace.h"

namespace keywright::session {

using value::Json;

namespace {

constexpr std::size_t kEntryOverhead = 200; ///< about what a line has beside its texts

std::size_t weightOf(const HistoryEntry &entry)
{
    return kEntryOverhead + entry.request.size() + entry.outcome.size() + entry.connection.size();
}

std::string textIn(const Json &json, const char *member)
{
    const Json *found = json.find(member);
    return found != nullptr && found->isString() ? found->text() : std::string();
}

double numberIn(const Json &json, const char *member)
{
    const Json *found = json.find(member);
    return found != nullptr ? found->asDouble().value_or(0) : 0;
}

Json numberOf(double number)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return Json::number(std::string(text.data(), end));
}

/// Nullopt for a line that says nothing to open again.
std::optional<HistoryEntry> entryOf(const std::string &line)
{
    try {
        const Json json = Json::parse(line);
        HistoryEntry entry;
        entry.time = textIn(json, "time");
        entry.connection = textIn(json, "connection");
        entry.operation = textIn(json, "operation");
        entry.outcome = textIn(json, "outcome");
        if (const Json *request = json.find("request"))
            entry.request = request->compact();
        if (const Json *refused = json.find("refused"))
            entry.isRefused = refused->asBoolean();
        entry.items = static_cast<std::int64_t>(numberIn(json, "items"));
        entry.milliseconds = numberIn(json, "milliseconds");
        entry.capacityUnits = numberIn(json, "capacityUnits");
        return entry.operation.empty() ? std::nullopt : std::optional(std::move(entry));
    } catch (const value::JsonSyntaxError &) {
        return std::nullopt; // a crash may have cut it
    }
}

std::string lineOf(const HistoryEntry &entry)
{
    Json json = Json::object({{"time", Json::string(entry.time)},
                              {"connection", Json::string(entry.connection)},
                              {"operation", Json::string(entry.operation)},
                              {"outcome", Json::string(entry.outcome)},
                              {"refused", Json::boolean(entry.isRefused)},
                              {"items", Json::number(entry.items)},
                              {"milliseconds", numberOf(entry.milliseconds)},
                              {"capacityUnits", numberOf(entry.capacityUnits)}});
    std::string line = json.compact();
    if (!entry.request.empty()) {
        line.pop_back();
        line += ",\"request\":" + entry.request + "}";
    }
    return line + "\n";
}

[[noreturn]] void failHistory(const std::filesystem::path &file, const std::string &what)
{
    throw std::runtime_error("The history of operations in " + file.string() + " " + what);
}

void makeFolderOf(const std::filesystem::path &file)
{
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error); // what follows says why when that failed
}

} // namespace

void OperationHistory::add(HistoryEntry entry)
{
    if (entry.request.size() > kLongestKeptRequest)
        entry.request.clear();
    m_bytes += weightOf(entry);
    m_entries.push_front(std::move(entry));
}

std::size_t OperationHistory::surplus() const
{
    std::size_t bytes = m_bytes;
    std::size_t kept = m_entries.size();
    for (; kept > kMostHistoryEntries || bytes > kMostHistoryBytes; --kept)
        bytes -= weightOf(m_entries[kept - 1]);
    return m_entries.size() - kept;
}

void OperationHistory::dropSurplus()
{
    for (std::size_t count = surplus(); count > 0; --count) {
        m_bytes -= weightOf(m_entries.back());
        m_entries.pop_back();
        m_hasDropped = true;
    }
}

void OperationHistory::clear()
{
    m_entries.clear();
    m_bytes = 0;
    m_hasDropped = false;
}

std::filesystem::path historyFileFor(const std::filesystem::path &modelFile)
{
    std::filesystem::path file = Workspace::storeFolderFor(modelFile);
    file += ".operations.jsonl";
    return file;
}

OperationHistory readHistory(const std::filesystem::path &file)
{
    OperationHistory history;
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return history;
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file, error))
        failHistory(file, "cannot be read. Give yourself the right to read it, or remove it.");
    for (std::string line; std::getline(stream, line);)
        if (auto entry = entryOf(line)) {
            history.add(std::move(*entry));
            history.dropSurplus();
        }
    return history;
}

void appendToHistory(const std::filesystem::path &file, const HistoryEntry &entry)
{
    makeFolderOf(file);
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    const std::string line = lineOf(entry);
    const bool isWritten = descriptor >= 0 && ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    const std::string reason = std::strerror(errno);
    if (descriptor >= 0)
        ::close(descriptor);
    if (!isWritten)
        failHistory(file, "cannot be written: " + reason + ". Make room, or give yourself the right to write it.");
}

void writeHistory(const std::filesystem::path &file, const OperationHistory &history)
{
    std::error_code error;
    if (history.entries().empty()) {
        if (!std::filesystem::remove(file, error) && error)
            failHistory(file, "cannot be removed: " + error.message() + ".");
        return;
    }
    std::string text;
    for (auto entry = history.entries().rbegin(); entry != history.entries().rend(); ++entry)
        text += lineOf(*entry);
    makeFolderOf(file);
    try {
        model::replaceFile(file, text);
        std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    } catch (const std::exception &failure) {
        throw std::runtime_error(failure.what());
    }
}

} // namespace keywright::session
