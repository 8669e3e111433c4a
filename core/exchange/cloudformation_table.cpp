#include "core/exchange/cloudformation_table.h"

#include "core/exchange/building.h"
#include "core/schema/table_json.h"

namespace keywright::exchange {

using schema::IndexDefinition;
using value::Json;

namespace {

/// Members of CreateTable that CloudFormation has under another name or says itself.
Json part(const Json &createTable, const std::string &member)
{
    const Json *found = createTable.find(member);
    return found == nullptr ? Json() : *found;
}

void setIfThere(Json &json, const std::string &name, const Json &value)
{
    if (!value.isNull())
        json.set(name, value);
}

Json unitsSettings(const std::string &direction, std::int64_t units, const std::optional<model::AutoScaling> &scaling, bool scales)
{
    const std::string prefix = direction + "CapacityAutoScalingSettings";
    // A global table's writes always scale in CloudFormation: without a wish, between the same two numbers.
    if (direction == "Read" && !(scales && scaling))
        return Json::object({{"ReadCapacityUnits", Json::number(units)}});
    const bool isOn = scales && scaling;
    const Json target = Json::object({{"TargetValue", Json::number(isOn ? scaling->targetUtilization : 70)}});
    return Json::object({{prefix,
                          Json::object({{"MinCapacity", Json::number(isOn ? scaling->minimum : units)},
                                        {"MaxCapacity", Json::number(isOn ? scaling->maximum : units)},
                                        {"TargetTrackingScalingPolicyConfiguration", target}})}});
}

class TableWriter {
public:
    TableWriter(const TemplateTable &table, const InfrastructureExtras &extras, const std::string &place, std::vector<Loss> &losses)
        : m_table(table), m_definition(table.table->definition), m_extras(extras), m_place(place), m_losses(losses)
    {
        schema::TableDefinition complete = m_definition;
        if (isProvisioned()) {
            complete.capacity.provisioned = provisionedOf(*table.table, nullptr);
            for (IndexDefinition &index : complete.globalIndexes)
                index.capacity.provisioned = provisionedOf(*table.table, &index);
        }
        m_createTable = schema::toCreateTableJson(complete);
    }

    Json write()
    {
        return Json::object({{"Type", jsonText(m_table.isGlobal() ? "AWS::DynamoDB::GlobalTable" : "AWS::DynamoDB::Table")},
                             {"DeletionPolicy", jsonText("Retain")},
                             {"UpdateReplacePolicy", jsonText("Retain")},
                             {"Properties", m_table.isGlobal() ? globalTable() : table()}});
    }

private:
    bool isProvisioned() const { return m_definition.billingMode == schema::BillingMode::Provisioned; }

    Json common() const
    {
        Json json = Json::object({{"TableName", prefixed(m_definition.name)},
                                  {"AttributeDefinitions", part(m_createTable, "AttributeDefinitions")},
                                  {"KeySchema", part(m_createTable, "KeySchema")},
                                  {"BillingMode", jsonText(textOf(m_definition.billingMode))}});
        setIfThere(json, "WarmThroughput", part(m_createTable, "WarmThroughput"));
        setIfThere(json, "LocalSecondaryIndexes", part(m_createTable, "LocalSecondaryIndexes"));
        setIfThere(json, "VectorIndexes", part(m_createTable, "VectorIndexes"));
        if (m_table.table->timeToLiveAttribute)
            json.set("TimeToLiveSpecification",
                     Json::object({{"AttributeName", jsonText(*m_table.table->timeToLiveAttribute)}, {"Enabled", Json::boolean(true)}}));
        return json;
    }

    Json insights(const std::string &mode) const
    {
        return !m_extras.contributorInsights || mode.empty() ? Json()
                                                             : Json::object({{"Enabled", Json::boolean(true)}, {"Mode", jsonText(mode)}});
    }

    Json recovery() const
    {
        if (!m_table.table->recoveryPeriodInDays)
            return {};
        return Json::object({{"PointInTimeRecoveryEnabled", Json::boolean(true)},
                             {"RecoveryPeriodInDays", Json::number(*m_table.table->recoveryPeriodInDays)}});
    }

    Json tags() const
    {
        Json tags = Json::array();
        for (const auto &[name, value] : m_definition.tags)
            tags.append(Json::object({{"Key", jsonText(name)}, {"Value", jsonText(value)}}));
        return tags.elements().empty() ? Json() : tags;
    }

