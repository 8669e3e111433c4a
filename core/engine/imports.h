#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/engine_options.h"
#include "core/engine/jobs.h"
#include "core/engine/listing.h"
#include "core/itemfile/import_object.h"
#include "core/schema/table_definition.h"
#include "core/storage/store.h"

namespace keywright::engine {

enum class ImportStatus : std::uint8_t { InProgress, Completed, Failed };

/// "IN_PROGRESS", …
std::string_view textOf(ImportStatus status);

/// Source: API reference, ImportTable.
struct ImportRequest {
    std::string clientToken;
    std::string bucket;
    std::string bucketOwner;
    std::string prefix;
    itemfile::ImportLayout layout; ///< without the types of its keys
    bool hasDelimiter = false;     ///< the request names it
    schema::TableDefinition table;
    std::string tableParameters; ///< TableCreationParameters as JSON, to be told again
};

/// What DescribeImport says. Times are milliseconds.
struct ImportDescription {
    std::string id;
    std::string arn;
    ImportStatus status = ImportStatus::InProgress;
    std::string tableArn;
    std::string tableId;
    std::int64_t startTime = 0;
    std::optional<std::int64_t> endTime;       ///< of what follows too: once it has ended
    std::optional<std::int64_t> processedSize; ///< bytes, unpacked
    std::int64_t processedItems = 0;           ///< imported ones and errors
    std::int64_t importedItems = 0;            ///< as written; those with the same key count each
    std::int64_t errors = 0;
    std::string failureCode;
    std::string failureMessage;
    ImportRequest request;
};

/// New tables from the objects of a folder that stands for a bucket. The table is CREATING, and nobody reads or writes it,
/// while a job fills it; an import that the end of the program cut off is begun again with an empty table. Errors of items are
/// told in the log (see logOf). Thread-safe. Everything throws ServiceError for what the service refuses and
/// storage::StorageError. Source: developer guide, "Import format quotas and validation", and measurements by others.
class Imports {
public:
    Imports(storage::Store &store, Catalog &catalog, Committer &committer, Jobs &jobs, const EngineOptions &options);
    ~Imports();

    /// While it goes on: the same import again for its ClientToken, whatever else the request says.
    ImportDescription begin(const ImportRequest &request);
    ImportDescription describe(const std::string &arn) const;
    /// All imports, or those into the table with this ARN.
    Listing<ImportDescription> list(const std::string &tableArn, const std::optional<std::string> &nextToken, std::int64_t limit) const;

    /// Where the errors of an import's items stand, a line of JSON each, as the service's log in CloudWatch has them. The file
    /// is there once there was an error.
    std::filesystem::path logOf(const std::string &id) const;

private:
    struct Reading;

    void load();
    std::optional<ImportDescription> sameAs(const ImportRequest &request) const;
    void addTable(const ImportDescription &import);
    bool importSome();
    bool importSomeOf(ImportDescription &import);
    void open(ImportDescription &import);
    void takeLine(ImportDescription &import, itemfile::ImportObject::Line line, const TableState &table);
    void writeBatch(const TableState &table);
    void noteError(ImportDescription &import, const itemfile::ImportObject::Line &line);
    void finish(ImportDescription &import, bool keepsTable);

    storage::Store &m_store;
    Catalog &m_catalog;
    Committer &m_committer;
    Jobs &m_jobs;
    const EngineOptions &m_options;
    mutable std::mutex m_mutex;
    std::map<std::string, ImportDescription> m_imports; // guarded by m_mutex; by id
    std::unique_ptr<Reading> m_reading;                 // used by the job alone
};

} // namespace keywright::engine
