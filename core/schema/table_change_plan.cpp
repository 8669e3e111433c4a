#include "core/schema/table_change_plan.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/schema/limits.h"
#include "core/schema/table_differences.h"
#include "core/schema/table_wording.h"

namespace keywright::schema {

namespace {

constexpr std::int64_t kNoMaximum = -1;
constexpr std::array<std::string_view, 3> kWays{"in place", "in sequence", "replacement"};

std::map<std::string, KeyType> keyTypesOf(const TableDefinition &table)
{
    std::map<std::string, KeyType> types;
    const auto collect = [&types](const KeySchema &key) {
        for (const auto *part : {&key.partition, &key.sort})
            for (const KeyAttribute &attribute : *part)
                types.emplace(attribute.name, attribute.type);
    };
    collect(table.key);
    for (const auto *indexes : {&table.localIndexes, &table.globalIndexes})
        for (const IndexDefinition &index : *indexes)
            collect(index.key);
    for (const VectorIndexDefinition &index : table.vectorIndexes)
        for (const SearchAttribute &element : index.searchSchema)
            types.emplace(element.attribute.name, element.attribute.type);
    return types;
}

std::size_t projectedCount(const std::vector<IndexDefinition> &indexes)
{
    std::size_t count = 0;
    for (const IndexDefinition &index : indexes)
        count += index.projection.attributes.size();
    return count;
}

/// What takes away the maxima that `to` does not have.
OnDemandThroughput maximumChange(const OnDemandThroughput &from, const OnDemandThroughput &to)
{
    const auto change = [](const std::optional<std::int64_t> &present, const std::optional<std::int64_t> &wanted) {
        if (present == wanted)
            return std::optional<std::int64_t>();
        return std::optional(wanted.value_or(kNoMaximum));
    };
    return {change(from.maxReadRequestUnits, to.maxReadRequestUnits), change(from.maxWriteRequestUnits, to.maxWriteRequestUnits)};
}

/// What can be raised.
std::optional<WarmThroughput> warmChange(const WarmThroughput &from, const WarmThroughput &to)
{
    const auto change = [](const std::optional<std::int64_t> &present, const std::optional<std::int64_t> &wanted) {
        return wanted && wanted.value() > present.value_or(0) ? wanted : std::nullopt;
    };
    const WarmThroughput raised{change(from.readUnitsPerSecond, to.readUnitsPerSecond),
                                change(from.writeUnitsPerSecond, to.writeUnitsPerSecond)};
    return raised == WarmThroughput() ? std::nullopt : std::optional(raised);
}

/// The steps from one table to another with the same key and LSIs.
class Sequence {
public:
    Sequence(const TableShape &from, const TableShape &to) : m_fromShape(from), m_toShape(to), m_from(from.definition), m_to(to.definition)
    { }

    std::vector<TableStep> run()
    {
        sortIndexes();
        // Protection is the first to go on and the last to go off.
        if (m_to.deletionProtection && !m_from.deletionProtection)
            m_steps.emplace_back(DeletionProtectionStep{true});
        dropVectorIndexes();
        for (const std::string &name : m_removed)
            m_steps.emplace_back(DeleteIndexStep{name, false});
        for (const std::string &name : m_droppedFirst)
            m_steps.emplace_back(DeleteIndexStep{name, true});
        changeThroughput();
        changeMaxima();
        changeWarm();
        makeIndexes();
        makeVectorIndexes();
        changeStream();
        changeTimeToLive();
        changeRest();
        return std::move(m_steps);
    }

private:
    bool isDroppedFirst(const std::string &name) const
    {
        return std::find(m_droppedFirst.begin(), m_droppedFirst.end(), name) != m_droppedFirst.end();
    }

