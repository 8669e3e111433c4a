#pragma once

#include <string>
#include <utility>

#include "core/engine/service_error.h"
#include "core/value/json.h"

namespace keywright::connection {

/// What the service refused, with all that its answer says beside name and message: an item, the reasons of a transaction.
class RefusedCall : public engine::ServiceError {
public:
    RefusedCall(std::string name, const std::string &message, value::Json body)
        : ServiceError(std::move(name), message), m_body(std::move(body))
    { }

    const value::Json &body() const { return m_body; }

private:
    value::Json m_body;
};

} // namespace keywright::connection
