#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/bulk_put.h"
#include "core/engine/bulk_report.h"
#include "core/engine/catalog.h"
#include "core/engine/engine_options.h"
#include "core/engine/item_writer.h"
#include "core/engine/jobs.h"
#include "core/engine/listing.h"
#include "core/itemfile/item_file.h"
#include "core/storage/store.h"

namespace keywright::engine {

enum class BulkStatus : std::uint8_t { InProgress, Completed, CompletedWithErrors, Cancelling, Cancelled, Failed };

/// "IN_PROGRESS", …
std::string_view textOf(BulkStatus status);

/// An S3 bucket as a request names it.
struct BulkPlace {
    std::string bucket;
    std::string owner;  ///< empty: not named
    std::string prefix; ///< empty: not named
    friend bool operator==(const BulkPlace &, const BulkPlace &) = default;
};

/// Source: API reference, StartBulkPutItems (2026).
struct BulkPutRequest {
    std::optional<std::string> clientToken;
    std::string table; ///< name or ARN, as it was given
    BulkPlace input;
    itemfile::Packing packing = itemfile::Packing::None;
    BulkPlace output;
    std::string sseAlgorithm; ///< empty: not named
    std::string sseKey;       ///< empty: not named
    bool reportsErrors = false;
    bool reportsConditionFailures = false;
    std::optional<std::int64_t> maxWriteUnits; ///< a second
    bool isAccelerated = false;
    friend bool operator==(const BulkPutRequest &, const BulkPutRequest &) = default;
};

/// What DescribeBulkOperation says. Times are milliseconds.
struct BulkOperation {
    std::string id;
    std::string arn;
    BulkStatus status = BulkStatus::InProgress;
    std::string tableId;
    std::int64_t startTime = 0;
    std::optional<std::int64_t> endTime;
    std::int64_t processedItems = 0;    ///< written ones, failed ones, and those whose condition did not hold
    std::int64_t failedItems = 0;       ///< that could not be read, or that the table cannot hold
    std::int64_t conditionFailures = 0; ///< not told by the API
    std::int64_t processedBytes = 0;    ///< of the objects as they are stored
    std::optional<std::int64_t> totalBytes;
    BulkPutBytes usage;
    std::string failureCode;
    std::string failureMessage;
    BulkPutRequest request;
};

/// Items put into a table from the objects of a folder that stands for a bucket, while everybody may use the table. A job
/// puts them, in the order of the objects' keys and one operation after the other; each write also says how far the
/// operation has come, so that one that the end of the program cut off goes on where it stopped: no item is put twice,
/// none is left out, and none is counted or reported twice. The writes take nothing of the table's throughput, but
/// MaxWriteRequestUnits holds them back. A line may have a condition beside its "Item", written as PutItem's parameters
/// are; the guide says that there are such conditions, its form could not be looked up.
/// Thread-safe. Everything throws ServiceError for what the service refuses and storage::StorageError. Source: API
/// reference, StartBulkPutItems and BulkOperationDescription; developer guide, "Bulk put items" (2026).
class BulkOperations {
public:
    BulkOperations(storage::Store &store, const Catalog &catalog, ItemWriter &writer, Jobs &jobs, const EngineOptions &options);
    ~BulkOperations();

    /// The same operation again for a ClientToken of the last 8 hours.
    BulkOperation begin(const BulkPutRequest &request);
    BulkOperation describe(const std::string &arn) const;
    /// The operation is CANCELLING; what it has put stays. Says the same again while it is.
    BulkOperation cancel(const std::string &arn);
    /// Those of the last 90 days.
    Listing<BulkOperation> list(const std::optional<std::string> &nextToken, std::int64_t limit) const;

    /// How far an operation has come.
    struct Progress {
        std::string object;     ///< the key of the object that was being read; empty: none yet
        std::int64_t lines = 0; ///< of it, that are done
        BulkReport::Sizes reported{};
        storage::TableId table = 0;
        std::string tableName;
    };
    struct Kept {
        BulkOperation operation;
        Progress progress;
    };

private:
    struct Reading;
    struct Line;

    void load();
    std::map<std::string, Kept>::const_iterator find(const std::string &arn) const;
    std::optional<BulkOperation> sameAs(const BulkPutRequest &request, std::int64_t now) const;
    void checkTable(const TableState &table) const;
    void keep(const Kept &kept);
    bool putSome();
    enum class Slice : std::uint8_t { More, Waits, Done };
    Slice putSlice(Kept &kept);
    std::vector<Line> readSlice(Kept &kept, const TableState &table, double budget);
    void takeOutcome(Kept &kept, const Line &line, const BulkPutOutcome &outcome);
    double budgetOf(const Kept &kept);
    void open(Kept &kept);
    void finish(Kept &kept);

    storage::Store &m_store;
    const Catalog &m_catalog;
    ItemWriter &m_writer;
    Jobs &m_jobs;
    const EngineOptions &m_options;
    mutable std::mutex m_mutex;
    std::map<std::string, Kept> m_operations; // guarded by m_mutex; by id
    std::unique_ptr<Reading> m_reading;       // used by the job alone
};

} // namespace keywright::engine
