#include "core/exchange/cloudformation_writer.h"

#include <algorithm>
#include <set>

#include "core/exchange/access_policy.h"
#include "core/exchange/building.h"
#include "core/exchange/cloudformation_services.h"
#include "core/exchange/cloudformation_table.h"
#include "core/exchange/cloudwatch.h"
#include "core/exchange/naming.h"
#include "core/exchange/yaml_writer.h"

namespace keywright::exchange {

using schema::IndexDefinition;
using value::Json;

namespace {

class TemplateWriter {
public:
    TemplateWriter(const model::Model &model, const InfrastructureExtras &extras, std::vector<Loss> &losses)
        : m_model(model), m_extras(extras), m_losses(losses)
    { }

    Json write()
    {
        std::set<std::string> reserved{"NamePrefix", "AlarmTopicArn",   "BackupRoleArn", "BackupVault",
                                       "BackupPlan", "BackupSelection", "Dashboard",     "AccessPolicy"};
        for (const std::string &id : serviceIds())
            reserved.insert(id);
        UniqueNames ids(reserved);
        for (const model::Table &table : m_model.tables)
            m_tables.push_back({&table, ids.take(pascalCase(table.definition.name)), settingsOf(table)});
        for (const TemplateTable &table : m_tables)
            addTable(table);
        if (m_extras.backupPlan)
            addBackup();
        if (m_extras.dashboard)
            addDashboard();
        if (m_extras.iamPolicy)
            addPolicy();
        m_services = templateServices(m_model, m_tables, m_extras, m_losses);
        for (const TemplatePart &part : m_services.resources)
            m_resources.set(part.id, part.json);
        return Json::object({{"AWSTemplateFormatVersion", jsonText("2010-09-09")},
                             {"Description", jsonText("Tables of the model " + m_model.name + ", written by Keywright.")},
                             {"Parameters", parameters()},
                             {"Resources", m_resources},
                             {"Outputs", outputs()}});
    }

private:
    void add(const std::string &id, const std::string &type, const Json &properties)
    {
        m_resources.set(id, Json::object({{"Type", jsonText(type)}, {"Properties", properties}}));
    }

    Json parameters() const
    {
        Json parameters = Json::object({{"NamePrefix",
                                         Json::object({{"Type", jsonText("String")},
                                                       {"Default", jsonText("")},
                                                       {"Description", jsonText("Put before the name of every table.")}})}});
        if (m_extras.alarms)
            parameters.set(
                "AlarmTopicArn",
                Json::object({{"Type", jsonText("String")}, {"Description", jsonText("ARN of the SNS topic that every alarm tells.")}}));
        if (m_extras.backupPlan)
            parameters.set("BackupRoleArn",
                           Json::object({{"Type", jsonText("String")},
                                         {"Description", jsonText("ARN of the role with which AWS Backup reads the tables.")}}));
        for (const TemplatePart &part : m_services.parameters)
            parameters.set(part.id, part.json);
        return parameters;
    }

    void addTable(const TemplateTable &table)
    {
        if (m_extras.kmsKey && table.settings.encryption && table.settings.encryption->isCustomerManaged)
            addKey(table);
        if (m_extras.kinesisDestination && !table.settings.kinesisStream.empty())
            add(table.id + "Stream", "AWS::Kinesis::Stream",
                Json::object({{"Name", prefixed(table.settings.kinesisStream)},
                              {"StreamModeDetails", Json::object({{"StreamMode", jsonText("ON_DEMAND")}})}}));
        m_resources.set(table.id, tableResource(table, m_extras, placeOf(m_model, *table.table), m_losses));
        if (m_extras.autoScaling && !table.isGlobal())
            addScaling(table);
        if (m_extras.alarms)
            addAlarms(table);
    }

    void addKey(const TemplateTable &table)
    {
        const Json statement =
            Json::object({{"Sid", jsonText("AccountAdministersTheKey")},
                          {"Effect", jsonText("Allow")},
                          {"Principal", Json::object({{"AWS", substituted("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")}})},
                          {"Action", jsonText("kms:*")},
                          {"Resource", jsonText("*")}});
        add(table.id + "Key", "AWS::KMS::Key",
            Json::object({{"Description", jsonText("Encrypts the table " + table.table->definition.name + ".")},
                          {"EnableKeyRotation", Json::boolean(true)},
                          {"KeyPolicy", Json::object({{"Version", jsonText("2012-10-17")}, {"Statement", Json::array({statement})}})}}));
    }

