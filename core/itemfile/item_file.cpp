#include "core/itemfile/item_file.h"

#include <array>

namespace keywright::itemfile {

std::string_view nameOf(Format format)
{
    constexpr std::array<std::string_view, 5> kNames{"CSV", "JSON", "JSON Lines", "BatchWriteItem requests", "DynamoDB export to S3"};
    return kNames.at(static_cast<std::size_t>(format));
}

std::string textOf(const BadRow &row)
{
    std::string text = row.file;
    if (row.line > 0)
        text += ", line " + std::to_string(row.line);
    if (row.column > 0)
        text += ", column " + std::to_string(row.column);
    if (row.row > 0)
        text += " (row " + std::to_string(row.row) + ")";
    text += ": ";
    if (!row.field.empty())
        text += row.field + ": ";
    return text + row.reason;
}

} // namespace keywright::itemfile
