#include "core/exchange/terraform_extras.h"

#include <algorithm>

#include "core/exchange/access_policy.h"
#include "core/exchange/cloudwatch.h"
#include "core/exchange/naming.h"
#include "core/exchange/terraform_services.h"

namespace keywright::exchange {

using schema::IndexDefinition;
using value::Json;

namespace {

void replaceAll(std::string &text, const std::string &mark, const std::string &expression)
{
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + expression.size()))
        text.replace(at, mark.size(), expression);
}

class ExtrasWriter {
public:
    ExtrasWriter(HclWriter &hcl, const model::Model &model, const TerraformOptions &options, std::vector<Loss> &losses)
        : m_hcl(hcl), m_model(model), m_options(options), m_losses(losses)
    { }

    void write(const TerraformTable &table)
    {
        const InfrastructureExtras &extras = m_options.extras;
        if (hasOwnKey(table, extras))
            writeKey(table);
        if (extras.autoScaling)
            writeScaling(table);
        if (extras.contributorInsights)
            writeInsights(table);
        if (extras.resourcePolicy && !table.settings.resourcePolicy.empty())
            writePolicy(table);
        if (extras.kinesisDestination && !table.settings.kinesisStream.empty())
            writeKinesis(table);
        if (extras.alarms)
            writeAlarms(table);
    }

    void writeBackup(const std::vector<TerraformTable> &tables)
    {
        m_hcl.open("variable \"backup_role_arn\"");
        m_hcl.argument("description", "\"ARN of the role with which AWS Backup reads the tables.\"");
        m_hcl.argument("type", "string");
        m_hcl.close();
        m_hcl.open("resource \"aws_backup_vault\" \"tables\"");
        m_hcl.argument("name", prefixedName(vaultName()));
        m_hcl.close();
        m_hcl.open("resource \"aws_backup_plan\" \"tables\"");
        m_hcl.argument("name", prefixedName(vaultName()));
        m_hcl.open("rule");
        m_hcl.argument("rule_name", "\"daily\"");
        m_hcl.argument("target_vault_name", "aws_backup_vault.tables.name");
        m_hcl.argument("schedule", hclText(kBackupSchedule));
        m_hcl.open("lifecycle");
        m_hcl.argument("delete_after", std::to_string(kBackupDays));
        m_hcl.close();
        m_hcl.close();
        m_hcl.close();
        m_hcl.open("resource \"aws_backup_selection\" \"tables\"");
        m_hcl.argument("name", prefixedName(vaultName()));
        m_hcl.argument("iam_role_arn", "var.backup_role_arn");
        m_hcl.argument("plan_id", "aws_backup_plan.tables.id");
        std::vector<std::string> arns;
        for (const TerraformTable &table : tables)
            arns.push_back(table.address() + ".arn");
        m_hcl.list("resources", arns);
        m_hcl.close();
    }

    void writeAlarmVariable()
    {
        m_hcl.open("variable \"alarm_actions\"");
        m_hcl.argument("description", "\"ARNs, such as of SNS topics, that every alarm tells.\"");
        m_hcl.argument("type", "list(string)");
        m_hcl.argument("default", "[]");
        m_hcl.close();
    }

    void writeDashboard(const std::vector<TerraformTable> &tables)
    {
        Json widgets = Json::array();
        std::int64_t y = 0;
        for (const TerraformTable &table : tables) {
            const std::string operation = operationsOn(m_model, table.table->definition.name).front();
            for (const Json &widget : dashboardWidgets(*table.table, kTableName + table.label, kRegion, operation, y))
                widgets.append(widget);
            y += kDashboardRowHeight;
        }
        HclWriter body;
        body.open("resource \"aws_cloudwatch_dashboard\" \"tables\"");
        body.argument("dashboard_name", prefixedName(vaultName()));
        body.jsonArgument("dashboard_body", Json::object({{"widgets", widgets}}));
        body.close();
        m_hcl.raw(withExpressions(body.text(), tables));
    }

