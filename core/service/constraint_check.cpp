#include "core/service/constraint_check.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/service/fault.h"
#include "core/service/json_element.h"
#include "core/service/value_text.h"

namespace keywright::service {

namespace {

using simdjson::dom::element;
using ShapeType = Shape::Type;
using When = MemberMessage::When;

constexpr std::size_t kMostErrors = 10;

/// A value and the constraint that it breaks.
struct Breach {
    When when = When::Invalid;
    std::string sentence; ///< "Member must not be null"
};

/// In UTF-16 units, as Java counts.
std::int64_t lengthOf(std::string_view utf8)
{
    return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; })
        + std::count_if(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
}

bool isShorter(std::string_view text, std::int64_t than)
{
    return static_cast<std::int64_t>(text.size()) < than || lengthOf(text) < than;
}

bool isLonger(std::string_view text, std::int64_t than)
{
    return static_cast<std::int64_t>(text.size()) > than && lengthOf(text) > than;
}

std::string notBelow(const Shape &shape)
{
    const bool isNumber = shape.type == ShapeType::Integer || shape.type == ShapeType::Long || shape.type == ShapeType::Double;
    return std::string("Member must have ") + (isNumber ? "value" : "length") + " greater than or equal to " + std::to_string(*shape.min);
}

std::string notAbove(const Shape &shape)
{
    const bool isNumber = shape.type == ShapeType::Integer || shape.type == ShapeType::Long || shape.type == ShapeType::Double;
    return std::string("Member must have ") + (isNumber ? "value" : "length") + " less than or equal to " + std::to_string(*shape.max);
}

std::string matching(const Shape &shape)
{
    return "Member must satisfy regular expression pattern: " + shape.pattern->text();
}

std::string oneOf(const Shape &shape)
{
    std::string list;
    for (const std::string &value : shape.values)
        list += (list.empty() ? "" : ", ") + value;
    return "Member must satisfy enum value set: [" + list + "]";
}

/// All that the shape demands, as messages about keys and values of a map list it.
std::string allDemands(const Shape &shape)
{
    std::string list;
    const auto add = [&list](const std::string &demand) { list += (list.empty() ? "" : ", ") + demand; };
    if (shape.max)
        add(notAbove(shape));
    if (shape.min)
        add(notBelow(shape));
    if (shape.pattern)
        add(matching(shape));
    if (!shape.values.empty())
        add(oneOf(shape));
    return "[" + list + "]";
}

std::vector<Breach> breachesOfText(std::string_view text, const Shape &shape)
{
    constexpr std::int64_t kMaxArnLength = 1'024;
    const bool isArn = shape.orArn && text.starts_with("arn:");
    std::vector<Breach> breaches;
    if (!shape.values.empty() && std::find(shape.values.begin(), shape.values.end(), text) == shape.values.end())
        breaches.push_back({When::Invalid, oneOf(shape)});
    // Where an ARN may stand, an empty name is only too short.
    if (shape.pattern && !isArn && !(shape.orArn && text.empty()) && !shape.pattern->matches(text))
        breaches.push_back({When::Invalid, matching(shape)});
    if (shape.min && isShorter(text, *shape.min))
        breaches.push_back({text.empty() ? When::Empty : When::Length, notBelow(shape)});
    if (shape.max && isLonger(text, isArn ? kMaxArnLength : *shape.max))
        breaches.push_back({When::Length, notAbove(shape)});
    return breaches;
}

std::vector<Breach> breachesOfNumber(double number, const Shape &shape)
{
    std::vector<Breach> breaches;
    if (shape.min && number < static_cast<double>(*shape.min))
        breaches.push_back({When::Invalid, notBelow(shape)});
    if (shape.max && number > static_cast<double>(*shape.max))
        breaches.push_back({When::Invalid, notAbove(shape)});
    return breaches;
}

std::vector<Breach> breachesOfSize(std::size_t size, const Shape &shape)
{
    std::vector<Breach> breaches;
    if (shape.min && static_cast<std::int64_t>(size) < *shape.min)
        breaches.push_back({size == 0 ? When::Empty : When::Length, notBelow(shape)});
    if (shape.max && static_cast<std::int64_t>(size) > *shape.max)
        breaches.push_back({When::Length, notAbove(shape)});
    return breaches;
}

/// What is wrong with the value itself, not with anything inside it.
std::vector<Breach> breachesOf(element json, const Shape &shape)
{
    switch (shape.type) {
    case ShapeType::String: return breachesOfText(textIn(json), shape);
    case ShapeType::Integer:
    case ShapeType::Long: return breachesOfNumber(static_cast<double>(ElementAccess::valueOf(json).asInteger()), shape);
    case ShapeType::Double: return breachesOfNumber(ElementAccess::valueOf(json).asDouble(), shape);
    case ShapeType::List:
    case ShapeType::Map: return breachesOfSize(ElementAccess::valueOf(json).size(), shape);
    default: return {};
    }
}

class ConstraintCheck {
public:
    void run(element root, const Shape &input)
    {
        checkMembers(root, input, "");
        if (!m_errors.empty())
            throw Fault::validation(summary());
    }

private:
    bool isFull() const { return m_errors.size() >= kMostErrors; }