    void addScalingOf(const TemplateTable &table, const std::string &index, const model::AutoScaling &scaling, bool isRead)
    {
        const std::string direction = isRead ? "Read" : "Write";
        const std::string id = table.id + (index.empty() ? "" : pascalCase(index)) + direction + "Scaling";
        const std::string dimension = "dynamodb:" + std::string(index.empty() ? "table" : "index") + ":" + direction + "CapacityUnits";
        add(id + "Target", "AWS::ApplicationAutoScaling::ScalableTarget",
            Json::object({{"ServiceNamespace", jsonText("dynamodb")},
                          {"ResourceId", substituted("table/${" + table.id + "}" + (index.empty() ? "" : "/index/" + index))},
                          {"ScalableDimension", jsonText(dimension)},
                          {"MinCapacity", Json::number(scaling.minimum)},
                          {"MaxCapacity", Json::number(scaling.maximum)}}));
        const Json metric = Json::object({{"PredefinedMetricType", jsonText("DynamoDB" + direction + "CapacityUtilization")}});
        add(id + "Policy", "AWS::ApplicationAutoScaling::ScalingPolicy",
            Json::object(
                {{"PolicyName", jsonText(id)},
                 {"PolicyType", jsonText("TargetTrackingScaling")},
                 {"ScalingTargetId", refTo(id + "Target")},
                 {"TargetTrackingScalingPolicyConfiguration",
                  Json::object({{"TargetValue", Json::number(scaling.targetUtilization)}, {"PredefinedMetricSpecification", metric}})}}));
    }

    void addScaling(const TemplateTable &table)
    {
        const auto both = [&](const std::string &index, const model::CapacityScaling &scaling) {
            if (scaling.read)
                addScalingOf(table, index, *scaling.read, true);
            if (scaling.write)
                addScalingOf(table, index, *scaling.write, false);
        };
        both("", table.table->scaling);
        for (const IndexDefinition &index : table.table->definition.globalIndexes)
            both(index.name, scalingOf(*table.table, index.name));
    }

    static Json dimensions(const TemplateTable &table, const Alarm &alarm, const std::string &operation)
    {
        const auto dimension = [](const std::string &name, const Json &value) {
            return Json::object({{"Name", jsonText(name)}, {"Value", value}});
        };
        Json all = Json::array({dimension("TableName", refTo(table.id))});
        if (!alarm.index.empty())
            all.append(dimension("GlobalSecondaryIndexName", jsonText(alarm.index)));
        if (!operation.empty())
            all.append(dimension("Operation", jsonText(operation)));
        return all;
    }

    void addAlarm(const TemplateTable &table, const Alarm &alarm, const std::string &operation)
    {
        Json json = Json::object({{"AlarmDescription", jsonText(alarm.description)},
                                  {"ComparisonOperator", jsonText("GreaterThanThreshold")},
                                  {"Threshold", Json::number(alarm.threshold)},
                                  {"EvaluationPeriods", Json::number(alarm.periods)},
                                  {"TreatMissingData", jsonText("notBreaching")},
                                  {"AlarmActions", Json::array({refTo("AlarmTopicArn")})}});
        if (alarm.expression.empty()) {
            const std::string &statistic = alarm.metrics.front().statistic;
            json.set("Namespace", jsonText("AWS/DynamoDB"));
            json.set("MetricName", jsonText(alarm.metrics.front().metric));
            json.set(statistic.starts_with("p") ? "ExtendedStatistic" : "Statistic", jsonText(statistic));
            json.set("Period", Json::number(kAlarmPeriodSeconds));
            json.set("Dimensions", dimensions(table, alarm, operation));
        } else {
            json.set("Metrics", metrics(table, alarm));
        }
        add(table.id + pascalCase(alarm.name) + operation + "Alarm", "AWS::CloudWatch::Alarm", json);
    }

    static Json metrics(const TemplateTable &table, const Alarm &alarm)
    {
        Json metrics = Json::array({Json::object({{"Id", jsonText("utilisation")},
                                                  {"Expression", jsonText(alarm.expression)},
                                                  {"Label", jsonText("Per cent of the provisioned units")},
                                                  {"ReturnData", Json::boolean(true)}})});
        for (const AlarmMetric &metric : alarm.metrics) {
            const Json named = Json::object({{"Namespace", jsonText("AWS/DynamoDB")},
                                             {"MetricName", jsonText(metric.metric)},
                                             {"Dimensions", dimensions(table, alarm, {})}});
            const Json stat =
                Json::object({{"Metric", named}, {"Period", Json::number(kAlarmPeriodSeconds)}, {"Stat", jsonText(metric.statistic)}});
            metrics.append(Json::object({{"Id", jsonText(metric.id)}, {"MetricStat", stat}, {"ReturnData", Json::boolean(false)}}));
        }
        return metrics;
    }

    void addAlarms(const TemplateTable &table)
    {
        for (const Alarm &alarm : alarmsOf(*table.table)) {
            const std::vector<std::string> operations =
                alarm.isPerOperation ? operationsOn(m_model, table.table->definition.name) : std::vector<std::string>{""};
            for (const std::string &operation : operations)
                addAlarm(table, alarm, operation);
        }
    }

