#include "core/schema/table_differences.h"

#include <algorithm>

#include "core/schema/table_wording.h"

namespace keywright::schema {

namespace {

template <typename T>
std::string textOrNone(const std::optional<T> &value)
{
    return value ? std::string(textOf(*value)) : std::string();
}

std::vector<std::string> sorted(std::vector<std::string> names)
{
    std::sort(names.begin(), names.end());
    return names;
}

const IndexDefinition *indexNamed(const std::vector<IndexDefinition> &indexes, const std::string &name)
{
    const auto found = std::find_if(indexes.begin(), indexes.end(), [&name](const auto &each) { return each.name == name; });
    return found == indexes.end() ? nullptr : &*found;
}

const std::string kNewTable = "A table keeps its key for life, so this needs another table, into which the items are copied; every item "
                              "needs the new key's attributes.";

/// Collects the differences of two tables.
class Comparison {
public:
    Comparison(const TableShape &from, const TableShape &to, const std::optional<StoredSize> &size)
        : m_fromShape(from), m_toShape(to), m_from(from.definition), m_to(to.definition), m_size(size)
    { }

    std::vector<TableDifference> run()
    {
        compareName();
        compareKey(TableAspect::PartitionKey, m_from.key.partition, m_to.key.partition);
        compareKey(TableAspect::SortKey, m_from.key.sort, m_to.key.sort);
        compareLocalIndexes();
        compareGlobalIndexes();
        compareVectorIndexes();
        compareBilling();
        compareCapacities();
        compareStream();
        compareTimeToLive();
        compareRest();
        compareTags();
        std::stable_sort(m_differences.begin(), m_differences.end(),
                         [](const TableDifference &left, const TableDifference &right) { return left.aspect < right.aspect; });
        return std::move(m_differences);
    }

private:
    void add(TableAspect aspect, std::string name, std::string from, std::string to, ChangeWay way, std::string meaning)
    {
        m_differences.push_back({aspect, std::move(name), std::move(from), std::move(to), way, std::move(meaning)});
    }

    void compareName()
    {
        if (m_from.name != m_to.name)
            add(TableAspect::Name, {}, m_from.name, m_to.name, ChangeWay::Replacement,
                "DynamoDB renames no table: this is another table, into which the items are copied.");
    }

    void compareKey(TableAspect aspect, const std::vector<KeyAttribute> &from, const std::vector<KeyAttribute> &to)
    {
        if (from != to)
            add(aspect, {}, textOf(from), textOf(to), ChangeWay::Replacement, kNewTable);
    }

    void compareLocalIndexes()
    {
        const std::string meaning = "LSIs come with CreateTable and stay as they are, so this needs another table, into which the items "
                                    "are copied.";
        for (const IndexDefinition &index : m_from.localIndexes) {
            const IndexDefinition *same = indexNamed(m_to.localIndexes, index.name);
            if (same == nullptr)
                add(TableAspect::LocalIndex, index.name, textOf(index), {}, ChangeWay::Replacement, meaning);
            // The partition key is the table's, and told there.
            else if (index.key.sort != same->key.sort || !isSameProjection(index.projection, same->projection))
                add(TableAspect::LocalIndex, index.name, textOf(index), textOf(*same), ChangeWay::Replacement, meaning);
        }
        for (const IndexDefinition &index : m_to.localIndexes)
            if (indexNamed(m_from.localIndexes, index.name) == nullptr)
                add(TableAspect::LocalIndex, index.name, {}, textOf(index), ChangeWay::Replacement, meaning);
    }

    static bool isSameProjection(const Projection &left, const Projection &right)
    {
        return left.type == right.type && sorted(left.attributes) == sorted(right.attributes);
    }

    void compareGlobalIndexes()
    {
        for (const IndexDefinition &index : m_from.globalIndexes) {
            const IndexDefinition *same = globalIndex(m_to, index.name);
            if (same == nullptr)
                add(TableAspect::GlobalIndex, index.name, textOf(index), {}, ChangeWay::InSequence,
                    "One UpdateTable call drops it; queries on it fail from then on.");
            else if (!isSameIndex(index, *same))
                add(TableAspect::GlobalIndex, index.name, textOf(index), textOf(*same), ChangeWay::InSequence,
                    "Two UpdateTable calls, one after the other: a GSI's key and projection stay as they are, so it is dropped and created "
                    "again; queries on it fail until it is ACTIVE, and "
                        + backfillMeaning(m_size) + " To keep queries going, give the new one another name and drop this one later.");
        }
        for (const IndexDefinition &index : m_to.globalIndexes)
            if (globalIndex(m_from, index.name) == nullptr)
                add(TableAspect::GlobalIndex, index.name, {}, textOf(index), ChangeWay::InSequence,
                    "One UpdateTable call, and no other index can be made or dropped until it is ACTIVE; " + backfillMeaning(m_size));
    }

