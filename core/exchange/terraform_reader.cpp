#include "core/exchange/terraform_reader.h"

#include <map>

#include "core/exchange/building.h"
#include "core/exchange/hcl.h"
#include "core/exchange/table_definitions.h"

namespace keywright::exchange {

using value::Json;

namespace {

constexpr std::string_view kTable = "aws_dynamodb_table";

[[noreturn]] void fail(const std::string &fileName, int line, int column, const std::string &path, const std::string &what)
{
    throw model::ModelError(fileName + ", line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + path + " " + what
                                + ".",
                            path, line, column);
}

/// The values of variables' defaults and of locals, by the text that refers to them.
class Names {
public:
    explicit Names(const HclBlock &file)
    {
        for (const HclBlock &block : file.blocks) {
            if (block.type == "variable" && block.labels.size() == 1 && block.find("default") != nullptr)
                m_values["var." + block.labels[0]] = block.find("default")->value;
            if (block.type == "locals")
                for (const HclAttribute &local : block.attributes)
                    m_values["local." + local.name] = local.value;
        }
    }

    Json resolve(const Json &json) const
    {
        if (!json.isString())
            return json;
        if (const auto found = m_values.find(json.text()); found != m_values.end())
            return found->second;
        std::string text = json.text();
        for (const auto &[name, known] : m_values) {
            const std::string reference = "${" + name + "}";
            const bool isScalar = known.isString() || known.isNumber();
            for (std::size_t at = text.find(reference); isScalar && at != std::string::npos;
                 at = text.find(reference, at + known.text().size()))
                text.replace(at, reference.size(), known.text());
        }
        return Json::string(text);
    }

private:
    std::map<std::string, Json> m_values;
};

/// One resource as the members that CreateTable has.
class Table {
public:
    Table(const HclBlock &block, const Names &names, const std::string &fileName) : m_block(block), m_names(names), m_fileName(fileName) { }

    Json members() const
    {
        refuseDynamic();
        Json json = Json::object({{"AttributeDefinitions", attributes()}, {"KeySchema", keySchema(m_block, Json::array())}});
        Json globals = Json::array();
        Json locals = Json::array();
        for (const HclBlock &inner : m_block.blocks) {
            if (inner.type == "global_secondary_index")
                globals.append(index(inner, Json::array()));
            if (inner.type == "local_secondary_index")
                locals.append(index(inner,
                                    json.find("KeySchema")->elements().empty() ? Json::array()
                                                                               : Json::array({json.find("KeySchema")->elements()[0]})));
            setFrom(json, inner);
        }
        json.set("GlobalSecondaryIndexes", globals);
        json.set("LocalSecondaryIndexes", locals);
        copy(json, "BillingMode", m_block, "billing_mode");
        copy(json, "TableClass", m_block, "table_class");
        copy(json, "DeletionProtectionEnabled", m_block, "deletion_protection_enabled");
        setCapacity(json, m_block);
        if (const Json view = value(m_block, "stream_view_type"); view.isString() && !view.text().empty())
            json.set("StreamSpecification", Json::object({{"StreamViewType", view}}));
        setTags(json);
        return json;
    }

    std::string path() const { return std::string(kTable) + "." + m_block.labels[1]; }

private:
    void refuseDynamic() const
    {
        for (const HclBlock &inner : m_block.blocks)
            if (inner.type == "dynamic" && !inner.labels.empty()
                && (inner.labels[0] == "attribute" || inner.labels[0].ends_with("_secondary_index") || inner.labels[0] == "key_schema"))
                fail(m_fileName, inner.line, inner.column, path() + ".dynamic." + inner.labels[0],
                     "makes blocks only when Terraform runs; write the blocks out, or import the table from `terraform show` or "
                     "DescribeTable");
    }

    Json value(const HclBlock &block, std::string_view name) const
    {
        const HclAttribute *found = block.find(name);
        return found == nullptr ? Json() : m_names.resolve(found->value);
    }

    void copy(Json &json, const char *member, const HclBlock &block, std::string_view name) const
    {
        if (const Json found = value(block, name); !found.isNull())
            json.set(member, found);
    }

    Json attributes() const
    {
        Json array = Json::array();
        for (const HclBlock &inner : m_block.blocks)
            if (inner.type == "attribute")
                array.append(Json::object({{"AttributeName", value(inner, "name")}, {"AttributeType", value(inner, "type")}}));
        return array;
    }

    Json keySchema(const HclBlock &block, Json key) const
    {
        const auto add = [&key](const Json &name, const char *type) {
            if (!name.isNull())
                key.append(Json::object({{"AttributeName", name}, {"KeyType", Json::string(type)}}));
        };
        add(value(block, "hash_key"), "HASH");
        add(value(block, "range_key"), "RANGE");
        for (const HclBlock &inner : block.blocks)
            if (inner.type == "key_schema")
                key.append(Json::object({{"AttributeName", value(inner, "attribute_name")}, {"KeyType", value(inner, "key_type")}}));
        return key;
    }

