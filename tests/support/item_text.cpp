#include "tests/support/item_text.h"

#include "core/value/dynamodb_json.h"
#include "core/value/json.h"

namespace keywright::test {

value::Item item(std::string_view dynamoDbJson)
{
    return value::itemFromDynamoDbJson(value::Json::parse(dynamoDbJson));
}

value::AttributeValue attributeValue(std::string_view dynamoDbJson)
{
    return value::valueFromDynamoDbJson(value::Json::parse(dynamoDbJson));
}

std::string textOf(const value::Item &item)
{
    return value::toDynamoDbJson(item).compact();
}

std::string textOf(const value::AttributeValue &value)
{
    return value::toDynamoDbJson(value).compact();
}

std::string textOf(const std::vector<value::Item> &items)
{
    std::string text;
    for (const value::Item &each : items)
        text += textOf(each) + "\n";
    return text;
}

std::string hexOf(std::string_view bytes)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text += kHex[static_cast<unsigned char>(byte) >> 4];
        text += kHex[static_cast<unsigned char>(byte) & 0xF];
    }
    return text;
}

} // namespace keywright::test
