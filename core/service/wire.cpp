#include "core/service/wire.h"

#include "core/service/authorization.h"
#include "core/service/content_encoding.h"
#include "core/service/local_access.h"
#include "core/service/request_id.h"

namespace keywright::service {

namespace {

constexpr int kForbidden = 403;
constexpr int kNotFound = 404;
/// Smaller answers travel as fast unpacked.
constexpr std::size_t kLargestUnpacked = 4096;
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kAmazonJson = "application/x-amz-json-1.0";

Instant systemNow()
{
    return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// Without parameters such as charset.
std::string_view mediaType(const HttpRequest &request)
{
    const std::string_view type = request.header("Content-Type");
    return trimmed(type.substr(0, type.find(';')));
}

void setPlainBody(HttpResponse &response, int status, std::string body)
{
    response.status = status;
    response.headers.push_back({"x-amz-crc32", std::to_string(crc32Of(body))});
    response.body = std::move(body);
}

void setAnswer(const HttpRequest &request, HttpResponse &response, Answer answer)
{
    response.headers.push_back({"Content-Type", std::string(mediaType(request) == kAmazonJson ? kAmazonJson : kJson)});
    if (answer.body.size() > kLargestUnpacked && acceptsGzip(request.header("Accept-Encoding"))) {
        answer.body = gzipped(answer.body);
        response.headers.push_back({"Content-Encoding", "gzip"});
    }
    setPlainBody(response, answer.status, std::move(answer.body));
}

Answer forbidden(const std::string &what)
{
    Answer answer =
        answerOf(Fault("AccessDeniedException",
                       what
                           + " Signatures are not verified here, so only this machine may ask. Start the endpoint with --cors to "
                             "answer everyone, or with --credentials FILE to verify signatures."));
    answer.status = kForbidden;
    return answer;
}

} // namespace

Wire::Wire(WireOptions options, Answerer answerer) : m_options(std::move(options)), m_answerer(std::move(answerer))
{
    if (!m_options.now)
        m_options.now = systemNow;
    if (!m_options.requestId)
        m_options.requestId = randomRequestId;
}

HttpResponse Wire::respond(const HttpRequest &request) const
{
    HttpResponse response;
    response.headers.reserve(6);
    response.headers.push_back({"x-amzn-RequestId", m_options.requestId()});
    try {
        respondTo(request, response);
    } catch (const Fault &fault) {
        setAnswer(request, response, answerOf(fault));
    } catch (const std::exception &) {
        setAnswer(request, response, answerOf(Fault("InternalServerError", "The request could not be answered.")));
    }
    return response;
}

void Wire::respondTo(const HttpRequest &request, HttpResponse &response) const
{
    if (refusesOrigin(request, response))
        return;
    addCrossOrigin(request, response);
    if (request.method == "OPTIONS" && request.find("Origin"))
        return;
    if (request.method == "GET" && request.path == "/")
        return setPlainBody(response, 200, "healthy: dynamodb." + m_options.region + ".amazonaws.com ");
    const std::string_view type = mediaType(request);
    const bool isJson = type == kJson || type == kAmazonJson;
    if (request.method != "POST" || request.path != "/" || (!request.body.empty() && !isJson))
        return setPlainBody(response, kNotFound, "<UnknownOperationException/>\n");
    answerCall(request, response);
}

bool Wire::refusesOrigin(const HttpRequest &request, HttpResponse &response) const
{
    if (m_options.cors || m_options.credentials)
        return false;
    const auto host = request.find("Host");
    const auto origin = request.find("Origin");
    if (host && !isLoopbackHost(*host))
        setAnswer(request, response, forbidden("The host name '" + printable(*host) + "' is not a name of this machine's loopback."));
    else if (origin && !isLoopbackOrigin(*origin))
        setAnswer(request, response, forbidden("A page of '" + printable(*origin) + "' must not reach this endpoint."));
    else
        return false;
    return true;
}

void Wire::addCrossOrigin(const HttpRequest &request, HttpResponse &response) const
{
    const auto origin = request.find("Origin");
    if (!origin || (m_options.credentials && !m_options.cors && !isLoopbackOrigin(*origin)))
        return;
    response.headers.push_back({"Access-Control-Allow-Origin", m_options.cors ? "*" : std::string(*origin)});
    if (!m_options.cors)
        response.headers.push_back({"Vary", "Origin"});
    response.headers.push_back({"Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date"});
    if (request.method != "OPTIONS")
        return;
    if (const auto headers = request.find("Access-Control-Request-Headers"))
        response.headers.push_back({"Access-Control-Allow-Headers", std::string(*headers)});
    if (const auto method = request.find("Access-Control-Request-Method"))
        response.headers.push_back({"Access-Control-Allow-Methods", std::string(*method)});
    response.headers.push_back({"Access-Control-Max-Age", "172800"});
}

void Wire::answerCall(const HttpRequest &request, HttpResponse &response) const
{
    Call call;
    std::string decoded;
    call.body = request.body;
    if (const std::string_view encoding = request.header("Content-Encoding");
        !encoding.empty() && !equalIgnoringCase(encoding, "identity") && !request.body.empty()) {
        const Decoding decoding = decodeBody(encoding, request.body, kLargestBody, decoded);
        if (decoding == Decoding::TooLarge)
            return setPlainBody(response, kTooLarge, {});
        if (decoding == Decoding::Malformed)
            throw Fault("SerializationException", {});
        call.body = decoded;
    }
    const Authorization authorization = readAuthorization(request);
    call.target = request.header("X-Amz-Target");
    call.caller = callerOf(authorization);
    call.host = request.header("Host");
    call.authorize = [this, &request, &authorization] { authorize(request, authorization); };
    setAnswer(request, response, m_answerer(call));
}

void Wire::authorize(const HttpRequest &request, const Authorization &authorization) const
{
    demandAuthorization(request, authorization);
    if (m_options.credentials)
        verifySignature(request, authorization, *m_options.credentials, m_options.now());
}

} // namespace keywright::service
