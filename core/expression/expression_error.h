#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace keywright::expression {

enum class ExpressionKind : std::uint8_t { Condition, Filter, KeyCondition, Update, Projection };

/// The request parameter that carries it: "ConditionExpression", …
std::string_view textOf(ExpressionKind kind);

/// Where in an expression's text something is: bytes from its start.
struct TextRange {
    std::size_t position = 0;
    std::size_t length = 0;
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/// An expression, its placeholders or a legacy parameter that DynamoDB refuses. what() is the service's message word
/// for word, without the exception's name and without the envelope that some operations put before it.
class ExpressionError : public std::runtime_error {
public:
    ExpressionError(const std::string &message, std::string parameter, TextRange where = {})
        : std::runtime_error(message), m_parameter(std::move(parameter)), m_where(where)
    { }

    /// The request parameter at fault: "FilterExpression", "ExpressionAttributeNames", "Expected", …
    const std::string &parameter() const { return m_parameter; }
    /// What an editor underlines in the expression; of no length where the fault has no place.
    TextRange where() const { return m_where; }

private:
    std::string m_parameter;
    TextRange m_where;
};

/// Throws ExpressionError with "Invalid FilterExpression: <reason>".
[[noreturn]] void refuse(ExpressionKind kind, std::string_view reason, TextRange where);

} // namespace keywright::expression
