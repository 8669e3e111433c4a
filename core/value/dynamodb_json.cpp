#include "core/value/dynamodb_json.h"

#include "core/value/base64.h"

namespace keywright::value {

namespace {

[[noreturn]] void fail(const Json &culprit, const std::string &path, const std::string &what)
{
    throw ValueFormatError(what, path, culprit.line(), culprit.column());
}

std::string inPath(const std::string &path, std::string_view step)
{
    return path.empty() ? std::string(step) : path + "." + std::string(step);
}

std::string inPath(const std::string &path, std::size_t index)
{
    return path + "[" + std::to_string(index) + "]";
}

const std::string &stringIn(const Json &json, const std::string &path, std::string_view what)
{
    if (!json.isString())
        fail(json, path, std::string(what) + " is written as a string; this is " + std::string(kindInWords(json.kind())));
    return json.text();
}

Decimal numberIn(const Json &json, const std::string &path)
{
    const std::string &text = stringIn(json, path, "a number");
    const auto number = Decimal::parse(text);
    if (!number)
        fail(json, path, explain(number.error(), text));
    return *number;
}

Binary binaryIn(const Json &json, const std::string &path)
{
    auto bytes = fromBase64(stringIn(json, path, "a binary value"));
    if (!bytes)
        fail(json, path, "a binary value is written in base64 with padding; this text is not");
    return Binary{std::move(*bytes)};
}

std::string stringMember(const Json &json, const std::string &path)
{
    return stringIn(json, path, "a string value");
}

template <typename ReadMember>
AttributeValue setIn(const Json &json, const std::string &path, ReadMember readMember)
{
    if (!json.isArray())
        fail(json, path, "a set is written as an array; this is " + std::string(kindInWords(json.kind())));
    if (json.elements().empty())
        fail(json, path, "a set has at least one member; leave the attribute out instead");
    std::vector<decltype(readMember(json, path))> members;
    for (std::size_t i = 0; i < json.elements().size(); ++i)
        members.push_back(readMember(json.elements()[i], inPath(path, i)));
    auto set = makeSet(std::move(members));
    if (!set)
        fail(json, path, "two members of the set are equal; every member may stand in it once");
    return AttributeValue(std::move(*set));
}

AttributeValue valueIn(const Json &json, const std::string &path);

AttributeMap mapIn(const Json &json, const std::string &path)
{
    if (!json.isObject())
        fail(json, path, "attributes are written as an object; this is " + std::string(kindInWords(json.kind())));
    AttributeMap map;
    for (const auto &[name, member] : json.members())
        map.set(name, valueIn(member, inPath(path, name)));
    return map;
}

List listIn(const Json &json, const std::string &path)
{
    if (!json.isArray())
        fail(json, path, "a list is written as an array; this is " + std::string(kindInWords(json.kind())));
    List list;
    for (std::size_t i = 0; i < json.elements().size(); ++i)
        list.push_back(valueIn(json.elements()[i], inPath(path, i)));
    return list;
}

AttributeValue valueIn(const Json &json, const std::string &path)
{
    constexpr std::string_view kExpected = "a value in DynamoDB JSON is an object with one member, its type, such as {\"S\": \"text\"}";
    if (!json.isObject() || json.members().size() != 1)
        fail(json, path, std::string(kExpected));
    const auto &[tag, content] = json.members().front();
    const auto type = typeFromTag(tag);
    if (!type)
        fail(json, path, "\"" + tag + "\" is no DynamoDB type; use S, N, B, BOOL, NULL, M, L, SS, NS or BS");

    const std::string inside = inPath(path, tag);
    switch (*type) {
    case Type::S: return AttributeValue(stringMember(content, inside));
    case Type::N: return AttributeValue(numberIn(content, inside));
    case Type::B: return AttributeValue(binaryIn(content, inside));
    case Type::Bool:
        if (!content.isBoolean())
            fail(content, inside, "a BOOL is true or false; this is " + std::string(kindInWords(content.kind())));
        return AttributeValue::boolean(content.asBoolean());
    case Type::Null:
        if (!content.isBoolean() || !content.asBoolean())
            fail(content, inside, "a NULL is written {\"NULL\": true}");
        return AttributeValue(Null{});
    case Type::M: return AttributeValue(mapIn(content, inside));
    case Type::L: return AttributeValue(listIn(content, inside));
    case Type::Ss: return setIn(content, inside, stringMember);
    case Type::Ns: return setIn(content, inside, numberIn);
    case Type::Bs: return setIn(content, inside, binaryIn);
    }
    fail(json, path, std::string(kExpected));
}

AttributeValue plainValueIn(const Json &json, const std::string &path)
{
    switch (json.kind()) {
    case Json::Kind::Null: return AttributeValue(Null{});
    case Json::Kind::Boolean: return AttributeValue::boolean(json.asBoolean());
    case Json::Kind::String: return AttributeValue(json.text());
    case Json::Kind::Number: {
        const auto number = Decimal::parse(json.text());
        if (!number)
            fail(json, path, explain(number.error(), json.text()));
        return AttributeValue(*number);
    }
    case Json::Kind::Array: {
        List list;
        for (std::size_t i = 0; i < json.elements().size(); ++i)
            list.push_back(plainValueIn(json.elements()[i], inPath(path, i)));
        return AttributeValue(std::move(list));
    }
    case Json::Kind::Object: {
        AttributeMap map;
        for (const auto &[name, member] : json.members())
            map.set(name, plainValueIn(member, inPath(path, name)));
        return AttributeValue(std::move(map));
    }
    }
    return AttributeValue(Null{});
}

template <typename Member, typename ToText>
Json stringArray(const Set<Member> &set, ToText toText)
{
    Json array = Json::array();
    for (const Member &member : set.members)
        array.append(Json::string(toText(member)));
    return array;
}

std::string textOf(const std::string &text)
{
    return text;
}
std::string textOf(const Decimal &number)
{
    return number.text();
}
std::string textOf(const Binary &binary)
{
    return toBase64(binary.bytes);
}

/// The part of DynamoDB JSON inside the type's tag.
struct ToTyped {
    Json operator()(const std::string &text) const { return Json::string(text); }
    Json operator()(const Decimal &number) const { return Json::string(number.text()); }
    Json operator()(const Binary &binary) const { return Json::string(toBase64(binary.bytes)); }
    Json operator()(bool boolean) const { return Json::boolean(boolean); }
    Json operator()(Null) const { return Json::boolean(true); }
    Json operator()(const AttributeMap &map) const { return toDynamoDbJson(map); }
    Json operator()(const List &list) const
    {
        Json array = Json::array();
        for (const AttributeValue &member : list)
            array.append(toDynamoDbJson(member));
        return array;
    }
    template <typename Member>
    Json operator()(const Set<Member> &set) const
    {
        return stringArray(set, [](const Member &member) { return textOf(member); });
    }
};

struct ToPlain {
    Json operator()(const std::string &text) const { return Json::string(text); }
    Json operator()(const Decimal &number) const { return Json::number(number.text()); }
    Json operator()(const Binary &binary) const { return Json::string(toBase64(binary.bytes)); }
    Json operator()(bool boolean) const { return Json::boolean(boolean); }
    Json operator()(Null) const { return {}; }
    Json operator()(const AttributeMap &map) const { return toPlainJson(map); }
    Json operator()(const List &list) const
    {
        Json array = Json::array();
        for (const AttributeValue &member : list)
            array.append(toPlainJson(member));
        return array;
    }
    template <typename Member>
    Json operator()(const Set<Member> &set) const
    {
        Json array = Json::array();
        for (const Member &member : set.members)
            array.append((*this)(member));
        return array;
    }
};

} // namespace

AttributeValue valueFromDynamoDbJson(const Json &json)
{
    return valueIn(json, "");
}

Item itemFromDynamoDbJson(const Json &json)
{
    return mapIn(json, "");
}

Json toDynamoDbJson(const AttributeValue &value)
{
    Json json = Json::object();
    json.set(std::string(tagOf(value.type())), std::visit(ToTyped{}, value.content()));
    return json;
}

Json toDynamoDbJson(const Item &item)
{
    Json::Members members;
    for (const auto &[name, value] : item)
        members.push_back({name, toDynamoDbJson(value)});
    return Json::object(std::move(members));
}

AttributeValue valueFromPlainJson(const Json &json)
{
    return plainValueIn(json, "");
}

Item itemFromPlainJson(const Json &json)
{
    if (!json.isObject())
        fail(json, "", "an item is an object; this is " + std::string(kindInWords(json.kind())));
    return *plainValueIn(json, "").get<AttributeMap>();
}

Json toPlainJson(const AttributeValue &value)
{
    return std::visit(ToPlain{}, value.content());
}

Json toPlainJson(const Item &item)
{
    Json::Members members;
    for (const auto &[name, value] : item)
        members.push_back({name, toPlainJson(value)});
    return Json::object(std::move(members));
}

std::string displayText(const AttributeValue &value)
{
    if (const auto *text = value.get<std::string>())
        return *text;
    return toPlainJson(value).compact();
}

std::string explain(DecimalFault fault, std::string_view text)
{
    const std::string quoted = "\"" + std::string(text.substr(0, 60)) + "\"";
    switch (fault) {
    case DecimalFault::Syntax: return quoted + " is not a number";
    case DecimalFault::TooManyDigits: return quoted + " has more than the 38 significant digits that a DynamoDB number can hold";
    case DecimalFault::Overflow:
        return quoted + " is larger than the largest DynamoDB number, 9.9999999999999999999999999999999999999E+125";
    case DecimalFault::Underflow: return quoted + " is closer to zero than the smallest DynamoDB number, 1E-130";
    }
    return quoted + " is not a number";
}

} // namespace keywright::value
