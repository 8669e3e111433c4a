#include "core/service/attribute_reader.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/schema/limits.h"
#include "core/service/base64_check.h"
#include "core/service/fault.h"
#include "core/service/json_element.h"
#include "core/service/type_check.h"
#include "core/value/base64.h"

namespace keywright::service {

namespace {

using simdjson::dom::element;
using value::AttributeValue;
using value::Binary;
using value::Decimal;
using value::DecimalFault;
using value::Type;

[[noreturn]] void failEmpty()
{
    throw Fault::validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
}

[[noreturn]] void failRequest(const std::string &what, const std::string &wordingOfWrites = {})
{
    constexpr const char *kPrefix = "One or more parameter values were invalid: ";
    throw Fault::requestValidation(kPrefix + what, wordingOfWrites.empty() ? std::string() : kPrefix + wordingOfWrites);
}

Decimal numberIn(std::string_view text)
{
    const auto number = Decimal::parse(text);
    if (number)
        return *number;
    switch (number.error()) {
    case DecimalFault::TooManyDigits: throw Fault::validation("Attempting to store more than 38 significant digits in a Number");
    case DecimalFault::Overflow:
        throw Fault::validation("Number overflow. Attempting to store a number with magnitude larger than supported range");
    case DecimalFault::Underflow:
        throw Fault::validation("Number underflow. Attempting to store a number with magnitude smaller than supported range");
    case DecimalFault::Syntax: break;
    }
    throw Fault::validation("The parameter cannot be converted to a numeric value" + (text.empty() ? "" : ": " + std::string(text)));
}

Binary binaryIn(std::string_view text)
{
    auto bytes = value::fromBase64(text);
    if (!bytes) {
        checkBase64(text); // says what is wrong
        throw Fault("SerializationException", "Invalid last non-pad Base64 character dectected");
    }
    return Binary{std::move(*bytes)};
}

/// "[a, b]", or ["a", "b"] with `quote`.
std::string listText(element array, std::string_view quote)
{
    std::string text;
    for (const element member : arrayIn(array)) {
        text += text.empty() ? "[" : ", ";
        text += quote;
        text += textIn(member);
        text += quote;
    }
    return text + "]";
}

template <typename Member, typename Read>
std::vector<Member> membersIn(element json, const char *whenEmpty, const char *whenNull, Read read)
{
    const simdjson::dom::array array = arrayIn(json);
    std::vector<Member> members;
    members.reserve(array.size());
    for (const element member : array) {
        if (member.is_null())
            failRequest(whenNull);
        members.push_back(read(textIn(member)));
    }
    if (members.empty())
        failRequest(whenEmpty);
    return members;
}

AttributeValue stringSetIn(element json)
{
    auto set = value::makeSet(membersIn<std::string>(json, "An string set  may not be empty",
                                                     "An string set may not have a null string as a member",
                                                     [](std::string_view text) { return std::string(text); }));
    if (!set)
        failRequest("Input collection " + listText(json, "") + " contains duplicates.",
                    "Input collection " + listText(json, "\"") + " contains duplicates.");
    return std::move(*set);
}

AttributeValue numberSetIn(element json)
{
    auto set = value::makeSet(
        membersIn<Decimal>(json, "An number set  may not be empty", "An number set may not have a null number as a member", numberIn));
    if (!set)
        throw Fault::requestValidation("Input collection contains duplicates");
    return std::move(*set);
}

AttributeValue binarySetIn(element json)
{
    auto set = value::makeSet(
        membersIn<Binary>(json, "Binary sets should not be empty", "Binary sets may not contain null or empty values", binaryIn));
    if (!set)
        failRequest("Input collection " + listText(json, "") + "of type BS contains duplicates.");
    return std::move(*set);
}

AttributeValue nullIn(element json)
{
    if (!ElementAccess::valueOf(json).asFlag())
        failRequest("Null attribute value types must have the value of true");
    return value::Null{};
}

AttributeValue valueIn(element json, int level);

value::AttributeMap mapIn(element json, int level)
{
    using Field = std::pair<std::string_view, element>;
    const simdjson::dom::object object = objectIn(json);
    std::vector<Field> fields;
    fields.reserve(object.size());
    bool isSorted = true;
    for (const auto &[name, field] : object) {
        isSorted = isSorted && (fields.empty() || fields.back().first <= name);
        fields.emplace_back(name, field);
    }
    // An AttributeMap is sorted: what comes in order is appended to it and nothing is moved.
    if (!isSorted)
        std::stable_sort(fields.begin(), fields.end(), [](const Field &left, const Field &right) { return left.first < right.first; });

    // Only the first can be empty, now that they are in order.
    if (!fields.empty() && fields.front().first.empty())
        throw Fault::validation("Empty attribute name");

    value::AttributeMap map;
    map.reserve(fields.size());
    for (const auto &[name, field] : fields)
        map.set(std::string(name), valueIn(field, level));
    return map;
}

value::List listIn(element json, int level)
{
    const simdjson::dom::array array = arrayIn(json);
    value::List list;
    list.reserve(array.size());
    for (const element member : array)
        list.push_back(valueIn(member, level));
    return list;
}

AttributeValue contentIn(Type type, element json, int level)
{
    switch (type) {
    case Type::S: return std::string(textIn(json));
    case Type::N: return numberIn(textIn(json));
    case Type::B: return binaryIn(textIn(json));
    case Type::Bool: return AttributeValue::boolean(ElementAccess::valueOf(json).asFlag());
    case Type::Null: return nullIn(json);
    case Type::M: return mapIn(json, level + 1);
    case Type::L: return listIn(json, level + 1);
    case Type::Ss: return stringSetIn(json);
    case Type::Ns: return numberSetIn(json);
    case Type::Bs: return binarySetIn(json);
    }
    failEmpty();
}

/// `level` is that of a scalar here: 1 in an attribute, one more in every M or L.
AttributeValue valueIn(element json, int level)
{
    if (level > schema::kMaxNestingLevels)
        throw Fault::requestValidation(
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit");
    simdjson::dom::object object;
    if (json.get_object().get(object) != simdjson::SUCCESS)
        failEmpty();

    std::optional<Type> first;
    bool hasSeveral = false;
    AttributeValue result;
    for (const auto &[tag, content] : object) {
        const auto type = value::typeFromTag(tag);
        if (!type || content.is_null())
            continue;
        hasSeveral = hasSeveral || (first && *first != *type);
        first = type;
        result = contentIn(*type, content, level);
    }
    if (!first)
        failEmpty();
    if (hasSeveral)
        throw Fault::validation(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
    return result;
}

} // namespace

AttributeValue readAttributeValue(const RequestValue &value)
{
    return valueIn(ElementAccess::elementOf(value), 1);
}

value::Item readItem(const RequestValue &value)
{
    const element json = ElementAccess::elementOf(value);
    return json.is_object() ? mapIn(json, 1) : value::Item();
}

value::Item itemFromText(std::string_view json)
{
    static const Shape &kItem = *Facts::ofDynamoDb().find("DynamoDB_20120810.PutItem")->input->find("Item")->shape;
    const RequestDocument document(json);
    checkTypes(ElementAccess::elementOf(document.root()), kItem);
    return readItem(document.root());
}

} // namespace keywright::service
