#include "core/partiql/read_plan.h"

#include <algorithm>
#include <set>

#include "core/expression/mentions.h"
#include "core/expression/projection.h"
#include "core/partiql/key_plan.h"
#include "core/partiql/statement_error.h"

namespace keywright::partiql {

using expression::Condition;
using schema::IndexDefinition;
using schema::KeyAttribute;
using schema::KeySchema;
using schema::TableDefinition;

namespace {

std::string joined(const std::vector<std::string> &names)
{
    std::string list;
    for (const std::string &name : names)
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

/// The service lists the names as its hash set of strings has them.
void orderAsHashSet(std::vector<std::string> &names)
{
    std::size_t buckets = 16;
    while (names.size() * 4 > buckets * 3)
        buckets *= 2;
    const auto bucketOf = [buckets](const std::string &name) {
        std::uint32_t hash = 0;
        for (const char c : name)
            hash = hash * 31 + static_cast<unsigned char>(c);
        return (hash ^ (hash >> 16)) & (buckets - 1);
    };
    std::stable_sort(names.begin(), names.end(),
                     [&](const std::string &left, const std::string &right) { return bucketOf(left) < bucketOf(right); });
}

/// The attributes that the condition speaks of, in the order in which it does.
void addMentioned(const expression::Operand &operand, std::vector<std::string> &names)
{
    if (operand.kind == expression::Operand::Kind::Path)
        names.push_back(operand.path.attribute());
    for (const expression::Operand &sized : operand.sized)
        addMentioned(sized, names);
}

void addMentioned(const Condition &condition, std::vector<std::string> &names)
{
    for (const expression::Operand &operand : condition.operands)
        addMentioned(operand, names);
    for (const Condition &part : condition.parts)
        addMentioned(part, names);
}

class ReadPlanner {
public:
    ReadPlanner(const SelectStatement &select, const TableDefinition &table, bool consistentRead)
        : m_select(select), m_table(table), m_consistentRead(consistentRead)
    { }

    ReadPlan plan()
    {
        findIndex();
        checkColumns();
        checkScalars();
        const KeyPlan keys = planKeys(m_select.where, key());
        checkOrder(keys);
        if (m_index != nullptr && keys.isKeyed)
            checkFilters(keys);
        ReadPlan plan;
        if (!keys.isKeyed) {
            plan.reads.emplace_back(scan());
            return plan;
        }
        for (const Branch &branch : ordered(keys.branches))
            plan.reads.push_back(read(branch));
        return plan;
    }

private:
    const KeySchema &key() const { return m_index == nullptr ? m_table.key : m_index->key; }

    void findIndex()
    {
        if (m_select.index.empty())
            return;
        m_index = m_table.findIndex(m_select.index);
        if (m_index == nullptr)
            refuse("The table does not have the specified index", m_select.source);
        if (m_consistentRead && isGlobal())
            refuse("Strongly consistent read is not supported on Global Secondary Indexes", m_select.source);
    }

    bool isGlobal() const { return m_index != nullptr && !m_table.isLocalIndex(m_index->name); }

    bool isProjected(const std::string &attribute) const
    {
        if (m_index == nullptr || m_index->projection.type == schema::ProjectionType::All)
            return true;
        const auto &included = m_index->projection.attributes;
        return m_index->key.contains(attribute) || m_table.key.contains(attribute)
            || std::find(included.begin(), included.end(), attribute) != included.end();
    }

    void checkColumns() const
    {
        if (!isGlobal())
            return;
        std::vector<std::string> missing;
        Place first;
        for (const Column &column : m_select.columns) {
            if (isProjected(column.path.attribute()))
                continue;
            if (missing.empty())
                first = column.where;
            missing.push_back(column.path.attribute());
        }
        if (!missing.empty())
            refuse("One or more parameter values were invalid: Global secondary index " + m_index->name + " does not project ["
                       + joined(missing) + "]",
                   first);
    }

    void checkScalars() const
    {
        for (const Column &column : m_select.columns)
            if (column.path.isNested())
                requireNoKey(column.path.attribute(), column.where);
        if (m_select.where)
            for (const std::string &name : expression::nestedAttributes(*m_select.where))
                requireNoKey(name, {});
    }

    void requireNoKey(const std::string &attribute, const Place &where) const
    {
        if (m_table.key.contains(attribute) || key().contains(attribute))
            refuse("Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key " + attribute, where);
    }

    void checkOrder(const KeyPlan &keys) const
    {
        if (m_select.order.empty())
            return;
        if (!m_select.where)
            refuse("Must have WHERE clause in the statement when using ORDER BY clause.", m_select.order.front().where);
        bool ordersPartition = false;
        for (const SortTerm &term : m_select.order) {
            if (!key().contains(term.attribute))
                refuse("Attribute " + term.attribute + " in ORDER BY clause must be part of the primary key", term.where);
            ordersPartition = ordersPartition || isPartitionKey(term.attribute);
        }
        if (!keys.isKeyed)
            refuse("Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
                   m_select.order.front().where);
        if (keys.partitions > 1 && !ordersPartition)
            refuse("Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.",
                   m_select.order.front().where);
    }

    bool isPartitionKey(const std::string &attribute) const
    {
        const auto &partition = key().partition;
        return std::any_of(partition.begin(), partition.end(), [&](const KeyAttribute &each) { return each.name == attribute; });
    }

    /// As far as it was measured: branches in the order of their keys, and what the last of them lacks unless one lacks nothing.
    void checkFilters(const KeyPlan &keys) const
    {
        std::vector<std::string> missing;
        for (const Branch &branch : keys.branches) {
            missing.clear();
            std::vector<std::string> mentioned;
            for (const Condition &filter : branch.filters)
                addMentioned(filter, mentioned);
            for (std::string &name : mentioned)
                if (!isProjected(name) && std::find(missing.begin(), missing.end(), name) == missing.end())
                    missing.push_back(std::move(name));
            if (missing.empty())
                return;
        }
        if (missing.empty())
            return;
        orderAsHashSet(missing);
        refuse("One or more parameter values were invalid: Secondary index " + m_index->name
                   + " does not project one or more filter attributes: [" + joined(missing) + "]",
               m_select.source);
    }

    /// A sort key that ORDER BY does not name goes down (measured by floci).
    bool isDescending() const
    {
        if (m_select.order.empty())
            return false;
        for (const SortTerm &term : m_select.order)
            if (!isPartitionKey(term.attribute))
                return term.isDescending;
        return true;
    }

    bool partitionsDescend() const
    {
        return std::any_of(m_select.order.begin(), m_select.order.end(),
                           [this](const SortTerm &term) { return isPartitionKey(term.attribute) && term.isDescending; });
    }

    /// The branches come by partition key and then by sort key, both upwards.
    std::vector<Branch> ordered(std::vector<Branch> branches) const
    {
        const bool down = isDescending();
        const bool partitionsDown = partitionsDescend();
        if (down != partitionsDown)
            for (auto first = branches.begin(); first != branches.end();) {
                const auto end =
                    std::find_if(first, branches.end(), [&](const Branch &each) { return each.partition != first->partition; });
                std::reverse(first, end);
                first = end;
            }
        if (partitionsDown)
            std::reverse(branches.begin(), branches.end());
        return branches;
    }

    std::optional<expression::Projection> projection() const
    {
        if (m_select.columns.empty())
            return std::nullopt;
        std::set<std::string> roots;
        for (const Column &column : m_select.columns)
            roots.insert(column.path.attribute());
        std::vector<expression::DocumentPath> paths;
        for (const std::string &root : roots)
            paths.push_back(expression::pathTo(root));
        return expression::Projection(paths);
    }

    bool isWholeKey(const Branch &branch) const
    {
        return m_index == nullptr && branch.filters.empty() && branch.sort.size() == m_table.key.sort.size()
            && std::all_of(branch.sort.begin(), branch.sort.end(),
                           [](const expression::KeyTerm &term) { return term.op == expression::KeyOperator::Equal; });
    }

    Read read(const Branch &branch) const
    {
        if (isWholeKey(branch)) {
            engine::GetItemRequest get;
            get.table = m_select.table;
            for (std::size_t i = 0; i < branch.partition.size(); ++i)
                get.key.set(m_table.key.partition[i].name, branch.partition[i]);
            for (const expression::KeyTerm &term : branch.sort)
                get.key.set(term.attribute, term.values.front());
            get.consistentRead = m_consistentRead;
            get.projection = projection();
            return get;
        }
        engine::QueryRequest query;
        query.table = m_select.table;
        query.index = m_select.index;
        for (std::size_t i = 0; i < branch.partition.size(); ++i)
            query.keyCondition.terms.push_back({key().partition[i].name, expression::KeyOperator::Equal, {branch.partition[i]}});
        query.keyCondition.terms.insert(query.keyCondition.terms.end(), branch.sort.begin(), branch.sort.end());
        query.descending = isDescending();
        query.consistentRead = m_consistentRead;
        if (!branch.filters.empty())
            query.filter = branch.filters.size() == 1 ? branch.filters.front() : Condition::all(branch.filters);
        query.filterIsPlanned = true;
        query.projection = projection();
        return query;
    }

    engine::ScanRequest scan() const
    {
        engine::ScanRequest scan;
        scan.table = m_select.table;
        scan.index = m_select.index;
        scan.consistentRead = m_consistentRead;
        scan.filter = m_select.where;
        scan.projection = projection();
        return scan;
    }

    const SelectStatement &m_select;
    const TableDefinition &m_table;
    const bool m_consistentRead;
    const IndexDefinition *m_index = nullptr;
};

} // namespace

ReadPlan planRead(const SelectStatement &select, const TableDefinition &table, bool consistentRead)
{
    return ReadPlanner(select, table, consistentRead).plan();
}

} // namespace keywright::partiql
