#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/itemfile/byte_source.h"
#include "core/itemfile/item_file.h"

/// CSV as RFC 4180 has it. Inside core/itemfile only.
namespace keywright::itemfile {

struct CsvCell {
    std::string text;
    std::int64_t line = 0;
    std::int64_t column = 0;
};

/// One record of the file. `fault` says why it cannot be used; the reader then stands at the next one.
struct CsvRow {
    std::vector<CsvCell> cells;
    std::int64_t line = 0;
    std::optional<CsvCell> fault; ///< its text is the reason
};

/// The next row that is not an empty line; false at the end.
bool readCsvRow(CharReader &reader, char delimiter, CsvRow &row);

/// The delimiter that stands most often outside quotes in the first line: comma, semicolon, tab or bar.
char likelyDelimiter(std::string_view beginning);

/// The type that every cell of a column can be read as; empty cells do not count.
value::Type likelyType(const std::vector<CsvRow> &rows, std::size_t column);

/// The value that a cell says. Throws value::ValueFormatError.
value::AttributeValue valueOfCell(const std::string &text, value::Type type);

/// Quotes the text where RFC 4180 wants it.
void appendCsvCell(std::string &out, std::string_view text, char delimiter);
/// The value as a cell: text, a number, base64, true or false, or JSON for maps, lists and sets.
std::string textOfCell(const value::AttributeValue &value);

} // namespace keywright::itemfile
