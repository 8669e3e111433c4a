#include "core/connection/endpoint_client.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "core/connection/connection_error.h"
#include "core/connection/request_signing.h"
#include "core/service/content_encoding.h"

namespace keywright::connection {

namespace {

using Kind = ConnectionError::Kind;
using value::Json;

/// Errors that are about who signed, before the request itself was looked at.
constexpr std::array<std::string_view, 7> kCredentialErrors{
    "UnrecognizedClientException", "InvalidSignatureException", "IncompleteSignatureException", "MissingAuthenticationTokenException",
    "ExpiredTokenException",       "InvalidClientTokenId",      "MissingAuthenticationToken"};

constexpr std::string_view kExpired = "ExpiredTokenException";

std::string textMember(const Json &body, std::string_view name)
{
    const Json *found = body.find(name);
    return found != nullptr && found->isString() ? found->text() : std::string();
}

/// "ValidationException" of "com.amazon.coral.validate#ValidationException" or "…:http://…".
std::string errorName(const HttpAnswer &answer, const Json &body)
{
    std::string name = textMember(body, "__type");
    if (name.empty())
        name = answer.header("x-amzn-errortype").value_or("");
    if (const std::size_t hash = name.rfind('#'); hash != std::string::npos)
        name.erase(0, hash + 1);
    return name.substr(0, name.find(':'));
}

std::string messageOf(const Json &body)
{
    const std::string message = textMember(body, "message");
    return message.empty() ? textMember(body, "Message") : message;
}

/// Whether the body is the one that was sent. An endpoint that gives no checksum cannot be checked.
bool isWhole(const HttpAnswer &answer)
{
    const auto header = answer.header("x-amz-crc32");
    if (!header)
        return true;
    std::uint32_t expected = 0;
    const char *end = header->data() + header->size();
    const auto [stop, error] = std::from_chars(header->data(), end, expected);
    return error == std::errc() && stop == end && expected == service::crc32Of(answer.body);
}

/// Nullopt when it is no JSON object.
std::optional<Json> objectIn(const std::string &body)
{
    if (body.empty())
        return Json::object();
    try {
        Json json = Json::parse(body);
        return json.isObject() ? std::optional(std::move(json)) : std::nullopt;
    } catch (const value::JsonSyntaxError &) {
        return std::nullopt;
    }
}

void replaceAll(std::string &text, const std::string &from, std::string_view to)
{
    constexpr std::size_t kShortestSecret = 16; // shorter ones are made up, and may be words of the message
    if (from.size() < kShortestSecret)
        return;
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// As a sentence that another can follow.
std::string ended(std::string sentence)
{
    return sentence.empty() || sentence.ends_with('.') ? sentence : sentence + ".";
}

bool isPassing(const ConnectionError &error)
{
    return error.kind() == Kind::Unreachable || error.kind() == Kind::TimedOut || error.kind() == Kind::Damaged;
}

} // namespace

Api apiOf(std::string_view operation)
{
    constexpr std::array<std::string_view, 4> kOfStreams{"ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"};
    return std::find(kOfStreams.begin(), kOfStreams.end(), operation) == kOfStreams.end() ? Api::Tables : Api::Streams;
}

EndpointClient::EndpointClient(const EndpointSettings &settings, ClientOptions options, Api api)
    : m_api(api),
      m_url(api == Api::Streams ? streamsUrl(readEndpointUrl(settings.url)) : readEndpointUrl(settings.url)),
      m_region(settings.region),
      m_renewKey(settings.renewKey),
      m_options(std::move(options)),
      m_http(m_url, settings.certificates, m_options.limits),
      m_key(settings.key)
{ }

AccessKey EndpointClient::currentKey(const std::stop_token &stop)
{
    constexpr std::chrono::minutes kBefore{5}; // as AWS's SDKs do, so that no call is under way when it expires
    const std::lock_guard lock(m_mutex);
    if (m_key.expires && m_renewKey && m_options.surprises.now() + kBefore >= *m_key.expires)
        m_key = m_renewKey(stop);
    return m_key;
}

bool EndpointClient::renewExpired(const ConnectionError &error)
{
    if (error.kind() != Kind::Expired || !m_renewKey)
        return false;
    const std::lock_guard lock(m_mutex);
    const bool isNews = !m_key.expires || *m_key.expires != service::Instant{};
    m_key.expires = service::Instant{}; // long ago: the next attempt renews it
    return isNews;
}

std::string EndpointClient::redacted(std::string text) const
{
    const std::lock_guard lock(m_mutex);
    replaceAll(text, m_key.secret, "…");
    replaceAll(text, m_key.sessionToken, "…");
    return text;
}

Json EndpointClient::call(const std::string &operation, const Json &request, const std::stop_token &stop)
{
    const std::string body = request.compact();
    for (int number = 1;; ++number) {
        Retry retry = Retry::Never;
        std::string reason;
        try {
            return attempt(operation, body, stop, retry);
        } catch (const ConnectionError &error) {
            if (renewExpired(error) && number < m_options.retries.attempts)
                continue;
            if (retry == Retry::Never || number >= m_options.retries.attempts)
                throw;
            reason = error.what();
        } catch (const RefusedCall &refused) {
            if (retry == Retry::Never || number >= m_options.retries.attempts)
                throw;
            reason = refused.name() + ": " + refused.what();
        }
        const auto delay = delayBefore(number + 1, retry, m_options.retries, m_options.surprises.random());
        if (m_options.onRetry)
            m_options.onRetry({operation, number + 1, m_options.retries.attempts, delay, retry, reason});
        if (!m_options.surprises.sleep(delay, stop))
            throw ConnectionError(Kind::Stopped, "The request to " + m_url.text + " was stopped.");
    }
}

Json EndpointClient::attempt(const std::string &operation, const std::string &body, const std::stop_token &stop, Retry &retry)
{
    Headers headers{{"Content-Type", "application/x-amz-json-1.0"},
                    {"X-Amz-Target", (m_api == Api::Streams ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.") + operation}};
    const UnsignedRequest request{m_url, headers, body, m_region, "dynamodb"};
    const Headers signature = signingHeaders(request, currentKey(stop), m_options.surprises.now());
    headers.insert(headers.end(), signature.begin(), signature.end());
    try {
        const HttpAnswer answer = m_http.post(headers, body, stop);
        if (!isWhole(answer))
            throw ConnectionError(Kind::Damaged, "The answer of " + m_url.text + " was damaged on its way. Try again.");
        return readAnswer(answer, retry);
    } catch (const ConnectionError &error) {
        if (isPassing(error))
            retry = Retry::Transient;
        throw;
    }
}

Json EndpointClient::readAnswer(const HttpAnswer &answer, Retry &retry) const
{
    constexpr int kSuccess = 200;
    std::optional<Json> body = objectIn(answer.body);
    if (answer.status == kSuccess && body)
        return std::move(*body);
    if (answer.status != kSuccess)
        refuse(answer, body.value_or(Json::object()), retry);
    throw ConnectionError(Kind::NotDynamoDb,
                          m_url.text + " answers, but not as DynamoDB does: the body is no JSON object. Check the address and the port.");
}

void EndpointClient::refuse(const HttpAnswer &answer, const Json &body, Retry &retry) const
{
    const std::string name = errorName(answer, body);
    const std::string message = redacted(messageOf(body));
    retry = retryOf(answer.status, name);
    if (std::find(kCredentialErrors.begin(), kCredentialErrors.end(), name) != kCredentialErrors.end())
        // Only the first line: AWS goes on with what it signed itself.
        throw ConnectionError(name == kExpired ? Kind::Expired : Kind::Credentials,
                              m_url.text + " does not accept the access key: " + name + ": " + ended(message.substr(0, message.find('\n')))
                                  + (name == kExpired ? " Get a new session, for example with aws sso login, and try again."
                                                      : " Check the key, its secret and its session token, the region, and this "
                                                        "machine's clock."));
    if (name.empty())
        throw ConnectionError(retry == Retry::Never ? Kind::NotDynamoDb : Kind::Unreachable,
                              m_url.text + " answers with the HTTP status " + std::to_string(answer.status)
                                  + (retry == Retry::Never ? ", not as DynamoDB does. Check the address and the port."
                                                           : " and is not able to serve now. Try again later."));
    throw RefusedCall(name, message, body);
}

EndpointClient &SettledClient::client(const std::stop_token &stop, Api api)
{
    const std::lock_guard lock(m_mutex);
    std::unique_ptr<EndpointClient> &client = api == Api::Streams ? m_streamsClient : m_client;
    if (!client)
        client = std::make_unique<EndpointClient>(m_settle(stop), m_options, api);
    return *client;
}

} // namespace keywright::connection
