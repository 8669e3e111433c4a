#include "core/connection/http_client.h"

#include <algorithm>
#include <mutex>
#include <new>

#include <curl/curl.h>

#include "core/connection/connection_error.h"
#include "core/service/http_message.h"

namespace keywright::connection {

namespace {

using Kind = ConnectionError::Kind;

/// Once in a process, before any thread uses curl.
void startCurl()
{
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK)
        throw ConnectionError(Kind::Unreachable, std::string("HTTP cannot be used here: ") + curl_easy_strerror(started) + ".");
}

std::string seconds(std::chrono::milliseconds time)
{
    const auto count = time.count();
    return count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms";
}

[[noreturn]] void refuse(CURLcode code, const std::string &detail, const EndpointUrl &url, const HttpLimits &limits)
{
    const std::string reason = detail.empty() ? curl_easy_strerror(code) : detail;
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        throw ConnectionError(Kind::Unreachable,
                              "The host of " + url.text + " is not known. Check the address, the region and the network.");
    case CURLE_COULDNT_CONNECT:
        throw ConnectionError(Kind::Unreachable,
                              "Nothing answers at " + url.text + ": the connection was refused. Start the endpoint, or check the address.");
    case CURLE_OPERATION_TIMEDOUT:
        throw ConnectionError(Kind::TimedOut,
                              url.text + " gave no answer in time (" + seconds(limits.connecting) + " to connect, "
                                  + seconds(limits.answering) + " in all). Check the address and the network, or try again.");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_USE_SSL_FAILED:
        throw ConnectionError(
            Kind::Tls,
            "No safe connection to " + url.text + " could be made: " + reason
                + ". Check that the address speaks https; name a file with its certificate in AWS_CA_BUNDLE if it has one "
                  "of its own.");
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2:
    case CURLE_BAD_CONTENT_ENCODING:
        throw ConnectionError(Kind::NotDynamoDb, url.text + " does not answer in HTTP: " + reason + ". Check the address and the port.");
    default: throw ConnectionError(Kind::Unreachable, "The connection to " + url.text + " broke: " + reason + ". Try again.");
    }
}

struct Received {
    HttpAnswer answer;
    std::size_t limit = 0;
    bool isTooLong = false;
};

std::size_t takeBody(char *bytes, std::size_t size, std::size_t count, void *target)
{
    auto *received = static_cast<Received *>(target);
    const std::size_t length = size * count;
    received->isTooLong = received->answer.body.size() + length > received->limit;
    if (received->isTooLong)
        return 0;
    try {
        received->answer.body.append(bytes, length);
    } catch (const std::bad_alloc &) { // no exception may cross curl
        return 0;
    }
    return length;
}

std::size_t takeHeader(char *bytes, std::size_t size, std::size_t count, void *target)
{
    auto *received = static_cast<Received *>(target);
    const std::string_view line(bytes, size * count);
    const std::size_t colon = line.find(':');
    try {
        if (line.starts_with("HTTP/"))
            received->answer.headers.clear(); // of an interim answer
        else if (colon != std::string_view::npos)
            received->answer.headers.emplace_back(service::lowered(line.substr(0, colon)),
                                                  service::trimmed(line.substr(colon + 1, line.find_last_not_of("\r\n") - colon)));
    } catch (const std::bad_alloc &) { // no exception may cross curl
        return 0;
    }
    return size * count;
}

class HeaderList {
public:
    ~HeaderList() { curl_slist_free_all(m_list); }
    HeaderList() = default;
    HeaderList(const HeaderList &) = delete;
    HeaderList &operator=(const HeaderList &) = delete;

    void add(const std::string &line)
    {
        curl_slist *longer = curl_slist_append(m_list, line.c_str());
        if (longer == nullptr)
            throw std::bad_alloc();
        m_list = longer;
    }
    curl_slist *get() const { return m_list; }

private:
    curl_slist *m_list = nullptr;
};

} // namespace

std::optional<std::string> HttpAnswer::header(std::string_view name) const
{
    for (const auto &[each, value] : headers)
        if (each == name)
            return value;
    return std::nullopt;
}

/// One request.
struct HttpClient::Sending {
    const std::vector<std::pair<std::string, std::string>> &headers;
    std::string_view body;
    std::string target; ///< of a GET; empty for a POST to the endpoint itself
};

/// One connection at a time. The multi handle is there so that another thread can wake a transfer up to stop it.
class HttpClient::Channel {
public:
    Channel() : m_easy(curl_easy_init(), curl_easy_cleanup), m_multi(curl_multi_init(), curl_multi_cleanup)
    {
        if (m_easy == nullptr || m_multi == nullptr)
            throw std::bad_alloc();
    }

