#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/model/model.h"

namespace keywright::model {

/// The newest format version of *.keywright.json that this program reads and writes.
inline constexpr std::int64_t kFormatVersion = 1;

/// A model file that cannot be read. what() is a whole sentence for a person, with file, place and what was expected.
class ModelError : public std::runtime_error {
public:
    ModelError(const std::string &what, std::string path, int line, int column)
        : std::runtime_error(what), m_path(std::move(path)), m_line(line), m_column(column)
    { }

    /// JSON path of the culprit, such as "tables[0].partitionKey[0].type"; empty for the whole file.
    const std::string &path() const { return m_path; }
    /// From 1; 0 when the error has no place in the text (the file cannot be opened).
    int line() const { return m_line; }
    int column() const { return m_column; }

private:
    std::string m_path;
    int m_line;
    int m_column;
};

/// Reads a model from the text of a *.keywright.json file. `fileName` is for messages only. Throws ModelError.
Model readModel(std::string_view text, const std::string &fileName);

/// Reads the file. It is not changed or locked. Throws ModelError, also when it cannot be opened.
Model readModelFile(const std::filesystem::path &file);

} // namespace keywright::model
