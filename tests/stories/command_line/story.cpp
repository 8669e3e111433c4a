#include "tests/stories/command_line/story.h"

#include <filesystem>
#include <stdexcept>

#include "core/model/model_reader.h"

namespace keywright::test {

std::string Story::run(const std::vector<std::string> &arguments, int exitCode) const
{
    const ProgramResult result = runProgram(binaryDir() / "keywright-cli", arguments);
    if (result.exitCode == exitCode)
        return result.output;
    std::string command = "keywright-cli";
    for (const std::string &argument : arguments)
        command += " " + argument;
    throw std::runtime_error(command + " ended with " + std::to_string(result.exitCode) + ":\n" + result.errors + result.output);
}

value::Json Story::runForJson(std::vector<std::string> arguments, int exitCode) const
{
    arguments.push_back("--json");
    return value::Json::parse(run(arguments, exitCode));
}

void Story::writePatterns(const std::string &model, const std::string &patterns) const
{
    value::Json json = value::Json::parse(text(model));
    json.set("accessPatterns", value::Json::parse(readFile(sourceDir() / "tests" / "stories" / patterns)));
    writeFile(m_folder.path() / model, json.pretty());
}

bool Story::has(const std::string &name) const
{
    return std::filesystem::exists(m_folder.path() / name);
}

model::Model Story::model(const std::string &name) const
{
    return model::readModelFile(file(name));
}

std::string fromOthers(const std::string &path)
{
    return (dataDir() / path).string();
}

std::string verdictOf(const Story &story, const std::string &model, const std::string &pattern)
{
    const value::Json report = story.runForJson({"suggest", story.file(model), "--pattern", pattern});
    return report.find("accessPatterns")->elements().at(0).find("verdict")->text();
}

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace keywright::test
