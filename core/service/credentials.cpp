#include "core/service/credentials.h"

#include <fstream>
#include <sstream>

#include "core/service/endpoint_error.h"
#include "core/service/http_message.h"

namespace keywright::service {

namespace {

struct Profile {
    std::string name;
    std::string accessKey;
    Secret secret;
};

void addProfile(Credentials &credentials, const Profile &profile, const std::string &file)
{
    if (profile.accessKey.empty() && profile.secret.secretKey.empty())
        return; // a profile of another kind: a role, a process, a single sign-on
    if (profile.accessKey.empty() || profile.secret.secretKey.empty())
        throw EndpointError(file + ": the profile [" + profile.name + "] has no "
                            + (profile.accessKey.empty() ? "aws_access_key_id" : "aws_secret_access_key")
                            + ". Add it, or remove the profile.");
    credentials[profile.accessKey] = profile.secret;
}

void setMember(Profile &profile, std::string_view key, std::string_view value)
{
    if (equalIgnoringCase(key, "aws_access_key_id"))
        profile.accessKey = value;
    else if (equalIgnoringCase(key, "aws_secret_access_key"))
        profile.secret.secretKey = value;
    else if (equalIgnoringCase(key, "aws_session_token"))
        profile.secret.sessionToken = value;
}

} // namespace

Credentials readCredentials(std::string_view text, const std::string &name)
{
    Credentials credentials;
    Profile profile;
    int number = 0;
    while (!text.empty()) {
        ++number;
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const bool isIndented = line.starts_with(' ') || line.starts_with('\t'); // belongs to the setting above it
        line = trimmed(line);
        if (line.empty() || line.starts_with('#') || line.starts_with(';'))
            continue;
        const std::size_t equals = line.find('=');
        if (line.starts_with('[') && line.ends_with(']')) {
            addProfile(credentials, profile, name);
            profile = {std::string(trimmed(line.substr(1, line.size() - 2))), {}, {}};
        } else if (equals != std::string_view::npos && !profile.name.empty()) {
            if (!isIndented)
                setMember(profile, trimmed(line.substr(0, equals)), trimmed(line.substr(equals + 1)));
        } else {
            // The line itself may hold a secret, so it is not shown.
            throw EndpointError(name + ", line " + std::to_string(number)
                                + ": expected a profile such as [default], or a setting such as aws_access_key_id = … in one.");
        }
    }
    addProfile(credentials, profile, name);
    if (credentials.empty())
        throw EndpointError(name + " holds no profile with aws_access_key_id and aws_secret_access_key. Add one, such as [default].");
    return credentials;
}

Credentials readCredentialsFile(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    if (!stream || !(text << stream.rdbuf()))
        throw EndpointError("The credentials file " + file.string()
                            + " cannot be read, or is empty. Name a file with profiles as in ~/.aws/credentials.");
    return readCredentials(text.str(), file.string());
}

} // namespace keywright::service
