#include "core/engine/table_change.h"

#include <algorithm>
#include <set>

#include "core/engine/service_error.h"
#include "core/engine/throughput_change.h"
#include "core/schema/limits.h"
#include "core/schema/table_rules.h"

namespace keywright::engine {

using schema::BillingMode;

namespace {

[[noreturn]] void inUse(const std::string &why)
{
    throw ServiceError("ResourceInUseException", "Attempt to change a resource which is still in use: " + why);
}

[[noreturn]] void oneIndexAtATime()
{
    throw ServiceError("LimitExceededException",
                       "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
}

const std::string &nameOf(const IndexAction &action)
{
    if (const auto *create = std::get_if<CreateIndexAction>(&action))
        return create->index.name;
    if (const auto *update = std::get_if<UpdateIndexAction>(&action))
        return update->name;
    return std::get<DeleteIndexAction>(action).name;
}

bool isUpdate(const IndexAction &action)
{
    return std::holds_alternative<UpdateIndexAction>(action);
}

bool makesOrDropsIndex(const UpdateTableRequest &request)
{
    return !request.vectorActions.empty() || !std::all_of(request.indexActions.begin(), request.indexActions.end(), isUpdate);
}

bool makesIndex(const UpdateTableRequest &request)
{
    return std::any_of(request.indexActions.begin(), request.indexActions.end(),
                       [](const IndexAction &action) { return std::holds_alternative<CreateIndexAction>(action); });
}

/// Some changes can only be made alone.
void checkAlone(const UpdateTableRequest &request)
{
    const int indexes = request.indexActions.empty() ? 0 : 1;
    const int others = (request.billingMode || request.capacity.provisioned ? 1 : 0) + (request.stream ? 1 : 0)
        + (request.capacity.onDemandMaximum ? 1 : 0);
    const int alone = (request.encryption ? 1 : 0) + (request.tableClass ? 1 : 0) + (request.deletionProtection ? 1 : 0)
        + (request.capacity.warm ? 1 : 0);
    const bool isMixed = alone + others + indexes > 1;
    if (request.encryption && isMixed)
        invalidParameter("Server-Side Encryption modification must be the only operation in the request");
    if (request.tableClass && isMixed)
        invalidParameter("TableClass modification must be the only operation in the request");
    if (request.deletionProtection && isMixed)
        invalidParameter("DeletionProtection modification must be the only operation in the request");
    if (request.capacity.warm && makesIndex(request))
        invalidParameter("Create global secondary index cannot be specified when updating WarmThroughput");
    if (request.capacity.warm && alone + others > 1)
        invalidParameter("WarmThroughput must be the only operation in the request");
    if (request.capacity.onDemandMaximum && (request.stream || request.capacity.provisioned || indexes > 0))
        invalidParameter("OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
}

void checkCombinations(const UpdateTableRequest &request)
{
    const bool changesThroughput = request.capacity.provisioned || request.billingMode == BillingMode::Provisioned;
    if (request.stream && changesThroughput)
        invalidParameter("You cannot modify stream status while updating table IOPS");
    if (makesOrDropsIndex(request) && changesThroughput)
        invalidParameter("You cannot create or delete index while updating table IOPS");
    if (makesOrDropsIndex(request) && request.stream)
        invalidParameter("You cannot create or delete index while changing stream status");
}

void checkIndexActions(const UpdateTableRequest &request)
{
    std::set<std::string> names;
    for (const IndexAction &action : request.indexActions)
        if (!names.insert(nameOf(action)).second)
            invalidParameter("Only one global secondary index update per index is allowed simultaneously. Index: " + nameOf(action));
    if (std::count_if(request.indexActions.begin(), request.indexActions.end(), [](const IndexAction &action) { return !isUpdate(action); })
            + static_cast<std::ptrdiff_t>(request.vectorActions.size())
        > 1)
        oneIndexAtATime();
}

/// An index that is shown as CREATING or DELETING.
bool isIndexMoving(const TableState &table, std::int64_t now)
{
    const auto isMoving = [&table, now](const Place &index) {
        const auto history = table.indexHistories.find(index.definition->name);
        return index.isBackfilling || (history != table.indexHistories.end() && history->second.status.at(now) == TableStatus::Creating);
    };
    return std::any_of(table.indexes.begin(), table.indexes.end(), isMoving)
        || std::any_of(table.departingIndexes.begin(), table.departingIndexes.end(),
                       [now](const DepartingIndex &departing) { return now < departing.until; });
}

/// An attribute that a key of the table has already keeps its type, whatever the request says of it.
void keepKnownTypes(const schema::TableDefinition &table, schema::KeySchema &key)
{
    const auto keep = [&key](const schema::KeySchema &known) {
        for (const auto *part : {&known.partition, &known.sort})
            for (const schema::KeyAttribute &attribute : *part)
                for (auto *newPart : {&key.partition, &key.sort})
                    for (schema::KeyAttribute &newAttribute : *newPart)
                        if (newAttribute.name == attribute.name)
                            newAttribute.type = attribute.type;
    };
    keep(table.key);
    for (const auto *indexes : {&table.localIndexes, &table.globalIndexes})
        for (const schema::IndexDefinition &index : *indexes)
            keep(index.key);
}

class IndexChanges {
public:
    IndexChanges(std::int64_t now, std::int64_t statusDelayMs, TableState &next, Catalog::Consequences &consequences)
        : m_now(now), m_delay(statusDelayMs), m_next(next), m_consequences(consequences)
    { }

    void operator()(const CreateIndexAction &action)
    {
        if (m_next.definition.findIndex(action.index.name) != nullptr)
            invalid("Attempting to create an index which already exists");
        if (isIndexMoving(m_next, m_now))
            oneIndexAtATime();
        if (m_next.definition.globalIndexes.size() >= schema::kMaxGlobalIndexes)
            throw ServiceError("LimitExceededException",
                               "Subscriber limit exceeded: GlobalSecondaryIndex count exceeds the per-table limit of "
                                   + std::to_string(schema::kMaxGlobalIndexes));
        checkNewIndexThroughput(m_next.definition, action.index);
        schema::IndexDefinition index = action.index;
        keepKnownTypes(m_next.definition, index.key);
        schema::TableDefinition withIt = m_next.definition;
        withIt.capacity.warm.reset(); // which the table has earned, and need not have asked for
        for (schema::IndexDefinition &each : withIt.globalIndexes)
            each.capacity.warm.reset();
        withIt.globalIndexes.push_back(index);
        if (const auto broken = schema::brokenRule(withIt))
            invalid(*broken);

        const std::string name = index.name;
        Place &place = m_next.addGlobalIndex(std::move(index));
        m_next.indexHistories[name] = {{TableStatus::Creating, m_now + m_delay}, {}};
        if (m_next.base.counters->total().items != 0) {
            place.isBackfilling = true;
            m_consequences.backfilled.push_back(place.id);
        }
    }

    void operator()(const UpdateIndexAction &action)
    {
        const Place &place = existing(action.name, "update");
        const std::string where = " Table: " + m_next.definition.name + " Index: " + action.name;
        IndexHistory &history = m_next.indexHistories[action.name];
        if (place.isBackfilling || history.status.at(m_now) == TableStatus::Creating)
            inUse("Index is being created." + where);
        if (history.status.holdsAt(m_now))
            inUse("Index is being updated." + where);
        schema::IndexDefinition &index = *std::find_if(m_next.definition.globalIndexes.begin(), m_next.definition.globalIndexes.end(),
                                                       [&](const auto &each) { return each.name == action.name; });
        changeIndexThroughput(m_next, index, action.capacity, history.throughput, m_now);
        history.status = {TableStatus::Updating, m_now + m_delay};
    }

    void operator()(const DeleteIndexAction &action)
    {
        const Place &place = existing(action.name, "delete");
        const bool isItself = place.isBackfilling;
        if (!isItself && isIndexMoving(m_next, m_now))
            oneIndexAtATime();
        m_consequences.doomed.push_back(place.id);
        std::erase_if(m_next.departingIndexes, [this](const DepartingIndex &departing) { return departing.until <= m_now; });
        m_next.departingIndexes.push_back({*place.definition, m_now + m_delay});
        m_next.indexHistories.erase(action.name);
        m_next.insights.erase(action.name);
        m_next.autoScaling.erase(action.name);
        m_next.removeGlobalIndex(action.name);
    }

private:
    const Place &existing(const std::string &name, const std::string &verb) const
    {
        const Place *place = m_next.findIndex(name);
        if (place == nullptr)
            throw ServiceError("ResourceNotFoundException",
                               "Requested resource not found: Index " + name + " for table " + m_next.definition.name);
        if (place->isLocal)
            invalid("Cannot " + verb + " an index that is not a GlobalSecondaryIndex: " + name);
        return *place;
    }

    std::int64_t m_now;
    std::int64_t m_delay;
    TableState &m_next;
    Catalog::Consequences &m_consequences;
};

/// It can be searched at once: a search looks at the items themselves.
void changeVectorIndex(const VectorIndexAction &action, TableState &next)
{
    std::vector<schema::VectorIndexDefinition> &indexes = next.definition.vectorIndexes;
    const auto *create = std::get_if<CreateVectorIndexAction>(&action);
    if (create == nullptr) {
        const std::string &name = std::get<DeleteVectorIndexAction>(action).name;
        if (std::erase_if(indexes, [&name](const auto &index) { return index.name == name; }) == 0)
            throw ServiceError("ResourceNotFoundException",
                               "Requested resource not found: Index " + name + " for table " + next.definition.name);
        return;
    }
    if (next.definition.findVectorIndex(create->index.name) != nullptr || next.definition.findIndex(create->index.name) != nullptr)
        invalid("Attempting to create an index which already exists");
    if (indexes.size() >= schema::kMaxVectorIndexes)
        throw ServiceError("LimitExceededException",
                           "Subscriber limit exceeded: Number of vector secondary indexes exceeds per-table limit of "
                               + std::to_string(schema::kMaxVectorIndexes));
    schema::TableDefinition withIt = next.definition;
    withIt.capacity.warm.reset(); // which the table has earned, and need not have asked for
    for (schema::IndexDefinition &each : withIt.globalIndexes)
        each.capacity.warm.reset();
    withIt.vectorIndexes.push_back(create->index);
    if (const auto broken = schema::brokenRule(withIt))
        invalid(*broken);
    indexes.push_back(create->index);
}

void changeStream(const StreamChange &change, ChangeLog &changeLog, TableState &next, Catalog::Consequences &consequences)
{
    const std::string table = ": TableName: " + next.definition.name;
    if (change.viewType && next.definition.streamViewType)
        invalid("Table already has an enabled stream" + table);
    if (!change.viewType && !next.definition.streamViewType)
        invalid("Table has no stream to disable" + table);
    next.definition.streamViewType = change.viewType;
    if (change.viewType)
        consequences.enableStream(changeLog, next);
    else
        consequences.disableStream(changeLog, next);
}

void changeEncryption(const EncryptionChange &change, TableState &next)
{
    const auto &present = next.definition.encryption;
    if (!change.encryption && !present)
        invalidParameter("Table is already encrypted by default");
    if (change.encryption && present && change.encryption->kmsKey.starts_with("arn:") && *change.encryption == *present)
        invalidParameter(
            "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key");
    next.definition.encryption = change.encryption;
}

void changeTableClass(schema::TableClass tableClass, std::int64_t now, TableState &next)
{
    // Naming the default class of a table that never had another is nothing.
    if (tableClass == schema::TableClass::Standard && next.definition.tableClass == tableClass && !next.tableClassChangedAt)
        return;
    next.definition.tableClass = tableClass;
    next.tableClassChangedAt = now;
}

void refuseWhileComingOrGoing(TableStatus status, const std::string &name)
{
    if (status == TableStatus::Creating)
        inUse("Table is being created: " + name);
    if (status == TableStatus::Deleting)
        inUse("Table is being deleted: " + name);
}

void checkIsQuiet(const UpdateTableRequest &request, const TableState &table, std::int64_t now)
{
    const TableStatus status = table.status.at(now);
    const std::string &name = table.definition.name;
    refuseWhileComingOrGoing(status, name);
    if (status == TableStatus::Updating && !request.deletionProtection)
        inUse("Table: " + name + " is in the process of being updated.");
}

} // namespace

void checkRequest(const UpdateTableRequest &request)
{
    const bool asksForNothing = !request.billingMode && request.capacity == schema::Capacity() && request.indexActions.empty()
        && request.vectorActions.empty() && !request.stream && !request.encryption && !request.tableClass && !request.deletionProtection;
    if (asksForNothing)
        invalid("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, "
                "ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, "
                "OnDemandThroughput, WarmThroughput or TableClass is required");
    checkAlone(request);
    checkCombinations(request);
    checkIndexActions(request);
}

void applyUpdate(const UpdateTableRequest &request, std::int64_t now, std::int64_t statusDelayMs, ChangeLog &changeLog, TableState &next,
                 Catalog::Consequences &consequences)
{
    checkIsQuiet(request, next, now);
    changeThroughput(request, now, next);
    for (const IndexAction &action : request.indexActions)
        std::visit(IndexChanges(now, statusDelayMs, next, consequences), action);
    for (const VectorIndexAction &action : request.vectorActions)
        changeVectorIndex(action, next);
    checkThroughputOfAll(request, next.definition);
    if (request.stream)
        changeStream(*request.stream, changeLog, next, consequences);
    if (request.encryption)
        changeEncryption(*request.encryption, next);
    if (request.tableClass)
        changeTableClass(*request.tableClass, now, next);
    if (request.deletionProtection)
        next.definition.deletionProtection = *request.deletionProtection;
    if (showsAsUpdating(request))
        next.status = {TableStatus::Updating, now + statusDelayMs};
}

bool showsAsUpdating(const UpdateTableRequest &request)
{
    return request.billingMode || request.capacity.provisioned || request.stream || request.tableClass || makesOrDropsIndex(request);
}

void checkCanBeDropped(const TableState &table, std::int64_t now)
{
    const TableStatus status = table.status.at(now);
    const std::string &name = table.definition.name;
    refuseWhileComingOrGoing(status, name);
    const bool isIndexUpdating = std::any_of(table.indexHistories.begin(), table.indexHistories.end(),
                                             [now](const auto &history) { return history.second.status.holdsAt(now); });
    if (isIndexMoving(table, now) || isIndexUpdating)
        inUse("Cannot delete table while indexes are being created, updated, or deleted.");
    if (status == TableStatus::Updating)
        inUse("Table: " + name + " is in the process of being updated.");
}

} // namespace keywright::engine
