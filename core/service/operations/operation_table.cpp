#include "core/service/operations/operation_table.h"

#include <array>
#include <string>
#include <unordered_map>

#include "core/service/operations/auto_scaling_operations.h"
#include "core/service/operations/backup_operations.h"
#include "core/service/operations/batch_operations.h"
#include "core/service/operations/bulk_operations.h"
#include "core/service/operations/export_operations.h"
#include "core/service/operations/import_operations.h"
#include "core/service/operations/insight_operations.h"
#include "core/service/operations/item_operations.h"
#include "core/service/operations/kinesis_operations.h"
#include "core/service/operations/lifetime_operations.h"
#include "core/service/operations/partiql_operations.h"
#include "core/service/operations/query_operations.h"
#include "core/service/operations/stream_operations.h"
#include "core/service/operations/table_operations.h"
#include "core/service/operations/tag_and_policy_operations.h"
#include "core/service/operations/transaction_operations.h"
#include "core/service/operations/vector_operations.h"

namespace keywright::service {

namespace {

struct Row {
    std::string_view name;
    OperationFunction run = nullptr;
    bool enveloped = false;
};

constexpr std::string_view kTables = "DynamoDB_20120810.";
constexpr std::string_view kStreams = "DynamoDBStreams_20120810.";

constexpr bool kEnveloped = true;

constexpr std::array kTableRows{
    Row{"BatchExecuteStatement", batchExecuteStatement},
    Row{"BatchGetItem", batchGetItem},
    Row{"BatchWriteItem", batchWriteItem},
    Row{"CancelBulkOperation", cancelBulkOperation},
    Row{"CreateBackup", createBackup},
    Row{"CreateTable", createTable},
    Row{"DeleteBackup", deleteBackup},
    Row{"DeleteItem", deleteItem},
    Row{"DeleteResourcePolicy", deleteResourcePolicy},
    Row{"DeleteTable", deleteTable},
    Row{"DescribeBackup", describeBackup},
    Row{"DescribeBulkOperation", describeBulkOperation},
    Row{"DescribeContinuousBackups", describeContinuousBackups},
    Row{"DescribeContributorInsights", describeContributorInsights},
    Row{"DescribeEndpoints", describeEndpoints},
    Row{"DescribeExport", describeExport},
    Row{"DescribeImport", describeImport},
    Row{"DescribeKinesisStreamingDestination", describeKinesisStreamingDestination},
    Row{"DescribeLimits", describeLimits},
    Row{"DescribeTable", describeTable},
    Row{"DescribeTableReplicaAutoScaling", describeTableReplicaAutoScaling},
    Row{"DescribeTimeToLive", describeTimeToLive},
    Row{"DisableKinesisStreamingDestination", disableKinesisStreamingDestination},
    Row{"EnableKinesisStreamingDestination", enableKinesisStreamingDestination},
    Row{"ExecuteStatement", executeStatement},
    Row{"ExecuteTransaction", executeTransaction},
    Row{"ExportTableToPointInTime", exportTableToPointInTime},
    Row{"GetItem", getItem},
    Row{"GetResourcePolicy", getResourcePolicy},
    Row{"ImportTable", importTable},
    Row{"ListBackups", listBackups},
    Row{"ListBulkOperations", listBulkOperations},
    Row{"ListContributorInsights", listContributorInsights},
    Row{"ListExports", listExports},
    Row{"ListImports", listImports},
    Row{"ListTables", listTables},
    Row{"ListTagsOfResource", listTagsOfResource},
    Row{"PutItem", putItem, kEnveloped},
    Row{"PutResourcePolicy", putResourcePolicy},
    Row{"Query", query},
    Row{"RestoreTableFromBackup", restoreTableFromBackup},
    Row{"RestoreTableToPointInTime", restoreTableToPointInTime},
    Row{"Scan", scan},
    Row{"SearchVectors", searchVectors},
    Row{"StartBulkPutItems", startBulkPutItems},
    Row{"TagResource", tagResource},
    Row{"TransactGetItems", transactGetItems},
    Row{"TransactWriteItems", transactWriteItems},
    Row{"UntagResource", untagResource},
    Row{"UpdateContinuousBackups", updateContinuousBackups},
    Row{"UpdateContributorInsights", updateContributorInsights},
    Row{"UpdateItem", updateItem, kEnveloped},
    Row{"UpdateKinesisStreamingDestination", updateKinesisStreamingDestination},
    Row{"UpdateTable", updateTable},
    Row{"UpdateTableReplicaAutoScaling", updateTableReplicaAutoScaling},
    Row{"UpdateTimeToLive", updateTimeToLive},
};

constexpr std::array kStreamRows{
    Row{"DescribeStream", describeStream},
    Row{"GetRecords", getRecords},
    Row{"GetShardIterator", getShardIterator},
    Row{"ListStreams", listStreams},
};

using Table = std::unordered_map<std::string_view, OperationEntry>;

/// Keys are texts of the facts, which live as long as the program.
Table makeTable()
{
    Table table;
    for (const Operation &operation : Facts::ofDynamoDb().operations())
        table[operation.target].facts = &operation;
    const auto fill = [&table](std::string_view prefix, const auto &rows) {
        for (const Row &row : rows) {
            OperationEntry &entry = table.at(std::string(prefix) + std::string(row.name));
            entry.run = row.run;
            entry.enveloped = row.enveloped;
        }
    };
    fill(kTables, kTableRows);
    fill(kStreams, kStreamRows);
    return table;
}

} // namespace

const OperationEntry *findOperation(std::string_view target)
{
    static const Table table = makeTable();
    const auto found = table.find(target);
    return found == table.end() ? nullptr : &found->second;
}

} // namespace keywright::service
