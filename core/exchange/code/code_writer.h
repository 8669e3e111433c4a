#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/exchange/exchange.h"

namespace keywright::exchange {

enum class CodeLanguage : std::uint8_t { Python, JavaScript, TypeScript, Go, Cli };
inline constexpr CodeLanguage kCodeLanguages[] = {CodeLanguage::Python, CodeLanguage::JavaScript, CodeLanguage::TypeScript,
                                                  CodeLanguage::Go, CodeLanguage::Cli};

/// "python", "javascript", "typescript", "go", "cli".
std::string_view textOf(CodeLanguage language);
std::optional<CodeLanguage> codeLanguageFromText(std::string_view text);

struct CodeOptions {
    /// What every put, update and delete of its own returns: "ALL_NEW", …; empty for nothing. A function whose last step is one
    /// gives its attributes then.
    std::string returnValues;
};

/// A function for every access pattern, named after it, and one for every entity that builds its keys. Python stands on
/// boto3, JavaScript and TypeScript on the AWS SDK 3 with its document client, Go on the AWS SDK 2, the bash functions on
/// the AWS CLI 2 and jq.
ExportResult writeCode(const model::Model &model, CodeLanguage language, const CodeOptions &options = {});

} // namespace keywright::exchange
