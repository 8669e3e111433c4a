#include "core/exchange/code/code_writer.h"

#include "core/exchange/code/dialect.h"

namespace keywright::exchange {

std::string_view textOf(CodeLanguage language)
{
    return language == CodeLanguage::Python ? "python" : "javascript";
}

std::optional<CodeLanguage> codeLanguageFromText(std::string_view text)
{
    for (const CodeLanguage language : {CodeLanguage::Python, CodeLanguage::JavaScript})
        if (textOf(language) == text)
            return language;
    return std::nullopt;
}

ExportResult writeCode(const model::Model &model, CodeLanguage language)
{
    const CodePlan plan = planCode(model);
    ExportResult result;
    if (language == CodeLanguage::Python)
        result.files.push_back({"access_patterns.py", pythonCode(plan)});
    else
        result.files.push_back({"access-patterns.mjs", javascriptCode(plan)});
    result.losses = plan.losses;
    return result;
}

} // namespace keywright::exchange
