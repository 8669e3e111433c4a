#pragma once

#include <string_view>

/// Signatures are not verified by default, so a page in a browser must not be able to reach the tables: neither from its
/// own origin, nor by giving a name of its own the address of this machine. Source: ENGINE.md, wire protocol.
namespace keywright::service {

/// Whether a Host header names this machine: localhost, 127.x.y.z or [::1], with or without a port.
bool isLoopbackHost(std::string_view host);

/// Whether an Origin header is a page of this machine: http or https and a loopback host. "null" is not.
bool isLoopbackOrigin(std::string_view origin);

/// Whether an address or name to listen on can be reached from this machine only.
bool isLoopbackAddress(std::string_view address);

} // namespace keywright::service
