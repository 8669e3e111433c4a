#include "core/exchange/infrastructure.h"

#include <algorithm>
#include <set>

#include "core/exchange/building.h"
#include "core/exchange/naming.h"

namespace keywright::exchange {

using value::Json;

namespace {

struct Extra {
    std::string name;
    std::string title;
    bool InfrastructureExtras::*member;
};

const std::vector<Extra> &extrasTable()
{
    static const std::vector<Extra> all{{"autoscaling", "Auto scaling", &InfrastructureExtras::autoScaling},
                                        {"contributor-insights", "Contributor insights", &InfrastructureExtras::contributorInsights},
                                        {"resource-policy", "Resource policies", &InfrastructureExtras::resourcePolicy},
                                        {"kms-key", "Encryption key", &InfrastructureExtras::kmsKey},
                                        {"alarms", "Alarms", &InfrastructureExtras::alarms},
                                        {"kinesis", "Kinesis streams", &InfrastructureExtras::kinesisDestination},
                                        {"backup", "Backup plan", &InfrastructureExtras::backupPlan},
                                        {"dashboard", "Dashboard", &InfrastructureExtras::dashboard},
                                        {"iam-policy", "IAM policy", &InfrastructureExtras::iamPolicy},
                                        {"dax", "DAX cluster", &InfrastructureExtras::daxCluster},
                                        {"vpc-endpoint", "VPC endpoint", &InfrastructureExtras::vpcEndpoint},
                                        {"lambda", "Lambda functions", &InfrastructureExtras::streamFunctions}};
    return all;
}

std::string textAt(const Json &json, std::string_view member, std::string_view inner)
{
    const Json *outer = json.find(member);
    const Json *found = outer == nullptr ? nullptr : outer->find(inner);
    return found == nullptr ? std::string() : found->text();
}

std::string textAt(const Json &json, std::string_view member)
{
    const Json *found = json.find(member);
    return found == nullptr ? std::string() : found->text();
}

std::optional<KeyChoice> encryptionOf(const model::Table &table)
{
    if (table.definition.encryption)
        return KeyChoice{!table.definition.encryption->kmsKey.empty(), table.definition.encryption->kmsKey};
    const std::string key = textAt(table.settings, "encryption", "key");
    if (key == "CUSTOMER_MANAGED")
        return KeyChoice{true, textAt(table.settings, "encryption", "kmsKey")};
    return key == "AWS_MANAGED" ? std::optional(KeyChoice{}) : std::nullopt;
}

} // namespace

const std::vector<std::string> &extraNames()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const Extra &extra : extrasTable())
            all.push_back(extra.name);
        return all;
    }();
    return names;
}

std::string_view extraTitle(std::string_view name)
{
    for (const Extra &extra : extrasTable())
        if (extra.name == name)
            return extra.title;
    return {};
}

bool turnOn(InfrastructureExtras &extras, std::string_view name)
{
    for (const Extra &extra : extrasTable())
        if (extra.name == name) {
            extras.*extra.member = true;
            return true;
        }
    return false;
}

TableSettings settingsOf(const model::Table &table)
{
    TableSettings settings;
    settings.insightsMode = textAt(table.settings, "contributorInsights", "mode");
    settings.kinesisStream = textAt(table.settings, "kinesisStream", "name");
    settings.kinesisPrecision = textAt(table.settings, "kinesisStream", "timestampPrecision");
    settings.resourcePolicy = textAt(table.settings, "resourcePolicy");
    settings.encryption = encryptionOf(table);
    if (const Json *replicas = table.settings.find("replicas"))
        for (const Json &replica : replicas->elements()) {
            const Json *units = replica.find("readCapacityUnits");
            settings.replicas.push_back({textAt(replica, "region"), textAt(replica, "kmsKey"), textAt(replica, "tableClass"),
                                         units == nullptr ? std::nullopt : units->asInteger()});
        }
    return settings;
}

std::string insightsModeOf(const model::Table &table, const std::string &index)
{
    const auto found = table.indexSettings.find(index);
    return found == table.indexSettings.end() ? std::string() : textAt(found->second.settings, "contributorInsights", "mode");
}

const model::CapacityScaling &scalingOf(const model::Table &table, const std::string &index)
{
    static const model::CapacityScaling kNone;
    const auto found = table.indexSettings.find(index);
    return found == table.indexSettings.end() ? kNone : found->second.scaling;
}

schema::ProvisionedThroughput provisionedOf(const model::Table &table, const schema::IndexDefinition *index)
{
    if (index != nullptr && index->capacity.provisioned)
        return *index->capacity.provisioned;
    if (table.definition.capacity.provisioned)
        return *table.definition.capacity.provisioned;
    const model::CapacityScaling &scaling = index == nullptr ? table.scaling : scalingOf(table, index->name);
    return {scaling.read ? scaling.read->minimum : 5, scaling.write ? scaling.write->minimum : 5};
}

