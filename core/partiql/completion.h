#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace keywright::partiql {

/// What an editor knows of a table.
struct CompletionIndex {
    std::string name;
    std::vector<std::string> keyAttributes;
};

struct CompletionTable {
    std::string name;
    std::vector<std::string> keyAttributes;
    std::vector<CompletionIndex> indexes;
    std::vector<std::string> attributes; ///< top-level, those of the keys too; in the order in which to offer them
};

enum class CompletionKind : std::uint8_t { Keyword, Table, Index, Attribute, Function, Value };

struct Completion {
    CompletionKind kind = CompletionKind::Keyword;
    std::string text; ///< as it is to be inserted, with quotes where it needs them
    friend bool operator==(const Completion &, const Completion &) = default;
};

/// What may stand in the place of the bytes [begin, end) of the text, which end at the cursor or go on to the word's end.
struct Completions {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::vector<Completion> choices; ///< that begin with what was typed, likely ones first
};

/// What may follow at the cursor (a byte position) of an unfinished statement. Nothing inside texts and comments. Never
/// throws, whatever the text. Of the attributes it offers those of the table that the statement names, before the cursor or
/// behind it; of all tables as long as it names none.
Completions completeStatement(std::string_view text, std::size_t cursor, const std::vector<CompletionTable> &tables);

} // namespace keywright::partiql
