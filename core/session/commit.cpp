#include "core/session/commit.h"

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "core/engine/service_error.h"
#include "core/session/commit_steps.h"
#include "core/session/table_copy.h"
#include "core/value/md5.h"

namespace keywright::session {

using engine::ServiceError;

namespace {

std::string counted(std::size_t count, const std::string &what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// The stop token came.
struct Stopped { };

/// Commits one table.
class TableRun {
public:
    TableRun(const TableCommit &commit, const model::Model &model, connection::Connection &connection, const CommitChoices &choices,
             const CommitControl &control, TableResult &result)
        : m_commit(commit),
          m_model(model),
          m_connection(connection),
          m_choices(choices),
          m_control(control),
          m_result(result),
          m_copyFile(copyFileOf(choices, commit.table))
    { }

    /// Throws Stopped, and std::runtime_error of what went wrong.
    void run()
    {
        refuseStalePlan();
        m_result.table = m_commit.table;
        m_result.action = m_commit.action;
        if (m_commit.action == TableAction::Replace)
            m_result.newName = m_choices.replaced.at(m_commit.table);
        const bool hasCopy = std::filesystem::exists(m_copyFile);
        switch (m_commit.action) {
        case TableAction::Nothing: break;
        case TableAction::Create: create(m_commit.wanted); break;
        case TableAction::Update: update(); break;
        case TableAction::Replace: replace(hasCopy); break;
        }
        if (hasCopy && m_commit.action != TableAction::Replace)
            fillFromCopy(m_commit.table, m_commit.wanted);
        loadSampleData();
        m_result.isDone = true;
    }

private:
    void refuseStalePlan()
    {
        const auto live = readLiveTable(m_connection, m_commit.table);
        const bool isSame = live ? m_commit.present && live->shape == *m_commit.present : !m_commit.present;
        if (!isSame)
            throw std::runtime_error("Table " + m_commit.table + " has changed since the plan was made. Commit again.");
    }

    void tell(const std::string &activity, std::size_t done = 0, std::size_t items = 0) const
    {
        if (m_control.progress)
            m_control.progress({m_result.table, activity, done, items});
    }

    ItemProgress telling(const std::string &activity, std::size_t items) const
    {
        return [this, activity, items](std::size_t done) { tell(activity, done, items); };
    }

    void checkStop() const
    {
        if (m_control.stop.stop_requested())
            throw Stopped();
    }

    void awaitActive(const std::string &table)
    {
        if (!waitUntilActive(m_connection, table, m_control.wait, m_control.stop))
            throw Stopped();
    }

    void create(const schema::TableShape &shape)
    {
        checkStop();
        tell("CreateTable " + shape.definition.name);
        m_connection.createTable(
            {shape.definition, m_commit.resourcePolicy.empty() ? std::nullopt : std::optional(m_commit.resourcePolicy)});
        ++m_result.stepsDone;
        awaitActive(shape.definition.name);
        m_isNew = true;
        if (m_commit.action == TableAction::Create)
            switchExpiryOn(shape);
    }

    void switchExpiryOn(const schema::TableShape &shape)
    {
        if (shape.timeToLiveAttribute.empty())
            return;
        tell("UpdateTimeToLive: on with " + shape.timeToLiveAttribute);
        m_connection.updateTimeToLive(shape.definition.name, shape.timeToLiveAttribute, true);
        ++m_result.stepsDone;
    }

    void update()
    {
        for (std::size_t i = 0; i < m_commit.steps.size(); ++i) {
            const schema::TableStep &step = m_commit.steps[i];
            checkStop();
            tell("waiting for the table");
            awaitActive(m_commit.table);
            tell(schema::textOf(step));
            try {
                runStep(step, m_commit.table, m_connection);
            } catch (const ServiceError &error) {
                if (isTooSoon(step, error)) {
                    m_result.postponed = "Table " + m_commit.table + ": DynamoDB does not take \"" + schema::textOf(step)
                        + "\" within an hour of the last change of the TTL. Commit again then.";
                    continue;
                }
                throw ServiceError(error.name(),
                                   "Table " + m_commit.table + ", step " + std::to_string(i + 1) + " of "
                                       + std::to_string(m_commit.steps.size()) + " (" + schema::textOf(step) + "): " + error.what());
            }
            ++m_result.stepsDone;
        }
        tell("waiting for the table");
        awaitActive(m_commit.table);
    }

    schema::TableShape replacement() const
    {
        schema::TableShape shape = m_commit.wanted;
        if (!m_result.newName.empty())
            shape.definition.name = m_result.newName;
        return shape;
    }

    void replace(bool hasCopy)
    {
        const schema::TableShape shape = replacement();
        const bool isRenamed = shape.definition.name != m_commit.table;
        if (isRenamed && readLiveTable(m_connection, shape.definition.name)) {
            if (!hasCopy)
                throw std::runtime_error("Table " + shape.definition.name + " is there already, so it cannot take the items of table "
                                         + m_commit.table + ". Choose another name.");
            awaitActive(shape.definition.name);
            finishReplacement(shape); // an earlier commit began it
            return;
        }
        if (hasCopy)
            keepEarlierCopy();
        awaitActive(m_commit.table);
        setAside(shape, isRenamed);
        if (!isRenamed)
            dropTable();
        create(shape);
        finishReplacement(shape);
    }

    /// Of an interrupted replacement, before the table was deleted: it is still whole, but nobody knows that for certain.
    void keepEarlierCopy()
    {
        std::filesystem::path kept;
        for (int number = 1; kept.empty() || std::filesystem::exists(kept); ++number)
            kept = m_copyFile.string() + ".earlier-" + std::to_string(number);
        std::filesystem::rename(m_copyFile, kept);
        tell("An earlier copy of the items is kept in " + kept.string());
    }

    void setAside(const schema::TableShape &shape, bool isRenamed)
    {
        std::filesystem::create_directories(m_copyFile.parent_path());
        const auto items = static_cast<std::size_t>(m_commit.size.items);
        const auto copied = copyAside(m_connection, m_commit.table, shape.definition, m_copyFile, telling("copying the items aside", items),
                                      m_control.stop);
        if (!copied)
            throw Stopped();
        m_result.keptCopy = m_copyFile;
        if (isRenamed)
            return;
        const auto now = digestOf(m_connection, m_commit.table, telling("checking the copy", copied->items), m_control.stop);
        if (now && *now == *copied)
            return;
        std::filesystem::remove(m_copyFile);
        m_result.keptCopy.clear();
        if (!now)
            throw Stopped();
        throw std::runtime_error(
            "Table " + m_commit.table
            + " was left as it is: its items changed while they were copied. Stop what writes to it, and commit again.");
    }

    void dropTable()
    {
        checkStop();
        if (m_commit.present->definition.deletionProtection)
            runStep(schema::DeletionProtectionStep{false}, m_commit.table, m_connection);
        tell("DeleteTable");
        m_connection.deleteTable(m_commit.table);
        ++m_result.stepsDone;
        if (!waitUntilGone(m_connection, m_commit.table, m_control.wait, m_control.stop))
            throw Stopped();
    }

    void finishReplacement(const schema::TableShape &shape)
    {
        fillFromCopy(shape.definition.name, shape);
        if (readLiveTable(m_connection, shape.definition.name)->shape.timeToLiveAttribute != shape.timeToLiveAttribute)
            switchExpiryOn(shape);
        m_isNew = m_result.itemsCopied == 0;
    }

    /// What has been written to the table since the copy was made stays.
    void fillFromCopy(const std::string &table, const schema::TableShape &shape)
    {
        m_result.keptCopy = m_copyFile;
        ItemLoader loader(m_connection, table, shape.definition.key, m_control.wait);
        loader.lookFirst(OnSameKey::Keep);
        const auto copied = copyBack(m_copyFile, loader, telling("copying the items into " + table, 0), m_control.stop);
        if (!copied)
            throw Stopped();
        const ItemLoad &load = loader.load();
        if (load.written + load.unchanged + load.different != *copied)
            throw std::runtime_error("Of " + counted(*copied, "item") + " only "
                                     + std::to_string(load.written + load.unchanged + load.different) + " went into table " + table + ".");
        m_result.itemsCopied = *copied;
        m_isNew = false;
        std::filesystem::remove(m_copyFile);
        m_result.keptCopy.clear();
    }

    void loadSampleData()
    {
        const bool isWanted = m_choices.load == LoadChoice::All || (m_choices.load == LoadChoice::NewTables && m_isNew);
        if (!isWanted || m_commit.sampleItems == 0)
            return;
        const std::string table = replacement().definition.name;
        ItemLoader loader(m_connection, table, m_commit.wanted.definition.key, m_control.wait);
        if (!m_isNew)
            loader.lookFirst(m_choices.onSameKey);
        std::size_t done = 0;
        for (const model::TableItems &items : m_model.sampleData) {
            if (items.table != m_commit.table)
                continue;
            for (std::size_t first = 0; first < items.items.size(); first += connection::kMostWritesOfBatch) {
                m_result.sampleData = loader.load();
                checkStop();
                const std::size_t count = std::min(connection::kMostWritesOfBatch, items.items.size() - first);
                putBatch(loader, std::span(items.items).subspan(first, count), first);
                done += count;
                tell("loading the sample data", done, m_commit.sampleItems);
            }
        }
        m_result.sampleData = loader.load();
    }

    void putBatch(ItemLoader &loader, std::span<const value::Item> items, std::size_t first)
    {
        try {
            loader.put(items);
        } catch (const ServiceError &error) {
            throw ServiceError(error.name(),
                               "Table " + m_commit.table + ", items " + std::to_string(first + 1) + " to "
                                   + std::to_string(first + items.size()) + " of the sample data: " + error.what());
        }
    }

    const TableCommit &m_commit;
    const model::Model &m_model;
    connection::Connection &m_connection;
    const CommitChoices &m_choices;
    const CommitControl &m_control;
    TableResult &m_result;
    const std::filesystem::path m_copyFile;
    bool m_isNew = false; ///< and empty
};

/// Why the plan cannot be begun; empty when it can.
std::string whyNot(const CommitPlan &plan, const CommitChoices &choices)
{
    std::string why;
    const auto add = [&why](const std::string &sentence) { why += (why.empty() || sentence.empty() ? "" : " ") + sentence; };
    for (const TableCommit &each : plan.tables) {
        add(each.obstacle);
        if (const auto yes = choices.replaced.find(each.table); yes != choices.replaced.end() && yes->second.empty())
            add(each.protection);
    }
    for (const Consent &consent : missingConsents(plan, choices))
        add(consent.sentence);
    return why.empty() ? why : why + " Nothing was done.";
}

std::string whatStands(const TableResult &result)
{
    if (!result.keptCopy.empty())
        return " The items of table " + result.table + " are kept in " + result.keptCopy.string()
            + ". Commit again to go on: they are put into the table.";
    return " What was done stays. Commit again to go on.";
}

} // namespace

std::vector<Consent> missingConsents(const CommitPlan &plan, const CommitChoices &choices)
{
    std::vector<Consent> missing;
    for (const TableCommit &commit : plan.tables) {
        if (commit.action == TableAction::Replace && !choices.replaced.contains(commit.table))
            missing.push_back({Consent::Kind::Replace,
                               commit.table,
                               {},
                               "Table " + commit.table + " with its " + std::to_string(commit.size.items)
                                   + " items would have to be replaced, which needs an explicit yes."});
        for (const schema::TableStep &step : commit.steps) {
            const auto *drop = std::get_if<schema::DeleteIndexStep>(&step);
            if (drop != nullptr && !choices.dropsIndexes)
                missing.push_back({Consent::Kind::DropIndex, commit.table, drop->index,
                                   "GSI " + drop->index + " of table " + commit.table + " would be dropped"
                                       + (drop->isRecreated ? " and created again" : "") + ", which needs an explicit yes."});
            const auto *vectors = std::get_if<schema::DeleteVectorIndexStep>(&step);
            if (vectors != nullptr && !choices.dropsIndexes)
                missing.push_back({Consent::Kind::DropIndex, commit.table, vectors->index,
                                   "Vector index " + vectors->index + " of table " + commit.table + " would be dropped"
                                       + (vectors->isRecreated ? " and created again" : "") + ", which needs an explicit yes."});
        }
    }
    return missing;
}

std::filesystem::path copyFileOf(const CommitChoices &choices, const std::string &table)
{
    constexpr int kHexDigits = 8;
    constexpr std::string_view kHex = "0123456789abcdef";
    const std::uint32_t hash = value::md5First32(choices.connectionId);
    std::string name = table + "-";
    for (int digit = kHexDigits - 1; digit >= 0; --digit)
        name += kHex[hash >> (4 * digit) & 0xF];
    return choices.copyFolder / (name + ".keywright-copy.jsonl");
}

CommitReport runCommit(const CommitPlan &plan, const model::Model &model, connection::Connection &connection, const CommitChoices &choices,
                       const CommitControl &control)
{
    CommitReport report;
    report.failure = whyNot(plan, choices);
    if (!report.failure.empty())
        return report;
    CommitControl complete = control;
    if (!complete.wait)
        complete.wait = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
    for (const TableCommit &commit : plan.tables) {
        TableResult &result = report.tables.emplace_back();
        result.table = commit.table;
        try {
            TableRun(commit, model, connection, choices, complete, result).run();
        } catch (const Stopped &) {
            report.isStopped = true;
            return report;
        } catch (const ServiceError &error) {
            report.failure = error.name() + ": " + error.what() + whatStands(result);
            return report;
        } catch (const std::runtime_error &error) {
            report.failure = error.what() + whatStands(result);
            return report;
        }
    }
    return report;
}

} // namespace keywright::session
