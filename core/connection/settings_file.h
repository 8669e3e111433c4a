#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace keywright::connection {

/// The whole text of a file of settings; nullopt when there is none. Throws ConnectionError (Settings) when it cannot be read:
/// `remedy` ends the sentence, "Give yourself the right to read it…".
std::optional<std::string> readSettingsFile(const std::filesystem::path &file, const std::string &remedy);

} // namespace keywright::connection