    void compareVectorIndexes()
    {
        const std::string fails = "searches of it fail from then on.";
        for (const VectorIndexDefinition &index : m_from.vectorIndexes) {
            const VectorIndexDefinition *same = m_to.findVectorIndex(index.name);
            if (same == nullptr)
                add(TableAspect::VectorIndex, index.name, textOf(index), {}, ChangeWay::InSequence,
                    "One UpdateTable call drops it; " + fails);
            else if (!isSameIndex(index, *same))
                add(TableAspect::VectorIndex, index.name, textOf(index), textOf(*same), ChangeWay::InSequence,
                    "Two UpdateTable calls, one after the other: a vector index stays as it was made, so it is dropped and created again; "
                    "searches of it fail until it is ACTIVE, and "
                        + vectorBackfillMeaning(m_size));
        }
        for (const VectorIndexDefinition &index : m_to.vectorIndexes)
            if (m_from.findVectorIndex(index.name) == nullptr)
                add(TableAspect::VectorIndex, index.name, {}, textOf(index), ChangeWay::InSequence,
                    "One UpdateTable call, and no other index can be made or dropped until it is ACTIVE; " + vectorBackfillMeaning(m_size));
    }

    void compareBilling()
    {
        if (m_from.billingMode == m_to.billingMode)
            return;
        add(TableAspect::BillingMode, {}, std::string(textOf(m_from.billingMode)), std::string(textOf(m_to.billingMode)),
            ChangeWay::InPlace,
            m_to.billingMode == BillingMode::PayPerRequest
                ? "One UpdateTable call for the table and all its GSIs; it takes some minutes, and a table can go to on demand four times "
                  "in 24 hours."
                : "One UpdateTable call that gives the table and each of its GSIs its capacity; a table can come back from on demand at "
                  "any "
                  "time.");
    }

    void compareCapacities()
    {
        compareCapacity({}, m_from.capacity, m_to.capacity);
        for (const IndexDefinition &index : m_from.globalIndexes) {
            const IndexDefinition *same = globalIndex(m_to, index.name);
            if (same != nullptr && isSameIndex(index, *same)) // one that is built anew comes with its capacity
                compareCapacity(index.name, index.capacity, same->capacity);
        }
    }

    void compareCapacity(const std::string &index, const Capacity &of, const Capacity &with)
    {
        const Capacity from = effectiveCapacity(of, m_from.billingMode);
        const Capacity to = effectiveCapacity(with, m_to.billingMode);
        if (from.provisioned != to.provisioned)
            add(TableAspect::ProvisionedThroughput, index, textOrNone(from.provisioned), textOrNone(to.provisioned), ChangeWay::InPlace,
                provisionedMeaning(from.provisioned, to.provisioned));
        if (from.onDemandMaximum != to.onDemandMaximum)
            add(TableAspect::OnDemandMaximum, index, textOrNone(from.onDemandMaximum), textOrNone(to.onDemandMaximum), ChangeWay::InPlace,
                m_to.billingMode == BillingMode::PayPerRequest ? "One UpdateTable call; what goes beyond the maximum is throttled."
                                                               : "It ends with the switch to provisioned capacity.");
        if (from.warm != to.warm)
            add(TableAspect::WarmThroughput, index, textOrNone(from.warm), textOrNone(to.warm), ChangeWay::InPlace, warmMeaning(from, to));
    }

    std::string provisionedMeaning(const std::optional<ProvisionedThroughput> &from, const std::optional<ProvisionedThroughput> &to) const
    {
        if (m_from.billingMode != m_to.billingMode)
            return "It comes with the switch of the billing mode.";
        if (from && to && (to->readCapacityUnits < from->readCapacityUnits || to->writeCapacityUnits < from->writeCapacityUnits))
            return "One UpdateTable call; capacity can be lowered four times a UTC day, and then once an hour.";
        return "One UpdateTable call.";
    }

    static std::string warmMeaning(const Capacity &from, const Capacity &to)
    {
        const auto isLess = [](const std::optional<std::int64_t> &left, const std::optional<std::int64_t> &right) {
            return left && right && *left < *right;
        };
        if (!to.warm)
            return "Nothing is done: a table keeps the throughput that it was warmed to.";
        if (from.warm
            && (isLess(to.warm->readUnitsPerSecond, from.warm->readUnitsPerSecond)
                || isLess(to.warm->writeUnitsPerSecond, from.warm->writeUnitsPerSecond)))
            return "What would be less is left as it is: warm throughput can only be raised.";
        return "One UpdateTable call, charged once for what is warmed.";
    }

