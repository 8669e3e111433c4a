#include "core/exchange/terraform_writer.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/exchange/building.h"
#include "core/exchange/hcl_writer.h"
#include "core/exchange/naming.h"
#include "core/exchange/terraform_extras.h"

namespace keywright::exchange {

using schema::IndexDefinition;
using schema::TableDefinition;
using value::Json;

namespace {

constexpr int kFirstWithKeySchema = 6;

std::string number(std::int64_t value)
{
    return std::to_string(value);
}

class TerraformWriter {
public:
    TerraformWriter(const model::Model &model, const TerraformOptions &options, ExportResult &result)
        : m_model(model), m_options(options), m_result(result)
    { }

    std::string write()
    {
        writeHead();
        UniqueNames labels;
        std::vector<TerraformTable> tables;
        for (const model::Table &table : m_model.tables) {
            tables.push_back({&table, labels.take(snakeCase(table.definition.name)), settingsOf(table)});
            writeTable(tables.back());
        }
        writeTerraformExtras(m_hcl, m_model, tables, m_options, m_result.losses);
        for (const TerraformTable &table : tables)
            writeOutputs(table);
        return m_hcl.text();
    }

private:
    void lose(const std::string &place, const std::string &what) { m_result.losses.push_back({place, what}); }
    bool hasKeySchema() const { return m_options.providerMajor >= kFirstWithKeySchema; }

    void writeHead()
    {
        m_hcl.comment("Tables of the model " + hclText(m_model.name) + ", written by Keywright.");
        m_hcl.gap();
        m_hcl.open("terraform");
        m_hcl.argument("required_version", "\">= 1.3\"");
        m_hcl.open("required_providers");
        // key_schema in a GSI came with 6.29 and settled by 6.37.
        m_hcl.map("aws", {{"source", "\"hashicorp/aws\""}, {"version", hasKeySchema() ? "\">= 6.37, < 7.0\"" : "\">= 5.100, < 6.0\""}});
        m_hcl.close();
        m_hcl.close();
        m_hcl.open("variable \"name_prefix\"");
        m_hcl.argument("description", "\"Put before the name of every table, such as \\\"staging-\\\".\"");
        m_hcl.argument("type", "string");
        m_hcl.argument("default", "\"\"");
        m_hcl.close();
    }

    void writeTable(const TerraformTable &table)
    {
        const TableDefinition &definition = table.table->definition;
        const std::string place = placeOf(m_model, *table.table);
        m_hcl.open("resource \"aws_dynamodb_table\" " + hclText(table.label));
        m_hcl.argument("name", prefixedName(definition.name));
        m_hcl.argument("billing_mode", hclText(textOf(definition.billingMode)));
        writeThroughput(*table.table, nullptr);
        m_hcl.argument("hash_key", hclText(definition.key.partition.front().name));
        if (!definition.key.sort.empty())
            m_hcl.argument("range_key", hclText(definition.key.sort.front().name));
        m_hcl.argument("table_class", hclText(textOf(definition.tableClass)));
        m_hcl.argument("deletion_protection_enabled", definition.deletionProtection ? "true" : "false");
        writeStream(table, place);
        const std::vector<const IndexDefinition *> globals = writableIndexes(*table.table, place);
        writeAttributes(definition, globals);
        writeLimits(definition.capacity, place, "The table " + definition.name);
        for (const IndexDefinition *index : globals)
            writeGlobalIndex(*table.table, *index, place);
        for (const IndexDefinition &index : definition.localIndexes)
            writeLocalIndex(index);
        writeSettings(table);
        for (const ReplicaRegion &replica : table.settings.replicas)
            writeReplica(*table.table, replica, place);
        writeTags(definition);
        writeLifecycle(*table.table);
        m_hcl.close();
    }

    void writeThroughput(const model::Table &table, const IndexDefinition *index)
    {
        if (table.definition.billingMode != schema::BillingMode::Provisioned)
            return;
        const schema::ProvisionedThroughput units = provisionedOf(table, index);
        m_hcl.argument("read_capacity", number(units.readCapacityUnits));
        m_hcl.argument("write_capacity", number(units.writeCapacityUnits));
    }

    void writeStream(const TerraformTable &table, const std::string &place)
    {
        std::optional<schema::StreamViewType> view = table.table->definition.streamViewType;
        if (!table.settings.replicas.empty() && view != schema::StreamViewType::NewAndOldImages) {
            lose(place + ".stream",
                 "The stream of " + table.table->definition.name + " is written with NEW_AND_OLD_IMAGES: a table with replicas needs it.");
            view = schema::StreamViewType::NewAndOldImages;
        }
        if (!view)
            return;
        m_hcl.argument("stream_enabled", "true");
        m_hcl.argument("stream_view_type", hclText(textOf(*view)));
    }

