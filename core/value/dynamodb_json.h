#pragma once

#include <stdexcept>
#include <string>

#include "core/value/attribute_value.h"
#include "core/value/json.h"

namespace keywright::value {

/// JSON that does not say an attribute value. `path` leads from the value that was read to the culprit, such as
/// "address.M.zip" or "tags.SS[2]"; line and column are the culprit's, 0 when the JSON was not read from a text.
class ValueFormatError : public std::runtime_error {
public:
    ValueFormatError(const std::string &what, std::string path, int line, int column)
        : std::runtime_error(what), m_path(std::move(path)), m_line(line), m_column(column)
    { }

    const std::string &path() const { return m_path; }
    int line() const { return m_line; }
    int column() const { return m_column; }

private:
    std::string m_path;
    int m_line;
    int m_column;
};

/// DynamoDB JSON: every value is an object of one member, its type's tag: {"N": "42"}.
/// Throws ValueFormatError, also for numbers out of DynamoDB's range, empty sets and sets with equal members.
/// Source: developer guide, "Data type descriptors".
AttributeValue valueFromDynamoDbJson(const Json &json);
Item itemFromDynamoDbJson(const Json &json);
Json toDynamoDbJson(const AttributeValue &value);
Json toDynamoDbJson(const Item &item);

/// Plain JSON: the value as an application would write it. Going there loses what JSON cannot say: a binary becomes
/// base64 text, a set an array; coming back gives S, N, BOOL, NULL, M and L.
AttributeValue valueFromPlainJson(const Json &json);
Item itemFromPlainJson(const Json &json);
Json toPlainJson(const AttributeValue &value);
Json toPlainJson(const Item &item);

/// The value on one line for a person: a string as it is, a number's text, anything else as plain JSON.
std::string displayText(const AttributeValue &value);

/// A sentence on why `text` is not a DynamoDB number, for messages of files and forms.
std::string explain(DecimalFault fault, std::string_view text);

} // namespace keywright::value
