#include "core/exchange/code/code_writer.h"

#include "core/exchange/code/code_languages.h"

namespace keywright::exchange {

namespace {

struct Language {
    CodeLanguage language;
    std::string_view name;
    const char *file;
    std::string (*write)(const CodePlan &);
};

constexpr Language kLanguages[] = {{CodeLanguage::Python, "python", "access_patterns.py", pythonCode},
                                   {CodeLanguage::JavaScript, "javascript", "access-patterns.mjs", javascriptCode},
                                   {CodeLanguage::TypeScript, "typescript", "access-patterns.ts", typescriptCode},
                                   {CodeLanguage::Go, "go", "access_patterns.go", goCode},
                                   {CodeLanguage::Cli, "cli", "access-patterns.sh", shellCode}};

const Language &of(CodeLanguage language)
{
    return kLanguages[static_cast<std::size_t>(language)];
}

} // namespace

std::string_view textOf(CodeLanguage language)
{
    return of(language).name;
}

std::optional<CodeLanguage> codeLanguageFromText(std::string_view text)
{
    for (const Language &language : kLanguages)
        if (language.name == text)
            return language.language;
    return std::nullopt;
}

ExportResult writeCode(const model::Model &model, CodeLanguage language, const CodeOptions &options)
{
    const CodePlan plan = planCode(model, options);
    return {{{of(language).file, of(language).write(plan)}}, plan.losses};
}

} // namespace keywright::exchange
