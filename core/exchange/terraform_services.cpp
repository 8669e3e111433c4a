#include "core/exchange/terraform_services.h"

#include "core/exchange/access_policy.h"
#include "core/exchange/building.h"
#include "core/exchange/naming.h"
#include "core/exchange/services.h"
#include "core/exchange/stream_filter.h"

namespace keywright::exchange {

using value::Json;

namespace {

class ServicesWriter {
public:
    ServicesWriter(HclWriter &hcl, const model::Model &model, const std::vector<TerraformTable> &tables, const TerraformOptions &options)
        : m_hcl(hcl), m_model(model), m_tables(tables), m_options(options)
    { }

    void writeDaxCluster()
    {
        writeVariable("dax_cluster_name", "Name of the DAX cluster: up to 20 letters, digits and hyphens.", "string",
                      hclText(daxNameFrom(m_model.name)));
        writeVariable("dax_node_type", "Type of every node of the DAX cluster.", "string", hclText(kDaxNodeType));
        writeVariable("dax_node_count", "Nodes of the DAX cluster; with three, two may fail.", "number", std::to_string(kDaxNodes));
        writeVariable("dax_subnet_ids", "Subnets of the DAX nodes, in several Availability Zones.", "list(string)");
        writeVariable("dax_security_group_ids", "Security groups of the DAX nodes; they must let port 9111 in.", "list(string)");
        writeDaxRole();
        m_hcl.open("resource \"aws_dax_subnet_group\" \"tables\"");
        m_hcl.argument("name", "var.dax_cluster_name");
        m_hcl.argument("subnet_ids", "var.dax_subnet_ids");
        m_hcl.close();
        m_hcl.open("resource \"aws_dax_cluster\" \"tables\"");
        m_hcl.argument("cluster_name", "var.dax_cluster_name");
        m_hcl.argument("node_type", "var.dax_node_type");
        m_hcl.argument("replication_factor", "var.dax_node_count");
        m_hcl.argument("iam_role_arn", "aws_iam_role.dax.arn");
        m_hcl.argument("subnet_group_name", "aws_dax_subnet_group.tables.name");
        m_hcl.argument("security_group_ids", "var.dax_security_group_ids");
        m_hcl.argument("cluster_endpoint_encryption_type", "\"TLS\"");
        m_hcl.open("server_side_encryption");
        m_hcl.argument("enabled", "true");
        m_hcl.close();
        m_hcl.close();
        writeOutput(m_hcl, "dax_cluster_address", "Name of the DAX cluster in the network.", "aws_dax_cluster.tables.cluster_address");
    }

    void writeVpcEndpoint()
    {
        writeVariable("vpc_id", "VPC that reaches the tables without the internet.", "string");
        writeVariable("route_table_ids", "Route tables of the VPC that get a route to DynamoDB.", "list(string)");
        HclExpressions expressions;
        Json resources = Json::array();
        for (const TerraformTable &table : m_tables) {
            resources.append(expressions.hold(table.address() + ".arn"));
            resources.append(expressions.hold(indexArn(table)));
        }
        HclWriter body;
        body.open("resource \"aws_vpc_endpoint\" \"dynamodb\"");
        body.argument("vpc_id", "var.vpc_id");
        body.argument("service_name", "\"com.amazonaws.${" + regionName(m_options) + "}.dynamodb\"");
        body.argument("vpc_endpoint_type", "\"Gateway\"");
        body.argument("route_table_ids", "var.route_table_ids");
        body.gap();
        body.comment("Only these tables pass. Add the others that are used from the VPC, or take the policy out.");
        body.jsonArgument("policy", vpcEndpointPolicy(resources));
        body.close();
        m_hcl.raw(expressions.putInto(body.text()));
        writeOutput(m_hcl, "vpc_endpoint_id", "Id of the gateway endpoint.", "aws_vpc_endpoint.dynamodb.id");
    }

    void writeStreamFunction(const TerraformTable &table)
    {
        const std::string variable = table.label + "_function_name";
        writeVariable(variable,
                      "Name or ARN of the Lambda function that gets the changes of the table " + table.table->definition.name
                          + "; its role must be allowed to read the stream.",
                      "string");
        m_hcl.open("resource \"aws_lambda_event_source_mapping\" " + hclText(table.label));
        m_hcl.argument("event_source_arn", table.address() + ".stream_arn");
        m_hcl.argument("function_name", "var." + variable);
        m_hcl.argument("starting_position", hclText(kStreamStart));
        m_hcl.argument("bisect_batch_on_function_error", "true");
        const auto filters = streamFilters(m_model, *table.table);
        if (!filters.empty() && filters.size() <= kMostStreamFilters) {
            m_hcl.open("filter_criteria");
            for (const auto &[entity, pattern] : filters) {
                m_hcl.comment("The function gets every " + entity + ".");
                m_hcl.open("filter");
                m_hcl.jsonArgument("pattern", pattern);
                m_hcl.close();
            }
            m_hcl.close();
        }
        m_hcl.close();
    }

private:
    static std::string indexArn(const TerraformTable &table) { return "\"${" + table.address() + ".arn}/index/*\""; }

    void writeVariable(const std::string &name, const std::string &description, const std::string &type, const std::string &standard = {})
    {
        m_hcl.open("variable " + hclText(name));
        m_hcl.argument("description", hclText(description));
        m_hcl.argument("type", type);
        if (!standard.empty())
            m_hcl.argument("default", standard);
        m_hcl.close();
    }

    void writeDaxRole()
    {
        m_hcl.open("resource \"aws_iam_role\" \"dax\"");
        m_hcl.argument("name", prefixedName(snakeCase(m_model.name) + "_dax"));
        m_hcl.argument("description", "\"With which DAX reads and writes the tables.\"");
        m_hcl.jsonArgument("assume_role_policy", daxTrustPolicy());
        m_hcl.close();
        HclExpressions expressions;
        std::vector<DaxGrant> grants;
        for (const TerraformTable &table : m_tables)
            grants.push_back({table.table, {expressions.hold(table.address() + ".arn"), expressions.hold(indexArn(table))}});
        HclWriter body;
        body.open("resource \"aws_iam_role_policy\" \"dax\"");
        body.argument("name", "\"tables\"");
        body.argument("role", "aws_iam_role.dax.id");
        body.jsonArgument("policy", daxPolicy(m_model, grants));
        body.close();
        m_hcl.raw(expressions.putInto(body.text()));
    }

    HclWriter &m_hcl;
    const model::Model &m_model;
    const std::vector<TerraformTable> &m_tables;
    const TerraformOptions &m_options;
};

} // namespace

void writeTerraformServices(HclWriter &hcl, const model::Model &model, const std::vector<TerraformTable> &tables,
                            const TerraformOptions &options, std::vector<Loss> &losses)
{
    ServicesWriter writer(hcl, model, tables, options);
    if (options.extras.daxCluster && !tables.empty())
        writer.writeDaxCluster();
    if (options.extras.vpcEndpoint && !tables.empty())
        writer.writeVpcEndpoint();
    if (!options.extras.streamFunctions)
        return;
    for (const TerraformTable &table : tables)
        if (hasStream(*table.table))
            writer.writeStreamFunction(table);
    listStreamLosses(model, losses);
}

} // namespace keywright::exchange
