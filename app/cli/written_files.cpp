#include "app/cli/written_files.h"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace keywright::cli {

namespace {

namespace fs = std::filesystem;

/// Written aside and renamed, so that a full disk leaves no half file.
bool writeWhole(const fs::path &file, const std::string &text)
{
    const fs::path aside = file.string() + ".new";
    std::ofstream stream(aside, std::ios::binary);
    stream << text;
    stream.close();
    std::error_code error;
    if (stream)
        fs::rename(aside, file, error);
    const bool done = stream && !error;
    if (!done)
        fs::remove(aside, error);
    return done;
}

fs::path pathOf(const exchange::ExportFile &file, const exchange::ExportResult &result, const fs::path &output)
{
    const bool namesTheFile = result.files.size() == 1 && output.has_extension() && !fs::is_directory(output);
    return namesTheFile ? output : output / file.name;
}

int write(const exchange::ExportResult &result, const fs::path &output, bool mayReplace)
{
    for (const exchange::ExportFile &file : result.files)
        if (const fs::path path = pathOf(file, result, output); !mayReplace && fs::exists(path)) {
            std::cerr << "keywright-cli: " << path.string() << " exists, and nothing was written. Replace it with --force, or choose "
                      << "another place with -o.\n";
            return kFailure;
        }
    for (const exchange::ExportFile &file : result.files) {
        const fs::path path = pathOf(file, result, output);
        std::error_code error;
        if (path.has_parent_path())
            fs::create_directories(path.parent_path(), error);
        const bool existed = fs::exists(path);
        if (!writeWhole(path, file.text)) {
            std::cerr << "keywright-cli: " << path.string() << " cannot be written. Choose another place with -o.\n";
            return kFailure;
        }
        std::cout << (existed ? "Replaced " : "Wrote ") << path.string() << "\n";
    }
    return kSuccess;
}

} // namespace

int deliver(const exchange::ExportResult &result, const Arguments &arguments)
{
    for (const exchange::Loss &loss : result.losses)
        std::cerr << "Not exported: " << (loss.place.empty() ? "" : loss.place + ": ") << loss.what << "\n";
    if (arguments.has("-o"))
        return write(result, arguments.value("-o"), arguments.has("--force"));
    for (const exchange::ExportFile &file : result.files)
        std::cout << file.text;
    return kSuccess;
}

} // namespace keywright::cli
