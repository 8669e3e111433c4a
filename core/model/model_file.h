#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace keywright::model {

/// A file that could not be written or read. what() is a whole sentence for a person. What stood there still stands.
class FileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What a file was when it was read or written, to notice that another program has changed it since.
struct FileState {
    std::int64_t modified = 0; ///< the file system's clock, in its own unit
    std::uint64_t size = 0;
    std::uint64_t hash = 0; ///< of the content
    friend bool operator==(const FileState &, const FileState &) = default;
};

/// Nullopt when there is no such file. Throws FileError when it cannot be read.
std::optional<FileState> fileState(const std::filesystem::path &file);

/// Whether the content is another one than `known` says, or the file is gone (or has come, when `known` is nullopt).
/// A file that was only touched has not changed. Reads the content only when time or size differ. Throws FileError.
bool hasChanged(const std::filesystem::path &file, const std::optional<FileState> &known);

/// Replaces the file's content in one step: written aside, flushed to the disk, renamed. After a crash the file has its
/// old content or the new one. A symbolic link stays one, and its target is written; permissions stay.
/// Throws FileError, and the file is then what it was.
FileState replaceFile(const std::filesystem::path &file, std::string_view content);

struct Model;

/// Writes the model there, whatever the file holds now: ask hasChanged() before. Throws FileError, also when the model
/// has a text that is not UTF-8 or a number that JSON cannot hold.
FileState saveModelFile(const Model &model, const std::filesystem::path &file);

} // namespace keywright::model
