#include <functional>
#include <map>
#include <sstream>

#include "app/cli/command_line.h"
#include "app/cli/written_files.h"
#include "core/exchange/cdk_writer.h"
#include "core/exchange/cloudformation_writer.h"
#include "core/exchange/nosql_workbench.h"
#include "core/exchange/policy_writer.h"
#include "core/exchange/table_scripts.h"
#include "core/exchange/terraform_writer.h"
#include "core/model/model_reader.h"
#include "core/session/design_report.h"

namespace keywright::cli {

namespace {

using Export = std::function<exchange::ExportResult(const model::Model &model, const Arguments &arguments)>;

std::string joined(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

exchange::InfrastructureExtras extrasOf(const Arguments &arguments)
{
    exchange::InfrastructureExtras extras;
    std::istringstream words(arguments.value("--with"));
    for (std::string word; std::getline(words, word, ',');) {
        if (word == "all")
            for (const std::string &name : exchange::extraNames())
                exchange::turnOn(extras, name);
        else if (!exchange::turnOn(extras, word))
            throw UsageError("--with takes all or some of " + joined(exchange::extraNames()) + ", not \"" + word + "\".");
    }
    return extras;
}

exchange::ExportResult terraform(const model::Model &model, const Arguments &arguments)
{
    exchange::TerraformOptions options;
    options.providerMajor = static_cast<int>(arguments.number("--provider-major", options.providerMajor, 5, 6));
    options.extras = extrasOf(arguments);
    options.ignoreIndexChanges = arguments.has("--ignore-index-changes");
    return exchange::writeTerraform(model, options);
}

exchange::ExportResult cloudFormation(const model::Model &model, const Arguments &arguments)
{
    const std::string format = arguments.value("--format", "yaml");
    if (format != "yaml" && format != "json")
        throw UsageError("--format is yaml or json, not \"" + format + "\".");
    return exchange::writeCloudFormation(model, {format == "json", extrasOf(arguments)});
}

exchange::ExportResult policy(const model::Model &model, const Arguments &arguments)
{
    exchange::PolicyOptions options;
    options.region = arguments.value("--region", options.region);
    options.account = arguments.value("--account", options.account);
    options.identity = arguments.value("--identity");
    const auto isOf = [](const std::string &text, const char *letters) { return text.find_first_not_of(letters) == std::string::npos; };
    if (options.account != "*" && (options.account.size() != 12 || !isOf(options.account, "0123456789")))
        throw UsageError("--account needs the 12 digits of an account, not \"" + options.account + "\".");
    if (options.region != "*" && (options.region.size() < 9 || !isOf(options.region, "abcdefghijklmnopqrstuvwxyz0123456789-")))
        throw UsageError("--region needs a region such as eu-central-1, not \"" + options.region + "\".");
    return exchange::writeAccessPolicy(model, options);
}

/// With the access patterns verified on the sample data.
exchange::ExportResult report(const model::Model &model, const Arguments &)
{
    session::ReportSources sources;
    for (const session::PatternVerification &verification : session::verify(model))
        sources.verifications.emplace(verification.pattern, session::reported(verification));
    return {{{"design-report.html", session::writeDesignReport(model, sources)}}, {}};
}

const std::map<std::string, Export> &exports()
{
    static const std::map<std::string, Export> all{
        {"terraform", terraform},
        {"cloudformation", cloudFormation},
        {"cdk", [](const model::Model &model, const Arguments &arguments) { return exchange::writeCdk(model, extrasOf(arguments)); }},
        {"cli",
         [](const model::Model &model, const Arguments &arguments) { return exchange::writeAwsCliScript(model, extrasOf(arguments)); }},
        {"createtable", [](const model::Model &model, const Arguments &) { return exchange::writeCreateTable(model); }},
        {"policy", policy},
        {"report", report},
        {"nosql-workbench", [](const model::Model &model, const Arguments &) { return exchange::writeNosqlWorkbench(model); }},
    };
    return all;
}

} // namespace

std::vector<Option> exportOptions()
{
    return {
        {"-o", "PATH", "write there instead of printing: a folder, or the file when there is one and PATH has an extension"},
        {"--force", "", "replace files that exist"},
        {"--with", "LIST", "extras of terraform, cloudformation, cdk and cli, off by default: all, or " + joined(exchange::extraNames())},
        {"--provider-major", "N", "of terraform: 5 or 6, the AWS provider's major version (6)"},
        {"--ignore-index-changes", "", "of terraform: where a GSI scales, ignore every change of GSIs"},
        {"--format", "F", "of cloudformation: yaml or json (yaml)"},
        {"--region", "REGION", "of policy: in the names of the tables (*)"},
        {"--account", "NUMBER", "of policy: in the names of the tables (*)"},
        {"--identity", "VARIABLE",
         "of policy: IAM's variable for the calling user's id, such as \"${cognito-identity.amazonaws.com:sub}\"; patterns with a "
         "principal are "
         "bound to it"},
        {"--json", "", "print one JSON object: the files, with their text or where they were written, and what is lost"}};
}

int exportModel(const Arguments &arguments)
{
    const auto found = exports().find(arguments.target);
    if (found == exports().end()) {
        std::vector<std::string> names;
        for (const auto &[name, write] : exports())
            names.push_back(name);
        throw UsageError("there is no export \"" + arguments.target + "\"; there are " + joined(names) + ".");
    }
    return deliver(found->second(model::readModelFile(arguments.file), arguments), arguments);
}

} // namespace keywright::cli
