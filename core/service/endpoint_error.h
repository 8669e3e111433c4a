#pragma once

#include <stdexcept>

namespace keywright::service {

/// An endpoint that cannot start as asked. what() is a whole sentence for a person: what is wrong and what to do.
class EndpointError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace keywright::service
