#include "tests/support/test_paths.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include <QProcess>
#include <QTemporaryDir>

namespace keywright::test {

namespace {

constexpr int kProgramTimeout = 120'000;

std::filesystem::path folderFromEnvironment(const char *name)
{
    const char *folder = std::getenv(name);
    return folder == nullptr ? std::filesystem::current_path() : std::filesystem::path(folder);
}

} // namespace

std::filesystem::path sourceDir()
{
    return folderFromEnvironment("KEYWRIGHT_SOURCE_DIR");
}

std::filesystem::path binaryDir()
{
    return folderFromEnvironment("KEYWRIGHT_BIN_DIR");
}

std::filesystem::path dataDir()
{
    return sourceDir() / "tests" / "data";
}

std::string readFile(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    if (!stream || !(text << stream.rdbuf())) {
        std::cerr << "cannot read " << file << "; is KEYWRIGHT_SOURCE_DIR set?\n";
        std::abort();
    }
    return text.str();
}

void writeFile(const std::filesystem::path &file, const std::string &content)
{
    std::ofstream(file, std::ios::binary) << content;
}

TemporaryFolder::TemporaryFolder()
{
    QTemporaryDir folder;
    folder.setAutoRemove(false);
    m_path = folder.path().toStdString();
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

ProgramResult runProgram(const std::filesystem::path &program, const std::vector<std::string> &arguments)
{
    QStringList words;
    for (const std::string &argument : arguments)
        words.append(QString::fromStdString(argument));
    QProcess process;
    process.start(QString::fromStdString(program.string()), words);
    if (!process.waitForFinished(kProgramTimeout) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput().toStdString(), "did not end by itself: " + process.errorString().toStdString()};
    return {process.exitCode(), process.readAllStandardOutput().toStdString(), process.readAllStandardError().toStdString()};
}

} // namespace keywright::test
