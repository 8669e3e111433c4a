#include "core/session/commit_plan.h"

#include <algorithm>
#include <array>

#include "core/engine/table_requests.h"
#include "core/exchange/infrastructure.h"
#include "core/session/live_table.h"

namespace keywright::session {

namespace {

constexpr std::array<std::string_view, 4> kActions{"nothing", "create", "update", "replace"};

bool hasScaling(const model::Table &table)
{
    const auto scales = [](const model::CapacityScaling &scaling) { return scaling.read || scaling.write; };
    return scales(table.scaling) || std::any_of(table.indexSettings.begin(), table.indexSettings.end(), [&](const auto &each) {
               return scales(each.second.scaling);
           });
}

/// What the table's settings say that commit does, and what it leaves to others.
void sayWhatIsLeft(const model::Table &table, TableCommit &commit)
{
    const exchange::TableSettings settings = exchange::settingsOf(table);
    const bool isMade = commit.action == TableAction::Create || commit.action == TableAction::Replace;
    if (isMade)
        commit.resourcePolicy = settings.resourcePolicy;
    const auto addIf = [&commit](bool isSet, const std::string &what) {
        if (isSet)
            commit.leftAlone.push_back(what + " is not committed; the exports to Terraform and CloudFormation have it.");
    };
    addIf(hasScaling(table), "Auto scaling");
    addIf(table.recoveryPeriodInDays.has_value(), "Point-in-time recovery");
    addIf(!settings.insightsMode.empty(), "Contributor Insights");
    addIf(!settings.kinesisStream.empty(), "The Kinesis stream");
    addIf(!settings.resourcePolicy.empty() && !isMade, "The resource policy");
    addIf(!settings.replicas.empty(), "Replication to other regions");
}

std::string obstacleOf(const LiveTable &live)
{
    return live.description.status == engine::TableStatus::Deleting
        ? "Table " + live.shape.definition.name + " is being deleted. Commit again when it is gone."
        : std::string();
}

std::string protectionOf(const TableCommit &commit)
{
    const bool isProtected = commit.action == TableAction::Replace && commit.present->definition.deletionProtection
        && commit.wanted.definition.deletionProtection;
    return isProtected ? "Table " + commit.table
            + " is protected from deletion, and the model wants that too. To replace it, switch deletion protection off in the model, or "
              "give the new table another name."
                       : std::string();
}

TableCommit commitOf(const model::Model &model, const model::Table &table, connection::Connection &connection)
{
    TableCommit commit;
    commit.table = table.definition.name;
    const auto live = readLiveTable(connection, commit.table);
    commit.wanted = wantedShape(table, live ? &*live : nullptr);
    for (const model::TableItems &items : model.sampleData)
        if (items.table == commit.table)
            commit.sampleItems += items.items.size();
    if (!live) {
        commit.action = TableAction::Create;
        sayWhatIsLeft(table, commit);
        return commit;
    }
    commit.present = live->shape;
    commit.size = live->size;
    schema::TableChangePlan plan = schema::planTableChange(live->shape, commit.wanted, live->size);
    if (plan.needsReplacement())
        commit.action = TableAction::Replace;
    else if (!plan.steps.empty())
        commit.action = TableAction::Update;
    commit.differences = std::move(plan.differences);
    commit.steps = std::move(plan.steps);
    commit.obstacle = obstacleOf(*live);
    commit.protection = protectionOf(commit);
    sayWhatIsLeft(table, commit);
    return commit;
}

} // namespace

std::string_view textOf(TableAction action)
{
    return kActions.at(static_cast<std::size_t>(action));
}

bool CommitPlan::changesTables() const
{
    return std::any_of(tables.begin(), tables.end(), [](const TableCommit &each) { return each.action != TableAction::Nothing; });
}

CommitPlan planCommit(const model::Model &model, connection::Connection &connection)
{
    CommitPlan plan;
    plan.connection = connection.name();
    for (const model::Table &table : model.tables)
        plan.tables.push_back(commitOf(model, table, connection));
    for (const std::string &table : connection.listTables())
        if (model.findTable(table) == nullptr)
            plan.otherTables.push_back(table);
    return plan;
}

} // namespace keywright::session
