#include "core/connection/connection.h"

#include <iterator>

namespace keywright::connection {

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
