#include "core/service/local_access.h"

#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "core/service/http_message.h"

namespace keywright::service {

namespace {

constexpr std::uint32_t kLoopbackNetwork = 127;

bool isPort(std::string_view text)
{
    return text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

bool isLoopbackAddress(std::string_view address)
{
    if (equalIgnoringCase(address, "localhost") || address == "::1")
        return true;
    in_addr parsed{};
    return inet_pton(AF_INET, std::string(address).c_str(), &parsed) == 1 && ntohl(parsed.s_addr) >> 24 == kLoopbackNetwork;
}

bool isLoopbackHost(std::string_view host)
{
    const std::size_t bracket = host.starts_with('[') ? host.find(']') : 0;
    if (bracket == std::string_view::npos)
        return false;
    const std::size_t colon = host.find(':', bracket);
    if (colon != std::string_view::npos && !isPort(host.substr(colon + 1)))
        return false;
    const std::string_view name = host.substr(0, colon);
    return host.starts_with('[') ? name == "[::1]" : name != "::1" && isLoopbackAddress(name);
}

bool isLoopbackOrigin(std::string_view origin)
{
    for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")})
        if (equalIgnoringCase(origin.substr(0, scheme.size()), scheme))
            return isLoopbackHost(origin.substr(scheme.size()));
    return false;
}

} // namespace keywright::service
