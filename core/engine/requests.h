#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/capacity/units.h"
#include "core/engine/table_requests.h"
#include "core/expression/condition.h"
#include "core/expression/key_condition.h"
#include "core/expression/projection.h"
#include "core/expression/update.h"
#include "core/value/attribute_value.h"

/// Requests and results of the engine's operations, typed. Names and meanings are the API's.
namespace keywright::engine {

/// What a write returns of the item. The service allows None and AllOld for PutItem and DeleteItem, all for UpdateItem.
enum class ReturnValues : std::uint8_t { None, AllOld, UpdatedOld, AllNew, UpdatedNew };

struct PutItemRequest {
    std::string table;
    value::Item item;
    std::optional<expression::Condition> condition;
    bool returnItemOnFailure = false; ///< when the condition does not hold: give the item as it is
    ReturnValues returnValues = ReturnValues::None;
    bool returnItemCollection = false; ///< ReturnItemCollectionMetrics
};

struct UpdateItemRequest {
    std::string table;
    value::Item key;
    expression::Update update;
    std::optional<expression::Condition> condition;
    bool returnItemOnFailure = false;
    ReturnValues returnValues = ReturnValues::None;
    bool returnItemCollection = false; ///< ReturnItemCollectionMetrics
};

struct DeleteItemRequest {
    std::string table;
    value::Item key;
    std::optional<expression::Condition> condition;
    bool returnItemOnFailure = false;
    ReturnValues returnValues = ReturnValues::None;
    bool returnItemCollection = false; ///< ReturnItemCollectionMetrics
};

/// Of a transaction only: demands something of an item and changes nothing.
struct ConditionCheckRequest {
    std::string table;
    value::Item key;
    std::optional<expression::Condition> condition;
    bool returnItemOnFailure = false;
};

using WriteAction = std::variant<PutItemRequest, UpdateItemRequest, DeleteItemRequest, ConditionCheckRequest>;

/// An item collection that a write changed, of a table with LSIs.
struct ItemCollection {
    std::string table;
    value::Item key; ///< the partition key
    double lowerGigabytes = 0;
    double upperGigabytes = 0; ///< one more than the lower, as the service estimates
    friend bool operator==(const ItemCollection &, const ItemCollection &) = default;
};

/// What one write did. When its condition did not hold nothing was changed: ConditionalCheckFailedException.
struct WriteResult {
    bool conditionHeld = true;
    std::optional<value::Item> attributes; ///< as returnValues asked; or the item that failed the condition
    capacity::ConsumedCapacity consumed;
    std::optional<ItemCollection> itemCollection; ///< when it was asked for and the table has LSIs
};

/// Puts and deletes without conditions, each for itself, at most 25; no two on the same item.
struct BatchWriteRequest {
    std::vector<WriteAction> actions;
};

struct BatchWriteResult {
    std::vector<capacity::ConsumedCapacity> consumed; ///< one for each action, in their order
    std::vector<ItemCollection> itemCollections;      ///< of the actions that asked, each collection once
    std::vector<std::size_t> unprocessed;             ///< numbers of the actions that were throttled
};

/// A ClientRequestToken, and what tells one request from another: equal for the same actions, whatever the order of the
/// members in their JSON.
struct RequestToken {
    std::string token;
    std::string digest;
};

/// All actions or none; no two on the same item. Writers wait for each other, so there is no conflict between
/// transactions (TransactionConflict; how often there would have been is counted: capacity::CallSlice), and a repeated request waits for
/// the first (no TransactionInProgressException).
struct TransactWriteRequest {
    std::vector<WriteAction> actions;
    std::optional<RequestToken> token;
};

/// Why an action of a transaction kept it from being made: "None", "ConditionalCheckFailed", "ValidationError",
/// "ItemCollectionSizeLimitExceeded", "ProvisionedThroughputExceeded", "ThrottlingError".
struct CancellationReason {
    static constexpr std::string_view kNone = "None";
    std::string code = std::string(kNone);
    std::string message;
    std::optional<value::Item> item;
};

struct TransactWriteResult {
    bool cancelled = false;
    std::vector<CancellationReason> reasons;          ///< one for each action, in their order
    std::vector<capacity::ConsumedCapacity> consumed; ///< one for each table, in the order of their names
    std::vector<ItemCollection> itemCollections;      ///< of the actions that asked, each collection once
    bool isRepeated = false;                          ///< the token was used before: nothing was written, consumed counts reads
};

struct GetItemRequest {
    std::string table;
    value::Item key; ///< the primary key's attributes, and no others
    bool consistentRead = false;
    std::optional<expression::Projection> projection;
};

struct GetItemResult {
    std::optional<value::Item> item;
    capacity::ConsumedCapacity consumed;
};

/// Which attributes a Query or Scan gives. Source: API reference, Query, Select.
enum class Select : std::uint8_t {
    Default,                ///< all of a table, the projected ones of an index; those of the projection when there is one
    AllAttributes,          ///< also those that an LSI has not projected
    AllProjectedAttributes, ///< of an index
    SpecificAttributes,     ///< those of the projection
    Count,                  ///< none: only the counts
};

struct QueryRequest {
    std::string table;
    std::string index; ///< empty for the table
    expression::KeyCondition keyCondition;
    bool descending = false;
    std::optional<std::int64_t> limit; ///< items to examine, at least 1
    std::optional<value::Item> exclusiveStartKey;
    bool consistentRead = false;
    std::optional<expression::Condition> filter; ///< of the items read, which to return
    std::optional<expression::Projection> projection;
    Select select = Select::Default;
    bool filterIsLegacy = false;  ///< it came as a QueryFilter, which a message names
    bool filterIsPlanned = false; ///< it came from a PartiQL statement: it may name keys, and what it may not was looked at
    bool leavesNoTrace = false;   ///< a tool looks at what the read would do: it is no traffic
};

struct ScanRequest {
    std::string table;
    std::string index;
    std::optional<std::int64_t> limit;
    std::optional<value::Item> exclusiveStartKey;
    bool consistentRead = false;
    std::optional<expression::Condition> filter;
    std::optional<expression::Projection> projection;
    std::int64_t segment = 0; ///< of a parallel scan: one of totalSegments equal ranges of the hash space
    std::int64_t totalSegments = 1;
    Select select = Select::Default;
    bool leavesNoTrace = false; ///< as of QueryRequest
};

/// Receives the items of a read as they are found, in order.
class ItemSink {
public:
    virtual ~ItemSink() = default;
    /// A whole item as the store has it (storage/item_bytes.h); the bytes are good during the call only.
    virtual void addStored(std::string_view itemBytes) = 0;
    /// What a projection left of an item.
    virtual void add(value::Item item) = 0;
};

/// What a page of a Query or Scan says beside its items: at most 1 MB of items examined.
struct PageResult {
    std::int64_t count = 0;                      ///< items returned
    std::int64_t scannedCount = 0;               ///< items examined
    std::optional<value::Item> lastEvaluatedKey; ///< absent on the last page
    capacity::ConsumedCapacity consumed;
};

struct ItemPage : PageResult {
    std::vector<value::Item> items;
};

/// What reading one item says beside the item itself.
struct ReadResult {
    bool found = false;
    capacity::ConsumedCapacity consumed;
};

/// What a batch of gets says beside the items.
struct BatchGetResult {
    std::vector<std::size_t> unprocessed;                       ///< numbers of the requests that were not answered
    std::map<std::string, capacity::ConsumedCapacity> consumed; ///< by the table names of the requests
};

} // namespace keywright::engine
