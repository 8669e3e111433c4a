#include "core/service/operations/insight_operations.h"

#include "core/engine/engine.h"
#include "core/service/operations/json_writer.h"
#include "core/service/operations/request_parts.h"

namespace keywright::service {

namespace {

constexpr std::int64_t kMostSummaries = 100;

void writePlaceAndStatus(JsonWriter &out, const engine::InsightsDescription &insights)
{
    out.member("TableName", insights.table);
    if (!insights.index.empty())
        out.member("IndexName", insights.index);
    out.member("ContributorInsightsStatus", engine::textOf(insights.status));
    if (insights.mode)
        out.member("ContributorInsightsMode", engine::textOf(*insights.mode));
}

std::string indexIn(const RequestValue &request)
{
    return std::string(request.text("IndexName"));
}

} // namespace

void updateContributorInsights(const OperationCall &call, std::string &body)
{
    const auto insights = call.engine.insightsStatus().update(tableIn(call.request), indexIn(call.request),
                                                              call.request.text("ContributorInsightsAction") == "ENABLE",
                                                              engine::insightsModeFromText(call.request.text("ContributorInsightsMode")));
    JsonWriter out(body);
    out.beginObject();
    writePlaceAndStatus(out, insights);
    out.endObject();
}

void describeContributorInsights(const OperationCall &call, std::string &body)
{
    const auto insights = call.engine.insightsStatus().describe(tableIn(call.request), indexIn(call.request));
    JsonWriter out(body);
    out.beginObject();
    writePlaceAndStatus(out, insights);
    if (!insights.rules.empty()) {
        out.key("ContributorInsightsRuleList");
        out.beginArray();
        for (const std::string &rule : insights.rules)
            out.string(rule);
        out.endArray();
    }
    if (insights.lastUpdateAt) {
        out.key("LastUpdateDateTime");
        out.seconds(*insights.lastUpdateAt);
    }
    out.endObject();
}

void listContributorInsights(const OperationCall &call, std::string &body)
{
    const std::string table = call.request.has("TableName") ? tableIn(call.request) : std::string();
    const auto page =
        call.engine.insightsStatus().list(table, textIn(call.request, "NextToken"), call.request.integer("MaxResults", kMostSummaries));
    JsonWriter out(body);
    out.beginObject();
    out.key("ContributorInsightsSummaries");
    out.beginArray();
    for (const engine::InsightsDescription &insights : page.descriptions) {
        out.beginObject();
        writePlaceAndStatus(out, insights);
        out.endObject();
    }
    endPage(out, page.nextToken);
}

} // namespace keywright::service
