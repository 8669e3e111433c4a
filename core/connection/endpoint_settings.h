#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "core/service/signature.h"

namespace keywright::connection {

/// What signs a request. Never written to a log or a message.
struct AccessKey {
    std::string id;
    std::string secret;
    std::string sessionToken; ///< empty when it has none
    std::optional<service::Instant> expires;
};

/// Where an endpoint is and how requests to it are signed: everything settled.
struct EndpointSettings {
    std::string url; ///< "http://localhost:8000", "https://dynamodb.eu-central-1.amazonaws.com"
    std::string region;
    AccessKey key;
    std::string certificates; ///< a file of certificates to trust instead of the system's; empty for the system's
    /// Gets another key when this one expires; empty when it never does. As settleEndpoint() it takes its time and throws.
    std::function<AccessKey(const std::stop_token &)> renewKey;
};

/// What a user says of an endpoint; what is empty is found in the environment and in AWS's files.
struct EndpointChoice {
    std::string url;
    std::string region;
    std::string profile;
    AccessKey key; ///< comes before all others; empty when none was typed
};

/// What of the surroundings the settings are made of. Injected, so that tests have their own.
struct Surroundings {
    /// An environment variable; nullopt when it is not set or empty.
    std::function<std::optional<std::string>(const std::string &name)> variable;
    std::filesystem::path home; ///< the user's
    std::function<service::Instant()> now = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };

    /// Those of this process.
    static Surroundings ofProcess();
};

/// Settles where and how; asks other services for keys where the profile says so, which takes its time. Keys: the typed one;
/// else those of the chosen profile; else those of the environment; else those of the profile that AWS_PROFILE names, or
/// "default", and last a web identity of the environment. Emulators verify none, so an address of this machine is signed with a
/// key that means nothing when no profile was chosen and none is written down. URL: AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL,
/// the profile's own, else AWS's for the region. Region: AWS_REGION, AWS_DEFAULT_REGION, the profile's; a URL of its own does
/// without and is taken for us-east-1, or for the region that its host names.
/// Throws ConnectionError that says what is missing and what to do: Settings, or what key_sources.h throws.
/// Source: AWS SDKs and Tools reference, "Environment variables list", "Service-specific endpoints" and "Static credentials".
EndpointSettings settleEndpoint(const EndpointChoice &choice, const Surroundings &surroundings, const std::stop_token &stop = {});

} // namespace keywright::connection
