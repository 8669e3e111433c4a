#include "core/engine/insights_status.h"

#include "core/engine/catalog.h"
#include "core/engine/resource_names.h"
#include "core/engine/service_error.h"

namespace keywright::engine {

namespace {

constexpr std::int64_t kMostResults = 100;

/// Throws ServiceError when the table has no such index.
void checkIndex(const TableState &table, const std::string &index)
{
    const Place *place = index.empty() ? &table.base : table.findIndex(index);
    if (place == nullptr || place->isLocal)
        throw ServiceError("ResourceNotFoundException",
                           "Requested resource not found: Table: " + table.definition.name + " with index: " + index + " not found");
}

/// Most accessed and most throttled partition keys, and whole keys where there is a sort key.
std::vector<std::string> ruleNames(const TableState &table, const std::string &index, const InsightsSetting &setting)
{
    const Place *place = index.empty() ? nullptr : table.findIndex(index);
    const schema::KeySchema &key = place == nullptr ? table.definition.key : place->definition->key;
    const std::string ending = "-" + table.definition.name + (index.empty() ? "" : "-" + index) + "-" + std::to_string(setting.changedAt);
    const bool countsAccess = setting.mode == InsightsMode::AccessedAndThrottledKeys;
    std::vector<std::string> names;
    const auto add = [&](const std::string &kind) { names.push_back("DynamoDBContributorInsights-" + kind + ending); };
    if (countsAccess)
        add("PKC");
    add("PKT");
    if (!key.sort.empty()) {
        if (countsAccess)
            add("SKC");
        add("SKT");
    }
    return names;
}

InsightsDescription describeSetting(const TableState &table, const std::string &index, std::int64_t now)
{
    InsightsDescription description;
    description.table = table.definition.name;
    description.index = index;
    const auto found = table.insights.find(index);
    if (found == table.insights.end())
        return description;
    const InsightsSetting &setting = found->second;
    const bool isSettled = now >= setting.settledAt;
    if (setting.isEnabled)
        description.status = isSettled ? InsightsStatusCode::Enabled : InsightsStatusCode::Enabling;
    else
        description.status = isSettled ? InsightsStatusCode::Disabled : InsightsStatusCode::Disabling;
    description.mode = setting.mode;
    description.lastUpdateAt = setting.changedAt;
    if (setting.isEnabled)
        description.rules = ruleNames(table, index, setting);
    return description;
}

} // namespace

InsightsStatus::InsightsStatus(Catalog &catalog, const EngineOptions &options) : m_catalog(catalog), m_options(options) { }

InsightsDescription InsightsStatus::update(const std::string &nameOrArn, const std::string &index, bool enable,
                                           std::optional<InsightsMode> mode)
{
    const std::int64_t now = m_options.clock();
    bool isChange = false;
    const auto table = m_catalog.change(nameOrArn, [&](TableState &next, Catalog::Consequences &) {
        checkIndex(next, index);
        const std::string kNotNow = "Table or Index is not in a valid state to update Key Access Insights: ";
        if (enable && next.status.holdsAt(now))
            throw ServiceError("ValidationException", kNotNow + "TableStatus must be ACTIVE to enable ContributorInsights.");
        if (enable && !index.empty() && next.findIndex(index)->isBackfilling)
            throw ServiceError("ValidationException", kNotNow + "IndexStatus must be ACTIVE to enable ContributorInsights.");
        const auto newMode = mode.value_or(InsightsMode::AccessedAndThrottledKeys);
        const auto found = next.insights.find(index);
        const bool wasEnabled = found != next.insights.end() && found->second.isEnabled;
        if (wasEnabled == enable && (!enable || found->second.mode == newMode))
            return;
        isChange = true;
        InsightsSetting &setting = next.insights[index];
        setting.isEnabled = enable;
        if (enable)
            setting.mode = newMode;
        setting.changedAt = now;
        setting.settledAt = now + m_options.statusDelayMs;
    });
    InsightsDescription answer = describeSetting(*table, index, now);
    if (isChange)
        answer.status = enable ? InsightsStatusCode::Enabling : InsightsStatusCode::Disabling;
    return answer;
}

InsightsDescription InsightsStatus::describe(const std::string &nameOrArn, const std::string &index) const
{
    const auto table = m_catalog.findUsable(nameOrArn);
    checkIndex(*table, index);
    return describeSetting(*table, index, m_options.clock());
}

InsightsPage InsightsStatus::list(const std::string &nameOrArn, const std::optional<std::string> &nextToken, std::int64_t maxResults) const
{
    const std::int64_t now = m_options.clock();
    const auto tables = nameOrArn.empty() ? m_catalog.all() : std::vector{m_catalog.findUsable(nameOrArn)};
    const auto most = static_cast<std::size_t>(maxResults > 0 ? std::min(maxResults, kMostResults) : kMostResults);
    InsightsPage page;
    std::string last;
    for (const auto &table : tables) {
        for (const auto &[index, setting] : table->insights) {
            InsightsDescription description = describeSetting(*table, index, now);
            if (description.status == InsightsStatusCode::Disabled)
                continue;
            const std::string token = table->definition.name + " " + index; // sorts as the names do
            if (nextToken && token <= *nextToken)
                continue;
            if (page.descriptions.size() == most) {
                page.nextToken = last;
                return page;
            }
            page.descriptions.push_back(std::move(description));
            last = token;
        }
    }
    return page;
}

} // namespace keywright::engine
