#include "core/expression/event_pattern.h"

#include <algorithm>
#include <array>

namespace keywright::expression {

namespace {

using value::Json;

constexpr std::string_view kOr = "$or";
constexpr std::array<std::string_view, 5> kComparisons{"=", "<", "<=", ">", ">="};

[[noreturn]] void refuse(const Json &at, const std::string &message)
{
    throw EventPatternError(message, std::max(1, at.line()), std::max(1, at.column()));
}

bool isScalar(const Json &json)
{
    return !json.isObject() && !json.isArray();
}

// --- Checking ------------------------------------------------------------------------------------------------------------

void checkText(const Json &operand, const std::string &name)
{
    if (!operand.isString())
        refuse(operand, "\"" + name + "\" takes a text, such as {\"" + name + "\": \"USER#\"}.");
}

/// Also {"prefix": {"equals-ignore-case": "user#"}}.
void checkAffix(const Json &operand, const std::string &name)
{
    const Json *ignoring = operand.isObject() && operand.members().size() == 1 ? operand.find("equals-ignore-case") : nullptr;
    checkText(ignoring ? *ignoring : operand, name);
}

void checkNumeric(const Json &operand)
{
    const auto &parts = operand.elements();
    const char *expected = "\"numeric\" takes one comparison or a range, such as [\">\", 0, \"<=\", 100].";
    if (!operand.isArray() || (parts.size() != 2 && parts.size() != 4))
        refuse(operand, expected);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool isOperator = i % 2 == 0;
        const bool isKnown =
            parts[i].isString() && std::find(kComparisons.begin(), kComparisons.end(), parts[i].text()) != kComparisons.end();
        if (isOperator ? !isKnown : !parts[i].isNumber())
            refuse(parts[i], expected);
    }
    if (parts.size() == 4 && (!parts[0].text().starts_with('>') || !parts[2].text().starts_with('<')))
        refuse(operand, "A range of \"numeric\" has its lower end first, such as [\">\", 0, \"<=\", 100].");
}

void checkAnythingBut(const Json &operand)
{
    const auto isValue = [](const Json &each) { return each.isString() || each.isNumber(); };
    const bool isList =
        operand.isArray() && !operand.elements().empty() && std::all_of(operand.elements().begin(), operand.elements().end(), isValue);
    if (!isValue(operand) && !isList)
        refuse(operand, "\"anything-but\" takes a text, a number, or a list of them, such as {\"anything-but\": [\"DRAFT\"]}.");
}

void checkOperator(const Json &rule)
{
    if (rule.members().size() != 1)
        refuse(rule, "One object of a list has one operator, such as {\"prefix\": \"USER#\"}. Write two objects for two operators.");
    const auto &[name, operand] = rule.members().front();
    if (name == "prefix" || name == "suffix")
        return checkAffix(operand, name);
    if (name == "equals-ignore-case")
        return checkText(operand, name);
    if (name == "numeric")
        return checkNumeric(operand);
    if (name == "anything-but")
        return checkAnythingBut(operand);
    if (name != "exists")
        refuse(rule,
               "Event source mappings have no operator \"" + name
                   + "\". There are prefix, suffix, anything-but, numeric, exists and equals-ignore-case.");
    if (!operand.isBoolean())
        refuse(operand, "\"exists\" takes true or false.");
}

void checkLeaf(const Json &leaf)
{
    if (leaf.elements().empty())
        refuse(leaf, "An empty list matches nothing. Write the values that match, or take the field out.");
    for (const Json &rule : leaf.elements()) {
        if (rule.isArray())
            refuse(rule, "A list of values has no list in it.");
        if (rule.isObject())
            checkOperator(rule);
    }
}

void checkFields(const Json &pattern)
{
    if (pattern.members().empty())
        refuse(pattern, "A pattern names at least one field, such as {\"eventName\": [\"INSERT\"]}.");
    for (const auto &[name, child] : pattern.members()) {
        if (name == kOr) {
            if (!child.isArray() || child.elements().size() < 2)
                refuse(child, "\"$or\" takes a list of at least two patterns.");
            for (const Json &alternative : child.elements()) {
                if (!alternative.isObject())
                    refuse(alternative, "An alternative of \"$or\" is a pattern in braces.");
                checkFields(alternative);
            }
        } else if (child.isArray()) {
            checkLeaf(child);
        } else if (child.isObject()) {
            checkFields(child);
        } else {
            refuse(child, "What \"" + name + "\" may be stands in brackets: [" + child.compact() + "].");
        }
    }
}

bool comparesNumbers(const Json &pattern)
{
    for (const auto &[name, child] : pattern.members()) {
        if (child.isObject() && comparesNumbers(child))
            return true;
        for (const Json &element : child.elements())
            if ((name == "N" && element.find("numeric") != nullptr) || (name == kOr && comparesNumbers(element)))
                return true;
    }
    return false;
}

// --- Matching ------------------------------------------------------------------------------------------------------------

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

bool isEqual(const Json &wanted, const Json &found)
{
    return wanted.isNumber() && found.isNumber() ? wanted.asDouble() == found.asDouble() : wanted == found;
}

bool hasAffix(const Json &operand, const Json &found, bool (*has)(std::string_view text, std::string_view part))
{
    if (!found.isString())
        return false;
    if (const Json *ignoring = operand.find("equals-ignore-case"))
        return has(lowered(found.text()), lowered(ignoring->text()));
    return has(found.text(), operand.text());
}

bool compares(const std::string &comparison, double left, double right)
{
    if (comparison == "=")
        return left == right;
    if (comparison.starts_with('<') ? left < right : left > right)
        return true;
    return comparison.size() == 2 && left == right;
}

bool isInRange(const Json &range, const Json &found)
{
    const auto number = found.asDouble();
    if (!number)
        return false;
    const auto &parts = range.elements();
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2)
        if (!compares(parts[i].text(), *number, *parts[i + 1].asDouble()))
            return false;
    return true;
}