    void addBackup()
    {
        const std::string name = snakeCase(m_model.name) + "_tables";
        Json arns = Json::array();
        for (const TemplateTable &table : m_tables)
            arns.append(attributeOf(table.id, "Arn"));
        m_resources.set("BackupVault",
                        Json::object({{"Type", jsonText("AWS::Backup::BackupVault")},
                                      {"DeletionPolicy", jsonText("Retain")},
                                      {"UpdateReplacePolicy", jsonText("Retain")},
                                      {"Properties", Json::object({{"BackupVaultName", prefixed(name)}})}}));
        const Json rule = Json::object({{"RuleName", jsonText("daily")},
                                        {"TargetBackupVault", refTo("BackupVault")},
                                        {"ScheduleExpression", jsonText(kBackupSchedule)},
                                        {"Lifecycle", Json::object({{"DeleteAfterDays", Json::number(kBackupDays)}})}});
        add("BackupPlan", "AWS::Backup::BackupPlan",
            Json::object({{"BackupPlan", Json::object({{"BackupPlanName", prefixed(name)}, {"BackupPlanRule", Json::array({rule})}})}}));
        const Json selection =
            Json::object({{"SelectionName", prefixed(name)}, {"IamRoleArn", refTo("BackupRoleArn")}, {"Resources", arns}});
        add("BackupSelection", "AWS::Backup::BackupSelection",
            Json::object({{"BackupPlanId", refTo("BackupPlan")}, {"BackupSelection", selection}}));
    }

    void addDashboard()
    {
        Json widgets = Json::array();
        std::int64_t y = 0;
        for (const TemplateTable &table : m_tables) {
            const std::string operation = operationsOn(m_model, table.table->definition.name).front();
            for (const Json &widget : dashboardWidgets(*table.table, "${" + table.id + "}", "${AWS::Region}", operation, y))
                widgets.append(widget);
            y += kDashboardRowHeight;
        }
        add("Dashboard", "AWS::CloudWatch::Dashboard",
            Json::object({{"DashboardName", prefixed(snakeCase(m_model.name) + "_tables")},
                          {"DashboardBody", substituted(Json::object({{"widgets", widgets}}).compact())}}));
    }

    /// Of nothing without access patterns: a policy needs a statement.
    void addPolicy()
    {
        const std::vector<PolicyStatement> statements = accessPolicy(m_model);
        if (statements.empty())
            return;
        const Json document = policyDocument(statements, [this](const PolicyStatement &statement) {
            const auto table = std::find_if(m_tables.begin(), m_tables.end(),
                                            [&statement](const TemplateTable &each) { return each.table == statement.table; });
            if (statement.index.empty())
                return attributeOf(table->id, "Arn");
            return substituted("arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${" + table->id + "}/index/"
                               + statement.index);
        });
        add("AccessPolicy", "AWS::IAM::ManagedPolicy",
            Json::object({{"Description", jsonText("What the access patterns need of the tables.")}, {"PolicyDocument", document}}));
        m_hasPolicy = true;
    }

    Json outputs() const
    {
        Json outputs = Json::object();
        const auto output = [&outputs](const std::string &id, const std::string &description, const Json &value) {
            outputs.set(id, Json::object({{"Description", jsonText(description)}, {"Value", value}}));
        };
        for (const TemplateTable &table : m_tables) {
            const std::string &name = table.table->definition.name;
            output(table.id + "TableName", "Name of the table " + name + ".", refTo(table.id));
            output(table.id + "TableArn", "ARN of the table " + name + ".", attributeOf(table.id, "Arn"));
            if (table.table->definition.streamViewType || table.isGlobal())
                output(table.id + "StreamArn", "ARN of the stream of " + name + ".", attributeOf(table.id, "StreamArn"));
        }
        if (m_hasPolicy)
            output("AccessPolicyArn", "ARN of the policy to attach to the role of the application.", refTo("AccessPolicy"));
        for (const TemplatePart &part : m_services.outputs)
            outputs.set(part.id, part.json);
        return outputs;
    }

    const model::Model &m_model;
    const InfrastructureExtras &m_extras;
    std::vector<Loss> &m_losses;
    std::vector<TemplateTable> m_tables;
    Json m_resources = Json::object();
    TemplateParts m_services;
    bool m_hasPolicy = false;
};

std::string commentOn(const std::string &member, const Json &value)
{
    if (member != "GlobalSecondaryIndexes" || value.elements().size() < 2)
        return {};
    return "An update of a stack may add or delete only one of these at a time; a new stack makes all of them at once.";
}

} // namespace

Json cloudFormationTemplate(const model::Model &model, const InfrastructureExtras &extras, std::vector<Loss> &losses)
{
    return TemplateWriter(model, extras, losses).write();
}

ExportResult writeCloudFormation(const model::Model &model, const CloudFormationOptions &options)
{
    ExportResult result;
    const Json whole = cloudFormationTemplate(model, options.extras, result.losses);
    if (options.asJson)
        result.files.push_back({"template.json", whole.pretty() + "\n"});
    else
        result.files.push_back({"template.yaml", yamlFrom(whole, commentOn)});
    listExtrasLeftOut(model, options.extras, result.losses);
    listDesignLosses(model, "CloudFormation", result.losses);
    return result;
}

} // namespace keywright::exchange
