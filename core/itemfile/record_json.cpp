#include "core/itemfile/record_json.h"

#include "core/itemfile/tagged_value.h"
#include "core/value/dynamodb_json.h"

namespace keywright::itemfile {

using value::Json;

namespace {

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