    /// A GSI that is built anew is dropped just before that, so that it is missed as short as can be; unless it stands in the
    /// way of others until then: with another type of an attribute, or by what it projects.
    void sortIndexes()
    {
        const auto types = keyTypesOf(m_to);
        const auto contradicts = [&types](const IndexDefinition &index) {
            for (const auto *part : {&index.key.partition, &index.key.sort})
                for (const KeyAttribute &attribute : *part)
                    if (const auto type = types.find(attribute.name); type != types.end() && type->second != attribute.type)
                        return true;
            return false;
        };
        const bool isCrowded = projectedCount(m_from.globalIndexes) + projectedCount(m_to.globalIndexes) + projectedCount(m_to.localIndexes)
            > kMaxProjectedAttributes;
        for (const IndexDefinition &index : m_from.globalIndexes) {
            const IndexDefinition *same = globalIndex(m_to, index.name);
            if (same == nullptr)
                m_removed.push_back(index.name);
            else if (isSameIndex(index, *same))
                m_kept.insert(index.name);
            else if (isCrowded || contradicts(index))
                m_droppedFirst.push_back(index.name);
            else
                m_rebuilt.push_back(index.name);
        }
    }

    bool isKept(const VectorIndexDefinition &index) const
    {
        const VectorIndexDefinition *same = m_to.findVectorIndex(index.name);
        return same != nullptr && isSameIndex(index, *same);
    }

    /// Before anything else: one that is made anew may need another size of a vector that others have too, and a key may need
    /// another type of an attribute.
    void dropVectorIndexes()
    {
        for (const VectorIndexDefinition &index : m_from.vectorIndexes)
            if (!isKept(index))
                m_steps.emplace_back(DeleteVectorIndexStep{index.name, m_to.findVectorIndex(index.name) != nullptr});
    }

    void makeVectorIndexes()
    {
        for (const VectorIndexDefinition &index : m_to.vectorIndexes)
            if (const VectorIndexDefinition *present = m_from.findVectorIndex(index.name); present == nullptr || !isKept(*present))
                m_steps.emplace_back(CreateVectorIndexStep{index});
    }

    bool switchesMode() const { return m_from.billingMode != m_to.billingMode; }

    Capacity before(const Capacity &capacity) const
    {
        Capacity effective = effectiveCapacity(capacity, m_from.billingMode);
        if (switchesMode()) { // which forgets both
            effective.provisioned.reset();
            effective.onDemandMaximum.reset();
        }
        return effective;
    }

    Capacity after(const Capacity &capacity) const { return effectiveCapacity(capacity, m_to.billingMode); }

    /// The GSIs that are there when the capacity is changed, each with what it will be.
    std::vector<std::pair<const IndexDefinition *, const IndexDefinition *>> presentIndexes(bool alsoRebuilt) const
    {
        std::vector<std::pair<const IndexDefinition *, const IndexDefinition *>> all;
        for (const IndexDefinition &index : m_from.globalIndexes) {
            const bool isRebuilt = std::find(m_rebuilt.begin(), m_rebuilt.end(), index.name) != m_rebuilt.end();
            if (m_kept.contains(index.name) || (alsoRebuilt && isRebuilt))
                all.emplace_back(&index, globalIndex(m_to, index.name));
        }
        return all;
    }

    void changeThroughput()
    {
        ThroughputStep step;
        if (switchesMode())
            step.billingMode = m_to.billingMode;
        if (const auto wanted = after(m_to.capacity).provisioned; wanted && wanted != before(m_from.capacity).provisioned)
            step.capacity.provisioned = wanted;
        for (const auto &[index, same] : presentIndexes(switchesMode()))
            if (const auto wanted = after(same->capacity).provisioned; wanted && wanted != before(index->capacity).provisioned)
                step.indexes.push_back({index->name, Capacity{wanted, {}, {}}});
        add(std::move(step));
    }

    /// The table's own maximum goes alone.
    void changeMaxima()
    {
        const auto change = [this](const Capacity &from, const Capacity &to) {
            const OnDemandThroughput changed = maximumChange(before(from).onDemandMaximum.value_or(OnDemandThroughput()),
                                                             after(to).onDemandMaximum.value_or(OnDemandThroughput()));
            return changed == OnDemandThroughput() ? std::nullopt : std::optional(changed);
        };
        ThroughputStep ofTable;
        ofTable.capacity.onDemandMaximum = change(m_from.capacity, m_to.capacity);
        add(std::move(ofTable));
        ThroughputStep ofIndexes;
        for (const auto &[index, same] : presentIndexes(false))
            if (const auto maximum = change(index->capacity, same->capacity))
                ofIndexes.indexes.push_back({index->name, Capacity{{}, maximum, {}}});
        add(std::move(ofIndexes));
    }

