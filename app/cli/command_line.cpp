#include "app/cli/command_line.h"

#include <algorithm>
#include <charconv>
#include <iomanip>
#include <iostream>

#include "core/connection/connection_error.h"
#include "core/engine/service_error.h"
#include "core/model/model_file.h"
#include "core/model/model_reader.h"
#include "core/service/endpoint_error.h"
#include "core/storage/storage_error.h"

namespace keywright::cli {

namespace {

void printHelp(std::ostream &out)
{
    out << "keywright-cli " KEYWRIGHT_VERSION " - DynamoDB data models on the command line\n\n"
           "Usage: keywright-cli COMMAND [OPTION]... [MODEL]\n\nCommands:\n";
    for (const Command &command : commands())
        out << "  " << std::left << std::setw(10) << command.name << command.summary << "\n            " << command.example << "\n";
    out << "\nOptions:\n"
           "  --help       print this help; after a command, the help of that command\n"
           "  --version    print the version\n\n"
           "Exit status: 0 all is well; 1 something is not right, or the work could not be done; 2 the command line makes no sense.\n";
}

void printHelp(std::ostream &out, const Command &command)
{
    out << command.summary << "\n\nUsage: " << command.usage << "\n\nOptions:\n";
    std::size_t width = 0;
    for (const Option &option : command.options)
        width = std::max(width, option.name.size() + 1 + option.value.size());
    for (const Option &option : command.options)
        out << "  " << std::left << std::setw(static_cast<int>(width)) << option.name + " " + option.value << "  " << option.summary
            << "\n";
    out << "\nExample:\n  " << command.example << "\n";
}

int usageError(const std::string &what)
{
    std::cerr << "keywright-cli: " << what << " Try keywright-cli --help.\n";
    return kUsage;
}

/// The option's place in `command`; its end when there is none.
auto optionNamed(const Command &command, const std::string &name)
{
    return std::find_if(command.options.begin(), command.options.end(), [&name](const Option &each) { return each.name == name; });
}

std::string article(const std::string &value)
{
    return value == "FOLDER" || value == "FILE" ? "a " + std::string(value == "FOLDER" ? "folder" : "file") : "a value: " + value;
}

/// Sets what a word that is no option stands for.
void readOperand(const Command &command, const std::string &word, Arguments &arguments)
{
    if (command.operands == Operands::None)
        throw UsageError(command.name + " takes options only, not \"" + word + "\".");
    const bool takesSeveral = command.operands == Operands::Files || command.operands == Operands::FilesOrNone;
    if (takesSeveral)
        arguments.files.push_back(word);
    if (command.operands == Operands::TargetAndFile && arguments.target.empty())
        arguments.target = word;
    else if (arguments.file.empty() || takesSeveral)
        arguments.file = word;
    else
        throw UsageError(command.name + " takes one " + (command.operands == Operands::Table ? "table" : "model file") + ", and \"" + word
                         + "\" would be a second.");
}

/// Throws UsageError when the words make no sense for the command. "--port=8000" is the same as "--port 8000".
Arguments readWords(const Command &command, const std::vector<std::string> &words)
{
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string &word = words[i];
        if (word == "--help" || word == "-h") {
            arguments.help = true;
            continue;
        }
        if (!word.starts_with("-")) {
            readOperand(command, word, arguments);
            continue;
        }
        const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string::npos;
        const auto option = optionNamed(command, word.substr(0, equals));
        if (option == command.options.end())
            throw UsageError("there is no option " + word.substr(0, equals) + " for " + command.name + ".");
        if (option->value.empty() && equals != std::string::npos)
            throw UsageError(option->name + " takes no value.");
        std::string value;
        if (equals != std::string::npos)
            value = word.substr(equals + 1);
        else if (!option->value.empty() && ++i == words.size())
            throw UsageError(option->name + " needs " + article(option->value) + ".");
        else if (!option->value.empty())
            value = words[i];
        arguments.options[option->name] = value;
        arguments.repeated[option->name].push_back(value);
    }
    return arguments;
}

int runCommand(const Command &command, const std::vector<std::string> &words)
{
    const Arguments arguments = readWords(command, words);
    if (arguments.help) {
        printHelp(std::cout, command);
        return kSuccess;
    }
    if (arguments.file.empty() && command.operands != Operands::None && command.operands != Operands::FilesOrNone)
        throw UsageError(command.name + " needs a "
                         + (command.operands == Operands::Files       ? "file."
                                : command.operands == Operands::Table ? "table."
                                                                      : "model file."));
    return command.run(arguments);
}

} // namespace

std::string Arguments::value(const std::string &option, const std::string &fallback) const
{
    const auto found = options.find(option);
    return found == options.end() ? fallback : found->second;
}

std::vector<std::string> Arguments::values(const std::string &option) const
{
    const auto found = repeated.find(option);
    return found == repeated.end() ? std::vector<std::string>() : found->second;
}

long Arguments::number(const std::string &option, long fallback, long least, long most) const
{
    const auto found = options.find(option);
    if (found == options.end())
        return fallback;
    const std::string &text = found->second;
    long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < least || number > most)
        throw UsageError(option + " needs a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ", not \"" + text
                         + "\".");
    return number;
}

