#include "core/service/fault.h"

#include <array>
#include <string_view>
#include <utility>

namespace keywright::service {

namespace {

constexpr std::string_view kModelled = "com.amazonaws.dynamodb.v20120810#";
constexpr std::string_view kCoral = "com.amazon.coral.service#";

/// Names that the service model does not prefix. Everything else is modelled.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kPrefixes{{
    {"ValidationException", "com.amazon.coral.validate#"},
    {"SerializationException", kCoral},
    {"UnknownOperationException", kCoral},
    {"AccessDeniedException", kCoral},
    {"MissingAuthenticationTokenException", kCoral},
    {"IncompleteSignatureException", kCoral},
    {"InvalidSignatureException", kCoral},
    {"UnrecognizedClientException", kCoral},
    {"ThrottlingException", "com.amazon.coral.availability#"},
}};

constexpr std::array<std::string_view, 5> kCapitalMessage{"SerializationException", "AccessDeniedException", "TransactionCanceledException",
                                                          "TransactionInProgressException", "IdempotentParameterMismatchException"};

std::string_view prefixOf(std::string_view name)
{
    for (const auto &[known, prefix] : kPrefixes)
        if (name == known)
            return prefix;
    return kModelled;
}

bool hasCapitalMessage(std::string_view name)
{
    for (const std::string_view known : kCapitalMessage)
        if (name == known)
            return true;
    return false;
}

} // namespace

Fault Fault::requestValidation(std::string message, std::string wordingOfWrites)
{
    Fault fault = validation(std::move(message));
    fault.m_enveloped = "1 validation error detected: " + (wordingOfWrites.empty() ? fault.m_message : wordingOfWrites);
    return fault;
}

Fault Fault::enveloped() const
{
    return m_enveloped.empty() ? *this : validation(m_enveloped);
}

Answer answerOf(const Fault &fault)
{
    value::Json body = value::Json::object({{"__type", value::Json::string(std::string(prefixOf(fault.name())) + fault.name())}});
    for (const auto &[name, member] : fault.details().members())
        body.set(name, member);
    if (!fault.message().empty())
        body.set(hasCapitalMessage(fault.name()) ? "Message" : "message", value::Json::string(fault.message()));
    return {fault.name() == "InternalServerError" ? 500 : 400, body.compact()};
}

} // namespace keywright::service
