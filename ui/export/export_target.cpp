#include "ui/export/export_target.h"

#include <QCoreApplication>

#include "core/exchange/cdk_writer.h"
#include "core/exchange/cloudformation_writer.h"
#include "core/exchange/nosql_workbench.h"
#include "core/exchange/policy_writer.h"
#include "core/exchange/table_scripts.h"
#include "core/exchange/terraform_writer.h"

namespace keywright::ui {

namespace {

QString exportTargetTr(const char *text)
{
    return QCoreApplication::translate("ExportTarget", text);
}

struct TargetWords {
    QString name;
    QString description;
    const char *iconName;
};

TargetWords wordsOf(ExportTarget target)
{
    switch (target) {
    case ExportTarget::Terraform:
        return {exportTargetTr("Terraform"), exportTargetTr("One main.tf for HashiCorp's AWS provider."), "layout"};
    case ExportTarget::CloudFormation:
        return {exportTargetTr("CloudFormation"), exportTargetTr("A template of tables that outlive their stack."), "store"};
    case ExportTarget::Cdk: return {exportTargetTr("AWS CDK"), exportTargetTr("A stack of the AWS CDK 2 in TypeScript."), "design"};
    case ExportTarget::AwsCliScript:
        return {exportTargetTr("AWS CLI script"), exportTargetTr("A bash script that makes the tables, one by one."), "operations"};
    case ExportTarget::CreateTable:
        return {exportTargetTr("CreateTable JSON"), exportTargetTr("A request body of CreateTable for each table."), "table"};
    case ExportTarget::NosqlWorkbench:
        return {exportTargetTr("NoSQL Workbench"), exportTargetTr("A model file that NoSQL Workbench opens."), "facet"};
    case ExportTarget::Policy:
        return {exportTargetTr("IAM policy"),
                exportTargetTr("What the access patterns need and nothing else, with the reason for each statement."), "lock"};
    case ExportTarget::Code: break;
    }
    return {exportTargetTr("Access pattern code"), exportTargetTr("A function for each access pattern, and for each entity's keys."),
            "access-pattern"};
}

} // namespace

QString nameOf(ExportTarget target)
{
    return wordsOf(target).name;
}

QString descriptionOf(ExportTarget target)
{
    return wordsOf(target).description;
}

QString iconOf(ExportTarget target)
{
    return QLatin1String(wordsOf(target).iconName);
}

QString nameOf(exchange::CodeLanguage language)
{
    switch (language) {
    case exchange::CodeLanguage::Python: return exportTargetTr("Python (boto3)");
    case exchange::CodeLanguage::JavaScript: return exportTargetTr("JavaScript (SDK 3)");
    case exchange::CodeLanguage::TypeScript: return exportTargetTr("TypeScript (SDK 3)");
    case exchange::CodeLanguage::Go: return exportTargetTr("Go (SDK 2)");
    case exchange::CodeLanguage::Cli: break;
    }
    return exportTargetTr("Bash (AWS CLI)");
}

std::vector<ExtraChoice> extrasOf(ExportTarget target)
{
    using Extras = exchange::InfrastructureExtras;
    const ExtraChoice insights{&Extras::contributorInsights, QStringLiteral("contributor-insights"), exportTargetTr("Contributor insights"),
                               exportTargetTr("For the tables and GSIs that have it in the model")};
    const ExtraChoice policy{&Extras::resourcePolicy, QStringLiteral("resource-policy"), exportTargetTr("Resource policies"),
                             exportTargetTr("For the tables that have one in the model")};
    if (target == ExportTarget::AwsCliScript)
        return {insights, policy};
    if (target != ExportTarget::Terraform && target != ExportTarget::CloudFormation && target != ExportTarget::Cdk)
        return {};
    return {{&Extras::autoScaling, QStringLiteral("autoscaling"), exportTargetTr("Auto scaling"),
             exportTargetTr("Targets and policies of the provisioned tables and GSIs that scale")},
            {&Extras::alarms, QStringLiteral("alarms"), exportTargetTr("Alarms"),
             exportTargetTr("CloudWatch alarms on throttles, system errors, slow requests and, where provisioned, utilisation")},
            {&Extras::dashboard, QStringLiteral("dashboard"), exportTargetTr("Dashboard"),
             exportTargetTr("A CloudWatch dashboard of all tables")},
            {&Extras::backupPlan, QStringLiteral("backup"), exportTargetTr("Backup plan"),
             exportTargetTr("A daily backup of every table, kept for 35 days")},
            {&Extras::iamPolicy, QStringLiteral("iam-policy"), exportTargetTr("IAM policy"),
             exportTargetTr("What the access patterns need of the tables and nothing else, to attach to the role of the application")},
            insights,
            {&Extras::kinesisDestination, QStringLiteral("kinesis"), exportTargetTr("Kinesis streams"),
             exportTargetTr("For the tables that name one in the model")},
            {&Extras::streamFunctions, QStringLiteral("lambda"), exportTargetTr("Lambda functions"),
             exportTargetTr("Event source mappings of the tables with a stream, with a filter for each entity that its keys tell")},
            {&Extras::daxCluster, QStringLiteral("dax"), exportTargetTr("DAX cluster"),
             exportTargetTr("A cache before the tables, with its role and subnet group")},
            {&Extras::vpcEndpoint, QStringLiteral("vpc-endpoint"), exportTargetTr("VPC endpoint"),
             exportTargetTr("A gateway endpoint that lets only these tables through")},
            {&Extras::kmsKey, QStringLiteral("kms-key"), exportTargetTr("Encryption key"),
             exportTargetTr("A key of its own for tables with a customer-managed key that the model does not name")},
            policy};
}

exchange::ExportResult writeExport(const model::Model &model, const ExportChoices &choices)
{
    switch (choices.target) {
    case ExportTarget::Terraform:
        return exchange::writeTerraform(model, {choices.providerMajor, choices.extras, choices.ignoreIndexChanges});
    case ExportTarget::CloudFormation: return exchange::writeCloudFormation(model, {choices.asJson, choices.extras});
    case ExportTarget::Cdk: return exchange::writeCdk(model, choices.extras);
    case ExportTarget::AwsCliScript: return exchange::writeAwsCliScript(model, choices.extras);
    case ExportTarget::CreateTable: return exchange::writeCreateTable(model);
    case ExportTarget::NosqlWorkbench: return exchange::writeNosqlWorkbench(model);
    case ExportTarget::Policy: return exchange::writeAccessPolicy(model, {choices.region, choices.account, choices.identity});
    case ExportTarget::Code: break;
    }
    return exchange::writeCode(model, choices.language);
}

CodeLanguage highlightingOf(const QString &fileName)
{
    static const std::pair<const char *, CodeLanguage> kEndings[] = {{".tf", CodeLanguage::Terraform}, {".yaml", CodeLanguage::Yaml},
                                                                     {".json", CodeLanguage::Json},    {".ts", CodeLanguage::TypeScript},
                                                                     {".py", CodeLanguage::Python},    {".mjs", CodeLanguage::JavaScript},
                                                                     {".go", CodeLanguage::Go},        {".sh", CodeLanguage::Bash}};
    for (const auto &[ending, language] : kEndings)
        if (fileName.endsWith(QLatin1String(ending)))
            return language;
    return CodeLanguage::Plain;
}

} // namespace keywright::ui