const std::vector<Command> &commands()
{
    static const Option json{"--json", "", "print JSON instead of text"};
    static const std::vector<Command> all{
        {"show",
         "Show what a model holds, and what in it contradicts itself",
         "keywright-cli show [--json] MODEL",
         "keywright-cli show samples/online-shop.keywright.json",
         Operands::File,
         {json},
         showModel},
        {"check", "Say what in a model contradicts itself and what an experienced designer would change, with the reasons; fails on errors",
         "keywright-cli check MODEL [OPTION]...", "keywright-cli check samples/online-shop.keywright.json", Operands::File, checkOptions(),
         checkModel},
        {"suggest", "Suggest keys, indexes and steps for the access patterns that are not served well, and take one",
         "keywright-cli suggest MODEL [OPTION]...", "keywright-cli suggest samples/relational-habits.keywright.json", Operands::File,
         suggestOptions(), suggestKeys},
        {"run",
         "Create the model's tables in memory, load its data and run its access patterns; or run those that only read on live tables",
         "keywright-cli run [OPTION]... MODEL", "keywright-cli run samples/online-shop.keywright.json", Operands::File, runOptions(),
         runModel},
        {"verify", "Run each access pattern on the sample data and compare what it gives with its expectation",
         "keywright-cli verify [OPTION]... MODEL", "keywright-cli verify samples/online-shop.keywright.json", Operands::File,
         verifyOptions(), verifyModel},
        {"generate", "Make items from the entities' sample formats, as DynamoDB JSON lines or into a store",
         "keywright-cli generate MODEL [OPTION]...", "keywright-cli generate samples/online-shop.keywright.json --items 1000 --seed 7",
         Operands::File, generateOptions(), generateItems},
        {"export",
         "Write the model's tables for another tool: terraform, cloudformation, cdk, cli, createtable or nosql-workbench; or its IAM "
         "policy or its design report",
         "keywright-cli export TARGET MODEL [OPTION]...", "keywright-cli export terraform samples/online-shop.keywright.json -o out",
         Operands::TargetAndFile, exportOptions(), exportModel},
        {"code", "Write the access patterns as functions of a programming language", "keywright-cli code MODEL --language L [OPTION]...",
         "keywright-cli code samples/online-shop.keywright.json --language python", Operands::File, codeOptions(), writeModelCode},
        {"import",
         "Make a model of files of any kind (models, schemas, templates, CreateTable JSON, CSV, JSON Lines, S3 exports) or of live tables",
         "keywright-cli import FILE... [OPTION]...\n       keywright-cli import --endpoint URL | --region REGION | --profile PROFILE "
         "[OPTION]...",
         "keywright-cli import tests/data/exchange/items/amazon-dynamodb-labs--battle-royale-items.jsonl --table game --partition-key PK "
         "--sort-key SK --infer -o game.keywright.json",
         Operands::FilesOrNone, importOptions(), importFiles},
        {"convert", "Convert a model file of any kind into a Keywright or NoSQL Workbench model; lists what is lost",
         "keywright-cli convert IN OUT [OPTION]...", "keywright-cli convert samples/online-shop.keywright.json shop.json",
         Operands::TargetAndFile, convertOptions(), convertModel},
        {"diff",
         "Tell how model B differs from model A and what each difference means on a live table; exits with 1 where they differ, "
         "2 where a file cannot be read",
         "keywright-cli diff A B [--json]", "keywright-cli diff samples/online-shop.keywright.json samples/online-shop.keywright.json",
         Operands::Files, diffOptions(), diffModelFiles},
        {"commit", "Create or update the model's tables on an endpoint or in a store, with the differences first, and load the sample data",
         "keywright-cli commit MODEL --endpoint URL | --data FOLDER [OPTION]...",
         "keywright-cli commit samples/online-shop.keywright.json --data tables --dry-run", Operands::File, commitOptions(), commitModel},
        {"simulate",
         "Send the access patterns' expected traffic through the tables' partitions in virtual time: what is served, what is throttled, "
         "why",
         "keywright-cli simulate MODEL [OPTION]...", "keywright-cli simulate samples/game-leaderboard.keywright.json --heat-map heat.svg",
         Operands::File, simulateOptions(), simulateModel},
        {"cost", "Say what the access patterns' expected traffic and the stored items cost in a month, on demand, provisioned and reserved",
         "keywright-cli cost MODEL [OPTION]...", "keywright-cli cost samples/online-shop.keywright.json --region eu-central-1",
         Operands::File, costOptions(), costOfModel},
        {"serve", "Answer DynamoDB's API on a port of this machine, to any AWS SDK",
         "keywright-cli serve --data FOLDER | --memory [OPTION]...", "keywright-cli serve --memory --port 8000", Operands::None,
         serveOptions(), serveTables},
        {"stream", "Follow a table's stream: tell each change of its items as it comes",
         "keywright-cli stream TABLE --endpoint URL [OPTION]...",
         "keywright-cli stream Music --endpoint http://localhost:8000 --from-start", Operands::Table, streamOptions(), followStream},
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
    } catch (const UsageError &error) {
        return usageError(error.what());
    } catch (const service::EndpointError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    } catch (const model::ModelError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    } catch (const model::FileError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    } catch (const engine::ServiceError &error) {
        std::cerr << "keywright-cli: " << error.name() << ": " << error.what() << "\n";
    } catch (const connection::ConnectionError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    } catch (const storage::StorageError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    }
    return kFailure;
}

} // namespace keywright::cli
