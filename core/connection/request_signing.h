#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/connection/endpoint_settings.h"
#include "core/connection/endpoint_url.h"
#include "core/service/signature.h"

namespace keywright::connection {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// A POST that is to be signed. `service` is "dynamodb".
struct UnsignedRequest {
    const EndpointUrl &url;
    const Headers &headers; ///< beside Host
    std::string_view body;
    std::string_view region;
    std::string_view service;
};

/// The headers that sign the request at this moment: X-Amz-Date, X-Amz-Security-Token when there is one, Authorization.
/// All headers given are signed. Source: as core/service/signature.h.
Headers signingHeaders(const UnsignedRequest &request, const AccessKey &key, service::Instant now);

} // namespace keywright::connection
