#include "app/cli/command_line.h"
#include "app/cli/written_files.h"
#include "core/exchange/code/code_writer.h"
#include "core/model/model_reader.h"

namespace keywright::cli {

std::vector<Option> codeOptions()
{
    return {{"--language", "L", "python or javascript"},
            {"-o", "PATH", "write there instead of printing: a folder, or the file when PATH has an extension"},
            {"--force", "", "replace a file that exists"}};
}

int writeModelCode(const Arguments &arguments)
{
    const std::string name = arguments.value("--language");
    const auto language = exchange::codeLanguageFromText(name);
    if (!language)
        throw UsageError("code needs --language python or javascript" + (name.empty() ? "." : ", not \"" + name + "\"."));
    return deliver(exchange::writeCode(model::readModelFile(arguments.file), *language), arguments);
}

} // namespace keywright::cli
