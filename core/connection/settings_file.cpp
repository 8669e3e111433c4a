#include "core/connection/settings_file.h"

#include <fstream>
#include <sstream>

#include "core/connection/connection_error.h"

namespace keywright::connection {

std::optional<std::string> readSettingsFile(const std::filesystem::path &file, const std::string &remedy)
{
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream.is_open() || stream.bad() || std::filesystem::is_directory(file, error))
        throw ConnectionError(ConnectionError::Kind::Settings, file.string() + " cannot be read. " + remedy);
    return text.str();
}

} // namespace keywright::connection
