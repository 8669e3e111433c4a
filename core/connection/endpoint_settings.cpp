#include "core/connection/endpoint_settings.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "core/connection/connection_error.h"
#include "core/connection/endpoint_url.h"
#include "core/connection/profiles.h"

namespace keywright::connection {

namespace {

constexpr std::string_view kAnyRegion = "us-east-1";

[[noreturn]] void refuse(const std::string &message)
{
    throw ConnectionError(ConnectionError::Kind::Settings, message);
}

/// Ways to get keys that are not there yet, by the settings that ask for them.
constexpr std::array<std::string_view, 7> kOtherSources{"sso_session",    "sso_start_url",           "role_arn",     "credential_process",
                                                        "source_profile", "web_identity_token_file", "login_session"};

/// A profile is what both files say under its name, credentials before config.
class Profiles {
public:
    explicit Profiles(const Surroundings &surroundings)
        : m_credentialsFile(
            surroundings.variable("AWS_SHARED_CREDENTIALS_FILE").value_or((surroundings.home / ".aws/credentials").string())),
          m_configFile(surroundings.variable("AWS_CONFIG_FILE").value_or((surroundings.home / ".aws/config").string())),
          m_credentials(readProfilesFile(m_credentialsFile)),
          m_config(readProfilesFile(m_configFile))
    { }

    bool has(const std::string &profile) const { return !sectionsOf(profile).empty(); }

    std::optional<std::string> find(const std::string &profile, std::string_view setting) const
    {
        for (const ProfileSection *section : sectionsOf(profile))
            if (auto found = section->find(setting))
                return found;
        return std::nullopt;
    }

    /// Of the section "[services NAME]" that the profile names.
    std::optional<std::string> serviceUrl(const std::string &profile) const
    {
        const auto services = find(profile, "services");
        if (!services)
            return std::nullopt;
        const ProfileSection *section = named(m_config, "services " + *services);
        return section == nullptr ? std::nullopt : section->find("dynamodb.endpoint_url");
    }

    std::optional<AccessKey> keyOf(const std::string &profile) const
    {
        for (const ProfileSection *section : sectionsOf(profile)) {
            const auto id = section->find("aws_access_key_id");
            const auto secret = section->find("aws_secret_access_key");
            if (id && secret)
                return AccessKey{*id, *secret, section->find("aws_session_token").value_or("")};
            if (id || secret)
                refuse(placeOf(*section) + ": the profile " + profile + " has no " + (id ? "aws_secret_access_key" : "aws_access_key_id")
                       + ". Add it.");
        }
        refuseOtherSources(profile);
        return std::nullopt;
    }

    std::string places() const { return m_credentialsFile + " or " + m_configFile; }

private:
    static std::string placeOf(const ProfileSection &section) { return section.file + ", line " + std::to_string(section.line); }

    static const ProfileSection *named(const std::vector<ProfileSection> &sections, const std::string &name)
    {
        // A later section of the same name wins, as a later setting does.
        const auto found = std::find_if(sections.rbegin(), sections.rend(), [&](const auto &each) { return each.name == name; });
        return found == sections.rend() ? nullptr : &*found;
    }

    std::vector<const ProfileSection *> sectionsOf(const std::string &profile) const
    {
        std::vector<const ProfileSection *> sections{named(m_credentials, profile), named(m_config, "profile " + profile)};
        if (profile == "default")
            sections.push_back(named(m_config, profile));
        std::erase(sections, nullptr);
        return sections;
    }

    void refuseOtherSources(const std::string &profile) const
    {
        for (const ProfileSection *section : sectionsOf(profile))
            for (const std::string_view source : kOtherSources)
                if (section->find(source))
                    refuse(placeOf(*section) + ": the profile " + profile + " gets its keys by " + std::string(source)
                           + ", which Keywright does not support yet. Put temporary keys into the environment, for example with "
                             "eval \"$(aws configure export-credentials --profile "
                           + profile + " --format env)\", and name no profile; or choose a profile with aws_access_key_id and "
                           + "aws_secret_access_key.");
    }

