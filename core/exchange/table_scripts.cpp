#include "core/exchange/table_scripts.h"

#include "core/exchange/building.h"
#include "core/exchange/naming.h"
#include "core/schema/table_json.h"

namespace keywright::exchange {

using schema::IndexDefinition;
using value::Json;

namespace {

/// The request body, with what the model keeps beside the definition.
Json createTableOf(const model::Table &table, const TableSettings &settings)
{
    schema::TableDefinition definition = table.definition;
    if (settings.encryption)
        definition.encryption = schema::Encryption{settings.encryption->kmsKey};
    if (definition.billingMode == schema::BillingMode::Provisioned) {
        definition.capacity.provisioned = provisionedOf(table, nullptr);
        for (IndexDefinition &index : definition.globalIndexes)
            index.capacity.provisioned = provisionedOf(table, &index);
    }
    return schema::toCreateTableJson(definition);
}

constexpr const char *kHead = R"(#!/usr/bin/env bash
# Makes the tables of the model NAME with the AWS command line, version 2 or 1. Written by Keywright.
# Usage: ./create-tables.sh [--endpoint-url URL] [--region REGION] [--profile NAME]
set -euo pipefail

options=("$@")

dynamodb() {
  aws dynamodb "$@" ${options[@]+"${options[@]}"} --output text >/dev/null
}
)";

class Script {
public:
    Script(const model::Model &model, const InfrastructureExtras &extras) : m_extras(extras)
    {
        m_text = kHead;
        // A line break in the model's name would end the comment.
        std::string name = model.name;
        for (char &c : name)
            c = c == '\n' || c == '\r' ? ' ' : c;
        m_text.replace(m_text.find("NAME"), 4, "\"" + name + "\"");
    }

    void add(const model::Table &table)
    {
        const TableSettings settings = settingsOf(table);
        m_name = shellQuoted(table.definition.name);
        m_text += "\necho " + shellQuoted("Creating " + table.definition.name) + "\n";
        m_text +=
            "dynamodb create-table --cli-input-json \"$(\n  cat <<'JSON'\n" + createTableOf(table, settings).pretty() + "\nJSON\n)\"\n";
        waitForTable();
        if (table.timeToLiveAttribute)
            run("update-time-to-live", "--time-to-live-specification",
                Json::object({{"Enabled", Json::boolean(true)}, {"AttributeName", jsonText(*table.timeToLiveAttribute)}}));
        if (table.recoveryPeriodInDays)
            run("update-continuous-backups", "--point-in-time-recovery-specification",
                Json::object({{"PointInTimeRecoveryEnabled", Json::boolean(true)},
                              {"RecoveryPeriodInDays", Json::number(*table.recoveryPeriodInDays)}}));
        if (m_extras.contributorInsights)
            addInsights(table, settings);
        if (m_extras.resourcePolicy && !settings.resourcePolicy.empty())
            m_text += "arn=$(aws dynamodb describe-table --table-name " + m_name
                + " ${options[@]+\"${options[@]}\"} --query Table.TableArn --output text)\n"
                + "dynamodb put-resource-policy --resource-arn \"$arn\" --policy " + shellQuoted(settings.resourcePolicy) + "\n";
        for (const ReplicaRegion &replica : settings.replicas)
            addReplica(replica);
    }

    const std::string &text() const { return m_text; }

private:
    void waitForTable() { m_text += "dynamodb wait table-exists --table-name " + m_name + "\n"; }

    void run(const std::string &command, const std::string &option, const Json &json)
    {
        m_text += "dynamodb " + command + " --table-name " + m_name + " \\\n  " + option + " " + shellQuoted(json.compact()) + "\n";
    }

    void addInsights(const model::Table &table, const TableSettings &settings)
    {
        const auto turnOn = [this](const std::string &index, const std::string &mode) {
            if (!mode.empty())
                m_text += "dynamodb update-contributor-insights --table-name " + m_name
                    + (index.empty() ? "" : " --index-name " + shellQuoted(index))
                    + " \\\n  --contributor-insights-action ENABLE --contributor-insights-mode " + mode + "\n";
        };
        turnOn("", settings.insightsMode);
        for (const IndexDefinition &index : table.definition.globalIndexes)
            turnOn(index.name, insightsModeOf(table, index.name));
    }

    void addReplica(const ReplicaRegion &replica)
    {
        Json create = Json::object({{"RegionName", jsonText(replica.region)}});
        if (!replica.kmsKey.empty())
            create.set("KMSMasterKeyId", jsonText(replica.kmsKey));
        if (!replica.tableClass.empty())
            create.set("TableClassOverride", jsonText(replica.tableClass));
        if (replica.readCapacityUnits)
            create.set("ProvisionedThroughputOverride", Json::object({{"ReadCapacityUnits", Json::number(*replica.readCapacityUnits)}}));
        run("update-table", "--replica-updates", Json::array({Json::object({{"Create", create}})}));
        waitForTable();
    }

    const InfrastructureExtras &m_extras;
    std::string m_text;
    std::string m_name;
};

} // namespace

ExportResult writeCreateTable(const model::Model &model)
{
    ExportResult result;
    for (const model::Table &table : model.tables) {
        const TableSettings settings = settingsOf(table);
        result.files.push_back(
            {fileNameFrom(table.definition.name) + ".create-table.json", createTableOf(table, settings).pretty() + "\n"});
        const auto lose = [&](bool isSet, const std::string &member, const std::string &what) {
            if (isSet)
                result.losses.push_back({placeOf(model, table) + "." + member,
                                         what + " of " + table.definition.name + " is left out: CreateTable does not set it."});
        };
        lose(table.timeToLiveAttribute.has_value(), "timeToLive", "Time to live");
        lose(table.recoveryPeriodInDays.has_value(), "pointInTimeRecovery", "Point-in-time recovery");
        lose(table.scaling != model::CapacityScaling(), "capacity", "Auto scaling");
        lose(!settings.insightsMode.empty(), "contributorInsights", "The contributor-insights setting");
        lose(!settings.kinesisStream.empty(), "kinesisStream", "The Kinesis stream");
        for (const ReplicaRegion &replica : settings.replicas)
            lose(true, "replicas", "The replica in " + replica.region);
    }
    listDesignLosses(model, "CreateTable", result.losses);
    return result;
}

ExportResult writeAwsCliScript(const model::Model &model, const InfrastructureExtras &extras)
{
    ExportResult result;
    Script script(model, extras);
    for (const model::Table &table : model.tables)
        script.add(table);
    result.files.push_back({"create-tables.sh", script.text()});
    InfrastructureExtras written;
    written.contributorInsights = extras.contributorInsights;
    written.resourcePolicy = extras.resourcePolicy;
    listExtrasLeftOut(model, written, result.losses);
    listDesignLosses(model, "A script for the AWS command line", result.losses);
    return result;
}

} // namespace keywright::exchange
