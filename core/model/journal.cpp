#include "core/model/journal.h"

#include <charconv>
#include <fstream>
#include <sstream>

#include "core/model/model_file.h"
#include "core/model/model_reader.h"
#include "core/model/model_writer.h"
#include "core/value/md5.h"

namespace keywright::model {

namespace fs = std::filesystem;

namespace {

// First line: this word, seconds since 1970, bytes and MD5 of the text. Second line: the model file. Then the text.
constexpr std::string_view kWord = "keywright-autosave-1";

template <typename Number>
std::optional<Number> numberIn(std::istream &stream)
{
    Number number{};
    if (!(stream >> number))
        return std::nullopt;
    return number;
}

} // namespace

Journal::Journal(fs::path modelFile)
    : m_file(modelFile.parent_path() / ("." + modelFile.filename().string() + ".autosave")), m_modelFile(std::move(modelFile))
{ }

Journal::Journal(fs::path file, fs::path modelFile) : m_file(std::move(file)), m_modelFile(std::move(modelFile)) { }

Journal Journal::at(fs::path journalFile)
{
    return {std::move(journalFile), {}};
}

void Journal::write(const Model &model, std::chrono::sys_seconds now) const
{
    const std::string text = writeModel(model);
    std::string content;
    content.reserve(text.size() + 200);
    content.append(kWord).append(" ").append(std::to_string(now.time_since_epoch().count()));
    content.append(" ").append(std::to_string(text.size())).append(" ").append(std::to_string(value::md5First64(text)));
    content.append("\n").append(m_modelFile.string()).append("\n").append(text);
    replaceFile(m_file, content);
}

void Journal::remove() const
{
    std::error_code error;
    fs::remove(m_file, error);
}

std::optional<Recovery> Journal::recover() const
{
    std::ifstream stream(m_file, std::ios::binary);
    std::string word;
    if (!(stream >> word) || word != kWord)
        return std::nullopt;
    const auto seconds = numberIn<std::int64_t>(stream);
    const auto size = numberIn<std::uint64_t>(stream);
    const auto hash = numberIn<std::uint64_t>(stream);
    std::string originalFile;
    if (!hash || stream.get() != '\n' || !std::getline(stream, originalFile))
        return std::nullopt;
    std::ostringstream rest;
    rest << stream.rdbuf();
    const std::string text = rest.str();
    if (text.size() != *size || value::md5First64(text) != *hash)
        return std::nullopt;
    try {
        return Recovery{readModel(text, m_file.filename().string()), std::chrono::sys_seconds(std::chrono::seconds(*seconds)),
                        originalFile};
    } catch (const ModelError &) {
        return std::nullopt; // of a newer version: its own program will read it
    }
}

} // namespace keywright::model
