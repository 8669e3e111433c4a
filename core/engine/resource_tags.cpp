#include "core/engine/resource_tags.h"

#include <set>

#include "core/engine/catalog.h"
#include "core/engine/resource_names.h"
#include "core/engine/service_error.h"
#include "core/schema/tag_rules.h"

namespace keywright::engine {

namespace {

constexpr std::size_t kTagsAPage = schema::kMaxTags;

/// The name of the table whose ARN it is; whether the table is there is not asked.
std::string tableOf(const EngineOptions &options, const std::string &arn)
{
    const ResourceName name = resourceOf(options, arn);
    if (name.region != options.region)
        invalid("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
    if (!name.streamLabel.empty())
        invalid("One or more parameter values were invalid: Invalid resource arn provided, only table is accepted. Provided resource arn: "
                + arn);
    return name.table;
}

/// The service names the ARN where other operations name the table.
template <typename Find>
auto orNotFound(const std::string &arn, Find find)
{
    try {
        return find();
    } catch (const ServiceError &error) {
        if (error.name() != "ResourceNotFoundException")
            throw;
        throw ServiceError(error.name(), "Requested resource not found: ResourceArn: " + arn + " not found");
    }
}

} // namespace

ResourceTags::ResourceTags(Catalog &catalog, const EngineOptions &options) : m_catalog(catalog), m_options(options) { }

void ResourceTags::tag(const std::string &arn, const std::vector<std::pair<std::string, std::string>> &tags)
{
    const std::string name = tableOf(m_options, arn);
    if (tags.empty())
        invalid("Atleast one Tag needs to be provided as Input.");
    if (const auto broken = schema::brokenTagRule(tags))
        invalid(*broken);
    orNotFound(arn, [&] {
        return m_catalog.change(name, [&tags](TableState &next, Catalog::Consequences &) {
            for (const auto &[key, value] : tags)
                next.definition.tags[key] = value;
            if (next.definition.tags.size() > schema::kMaxTags)
                invalid("Number of Tags exceed the current limit for the provided ResourceArn");
        });
    });
}

void ResourceTags::untag(const std::string &arn, const std::vector<std::string> &keys)
{
    const std::string name = tableOf(m_options, arn);
    if (keys.empty())
        invalid("Atleast one Tag Key needs to be provided as Input.");
    for (const std::string &key : keys)
        if (const auto broken = schema::brokenTagKeyRule(key))
            invalid(*broken);
    orNotFound(arn, [&] {
        return m_catalog.change(name, [&keys](TableState &next, Catalog::Consequences &) {
            for (const std::string &key : keys)
                next.definition.tags.erase(key);
        });
    });
}

TagPage ResourceTags::list(const std::string &arn, const std::optional<std::string> &nextToken) const
{
    const std::string name = tableOf(m_options, arn);
    const auto table = orNotFound(arn, [&] { return m_catalog.findUsable(name); });
    const auto &tags = table->definition.tags;
    TagPage page;
    for (auto tag = nextToken ? tags.upper_bound(*nextToken) : tags.begin(); tag != tags.end(); ++tag) {
        if (page.tags.size() == kTagsAPage) {
            page.nextToken = page.tags.back().first;
            break;
        }
        page.tags.push_back(*tag);
    }
    return page;
}

} // namespace keywright::engine