    /// Of nothing without access patterns: a policy needs a statement.
    void writeAccessPolicy(const std::vector<TerraformTable> &tables)
    {
        const std::vector<PolicyStatement> statements = accessPolicy(m_model);
        if (statements.empty())
            return;
        HclExpressions expressions;
        const Json document = policyDocument(statements, [&](const PolicyStatement &statement) {
            const auto table = std::find_if(tables.begin(), tables.end(),
                                            [&statement](const TerraformTable &each) { return each.table == statement.table; });
            const std::string arn = table->address() + ".arn";
            return expressions.hold(statement.index.empty() ? arn : "\"${" + arn + "}/index/" + statement.index + "\"");
        });
        HclWriter body;
        body.open("resource \"aws_iam_policy\" \"access\"");
        body.argument("name", prefixedName(snakeCase(m_model.name) + "_access"));
        body.argument("description", "\"What the access patterns need of the tables.\"");
        body.jsonArgument("policy", document);
        body.close();
        m_hcl.raw(expressions.putInto(body.text()));
        m_hcl.open("output \"access_policy_arn\"");
        m_hcl.argument("description", "\"ARN of the policy to attach to the role of the application.\"");
        m_hcl.argument("value", "aws_iam_policy.access.arn");
        m_hcl.close();
    }

private:
    static constexpr const char *kTableName = "keywright-table-";
    static constexpr const char *kRegion = "keywright-region";

    std::string vaultName() const { return snakeCase(m_model.name) + "_tables"; }

    /// The marks that stand in the dashboard's JSON for what only Terraform knows, replaced by the expressions.
    std::string withExpressions(std::string text, const std::vector<TerraformTable> &tables) const
    {
        for (const TerraformTable &table : tables)
            replaceAll(text, hclText(kTableName + table.label), table.address() + ".name");
        replaceAll(text, hclText(kRegion), regionName(m_options));
        return text;
    }

    void writeKey(const TerraformTable &table)
    {
        const std::string &key = table.settings.encryption->kmsKey;
        if (m_options.extras.kmsKey) {
            m_hcl.open("resource \"aws_kms_key\" " + hclText(table.label));
            m_hcl.argument("description", hclText("Encrypts the table " + table.table->definition.name + "."));
            m_hcl.argument("enable_key_rotation", "true");
            m_hcl.close();
        } else if (!key.starts_with("arn:")) {
            m_hcl.open("data \"aws_kms_key\" " + hclText(table.label));
            m_hcl.argument("key_id", hclText(key));
            m_hcl.close();
        }
    }

    void writeScalingOf(const TerraformTable &table, const std::string &index, const model::AutoScaling &scaling, bool isRead)
    {
        const std::string direction = isRead ? "Read" : "Write";
        const std::string label = table.label + (index.empty() ? "" : "_" + snakeCase(index)) + (isRead ? "_read" : "_write");
        const std::string resource = "table/${" + table.address() + ".name}" + (index.empty() ? "" : "/index/" + index);
        m_hcl.open("resource \"aws_appautoscaling_target\" " + hclText(label));
        m_hcl.argument("service_namespace", "\"dynamodb\"");
        m_hcl.argument("resource_id", "\"" + resource + "\"");
        m_hcl.argument("scalable_dimension",
                       hclText("dynamodb:" + std::string(index.empty() ? "table" : "index") + ":" + direction + "CapacityUnits"));
        m_hcl.argument("min_capacity", std::to_string(scaling.minimum));
        m_hcl.argument("max_capacity", std::to_string(scaling.maximum));
        m_hcl.close();
        const std::string target = "aws_appautoscaling_target." + label;
        m_hcl.open("resource \"aws_appautoscaling_policy\" " + hclText(label));
        m_hcl.argument("name", "\"" + direction + "CapacityUtilization:${" + target + ".resource_id}\"");
        m_hcl.argument("policy_type", "\"TargetTrackingScaling\"");
        m_hcl.argument("service_namespace", target + ".service_namespace");
        m_hcl.argument("resource_id", target + ".resource_id");
        m_hcl.argument("scalable_dimension", target + ".scalable_dimension");
        m_hcl.open("target_tracking_scaling_policy_configuration");
        m_hcl.argument("target_value", std::to_string(scaling.targetUtilization));
        m_hcl.open("predefined_metric_specification");
        m_hcl.argument("predefined_metric_type", hclText("DynamoDB" + direction + "CapacityUtilization"));
        m_hcl.close();
        m_hcl.close();
        m_hcl.close();
    }

    void writeScaling(const TerraformTable &table)
    {
        const auto both = [&](const std::string &index, const model::CapacityScaling &scaling) {
            if (scaling.read)
                writeScalingOf(table, index, *scaling.read, true);
            if (scaling.write)
                writeScalingOf(table, index, *scaling.write, false);
        };
        both("", table.table->scaling);
        for (const IndexDefinition &index : table.table->definition.globalIndexes)
            both(index.name, scalingOf(*table.table, index.name));
    }

