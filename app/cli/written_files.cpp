#include "app/cli/written_files.h"

#include "core/value/json.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <vector>

namespace keywright::cli {

namespace {

namespace fs = std::filesystem;
using value::Json;

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

/// Where a file was written.
struct Written {
    std::string path;
    bool isReplaced = false;
};

/// Nullopt, with the reason on standard error, when they could not be written.
std::optional<std::vector<Written>> write(const exchange::ExportResult &result, const fs::path &output, bool mayReplace)
{
    if (result.files.size() > 1 && output.has_extension() && !fs::is_directory(output)) {
        std::cerr << "keywright-cli: these are " << result.files.size() << " files, and " << output.string()
                  << " looks like one. Name a folder with -o.\n";
        return std::nullopt;
    }
    for (const exchange::ExportFile &file : result.files)
        if (const fs::path path = pathOf(file, result, output); !mayReplace && fs::exists(path)) {
            std::cerr << "keywright-cli: " << path.string() << " exists, and nothing was written. Replace it with --force, or choose "
                      << "another place with -o.\n";
            return std::nullopt;
        }
    std::vector<Written> written;
    for (const exchange::ExportFile &file : result.files) {
        const fs::path path = pathOf(file, result, output);
        std::error_code error;
        if (path.has_parent_path())
            fs::create_directories(path.parent_path(), error);
        const bool existed = fs::exists(path);
        if (!writeWhole(path, file.text)) {
            std::cerr << "keywright-cli: " << path.string() << " cannot be written. Choose another place with -o.\n";
            return std::nullopt;
        }
        written.push_back({path.string(), existed});
    }
    return written;
}

/// The files with their texts, or with their paths where they were written.
Json reportOf(const exchange::ExportResult &result, const std::optional<std::vector<Written>> &written)
{
    Json files = Json::array();
    for (std::size_t i = 0; i < result.files.size(); ++i) {
        Json file = Json::object({{"name", Json::string(result.files[i].name)}});
        if (written) {
            file.set("path", Json::string((*written)[i].path));
            file.set("replaced", Json::boolean((*written)[i].isReplaced));
        } else {
            file.set("text", Json::string(result.files[i].text));
        }
        files.append(file);
    }
    Json losses = Json::array();
    for (const exchange::Loss &loss : result.losses)
        losses.append(Json::object({{"place", Json::string(loss.place)}, {"what", Json::string(loss.what)}}));
    return Json::object({{"files", files}, {"losses", losses}});
}

} // namespace

bool mayNotReplace(const Arguments &arguments)
{
    const std::string file = arguments.value("-o");
    std::error_code error;
    if (file.empty() || arguments.has("--force") || !fs::exists(file) || fs::equivalent(file, arguments.file, error))
        return false;
    std::cerr << "keywright-cli: " << file
              << " exists, and nothing was written. Replace it with --force, or choose another place with -o.\n";
    return true;
}

int deliver(const exchange::ExportResult &result, const Arguments &arguments)
{
    const bool asJson = arguments.has("--json");
    for (const exchange::Loss &loss : result.losses)
        if (!asJson)
            std::cerr << "Not exported: " << (loss.place.empty() ? "" : loss.place + ": ") << loss.what << "\n";
    std::optional<std::vector<Written>> written;
    if (arguments.has("-o")) {
        written = write(result, arguments.value("-o"), arguments.has("--force"));
        if (!written)
            return kFailure;
    }
    if (asJson) {
        std::cout << reportOf(result, written).pretty() << "\n";
    } else if (written) {
        for (const Written &file : *written)
            std::cout << (file.isReplaced ? "Replaced " : "Wrote ") << file.path << "\n";
    } else {
        // What explains a file does not belong into it.
        for (const exchange::ExportFile &file : result.files)
            (file.name.ends_with(".md") ? std::cerr : std::cout) << file.text;
    }
    return kSuccess;
}

} // namespace keywright::cli
