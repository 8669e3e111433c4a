#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "core/connection/endpoint_settings.h"
#include "core/connection/endpoint_url.h"

/// The services of AWS that give temporary keys: STS for roles, IAM Identity Center (SSO) for people who have signed in.
/// Everything throws ConnectionError: what HttpClient throws, Credentials for what is refused, Expired for a sign-in that is over.
namespace keywright::connection {

/// Where such a service is asked, and as of when.
struct KeyService {
    EndpointUrl url;
    std::string region;
    std::string certificates; ///< as EndpointSettings says
    service::Instant now;
};

struct RoleRequest {
    std::string arn;
    std::string sessionName;
    std::string externalId; ///< may be empty
    std::string seconds;    ///< how long it is to last; empty for the service's own choice
};

/// AssumeRole, signed with `source`. Source: AWS STS API reference, version 2011-06-15.
AccessKey assumeRole(const RoleRequest &role, const AccessKey &source, const KeyService &sts, const std::stop_token &stop);
/// AssumeRoleWithWebIdentity with the token that stands in `tokenFile`; signed by nobody.
AccessKey assumeRoleByToken(const RoleRequest &role, const std::filesystem::path &tokenFile, const KeyService &sts,
                            const std::stop_token &stop);

/// A sign-in by `aws sso login`, whose token that program has put into its cache.
struct SsoSignIn {
    std::filesystem::path cache; ///< the folder ~/.aws/sso/cache
    std::string cacheKey;        ///< the session's name, else the start URL: the SHA-1 of it names the file
    std::string account;
    std::string role;
    std::string login; ///< the command that signs in anew, for messages
};

/// GetRoleCredentials of the SSO portal. Source: AWS SSO Portal API reference.
AccessKey keyOfSso(const SsoSignIn &signIn, const KeyService &portal, const std::stop_token &stop);

} // namespace keywright::connection
