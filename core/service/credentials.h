#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace keywright::service {

/// What belongs to one access key. Never written to a log or a message.
struct Secret {
    std::string secretKey;
    std::string sessionToken; ///< empty when the profile has none
};

/// The access keys that an endpoint knows.
using Credentials = std::map<std::string, Secret, std::less<>>;

/// Reads an AWS credentials file: profiles in brackets, each with aws_access_key_id, aws_secret_access_key and perhaps
/// aws_session_token; other settings are passed over. `name` stands for the file in errors. Throws EndpointError with the
/// line that cannot be read, for a profile that lacks one of the two, and when there is no profile at all.
Credentials readCredentials(std::string_view text, const std::string &name);

/// The same from a file. Throws EndpointError also when it cannot be read.
Credentials readCredentialsFile(const std::filesystem::path &file);

} // namespace keywright::service
