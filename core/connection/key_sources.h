#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "core/connection/aws_profiles.h"
#include "core/connection/endpoint_settings.h"

namespace keywright::connection {

/// The key of a profile, however it says to get one. In this order: role_arn (with source_profile, which may have a role of its
/// own, or credential_source = Environment; with web_identity_token_file); keys written down; IAM Identity Center (sso_session, or
/// sso_start_url); credential_process. Nullopt when it names none. `region` is the one that STS is asked in.
/// Throws ConnectionError: Settings for what cannot be used, and what the sources throw.
/// Source: AWS SDKs and Tools reference, "Standardized credential providers".
std::optional<AccessKey> keyOfProfile(const AwsProfiles &profiles, const std::string &profile, const std::string &region,
                                      const Surroundings &surroundings, const std::stop_token &stop);

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. Throws ConnectionError (Settings) when only half is set.
std::optional<AccessKey> keyOfEnvironment(const Surroundings &surroundings);

/// By AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN.
std::optional<AccessKey> keyOfEnvironmentToken(const AwsProfiles &profiles, const std::string &profile, const std::string &region,
                                               const Surroundings &surroundings, const std::stop_token &stop);

} // namespace keywright::connection
