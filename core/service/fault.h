#pragma once

#include <exception>
#include <string>

#include "core/value/json.h"

namespace keywright::service {

/// A request that the endpoint refuses, as its client sees it: the exception's name, the message, and whatever else the
/// body has (Item, CancellationReasons, ThrottlingReasons). The name decides the prefix of "__type", the HTTP status and
/// whether the body says "message" or "Message"; see answerOf().
class Fault : public std::exception {
public:
    Fault(std::string name, std::string message, value::Json details = value::Json::object())
        : m_name(std::move(name)), m_message(std::move(message)), m_details(std::move(details))
    { }

    const char *what() const noexcept override { return m_message.c_str(); }
    /// "ValidationException", "SerializationException", …, without prefix.
    const std::string &name() const { return m_name; }
    const std::string &message() const { return m_message; }
    /// An object: members of the body beside __type and the message.
    const value::Json &details() const { return m_details; }

private:
    std::string m_name;
    std::string m_message;
    value::Json m_details;
};

/// What goes back to the client: a JSON text and the HTTP status.
struct Answer {
    int status = 200;
    std::string body;
};

/// The body and status that DynamoDB gives for the fault. Source: ENGINE.md, wire protocol.
Answer answerOf(const Fault &fault);

} // namespace keywright::service
