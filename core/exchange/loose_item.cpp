#include "core/exchange/loose_item.h"

#include "core/itemfile/tagged_value.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using value::AttributeValue;
using value::Json;

namespace {

AttributeValue looseValue(const Json &json, const std::string &path, Looseness &looseness);

[[noreturn]] void failInside(const value::ValueFormatError &error, const std::string &path)
{
    const std::string inside = error.path().empty() || path.empty() ? path + error.path() : path + "." + error.path();
    throw value::ValueFormatError(error.what(), inside, error.line(), error.column());
}

value::AttributeMap looseMap(const Json &json, const std::string &path, Looseness &looseness)
{
    value::AttributeMap map;
    for (const auto &[name, member] : json.members())
        map.set(name, looseValue(member, path.empty() ? name : path + "." + name, looseness));
    return map;
}

value::List looseList(const Json &json, const std::string &path, Looseness &looseness)
{
    value::List list;
    for (std::size_t i = 0; i < json.elements().size(); ++i)
        list.push_back(looseValue(json.elements()[i], path + "[" + std::to_string(i) + "]", looseness));
    return list;
}

const Json &undoubled(const Json &content, Looseness &looseness)
{
    const Json *inner = content.members().size() == 1 ? content.find("M") : nullptr;
    if (inner == nullptr || !itemfile::isDynamoDbJson(*inner))
        return content;
    ++looseness.doubled;
    return *inner;
}

/// {"BOOL": "true"} and {"NULL": "true"}, which NoSQL Workbench writes too.
std::optional<AttributeValue> fromWord(const Json &json)
{
    if (!json.isObject() || json.members().size() != 1 || !json.members().front().value.isString())
        return std::nullopt;
    const auto &[tag, content] = json.members().front();
    if (tag == "BOOL" && (content.text() == "true" || content.text() == "false"))
        return AttributeValue::boolean(content.text() == "true");
    if (tag == "NULL" && content.text() == "true")
        return AttributeValue(value::Null{});
    return std::nullopt;
}

AttributeValue looseValue(const Json &json, const std::string &path, Looseness &looseness)
{
    if (itemfile::isTaggedValue(json)) {
        const auto &[tag, content] = json.members().front();
        if (tag == "M")
            return AttributeValue(looseMap(undoubled(content, looseness), path + ".M", looseness));
        if (tag == "L")
            return AttributeValue(looseList(content, path + ".L", looseness));
        try {
            return value::valueFromDynamoDbJson(json);
        } catch (const value::ValueFormatError &error) {
            failInside(error, path);
        }
    }
    if (const auto word = fromWord(json)) {
        ++looseness.wordsForBool;
        return *word;
    }
    ++looseness.plain;
    if (json.isObject())
        return AttributeValue(looseMap(json, path, looseness));
    if (json.isArray())
        return AttributeValue(looseList(json, path, looseness));
    try {
        return value::valueFromPlainJson(json);
    } catch (const value::ValueFormatError &error) {
        failInside(error, path);
    }
}

} // namespace

value::Item looseItem(const Json &json, Looseness &looseness)
{
    if (!json.isObject())
        throw value::ValueFormatError("an item is an object; this is " + std::string(kindInWords(json.kind())), "", json.line(),
                                      json.column());
    return looseMap(json, "", looseness);
}

} // namespace keywright::exchange
