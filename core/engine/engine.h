#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/engine/auto_scaling.h"
#include "core/engine/backfill.h"
#include "core/engine/backups.h"
#include "core/engine/bulk_operations.h"
#include "core/engine/call_meter.h"
#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/continuous_backups.h"
#include "core/engine/engine_options.h"
#include "core/engine/expiry.h"
#include "core/engine/exports.h"
#include "core/engine/imports.h"
#include "core/engine/insights_status.h"
#include "core/engine/item_reader.h"
#include "core/engine/item_writer.h"
#include "core/engine/jobs.h"
#include "core/engine/kinesis_destinations.h"
#include "core/engine/requests.h"
#include "core/engine/resource_policies.h"
#include "core/engine/resource_tags.h"
#include "core/engine/restores.h"
#include "core/engine/service_error.h"
#include "core/engine/streams.h"
#include "core/engine/sweeper.h"
#include "core/engine/table_requests.h"
#include "core/engine/tables.h"
#include "core/engine/time_to_live.h"
#include "core/engine/traffic_report.h"
#include "core/engine/vector_search.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// The DynamoDB-compatible engine over one store. All methods are thread-safe: a read uses one snapshot and waits for no
/// writer; a write holds the lock of its item. Each throws ServiceError for what the service refuses and
/// storage::StorageError when the store fails. Background work waits for startJobs() or for a test that steps jobs().
class Engine {
public:
    explicit Engine(std::unique_ptr<storage::Store> store, EngineOptions options = {});
    ~Engine();

    const EngineOptions &options() const { return m_options; }

    TableDescription createTable(const schema::TableDefinition &definition) { return m_tables.create(definition); }
    TableDescription describeTable(const std::string &table) const { return m_tables.describe(table); }
    /// For operations on items: the table of that name or ARN as it is defined. Throws ServiceError
    /// (ResourceNotFoundException) when there is none, and also while it is CREATING or DELETING.
    schema::TableDefinition definitionOf(const std::string &table) const { return m_catalog.find(table)->definition; }
    std::vector<std::string> listTables() const { return m_tables.names(); }
    /// Everything else that is done to tables.
    Tables &tables() { return m_tables; }
    TimeToLive &timeToLive() { return m_timeToLive; }
    ResourceTags &tags() { return m_tags; }
    ResourcePolicies &policies() { return m_policies; }
    InsightsStatus &insightsStatus() { return m_insightsStatus; }
    AutoScaling &autoScaling() { return m_autoScaling; }
    Backups &backups() { return m_backups; }
    ContinuousBackups &continuousBackups() { return m_continuousBackups; }
    const ContinuousBackups &continuousBackups() const { return m_continuousBackups; }
    Restores &restores() { return m_restores; }
    Exports &exports() { return m_exports; }
    Imports &imports() { return m_imports; }
    BulkOperations &bulkOperations() { return m_bulkOperations; }
    KinesisDestinations &kinesis() { return m_kinesis; }

    WriteResult putItem(const PutItemRequest &request);
    WriteResult updateItem(const UpdateItemRequest &request);
    WriteResult deleteItem(const DeleteItemRequest &request);
    BatchWriteResult batchWriteItems(const BatchWriteRequest &request);
    /// All or nothing, isolated from every other write.
    TransactWriteResult transactWriteItems(const TransactWriteRequest &request);

    GetItemResult getItem(const GetItemRequest &request) const;
    ReadResult getItem(const GetItemRequest &request, ItemSink &sink) const;
    /// All items as they were at one moment, in the order of the requests, charged as transactional reads.
    std::vector<GetItemResult> transactGetItems(const std::vector<GetItemRequest> &requests) const;
    /// Each item on its own; sinkOf gives the sink of the request of that number. See ItemReader::batchGet.
    BatchGetResult batchGetItems(const std::vector<GetItemRequest> &requests, const std::function<ItemSink &(std::size_t)> &sinkOf) const;
    ItemPage query(const QueryRequest &request) const;
    PageResult query(const QueryRequest &request, ItemSink &sink) const;
    ItemPage scan(const ScanRequest &request) const;
    PageResult scan(const ScanRequest &request, ItemSink &sink) const;
    SearchVectorsResult searchVectors(const SearchVectorsRequest &request) const;

    /// What tables and indexes consumed in the last minutes.
    const capacity::TrafficRecorder &traffic() const { return m_traffic.recorder(); }
    /// How the calls of tables went in the last minutes.
    const capacity::CallRecorder &calls() const { return m_traffic.calls(); }
    /// The ids under which traffic() keeps a table, or the index of that name. Throws ServiceError when there is none.
    capacity::TrafficPlace trafficPlace(const std::string &table, const std::string &index) const;
    /// The keys that consumed the most while Contributor Insights were enabled; an empty index is the table itself. Nothing
    /// when they are not.
    TopKeys topKeys(const std::string &table, const std::string &index, std::size_t count) const;

    const Streams &streams() const { return m_streams; }
    /// What background work does to items.
    ItemWriter &writer() { return m_writer; }

    Jobs &jobs() { return m_jobs; }
    /// Background work on a thread of its own until the engine goes.
    void startJobs() { m_jobs.start(); }

    /// A text that the store's owner keeps beside the tables, such as what the tables were made from.
    std::optional<std::string> mark(const std::string &name) const;
    void setMark(const std::string &name, const std::string &text);
    void removeMark(const std::string &name);

private:
    EngineOptions m_options;
    std::unique_ptr<storage::Store> m_store;
    Jobs m_jobs;
    Catalog m_catalog;
    ChangeLog m_changeLog;
    Committer m_committer;
    Streams m_streams;
    Backups m_backups;
    Tables m_tables;
    ContinuousBackups m_continuousBackups;
    Restores m_restores;
    Exports m_exports;
    Imports m_imports;
    KinesisDestinations m_kinesis;
    TimeToLive m_timeToLive;
    ResourceTags m_tags;
    ResourcePolicies m_policies;
    InsightsStatus m_insightsStatus;
    AutoScaling m_autoScaling;
    TrafficReport m_traffic;
    CallMeter m_meter;
    ItemReader m_reader;
    ItemWriter m_writer;
    BulkOperations m_bulkOperations;
    Backfill m_backfill;
    Expiry m_expiry;
    Sweeper m_sweeper;
};

} // namespace keywright::engine
