#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/value/attribute_value.h"

/// Items in tests, written and shown as one line of DynamoDB JSON.
namespace keywright::test {

value::Item item(std::string_view dynamoDbJson);
value::AttributeValue attributeValue(std::string_view dynamoDbJson);
std::string textOf(const value::Item &item);
std::string textOf(const value::AttributeValue &value);
/// One line an item.
std::string textOf(const std::vector<value::Item> &items);

std::string hexOf(std::string_view bytes);

} // namespace keywright::test
