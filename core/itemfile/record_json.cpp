#include "core/itemfile/record_json.h"

#include <algorithm>

#include "core/value/dynamodb_json.h"

namespace keywright::itemfile {

using value::Json;

namespace {

bool isTagged(const Json &json)
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

value::Item typedItem(const Json &json)
{
    value::Item item = value::itemFromDynamoDbJson(json);
    if (item.empty())
        throw value::ValueFormatError("the item has no attributes; it needs at least its key", "", json.line(), json.column());
    return item;
}

const Json *onlyMember(const Json &json, std::string_view name)
{
    return json.members().size() == 1 ? json.find(name) : nullptr;
}

/// A line of an incremental export; without NewImage the item was deleted.
Record changeFromExport(const Json &json, const Json &keys)
{
    Record record;
    const Json *after = json.find("NewImage");
    const Json *before = json.find("OldImage");
    if (before != nullptr)
        record.oldImage = value::itemFromDynamoDbJson(*before);
    record.kind = after != nullptr ? Record::Kind::Put : Record::Kind::Delete;
    record.item = typedItem(after != nullptr ? *after : keys);
    return record;
}

} // namespace

bool isDynamoDbJson(const Json &item)
{
    const auto &members = item.members();
    return item.isObject() && !members.empty()
        && std::all_of(members.begin(), members.end(), [](const Json::Member &member) { return isTagged(member.value); });
}

Record recordFromJson(const Json &json, Encoding &encoding)
{
    if (const Json *put = onlyMember(json, "PutRequest"); put != nullptr && put->find("Item") != nullptr)
        return {.item = typedItem(*put->find("Item"))};
    if (const Json *removal = onlyMember(json, "DeleteRequest"); removal != nullptr && removal->find("Key") != nullptr)
        return {.kind = Record::Kind::Delete, .item = typedItem(*removal->find("Key"))};
    if (const Json *inside = onlyMember(json, "Item"); inside != nullptr && isDynamoDbJson(*inside)) {
        encoding = Encoding::DynamoDb;
        return {.item = typedItem(*inside)};
    }
    const Json *keys = json.find("Keys");
    if (keys != nullptr && isDynamoDbJson(*keys)
        && (json.find("NewImage") != nullptr || json.find("OldImage") != nullptr || json.find("Metadata") != nullptr)) {
        encoding = Encoding::DynamoDb;
        return changeFromExport(json, *keys);
    }
    if (encoding == Encoding::Auto)
        encoding = isDynamoDbJson(json) ? Encoding::DynamoDb : Encoding::Plain;
    if (encoding == Encoding::DynamoDb)
        return {.item = typedItem(json)};
    value::Item item = value::itemFromPlainJson(json);
    if (item.empty())
        throw value::ValueFormatError("the item has no attributes; it needs at least its key", "", json.line(), json.column());
    return {.item = std::move(item)};
}

} // namespace keywright::itemfile