    std::string summary() const
    {
        std::string text =
            std::to_string(m_errors.size()) + (m_errors.size() == 1 ? " validation error detected: " : " validation errors detected: ");
        for (std::size_t i = 0; i < m_errors.size(); ++i)
            text += (i == 0 ? "" : "; ") + m_errors[i];
        return text;
    }

    /// `value` is null where there is none.
    void add(const element *json, const Shape &shape, const std::string &path, const std::string &sentence)
    {
        if (isFull())
            return;
        const std::string value = json ? "'" + valueText(*json, shape) + "'" : "null";
        m_errors.push_back("Value " + value + " at '" + path + "' failed to satisfy constraint: " + sentence);
    }

    void addOfMember(const element *json, const Member &member, const std::string &path, const Breach &breach)
    {
        for (const MemberMessage &message : member.messages) {
            // An empty value is too short as well; its own message comes first.
            if (message.when != breach.when && !(message.when == When::Length && breach.when == When::Empty))
                continue;
            if (message.alone)
                throw Fault::validation((message.enveloped ? "1 validation error detected: " : "") + message.message);
            if (!isFull())
                m_errors.push_back(message.message);
            return;
        }
        add(json, *member.shape, path, breach.sentence);
    }

    /// Messages that stand alone win over everything before them.
    void checkMembers(element json, const Shape &shape, const std::string &path)
    {
        for (const Member &member : shape.members) {
            if (!member.messages.empty())
                checkMember(json, shape, member, path, true);
        }
        for (const Member &member : shape.members) {
            if (isFull())
                return;
            if (member.required || !member.requiredUnless.empty() || member.shape->isConstrained)
                checkMember(json, shape, member, path, false);
        }
    }

    static element memberOf(element json, const Member &member, bool &exists)
    {
        element found;
        exists = false;
        for (const auto &[name, value] : objectIn(json))
            if (name == member.name) {
                exists = !value.is_null();
                found = value;
            }
        return found;
    }

    void checkMember(element json, const Shape &shape, const Member &member, const std::string &path, bool onlyAlone)
    {
        bool exists = false;
        const element value = memberOf(json, member, exists);
        std::vector<Breach> breaches;
        if (exists)
            breaches = breachesOf(value, *member.shape);
        else if (isRequired(json, shape, member))
            breaches.push_back({When::Missing, "Member must not be null"});
        else
            return;

        const std::string memberPath = path.empty() ? member.pathName : path + "." + member.pathName;
        for (const Breach &breach : breaches) {
            if (!onlyAlone || hasAlone(member, breach.when))
                addOfMember(exists ? &value : nullptr, member, memberPath, breach);
        }
        if (!onlyAlone && exists && member.shape->isConstrained)
            checkInside(value, *member.shape, memberPath);
    }

    static bool hasAlone(const Member &member, When when)
    {
        return std::any_of(member.messages.begin(), member.messages.end(), [&](const MemberMessage &message) {
            return message.alone && (message.when == when || (message.when == When::Length && when == When::Empty));
        });
    }

    static bool isRequired(element json, const Shape &shape, const Member &member)
    {
        if (member.required || member.requiredUnless.empty())
            return member.required;
        bool exists = false;
        if (const Member *other = shape.find(member.requiredUnless))
            memberOf(json, *other, exists);
        return !exists;
    }

    void checkInside(element json, const Shape &shape, const std::string &path)
    {
        if (shape.type == ShapeType::Structure)
            checkMembers(json, shape, path);
        else if (shape.type == ShapeType::List)
            checkList(json, shape, path);
        else if (shape.type == ShapeType::Map)
            checkMap(json, shape, path);
    }

    void checkList(element json, const Shape &shape, const std::string &path)
    {
        std::size_t position = 0;
        for (const element part : arrayIn(json)) {
            if (isFull())
                return;
            const std::string partPath = path + "." + std::to_string(++position) + ".member";
            if (part.is_null()) {
                if (shape.element->type == ShapeType::Structure && !shape.element->isAttributeValue)
                    add(nullptr, *shape.element, partPath, "Member must not be null");
                continue;
            }
            if (!shape.element->isConstrained)
                continue;
            if (!breachesOf(part, *shape.element).empty()) {
                add(&json, shape, path, "Member must satisfy constraint: " + allDemands(*shape.element));
                return;
            }
            checkInside(part, *shape.element, partPath);
        }
    }

    void checkMap(element json, const Shape &shape, const std::string &path)
    {
        const auto object = objectIn(json);
        if (shape.key->isConstrained)
            for (const auto &[name, part] : object)
                if (!breachesOfText(name, *shape.key).empty()) {
                    add(&json, shape, path, "Map keys must satisfy constraint: " + allDemands(*shape.key));
                    break;
                }
        for (const auto &[name, part] : object) {
            if (isFull() || !shape.element->isConstrained)
                return;
            if (part.is_null())
                continue;
            if (!breachesOf(part, *shape.element).empty()) {
                add(&json, shape, path, "Map value must satisfy constraint: " + allDemands(*shape.element));
                return;
            }
            checkInside(part, *shape.element, path + "." + std::string(name) + ".member");
        }
    }

    std::vector<std::string> m_errors;
};

} // namespace

void checkConstraints(element root, const Shape &input)
{
    ConstraintCheck().run(root, input);
}

} // namespace keywright::service
