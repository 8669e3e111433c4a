#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "app/cli/command_line.h"
#include "core/connection/connection.h"

namespace keywright::cli {

/// --endpoint, --region and --profile, for every command that works on an endpoint.
std::vector<Option> connectionOptions();

/// Whether one of them was given.
bool namesConnection(const Arguments &arguments);

/// The endpoint that they and the environment name. Sends nothing yet; `stop` ends the calls. Throws
/// connection::ConnectionError.
std::unique_ptr<connection::Connection> connectionOf(const Arguments &arguments, std::stop_token stop = {});

} // namespace keywright::cli
