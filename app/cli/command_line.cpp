#include "app/cli/command_line.h"

#include <algorithm>
#include <iomanip>
#include <iostream>

#include "core/engine/service_error.h"
#include "core/model/model_reader.h"
#include "core/storage/storage_error.h"

namespace keywright::cli {

namespace {

void printHelp(std::ostream &out)
{
    out << "keywright-cli " KEYWRIGHT_VERSION " - DynamoDB data models on the command line\n\n"
           "Usage: keywright-cli COMMAND [OPTION]... MODEL\n\nCommands:\n";
    for (const Command &command : commands())
        out << "  " << std::left << std::setw(8) << command.name << command.summary << "\n           " << command.example << "\n";
    out << "\nOptions:\n"
           "  --json       print JSON instead of text\n"
           "  --help       print this help; after a command, the help of that command\n"
           "  --version    print the version\n\n"
           "Exit status: 0 all is well; 1 something is not right, or the work could not be done; 2 the command line makes no sense.\n";
}

void printHelp(std::ostream &out, const Command &command)
{
    out << command.summary << "\n\nUsage: " << command.usage << "\n\nOptions:\n"
        << (command.hasOutput ? "  -o FOLDER  write files there instead of printing them\n" : "  --json     print JSON instead of text\n")
        << "\nExample:\n  " << command.example << "\n";
}

int usageError(const std::string &what)
{
    std::cerr << "keywright-cli: " << what << " Try keywright-cli --help.\n";
    return kUsage;
}

/// Sets the arguments from the words; a sentence when they make no sense for the command.
std::string readWords(const Command &command, const std::vector<std::string> &words, Arguments &arguments)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string &word = words[i];
        if (word == "--help" || word == "-h") {
            arguments.help = true;
        } else if (word == "--json" && !command.hasTarget) {
            arguments.json = true;
        } else if (word == "-o" && command.hasOutput) {
            if (++i == words.size())
                return "-o needs a folder.";
            arguments.output = words[i];
        } else if (word.starts_with("-")) {
            return "there is no option " + word + " for " + command.name + ".";
        } else if (command.hasTarget && arguments.target.empty()) {
            arguments.target = word;
        } else if (arguments.file.empty()) {
            arguments.file = word;
        } else {
            return command.name + " takes one model file, and \"" + word + "\" would be a second.";
        }
    }
    return {};
}

int runCommand(const Command &command, const std::vector<std::string> &words)
{
    Arguments arguments;
    if (const std::string wrong = readWords(command, words, arguments); !wrong.empty())
        return usageError(wrong);
    if (arguments.help) {
        printHelp(std::cout, command);
        return kSuccess;
    }
    if (arguments.file.empty())
        return usageError(command.name + " needs a model file.");
    return command.run(arguments);
}

} // namespace

const std::vector<Command> &commands()
{
    static const std::vector<Command> all{
        {"show", "Show what a model holds, and what in it contradicts itself", "keywright-cli show [--json] MODEL",
         "keywright-cli show samples/online-shop.keywright.json", false, false, showModel},
        {"run", "Create the model's tables in memory, load its data and run its access patterns", "keywright-cli run [--json] MODEL",
         "keywright-cli run samples/online-shop.keywright.json", false, false, runModel},
        {"export", "Write the model's tables for another tool; createtable gives request bodies for CreateTable",
         "keywright-cli export createtable MODEL [-o FOLDER]", "keywright-cli export createtable samples/online-shop.keywright.json -o out",
         true, true, exportModel},
    };
    return all;
}

int runCommandLine(const std::vector<std::string> &words)
{
    if (words.empty() || words.front() == "--help" || words.front() == "-h" || words.front() == "help") {
        printHelp(words.empty() ? std::cerr : std::cout);
        return words.empty() ? kUsage : kSuccess;
    }
    if (words.front() == "--version") {
        std::cout << "keywright-cli " KEYWRIGHT_VERSION "\n";
        return kSuccess;
    }
    const auto command =
        std::find_if(commands().begin(), commands().end(), [&words](const Command &each) { return each.name == words.front(); });
    if (command == commands().end())
        return usageError("there is no command \"" + words.front() + "\".");
    try {
        return runCommand(*command, {words.begin() + 1, words.end()});
    } catch (const model::ModelError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    } catch (const engine::ServiceError &error) {
        std::cerr << "keywright-cli: " << error.name() << ": " << error.what() << "\n";
    } catch (const storage::StorageError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    }
    return kFailure;
}

} // namespace keywright::cli
