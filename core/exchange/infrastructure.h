#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/exchange.h"

/// What the exports of infrastructure (Terraform, CloudFormation, CDK, command line) have in common.
namespace keywright::exchange {

/// What may be written beside the tables, where the model says it or it follows from the tables. All off by default, so
/// that the first export is short.
struct InfrastructureExtras {
    bool autoScaling = false;         ///< targets and policies of provisioned tables and GSIs that scale
    bool contributorInsights = false; ///< of tables and GSIs that have it in the model
    bool resourcePolicy = false;
    bool kmsKey = false; ///< a key of its own for tables with a customer-managed key
    bool alarms = false; ///< CloudWatch: throttles, system errors, p99 latency, and utilisation where provisioned
    bool kinesisDestination = false;
    bool backupPlan = false; ///< a daily backup, kept for 35 days
    bool dashboard = false;
    bool iamPolicy = false;       ///< what the access patterns need of the tables, and nothing else
    bool daxCluster = false;      ///< with its role and subnet group
    bool vpcEndpoint = false;     ///< a gateway endpoint that lets these tables through
    bool streamFunctions = false; ///< Lambda event source mappings of the tables with a stream, filtered by entity
    friend bool operator==(const InfrastructureExtras &, const InfrastructureExtras &) = default;
};

/// The extras' names on the command line: "autoscaling", "contributor-insights", "resource-policy", "kms-key", "alarms",
/// "kinesis", "backup", "dashboard", "iam-policy", "dax", "vpc-endpoint", "lambda".
const std::vector<std::string> &extraNames();
/// What an extra is called on a screen, "Auto scaling" for "autoscaling"; empty for none of that name.
std::string_view extraTitle(std::string_view name);
/// Turns one on. False when there is none of that name.
bool turnOn(InfrastructureExtras &extras, std::string_view name);

/// Encryption with a key other than the one that DynamoDB owns.
struct KeyChoice {
    bool isCustomerManaged = false;
    std::string kmsKey; ///< of a customer-managed one: an id, ARN or alias; empty when the model does not say
};

struct ReplicaRegion {
    std::string region;
    std::string kmsKey;     ///< empty for none of its own
    std::string tableClass; ///< empty for the table's
    std::optional<std::int64_t> readCapacityUnits;
};

/// What a table's settings say that the model has no structs for.
struct TableSettings {
    std::string insightsMode; ///< "ACCESSED_AND_THROTTLED_KEYS" or "THROTTLED_KEYS"; empty when off
    std::string kinesisStream;
    std::string kinesisPrecision; ///< "MILLISECOND" or "MICROSECOND"; empty when the model does not say
    std::string resourcePolicy;
    std::optional<KeyChoice> encryption;
    std::vector<ReplicaRegion> replicas;
};

TableSettings settingsOf(const model::Table &table);
/// Empty when off.
std::string insightsModeOf(const model::Table &table, const std::string &index);
/// Absent for an index without settings.
const model::CapacityScaling &scalingOf(const model::Table &table, const std::string &index);

/// The capacity to begin with: the index's or table's own, else the table's, else what auto scaling starts from.
schema::ProvisionedThroughput provisionedOf(const model::Table &table, const schema::IndexDefinition *index);

/// Every key attribute of the table and its indexes, once, in the order of appearance.
std::vector<schema::KeyAttribute> keyAttributesOf(const schema::TableDefinition &table);

/// The operations that access patterns run on the table; GetItem, PutItem and Query when there are none.
std::vector<std::string> operationsOn(const model::Model &model, const std::string &table);

/// "tables[0]".
std::string placeOf(const model::Model &model, const model::Table &table);

/// What no infrastructure code can hold: entities, access patterns, facets, items, notes.
void listDesignLosses(const model::Model &model, std::string_view target, std::vector<Loss> &losses);

/// For a target that has no vector indexes.
void listVectorLosses(const model::Model &model, std::string_view target, std::vector<Loss> &losses);

/// What the model has and the extras that are off leave out.
void listExtrasLeftOut(const model::Model &model, const InfrastructureExtras &extras, std::vector<Loss> &losses);

} // namespace keywright::exchange
