#include "core/model/unknown_members.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/value/json.h"

namespace keywright::model {

extern const std::string_view kModelSchemaText;

namespace {

using Schema = nlohmann::json;
using Schemas = std::vector<const Schema *>;
using value::Json;

const Schema &wholeSchema()
{
    static const Schema schema = Schema::parse(kModelSchemaText);
    return schema;
}

/// What a NoSQL Workbench model has besides goes back into one.
constexpr std::string_view kKeptForExport = "nosqlWorkbench";
constexpr std::string_view kOnesOwn = "x-"; ///< another tool's, by the usual sign

/// The schemas that may count for a value: without references, alternatives taken apart.
void expand(const Schema &schema, Schemas &all)
{
    if (!schema.is_object())
        return;
    if (const auto reference = schema.find("$ref"); reference != schema.end())
        expand(wholeSchema().at(Schema::json_pointer(reference->get<std::string>().substr(1))), all);
    for (const char *alternatives : {"anyOf", "allOf", "oneOf"})
        if (const auto found = schema.find(alternatives); found != schema.end())
            for (const Schema &each : *found)
                expand(each, all);
    all.push_back(&schema);
}

Schemas expanded(const Schemas &parents, const char *keyword)
{
    Schemas all;
    for (const Schema *parent : parents)
        if (const auto found = parent->find(keyword); found != parent->end())
            expand(*found, all);
    return all;
}

/// How many letters must be put in, left out, changed or swapped with their neighbour.
std::size_t distance(const std::string &left, const std::string &right)
{
    std::vector<std::vector<std::size_t>> cost(left.size() + 1, std::vector<std::size_t>(right.size() + 1));
    for (std::size_t i = 0; i <= left.size(); ++i)
        for (std::size_t j = 0; j <= right.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[left.size()][right.size()];
}

class Walk {
public:
    void look(const Json &json, const Schemas &schemas, const std::string &place)
    {
        if (json.kind() == Json::Kind::Array) {
            const Schemas items = expanded(schemas, "items");
            for (std::size_t i = 0; i < json.elements().size() && !items.empty(); ++i)
                look(json.elements()[i], items, place + "[" + std::to_string(i) + "]");
        } else if (json.kind() == Json::Kind::Object) {
            lookAtMembers(json, schemas, place);
        }
    }

    std::vector<UnknownMember> found;

private:
    void lookAtMembers(const Json &json, const Schemas &schemas, const std::string &place)
    {
        const bool isDescribed =
            std::any_of(schemas.begin(), schemas.end(), [](const Schema *each) { return each->contains("properties"); });
        const Schemas ofOthers = expanded(schemas, "additionalProperties");
        for (const auto &[name, member] : json.members()) {
            if (name == kKeptForExport || name.starts_with(kOnesOwn))
                continue;
            const std::string here = place.empty() ? name : place + "." + name;
            const Schemas own = ofMember(schemas, name);
            if (!own.empty() || !ofOthers.empty())
                look(member, own.empty() ? ofOthers : own, here);
            else if (isDescribed)
                found.push_back({here, member.line(), member.column(), likely(schemas, name)});
        }
    }

    static Schemas ofMember(const Schemas &schemas, const std::string &name)
    {
        Schemas all;
        for (const Schema *each : schemas)
            if (const auto properties = each->find("properties"); properties != each->end())
                if (const auto found = properties->find(name); found != properties->end())
                    expand(*found, all);
        return all;
    }

    static std::string likely(const Schemas &schemas, const std::string &name)
    {
        std::string best;
        std::size_t least = std::max<std::size_t>(1, name.size() / 4) + 1;
        for (const Schema *each : schemas)
            if (const auto properties = each->find("properties"); properties != each->end())
                for (const auto &known : properties->items())
                    if (const std::size_t far = distance(name, known.key()); far < least) {
                        least = far;
                        best = known.key();
                    }
        return best;
    }
};

} // namespace

std::vector<UnknownMember> unknownMembers(std::string_view text)
{
    Walk walk;
    try {
        const Json json = Json::parse(text);
        Schemas schemas;
        expand(wholeSchema(), schemas);
        walk.look(json, schemas, {});
    } catch (const value::JsonSyntaxError &) {
        return {};
    }
    return walk.found;
}

} // namespace keywright::model
