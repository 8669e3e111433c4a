#pragma once

#include <string>

#include "core/service/http_message.h"
#include "core/service/service.h"

namespace keywright::service {

/// What a request says about who signed it: in its Authorization header, or in the parameters of a presigned query.
struct Authorization {
    bool hasHeader = false;
    bool hasQuery = false; ///< X-Amz-Algorithm among the parameters
    std::string algorithm;
    std::string credential; ///< key/date/region/service/aws4_request
    std::string signature;
    std::string signedHeaders;
    std::string date;         ///< X-Amz-Date, or else the Date header
    std::string expires;      ///< of a presigned query, in seconds
    std::string sessionToken; ///< empty when there is none
};

/// Takes what is there; nothing is required.
Authorization readAuthorization(const HttpRequest &request);

/// The access key and region that the credential names; empty where it has none.
Caller callerOf(const Authorization &authorization);

/// Throws Fault unless the request has everything that a signed one has; the signature itself is not looked at.
void demandAuthorization(const HttpRequest &request, const Authorization &authorization);

/// A query's parameters, decoded, in the order they came in.
std::vector<std::pair<std::string, std::string>> queryParameters(std::string_view query);

} // namespace keywright::service
