#include "core/itemfile/export_writer.h"

#include <ctime>
#include <fstream>

#include <zlib.h>

#include "core/itemfile/item_file.h"
#include "core/value/base64.h"
#include "core/value/json.h"
#include "core/value/md5.h"

namespace keywright::itemfile {

using value::Json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLargestDataFile = 16 * 1024 * 1024; ///< before packing; it is in memory, packed, until it is whole
constexpr std::size_t kPackedPiece = 64 * 1024;
constexpr std::size_t kNameLength = 26;
constexpr std::int64_t kMsPerSecond = 1000;

std::string checksumOf(std::string_view bytes)
{
    const auto digest = value::md5(bytes);
    return value::toBase64({reinterpret_cast<const char *>(digest.data()), digest.size()});
}

/// The same for an export that is written again, so that nothing of the first attempt is left beside it.
std::string nameOfDataFile(const std::string &id, std::size_t number)
{
    return value::md5Hex(id + "/" + std::to_string(number)).substr(0, kNameLength) + ".json.gz";
}

/// "2026-11-21T09:00:00.123Z"
std::string timeText(std::int64_t milliseconds)
{
    const std::time_t seconds = milliseconds / kMsPerSecond;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    const std::string fraction = std::to_string(kMsPerSecond + milliseconds % kMsPerSecond).substr(1);
    return std::string(text) + "." + fraction + "Z";
}

Json textOrNull(const std::string &text)
{
    return text.empty() ? Json() : Json::string(text);
}

std::string summaryOf(const ExportManifest &manifest, const std::string &filesKey, std::int64_t lines)
{
    const bool isIncremental = manifest.changesFrom.has_value();
    Json json = Json::object();
    json.set("version", Json::string(isIncremental ? "2023-08-01" : "2020-06-30"));
    json.set("exportArn", Json::string(manifest.exportArn));
    json.set("startTime", Json::string(timeText(manifest.startTime)));
    json.set("endTime", Json::string(timeText(manifest.endTime)));
    json.set("tableArn", Json::string(manifest.tableArn));
    json.set("tableId", Json::string(manifest.tableId));
    if (isIncremental) {
        json.set("exportFromTime", Json::string(timeText(*manifest.changesFrom)));
        json.set("exportToTime", Json::string(timeText(manifest.changesTo)));
    } else {
        json.set("exportTime", Json::string(timeText(manifest.exportTime)));
    }
    json.set("s3Bucket", Json::string(manifest.bucket));
    json.set("s3Prefix", textOrNull(manifest.prefix));
    json.set("s3SseAlgorithm", Json::string(manifest.sseAlgorithm));
    json.set("s3SseKmsKeyId", textOrNull(manifest.sseKey));
    json.set("manifestFilesS3Key", Json::string(filesKey));
    json.set("billedSizeBytes", Json::number(manifest.billedSizeBytes));
    json.set("itemCount", Json::number(lines));
    json.set("outputFormat", Json::string("DYNAMODB_JSON"));
    if (isIncremental)
        json.set("outputView", Json::string(manifest.outputView));
    json.set("exportType", Json::string(isIncremental ? "INCREMENTAL_EXPORT" : "FULL_EXPORT"));
    return json.compact();
}

} // namespace

/// A data file on its way, packed in memory.
struct ExportWriter::Packed {
    Packed()
    {
        constexpr int kGzipWithLargestWindow = 15 + 16;
        constexpr int kUsualMemory = 8;
        if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWithLargestWindow, kUsualMemory, Z_DEFAULT_STRATEGY) != Z_OK)
            throw ItemFileError("There is no memory to pack an export.");
    }
    ~Packed() { deflateEnd(&stream); }
    Packed(const Packed &) = delete;
    Packed &operator=(const Packed &) = delete;

    void add(std::string_view text, int flush = Z_NO_FLUSH)
    {
        plainBytes += text.size();
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
        stream.avail_in = static_cast<uInt>(text.size());
        do {
            char piece[kPackedPiece];
            stream.next_out = reinterpret_cast<Bytef *>(piece);
            stream.avail_out = sizeof piece;
            deflate(&stream, flush);
            bytes.append(piece, sizeof piece - stream.avail_out);
        } while (stream.avail_out == 0);
    }

    z_stream stream{};
    std::string bytes;
    std::size_t plainBytes = 0;
    std::int64_t lines = 0;
};

bool isExportPrefix(std::string_view prefix)
{
    std::size_t from = 0;
    while (from <= prefix.size()) {
        const std::size_t to = std::min(prefix.find('/', from), prefix.size());
        const std::string_view part = prefix.substr(from, to - from);
        if (part == "." || part == ".." || part.find('\0') != std::string_view::npos)
            return false;
        from = to + 1;
    }
    return true;
}

ExportWriter::ExportWriter(fs::path bucket, const std::string &prefix, std::string id, bool isIncremental)
    : m_bucket(std::move(bucket)), m_id(std::move(id))
{
    const std::string root = (prefix.empty() ? "" : prefix + "/") + "AWSDynamoDB/";
    m_base = root + m_id + "/";
    m_dataBase = isIncremental ? root + "data/" : m_base + "data/";
    write(m_base + "_started", {});
    m_packed = std::make_unique<Packed>(); // an empty table has an empty file
}

ExportWriter::~ExportWriter() = default;

void ExportWriter::addLine(std::string_view json)
{
    if (m_packed == nullptr)
        m_packed = std::make_unique<Packed>();
    m_packed->add(json);
    m_packed->add("\n");
    ++m_packed->lines;
    ++m_lines;
    if (m_packed->plainBytes >= kLargestDataFile)
        closeFile();
}

void ExportWriter::closeFile()
{
    m_packed->add({}, Z_FINISH);
    DataFile file{m_dataBase + nameOfDataFile(m_id, m_files.size()), m_packed->lines, checksumOf(m_packed->bytes),
                  value::md5Hex(m_packed->bytes) + "-1"};
    write(file.key, m_packed->bytes);
    m_files.push_back(std::move(file));
    m_packed.reset();
}

std::string ExportWriter::finish(const ExportManifest &manifest)
{
    if (m_packed != nullptr)
        closeFile();
    std::string files;
    for (const DataFile &file : m_files)
        files += Json::object({{"itemCount", Json::number(file.lines)},
                               {"md5Checksum", Json::string(file.checksum)},
                               {"etag", Json::string(file.etag)},
                               {"dataFileS3Key", Json::string(file.key)}})
                     .compact()
            + "\n";
    writeWithChecksum("manifest-files", files);
    writeWithChecksum("manifest-summary", summaryOf(manifest, m_base + "manifest-files.json", m_lines));
    return m_base + "manifest-summary.json";
}

void ExportWriter::writeWithChecksum(const std::string &name, const std::string &bytes) const
{
    write(m_base + name + ".md5", checksumOf(bytes));
    write(m_base + name + ".json", bytes);
}

/// Whole or not at all. A key may have several slashes in a row, which a path takes for one.
void ExportWriter::write(const std::string &key, std::string_view bytes) const
{
    const fs::path path = m_bucket / fs::path(key).relative_path();
    const fs::path aside = path.string() + ".part";
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    std::ofstream stream(aside, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (stream)
        fs::rename(aside, path, error);
    if (!stream || error)
        throw ItemFileError("\"" + path.string() + "\" cannot be written. Check that you may write there and that the disk is not full.");
}

} // namespace keywright::itemfile