    void changeWarm()
    {
        const auto change = [](const Capacity &from, const Capacity &to) {
            return warmChange(from.warm.value_or(WarmThroughput()), to.warm.value_or(WarmThroughput()));
        };
        ThroughputStep ofTable;
        ofTable.capacity.warm = change(m_from.capacity, m_to.capacity);
        add(std::move(ofTable));
        ThroughputStep ofIndexes;
        for (const auto &[index, same] : presentIndexes(false))
            if (const auto warm = change(index->capacity, same->capacity))
                ofIndexes.indexes.push_back({index->name, Capacity{{}, {}, warm}});
        add(std::move(ofIndexes));
    }

    void add(ThroughputStep step)
    {
        if (step != ThroughputStep())
            m_steps.emplace_back(std::move(step));
    }

    void makeIndexes()
    {
        for (const IndexDefinition &index : m_to.globalIndexes) {
            if (m_kept.contains(index.name))
                continue;
            if (globalIndex(m_from, index.name) != nullptr && !isDroppedFirst(index.name))
                m_steps.emplace_back(DeleteIndexStep{index.name, true});
            IndexDefinition made = index;
            made.capacity = after(index.capacity);
            m_steps.emplace_back(CreateIndexStep{std::move(made)});
        }
    }

    void changeStream()
    {
        if (m_from.streamViewType == m_to.streamViewType)
            return;
        if (m_from.streamViewType)
            m_steps.emplace_back(StreamStep{std::nullopt});
        if (m_to.streamViewType)
            m_steps.emplace_back(StreamStep{m_to.streamViewType});
    }

    void changeTimeToLive()
    {
        if (m_fromShape.timeToLiveAttribute == m_toShape.timeToLiveAttribute)
            return;
        if (!m_fromShape.timeToLiveAttribute.empty())
            m_steps.emplace_back(TimeToLiveStep{m_fromShape.timeToLiveAttribute, false});
        if (!m_toShape.timeToLiveAttribute.empty())
            m_steps.emplace_back(TimeToLiveStep{m_toShape.timeToLiveAttribute, true});
    }

    void changeRest()
    {
        if (m_from.encryption != m_to.encryption)
            m_steps.emplace_back(EncryptionStep{m_to.encryption});
        if (m_from.tableClass != m_to.tableClass)
            m_steps.emplace_back(TableClassStep{m_to.tableClass});
        TagStep tags;
        for (const auto &[key, tag] : m_from.tags)
            if (!m_to.tags.contains(key))
                tags.removed.push_back(key);
        for (const auto &[key, tag] : m_to.tags)
            if (const auto same = m_from.tags.find(key); same == m_from.tags.end() || same->second != tag)
                tags.set.emplace(key, tag);
        if (tags != TagStep())
            m_steps.emplace_back(std::move(tags));
        if (m_from.deletionProtection && !m_to.deletionProtection)
            m_steps.emplace_back(DeletionProtectionStep{false});
    }

    const TableShape &m_fromShape;
    const TableShape &m_toShape;
    const TableDefinition &m_from;
    const TableDefinition &m_to;
    std::set<std::string> m_kept;
    std::vector<std::string> m_removed;
    std::vector<std::string> m_droppedFirst;
    std::vector<std::string> m_rebuilt;
    std::vector<TableStep> m_steps;
};

/// Says what a step does.
struct StepText {
    std::string operator()(const ThroughputStep &step) const
    {
        std::string text = "UpdateTable:";
        if (step.billingMode)
            text += " billing mode " + std::string(textOf(*step.billingMode)) + ",";
        append(text, "", step.capacity);
        for (const auto &[name, capacity] : step.indexes)
            append(text, "GSI " + name + " ", capacity);
        text.pop_back();
        return text;
    }

    std::string operator()(const CreateIndexStep &step) const
    {
        return "UpdateTable: create GSI " + step.index.name + " (" + textOf(step.index) + ")";
    }

    std::string operator()(const DeleteIndexStep &step) const
    {
        return "UpdateTable: delete GSI " + step.index + (step.isRecreated ? ", to create it again" : "");
    }

    std::string operator()(const CreateVectorIndexStep &step) const
    {
        return "UpdateTable: create vector index " + step.index.name + " (" + textOf(step.index) + ")";
    }

