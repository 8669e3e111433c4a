#include "core/connection/endpoint_settings.h"

#include <cstdlib>

#include "core/connection/aws_profiles.h"
#include "core/connection/connection_error.h"
#include "core/connection/endpoint_url.h"
#include "core/connection/key_sources.h"

namespace keywright::connection {

namespace {

constexpr std::string_view kAnyRegion = "us-east-1";

class Settling {
public:
    Settling(const EndpointChoice &choice, const Surroundings &surroundings, const std::stop_token &stop)
        : m_choice(choice),
          m_surroundings(surroundings),
          m_stop(stop),
          m_profiles(surroundings),
          m_profile(!choice.profile.empty() ? choice.profile : variable("AWS_PROFILE").value_or("default"))
    { }

    EndpointSettings settle()
    {
        const bool isNamed = !m_choice.profile.empty() || variable("AWS_PROFILE");
        if (isNamed && !m_profiles.has(m_profile))
            refuseSettings("There is no profile " + m_profile + " in " + m_profiles.places() + ". Add it, or name another profile.");
        EndpointSettings settings;
        settings.url = url();
        settings.region = region(settings.url);
        if (settings.url.empty())
            settings.url = urlOfRegion(settings.region);
        const EndpointUrl parts = readEndpointUrl(settings.url);
        settings.key = key(parts, settings.region);
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
        if (const auto found = m_profiles.serviceSetting(m_profile, "dynamodb.endpoint_url"))
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
            refuseSettings(
                "No region is known. Give one, such as eu-central-1, or the URL of an endpoint; or set AWS_REGION, or region in the "
                "profile.");
        return std::string(kAnyRegion);
    }

    AccessKey key(const EndpointUrl &url, const std::string &region) const
    {
        if (!m_choice.key.id.empty())
            return m_choice.key;
        auto found = m_choice.profile.empty() ? keyOfEnvironment(m_surroundings) : std::nullopt;
        if (!found && m_choice.profile.empty() && url.isThisMachine())
            return m_profiles.keyOf(m_profile).value_or(AccessKey{"keywright", "keywright", {}, {}});
        if (!found)
            found = keyOfProfile(m_profiles, m_profile, region, m_surroundings, m_stop);
        if (!found && m_choice.profile.empty())
            found = keyOfEnvironmentToken(m_profiles, m_profile, region, m_surroundings, m_stop);
        if (!found)
            refuseSettings("No keys are known to sign requests to " + url.text
                           + ". Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or choose a " + "profile of " + m_profiles.places()
                           + " that has them.");
        return *found;
    }

    const EndpointChoice &m_choice;
    const Surroundings &m_surroundings;
    const std::stop_token &m_stop;
    AwsProfiles m_profiles;
    std::string m_profile;
};

} // namespace

Surroundings Surroundings::ofProcess()
{
    const auto variable = [](const std::string &name) -> std::optional<std::string> {
        const char *text = std::getenv(name.c_str());
        return text == nullptr || *text == '\0' ? std::nullopt : std::optional<std::string>(text);
    };
    Surroundings surroundings;
    surroundings.variable = variable;
    surroundings.home = variable("HOME").value_or("");
    return surroundings;
}

EndpointSettings settleEndpoint(const EndpointChoice &choice, const Surroundings &surroundings, const std::stop_token &stop)
{
    EndpointSettings settings = Settling(choice, surroundings, stop).settle();
    if (settings.key.expires)
        settings.renewKey = [choice, surroundings](const std::stop_token &renewal) {
            return Settling(choice, surroundings, renewal).settle().key;
        };
    return settings;
}

} // namespace keywright::connection
