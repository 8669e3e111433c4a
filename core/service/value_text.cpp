#include "core/service/value_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/service/json_element.h"

namespace keywright::service {

namespace {

using simdjson::dom::element;
using Type = Shape::Type;

struct OwnMembers {
    std::string_view shape;
    std::array<std::string_view, 16> names;
};

/// Structures that the service prints with members that its public model lacks, or in another order.
constexpr std::array<OwnMembers, 2> kOwnMembers{{
    {"AttributeValue",
     {"S", "N", "B", "INT", "DECIMAL", "DOUBLE", "SS", "NS", "BS", "INTSET", "DECIMALSET", "DOUBLESET", "M", "L", "NULL", "BOOL"}},
    {"PutRequest", {"Item", "WorkloadProfileName"}},
}};

/// A message need not repeat a body of 16 MB, every value of it in the words of sixteen members.
constexpr std::size_t kLongest = 64 * 1024;

void append(std::string &out, element json, const Shape &shape);

void appendCut(std::string &out, std::string_view text)
{
    std::size_t length = std::min(text.size(), kLongest);
    while (length < text.size() && length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
        --length;
    out += text.substr(0, length);
}

void appendMember(std::string &out, element json, const Shape &shape, std::string_view name, bool isFirst)
{
    out += (isFirst ? "" : ", ") + pathNameOf(name) + "=";
    const auto value = ElementAccess::valueOf(json).find(name);
    const Member *member = shape.find(name);
    if (value && member)
        append(out, ElementAccess::elementOf(*value), *member->shape);
    else
        out += "null";
}

void appendStructure(std::string &out, element json, const Shape &shape)
{
    out += shape.name + "(";
    bool isFirst = true;
    for (const OwnMembers &own : kOwnMembers)
        if (own.shape == shape.name)
            for (const std::string_view name : own.names)
                if (!name.empty())
                    appendMember(out, json, shape, name, std::exchange(isFirst, false));
    if (isFirst)
        for (const Member &member : shape.members)
            appendMember(out, json, shape, member.name, std::exchange(isFirst, false));
    out += ")";
}

void append(std::string &out, element json, const Shape &shape)
{
    if (out.size() > kLongest)
        return;
    const RequestValue value = ElementAccess::valueOf(json);
    if (json.is_null()) {
        out += "null";
        return;
    }
    switch (shape.type) {
    case Type::Structure: appendStructure(out, json, shape); return;
    case Type::List: {
        std::string_view separator = "[";
        for (const RequestValue &part : value.elements()) {
            if (out.size() > kLongest)
                return;
            out += separator;
            append(out, ElementAccess::elementOf(part), *shape.element);
            separator = ", ";
        }
        out += separator == "[" ? "[]" : "]";
        return;
    }
    case Type::Map: {
        std::string_view separator = "{";
        for (const auto &[name, part] : value.members()) {
            out += separator;
            if (out.size() > kLongest)
                return;
            appendCut(out, name);
            out += "=";
            append(out, ElementAccess::elementOf(part), *shape.element);
            separator = ", ";
        }
        out += separator == "{" ? "{}" : "}";
        return;
    }
    case Type::Integer:
    case Type::Long: out += std::to_string(value.asInteger()); return;
    case Type::Boolean: out += value.asFlag() ? "true" : "false"; return;
    case Type::String:
    case Type::Blob: appendCut(out, value.asText()); return;
    default: out += simdjson::minify(json);
    }
}

} // namespace

std::string valueText(element json, const Shape &shape)
{
    std::string text;
    append(text, json, shape);
    return text;
}

} // namespace keywright::service
