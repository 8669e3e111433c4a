#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace keywright::test {

/// The checkout, given by ctest in KEYWRIGHT_SOURCE_DIR (the current folder when a test is started by hand).
std::filesystem::path sourceDir();
/// Where the built programs are.
std::filesystem::path binaryDir();
/// tests/data in the checkout.
std::filesystem::path dataDir();
/// The whole file, byte by byte; fails the program when it cannot be read.
std::string readFile(const std::filesystem::path &file);
void writeFile(const std::filesystem::path &file, const std::string &content);

/// A new empty folder that is removed with everything in it at the end of the scope.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder &) = delete;
    TemporaryFolder &operator=(const TemporaryFolder &) = delete;

    const std::filesystem::path &path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// What a program that was run left behind.
struct ProgramResult {
    int exitCode = -1;
    std::string output;
    std::string errors;
};

/// Runs a program and waits for it, two minutes at most.
ProgramResult runProgram(const std::filesystem::path &program, const std::vector<std::string> &arguments);

} // namespace keywright::test