    Json index(const HclBlock &block, const Json &tableKey) const
    {
        Json projection = Json::object({{"ProjectionType", value(block, "projection_type")}});
        if (const Json names = value(block, "non_key_attributes"); names.isArray() && !names.elements().empty())
            projection.set("NonKeyAttributes", names);
        Json json =
            Json::object({{"IndexName", value(block, "name")}, {"KeySchema", keySchema(block, tableKey)}, {"Projection", projection}});
        setCapacity(json, block);
        for (const HclBlock &inner : block.blocks)
            setFrom(json, inner);
        return json;
    }

    void setCapacity(Json &json, const HclBlock &block) const
    {
        const Json read = value(block, "read_capacity");
        const Json write = value(block, "write_capacity");
        if (read.isNumber() && write.isNumber())
            json.set("ProvisionedThroughput", Json::object({{"ReadCapacityUnits", read}, {"WriteCapacityUnits", write}}));
    }

    void setFrom(Json &json, const HclBlock &inner) const
    {
        Json made = Json::object();
        const char *member = nullptr;
        if (inner.type == "ttl") {
            member = "TimeToLiveSpecification";
            copy(made, "AttributeName", inner, "attribute_name");
            copy(made, "Enabled", inner, "enabled");
        } else if (inner.type == "point_in_time_recovery") {
            member = "PointInTimeRecoverySpecification";
            copy(made, "PointInTimeRecoveryEnabled", inner, "enabled");
            copy(made, "RecoveryPeriodInDays", inner, "recovery_period_in_days");
        } else if (inner.type == "on_demand_throughput") {
            member = "OnDemandThroughput";
            copy(made, "MaxReadRequestUnits", inner, "max_read_request_units");
            copy(made, "MaxWriteRequestUnits", inner, "max_write_request_units");
        } else if (inner.type == "warm_throughput") {
            member = "WarmThroughput";
            copy(made, "ReadUnitsPerSecond", inner, "read_units_per_second");
            copy(made, "WriteUnitsPerSecond", inner, "write_units_per_second");
        }
        if (member != nullptr)
            json.set(member, made);
    }

    void setTags(Json &json) const
    {
        const Json tags = value(m_block, "tags");
        Json array = Json::array();
        for (const Json::Member &tag : tags.members())
            if (const Json text = m_names.resolve(tag.value); text.isString())
                array.append(Json::object({{"Key", Json::string(tag.name)}, {"Value", text}}));
        json.set("Tags", array);
    }

    const HclBlock &m_block;
    const Names &m_names;
    const std::string &m_fileName;
};

std::string tableName(const HclBlock &block, const Names &names, const std::string &path, const std::string &fileName, ImportResult &result)
{
    constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
    const HclAttribute *name = block.find("name");
    if (name == nullptr)
        fail(fileName, block.line, block.column, path, "lacks the argument \"name\"; expected the table's name");
    const std::string written = names.resolve(name->value).text();
    if (name->value.isString() && written.find_first_not_of(kAllowed) == std::string::npos && !written.starts_with("var."))
        return written;
    result.problems.push_back(
        {fileName, path + ".name", name->line, name->column,
         "is \"" + written + "\", which is known only when Terraform runs; the table is called " + block.labels[1] + " here."});
    return block.labels[1];
}

} // namespace

ImportResult readTerraform(std::string_view text, const std::string &fileName)
{
    const HclBlock file = readHcl(text, fileName);
    const Names names(file);
    ImportResult result;
    result.model.name = modelNameFrom(fileName);
    for (const HclBlock &block : file.blocks) {
        if (block.type != "resource" || block.labels.size() != 2 || block.labels[0] != kTable)
            continue;
        const Table table(block, names, fileName);
        const Json members = table.members();
        try {
            model::ObjectReader reader(members, table.path(), fileName);
            result.model.tables.push_back(readTableMembers(reader, tableName(block, names, table.path(), fileName, result)));
        } catch (const model::ModelError &error) {
            if (error.line() > 0)
                throw;
            const std::string what = error.what();
            const std::size_t colon = what.find(error.path());
            fail(fileName, block.line, block.column, colon == std::string::npos ? table.path() : "",
                 colon == std::string::npos ? what : what.substr(colon));
        }
    }
    if (result.model.tables.empty())
        throw model::ModelError(fileName + " has no resource \"aws_dynamodb_table\".", "", 0, 0);
    reportBrokenTables(fileName, result);
    return result;
}

} // namespace keywright::exchange
