#include "core/partiql/next_token.h"

#include "core/partiql/statement_error.h"
#include "core/value/base64.h"
#include "core/value/dynamodb_json.h"
#include "core/value/json.h"
#include "core/value/md5.h"

namespace keywright::partiql {

using value::Json;

namespace {

constexpr const char *kInvalid = "Invalid NextToken";

std::string digestOf(const std::string &statement, const Parameters &parameters)
{
    Json all = Json::array();
    all.append(Json::string(statement));
    for (const value::AttributeValue &parameter : parameters)
        all.append(value::toDynamoDbJson(parameter));
    const auto digest = value::md5(all.compact());
    return value::toBase64(std::string(digest.begin(), digest.end()));
}

Json readToken(const std::string &token)
{
    const auto text = value::fromBase64(token);
    if (!text)
        refuse(kInvalid, {});
    try {
        return Json::parse(*text);
    } catch (const value::JsonSyntaxError &) {
        refuse(kInvalid, {});
    }
}

value::Item startKeyIn(const Json &key)
{
    try {
        return value::itemFromDynamoDbJson(key);
    } catch (const value::ValueFormatError &) {
        refuse(kInvalid, {});
    }
}

} // namespace

std::string tokenOf(const ReadPosition &position, const std::string &statement, const Parameters &parameters)
{
    Json json = Json::object();
    json.set("for", Json::string(digestOf(statement, parameters)));
    json.set("read", Json::number(static_cast<std::int64_t>(position.read)));
    if (position.startKey)
        json.set("after", value::toDynamoDbJson(*position.startKey));
    return value::toBase64(json.compact());
}

ReadPosition positionIn(const std::string &token, const std::string &statement, const Parameters &parameters)
{
    const Json json = readToken(token);
    const Json *digest = json.find("for");
    const Json *read = json.find("read");
    if (digest == nullptr || read == nullptr || !read->asInteger() || *read->asInteger() < 0)
        refuse(kInvalid, {});
    if (digest->text() != digestOf(statement, parameters))
        refuse("NextToken does not match request", {});
    ReadPosition position;
    position.read = static_cast<std::size_t>(*read->asInteger());
    if (const Json *key = json.find("after"))
        position.startKey = startKeyIn(*key);
    return position;
}

} // namespace keywright::partiql
