#include "core/expression/expression_error.h"

#include <array>

namespace keywright::expression {

std::string_view textOf(ExpressionKind kind)
{
    static constexpr std::array<std::string_view, 5> kTexts{"ConditionExpression", "FilterExpression", "KeyConditionExpression",
                                                            "UpdateExpression", "ProjectionExpression"};
    return kTexts.at(static_cast<std::size_t>(kind));
}

void refuse(ExpressionKind kind, std::string_view reason, TextRange where)
{
    std::string message = "Invalid ";
    message.append(textOf(kind)).append(": ").append(reason);
    throw ExpressionError(message, std::string(textOf(kind)), where);
}

} // namespace keywright::expression
