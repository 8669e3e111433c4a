#include "core/model/advice.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/model/advice_rules.h"

namespace keywright::model {

namespace {

struct RuleWithFinder {
    AdviceRule rule;
    advice::Find find;
};

constexpr std::string_view kPartitionKeys =
    "Developer guide, \"Best practices for designing and using partition keys effectively in DynamoDB\" (bp-partition-key-design.html)";
constexpr std::string_view kIndexes = "Developer guide, \"General guidelines for secondary indexes in DynamoDB\" (bp-indexes-general.html)";
constexpr std::string_view kSortKeys =
    "Developer guide, \"Best practices for using sort keys to organize data in DynamoDB\" (bp-sort-keys.html)";
constexpr std::string_view kQueryAndScan =
    "Developer guide, \"Best practices for querying and scanning data in DynamoDB\" (bp-query-scan.html)";
constexpr std::string_view kGlobalIndexes = "Developer guide, \"Using Global Secondary Indexes in DynamoDB\" (GSI.html)";
constexpr std::string_view kBackPressure =
    "Developer guide, \"Understanding GSI write throttling and back pressure in DynamoDB\" (gsi-throttling.html)";
constexpr std::string_view kItemSizes = "Developer guide, \"DynamoDB item sizes and formats\" (CapacityUnitCalculations.html)";

constexpr std::array kRules{
    RuleWithFinder{{"low-cardinality-partition-key", "Partition key with few values", kPartitionKeys}, advice::findLowCardinality},
    RuleWithFinder{{"time-ordered-partition-key", "Partition key made of time",
                    "Developer guide, \"Using write sharding to distribute workloads evenly in your DynamoDB table\" "
                    "(bp-partition-key-sharding.html)"},
                   advice::findTimeOrderedPartitions},
    RuleWithFinder{{"hot-key", "More than 1,000 writes or 3,000 reads a second on one key",
                    "Developer guide, \"Key range throughput exceeded (hot partitions)\" "
                    "(throttling-key-range-limit-exceeded-mitigation.html)"},
                   advice::findHotKeys},
    RuleWithFinder{{"unbounded-item-collection", "Item collection without bounds",
                    "Developer guide, \"Best practices for handling time series data in DynamoDB\" (bp-time-series.html)"},
                   advice::findUnboundedCollections},
    RuleWithFinder{{"lsi-item-collection-limit", "Item collection with an LSI towards 10 GB",
                    "Developer guide, \"Local secondary indexes\", \"Item collection size limit\" (LSI.html)"},
                   advice::findLargeLocalCollections},
    RuleWithFinder{{"number-as-text-in-sort-key", "Number as text in a sort key without padding", kSortKeys}, advice::findNumbersAsText},
    RuleWithFinder{{"key-template-clash", "Two entities can build the same primary key",
                    "Developer guide, \"Core components of Amazon DynamoDB\", \"Primary key\" (HowItWorks.CoreComponents.html)"},
                   advice::findKeyTemplateClashes},
    RuleWithFinder{{"gsi-not-sparse", "Index with entries that nobody reads",
                    "Developer guide, \"Take advantage of sparse indexes in DynamoDB\" (bp-indexes-general-sparse-indexes.html)"},
                   advice::findEntriesNobodyReads},
    RuleWithFinder{{"all-projection-write-heavy", "Projection ALL on an index that is written more than read", kIndexes},
                   advice::findWideProjections},
    RuleWithFinder{{"mutable-gsi-key", "Index key that changes", kGlobalIndexes}, advice::findMutableIndexKeys},
    RuleWithFinder{{"key-left-behind", "Update of an attribute that a key is built from",
                    "Developer guide, \"Working with items and attributes in DynamoDB\", \"Updating an item\" (WorkingWithItems.html)"},
                   advice::findKeysLeftBehind},
    RuleWithFinder{{"unused-index", "Index that no access pattern reads", kIndexes}, advice::findUnusedIndexes},
    RuleWithFinder{{"redundant-index", "Index that another one makes superfluous", kIndexes}, advice::findRedundantIndexes},
    RuleWithFinder{{"gsi-throttles-table", "Index without the write capacity that its table needs", kBackPressure},
                   advice::findThrottlingIndexes},
    RuleWithFinder{{"filter-instead-of-key", "Filter where a key could ask", kQueryAndScan}, advice::findFilters},
    RuleWithFinder{{"scan-as-access-pattern", "Scan as an access pattern", kQueryAndScan}, advice::findScans},
    RuleWithFinder{{"unbounded-query", "Query without a limit on a growing collection",
                    "Developer guide, \"Paginating table query results in DynamoDB\" (Query.Pagination.html)"},
                   advice::findUnboundedQueries},
    RuleWithFinder{{"strong-read-on-gsi", "Strongly consistent read of a GSI", kGlobalIndexes}, advice::findStrongIndexReads},
    RuleWithFinder{{"uniqueness-without-guard", "Uniqueness that nothing guards",
                    "AWS Database Blog, \"Simulating Amazon DynamoDB unique constraints using transactions\""},
                   advice::findUnguardedUniqueness},
    RuleWithFinder{{"transaction-over-100-actions", "Transaction of more than 100 actions or 4 MB",
                    "Developer guide, \"Amazon DynamoDB Transactions: How it works\" (transaction-apis.html)"},
                   advice::findLargeTransactions},
    RuleWithFinder{{"not-exists-with-replicas", "attribute_not_exists on a table with replicas",
                    "Developer guide, \"Write modes with DynamoDB global tables\" "
                    "(bp-global-table-design.prescriptive-guidance.writemodes.html)"},
                   advice::findConditionsWithReplicas},
    RuleWithFinder{{"missing-rate", "Access pattern without a rate",
                    "Developer guide, \"First steps for modeling relational data in DynamoDB\" (bp-modeling-nosql.html)"},
                   advice::findMissingRates},
    RuleWithFinder{{"large-item", "Items near 400 KB",
                    "Developer guide, \"Best practices for storing large items and attributes in DynamoDB\" (bp-use-s3-too.html)"},
                   advice::findLargeItems},
    RuleWithFinder{{"ttl-not-in-seconds", "Time to live that is not in epoch seconds",
                    "Developer guide, \"Using time to live (TTL) in DynamoDB\" (TTL.html)"},
                   advice::findTimeToLiveNotInSeconds},
    RuleWithFinder{{"long-attribute-name", "Long attribute names", kItemSizes}, advice::findLongNames},
    RuleWithFinder{
        {"reserved-word", "Attributes named by reserved words", "Developer guide, \"Reserved words in DynamoDB\" (ReservedWords.html)"},
        advice::findReservedWords},
    RuleWithFinder{{"unused-attribute", "Attribute that no access pattern uses", kItemSizes}, advice::findUnusedAttributes},
};

} // namespace

namespace advice {

void Findings::add(AdviceSeverity severity, std::string place, std::string reason, std::string remedy, const std::function<Command()> &fix)
{
    Advice advice{std::string(m_rule.id),     severity,    std::move(place), std::move(reason), std::move(remedy),
                  std::string(m_rule.source), std::nullopt};
    if (fix) {
        try {
            Command command = fix();
            if (!command.changes.empty())
                advice.fix = std::move(command);
        } catch (const EditError &) {
            advice.fix.reset(); // the model contradicts itself there; a person must look first
        }
    }
    m_all.push_back(std::move(advice));
}

std::string figure(double number)
{
    std::array<char, 400> text{}; // to_chars knows no locale
    const bool isSmall = number > 0 && number < 0.1;
    const bool isWhole = number >= 100 || std::abs(number - std::round(number)) < 0.05;
    const auto format = isSmall ? std::chars_format::general : std::chars_format::fixed;
    const int precision = isSmall ? 2 : isWhole ? 0 : 1;
    std::string digits(text.data(), std::to_chars(text.data(), text.data() + text.size(), number, format, precision).ptr);
    if (!isSmall && isWhole)
        for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
            digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string byteFigure(double bytes)
{
    static constexpr std::array kUnits{"bytes", "KB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    for (; bytes >= 1024 && unit + 1 < kUnits.size(); ++unit)
        bytes /= 1024;
    return figure(bytes) + " " + kUnits[unit];
}

std::string joined(const std::vector<std::string> &names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

std::string placeOf(const Model &model, const Entity &entity)
{
    return element("entities", static_cast<std::size_t>(&entity - model.entities.data()));
}

} // namespace advice

std::string_view textOf(AdviceSeverity severity)
{
    switch (severity) {
    case AdviceSeverity::Error: return "error";
    case AdviceSeverity::Warning: return "warning";
    case AdviceSeverity::Hint: return "hint";
    }
    return {};
}

std::span<const AdviceRule> adviceRules()
{
    static const auto rules = [] {
        std::vector<AdviceRule> all;
        for (const RuleWithFinder &each : kRules)
            all.push_back(each.rule);
        return all;
    }();
    return rules;
}

std::vector<Advice> adviseOn(const Model &model)
{
    const Survey survey(model);
    std::vector<Advice> all;
    for (const RuleWithFinder &each : kRules) {
        advice::Findings findings(each.rule, all);
        each.find(survey, findings);
    }
    std::stable_sort(all.begin(), all.end(), [](const Advice &left, const Advice &right) { return left.severity < right.severity; });
    return all;
}

} // namespace keywright::model
