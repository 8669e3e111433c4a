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

    /// A ValidationException that every operation words alike.
    static Fault validation(std::string message) { return {"ValidationException", std::move(message)}; }
    /// One that PutItem and UpdateItem give behind "1 validation error detected: " since 2026, and all others bare: empty
    /// and duplicate sets, {"NULL": false}, nesting, what is wrong with expressions. `wordingOfWrites` replaces the message
    /// there, when it is not empty. Source: ENGINE.md, wire protocol.
    static Fault requestValidation(std::string message, std::string wordingOfWrites = {});

    const char *what() const noexcept override { return m_message.c_str(); }
    /// "ValidationException", "SerializationException", …, without prefix.
    const std::string &name() const { return m_name; }
    const std::string &message() const { return m_message; }
    /// An object: members of the body beside __type and the message.
    const value::Json &details() const { return m_details; }

    /// As PutItem and UpdateItem say it: of a requestValidation() the fault with the envelope, of any other the same.
    Fault enveloped() const;

private:
    std::string m_name;
    std::string m_message;
    value::Json m_details;
    std::string m_enveloped; ///< empty when there is no envelope
};

/// What goes back to the client: a JSON text and the HTTP status.
struct Answer {
    int status = 200;
    std::string body;
};

/// The body and status that DynamoDB gives for the fault. Source: ENGINE.md, wire protocol.
Answer answerOf(const Fault &fault);

} // namespace keywright::service
