#include "core/exchange/cloudformation_services.h"

#include "core/exchange/building.h"
#include "core/exchange/naming.h"
#include "core/exchange/services.h"
#include "core/exchange/stream_filter.h"

namespace keywright::exchange {

using value::Json;

namespace {

Json indexArns(const TemplateTable &table)
{
    return substituted("arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${" + table.id + "}/index/*");
}

class ServiceParts {
public:
    ServiceParts(const model::Model &model, const std::vector<TemplateTable> &tables) : m_model(model), m_tables(tables) { }

    TemplateParts take() { return std::move(m_parts); }

    void addDaxCluster()
    {
        parameter("DaxClusterName", "String", "Name of the DAX cluster, up to 20 letters, digits and hyphens.",
                  jsonText(daxNameFrom(m_model.name)));
        parameter("DaxNodeType", "String", "Type of every node of the DAX cluster.", jsonText(kDaxNodeType));
        parameter("DaxNodeCount", "Number", "Nodes of the DAX cluster; with three, two may fail.", Json::number(kDaxNodes));
        parameter("DaxSubnetIds", "List<AWS::EC2::Subnet::Id>", "Subnets of the DAX nodes, in several Availability Zones.");
        parameter("DaxSecurityGroupIds", "List<AWS::EC2::SecurityGroup::Id>",
                  "Security groups of the DAX nodes; they must let port 9111 in.");
        std::vector<DaxGrant> grants;
        for (const TemplateTable &table : m_tables)
            grants.push_back({table.table, {attributeOf(table.id, "Arn"), indexArns(table)}});
        const Json inlinePolicy = Json::object({{"PolicyName", jsonText("tables")}, {"PolicyDocument", daxPolicy(m_model, grants)}});
        resource("DaxRole", "AWS::IAM::Role",
                 Json::object({{"Description", jsonText("With which DAX reads and writes the tables.")},
                               {"AssumeRolePolicyDocument", daxTrustPolicy()},
                               {"Policies", Json::array({inlinePolicy})}}));
        resource("DaxSubnets", "AWS::DAX::SubnetGroup",
                 Json::object({{"SubnetGroupName", refTo("DaxClusterName")}, {"SubnetIds", refTo("DaxSubnetIds")}}));
        resource("DaxCluster", "AWS::DAX::Cluster",
                 Json::object({{"ClusterName", refTo("DaxClusterName")},
                               {"NodeType", refTo("DaxNodeType")},
                               {"ReplicationFactor", refTo("DaxNodeCount")},
                               {"IAMRoleARN", attributeOf("DaxRole", "Arn")},
                               {"SubnetGroupName", refTo("DaxSubnets")},
                               {"SecurityGroupIds", refTo("DaxSecurityGroupIds")},
                               {"ClusterEndpointEncryptionType", jsonText("TLS")},
                               {"SSESpecification", Json::object({{"SSEEnabled", Json::boolean(true)}})}}));
        output("DaxClusterAddress", "Address of the DAX cluster.", attributeOf("DaxCluster", "ClusterDiscoveryEndpoint"));
    }

    void addVpcEndpoint()
    {
        parameter("VpcId", "AWS::EC2::VPC::Id", "VPC that reaches the tables without the internet.");
        parameter("RouteTableIds", "List<String>", "Route tables of the VPC that get a route to DynamoDB.");
        Json resources = Json::array();
        for (const TemplateTable &table : m_tables) {
            resources.append(attributeOf(table.id, "Arn"));
            resources.append(indexArns(table));
        }
        resource("TablesEndpoint", "AWS::EC2::VPCEndpoint",
                 Json::object({{"VpcId", refTo("VpcId")},
                               {"ServiceName", substituted("com.amazonaws.${AWS::Region}.dynamodb")},
                               {"VpcEndpointType", jsonText("Gateway")},
                               {"RouteTableIds", refTo("RouteTableIds")},
                               {"PolicyDocument", vpcEndpointPolicy(resources)}}));
        output("TablesEndpointId", "Id of the gateway endpoint.", refTo("TablesEndpoint"));
    }

    void addStreamFunction(const TemplateTable &table)
    {
        const std::string name = table.id + "FunctionName";
        parameter(name, "String",
                  "Name or ARN of the Lambda function that gets the changes of " + table.table->definition.name
                      + "; its role must be allowed to read the stream.");
        Json properties = Json::object({{"EventSourceArn", attributeOf(table.id, "StreamArn")},
                                        {"FunctionName", refTo(name)},
                                        {"StartingPosition", jsonText(kStreamStart)},
                                        {"BisectBatchOnFunctionError", Json::boolean(true)}});
        Json filters = Json::array();
        for (const auto &[entity, pattern] : streamFilters(m_model, *table.table))
            filters.append(Json::object({{"Pattern", jsonText(pattern.compact())}}));
        if (!filters.elements().empty() && filters.elements().size() <= kMostStreamFilters)
            properties.set("FilterCriteria", Json::object({{"Filters", filters}}));
        resource(table.id + "Function", "AWS::Lambda::EventSourceMapping", properties);
    }

private:
    void parameter(const std::string &id, const std::string &type, const std::string &description, const Json &standard = {})
    {
        Json json = Json::object({{"Type", jsonText(type)}, {"Description", jsonText(description)}});
        if (!standard.isNull())
            json.set("Default", standard);
        m_parts.parameters.push_back({id, json});
    }

    void resource(const std::string &id, const std::string &type, const Json &properties)
    {
        m_parts.resources.push_back({id, Json::object({{"Type", jsonText(type)}, {"Properties", properties}})});
    }

    void output(const std::string &id, const std::string &description, const Json &value)
    {
        m_parts.outputs.push_back({id, Json::object({{"Description", jsonText(description)}, {"Value", value}})});
    }

    const model::Model &m_model;
    const std::vector<TemplateTable> &m_tables;
    TemplateParts m_parts;
};

} // namespace

std::vector<std::string> serviceIds()
{
    return {"DaxClusterName", "DaxNodeType", "DaxNodeCount", "DaxSubnetIds",  "DaxSecurityGroupIds", "DaxRole",
            "DaxSubnets",     "DaxCluster",  "VpcId",        "RouteTableIds", "TablesEndpoint"};
}

TemplateParts templateServices(const model::Model &model, const std::vector<TemplateTable> &tables, const InfrastructureExtras &extras,
                               std::vector<Loss> &losses)
{
    ServiceParts parts(model, tables);
    if (extras.daxCluster && !tables.empty())
        parts.addDaxCluster();
    if (extras.vpcEndpoint && !tables.empty())
        parts.addVpcEndpoint();
    if (extras.streamFunctions) {
        for (const TemplateTable &table : tables)
            if (hasStream(*table.table))
                parts.addStreamFunction(table);
        listStreamLosses(model, losses);
    }
    return parts.take();
}

} // namespace keywright::exchange
