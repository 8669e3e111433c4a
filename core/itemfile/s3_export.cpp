#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/itemfile/reading.h"
#include "core/value/base64.h"
#include "core/value/json.h"
#include "core/value/md5.h"

namespace keywright::itemfile {

using value::Json;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kFilesManifest = "manifest-files.json";
constexpr std::string_view kSummaryManifest = "manifest-summary.json";
constexpr std::uintmax_t kLargestSummed = 64 * 1024 * 1024; ///< a larger file would have to be held in memory for its MD5

/// One file of the export, as manifest-files.json lists it; without a manifest only its path is known.
struct DataFile {
    fs::path path;
    std::optional<std::int64_t> itemCount;
    std::string md5; ///< base64; empty when unknown
};

std::string wholeFile(const fs::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    if (!stream || !(text << stream.rdbuf()))
        throw ItemFileError("The manifest \"" + file.string() + "\" cannot be read.");
    return text.str();
}

Json parsed(const std::string &text, const fs::path &file, int lineOffset)
{
    try {
        return Json::parse(text);
    } catch (const value::JsonSyntaxError &error) {
        throw ItemFileError(file.filename().string() + ", line " + std::to_string(error.line() + lineOffset) + ", column "
                            + std::to_string(error.column()) + ": this is not JSON: " + error.what() + ".");
    }
}

/// The manifest names keys in the bucket; beside it the files lie in data/, those of incremental exports one folder higher.
fs::path placeOf(const fs::path &folder, const std::string &key)
{
    std::error_code ignored;
    const fs::path shared = folder / ".." / "data" / fs::path(key).filename();
    const fs::path own = folder / "data" / fs::path(key).filename();
    return !fs::exists(own, ignored) && fs::exists(shared, ignored) ? shared : own;
}

std::vector<DataFile> listedFiles(const fs::path &folder)
{
    const fs::path manifest = folder / kFilesManifest;
    std::vector<DataFile> files;
    std::istringstream lines(wholeFile(manifest));
    int number = 0;
    for (std::string line; std::getline(lines, line); ++number) {
        if (line.find_first_not_of(" \r\t") == std::string::npos)
            continue;
        const Json json = parsed(line, manifest, number);
        const Json *key = json.find("dataFileS3Key");
        if (key == nullptr || !key->isString() || fs::path(key->text()).filename().empty())
            throw ItemFileError(manifest.filename().string() + ", line " + std::to_string(number + 1)
                                + ": dataFileS3Key is missing; expected the key of a data file.");
        const Json *count = json.find("itemCount");
        const Json *md5 = json.find("md5Checksum");
        files.push_back(
            {placeOf(folder, key->text()), count != nullptr ? count->asInteger() : std::nullopt, md5 != nullptr ? md5->text() : ""});
    }
    return files;
}

std::vector<DataFile> filesInFolder(const fs::path &folder)
{
    std::vector<DataFile> files;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(folder / "data", error))
        if (entry.is_regular_file() && entry.path().string().ends_with(".gz"))
            files.push_back({entry.path(), std::nullopt, ""});
    std::sort(files.begin(), files.end(), [](const DataFile &left, const DataFile &right) { return left.path < right.path; });
    return files;
}

void noteSummary(const fs::path &folder, ReadReport &report)
{
    if (!fs::exists(folder / kSummaryManifest)) {
        report.notes.emplace_back("The export has no manifest-summary.json; its kind is taken from its records.");
        return;
    }
    const Json summary = parsed(wholeFile(folder / kSummaryManifest), folder / kSummaryManifest, 0);
    const auto text = [&summary](const char *name) {
        const Json *found = summary.find(name);
        return found == nullptr ? std::string() : found->text();
    };
    if (text("outputFormat") == "ION")
        throw ItemFileError("The export is in Amazon Ion, which is not read here; export the table again with the format DYNAMODB_JSON.");
    if (!text("tableArn").empty())
        report.notes.push_back("Exported from " + text("tableArn") + (text("exportTime").empty() ? "" : ", as of " + text("exportTime"))
                               + ".");
    if (text("exportType") == "INCREMENTAL_EXPORT")
        report.notes.push_back("The export is incremental: it has changes from " + text("exportFromTime") + " to " + text("exportToTime")
                               + " with " + text("outputView") + ".");
}

std::string tableOf(const fs::path &folder)
{
    if (!fs::exists(folder / kSummaryManifest))
        return {};
    const Json summary = parsed(wholeFile(folder / kSummaryManifest), folder / kSummaryManifest, 0);
    const Json *arn = summary.find("tableArn");
    return arn == nullptr ? "" : arn->text().substr(arn->text().rfind('/') + 1);
}

void checkSum(const DataFile &file, Reading &reading)
{
    std::error_code ignored;
    if (file.md5.empty() || fs::file_size(file.path, ignored) > kLargestSummed)
        return;
    const auto digest = value::md5(wholeFile(file.path));
    const std::string found = value::toBase64({reinterpret_cast<const char *>(digest.data()), digest.size()});
    if (found != file.md5)
        reading.report().notes.push_back(file.path.filename().string() + " has not the MD5 that the manifest says (" + found
                                         + " instead of " + file.md5 + "); it was changed or not fetched whole.");
}

void readFile(const DataFile &file, Reading &reading)
{
    reading.startFile(file.path.filename().string());
    try {
        checkSum(file, reading);
        const auto source = openFile(file.path);
        CharReader reader(*source);
        readJsonLines(reader, reading);
    } catch (const ItemFileError &error) {
        reading.refuse(0, 0, "", std::string(error.what()) + " The rest of this file could not be read.");
    }
    if (!reading.hasStopped() && file.itemCount && *file.itemCount != reading.rowsOfFile())
        reading.report().notes.push_back(file.path.filename().string() + " has " + std::to_string(reading.rowsOfFile())
                                         + " items; the manifest says " + std::to_string(*file.itemCount) + ".");
}

} // namespace

bool isS3Export(const fs::path &path)
{
    std::error_code ignored;
    if (!fs::is_directory(path, ignored))
        return path.filename() == kFilesManifest || path.filename() == kSummaryManifest;
    return fs::exists(path / kFilesManifest, ignored) || fs::exists(path / kSummaryManifest, ignored)
        || fs::is_directory(path / "data", ignored);
}

void readS3Export(const fs::path &path, Reading &reading)
{
    std::error_code ignored;
    const fs::path folder = fs::is_directory(path, ignored) ? path : path.parent_path();
    noteSummary(folder, reading.report());
    const bool hasManifest = fs::exists(folder / kFilesManifest, ignored);
    if (!hasManifest)
        reading.report().notes.emplace_back("The export has no manifest-files.json; every .gz file in data/ is read.");
    const std::vector<DataFile> files = hasManifest ? listedFiles(folder) : filesInFolder(folder);
    if (files.empty() && !hasManifest)
        throw ItemFileError("\"" + folder.string() + "\" is no export of DynamoDB: expected manifest-files.json, or .gz files in data/.");

    for (const DataFile &file : files)
        if (const std::uintmax_t size = fs::file_size(file.path, ignored); !ignored)
            reading.addTotalBytes(size);
    reading.setTable(tableOf(folder));
    for (const DataFile &file : files)
        if (!reading.hasStopped())
            readFile(file, reading);
}

} // namespace keywright::itemfile
