#include "core/connection/key_sources.h"

#include <algorithm>
#include <vector>

#include "core/connection/connection_error.h"
#include "core/connection/credential_process.h"
#include "core/connection/key_services.h"

namespace keywright::connection {

namespace {

constexpr char kSessionName[] = "keywright";

class Sources {
public:
    Sources(const AwsProfiles &profiles, std::string region, const Surroundings &surroundings, const std::stop_token &stop)
        : m_profiles(profiles), m_region(std::move(region)), m_surroundings(surroundings), m_stop(stop)
    { }

    std::optional<AccessKey> keyOf(const std::string &profile)
    {
        const bool isRepeated = std::find(m_chain.begin(), m_chain.end(), profile) != m_chain.end();
        m_chain.push_back(profile);
        // A profile may name itself as the source of the keys that are written down in it.
        if (m_profiles.find(profile, "role_arn") && !isRepeated)
            return keyOfRole(profile);
        if (auto key = m_profiles.keyOf(profile))
            return key;
        if (isRepeated)
            refuseSettings(m_profiles.placeOf(profile, "source_profile") + ": the profiles " + chainText()
                           + " get their keys from one another. Give one of them keys of its own.");
        if (m_profiles.find(profile, "sso_session") || m_profiles.find(profile, "sso_start_url"))
            return keyOfSignIn(profile);
        if (const auto command = m_profiles.find(profile, "credential_process"))
            return keyOfProcess(*command, m_stop);
        refuseUnknown(profile);
        return std::nullopt;
    }

    AccessKey keyByToken(const std::string &profile, const RoleRequest &role, const std::string &tokenFile)
    {
        return assumeRoleByToken(role, tokenFile, sts(profile), m_stop);
    }

    RoleRequest roleOf(const std::string &profile) const
    {
        return {*m_profiles.find(profile, "role_arn"), m_profiles.find(profile, "role_session_name").value_or(sessionName()),
                m_profiles.find(profile, "external_id").value_or(""), m_profiles.find(profile, "duration_seconds").value_or("")};
    }

    std::string sessionName() const { return m_surroundings.variable("AWS_ROLE_SESSION_NAME").value_or(kSessionName); }

private:
    AccessKey keyOfRole(const std::string &profile)
    {
        const std::string place = m_profiles.placeOf(profile, "role_arn");
        if (m_profiles.find(profile, "mfa_serial"))
            refuseSettings(place + ": the role of the profile " + profile
                           + " needs a code of a second factor (mfa_serial), which Keywright does not ask for. Get a session with "
                             "aws sts assume-role or aws sso login, and put its temporary keys into the environment or type them.");
        const RoleRequest role = roleOf(profile);
        if (const auto token = m_profiles.find(profile, "web_identity_token_file"))
            return keyByToken(profile, role, *token);
        std::optional<AccessKey> source;
        if (const auto named = m_profiles.find(profile, "source_profile")) {
            if (!m_profiles.has(*named))
                refuseSettings(place + ": there is no profile " + *named + ", which source_profile of " + profile
                               + " names. Add it, or name another.");
            source = keyOf(*named);
        } else if (const auto from = m_profiles.find(profile, "credential_source")) {
            if (*from != "Environment")
                refuseSettings(place + ": credential_source = " + *from
                               + " is there only on a machine of AWS. Give the profile a source_profile, or set it to Environment.");
            source = keyOfEnvironment(m_surroundings);
        } else {
            refuseSettings(place + ": the profile " + profile + " has role_arn, but nothing says who assumes it. Add source_profile.");
        }
        if (!source)
            refuseSettings(place + ": the profile " + profile + " has role_arn, but there are no keys to assume it with. Add them where "
                           + (m_profiles.find(profile, "source_profile") ? "source_profile points." : "credential_source points."));
        return assumeRole(role, *source, sts(profile), m_stop);
    }

