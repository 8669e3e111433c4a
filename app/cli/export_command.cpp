#include <fstream>
#include <iostream>

#include "app/cli/command_line.h"
#include "core/model/model_reader.h"
#include "core/schema/table_json.h"

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

} // namespace

int exportModel(const Arguments &arguments)
{
    if (arguments.target != "createtable") {
        std::cerr << "keywright-cli: there is no export \"" << arguments.target << "\"; this version writes createtable.\n";
        return kUsage;
    }
    const model::Model model = model::readModelFile(arguments.file);
    const std::string output = arguments.value("-o");
    if (output.empty()) {
        for (const model::Table &table : model.tables)
            std::cout << schema::toCreateTableJson(table.definition).pretty() << "\n";
        return kSuccess;
    }
    std::error_code error;
    fs::create_directories(output, error);
    for (const model::Table &table : model.tables) {
        const fs::path file = fs::path(output) / (table.definition.name + ".create-table.json");
        const bool existed = fs::exists(file);
        if (!writeWhole(file, schema::toCreateTableJson(table.definition).pretty() + "\n")) {
            std::cerr << "keywright-cli: " << file.string() << " cannot be written. Choose another folder with -o.\n";
            return kFailure;
        }
        std::cout << (existed ? "Replaced " : "Wrote ") << file.string() << "\n";
    }
    return kSuccess;
}

} // namespace keywright::cli
