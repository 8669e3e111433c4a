#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/model.h"

/// What every way in and every way out has in common. Importers are functions `read…` that give an ImportResult and throw
/// model::ModelError where nothing can be made of the input: its message names file, line and column or JSON path, the
/// reason and what was expected. Exporters are functions `write…` that give an ExportResult and never touch a disk.
namespace keywright::exchange {

/// A file of an export, to be written into the folder or at the path that the user chose.
struct ExportFile {
    std::string name; ///< relative, with '/' between folders, such as "main.tf"
    std::string text; ///< UTF-8, ends with a line break
    friend bool operator==(const ExportFile &, const ExportFile &) = default;
};

/// Something in the model that the target cannot hold. It is shown before the export is written.
struct Loss {
    std::string place; ///< path in the model, such as "tables[0].localSecondaryIndexes[1]"; empty for the whole model
    std::string what;  ///< a sentence: what is left out or changed, and why
    friend bool operator==(const Loss &, const Loss &) = default;
};

struct ExportResult {
    std::vector<ExportFile> files; ///< the main one first
    std::vector<Loss> losses;      ///< in the order of the model file
};

/// Something in the imported file that is wrong or that the model has no place for; the rest was imported.
struct ImportProblem {
    std::string file;
    std::string place; ///< JSON path, resource address or "row 12, column price"
    int line = 0;      ///< from 1; 0 when unknown
    int column = 0;
    std::string reason; ///< a sentence: what is wrong, what became of it, what to do
    friend bool operator==(const ImportProblem &, const ImportProblem &) = default;
};

/// The problem on one line: "orders.json, line 3, column 7: tables[0].name …".
std::string textOf(const ImportProblem &problem);

struct ImportResult {
    model::Model model;
    std::vector<std::string> notes; ///< sentences on what was read in another form than it was written (normalised)
    std::vector<ImportProblem> problems;
};

} // namespace keywright::exchange
