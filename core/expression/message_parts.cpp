#include "core/expression/message_parts.h"

#include "core/value/base64.h"
#include "core/value/dynamodb_json.h"

namespace keywright::expression {

std::string valueText(const value::AttributeValue &value)
{
    std::string text = "{";
    text.append(value::tagOf(value.type())).append(":");
    if (const auto *string = value.get<std::string>())
        text += *string;
    else if (const auto *number = value.get<value::Decimal>())
        number->appendText(text);
    else if (const auto *binary = value.get<value::Binary>())
        text += value::toBase64(binary->bytes);
    else
        text += value::displayText(value);
    return text + "}";
}

std::string_view longTypeName(value::Type type)
{
    switch (type) {
    case value::Type::S: return "STRING";
    case value::Type::N: return "NUMBER";
    case value::Type::B: return "BINARY";
    case value::Type::Bool: return "BOOLEAN";
    case value::Type::L: return "LIST";
    case value::Type::M: return "MAP";
    default: return value::tagOf(type);
    }
}

std::string explainUndefinedValue(std::string_view placeholder)
{
    return "An expression attribute value used in expression is not defined; attribute value: " + std::string(placeholder);
}

std::string explainOperandCount(std::string_view function, std::size_t count)
{
    return "Incorrect number of operands for operator or function; operator or function: " + std::string(function)
        + ", number of operands: " + std::to_string(count);
}

std::string explainOperandType(std::string_view function, std::string_view type)
{
    return "Incorrect operand type for operator or function; operator or function: " + std::string(function)
        + ", operand type: " + std::string(type);
}

} // namespace keywright::expression
