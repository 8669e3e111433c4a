#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/itemfile/item_file.h"
#include "core/value/attribute_value.h"

namespace keywright::itemfile {

struct CsvRow;

/// How all objects of an import are written. Source: developer guide, "Amazon S3 import formats for DynamoDB".
struct ImportLayout {
    bool isCsv = false; ///< otherwise DynamoDB JSON: a line {"Item": …} for each item
    Packing packing = Packing::None;
    char delimiter = ',';
    std::vector<std::string> header;          ///< of CSV; empty: the first line of each object
    std::map<std::string, value::Type> types; ///< of the columns that are keys; all others become strings
    bool hasConditions = false;               ///< of DynamoDB JSON: a line may say under which condition its item is to be put
    friend bool operator==(const ImportLayout &, const ImportLayout &) = default;
};

/// The condition of a line, as PutItem's parameters say one: ConditionExpression, ExpressionAttributeNames and
/// ExpressionAttributeValues stand beside "Item".
struct LineCondition {
    std::string expression; ///< empty when there are only names or values
    std::optional<std::map<std::string, std::string, std::less<>>> names;
    std::optional<std::map<std::string, value::AttributeValue, std::less<>>> values;
};

/// One object of an import, read one line after the other in bounded memory. Empty lines do not count. Not thread-safe.
class ImportObject {
public:
    /// Throws ItemFileError when the file cannot be opened.
    ImportObject(const std::filesystem::path &file, const ImportLayout &layout);
    ~ImportObject();

    /// A line: an item, or why it is none. After one that cannot be told to be an item at all nothing of the object is read,
    /// as the service does (measured by others).
    struct Line {
        std::int64_t index = 0; ///< the how-many-eth item of the object, from 0
        std::optional<value::Item> item;
        std::string error;
        std::optional<LineCondition> condition; ///< where the layout has conditions
    };

    /// Nullopt at the end.
    std::optional<Line> next();
    /// Of the object, unpacked.
    std::uint64_t bytesRead() const;
    /// As it is stored, packed or not.
    std::uint64_t storedBytesRead() const;

private:
    struct Text;

    Line fromJson(const std::string &text);
    std::optional<Line> nextRow();
    value::Item itemOfRow(const CsvRow &row) const;

    const ImportLayout &m_layout;
    std::unique_ptr<Text> m_text;
    std::vector<std::string> m_columns;
    std::int64_t m_index = 0;
    bool m_hasEnded = false;
};

} // namespace keywright::itemfile