    void compareStream()
    {
        const auto &from = m_from.streamViewType;
        const auto &to = m_to.streamViewType;
        if (from == to)
            return;
        const std::string end = "its last records can be read for 24 hours.";
        if (!from)
            add(TableAspect::Stream, {}, {}, textOrNone(to), ChangeWay::InPlace, "One UpdateTable call; the stream begins empty.");
        else if (!to)
            add(TableAspect::Stream, {}, textOrNone(from), {}, ChangeWay::InPlace, "One UpdateTable call; " + end);
        else
            add(TableAspect::Stream, {}, textOrNone(from), textOrNone(to), ChangeWay::InSequence,
                "Two UpdateTable calls: off, then on with the other view. The new stream has another ARN, so readers of the old one "
                "(Lambda event sources) must be moved; "
                    + end);
    }

    void compareTimeToLive()
    {
        const std::string &from = m_fromShape.timeToLiveAttribute;
        const std::string &to = m_toShape.timeToLiveAttribute;
        if (from == to)
            return;
        if (from.empty())
            add(TableAspect::TimeToLive, {}, {}, to, ChangeWay::InPlace,
                "One UpdateTimeToLive call; it takes up to an hour, and then items whose time is past are deleted.");
        else if (to.empty())
            add(TableAspect::TimeToLive, {}, from, {}, ChangeWay::InPlace,
                "One UpdateTimeToLive call; it takes up to an hour, until which items can still expire.");
        else
            add(TableAspect::TimeToLive, {}, from, to, ChangeWay::InSequence,
                "Two UpdateTimeToLive calls: off, then on with the other attribute. DynamoDB refuses the second for up to an hour after "
                "the first; items do not expire in between.");
    }

    void compareRest()
    {
        if (m_from.encryption != m_to.encryption)
            add(TableAspect::Encryption, {}, textOrNone(m_from.encryption), textOrNone(m_to.encryption), ChangeWay::InPlace,
                "One UpdateTable call; the table stays readable. A table's key can be changed four times in 24 hours.");
        if (m_from.tableClass != m_to.tableClass)
            add(TableAspect::TableClass, {}, std::string(textOf(m_from.tableClass)), std::string(textOf(m_to.tableClass)),
                ChangeWay::InPlace, "One UpdateTable call; a table's class can be changed twice in 30 days.");
        if (m_from.deletionProtection != m_to.deletionProtection)
            add(TableAspect::DeletionProtection, {}, m_from.deletionProtection ? "on" : "off", m_to.deletionProtection ? "on" : "off",
                ChangeWay::InPlace, "One UpdateTable call.");
    }

    void compareTags()
    {
        for (const auto &[key, tag] : m_from.tags) {
            const auto same = m_to.tags.find(key);
            if (same == m_to.tags.end())
                add(TableAspect::Tag, key, tag, {}, ChangeWay::InPlace, "One UntagResource call.");
            else if (same->second != tag)
                add(TableAspect::Tag, key, tag, same->second, ChangeWay::InPlace, "One TagResource call.");
        }
        for (const auto &[key, tag] : m_to.tags)
            if (!m_from.tags.contains(key))
                add(TableAspect::Tag, key, {}, tag, ChangeWay::InPlace, "One TagResource call.");
    }

    const TableShape &m_fromShape;
    const TableShape &m_toShape;
    const TableDefinition &m_from;
    const TableDefinition &m_to;
    const std::optional<StoredSize> &m_size;
    std::vector<TableDifference> m_differences;
};

} // namespace

const IndexDefinition *globalIndex(const TableDefinition &table, const std::string &name)
{
    return indexNamed(table.globalIndexes, name);
}

bool isSameIndex(const IndexDefinition &left, const IndexDefinition &right)
{
    return left.key == right.key && left.projection.type == right.projection.type
        && sorted(left.projection.attributes) == sorted(right.projection.attributes);
}

bool isSameIndex(const VectorIndexDefinition &left, const VectorIndexDefinition &right)
{
    const auto bySchema = [](VectorIndexDefinition index) {
        std::sort(index.searchSchema.begin(), index.searchSchema.end(),
                  [](const SearchAttribute &one, const SearchAttribute &other) { return one.attribute.name < other.attribute.name; });
        index.projection.attributes = sorted(std::move(index.projection.attributes));
        return index;
    };
    return bySchema(left) == bySchema(right);
}

Capacity effectiveCapacity(const Capacity &capacity, BillingMode mode)
{
    Capacity effective = capacity;
    if (mode == BillingMode::PayPerRequest)
        effective.provisioned.reset();
    else
        effective.onDemandMaximum.reset();
    if (effective.onDemandMaximum == OnDemandThroughput())
        effective.onDemandMaximum.reset();
    if (effective.warm == WarmThroughput())
        effective.warm.reset();
    return effective;
}

std::vector<TableDifference> differencesOf(const TableShape &from, const TableShape &to, const std::optional<StoredSize> &size)
{
    return Comparison(from, to, size).run();
}

} // namespace keywright::schema
