#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keywright::itemfile {

/// An export as its manifests tell of it. Times are milliseconds. Source: developer guide, "DynamoDB table export output
/// format".
struct ExportManifest {
    std::string id; ///< "01693685827463-2d8752fd"
    std::string exportArn;
    std::string tableArn;
    std::string tableId;
    std::int64_t startTime = 0;
    std::int64_t endTime = 0;
    std::int64_t exportTime = 0;             ///< of a full export
    std::optional<std::int64_t> changesFrom; ///< an incremental one, when there
    std::int64_t changesTo = 0;
    std::string outputView; ///< of an incremental one
    std::string bucket;
    std::string prefix;
    std::string sseAlgorithm;
    std::string sseKey; ///< empty without
    std::int64_t billedSizeBytes = 0;
};

/// Writes a folder as DynamoDB's export to S3 does, with DYNAMODB_JSON in gzip: data files, and when all of them stand
/// the manifests and their checksums, manifest-summary.json the last. One that was cut off is written anew under the same
/// id. Memory is bounded. Not thread-safe. Everything throws ItemFileError.
class ExportWriter {
public:
    /// `bucket` is the folder that stands for the bucket; it is made if needed. The prefix is a key, never a way out of it:
    /// see isExportPrefix().
    ExportWriter(std::filesystem::path bucket, const std::string &prefix, std::string id, bool isIncremental);
    ~ExportWriter();

    /// One JSON text without line breaks: {"Item": …}, or a change.
    void addLine(std::string_view json);
    /// Returns the key of manifest-summary.json in the bucket.
    std::string finish(const ExportManifest &manifest);
    std::int64_t lines() const { return m_lines; }

private:
    struct Packed;
    struct DataFile {
        std::string key;
        std::int64_t lines = 0;
        std::string checksum; ///< MD5, base64
        std::string etag;
    };

    void closeFile();
    void write(const std::string &key, std::string_view bytes) const;
    void writeWithChecksum(const std::string &name, const std::string &bytes) const;

    std::filesystem::path m_bucket;
    std::string m_base;     ///< key of the export's own folder
    std::string m_dataBase; ///< key of the folder of its data files
    std::string m_id;
    std::unique_ptr<Packed> m_packed; ///< null between two files
    std::vector<DataFile> m_files;
    std::int64_t m_lines = 0;
};

/// Whether keys with this prefix stay inside the folder that stands for their bucket.
bool isExportPrefix(std::string_view prefix);

} // namespace keywright::itemfile
