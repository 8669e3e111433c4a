#include "core/capacity/partition_rules.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace keywright::capacity {

namespace {

constexpr std::string_view kPartitionKeys = "Developer guide, \"Best practices for designing and using partition keys effectively\"";
constexpr std::string_view kBurst = "Developer guide, \"Burst and adaptive capacity\"";
constexpr std::string_view kOnDemand = "Developer guide, \"DynamoDB on-demand capacity mode\"";

/// A description of one member.
template <auto kMember>
RuleDescription rule(std::string_view name, std::string_view title, std::string_view source, double least, double most)
{
    return {name,
            title,
            source,
            least,
            most,
            [](const PartitionRules &rules) { return static_cast<double>(rules.*kMember); },
            [](PartitionRules &rules, double value) {
                rules.*kMember = static_cast<std::remove_reference_t<decltype(rules.*kMember)>>(value);
            }};
}

} // namespace

std::span<const RuleDescription> ruleDescriptions()
{
    using Rules = PartitionRules;
    static const std::array kAll{
        rule<&Rules::partitionReads>("partitionReads", "read units a second of one partition", kPartitionKeys, 1, 1e9),
        rule<&Rules::partitionWrites>("partitionWrites", "write units a second of one partition", kPartitionKeys, 1, 1e9),
        rule<&Rules::partitionBytes>("partitionBytes", "bytes that one partition stores",
                                     "Developer guide, \"Partitions and data distribution in DynamoDB\"", 1, 1e15),
        rule<&Rules::burstSeconds>("burstSeconds", "seconds of unused throughput that are kept for bursts", kBurst, 0, 86'400),
        rule<&Rules::isAdaptive>("isAdaptive", "whether partitions borrow from each other (0 or 1)", kBurst, 0, 1),
        rule<&Rules::onDemandReads>("onDemandReads", "reads a second that a new on-demand table serves at once", kOnDemand, 1, 1e9),
        rule<&Rules::onDemandWrites>("onDemandWrites", "writes a second that a new on-demand table serves at once", kOnDemand, 1, 1e9),
        rule<&Rules::growthSeconds>("growthSeconds", "seconds after which a peak is the previous one", kOnDemand, 1, 86'400),
        rule<&Rules::peakSeconds>("peakSeconds", "seconds over which a peak is averaged", "", 1, 3'600),
        rule<&Rules::tableQuota>("tableQuota", "units a second that an account may consume on one on-demand table",
                                 "Developer guide, \"Quotas in Amazon DynamoDB\"", 1, 1e9),
        rule<&Rules::splitHeat>("splitHeat", "share of its limit above which a partition counts as hot", "", 0.01, 1),
        rule<&Rules::splitAfterSeconds>("splitAfterSeconds", "hot seconds after which a partition is split", "", 1, 86'400),
        rule<&Rules::splitsForHeat>("splitsForHeat", "whether hot partitions are split at all (0 or 1)", "", 0, 1),
        rule<&Rules::mostPartitions>("mostPartitions", "partitions that one table or index has at most", "", 1, 65'536),
    };
    return kAll;
}

std::optional<std::string> changeRule(PartitionRules &rules, std::string_view name, double value)
{
    const std::span<const RuleDescription> all = ruleDescriptions();
    const auto found = std::find_if(all.begin(), all.end(), [name](const RuleDescription &each) { return each.name == name; });
    if (found == all.end()) {
        std::string known;
        for (const RuleDescription &each : all)
            known += (known.empty() ? "" : ", ") + std::string(each.name);
        return "There is no rule \"" + std::string(name) + "\"; there are " + known + ".";
    }
    if (!(value >= found->least && value <= found->most))
        return "The value of " + std::string(name) + " (" + std::string(found->title) + ") is out of its range.";
    found->set(rules, value);
    return std::nullopt;
}

std::size_t firstPartitions(schema::BillingMode mode, const schema::Capacity &capacity, double storedBytes, const PartitionRules &rules)
{
    double needed = std::ceil(storedBytes / rules.partitionBytes);
    if (mode == schema::BillingMode::Provisioned && capacity.provisioned)
        needed = std::max(needed,
                          std::ceil(static_cast<double>(capacity.provisioned->readCapacityUnits) / rules.partitionReads
                                    + static_cast<double>(capacity.provisioned->writeCapacityUnits) / rules.partitionWrites));
    if (mode == schema::BillingMode::PayPerRequest)
        needed = std::max(
            {needed, std::ceil(rules.onDemandReads / rules.partitionReads), std::ceil(rules.onDemandWrites / rules.partitionWrites)});
    if (capacity.warm) {
        needed = std::max(needed, std::ceil(static_cast<double>(capacity.warm->readUnitsPerSecond.value_or(0)) / rules.partitionReads));
        needed = std::max(needed, std::ceil(static_cast<double>(capacity.warm->writeUnitsPerSecond.value_or(0)) / rules.partitionWrites));
    }
    return static_cast<std::size_t>(std::clamp(needed, 1.0, static_cast<double>(rules.mostPartitions)));
}

} // namespace keywright::capacity