    AccessKey keyOfSignIn(const std::string &profile)
    {
        const auto session = m_profiles.find(profile, "sso_session");
        const auto setting = [&](std::string_view name) {
            auto found = session ? m_profiles.sessionSetting(*session, name) : std::nullopt;
            if (!found)
                found = m_profiles.find(profile, name);
            if (!found)
                refuseSettings(m_profiles.placeOf(profile, session ? "sso_session" : "sso_start_url") + ": the profile " + profile
                               + " has no " + std::string(name)
                               + ", which a sign-in by IAM Identity Center (SSO) needs. Run aws configure sso.");
            return *found;
        };
        const std::string region = setting("sso_region");
        const SsoSignIn signIn{m_surroundings.home / ".aws" / "sso" / "cache", session ? *session : setting("sso_start_url"),
                               setting("sso_account_id"), setting("sso_role_name"),
                               session ? "aws sso login --sso-session " + *session : "aws sso login --profile " + profile};
        return keyOfSso(signIn, service(profile, "SSO", "sso", "https://portal.sso." + region + ".amazonaws.com", region), m_stop);
    }

    KeyService sts(const std::string &profile) const
    {
        return service(profile, "STS", "sts", "https://sts." + m_region + ".amazonaws.com", m_region);
    }

    /// `usual` unless another address is configured.
    KeyService service(const std::string &profile, const std::string &variable, const std::string &name, const std::string &usual,
                       const std::string &region) const
    {
        std::string url = usual;
        if (m_surroundings.variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") != "true") {
            if (const auto found = m_surroundings.variable("AWS_ENDPOINT_URL_" + variable))
                url = *found;
            else if (const auto configured = m_profiles.serviceSetting(profile, name + ".endpoint_url"))
                url = *configured;
        }
        return {readEndpointUrl(url), region,
                m_surroundings.variable("AWS_CA_BUNDLE").value_or(m_profiles.find(profile, "ca_bundle").value_or("")),
                m_surroundings.now()};
    }

    void refuseUnknown(const std::string &profile) const
    {
        for (const char *source : {"login_session", "web_identity_token_file", "source_profile"})
            if (m_profiles.find(profile, source))
                refuseSettings(m_profiles.placeOf(profile, source) + ": the profile " + profile + " gets its keys by " + source
                               + ", which Keywright cannot use as it stands. Put temporary keys into the environment, for example with "
                                 "eval \"$(aws configure export-credentials --profile "
                               + profile + " --format env)\", and name no profile; or choose another profile.");
    }

    std::string chainText() const
    {
        std::string text;
        for (const std::string &each : m_chain)
            text += (text.empty() ? "" : ", ") + each;
        return text;
    }

    const AwsProfiles &m_profiles;
    std::string m_region;
    const Surroundings &m_surroundings;
    const std::stop_token &m_stop;
    std::vector<std::string> m_chain;
};

} // namespace

std::optional<AccessKey> keyOfProfile(const AwsProfiles &profiles, const std::string &profile, const std::string &region,
                                      const Surroundings &surroundings, const std::stop_token &stop)
{
    return Sources(profiles, region, surroundings, stop).keyOf(profile);
}

std::optional<AccessKey> keyOfEnvironment(const Surroundings &surroundings)
{
    const auto id = surroundings.variable("AWS_ACCESS_KEY_ID");
    const auto secret = surroundings.variable("AWS_SECRET_ACCESS_KEY");
    if (id.has_value() != secret.has_value())
        refuseSettings(std::string("The environment has ") + (id ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY") + " but not "
                       + (id ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID") + ". Set both.");
    return id ? std::optional(AccessKey{*id, *secret, surroundings.variable("AWS_SESSION_TOKEN").value_or(""), std::nullopt})
              : std::nullopt;
}

std::optional<AccessKey> keyOfEnvironmentToken(const AwsProfiles &profiles, const std::string &profile, const std::string &region,
                                               const Surroundings &surroundings, const std::stop_token &stop)
{
    const auto file = surroundings.variable("AWS_WEB_IDENTITY_TOKEN_FILE");
    const auto arn = surroundings.variable("AWS_ROLE_ARN");
    if (!file || !arn)
        return std::nullopt;
    Sources sources(profiles, region, surroundings, stop);
    return sources.keyByToken(profile, {*arn, sources.sessionName(), {}, {}}, *file);
}

} // namespace keywright::connection
