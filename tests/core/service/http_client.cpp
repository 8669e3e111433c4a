#include "tests/core/service/http_client.h"

#include <array>
#include <cstdlib>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

namespace keywright::test {

namespace {

constexpr timeval kPatience{30, 0};
constexpr std::string_view kEndOfHead = "\r\n\r\n";

std::size_t contentLength(const std::string &head)
{
    const char *length = strcasestr(head.c_str(), "\r\nContent-Length:");
    return length == nullptr ? 0 : std::strtoull(length + 17, nullptr, 10);
}

} // namespace

RawConnection::RawConnection(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

RawConnection::RawConnection(RawConnection &&other) noexcept
    : m_socket(std::exchange(other.m_socket, -1)), m_unread(std::move(other.m_unread))
{ }

RawConnection::~RawConnection()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

bool RawConnection::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string RawConnection::readResponse()
{
    std::array<char, 65536> part;
    while (true) {
        const std::size_t head = m_unread.find(kEndOfHead);
        if (head != std::string::npos) {
            const std::size_t size = head + kEndOfHead.size() + contentLength(m_unread.substr(0, head + 2));
            if (m_unread.size() >= size) {
                std::string response = m_unread.substr(0, size);
                m_unread.erase(0, size);
                return response;
            }
        }
        const ssize_t got = ::recv(m_socket, part.data(), part.size(), 0);
        if (got <= 0)
            return {};
        m_unread.append(part.data(), static_cast<std::size_t>(got));
    }
}

std::string RawConnection::readToEnd()
{
    std::array<char, 65536> part;
    for (ssize_t got = 1; got > 0;) {
        got = ::recv(m_socket, part.data(), part.size(), 0);
        if (got > 0)
            m_unread.append(part.data(), static_cast<std::size_t>(got));
    }
    return std::exchange(m_unread, {});
}

std::string postRequest(std::string_view body, std::string_view moreHeaders)
{
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n" + std::string(moreHeaders)
        + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

int statusOf(const std::string &response)
{
    return response.size() < 12 ? 0 : std::atoi(response.c_str() + 9);
}

std::string bodyOf(const std::string &response)
{
    const std::size_t head = response.find(kEndOfHead);
    return head == std::string::npos ? std::string() : response.substr(head + kEndOfHead.size());
}

} // namespace keywright::test
