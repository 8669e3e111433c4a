#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/engine_options.h"
#include "core/engine/table_requests.h"

namespace keywright::engine {

class Catalog;

/// TagResource, UntagResource, ListTagsOfResource: the tags of a table, by its ARN. Thread-safe. Everything throws
/// ServiceError for what the service refuses and storage::StorageError.
class ResourceTags {
public:
    ResourceTags(Catalog &catalog, const EngineOptions &options);

    /// Adds, or replaces the value of a key. `tags` in the order of the request, which may name a key twice: an error.
    void tag(const std::string &arn, const std::vector<std::pair<std::string, std::string>> &tags);
    /// A key that is not there is nothing.
    void untag(const std::string &arn, const std::vector<std::string> &keys);
    TagPage list(const std::string &arn, const std::optional<std::string> &nextToken) const;

private:
    Catalog &m_catalog;
    const EngineOptions &m_options;
};

} // namespace keywright::engine