    Json kinesis() const
    {
        if (!m_extras.kinesisDestination || m_table.settings.kinesisStream.empty())
            return {};
        Json json = Json::object({{"StreamArn", attributeOf(m_table.id + "Stream", "Arn")}});
        if (!m_table.settings.kinesisPrecision.empty())
            json.set("ApproximateCreationDateTimePrecision", jsonText(m_table.settings.kinesisPrecision));
        return json;
    }

    Json policy()
    {
        if (!m_extras.resourcePolicy || m_table.settings.resourcePolicy.empty())
            return {};
        try {
            return Json::object({{"PolicyDocument", Json::parse(m_table.settings.resourcePolicy)}});
        } catch (const value::JsonSyntaxError &) {
            m_losses.push_back(
                {m_place + ".resourcePolicy", "The resource policy of " + m_definition.name + " is left out: it is not JSON."});
            return {};
        }
    }

    /// The key's id, or the reference to the one that is made; null for none.
    Json kmsKey() const
    {
        const auto &encryption = m_table.settings.encryption;
        if (!encryption || !encryption->isCustomerManaged)
            return {};
        if (m_extras.kmsKey)
            return attributeOf(m_table.id + "Key", "Arn");
        return encryption->kmsKey.empty() ? Json() : jsonText(encryption->kmsKey);
    }

    Json table()
    {
        Json json = common();
        setIfThere(json, "ProvisionedThroughput", part(m_createTable, "ProvisionedThroughput"));
        setIfThere(json, "OnDemandThroughput", part(m_createTable, "OnDemandThroughput"));
        Json indexes = Json::array();
        if (const Json *globals = m_createTable.find("GlobalSecondaryIndexes"))
            for (Json index : globals->elements()) {
                setIfThere(index, "ContributorInsightsSpecification",
                           insights(insightsModeOf(*m_table.table, index.find("IndexName")->text())));
                indexes.append(std::move(index));
            }
        if (!indexes.elements().empty())
            json.set("GlobalSecondaryIndexes", indexes);
        if (m_definition.streamViewType)
            json.set("StreamSpecification", Json::object({{"StreamViewType", jsonText(textOf(*m_definition.streamViewType))}}));
        setIfThere(json, "PointInTimeRecoverySpecification", recovery());
        if (m_table.settings.encryption) {
            Json encryption = Json::object({{"SSEEnabled", Json::boolean(true)}, {"SSEType", jsonText("KMS")}});
            setIfThere(encryption, "KMSMasterKeyId", kmsKey());
            json.set("SSESpecification", encryption);
        }
        json.set("TableClass", jsonText(textOf(m_definition.tableClass)));
        json.set("DeletionProtectionEnabled", Json::boolean(m_definition.deletionProtection));
        setIfThere(json, "ContributorInsightsSpecification", insights(m_table.settings.insightsMode));
        setIfThere(json, "KinesisStreamSpecification", kinesis());
        setIfThere(json, "ResourcePolicy", policy());
        setIfThere(json, "Tags", tags());
        return json;
    }

    /// Without what a global table says by replica.
    Json globalIndex(const IndexDefinition &index, Json json) const
    {
        Json out = Json::object();
        for (const Json::Member &member : json.members())
            if (member.name != "ProvisionedThroughput" && member.name != "OnDemandThroughput")
                out.set(member.name, member.value);
        if (isProvisioned())
            out.set("WriteProvisionedThroughputSettings",
                    unitsSettings("Write", provisionedOf(*m_table.table, &index).writeCapacityUnits,
                                  scalingOf(*m_table.table, index.name).write, m_extras.autoScaling));
        if (const auto &maximum = index.capacity.onDemandMaximum; maximum && maximum->maxWriteRequestUnits)
            out.set("WriteOnDemandThroughputSettings",
                    Json::object({{"MaxWriteRequestUnits", Json::number(*maximum->maxWriteRequestUnits)}}));
        return out;
    }

