#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/schema/table_definition.h"

/// What is known of partitions, and what must be assumed.
namespace keywright::capacity {

/// A partition's limits a second. Reads and writes are limited independently of each other.
/// Source: developer guide, "Best practices for designing and using partition keys effectively".
inline constexpr double kPartitionReads = 3'000;
inline constexpr double kPartitionWrites = 1'000;

/// About what a partition stores. Source: developer guide, "Partitions and data distribution in DynamoDB".
inline constexpr double kPartitionBytes = 10'737'418'240;

/// The numbers of the model. Those with a source are facts, and may be changed to ask what if; the others are assumptions,
/// since AWS does not publish them.
struct PartitionRules {
    double partitionReads = kPartitionReads;
    double partitionWrites = kPartitionWrites;
    double partitionBytes = kPartitionBytes;

    /// Unused throughput of so many seconds is kept for bursts. Source: developer guide, "Burst and adaptive capacity".
    /// A burst never takes a partition above its own limits (ATC 2022, section 4.1 "Bursting").
    double burstSeconds = 300;

    /// Adaptive capacity lends unused throughput of the table to partitions that need it, at once, within the table's total
    /// and the partition's limits. Source: developer guide, "Burst and adaptive capacity"; ATC 2022, section 4.2 "Global
    /// admission control". Off, each partition has its even part of the table's throughput, as before 2018.
    bool isAdaptive = true;

    /// A new on-demand table or GSI serves so much at once. Source: developer guide, "DynamoDB on-demand capacity mode".
    double onDemandReads = 12'000;
    double onDemandWrites = 4'000;
    /// An on-demand table serves twice its previous peak; a peak becomes the previous one after so long. Source: the same.
    std::int64_t growthSeconds = 1'800;
    /// Assumption: a peak is what was consumed on average over so long.
    std::int64_t peakSeconds = 60;

    /// What an account may consume on one on-demand table, reads and writes each. Source: developer guide, "Quotas in Amazon
    /// DynamoDB", throughput default quotas; can be raised.
    double tableQuota = 40'000;

    /// Assumptions: a partition is split for heat once it was this near to its limit for so long. ATC 2022, section 4.3,
    /// says that there is a threshold; the AWS Database Blog's "Scaling DynamoDB: How partitions, hot keys, and split for
    /// heat impact performance" speaks of traffic near the limit, and of minutes.
    double splitHeat = 0.9;
    std::int64_t splitAfterSeconds = 600;
    bool splitsForHeat = true;
    /// Assumption: throughput that grows (on demand, by auto scaling, by hand) halves partitions until none is wider than its
    /// even part. This many are the most, to bound memory.
    std::size_t mostPartitions = 4'096;
};

/// One of the numbers above as a person may change it; switches are 0 or 1.
struct RuleDescription {
    std::string_view name;   ///< "splitAfterSeconds"
    std::string_view title;  ///< in words, with the unit
    std::string_view source; ///< empty for an assumption of ours
    double least = 0;
    double most = 0;
    double (*get)(const PartitionRules &rules) = nullptr;
    void (*set)(PartitionRules &rules, double value) = nullptr;
};

/// All of them, in the order of the struct.
std::span<const RuleDescription> ruleDescriptions();

/// Changes the rule of that name. Gives a sentence that says what is wrong when there is no such rule or the value is out
/// of its range, and changes nothing then.
std::optional<std::string> changeRule(PartitionRules &rules, std::string_view name, double value);

/// How many partitions a new table or GSI begins with: the formula for provisioned throughput and size, or one for each
/// 3,000 reads or 1,000 writes of what it can serve at once when it is on demand or warmed up.
/// Sources: AWS's talks on partitions since re:Invent 2013 (provisioned: RCU / 3,000 + WCU / 1,000, and one for each 10 GB);
/// developer guide, "DynamoDB on-demand capacity mode" and "Understanding DynamoDB warm throughput". That the greater of
/// reads and writes decides on demand, and not their sum, is an assumption.
std::size_t firstPartitions(schema::BillingMode mode, const schema::Capacity &capacity, double storedBytes,
                            const PartitionRules &rules = {});

} // namespace keywright::capacity
