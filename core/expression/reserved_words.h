#pragma once

#include <span>
#include <string_view>

namespace keywright::expression {

/// True for a word that an expression cannot name as an attribute without a placeholder; case does not count.
/// Source: developer guide, "Reserved words in DynamoDB"; the list is resources/words/reserved_words.txt.
bool isReservedWord(std::string_view word);

/// All 573, in upper case and in order.
std::span<const std::string_view> reservedWords();

} // namespace keywright::expression
