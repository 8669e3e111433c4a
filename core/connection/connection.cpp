#include "core/connection/connection.h"

#include <iterator>

namespace keywright::connection {

std::shared_ptr<Connection> Connection::stopped(std::stop_token) const
{
    return nullptr;
}

std::shared_ptr<Connection> stoppedBy(const std::shared_ptr<Connection> &connection, std::stop_token stop)
{
    std::shared_ptr<Connection> stopped = connection->stopped(std::move(stop));
    return stopped ? stopped : connection;
}

std::vector<std::pair<std::string, std::string>> allTags(Connection &connection, const std::string &arn)
{
    std::vector<std::pair<std::string, std::string>> tags;
    std::optional<std::string> nextToken;
    do {
        engine::TagPage page = connection.listTagsOfResource(arn, nextToken);
        std::move(page.tags.begin(), page.tags.end(), std::back_inserter(tags));
        nextToken = std::move(page.nextToken);
    } while (nextToken);
    return tags;
}

} // namespace keywright::connection
