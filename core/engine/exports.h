#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/engine_options.h"
#include "core/engine/export_filter.h"
#include "core/engine/jobs.h"
#include "core/engine/listing.h"
#include "core/storage/store.h"

namespace keywright::engine {

enum class ExportStatus : std::uint8_t { InProgress, Completed, Failed };

/// "IN_PROGRESS", …
std::string_view textOf(ExportStatus status);

/// The changes of some time instead of a whole table. Times are milliseconds; `to` does not belong to it.
struct IncrementalExport {
    std::int64_t from = 0;
    std::optional<std::int64_t> to; ///< absent in a request: now
    bool withOldImages = true;
    friend bool operator==(const IncrementalExport &, const IncrementalExport &) = default;
};

/// Source: API reference, ExportTableToPointInTime.
struct ExportRequest {
    std::string tableArn;
    std::optional<std::int64_t> exportTime; ///< milliseconds; absent: now
    std::optional<IncrementalExport> changes;
    std::optional<std::string> clientToken;
    std::string bucket;
    std::string bucketOwner;
    std::string prefix;
    std::string sseAlgorithm; ///< empty: AES256
    std::string sseKey;
    std::optional<ExportFilterTexts> filter;
};

/// What DescribeExport says. Times are milliseconds.
struct ExportDescription {
    std::string id;
    std::string arn;
    ExportStatus status = ExportStatus::InProgress;
    std::int64_t startTime = 0;
    std::optional<std::int64_t> endTime; ///< of what follows too: once it has ended
    std::int64_t itemCount = 0;
    std::int64_t billedSizeBytes = 0;
    std::string manifestKey;
    std::string failureCode;
    std::string failureMessage;
    std::string tableId;
    ExportRequest request; ///< with its defaults filled in
};

/// Exports of a table with point-in-time recovery, as it was at a moment or its changes of some time, into a folder that
/// stands for a bucket, in the form of the service's own (itemfile/export_writer.h). A job writes them from a snapshot while
/// the table goes on; one that the end of the program cut off is written anew. Thread-safe. Everything throws ServiceError
/// for what the service refuses and storage::StorageError.
class Exports {
public:
    Exports(storage::Store &store, const Catalog &catalog, const Committer &committer, Jobs &jobs, const EngineOptions &options);
    ~Exports();

    /// The same export again for a ClientToken that was used before.
    ExportDescription begin(const ExportRequest &request);
    ExportDescription describe(const std::string &arn) const;
    /// All exports, or those of the table with this ARN, which must be the one there is now.
    Listing<ExportDescription> list(const std::string &tableArn, const std::optional<std::string> &nextToken, std::int64_t limit) const;

private:
    struct Kept;
    struct Writing;

    void load();
    std::shared_ptr<const TableState> tableOf(const ExportRequest &request) const;
    void settleTimes(ExportRequest &request, const TableState &table) const;
    void keep(const Kept &kept);
    bool writeSome();
    bool writeSomeOf(Kept &kept);
    std::unique_ptr<Writing> open(const Kept &kept) const;
    static std::optional<std::string> nextLine(Writing &writing, bool withOldImages);

    storage::Store &m_store;
    const Catalog &m_catalog;
    const Committer &m_committer;
    Jobs &m_jobs;
    const EngineOptions &m_options;
    mutable std::mutex m_mutex;
    std::map<std::string, Kept> m_exports; // guarded by m_mutex; by id
    std::unique_ptr<Writing> m_writing;    // used by the job alone
};

} // namespace keywright::engine
