#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace keywright::connection {

/// An endpoint that cannot be used: what() is a sentence for people that says what went wrong, where, and what to do. It
/// never holds a secret.
class ConnectionError : public std::runtime_error {
public:
    enum class Kind : std::uint8_t {
        Settings,    ///< no credentials, no region, a profile or URL that cannot be used: nothing was sent
        Unreachable, ///< no such host, refused, dropped
        TimedOut,
        Tls,
        Credentials, ///< it does not know the key, or the signature does not fit
        Expired,     ///< the key was good once: its session is over
        NotDynamoDb, ///< it answered, but not as DynamoDB does
        Damaged,     ///< the answer was not the one that was sent (x-amz-crc32)
        Stopped,     ///< the caller asked to stop
    };

    ConnectionError(Kind kind, const std::string &message) : std::runtime_error(message), m_kind(kind) { }

    Kind kind() const { return m_kind; }

private:
    Kind m_kind;
};

/// Nothing was sent: `message` says which setting cannot be used, and what to do.
[[noreturn]] inline void refuseSettings(const std::string &message)
{
    throw ConnectionError(ConnectionError::Kind::Settings, message);
}

} // namespace keywright::connection
