#include "core/service/listening.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/service/endpoint_error.h"

namespace keywright::service {

namespace {

constexpr int kBacklog = 511;
/// A port that is free at one address may be taken at the other; another one is tried then.
constexpr int kFreePortTries = 20;

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

/// Clients look "localhost" up in their own ways, and some try IPv6 only, whatever this machine's list of hosts says.
Addresses loopbackAddresses()
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr; // without AI_PASSIVE no name is the loopback, of both families
    if (getaddrinfo(nullptr, "0", &hints, &found) != 0)
        throw EndpointError("This machine's loopback address cannot be looked up.");
    return {found, freeaddrinfo};
}

Addresses addressesOf(const std::string &host)
{
    if (host == "localhost")
        return loopbackAddresses();
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    addrinfo *found = nullptr;
    if (getaddrinfo(host.c_str(), "0", &hints, &found) != 0)
        throw EndpointError("There is no address for the host \"" + host + "\". Name an address of this machine, such as 127.0.0.1.");
    return {found, freeaddrinfo};
}

std::uint16_t &portOf(sockaddr_storage &address)
{
    return address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6 &>(address).sin6_port
                                         : reinterpret_cast<sockaddr_in &>(address).sin_port;
}

/// The listening socket, or -1 with errno.
int listenAt(const addrinfo &where, std::uint16_t port)
{
    const int fd = ::socket(where.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    const int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (where.ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    sockaddr_storage address{};
    std::copy_n(reinterpret_cast<const char *>(where.ai_addr), where.ai_addrlen, reinterpret_cast<char *>(&address));
    portOf(address) = htons(port);
    if (::bind(fd, reinterpret_cast<const sockaddr *>(&address), where.ai_addrlen) == 0 && ::listen(fd, kBacklog) == 0)
        return fd;
    const int error = errno;
    ::close(fd);
    errno = error;
    return -1;
}

std::uint16_t boundPort(int fd)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(portOf(address));
}

/// A machine without IPv6 still has "::1" in its list of hosts.
bool isAbsentAddress(int error)
{
    return error == EADDRNOTAVAIL || error == EAFNOSUPPORT;
}

std::string refusal(const std::string &host, std::uint16_t port, int error)
{
    const std::string place = "Port " + std::to_string(port) + " on " + host;
    switch (error) {
    case EADDRINUSE: return place + " is in use by another program. Choose another port, or 0 for any that is free.";
    case EACCES: return place + " may not be used by this user. Choose a port from 1024 on.";
    case EADDRNOTAVAIL: return "This machine has no address \"" + host + "\". Name one that it has, such as 127.0.0.1.";
    default: return place + " cannot be opened: " + std::generic_category().message(error) + ".";
    }
}

} // namespace

Listening::Listening(const std::string &host, std::uint16_t port) : m_host(host)
{
    const Addresses addresses = addressesOf(host);
    int tries = port == 0 ? kFreePortTries : 1;
    while (tries-- > 0)
        if (bindAll(addresses.get(), port))
            return;
    throw EndpointError(refusal(host, port, m_error));
}

bool Listening::bindAll(const addrinfo *addresses, std::uint16_t port)
{
    for (const addrinfo *each = addresses; each != nullptr; each = each->ai_next) {
        const int fd = listenAt(*each, port);
        if (fd >= 0) {
            m_sockets.push_back(fd);
            port = m_port = boundPort(fd);
            continue;
        }
        m_error = errno;
        if (!isAbsentAddress(m_error)) {
            close();
            return false;
        }
    }
    return !m_sockets.empty();
}

Listening::~Listening()
{
    close();
}

void Listening::close()
{
    for (const int fd : m_sockets)
        ::close(fd);
    m_sockets.clear();
}

} // namespace keywright::service
