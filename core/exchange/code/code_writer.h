#pragma once

#include <optional>
#include <string_view>

#include "core/exchange/exchange.h"

namespace keywright::exchange {

enum class CodeLanguage : std::uint8_t { Python, JavaScript };

/// "python", "javascript".
std::string_view textOf(CodeLanguage language);
std::optional<CodeLanguage> codeLanguageFromText(std::string_view text);

/// A function for every access pattern, named after it, and one for every entity that builds its keys. Python stands on
/// boto3, JavaScript on the AWS SDK 3 with its document client.
ExportResult writeCode(const model::Model &model, CodeLanguage language);

} // namespace keywright::exchange
