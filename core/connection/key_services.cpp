#include "core/connection/key_services.h"

#include <array>
#include <fstream>
#include <sstream>

#include <openssl/evp.h>

#include "core/connection/connection_error.h"
#include "core/connection/http_client.h"
#include "core/connection/instant_text.h"
#include "core/connection/json_members.h"
#include "core/connection/request_signing.h"

namespace keywright::connection {

namespace {

using Kind = ConnectionError::Kind;
using Parameters = std::vector<std::pair<std::string, std::string>>;

constexpr int kSuccess = 200;

std::string hexOf(unsigned char byte, const char *digits)
{
    return {digits[byte >> 4], digits[byte & 15]};
}

std::string percentEncoded(std::string_view text)
{
    std::string encoded;
    for (const char c : text) {
        const bool isPlain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
        encoded += isPlain ? std::string(1, c) : "%" + hexOf(static_cast<unsigned char>(c), "0123456789ABCDEF");
    }
    return encoded;
}

std::string formOf(const Parameters &parameters)
{
    std::string form;
    for (const auto &[name, value] : parameters)
        if (!value.empty())
            form += (form.empty() ? "" : "&") + name + "=" + percentEncoded(value);
    return form;
}

/// The text of the first element of that name; empty without one. STS answers in XML without nesting of the same name.
std::string elementIn(const std::string &xml, const std::string &name)
{
    const std::size_t start = xml.find("<" + name + ">");
    const std::size_t end = xml.find("</" + name + ">");
    if (start == std::string::npos || end == std::string::npos || end < start)
        return {};
    const std::size_t text = start + name.size() + 2;
    return xml.substr(text, end - text);
}

AccessKey readRole(const HttpAnswer &answer, const RoleRequest &role, const EndpointUrl &url)
{
    if (answer.status != kSuccess) {
        const std::string code = elementIn(answer.body, "Code");
        throw ConnectionError(
            code == "ExpiredToken" ? Kind::Expired : Kind::Credentials,
            "The role " + role.arn + " cannot be assumed at " + url.text + ": "
                + (code.empty() ? "HTTP status " + std::to_string(answer.status) + "." : code + ": " + elementIn(answer.body, "Message"))
                + " Check role_arn, the keys that assume it, and the role's trust policy.");
    }
    AccessKey key{elementIn(answer.body, "AccessKeyId"), elementIn(answer.body, "SecretAccessKey"), elementIn(answer.body, "SessionToken"),
                  readInstant(elementIn(answer.body, "Expiration"))};
    if (key.id.empty() || key.secret.empty())
        throw ConnectionError(Kind::NotDynamoDb, url.text + " answers to AssumeRole, but not as AWS STS does. Check the address.");
    return key;
}

Parameters parametersOf(const char *action, const RoleRequest &role)
{
    return {{"Action", action},
            {"Version", "2011-06-15"},
            {"RoleArn", role.arn},
            {"RoleSessionName", role.sessionName},
            {"DurationSeconds", role.seconds},
            {"ExternalId", role.externalId}};
}

std::string sha1Hex(std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1)
        throw ConnectionError(Kind::Settings, "OpenSSL has no SHA-1 here, which names the files of AWS's sign-in cache.");
    std::string hex;
    for (unsigned int i = 0; i < size; ++i)
        hex += hexOf(digest[i], "0123456789abcdef");
    return hex;
}

[[noreturn]] void askToSignIn(const SsoSignIn &signIn, const std::string &reason)
{
    throw ConnectionError(Kind::Expired, reason + " Sign in with " + signIn.login + ", and try again.");
}

/// The token that signs the person in.
std::string cachedToken(const SsoSignIn &signIn, service::Instant now)
{
    const std::filesystem::path file = signIn.cache / (sha1Hex(signIn.cacheKey) + ".json");
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream.is_open())
        askToSignIn(signIn, "There is no sign-in of IAM Identity Center (SSO) for " + signIn.cacheKey + ".");
    try {
        const value::Json json = value::Json::parse(text.str());
        const std::string token = textOf(json, "accessToken");
        const auto expires = readInstant(textOf(json, "expiresAt"));
        if (!token.empty() && expires && *expires > now)
            return token;
    } catch (const value::JsonSyntaxError &) {
        askToSignIn(signIn, file.string() + " cannot be read.");
    } catch (const std::invalid_argument &) {
        askToSignIn(signIn, file.string() + " is no sign-in.");
    }
    askToSignIn(signIn, "The sign-in of IAM Identity Center (SSO) for " + signIn.cacheKey + " is over.");
}

