#include "core/session/report_traffic.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/session/report_html.h"

namespace keywright::session {

namespace {

constexpr std::size_t kMostPatterns = 10;

/// With thousands apart, in no locale.
std::string fixed(double value, int decimals)
{
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals).ptr;
    std::string digits(text, end);
    const std::size_t point = digits.find('.') == std::string::npos ? digits.size() : digits.find('.');
    for (std::size_t at = point; at > 3 + (digits[0] == '-' ? 1U : 0U); at -= 3)
        digits.insert(at - 3, ",");
    return digits;
}

std::string dollars(double amount)
{
    return "$" + fixed(amount, amount > 0 && amount < 0.01 ? 4 : 2);
}

std::string percent(double share)
{
    return fixed(100 * share, share > 0 && share < 0.01 ? 2 : 0) + " %";
}

std::string paragraph(const std::string &text, const char *cssClass)
{
    return std::string("<p class=\"") + cssClass + "\">" + escaped(text) + "</p>\n";
}

} // namespace

std::string costHtml(const simulation::CostReport &report)
{
    std::string html =
        paragraph("A month in " + report.regionName + ", reads, writes, storage and what the tables have switched on, at the prices of "
                      + report.pricesDate + ": " + dollars(report.total) + " with the billing modes of the design.",
                  "soft");
    HtmlTable tables({"Table", "Billed", "On demand", "Provisioned", "Reserved 1 year", "Reserved 3 years"});
    for (const simulation::TableCost &table : report.tables) {
        const bool onDemand = table.billingMode == schema::BillingMode::PayPerRequest;
        tables.row({spanned("strong", table.table), onDemand ? "On demand" : "Provisioned", dollars(table.onDemandTotal),
                    dollars(table.provisionedTotal), dollars(table.oneYearTotal), dollars(table.threeYearsTotal)});
    }
    html += tables.html();
    std::vector<const simulation::ShareCost *> dearest;
    for (const simulation::ShareCost &pattern : report.patterns)
        dearest.push_back(&pattern);
    std::stable_sort(dearest.begin(), dearest.end(),
                     [](const auto *left, const auto *right) { return left->onDemand.amount() > right->onDemand.amount(); });
    if (dearest.size() > kMostPatterns)
        dearest.resize(kMostPatterns);
    HtmlTable patterns({"Access pattern", "Calls a month", "On demand", "Provisioned"});
    for (const simulation::ShareCost *pattern : dearest)
        patterns.row(
            {escaped(pattern->name), fixed(pattern->calls, 0), dollars(pattern->onDemand.amount()), dollars(pattern->provisioned)});
    return patterns.isEmpty() ? html : html + patterns.html();
}

std::string heatHtml(const simulation::Outcome &outcome)
{
    std::string html =
        paragraph("A day of the access patterns' expected traffic over the partitions of each table and index. 100 % is a partition's "
                  "limit: 3,000 read or 1,000 write units a second.",
                  "soft");
    HtmlTable places({"Table or index", "Partitions", "Hottest second", "Throttled units", "What is seen"});
    for (const simulation::PlaceOutcome &place : outcome.places) {
        std::string findings;
        for (const simulation::Diagnosis &diagnosis : place.diagnoses)
            findings += (findings.empty() ? "" : "<br>") + escaped(diagnosis.message);
        const double throttled = place.throttled.reads + place.throttled.writes;
        places.row({spanned("strong", place.index.empty() ? place.table : place.table + " / " + place.index),
                    std::to_string(place.partitionsAtStart)
                        + (place.partitions.size() == place.partitionsAtStart ? "" : ", then " + std::to_string(place.partitions.size())),
                    spanned(place.greatestHeat >= 1         ? "bad"
                                : place.greatestHeat >= 0.5 ? "warn"
                                                            : "good",
                            percent(std::min(1.0, place.greatestHeat))),
                    throttled >= 0.5 ? spanned("bad", fixed(throttled, 0)) : "0", findings});
    }
    return html + places.html();
}

} // namespace keywright::session
