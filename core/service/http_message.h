#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keywright::service {

struct HttpHeader {
    std::string_view name;
    std::string_view value; ///< without the spaces around it
};

/// One request as it came. The views live as long as the call that was given the request.
struct HttpRequest {
    std::string_view method;
    std::string_view path;  ///< still percent-encoded
    std::string_view query; ///< still percent-encoded, without the question mark
    std::vector<HttpHeader> headers;
    std::string_view body; ///< still in its Content-Encoding

    /// The first header of this name, in whatever case.
    std::optional<std::string_view> find(std::string_view name) const;
    /// The same; empty when there is none.
    std::string_view header(std::string_view name) const { return find(name).value_or(std::string_view()); }
};

/// A status: the body is longer than the service takes.
constexpr int kTooLarge = 413;

struct HttpResponse {
    struct Header {
        const char *name; ///< a literal
        std::string value;
    };

    int status = 200;
    std::vector<Header> headers;
    std::string body;

    /// Empty when there is none; the name in the case it was given in.
    std::string_view header(std::string_view name) const;
};

/// Equal but for the case of ASCII letters.
bool equalIgnoringCase(std::string_view left, std::string_view right);
/// With its ASCII letters in lower case.
std::string lowered(std::string_view text);
/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);
/// `text` with every byte outside printable ASCII as '?': what a client sent, fit for a JSON body or a log line.
std::string printable(std::string_view text);

} // namespace keywright::service