AccessKey readSsoKey(const HttpAnswer &answer, const EndpointUrl &url)
{
    try {
        const value::Json json = value::Json::parse(answer.body);
        const value::Json &found = memberOf(json, "roleCredentials");
        AccessKey key{textOf(found, "accessKeyId"), textOf(found, "secretAccessKey"), textOf(found, "sessionToken"), std::nullopt};
        if (const auto milliseconds = integerOf(found, "expiration"))
            key.expires = service::Instant(std::chrono::seconds(*milliseconds / 1000));
        if (!key.id.empty() && !key.secret.empty())
            return key;
    } catch (const value::JsonSyntaxError &) {
    } catch (const std::invalid_argument &) { }
    throw ConnectionError(Kind::NotDynamoDb, url.text + " answers, but not as the portal of IAM Identity Center does. Check sso_region.");
}

} // namespace

AccessKey assumeRole(const RoleRequest &role, const AccessKey &source, const KeyService &sts, const std::stop_token &stop)
{
    const std::string body = formOf(parametersOf("AssumeRole", role));
    Headers headers{{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    const Headers signature = signingHeaders({sts.url, headers, body, sts.region, "sts"}, source, sts.now);
    headers.insert(headers.end(), signature.begin(), signature.end());
    return readRole(HttpClient(sts.url, sts.certificates, {}).post(headers, body, stop), role, sts.url);
}

AccessKey assumeRoleByToken(const RoleRequest &role, const std::filesystem::path &tokenFile, const KeyService &sts,
                            const std::stop_token &stop)
{
    std::ifstream stream(tokenFile, std::ios::binary);
    std::ostringstream token;
    token << stream.rdbuf();
    if (!stream.is_open())
        throw ConnectionError(Kind::Settings,
                              "The web identity token " + tokenFile.string() + " cannot be read. Check web_identity_token_file.");
    Parameters parameters = parametersOf("AssumeRoleWithWebIdentity", role);
    std::string text = token.str();
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    parameters.emplace_back("WebIdentityToken", std::move(text));
    const Headers headers{{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    return readRole(HttpClient(sts.url, sts.certificates, {}).post(headers, formOf(parameters), stop), role, sts.url);
}

AccessKey keyOfSso(const SsoSignIn &signIn, const KeyService &portal, const std::stop_token &stop)
{
    constexpr int kUnauthorized = 401;
    const std::string token = cachedToken(signIn, portal.now);
    const std::string target = "/federation/credentials?" + formOf({{"account_id", signIn.account}, {"role_name", signIn.role}});
    const HttpAnswer answer = HttpClient(portal.url, portal.certificates, {}).get(target, {{"x-amz-sso_bearer_token", token}}, stop);
    if (answer.status == kUnauthorized)
        askToSignIn(signIn, "The sign-in of IAM Identity Center (SSO) for " + signIn.cacheKey + " is over.");
    if (answer.status != kSuccess)
        throw ConnectionError(Kind::Credentials,
                              portal.url.text + " gives no keys for the role " + signIn.role + " of the account " + signIn.account
                                  + ": HTTP status " + std::to_string(answer.status) + ". Check sso_account_id and sso_role_name.");
    return readSsoKey(answer, portal.url);
}

} // namespace keywright::connection
