#pragma once

#include <string>
#include <string_view>

namespace keywright::connection {

/// The parts of an endpoint's URL.
struct EndpointUrl {
    std::string text;       ///< normalised, without a slash at its end: "http://localhost:8000"
    std::string host;       ///< without port; an IPv6 address without brackets
    std::string hostHeader; ///< with the port, unless it is the scheme's own
    std::string path;       ///< "/" when there is none

    /// localhost or a loopback address.
    bool isThisMachine() const;
};

/// Throws ConnectionError (Settings) when `text` is no URL of http or https, or has a user, a query or a fragment.
EndpointUrl readEndpointUrl(const std::string &text);

/// AWS's own endpoint of DynamoDB. Throws ConnectionError (Settings) for what cannot be a region's name.
std::string urlOfRegion(const std::string &region);

/// Where the streams are that belong to the tables there: AWS has another host for them, everybody else the same.
EndpointUrl streamsUrl(const EndpointUrl &tables);

/// The region that a host of AWS names, "eu-central-1" of "dynamodb.eu-central-1.amazonaws.com"; else empty.
std::string regionInHost(std::string_view host);

} // namespace keywright::connection