std::vector<schema::KeyAttribute> keyAttributesOf(const schema::TableDefinition &table)
{
    std::vector<schema::KeyAttribute> attributes;
    std::set<std::string> seen;
    const auto collect = [&](const schema::KeySchema &key) {
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part)
                if (seen.insert(attribute.name).second)
                    attributes.push_back(attribute);
    };
    collect(table.key);
    for (const auto *indexes : {&table.localIndexes, &table.globalIndexes})
        for (const schema::IndexDefinition &index : *indexes)
            collect(index.key);
    return attributes;
}

std::vector<std::string> operationsOn(const model::Model &model, const std::string &table)
{
    std::set<std::string> operations;
    for (const model::AccessPattern &pattern : model.accessPatterns)
        for (const model::Step &step : pattern.steps) {
            const auto isOn = [&table](const model::Operation &part) { return part.table == table; };
            if (step.operation.kind != model::OperationKind::SearchVectors
                && (isOn(step.operation) || std::any_of(step.parts.begin(), step.parts.end(), isOn)))
                operations.insert(std::string(model::textOf(step.operation.kind)));
        }
    if (operations.empty())
        return {"GetItem", "PutItem", "Query"};
    return {operations.begin(), operations.end()};
}

std::string placeOf(const model::Model &model, const model::Table &table)
{
    return element("tables", static_cast<std::size_t>(&table - model.tables.data()));
}

void listDesignLosses(const model::Model &model, std::string_view target, std::vector<Loss> &losses)
{
    const std::string holder(target);
    const auto lose = [&](const std::string &place, const std::string &what) {
        losses.push_back({place, what + ": " + holder + " has no place for that."});
    };
    bool hasNotes = !model.note.empty();
    for (const model::Table &table : model.tables) {
        hasNotes = hasNotes || !table.note.empty() || !table.indexNotes.empty();
    }
    if (hasNotes)
        lose("note", "Notes are left out");
    if (!model.entities.empty())
        lose("entities",
             counted(model.entities.size(), "entity with its key templates is", "entities with their key templates are") + " left out");
    if (!model.accessPatterns.empty())
        lose("accessPatterns",
             counted(model.accessPatterns.size(), "access pattern is", "access patterns are")
                 + " left out (the access pattern code holds them)");
    if (!model.facets.empty())
        lose("facets", counted(model.facets.size(), "facet is", "facets are") + " left out");
    if (model.itemCount() > 0)
        lose("sampleData", counted(model.itemCount(), "item of sample data is", "items of sample data are") + " left out");
}

void listVectorLosses(const model::Model &model, std::string_view target, std::vector<Loss> &losses)
{
    for (const model::Table &table : model.tables)
        for (std::size_t i = 0; i < table.definition.vectorIndexes.size(); ++i)
            losses.push_back({placeOf(model, table) + "." + element("vectorIndexes", i),
                              "The vector index " + table.definition.vectorIndexes[i].name + " is left out: " + std::string(target)
                                  + " has no place for that."});
}

void listExtrasLeftOut(const model::Model &model, const InfrastructureExtras &extras, std::vector<Loss> &losses)
{
    for (const model::Table &table : model.tables) {
        const TableSettings settings = settingsOf(table);
        const std::string place = placeOf(model, table);
        const auto leftOut = [&](bool isOn, bool inModel, const std::string &member, const std::string &what, const std::string &name) {
            if (!isOn && inModel)
                losses.push_back({place + "." + member,
                                  what + " of " + table.definition.name + " is left out: the extra \"" + std::string(extraTitle(name))
                                      + "\" (--with " + name + ") writes it."});
        };
        if (settings.encryption && settings.encryption->isCustomerManaged && settings.encryption->kmsKey.empty())
            leftOut(extras.kmsKey, true, "encryption", "The customer-managed key, which the model does not name,", "kms-key");
        bool scales = table.scaling != model::CapacityScaling();
        bool hasInsights = !settings.insightsMode.empty();
        for (const schema::IndexDefinition &index : table.definition.globalIndexes) {
            scales = scales || scalingOf(table, index.name) != model::CapacityScaling();
            hasInsights = hasInsights || !insightsModeOf(table, index.name).empty();
        }
        leftOut(extras.autoScaling, scales, "capacity", "Auto scaling", "autoscaling");
        leftOut(extras.contributorInsights, hasInsights, "contributorInsights", "The contributor-insights setting", "contributor-insights");
        leftOut(extras.resourcePolicy, !settings.resourcePolicy.empty(), "resourcePolicy", "The resource policy", "resource-policy");
        leftOut(extras.kinesisDestination, !settings.kinesisStream.empty(), "kinesisStream", "The Kinesis stream", "kinesis");
    }
}

} // namespace keywright::exchange
