#pragma once

#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace keywright::cli {

/// What the program says to the shell.
inline constexpr int kSuccess = 0;
inline constexpr int kFailure = 1; ///< the work was done and something in it is not right, or it could not be done
inline constexpr int kUsage = 2;   ///< the command line makes no sense

/// A command line that makes no sense. what() is a sentence that says why.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The words after the command's name.
struct Arguments {
    std::string target;                                                    ///< of a command that has targets: which one
    std::string file;                                                      ///< of a command that works on one table: its name
    std::vector<std::string> files;                                        ///< of a command that takes several
    std::map<std::string, std::string, std::less<>> options;               ///< by name: "--json"; the last of several
    std::map<std::string, std::vector<std::string>, std::less<>> repeated; ///< all values of each option, in their order
    bool help = false;

    bool has(const std::string &option) const { return options.contains(option); }
    /// `fallback` when the option was not given.
    std::string value(const std::string &option, const std::string &fallback = {}) const;
    /// All of them, of an option that may be given several times; empty when it was not.
    std::vector<std::string> values(const std::string &option) const;
    /// Throws UsageError unless the option's value is a whole number from `least` to `most`.
    long number(const std::string &option, long fallback, long least, long most) const;
};

/// One option of a command.
struct Option {
    std::string name;    ///< "--port"
    std::string value;   ///< what follows it, for the help: "N"; empty for a switch
    std::string summary; ///< of a line in the help
};

enum class Operands { None, File, Files, FilesOrNone, TargetAndFile, Table };

/// One command of keywright-cli: what it is called, what it does, and an example that works from the project's folder.
struct Command {
    std::string name;
    std::string summary;
    std::string usage;
    std::string example;
    Operands operands = Operands::File;
    std::vector<Option> options;
    int (*run)(const Arguments &arguments);
};

const std::vector<Command> &commands();

int showModel(const Arguments &arguments);
int checkModel(const Arguments &arguments);
int runModel(const Arguments &arguments);
int generateItems(const Arguments &arguments);
int verifyModel(const Arguments &arguments);
int exportModel(const Arguments &arguments);
int writeModelCode(const Arguments &arguments);
int serveTables(const Arguments &arguments);
int importFiles(const Arguments &arguments);
int convertModel(const Arguments &arguments);
int diffModelFiles(const Arguments &arguments);
int commitModel(const Arguments &arguments);
int simulateModel(const Arguments &arguments);
int costOfModel(const Arguments &arguments);
int suggestKeys(const Arguments &arguments);
int followStream(const Arguments &arguments);

std::vector<Option> checkOptions();
std::vector<Option> codeOptions();
std::vector<Option> exportOptions();
std::vector<Option> generateOptions();
std::vector<Option> verifyOptions();
std::vector<Option> runOptions();
std::vector<Option> serveOptions();
std::vector<Option> importOptions();
std::vector<Option> convertOptions();
std::vector<Option> diffOptions();
std::vector<Option> commitOptions();
std::vector<Option> simulateOptions();
std::vector<Option> costOptions();
std::vector<Option> suggestOptions();
std::vector<Option> streamOptions();

/// The whole program after main(): finds the command and runs it. Errors go to standard error as one sentence.
int runCommandLine(const std::vector<std::string> &words);

} // namespace keywright::cli