    HttpAnswer send(const EndpointUrl &url, const std::string &certificates, const HttpLimits &limits, const Sending &sending,
                    const std::stop_token &stop)
    {
        HeaderList list;
        list.add("Host: " + url.hostHeader);
        list.add("Expect:"); // else curl waits for 100 Continue before it sends more than a megabyte
        for (const auto &[name, value] : sending.headers)
            list.add(name + ": " + value);
        Received received;
        received.limit = limits.answerBytes;
        char detail[CURL_ERROR_SIZE] = {};
        curl_easy_reset(m_easy.get());
        const bool isPost = sending.target.empty();
        const std::string target = !isPost ? url.text + sending.target : url.path == "/" ? url.text + "/" : url.text;
        set(CURLOPT_URL, target.c_str());
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connecting.count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits.answering.count()));
        set(CURLOPT_HTTPHEADER, list.get());
        if (isPost) {
            set(CURLOPT_POST, 1L);
            set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(sending.body.size()));
            set(CURLOPT_POSTFIELDS, sending.body.data());
        }
        set(CURLOPT_WRITEFUNCTION, &takeBody);
        set(CURLOPT_WRITEDATA, &received);
        set(CURLOPT_HEADERFUNCTION, &takeHeader);
        set(CURLOPT_HEADERDATA, &received);
        set(CURLOPT_ERRORBUFFER, &detail[0]);
        set(CURLOPT_TCP_NODELAY, 1L);
        if (!certificates.empty())
            set(CURLOPT_CAINFO, certificates.c_str());
        if (url.isThisMachine())
            set(CURLOPT_NOPROXY, "*");

        const CURLcode code = transfer(url, stop);
        if (received.isTooLong)
            throw ConnectionError(Kind::NotDynamoDb,
                                  url.text + " answered with more than " + std::to_string(limits.answerBytes / 1024 / 1024)
                                      + " MB, which DynamoDB never does. Check the address.");
        if (code != CURLE_OK)
            refuse(code, detail, url, limits);
        long status = 0;
        curl_easy_getinfo(m_easy.get(), CURLINFO_RESPONSE_CODE, &status);
        received.answer.status = static_cast<int>(status);
        return std::move(received.answer);
    }

private:
    template <typename Value>
    void set(CURLoption option, Value value)
    {
        if (const CURLcode code = curl_easy_setopt(m_easy.get(), option, value); code != CURLE_OK)
            throw ConnectionError(Kind::Settings, std::string("HTTP cannot be set up: ") + curl_easy_strerror(code) + ".");
    }

    /// Takes part in the multi handle as long as it lives.
    struct Participation {
        CURLM *multi;
        CURL *easy;
        Participation(CURLM *multiHandle, CURL *easyHandle) : multi(multiHandle), easy(easyHandle) { curl_multi_add_handle(multi, easy); }
        ~Participation() { curl_multi_remove_handle(multi, easy); }
        Participation(const Participation &) = delete;
        Participation &operator=(const Participation &) = delete;
    };

    CURLcode transfer(const EndpointUrl &url, const std::stop_token &stop)
    {
        constexpr int kLongestWaitMs = 1'000; // then curl looks at its own timeouts
        const Participation participation(m_multi.get(), m_easy.get());
        const std::stop_callback wake(stop, [this] { curl_multi_wakeup(m_multi.get()); });
        for (int running = 1; running > 0;) {
            if (stop.stop_requested())
                throw ConnectionError(Kind::Stopped, "The request to " + url.text + " was stopped.");
            if (curl_multi_perform(m_multi.get(), &running) != CURLM_OK)
                return CURLE_FAILED_INIT;
            if (running > 0 && curl_multi_poll(m_multi.get(), nullptr, 0, kLongestWaitMs, nullptr) != CURLM_OK)
                return CURLE_FAILED_INIT;
        }
        int left = 0;
        while (const CURLMsg *message = curl_multi_info_read(m_multi.get(), &left))
            if (message->msg == CURLMSG_DONE)
                return message->data.result;
        return CURLE_FAILED_INIT;
    }

    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> m_easy;
    std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> m_multi;
};

struct HttpClient::Pool {
    std::mutex mutex; // guards the list
    std::vector<std::unique_ptr<Channel>> idle;
};

HttpClient::HttpClient(EndpointUrl url, std::string certificates, HttpLimits limits)
    : m_url(std::move(url)), m_certificates(std::move(certificates)), m_limits(limits), m_pool(std::make_unique<Pool>())
{
    startCurl();
}

HttpClient::~HttpClient() = default;

std::unique_ptr<HttpClient::Channel> HttpClient::takeChannel()
{
    const std::lock_guard lock(m_pool->mutex);
    if (m_pool->idle.empty())
        return std::make_unique<Channel>();
    std::unique_ptr<Channel> channel = std::move(m_pool->idle.back());
    m_pool->idle.pop_back();
    return channel;
}

HttpAnswer HttpClient::post(const std::vector<std::pair<std::string, std::string>> &headers, std::string_view body,
                            const std::stop_token &stop)
{
    return send({headers, body, {}}, stop);
}

HttpAnswer HttpClient::get(const std::string &target, const std::vector<std::pair<std::string, std::string>> &headers,
                           const std::stop_token &stop)
{
    return send({headers, {}, target}, stop);
}

HttpAnswer HttpClient::send(const Sending &sending, const std::stop_token &stop)
{
    std::unique_ptr<Channel> channel = takeChannel();
    HttpAnswer answer = channel->send(m_url, m_certificates, m_limits, sending, stop);
    const std::lock_guard lock(m_pool->mutex); // one that failed is not used again
    m_pool->idle.push_back(std::move(channel));
    return answer;
}

} // namespace keywright::connection