    /// Those that the provider can say.
    std::vector<const IndexDefinition *> writableIndexes(const model::Table &table, const std::string &place)
    {
        std::vector<const IndexDefinition *> indexes;
        const auto &globals = table.definition.globalIndexes;
        for (std::size_t i = 0; i < globals.size(); ++i) {
            const bool isSimple = globals[i].key.partition.size() == 1 && globals[i].key.sort.size() <= 1;
            if (isSimple || hasKeySchema())
                indexes.push_back(&globals[i]);
            else
                lose(place + "." + element("globalSecondaryIndexes", i),
                     "The index " + globals[i].name
                         + " is left out: keys of several attributes need version 6 of the AWS provider (--provider-major 6).");
        }
        return indexes;
    }

    /// Only attributes of keys, and each must be used.
    void writeAttributes(const TableDefinition &definition, const std::vector<const IndexDefinition *> &globals)
    {
        TableDefinition written = definition;
        written.globalIndexes.clear();
        for (const IndexDefinition *index : globals)
            written.globalIndexes.push_back(*index);
        for (const schema::KeyAttribute &attribute : keyAttributesOf(written)) {
            m_hcl.open("attribute");
            m_hcl.argument("name", hclText(attribute.name));
            m_hcl.argument("type", hclText(textOf(attribute.type)));
            m_hcl.close();
        }
    }

    /// What an on-demand table or index may use at most, and what it is warmed for.
    void writeLimits(const schema::Capacity &capacity, const std::string &place, const std::string &whose)
    {
        if (capacity.onDemandMaximum) {
            m_hcl.open("on_demand_throughput");
            if (capacity.onDemandMaximum->maxReadRequestUnits)
                m_hcl.argument("max_read_request_units", number(*capacity.onDemandMaximum->maxReadRequestUnits));
            if (capacity.onDemandMaximum->maxWriteRequestUnits)
                m_hcl.argument("max_write_request_units", number(*capacity.onDemandMaximum->maxWriteRequestUnits));
            m_hcl.close();
        }
        if (!capacity.warm)
            return;
        if (!hasKeySchema()) {
            lose(place + ".capacity.warmThroughput",
                 whose + " is written without its warm throughput, which version 5 of the AWS provider cannot say.");
            return;
        }
        m_hcl.open("warm_throughput");
        if (capacity.warm->readUnitsPerSecond)
            m_hcl.argument("read_units_per_second", number(*capacity.warm->readUnitsPerSecond));
        if (capacity.warm->writeUnitsPerSecond)
            m_hcl.argument("write_units_per_second", number(*capacity.warm->writeUnitsPerSecond));
        m_hcl.close();
    }

    void writeKeySchema(const std::vector<schema::KeyAttribute> &attributes, const std::string &type)
    {
        for (const schema::KeyAttribute &attribute : attributes) {
            m_hcl.open("key_schema");
            m_hcl.argument("attribute_name", hclText(attribute.name));
            m_hcl.argument("key_type", hclText(type));
            m_hcl.close();
        }
    }

    void writeGlobalIndex(const model::Table &table, const IndexDefinition &index, const std::string &place)
    {
        m_hcl.open("global_secondary_index");
        m_hcl.argument("name", hclText(index.name));
        if (!hasKeySchema()) {
            m_hcl.argument("hash_key", hclText(index.key.partition.front().name));
            if (!index.key.sort.empty())
                m_hcl.argument("range_key", hclText(index.key.sort.front().name));
        }
        writeProjection(index.projection);
        writeThroughput(table, &index);
        if (hasKeySchema()) {
            writeKeySchema(index.key.partition, "HASH");
            writeKeySchema(index.key.sort, "RANGE");
        }
        writeLimits(index.capacity, place + ".globalSecondaryIndexes", "The index " + index.name);
        m_hcl.close();
    }

    void writeLocalIndex(const IndexDefinition &index)
    {
        m_hcl.open("local_secondary_index");
        m_hcl.argument("name", hclText(index.name));
        m_hcl.argument("range_key", hclText(index.key.sort.front().name));
        writeProjection(index.projection);
        m_hcl.close();
    }

    void writeProjection(const schema::Projection &projection)
    {
        m_hcl.argument("projection_type", hclText(textOf(projection.type)));
        if (projection.type != schema::ProjectionType::Include)
            return;
        std::vector<std::string> names;
        for (const std::string &name : projection.attributes)
            names.push_back(hclText(name));
        m_hcl.list("non_key_attributes", names);
    }

