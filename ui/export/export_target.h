#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <QString>

#include "core/exchange/code/code_writer.h"
#include "core/exchange/exchange.h"
#include "core/exchange/infrastructure.h"
#include "ui/code/code_editor.h"

namespace keywright::ui {

/// What a model can be handed on as.
enum class ExportTarget : std::uint8_t { Terraform, CloudFormation, Cdk, AwsCliScript, CreateTable, NosqlWorkbench, Code, Policy };
inline constexpr ExportTarget kExportTargets[] = {ExportTarget::Terraform,    ExportTarget::CloudFormation, ExportTarget::Cdk,
                                                  ExportTarget::AwsCliScript, ExportTarget::CreateTable,    ExportTarget::NosqlWorkbench,
                                                  ExportTarget::Code,         ExportTarget::Policy};

/// The target, and the choices of all of them; each looks at its own only.
struct ExportChoices {
    ExportTarget target = ExportTarget::Terraform;
    int providerMajor = 6;           ///< of Terraform: 5 or 6
    bool ignoreIndexChanges = false; ///< of Terraform, with auto scaling
    bool asJson = false;             ///< of CloudFormation, else YAML
    exchange::CodeLanguage language = exchange::CodeLanguage::Python;
    std::string region = "*";  ///< of the policy, in the names of the tables
    std::string account = "*"; ///< the same
    std::string identity;      ///< of the policy: IAM's variable of the calling user's id; empty for none
    exchange::InfrastructureExtras extras;
    friend bool operator==(const ExportChoices &, const ExportChoices &) = default;
};

/// "Terraform", "AWS CDK".
QString nameOf(ExportTarget target);
/// One sentence on what is written.
QString descriptionOf(ExportTarget target);
QString iconOf(ExportTarget target);
QString nameOf(exchange::CodeLanguage language);

/// Something that may be written beside the tables.
struct ExtraChoice {
    bool exchange::InfrastructureExtras::*member;
    QString id; ///< as the command line names it
    QString words;
    QString explanation;
};

/// Those that the target has.
std::vector<ExtraChoice> extrasOf(ExportTarget target);

/// Writes the model as keywright-cli does. Thread-safe.
exchange::ExportResult writeExport(const model::Model &model, const ExportChoices &choices);

/// What a file of that name is highlighted as.
CodeLanguage highlightingOf(const QString &fileName);

} // namespace keywright::ui
