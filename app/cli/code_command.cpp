#include "app/cli/command_line.h"
#include "app/cli/written_files.h"
#include "core/exchange/code/code_writer.h"
#include "core/model/model_reader.h"

namespace keywright::cli {

namespace {

/// "python, javascript or go".
std::string languages()
{
    std::string text;
    for (const exchange::CodeLanguage language : exchange::kCodeLanguages)
        text += (text.empty() ? "" : language == std::end(exchange::kCodeLanguages)[-1] ? " or " : ", ") + std::string(textOf(language));
    return text;
}

} // namespace

std::vector<Option> codeOptions()
{
    return {{"--language", "L", languages()},
            {"-o", "PATH", "write there instead of printing: a folder, or the file when PATH has an extension"},
            {"--force", "", "replace a file that exists"},
            {"--json", "", "print one JSON object: the files, with their text or where they were written, and what is lost"}};
}

int writeModelCode(const Arguments &arguments)
{
    const std::string name = arguments.value("--language");
    const auto language = exchange::codeLanguageFromText(name);
    if (!language)
        throw UsageError("code needs --language " + languages() + (name.empty() ? "." : ", not \"" + name + "\"."));
    return deliver(exchange::writeCode(model::readModelFile(arguments.file), *language), arguments);
}

} // namespace keywright::cli
