#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace keywright::test {

/// A connection to this machine that sends exactly the bytes it is given. Reading gives up after half a minute, so that a
/// server that hangs fails a test rather than stopping it.
class RawConnection {
public:
    explicit RawConnection(std::uint16_t port);
    ~RawConnection();
    RawConnection(RawConnection &&other) noexcept;
    RawConnection &operator=(RawConnection &&) = delete;

    /// False when the server has closed the connection.
    bool send(std::string_view bytes);
    /// One response with the body that its Content-Length says; empty when the server closes instead.
    std::string readResponse();
    /// Whatever still comes until the server closes.
    std::string readToEnd();

private:
    int m_socket;
    std::string m_unread;
};

/// A request with the headers that every client sends.
std::string postRequest(std::string_view body, std::string_view moreHeaders = {});

int statusOf(const std::string &response);
std::string bodyOf(const std::string &response);

} // namespace keywright::test
