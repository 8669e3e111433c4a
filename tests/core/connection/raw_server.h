#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace keywright::test {

/// A server on this machine that answers each connection, one after the other, with the next of its scripted texts as it
/// is, and then closes it; an empty text closes without an answer.
class RawServer {
public:
    explicit RawServer(std::vector<std::string> answers);
    ~RawServer();
    RawServer(const RawServer &) = delete;
    RawServer &operator=(const RawServer &) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    /// Connections whose request has come.
    int count() const { return m_count; }

private:
    void serve(const std::vector<std::string> &answers);

    std::uint16_t m_port = 0;
    int m_listener; ///< which fills in the port
    std::atomic<int> m_count{0};
    std::thread m_thread;
};

/// A whole HTTP answer with this body.
std::string httpAnswer(int status, const std::string &body, const std::string &moreHeaders = {});

/// A port of this machine where nobody listens.
std::uint16_t freePort();

} // namespace keywright::test
