#include "app/cli/connection_options.h"

#include <algorithm>

#include "core/connection/endpoint_settings.h"
#include "core/connection/remote_connection.h"

namespace keywright::cli {

std::vector<Option> connectionOptions()
{
    return {{"--endpoint", "URL", "of DynamoDB's API, such as http://localhost:8000; else AWS's own in the region"},
            {"--region", "REGION", "such as eu-central-1 (else AWS_REGION, or the profile's)"},
            {"--profile", "PROFILE",
             "of ~/.aws/credentials and ~/.aws/config: its keys, role, sign-in or credential process (else the keys of the environment)"}};
}

bool namesConnection(const Arguments &arguments)
{
    const std::vector<Option> options = connectionOptions();
    return std::any_of(options.begin(), options.end(), [&arguments](const Option &option) { return arguments.has(option.name); });
}

std::unique_ptr<connection::Connection> connectionOf(const Arguments &arguments, std::stop_token stop)
{
    const connection::EndpointChoice choice{arguments.value("--endpoint"), arguments.value("--region"), arguments.value("--profile")};
    return std::make_unique<connection::RemoteConnection>(settleEndpoint(choice, connection::Surroundings::ofProcess()),
                                                          connection::ClientOptions{}, std::move(stop));
}

} // namespace keywright::cli
