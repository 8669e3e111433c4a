#include "core/engine/resource_policies.h"

#include <algorithm>
#include <charconv>

#include "core/engine/catalog.h"
#include "core/engine/change_log.h"
#include "core/engine/service_error.h"
#include "core/value/json.h"

namespace keywright::engine {

using value::Json;

namespace {

constexpr std::size_t kMaxPolicyBytes = 20'480;

[[noreturn]] void invalidPolicy(const std::string &message)
{
    throw ServiceError("ValidationException", "One or more parameter values were invalid: " + message);
}

[[noreturn]] void invalidDocument(const std::string &why)
{
    invalidPolicy("Invalid policy document: " + why);
}

[[noreturn]] void notFound(const std::string &why)
{
    throw ServiceError("PolicyNotFoundException", "Resource-based policy not found for the provided ResourceArn: " + why);
}

void checkStatement(const Json &statement)
{
    if (!statement.isObject())
        invalidDocument("Could not parse the policy: Statement is not an object");
    const auto demand = [&statement](const char *name, const char *otherName) {
        if (statement.find(name) == nullptr && statement.find(otherName) == nullptr)
            invalidDocument(std::string("Missing required field ") + name);
    };
    demand("Effect", "Effect");
    const std::string &effect = statement.find("Effect")->text();
    if (effect != "Allow" && effect != "Deny")
        invalidDocument("Invalid effect: " + effect);
    demand("Principal", "NotPrincipal");
    demand("Action", "NotAction");
    demand("Resource", "NotResource");
}

ResourceName nameOf(const EngineOptions &options, const std::string &arn)
{
    ResourceName name = resourceOf(options, arn);
    if (name.region != options.region)
        invalidPolicy("Invalid resource Arn: " + arn);
    return name;
}

const ResourcePolicy *policyOf(const TableState &table, const ResourceName &name)
{
    const auto found = table.policies.find(name.streamLabel);
    return found == table.policies.end() ? nullptr : &found->second;
}

void checkRevision(const ResourcePolicy *present, const std::optional<std::string> &expected, const ResourceName &name,
                   const std::string &arn)
{
    if (!expected)
        return;
    if (*expected == "NO_POLICY") {
        if (present != nullptr)
            notFound("Requested policy update expecting none to be present for table " + name.table
                     + ", but a policy exists with revision id " + present->revisionId + ".");
        return;
    }
    if (present == nullptr)
        notFound(arn);
    if (present->revisionId != *expected)
        notFound("Requested update for policy with revision id " + *expected + ", but the policy associated to target table " + name.table
                 + " has revision id " + present->revisionId + ".");
}

/// Revisions are times, and never the same twice.
std::string nextRevision(const ResourcePolicy *present, std::int64_t now)
{
    std::int64_t last = 0;
    if (present != nullptr)
        std::from_chars(present->revisionId.data(), present->revisionId.data() + present->revisionId.size(), last);
    return std::to_string(std::max(now, last + 1));
}

} // namespace

void checkPolicy(const std::string &policy)
{
    if (policy.size() > kMaxPolicyBytes)
        invalidPolicy("Maximum policy size of 20480 bytes exceeded");
    Json document;
    try {
        document = Json::parse(policy);
    } catch (const value::JsonSyntaxError &) {
        invalidDocument("This policy contains invalid Json");
    }
    if (document.isNull())
        invalidDocument("This text appears not to be a policy");
    if (!document.isObject())
        invalidDocument("This policy contains invalid Json");
    const Json *statement = document.find("Statement");
    if (statement == nullptr)
        invalidDocument("Syntax error at position (1," + std::to_string(policy.size() + 1) + ")");
    if (!statement->isArray()) {
        checkStatement(*statement);
        return;
    }
    if (statement->elements().empty())
        invalidDocument("Could not parse the policy: Statement is empty!");
    std::vector<std::string> ids;
    for (const Json &each : statement->elements()) {
        checkStatement(each);
        if (const Json *id = each.find("Sid")) {
            if (std::find(ids.begin(), ids.end(), id->text()) != ids.end())
                invalidDocument("The Statement Ids in the policy are not unique");
            ids.push_back(id->text());
        }
    }
}

ResourcePolicies::ResourcePolicies(Catalog &catalog, const ChangeLog &changeLog, const EngineOptions &options)
    : m_catalog(catalog), m_changeLog(changeLog), m_options(options)
{ }

void ResourcePolicies::checkStream(const ResourceName &name, const std::string &arn) const
{
    if (!name.streamLabel.empty() && m_changeLog.find(name.table, name.streamLabel) == nullptr)
        throw ServiceError("ResourceNotFoundException", "Requested resource not found: Stream: " + arn + " not found");
}

std::string ResourcePolicies::put(const std::string &arn, const std::string &policy, const std::optional<std::string> &expectedRevision)
{
    const ResourceName name = nameOf(m_options, arn);
    checkPolicy(policy);
    std::string revision;
    m_catalog.change(name.table, [&](TableState &next, Catalog::Consequences &) {
        checkStream(name, arn);
        const ResourcePolicy *present = policyOf(next, name);
        checkRevision(present, expectedRevision, name, arn);
        revision = present != nullptr && present->policy == policy ? present->revisionId : nextRevision(present, m_options.clock());
        next.policies[name.streamLabel] = {policy, revision};
    });
    return revision;
}

ResourcePolicy ResourcePolicies::get(const std::string &arn) const
{
    const ResourceName name = nameOf(m_options, arn);
    const auto table = m_catalog.findUsable(name.table);
    checkStream(name, arn);
    const ResourcePolicy *present = policyOf(*table, name);
    if (present == nullptr)
        notFound(arn);
    return *present;
}

std::optional<std::string> ResourcePolicies::remove(const std::string &arn, const std::optional<std::string> &expectedRevision)
{
    const ResourceName name = nameOf(m_options, arn);
    std::optional<std::string> revision;
    m_catalog.change(name.table, [&](TableState &next, Catalog::Consequences &) {
        checkStream(name, arn);
        const ResourcePolicy *present = policyOf(next, name);
        checkRevision(present, expectedRevision, name, arn);
        if (present != nullptr) {
            revision = present->revisionId;
            next.policies.erase(name.streamLabel);
        }
    });
    return revision;
}

} // namespace keywright::engine
