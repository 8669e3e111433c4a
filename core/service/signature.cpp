#include "core/service/signature.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <optional>
#include <vector>

#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace keywright::service {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kService = "dynamodb";
constexpr std::string_view kTerminator = "aws4_request";
constexpr std::size_t kScopeParts = 5;
constexpr minutes kSkew{15};
constexpr seconds kLongestPresigned = std::chrono::days(7);

std::string hexOf(std::string_view bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text += kDigits[static_cast<unsigned char>(byte) >> 4];
        text += kDigits[static_cast<unsigned char>(byte) & 15];
    }
    return text;
}

const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

std::string sha256Hex(std::string_view text)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
    SHA256(bytesOf(text), text.size(), digest.data());
    return hexOf({reinterpret_cast<const char *>(digest.data()), digest.size()});
}

std::string hmac(std::string_view key, std::string_view text)
{
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytesOf(text), text.size(),
         reinterpret_cast<unsigned char *>(digest.data()), &size);
    return digest;
}

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
}

std::string percentEncoded(std::string_view text, bool keepSlash = false)
{
    std::string encoded;
    for (const char c : text) {
        if (isUnreserved(c) || (keepSlash && c == '/')) {
            encoded += c;
            continue;
        }
        constexpr std::string_view kDigits = "0123456789ABCDEF";
        encoded += '%';
        encoded += kDigits[static_cast<unsigned char>(c) >> 4];
        encoded += kDigits[static_cast<unsigned char>(c) & 15];
    }
    return encoded;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

/// Without empty and "." segments, ".." resolved. Every service but S3 signs the path like that.
std::string normalizedPath(std::string_view path)
{
    std::vector<std::string_view> kept;
    for (const std::string_view segment : split(path, '/')) {
        if (segment == "..") {
            if (!kept.empty())
                kept.pop_back();
        } else if (!segment.empty() && segment != ".") {
            kept.push_back(segment);
        }
    }
    std::string result;
    for (const std::string_view segment : kept)
        result.append("/").append(segment);
    return result.empty() || path.ends_with('/') ? result + "/" : result;
}

std::string canonicalQuery(std::string_view query)
{
    std::vector<std::pair<std::string, std::string>> encoded;
    for (const auto &[name, value] : queryParameters(query))
        if (name != "X-Amz-Signature")
            encoded.emplace_back(percentEncoded(name), percentEncoded(value));
    std::sort(encoded.begin(), encoded.end());
    std::string result;
    for (const auto &[name, value] : encoded)
        result.append(result.empty() ? "" : "&").append(name).append("=").append(value);
    return result;
}

/// Without spaces around, and one space for several.
void appendCollapsed(std::string &out, std::string_view value)
{
    bool wasSpace = false;
    for (const char c : trimmed(value)) {
        if (c != ' ' || !wasSpace)
            out += c;
        wasSpace = c == ' ';
    }
}

/// All headers of that name, in their order, parted by commas.
std::string canonicalValue(const HttpRequest &request, std::string_view name)
{
    std::string value;
    bool isFirst = true;
    for (const HttpHeader &header : request.headers) {
        if (!equalIgnoringCase(header.name, name))
            continue;
        if (!isFirst)
            value += ',';
        appendCollapsed(value, header.value);
        isFirst = false;
    }
    return value;
}

std::optional<Instant> instantOf(const std::string &text)
{
    std::tm parts{};
    for (const char *format : {"%Y%m%dT%H%M%SZ", "%a, %d %b %Y %H:%M:%S GMT"}) {
        const char *end = strptime(text.c_str(), format, &parts);
        if (end != nullptr && *end == '\0')
            return Instant(seconds(timegm(&parts)));
    }
    return std::nullopt;
}

[[noreturn]] void refuseSignature(const std::string &message)
{
    throw Fault("InvalidSignatureException", message);
}

/// How long a signature holds: a presigned one says it itself.
seconds validity(const Authorization &authorization)
{
    if (authorization.hasHeader || authorization.expires.empty())
        return kSkew;
    long long count = 0;
    const char *end = authorization.expires.data() + authorization.expires.size();
    const auto [stop, error] = std::from_chars(authorization.expires.data(), end, count);
    if (error != std::errc() || stop != end || count < 1 || count > kLongestPresigned.count())
        throw Fault("IncompleteSignatureException",
                    "X-Amz-Expires must be a number of seconds from 1 to 604800. Got '" + printable(authorization.expires) + "'.");
    return seconds(count);
}

void demandFresh(const Authorization &authorization, Instant signedAt, Instant now)
{
    const seconds lasts = validity(authorization);
    const std::string date = basicFormat(signedAt);
    const std::string minutesText = std::to_string(std::chrono::duration_cast<minutes>(lasts).count()) + " min.)";
    if (signedAt < now - lasts)
        refuseSignature("Signature expired: " + date + " is now earlier than " + basicFormat(now - lasts) + " (" + basicFormat(now) + " - "
                        + minutesText);
    if (signedAt > now + kSkew)
        refuseSignature("Signature not yet current: " + date + " is still later than " + basicFormat(now + kSkew) + " (" + basicFormat(now)
                        + " + 15 min.)");
}

void demandSignedHost(const Authorization &authorization)
{
    for (const std::string_view name : split(authorization.signedHeaders, ';'))
        if (equalIgnoringCase(name, "host"))
            return;
    refuseSignature("'Host' must be a 'SignedHeader' in the AWS Authorization.");
}

/// Any region will do: they are all served here.
void demandScope(const std::vector<std::string_view> &parts, const std::string &date)
{
    std::string wrong;
    if (parts[2].empty())
        wrong += "Credential should be scoped to a valid region, not ''. ";
    if (parts[3] != kService)
        wrong += "Credential should be scoped to correct service: 'dynamodb'. ";
    if (parts[4] != kTerminator)
        wrong += "Credential should be scoped with a valid terminator: 'aws4_request', not '" + printable(parts[4]) + "'. ";
    if (parts[1] != date.substr(0, date.find('T')))
        wrong += "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '" + printable(parts[1])
            + "' != '" + date.substr(0, date.find('T')) + "', from '" + date + "'. ";
    if (!wrong.empty())
        refuseSignature(wrong.substr(0, wrong.size() - 1));
}

bool isEqualInConstantTime(std::string_view left, std::string_view right)
{
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

} // namespace

std::string basicFormat(Instant instant)
{
    const std::time_t time = instant.time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 32> text;
    return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts)};
}

