#pragma once

#include <optional>
#include <string>

#include "core/engine/engine_options.h"
#include "core/engine/resource_names.h"
#include "core/engine/table_requests.h"

namespace keywright::engine {

class Catalog;
class ChangeLog;

/// PutResourcePolicy, GetResourcePolicy, DeleteResourcePolicy: a policy of a table or of its stream, by ARN. They are kept
/// and given back; who may do what is not judged. Thread-safe. Everything throws ServiceError for what the service refuses
/// and storage::StorageError. Source: API reference of the three.
class ResourcePolicies {
public:
    ResourcePolicies(Catalog &catalog, const ChangeLog &changeLog, const EngineOptions &options);

    /// Gives the new revision; the same as before when the policy says the same. `expectedRevision` may be
    /// "NO_POLICY": there must be none yet.
    std::string put(const std::string &arn, const std::string &policy, const std::optional<std::string> &expectedRevision);
    ResourcePolicy get(const std::string &arn) const;
    /// Gives the revision that was deleted; nullopt when there was none, which is no error.
    std::optional<std::string> remove(const std::string &arn, const std::optional<std::string> &expectedRevision);

private:
    void checkStream(const ResourceName &name, const std::string &arn) const;

    Catalog &m_catalog;
    const ChangeLog &m_changeLog;
    const EngineOptions &m_options;
};

/// Refuses a text that is no policy: throws ServiceError (ValidationException).
void checkPolicy(const std::string &policy);

} // namespace keywright::engine
