#include "core/itemfile/tagged_value.h"

#include <algorithm>

#include "core/value/attribute_value.h"

namespace keywright::itemfile {

using value::Json;

bool isTaggedValue(const Json &json)
{
    if (!json.isObject() || json.members().size() != 1)
        return false;
    const auto &[tag, content] = json.members().front();
    const auto type = value::typeFromTag(tag);
    if (!type)
        return false;
    switch (*type) {
    case value::Type::S:
    case value::Type::N:
    case value::Type::B: return content.isString();
    case value::Type::Bool:
    case value::Type::Null: return content.isBoolean();
    case value::Type::M: return content.isObject();
    case value::Type::L:
    case value::Type::Ss:
    case value::Type::Ns:
    case value::Type::Bs: return content.isArray();
    }
    return false;
}

bool isDynamoDbJson(const Json &item)
{
    const auto &members = item.members();
    return item.isObject() && !members.empty()
        && std::all_of(members.begin(), members.end(), [](const Json::Member &member) { return isTaggedValue(member.value); });
}

} // namespace keywright::itemfile
