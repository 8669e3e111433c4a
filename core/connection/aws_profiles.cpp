#include "core/connection/aws_profiles.h"

#include <algorithm>

#include "core/connection/connection_error.h"

namespace keywright::connection {

namespace {

std::string placeOfSection(const ProfileSection &section)
{
    return section.file + ", line " + std::to_string(section.line);
}

const ProfileSection *named(const std::vector<ProfileSection> &sections, const std::string &name)
{
    // A later section of the same name wins, as a later setting does.
    const auto found = std::find_if(sections.rbegin(), sections.rend(), [&](const auto &each) { return each.name == name; });
    return found == sections.rend() ? nullptr : &*found;
}

} // namespace

AwsProfiles::AwsProfiles(const Surroundings &surroundings)
    : m_credentialsFile(surroundings.variable("AWS_SHARED_CREDENTIALS_FILE").value_or((surroundings.home / ".aws/credentials").string())),
      m_configFile(surroundings.variable("AWS_CONFIG_FILE").value_or((surroundings.home / ".aws/config").string())),
      m_credentials(readProfilesFile(m_credentialsFile)),
      m_config(readProfilesFile(m_configFile))
{ }

std::vector<const ProfileSection *> AwsProfiles::sectionsOf(const std::string &profile) const
{
    std::vector<const ProfileSection *> sections{named(m_credentials, profile), named(m_config, "profile " + profile)};
    if (profile == "default")
        sections.push_back(named(m_config, profile));
    std::erase(sections, nullptr);
    return sections;
}

std::optional<std::string> AwsProfiles::find(const std::string &profile, std::string_view setting) const
{
    for (const ProfileSection *section : sectionsOf(profile))
        if (auto found = section->find(setting))
            return found;
    return std::nullopt;
}

std::optional<std::string> AwsProfiles::serviceSetting(const std::string &profile, std::string_view setting) const
{
    const auto services = find(profile, "services");
    const ProfileSection *section = services ? named(m_config, "services " + *services) : nullptr;
    return section == nullptr ? std::nullopt : section->find(setting);
}

std::optional<std::string> AwsProfiles::sessionSetting(const std::string &session, std::string_view setting) const
{
    const ProfileSection *section = named(m_config, "sso-session " + session);
    return section == nullptr ? std::nullopt : section->find(setting);
}

std::optional<AccessKey> AwsProfiles::keyOf(const std::string &profile) const
{
    for (const ProfileSection *section : sectionsOf(profile)) {
        const auto id = section->find("aws_access_key_id");
        const auto secret = section->find("aws_secret_access_key");
        if (id && secret)
            return AccessKey{*id, *secret, section->find("aws_session_token").value_or(""), std::nullopt};
        if (id || secret)
            throw ConnectionError(ConnectionError::Kind::Settings,
                                  placeOfSection(*section) + ": the profile " + profile + " has no "
                                      + (id ? "aws_secret_access_key" : "aws_access_key_id") + ". Add it.");
    }
    return std::nullopt;
}

std::string AwsProfiles::placeOf(const std::string &profile, std::string_view setting) const
{
    for (const ProfileSection *section : sectionsOf(profile))
        if (section->find(setting))
            return placeOfSection(*section);
    return places();
}

} // namespace keywright::connection