    Json globalTable()
    {
        Json json = common();
        if (isProvisioned())
            json.set("WriteProvisionedThroughputSettings",
                     unitsSettings("Write", provisionedOf(*m_table.table, nullptr).writeCapacityUnits, m_table.table->scaling.write,
                                   m_extras.autoScaling));
        if (const auto &maximum = m_definition.capacity.onDemandMaximum; maximum && maximum->maxWriteRequestUnits)
            json.set("WriteOnDemandThroughputSettings",
                     Json::object({{"MaxWriteRequestUnits", Json::number(*maximum->maxWriteRequestUnits)}}));
        Json indexes = Json::array();
        if (const Json *globals = m_createTable.find("GlobalSecondaryIndexes"))
            for (std::size_t i = 0; i < globals->elements().size(); ++i)
                indexes.append(globalIndex(m_definition.globalIndexes[i], globals->elements()[i]));
        if (!indexes.elements().empty())
            json.set("GlobalSecondaryIndexes", indexes);
        if (m_definition.streamViewType != schema::StreamViewType::NewAndOldImages)
            m_losses.push_back(
                {m_place + ".stream",
                 "The stream of " + m_definition.name + " is written with NEW_AND_OLD_IMAGES: a table with replicas needs it."});
        json.set("StreamSpecification", Json::object({{"StreamViewType", jsonText("NEW_AND_OLD_IMAGES")}}));
        if (m_table.settings.encryption)
            json.set("SSESpecification", Json::object({{"SSEEnabled", Json::boolean(true)}, {"SSEType", jsonText("KMS")}}));
        Json replicas = Json::array();
        replicas.append(replica(refTo("AWS::Region"), {}, kmsKey(), true));
        for (const ReplicaRegion &each : m_table.settings.replicas)
            replicas.append(replica(jsonText(each.region), each, each.kmsKey.empty() ? Json() : jsonText(each.kmsKey), false));
        json.set("Replicas", replicas);
        return json;
    }

    Json replica(const Json &region, const ReplicaRegion &own, const Json &key, bool isHome)
    {
        Json json = Json::object({{"Region", region}});
        if (isProvisioned()) {
            const std::int64_t units = provisionedOf(*m_table.table, nullptr).readCapacityUnits;
            json.set("ReadProvisionedThroughputSettings",
                     unitsSettings("Read", own.readCapacityUnits.value_or(units), m_table.table->scaling.read, m_extras.autoScaling));
        }
        if (const auto &maximum = m_definition.capacity.onDemandMaximum; maximum && maximum->maxReadRequestUnits)
            json.set("ReadOnDemandThroughputSettings",
                     Json::object({{"MaxReadRequestUnits", Json::number(*maximum->maxReadRequestUnits)}}));
        setIfThere(json, "GlobalSecondaryIndexes", replicaIndexes());
        setIfThere(json, "PointInTimeRecoverySpecification", recovery());
        if (!key.isNull())
            json.set("SSESpecification", Json::object({{"KMSMasterKeyId", key}}));
        json.set("TableClass", jsonText(own.tableClass.empty() ? textOf(m_definition.tableClass) : own.tableClass));
        json.set("DeletionProtectionEnabled", Json::boolean(m_definition.deletionProtection));
        setIfThere(json, "ContributorInsightsSpecification", insights(m_table.settings.insightsMode));
        if (isHome) {
            setIfThere(json, "KinesisStreamSpecification", kinesis());
            setIfThere(json, "ResourcePolicy", policy());
        }
        setIfThere(json, "Tags", tags());
        return json;
    }

    Json replicaIndexes() const
    {
        Json indexes = Json::array();
        for (const IndexDefinition &index : m_definition.globalIndexes) {
            Json json = Json::object({{"IndexName", jsonText(index.name)}});
            if (isProvisioned())
                json.set("ReadProvisionedThroughputSettings",
                         unitsSettings("Read", provisionedOf(*m_table.table, &index).readCapacityUnits,
                                       scalingOf(*m_table.table, index.name).read, m_extras.autoScaling));
            if (const auto &maximum = index.capacity.onDemandMaximum; maximum && maximum->maxReadRequestUnits)
                json.set("ReadOnDemandThroughputSettings",
                         Json::object({{"MaxReadRequestUnits", Json::number(*maximum->maxReadRequestUnits)}}));
            setIfThere(json, "ContributorInsightsSpecification", insights(insightsModeOf(*m_table.table, index.name)));
            if (json.members().size() > 1)
                indexes.append(json);
        }
        return indexes.elements().empty() ? Json() : indexes;
    }

    const TemplateTable &m_table;
    const schema::TableDefinition &m_definition;
    const InfrastructureExtras &m_extras;
    const std::string &m_place;
    std::vector<Loss> &m_losses;
    Json m_createTable;
};

} // namespace

Json refTo(const std::string &id)
{
    return Json::object({{"Ref", jsonText(id)}});
}

Json attributeOf(const std::string &id, const std::string &attribute)
{
    return Json::object({{"Fn::GetAtt", Json::array({jsonText(id), jsonText(attribute)})}});
}

Json substituted(const std::string &text)
{
    return Json::object({{"Fn::Sub", jsonText(text)}});
}

Json prefixed(const std::string &name)
{
    return substituted("${NamePrefix}" + name);
}

Json tableResource(const TemplateTable &table, const InfrastructureExtras &extras, const std::string &place, std::vector<Loss> &losses)
{
    return TableWriter(table, extras, place, losses).write();
}

} // namespace keywright::exchange
