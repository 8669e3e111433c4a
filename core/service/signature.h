#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/service/authorization.h"
#include "core/service/credentials.h"
#include "core/service/http_message.h"

/// AWS Signature Version 4: how a server checks it, and the parts from which a client makes it.
/// Source: AWS General Reference, "Create a signed AWS API request", and its test suite.
namespace keywright::service {

using Instant = std::chrono::sys_seconds;

/// "20150830T123600Z"
std::string basicFormat(Instant instant);

/// The request in the form that is hashed and signed. `signedHeaders` is the list as the client gave it: "host;x-amz-date".
/// A presigned request's own X-Amz-Signature is left out.
std::string canonicalRequest(const HttpRequest &request, std::string_view signedHeaders);

/// `scope` is "20150830/us-east-1/service/aws4_request", `date` "20150830T123600Z".
std::string stringToSign(std::string_view date, std::string_view scope, std::string_view canonicalRequest);

/// The signature in lower-case hexadecimal.
std::string signatureOf(std::string_view secretKey, std::string_view scope, std::string_view stringToSign);

/// Throws Fault, in DynamoDB's order and words, unless one of the credentials signed this request, no more than 15 minutes
/// from `now`. demandAuthorization() must have passed it.
void verifySignature(const HttpRequest &request, const Authorization &authorization, const Credentials &credentials, Instant now);

} // namespace keywright::service
