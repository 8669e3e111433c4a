#pragma once

#include <stdexcept>
#include <string>

namespace keywright::engine {

/// An operation that DynamoDB refuses: the service's exception name and message, as its clients see them.
class ServiceError : public std::runtime_error {
public:
    ServiceError(std::string name, const std::string &message) : std::runtime_error(message), m_name(std::move(name)) { }

    /// "ValidationException", "ResourceNotFoundException", …
    const std::string &name() const { return m_name; }

private:
    std::string m_name;
};

/// What a request gets that breaks a rule of its own members.
[[noreturn]] inline void invalid(const std::string &message)
{
    throw ServiceError("ValidationException", message);
}

/// The same, in the service's words for members that do not fit together.
[[noreturn]] inline void invalidParameter(const std::string &message)
{
    invalid("One or more parameter values were invalid: " + message);
}

} // namespace keywright::engine
