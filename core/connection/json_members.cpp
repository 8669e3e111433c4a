#include "core/connection/json_members.h"

#include <cmath>
#include <stdexcept>

#include "core/value/dynamodb_json.h"

namespace keywright::connection {

namespace {

using value::Json;

/// Null when there is none; JSON's null counts as none.
const Json *find(const Json &json, std::string_view name, Json::Kind kind)
{
    const Json *found = json.find(name);
    if (found == nullptr || found->isNull())
        return nullptr;
    if (found->kind() != kind)
        throw std::invalid_argument(std::string(name) + " is " + std::string(value::kindInWords(found->kind())));
    return found;
}

} // namespace

Json text(std::string_view content)
{
    return Json::string(std::string(content));
}

const Json &memberOf(const Json &json, std::string_view name)
{
    const Json *found = json.find(name);
    if (found == nullptr)
        throw std::invalid_argument(std::string(name) + " is missing");
    return *found;
}

std::string textOf(const Json &json, std::string_view name)
{
    const Json *found = find(json, name, Json::Kind::String);
    return found == nullptr ? std::string() : found->text();
}

std::optional<std::int64_t> integerOf(const Json &json, std::string_view name)
{
    const Json *found = find(json, name, Json::Kind::Number);
    if (found == nullptr)
        return std::nullopt;
    const auto integer = found->asInteger();
    if (!integer)
        throw std::invalid_argument(std::string(name) + " is no whole number");
    return integer;
}

std::optional<double> numberOf(const Json &json, std::string_view name)
{
    const Json *found = find(json, name, Json::Kind::Number);
    return found == nullptr ? std::nullopt : found->asDouble();
}

bool flagOf(const Json &json, std::string_view name)
{
    const Json *found = find(json, name, Json::Kind::Boolean);
    return found != nullptr && found->asBoolean();
}

std::optional<std::int64_t> timeOf(const Json &json, std::string_view name)
{
    constexpr double kLatest = 1e12; // seconds: far beyond what DynamoDB can mean, and safe to convert
    const auto seconds = numberOf(json, name);
    if (!seconds)
        return std::nullopt;
    if (!(std::abs(*seconds) < kLatest))
        throw std::invalid_argument(std::string(name) + " is no time");
    return std::llround(*seconds * 1'000);
}

const Json::Elements &listOf(const Json &json, std::string_view name)
{
    static const Json::Elements kNone;
    const Json *found = find(json, name, Json::Kind::Array);
    return found == nullptr ? kNone : found->elements();
}

std::optional<value::Item> itemOf(const Json &json, std::string_view name)
{
    const Json *found = find(json, name, Json::Kind::Object);
    return found == nullptr ? std::nullopt : std::optional(value::itemFromDynamoDbJson(*found));
}

} // namespace keywright::connection