    std::string m_credentialsFile;
    std::string m_configFile;
    std::vector<ProfileSection> m_credentials;
    std::vector<ProfileSection> m_config;
};

class Settling {
public:
    Settling(const EndpointChoice &choice, const Surroundings &surroundings)
        : m_choice(choice),
          m_surroundings(surroundings),
          m_profiles(surroundings),
          m_profile(!choice.profile.empty() ? choice.profile : variable("AWS_PROFILE").value_or("default"))
    { }

    EndpointSettings settle()
    {
        const bool isNamed = !m_choice.profile.empty() || variable("AWS_PROFILE");
        if (isNamed && !m_profiles.has(m_profile))
            refuse("There is no profile " + m_profile + " in " + m_profiles.places() + ". Add it, or name another profile.");
        EndpointSettings settings;
        settings.url = url();
        settings.region = region(settings.url);
        if (settings.url.empty())
            settings.url = urlOfRegion(settings.region);
        const EndpointUrl parts = readEndpointUrl(settings.url);
        settings.key = key(parts);
        settings.certificates = variable("AWS_CA_BUNDLE").value_or(m_profiles.find(m_profile, "ca_bundle").value_or(""));
        return settings;
    }

private:
    std::optional<std::string> variable(const std::string &name) const { return m_surroundings.variable(name); }

    std::string url() const
    {
        if (!m_choice.url.empty())
            return m_choice.url;
        if (variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") == "true")
            return {};
        for (const char *name : {"AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL"})
            if (const auto found = variable(name))
                return *found;
        if (const auto found = m_profiles.serviceUrl(m_profile))
            return *found;
        return m_profiles.find(m_profile, "endpoint_url").value_or("");
    }

    std::string region(const std::string &url) const
    {
        if (!m_choice.region.empty())
            return m_choice.region;
        if (const std::string named = url.empty() ? std::string() : regionInHost(readEndpointUrl(url).host); !named.empty())
            return named;
        for (const char *name : {"AWS_REGION", "AWS_DEFAULT_REGION"})
            if (const auto found = variable(name))
                return *found;
        if (const auto found = m_profiles.find(m_profile, "region"))
            return *found;
        if (url.empty())
            refuse("No region is known. Give one, such as eu-central-1, or the URL of an endpoint; or set AWS_REGION, or region in the "
                   "profile.");
        return std::string(kAnyRegion);
    }

    std::optional<AccessKey> keyOfEnvironment() const
    {
        const auto id = variable("AWS_ACCESS_KEY_ID");
        const auto secret = variable("AWS_SECRET_ACCESS_KEY");
        if (id.has_value() != secret.has_value())
            refuse(std::string("The environment has ") + (id ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY") + " but not "
                   + (id ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID") + ". Set both.");
        return id ? std::optional(AccessKey{*id, *secret, variable("AWS_SESSION_TOKEN").value_or("")}) : std::nullopt;
    }

    AccessKey key(const EndpointUrl &url) const
    {
        auto found = m_choice.profile.empty() ? keyOfEnvironment() : std::nullopt;
        if (!found)
            found = m_profiles.keyOf(m_profile);
        if (!found && url.isThisMachine())
            return {"keywright", "keywright", ""};
        if (!found)
            refuse("No keys are known to sign requests to " + url.text + ". Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or choose a "
                   + "profile of " + m_profiles.places() + " that has them.");
        return *found;
    }

    const EndpointChoice &m_choice;
    const Surroundings &m_surroundings;
    Profiles m_profiles;
    std::string m_profile;
};

} // namespace

Surroundings Surroundings::ofProcess()
{
    const auto variable = [](const std::string &name) -> std::optional<std::string> {
        const char *text = std::getenv(name.c_str());
        return text == nullptr || *text == '\0' ? std::nullopt : std::optional<std::string>(text);
    };
    return {variable, variable("HOME").value_or("")};
}

EndpointSettings settleEndpoint(const EndpointChoice &choice, const Surroundings &surroundings)
{
    return Settling(choice, surroundings).settle();
}

} // namespace keywright::connection
