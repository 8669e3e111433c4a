#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keywright::connection {

/// One section of an AWS credentials or config file.
struct ProfileSection {
    std::string name; ///< as in the brackets: "default", "profile work", "services local"
    std::string file;
    int line = 0;
    /// Names in lower case. A setting in an indented line under another has that one's name before it: "dynamodb.endpoint_url".
    std::map<std::string, std::string, std::less<>> settings;

    std::optional<std::string> find(std::string_view setting) const;
};

/// Reads the text of such a file; `file` stands for it in errors. Throws ConnectionError (Settings) with file and line of what
/// cannot be read, without showing the line, which may hold a secret.
/// Source: AWS SDKs and Tools reference, "Using shared config and credentials files".
std::vector<ProfileSection> readProfiles(std::string_view text, const std::string &file);

/// The same from a file: nothing when there is none. Throws ConnectionError (Settings) also when it cannot be read.
std::vector<ProfileSection> readProfilesFile(const std::filesystem::path &file);

} // namespace keywright::connection