    void writeSettings(const TerraformTable &table)
    {
        if (table.table->timeToLiveAttribute) {
            m_hcl.open("ttl");
            m_hcl.argument("attribute_name", hclText(*table.table->timeToLiveAttribute));
            m_hcl.argument("enabled", "true");
            m_hcl.close();
        }
        if (table.table->recoveryPeriodInDays) {
            m_hcl.open("point_in_time_recovery");
            m_hcl.argument("enabled", "true");
            m_hcl.argument("recovery_period_in_days", number(*table.table->recoveryPeriodInDays));
            m_hcl.close();
        }
        if (table.settings.encryption) {
            m_hcl.open("server_side_encryption");
            m_hcl.argument("enabled", "true");
            if (hasOwnKey(table, m_options.extras))
                m_hcl.argument("kms_key_arn", kmsKeyArn(table, m_options.extras));
            m_hcl.close();
        }
    }

    void writeReplica(const model::Table &table, const ReplicaRegion &replica, const std::string &place)
    {
        m_hcl.open("replica");
        m_hcl.argument("region_name", hclText(replica.region));
        if (replica.kmsKey.starts_with("arn:"))
            m_hcl.argument("kms_key_arn", hclText(replica.kmsKey));
        else if (!replica.kmsKey.empty())
            lose(place + ".replicas",
                 "The KMS key of the replica in " + replica.region
                     + " is left out: Terraform needs its ARN, and a provider of that region to look it up.");
        if (table.recoveryPeriodInDays)
            m_hcl.argument("point_in_time_recovery", "true");
        m_hcl.argument("propagate_tags", "true");
        m_hcl.close();
        if (!replica.tableClass.empty() || replica.readCapacityUnits)
            lose(place + ".replicas",
                 "The table class and read capacity of the replica in " + replica.region
                     + " are left out: a replica block has the table's own.");
    }

    void writeTags(const TableDefinition &definition)
    {
        std::vector<std::pair<std::string, std::string>> tags;
        for (const auto &[name, value] : definition.tags)
            tags.emplace_back(name, hclText(value));
        m_hcl.map("tags", tags);
    }

    void writeLifecycle(const model::Table &table)
    {
        const bool scales = m_options.extras.autoScaling && table.scaling != model::CapacityScaling();
        const bool indexesScale = m_options.extras.autoScaling
            && std::any_of(table.definition.globalIndexes.begin(), table.definition.globalIndexes.end(),
                           [&table](const IndexDefinition &index) { return scalingOf(table, index.name) != model::CapacityScaling(); });
        m_hcl.open("lifecycle");
        m_hcl.argument("prevent_destroy", "true");
        std::vector<std::string> ignored;
        if (scales)
            ignored = {"read_capacity", "write_capacity"};
        if (indexesScale && m_options.ignoreIndexChanges) {
            m_hcl.comment("Auto scaling changes the capacity of the indexes. Terraform can ignore that only for whole indexes, so that "
                          "it sees no other change of any index either: take the name out of the list to change one.");
            ignored.emplace_back("global_secondary_index");
        } else if (indexesScale) {
            m_hcl.comment("Auto scaling changes the capacity of the indexes, and every apply sets it back. To leave it alone, add "
                          "global_secondary_index to ignore_changes; Terraform then sees no other change of an index either.");
        }
        if (!ignored.empty())
            m_hcl.list("ignore_changes", ignored);
        m_hcl.close();
    }

    void writeOutputs(const TerraformTable &table)
    {
        const std::string &name = table.table->definition.name;
        writeOutput(m_hcl, table.label + "_table_name", "Name of the table " + name + ".", table.address() + ".name");
        writeOutput(m_hcl, table.label + "_table_arn", "ARN of the table " + name + ".", table.address() + ".arn");
        if (table.table->definition.streamViewType || !table.settings.replicas.empty())
            writeOutput(m_hcl, table.label + "_stream_arn", "ARN of the stream of " + name + ".", table.address() + ".stream_arn");
    }

    const model::Model &m_model;
    const TerraformOptions &m_options;
    ExportResult &m_result;
    HclWriter m_hcl;
};

} // namespace

ExportResult writeTerraform(const model::Model &model, const TerraformOptions &options)
{
    ExportResult result;
    const std::string text = TerraformWriter(model, options, result).write();
    result.files.push_back({"main.tf", text});
    listExtrasLeftOut(model, options.extras, result.losses);
    listVectorLosses(model, "Terraform", result.losses);
    listDesignLosses(model, "Terraform", result.losses);
    return result;
}

} // namespace keywright::exchange
