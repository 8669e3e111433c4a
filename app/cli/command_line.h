#pragma once

#include <string>
#include <vector>

namespace keywright::cli {

/// What the program says to the shell.
inline constexpr int kSuccess = 0;
inline constexpr int kFailure = 1; ///< the work was done and something in it is not right, or it could not be done
inline constexpr int kUsage = 2;   ///< the command line makes no sense

/// The words after the command's name.
struct Arguments {
    std::string target; ///< of a command that has targets: which one
    std::string file;
    std::string output; ///< -o: a folder
    bool json = false;
    bool help = false;
};

/// One command of keywright-cli: what it is called, what it does, and an example that works from the project's folder.
struct Command {
    std::string name;
    std::string summary;
    std::string usage;
    std::string example;
    bool hasTarget = false; ///< the first word after the name is a target
    bool hasOutput = false; ///< takes -o FOLDER
    int (*run)(const Arguments &arguments);
};

const std::vector<Command> &commands();

int showModel(const Arguments &arguments);
int runModel(const Arguments &arguments);
int exportModel(const Arguments &arguments);

/// The whole program after main(): finds the command and runs it. Errors go to standard error as one sentence.
int runCommandLine(const std::vector<std::string> &words);

} // namespace keywright::cli