    void writeInsightsOf(const TerraformTable &table, const std::string &index, const std::string &mode)
    {
        m_hcl.open("resource \"aws_dynamodb_contributor_insights\" "
                   + hclText(table.label + (index.empty() ? "" : "_" + snakeCase(index))));
        m_hcl.argument("table_name", table.address() + ".name");
        if (!index.empty())
            m_hcl.argument("index_name", hclText(index));
        if (m_options.providerMajor >= 6)
            m_hcl.argument("mode", hclText(mode));
        else if (mode == "THROTTLED_KEYS")
            m_losses.push_back({placeOf(m_model, *table.table) + ".contributorInsights",
                                "Contributor insights of " + (index.empty() ? table.table->definition.name : index)
                                    + " watch all keys: version 5 of the AWS provider cannot say that only throttled ones count."});
        m_hcl.close();
    }

    void writeInsights(const TerraformTable &table)
    {
        if (!table.settings.insightsMode.empty())
            writeInsightsOf(table, "", table.settings.insightsMode);
        for (const IndexDefinition &index : table.table->definition.globalIndexes)
            if (const std::string mode = insightsModeOf(*table.table, index.name); !mode.empty())
                writeInsightsOf(table, index.name, mode);
    }

    void writePolicy(const TerraformTable &table)
    {
        m_hcl.open("resource \"aws_dynamodb_resource_policy\" " + hclText(table.label));
        m_hcl.argument("resource_arn", table.address() + ".arn");
        try {
            m_hcl.jsonArgument("policy", Json::parse(table.settings.resourcePolicy));
        } catch (const value::JsonSyntaxError &) {
            m_hcl.argument("policy", hclText(table.settings.resourcePolicy));
            m_losses.push_back(
                {placeOf(m_model, *table.table) + ".resourcePolicy",
                 "The resource policy of " + table.table->definition.name + " is written as it stands, and it is not JSON."});
        }
        m_hcl.close();
    }

    void writeKinesis(const TerraformTable &table)
    {
        m_hcl.open("resource \"aws_kinesis_stream\" " + hclText(table.label));
        m_hcl.argument("name", prefixedName(table.settings.kinesisStream));
        m_hcl.open("stream_mode_details");
        m_hcl.argument("stream_mode", "\"ON_DEMAND\"");
        m_hcl.close();
        m_hcl.close();
        m_hcl.open("resource \"aws_dynamodb_kinesis_streaming_destination\" " + hclText(table.label));
        m_hcl.argument("stream_arn", "aws_kinesis_stream." + table.label + ".arn");
        m_hcl.argument("table_name", table.address() + ".name");
        if (!table.settings.kinesisPrecision.empty())
            m_hcl.argument("approximate_creation_date_time_precision", hclText(table.settings.kinesisPrecision));
        m_hcl.close();
    }

    void beginAlarm(const TerraformTable &table, const Alarm &alarm)
    {
        m_hcl.open("resource \"aws_cloudwatch_metric_alarm\" " + hclText(table.label + "_" + snakeCase(alarm.name)));
        if (alarm.isPerOperation) {
            std::vector<std::string> operations;
            for (const std::string &operation : operationsOn(m_model, table.table->definition.name))
                operations.push_back(hclText(operation));
            std::string list;
            for (const std::string &operation : operations)
                list += (list.empty() ? "" : ", ") + operation;
            m_hcl.argument("for_each", "toset([" + list + "])");
            m_hcl.gap();
        }
        m_hcl.argument("alarm_name",
                       "\"${" + table.address() + ".name}-" + alarm.name + (alarm.isPerOperation ? "-${each.key}" : "") + "\"");
        m_hcl.argument("alarm_description", hclText(alarm.description));
        m_hcl.argument("comparison_operator", "\"GreaterThanThreshold\"");
        m_hcl.argument("threshold", std::to_string(alarm.threshold));
        m_hcl.argument("evaluation_periods", std::to_string(alarm.periods));
        m_hcl.argument("treat_missing_data", "\"notBreaching\"");
        m_hcl.argument("alarm_actions", "var.alarm_actions");
    }

