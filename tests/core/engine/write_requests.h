#pragma once

#include <string>
#include <string_view>

#include "core/engine/requests.h"

/// Requests with expressions, as tests write them: reserved words stay as they are, or with their placeholder (#status).
namespace keywright::test {

/// `values` is DynamoDB JSON by placeholder: {":v":{"N":"1"}}.
expression::Condition condition(std::string_view text, std::string_view values);
engine::UpdateItemRequest update(const std::string &table, const value::Item &key, std::string_view text, std::string_view values);
expression::Projection projection(std::string_view text);

} // namespace keywright::test
