#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace keywright::connection {

/// What signs a request. Never written to a log or a message.
struct AccessKey {
    std::string id;
    std::string secret;
    std::string sessionToken; ///< empty when it has none
};

/// Where an endpoint is and how requests to it are signed: everything settled.
struct EndpointSettings {
    std::string url; ///< "http://localhost:8000", "https://dynamodb.eu-central-1.amazonaws.com"
    std::string region;
    AccessKey key;
    std::string certificates; ///< a file of certificates to trust instead of the system's; empty for the system's
};

/// What a user says of an endpoint; what is empty is found in the environment and in AWS's files.
struct EndpointChoice {
    std::string url;
    std::string region;
    std::string profile;
};

/// What of the surroundings the settings are made of. Injected, so that tests have their own.
struct Surroundings {
    /// An environment variable; nullopt when it is not set or empty.
    std::function<std::optional<std::string>(const std::string &name)> variable;
    std::filesystem::path home; ///< the user's

    /// Those of this process.
    static Surroundings ofProcess();
};

/// Settles where and how. Keys: those of the chosen profile; else AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
/// AWS_SESSION_TOKEN; else the profile that AWS_PROFILE names, or "default". An address of this machine for which there is no
/// key at all gets one that means nothing, since emulators verify none. URL: AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL, the
/// profile's own, else AWS's for the region. Region: AWS_REGION, AWS_DEFAULT_REGION, the profile's; a URL of its own does
/// without and is taken for us-east-1, or for the region that its host names.
/// Throws ConnectionError (Settings) that says what is missing and what to do.
/// Source: AWS SDKs and Tools reference, "Environment variables list", "Service-specific endpoints" and "Static credentials".
EndpointSettings settleEndpoint(const EndpointChoice &choice, const Surroundings &surroundings);

} // namespace keywright::connection