std::string canonicalRequest(const HttpRequest &request, std::string_view signedHeaders)
{
    std::string text(request.method);
    text.append("\n").append(percentEncoded(normalizedPath(request.path), true));
    text.append("\n").append(canonicalQuery(request.query)).append("\n");
    for (const std::string_view name : split(signedHeaders, ';'))
        text.append(name).append(":").append(canonicalValue(request, name)).append("\n");
    return text.append("\n").append(signedHeaders).append("\n").append(sha256Hex(request.body));
}

std::string stringToSign(std::string_view date, std::string_view scope, std::string_view canonical)
{
    return std::string(kAlgorithm).append("\n").append(date).append("\n").append(scope).append("\n").append(sha256Hex(canonical));
}

std::string signatureOf(std::string_view secretKey, std::string_view scope, std::string_view text)
{
    std::string key = "AWS4" + std::string(secretKey);
    for (const std::string_view part : split(scope, '/'))
        key = hmac(key, part);
    return hexOf(hmac(key, text));
}

void verifySignature(const HttpRequest &request, const Authorization &authorization, const Credentials &credentials, Instant now)
{
    const std::optional<Instant> signedAt = instantOf(authorization.date);
    if (!signedAt)
        throw Fault("IncompleteSignatureException",
                    "Date must be in ISO-8601 'basic format'. Got '" + printable(authorization.date)
                        + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    demandFresh(authorization, *signedAt, now);
    demandSignedHost(authorization);
    if (authorization.algorithm != kAlgorithm)
        throw Fault("IncompleteSignatureException",
                    "Unsupported AWS 'algorithm': '" + printable(authorization.algorithm) + "' (only AWS4-HMAC-SHA256 for now). ");
    std::string_view credential = authorization.credential;
    while (credential.ends_with('/'))
        credential.remove_suffix(1);
    const std::vector<std::string_view> parts = split(credential, '/');
    if (parts.size() != kScopeParts)
        throw Fault("IncompleteSignatureException",
                    "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '"
                        + printable(authorization.credential) + "'");
    const std::string date = basicFormat(*signedAt);
    demandScope(parts, date);
    const auto known = credentials.find(parts[0]);
    if (known == credentials.end())
        throw Fault("UnrecognizedClientException", "The security token included in the request is invalid.");
    const std::string_view scope = credential.substr(parts[0].size() + 1);
    const std::string text = stringToSign(date, scope, canonicalRequest(request, authorization.signedHeaders));
    if (!isEqualInConstantTime(signatureOf(known->second.secretKey, scope, text), authorization.signature))
        refuseSignature(
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing "
            "method. Consult the service documentation for details.");
    if (!isEqualInConstantTime(known->second.sessionToken, authorization.sessionToken))
        throw Fault("UnrecognizedClientException", "The security token included in the request is invalid.");
}

} // namespace keywright::service