    void writeAlarms(const TerraformTable &table)
    {
        for (const Alarm &alarm : alarmsOf(*table.table)) {
            beginAlarm(table, alarm);
            if (alarm.expression.empty()) {
                m_hcl.argument("namespace", "\"AWS/DynamoDB\"");
                m_hcl.argument("metric_name", hclText(alarm.metrics.front().metric));
                m_hcl.argument(alarm.metrics.front().statistic.starts_with("p") ? "extended_statistic" : "statistic",
                               hclText(alarm.metrics.front().statistic));
                m_hcl.argument("period", std::to_string(kAlarmPeriodSeconds));
                writeDimensions(table, alarm);
            } else {
                writeQueries(table, alarm);
            }
            m_hcl.close();
        }
    }

    void writeDimensions(const TerraformTable &table, const Alarm &alarm)
    {
        std::vector<std::pair<std::string, std::string>> dimensions{{"TableName", table.address() + ".name"}};
        if (!alarm.index.empty())
            dimensions.emplace_back("GlobalSecondaryIndexName", hclText(alarm.index));
        if (alarm.isPerOperation)
            dimensions.emplace_back("Operation", "each.key");
        m_hcl.map("dimensions", dimensions);
    }

    void writeQueries(const TerraformTable &table, const Alarm &alarm)
    {
        m_hcl.open("metric_query");
        m_hcl.argument("id", "\"utilisation\"");
        m_hcl.argument("expression", hclText(alarm.expression));
        m_hcl.argument("label", "\"Per cent of the provisioned units\"");
        m_hcl.argument("return_data", "true");
        m_hcl.close();
        for (const AlarmMetric &metric : alarm.metrics) {
            m_hcl.open("metric_query");
            m_hcl.argument("id", hclText(metric.id));
            m_hcl.open("metric");
            m_hcl.argument("namespace", "\"AWS/DynamoDB\"");
            m_hcl.argument("metric_name", hclText(metric.metric));
            m_hcl.argument("stat", hclText(metric.statistic));
            m_hcl.argument("period", std::to_string(kAlarmPeriodSeconds));
            writeDimensions(table, alarm);
            m_hcl.close();
            m_hcl.close();
        }
    }

    HclWriter &m_hcl;
    const model::Model &m_model;
    const TerraformOptions &m_options;
    std::vector<Loss> &m_losses;
};

} // namespace

std::string prefixedName(const std::string &name)
{
    return "\"${var.name_prefix}" + hclText(name).substr(1);
}

std::string regionName(const TerraformOptions &options)
{
    return options.providerMajor >= 6 ? "data.aws_region.current.region" : "data.aws_region.current.name";
}

bool hasOwnKey(const TerraformTable &table, const InfrastructureExtras &extras)
{
    const auto &encryption = table.settings.encryption;
    return encryption && encryption->isCustomerManaged && (extras.kmsKey || !encryption->kmsKey.empty());
}

std::string kmsKeyArn(const TerraformTable &table, const InfrastructureExtras &extras)
{
    const std::string &key = table.settings.encryption->kmsKey;
    if (extras.kmsKey)
        return "aws_kms_key." + table.label + ".arn";
    return key.starts_with("arn:") ? hclText(key) : "data.aws_kms_key." + table.label + ".arn";
}

void writeOutput(HclWriter &hcl, const std::string &name, const std::string &description, const std::string &value)
{
    hcl.open("output " + hclText(name));
    hcl.argument("description", hclText(description));
    hcl.argument("value", value);
    hcl.close();
}

void writeTerraformExtras(HclWriter &hcl, const model::Model &model, const std::vector<TerraformTable> &tables,
                          const TerraformOptions &options, std::vector<Loss> &losses)
{
    ExtrasWriter writer(hcl, model, options, losses);
    if (options.extras.dashboard || options.extras.vpcEndpoint) {
        hcl.open("data \"aws_region\" \"current\"");
        hcl.close();
    }
    if (options.extras.alarms)
        writer.writeAlarmVariable();
    for (const TerraformTable &table : tables)
        writer.write(table);
    if (options.extras.backupPlan)
        writer.writeBackup(tables);
    if (options.extras.dashboard)
        writer.writeDashboard(tables);
    if (options.extras.iamPolicy)
        writer.writeAccessPolicy(tables);
    writeTerraformServices(hcl, model, tables, options, losses);
}

} // namespace keywright::exchange
