#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/connection/endpoint_settings.h"
#include "core/connection/profiles.h"

namespace keywright::connection {

/// The profiles of a user: each is what both of AWS's files say under its name, credentials before config.
class AwsProfiles {
public:
    /// Reads the files. Throws ConnectionError (Settings).
    explicit AwsProfiles(const Surroundings &surroundings);

    bool has(const std::string &profile) const { return !sectionsOf(profile).empty(); }
    std::optional<std::string> find(const std::string &profile, std::string_view setting) const;
    /// Of the section "[services NAME]" that the profile names: `setting` is "dynamodb.endpoint_url".
    std::optional<std::string> serviceSetting(const std::string &profile, std::string_view setting) const;
    /// Of the section "[sso-session NAME]".
    std::optional<std::string> sessionSetting(const std::string &session, std::string_view setting) const;
    /// What is written down in the profile itself. Throws ConnectionError (Settings) when half of it is.
    std::optional<AccessKey> keyOf(const std::string &profile) const;
    /// Where the profile stands that has this setting, for messages.
    std::string placeOf(const std::string &profile, std::string_view setting) const;
    /// Both files, for messages.
    std::string places() const { return m_credentialsFile + " or " + m_configFile; }

private:
    std::vector<const ProfileSection *> sectionsOf(const std::string &profile) const;

    std::string m_credentialsFile;
    std::string m_configFile;
    std::vector<ProfileSection> m_credentials;
    std::vector<ProfileSection> m_config;
};

} // namespace keywright::connection
