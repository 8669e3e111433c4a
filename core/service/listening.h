#pragma once

#include <cstdint>
#include <string>
#include <vector>

struct addrinfo;

namespace keywright::service {

/// The sockets that an endpoint accepts connections from, closed with the object. Not thread-safe.
class Listening {
public:
    /// Binds to every address that `host` names, at the same port; 0 for any that is free at all of them. Throws
    /// EndpointError: the port is taken, the name is none of this machine's.
    Listening(const std::string &host, std::uint16_t port);
    ~Listening();
    Listening(const Listening &) = delete;
    Listening &operator=(const Listening &) = delete;

    const std::vector<int> &sockets() const { return m_sockets; }
    std::uint16_t port() const { return m_port; }
    void close();

private:
    bool bindAll(const addrinfo *addresses, std::uint16_t port);

    std::string m_host;
    std::vector<int> m_sockets;
    std::uint16_t m_port = 0;
    int m_error = 0; ///< errno of the last address that could not be bound
};

} // namespace keywright::service
