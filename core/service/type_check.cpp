#include "core/service/type_check.h"

#include <string>

#include "core/service/base64_check.h"
#include "core/service/fault.h"
#include "core/service/json_element.h"

namespace keywright::service {

namespace {

using simdjson::dom::element;
using JsonType = simdjson::dom::element_type;
using Type = Shape::Type;

/// Where a value stands decides some of the messages: the service reads the members of a structure with other code than
/// the elements of a list and the values of a map.
enum class Place { Member, Inside };

[[noreturn]] void failType(std::string message)
{
    throw Fault("SerializationException", std::move(message));
}

/// The token as the service calls it.
std::string tokenOf(element json)
{
    switch (json.type()) {
    case JsonType::STRING: return "STRING_VALUE";
    case JsonType::BOOL: return ElementAccess::valueOf(json).asFlag() ? "TRUE_VALUE" : "FALSE_VALUE";
    case JsonType::DOUBLE: return "DECIMAL_VALUE";
    default: return "NUMBER_VALUE";
    }
}

[[noreturn]] void failAtStructure()
{
    failType("Start of structure or map found where not expected");
}

/// A list or map inside another one is of a type with parameters, which the service's reader trips over.
[[noreturn]] void failAtScalarFor(Type type, Place place)
{
    if (place == Place::Member)
        failType("Unexpected field type");
    if (type == Type::Structure)
        failType("Unexpected value type in payload");
    failType("class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class "
             "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader "
             "'bootstrap')");
}

bool isTextOfFlag(std::string_view text)
{
    return text == "true" || text == "false" || text == "TRUE" || text == "FALSE";
}

void checkScalar(element json, const Shape &shape)
{
    if (json.is_object())
        failAtStructure();
    if (json.is_array())
        failType("Unrecognized collection type class " + shape.javaClass);

    const JsonType type = json.type();
    const bool isNumber = type == JsonType::INT64 || type == JsonType::UINT64 || type == JsonType::DOUBLE;
    switch (shape.type) {
    case Type::String:
        if (type != JsonType::STRING)
            failType(tokenOf(json) + " cannot be converted to String");
        return;
    case Type::Boolean:
        if (type == JsonType::STRING && !isTextOfFlag(textIn(json)))
            failType("Unexpected token received from parser");
        if (isNumber)
            failType(tokenOf(json) + " cannot be converted to Boolean");
        return;
    case Type::Blob:
        if (type != JsonType::STRING)
            failType("only base-64-encoded strings are convertible to bytes");
        checkBase64(textIn(json));
        return;
    default:
        if (!isNumber)
            failType(tokenOf(json) + " cannot be converted to " + shape.javaClass.substr(shape.javaClass.rfind('.') + 1));
    }
}

void check(element json, const Shape &shape, Place place)
{
    if (json.is_null())
        return;
    switch (shape.type) {
    case Type::Structure:
    case Type::Map: {
        if (json.is_array())
            failType("Unrecognized collection type " + std::string(shape.type == Type::Structure ? "class " : "") + shape.javaClass);
        if (!json.is_object())
            failAtScalarFor(shape.type, place);
        for (const auto &[name, value] : objectIn(json)) {
            if (shape.type == Type::Map)
                check(value, *shape.element, Place::Inside);
            else if (const Member *member = shape.find(name))
                check(value, *member->shape, Place::Member);
        }
        return;
    }
    case Type::List:
        if (json.is_object())
            failAtStructure();
        if (!json.is_array())
            failAtScalarFor(shape.type, place);
        for (const element part : arrayIn(json))
            check(part, *shape.element, Place::Inside);
        return;
    default: checkScalar(json, shape);
    }
}

} // namespace

void checkTypes(element root, const Shape &input)
{
    check(root, input, Place::Member);
}

} // namespace keywright::service