    std::string operator()(const DeleteVectorIndexStep &step) const
    {
        return "UpdateTable: delete vector index " + step.index + (step.isRecreated ? ", to create it again" : "");
    }

    std::string operator()(const StreamStep &step) const
    {
        return step.viewType ? "UpdateTable: stream on with " + std::string(textOf(*step.viewType)) : "UpdateTable: stream off";
    }

    std::string operator()(const EncryptionStep &step) const
    {
        return "UpdateTable: encrypt with " + (step.encryption ? textOf(*step.encryption) : "the key that DynamoDB owns");
    }

    std::string operator()(const TableClassStep &step) const { return "UpdateTable: table class " + std::string(textOf(step.tableClass)); }

    std::string operator()(const DeletionProtectionStep &step) const
    {
        return std::string("UpdateTable: deletion protection ") + (step.isOn ? "on" : "off");
    }

    std::string operator()(const TimeToLiveStep &step) const
    {
        return std::string("UpdateTimeToLive: ") + (step.isOn ? "on with " : "off for ") + step.attribute;
    }

    std::string operator()(const TagStep &step) const
    {
        std::string removed;
        for (const std::string &key : step.removed)
            removed += (removed.empty() ? "UntagResource: " : ", ") + key;
        std::string set;
        for (const auto &[key, tag] : step.set)
            set += (set.empty() ? "TagResource: " : ", ") + key + " = " + tag;
        return removed + (removed.empty() || set.empty() ? "" : "; ") + set;
    }

private:
    static void append(std::string &text, const std::string &place, const Capacity &capacity)
    {
        if (capacity.provisioned)
            text += " " + place + textOf(*capacity.provisioned) + ",";
        if (capacity.onDemandMaximum)
            text += " " + place + "on-demand maximum " + maximumText(*capacity.onDemandMaximum) + ",";
        if (capacity.warm)
            text += " " + place + "warm throughput " + textOf(*capacity.warm) + ",";
    }

    static std::string maximumText(const OnDemandThroughput &maximum)
    {
        const auto units = [](const std::optional<std::int64_t> &of, const std::string &kind) {
            if (!of)
                return std::string();
            return *of < 0 ? "no limit of " + kind + "s" : std::to_string(*of) + " " + kind + " units a second";
        };
        const std::string read = units(maximum.maxReadRequestUnits, "read");
        const std::string write = units(maximum.maxWriteRequestUnits, "write");
        return read + (read.empty() || write.empty() ? "" : " and ") + write;
    }
};

} // namespace

std::string_view textOf(ChangeWay way)
{
    return kWays.at(static_cast<std::size_t>(way));
}

std::string subjectOf(const TableDifference &difference)
{
    constexpr std::array<std::string_view, 16> kSubjects{"name",
                                                         "partition key",
                                                         "sort key",
                                                         "LSI",
                                                         "GSI",
                                                         "vector index",
                                                         "billing mode",
                                                         "provisioned capacity",
                                                         "on-demand maximum",
                                                         "warm throughput",
                                                         "stream",
                                                         "TTL attribute",
                                                         "encryption",
                                                         "table class",
                                                         "deletion protection",
                                                         "tag"};
    const std::string subject(kSubjects.at(static_cast<std::size_t>(difference.aspect)));
    if (difference.name.empty())
        return subject;
    const bool isNamed = difference.aspect == TableAspect::LocalIndex || difference.aspect == TableAspect::GlobalIndex
        || difference.aspect == TableAspect::VectorIndex || difference.aspect == TableAspect::Tag;
    return subject + (isNamed ? " " : " of GSI ") + difference.name;
}

std::string textOf(const TableStep &step)
{
    return std::visit(StepText(), step);
}

bool TableChangePlan::needsReplacement() const
{
    return std::any_of(differences.begin(), differences.end(),
                       [](const TableDifference &each) { return each.way == ChangeWay::Replacement; });
}

TableChangePlan planTableChange(const TableShape &from, const TableShape &to, const std::optional<StoredSize> &size)
{
    TableChangePlan plan;
    plan.differences = differencesOf(from, to, size);
    if (!plan.needsReplacement())
        plan.steps = Sequence(from, to).run();
    return plan;
}

} // namespace keywright::schema