bool isNoneOf(const Json &operand, const Json &found)
{
    if (!operand.isArray())
        return !isEqual(operand, found);
    return std::none_of(operand.elements().begin(), operand.elements().end(), [&](const Json &each) { return isEqual(each, found); });
}

/// Whether a value that is there is what the rule wants.
bool fits(const Json &rule, const Json &found)
{
    if (isScalar(rule))
        return isEqual(rule, found);
    const auto &[name, operand] = rule.members().front();
    if (name == "prefix")
        return hasAffix(operand, found, [](std::string_view text, std::string_view part) { return text.starts_with(part); });
    if (name == "suffix")
        return hasAffix(operand, found, [](std::string_view text, std::string_view part) { return text.ends_with(part); });
    if (name == "equals-ignore-case")
        return found.isString() && lowered(found.text()) == lowered(operand.text());
    if (name == "numeric")
        return isInRange(operand, found);
    if (name == "anything-but")
        return isNoneOf(operand, found);
    return operand.asBoolean(); // exists
}

/// `found` is null when the event has no such field. Of a list any element may fit.
bool leafMatches(const Json &leaf, const Json *found)
{
    for (const Json &rule : leaf.elements()) {
        if (found == nullptr || found->isObject()) { // only leaves count as there
            const Json *exists = rule.find("exists");
            if (exists != nullptr && !exists->asBoolean())
                return true;
            continue;
        }
        if (!found->isArray()) {
            if (fits(rule, *found))
                return true;
            continue;
        }
        if (std::any_of(found->elements().begin(), found->elements().end(),
                        [&](const Json &each) { return isScalar(each) && fits(rule, each); }))
            return true;
    }
    return false;
}

bool fieldsMatch(const Json &pattern, const Json *event);

bool fieldMatches(const std::string &name, const Json &child, const Json *event)
{
    if (name == kOr)
        return std::any_of(child.elements().begin(), child.elements().end(), [&](const Json &each) { return fieldsMatch(each, event); });
    const Json *found = event == nullptr ? nullptr : event->find(name);
    return child.isArray() ? leafMatches(child, found) : fieldsMatch(child, found);
}

bool fieldsMatch(const Json &pattern, const Json *event)
{
    if (event != nullptr && event->isArray()) // of a list of objects any one may match
        return std::any_of(event->elements().begin(), event->elements().end(),
                           [&](const Json &each) { return fieldsMatch(pattern, &each); });
    return std::all_of(pattern.members().begin(), pattern.members().end(),
                       [&](const Json::Member &member) { return fieldMatches(member.name, member.value, event); });
}

Json parsed(std::string_view text)
{
    if (text.size() > kLongestEventPattern)
        throw EventPatternError("A pattern has at most " + std::to_string(kLongestEventPattern) + " bytes; this one has "
                                    + std::to_string(text.size()) + ".",
                                1, 1);
    try {
        return Json::parse(text);
    } catch (const value::JsonSyntaxError &error) {
        throw EventPatternError(error.what(), error.line(), error.column());
    }
}

} // namespace

EventPattern::EventPattern(std::string_view text) : m_pattern(parsed(text))
{
    if (!m_pattern.isObject())
        refuse(m_pattern, "A pattern is an object, such as {\"eventName\": [\"INSERT\"]}.");
    checkFields(m_pattern);
    m_comparesNumbersOfItems = comparesNumbers(m_pattern);
}

bool EventPattern::matches(const Json &event) const
{
    return fieldsMatch(m_pattern, &event);
}

} // namespace keywright::expression
