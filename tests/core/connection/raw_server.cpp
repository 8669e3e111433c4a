#include "tests/core/connection/raw_server.h"

#include <array>
#include <stdexcept>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace keywright::test {

namespace {

int listenOnAnyPort(std::uint16_t &port)
{
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (listener < 0 || bind(listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || listen(listener, 8) != 0
        || getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        throw std::runtime_error("no port to listen on");
    port = ntohs(address.sin_port);
    return listener;
}

/// Until the headers have come and as much body as they say; of what is no POST only the beginning.
void readRequest(int connection)
{
    std::string text;
    std::array<char, 4096> bytes;
    for (;;) {
        const std::size_t end = text.find("\r\n\r\n");
        const std::size_t length = text.find("Content-Length: ");
        if (end != std::string::npos && (length == std::string::npos || text.size() >= end + 4 + std::stoul(text.substr(length + 16))))
            return;
        const ssize_t count = recv(connection, bytes.data(), bytes.size(), 0);
        if (count <= 0)
            return;
        text.append(bytes.data(), static_cast<std::size_t>(count));
        if (text.front() != 'P')
            return;
    }
}

} // namespace

RawServer::RawServer(std::vector<std::string> answers) : m_listener(listenOnAnyPort(m_port))
{
    m_thread = std::thread([this, answers = std::move(answers)] { serve(answers); });
}

RawServer::~RawServer()
{
    shutdown(m_listener, SHUT_RDWR);
    m_thread.join();
    close(m_listener);
}

void RawServer::serve(const std::vector<std::string> &answers)
{
    for (const std::string &answer : answers) {
        const int connection = accept(m_listener, nullptr, nullptr);
        if (connection < 0)
            return;
        readRequest(connection);
        ++m_count; // before the answer, which the test may have read by the time it asks
        for (std::size_t sent = 0; sent < answer.size();) {
            const ssize_t count = send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
            if (count <= 0)
                break;
            sent += static_cast<std::size_t>(count);
        }
        shutdown(connection, SHUT_RDWR);
        close(connection);
    }
}

std::string httpAnswer(int status, const std::string &body, const std::string &moreHeaders)
{
    return "HTTP/1.1 " + std::to_string(status) + " Scripted\r\nContent-Length: " + std::to_string(body.size())
        + "\r\nConnection: close\r\n" + moreHeaders + "\r\n" + body;
}

std::uint16_t freePort()
{
    std::uint16_t port = 0;
    close(listenOnAnyPort(port));
    return port;
}

} // namespace keywright::test
