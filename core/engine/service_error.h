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

} // namespace keywright::engine
