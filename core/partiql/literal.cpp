#include "core/partiql/literal.h"

#include <set>

#include "core/schema/limits.h"

namespace keywright::partiql {

using syntax::Expression;
using value::AttributeValue;
using Kind = Expression::Kind;

namespace {

constexpr const char *kParameterCount = "Number of parameters in request and statement don't match.";

std::string nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Name: return "VariableReference";
    case Kind::Parameter: return "Parameter";
    case Kind::Path: return "Path";
    case Kind::Missing: return "LiteralMissing";
    case Kind::Is: return "Typed";
    case Kind::Statement: return "Select";
    case Kind::Number: return "DECIMAL";
    case Kind::String: return "STRING";
    case Kind::Boolean: return "BOOL";
    case Kind::Null: return "NULL";
    case Kind::Other: return "UNKNOWN";
    default: return "NAry";
    }
}

value::Decimal numberOf(const Expression &literal, const std::string &path)
{
    const auto number = value::Decimal::parse(literal.text);
    if (number)
        return *number;
    std::string fault;
    switch (number.error()) {
    case value::DecimalFault::Overflow:
        fault = "Number overflow. Attempting to store a number with magnitude larger than supported range";
        break;
    case value::DecimalFault::Underflow:
        fault = "Number underflow. Attempting to store a number with magnitude smaller than supported range";
        break;
    case value::DecimalFault::TooManyDigits: fault = "Attempting to store more than 38 significant digits in a Number"; break;
    case value::DecimalFault::Syntax: fault = "The parameter cannot be converted to a numeric value: " + literal.text; break;
    }
    refuse(fault + " under " + path, literal.where);
}

/// "[b, b]", as they were written.
std::string listed(const std::vector<Expression> &members)
{
    std::string list;
    for (const Expression &member : members)
        list += (list.empty() ? "[" : ", ") + member.text;
    return list + "]";
}

class LiteralReader {
public:
    explicit LiteralReader(const Parameters &parameters) : m_parameters(parameters) { }

    AttributeValue read(const Expression &literal, const std::string &path, int level)
    {
        if (level >= schema::kMaxNestingLevels)
            refuse("Nesting Levels have exceeded supported limits under " + path, literal.where);
        switch (literal.kind) {
        case Kind::String: return AttributeValue(literal.text);
        case Kind::Number: return AttributeValue(numberOf(literal, path));
        case Kind::Boolean: return AttributeValue::boolean(literal.text == "true");
        case Kind::Null: return AttributeValue(value::Null());
        case Kind::List: return list(literal, path, level);
        case Kind::Tuple: return tuple(literal, path, level);
        case Kind::Bag: return bag(literal, path);
        case Kind::Missing: refuse("MISSING must be compared using IS operator", literal.where);
        case Kind::IonLiteral: refuseAt("Ion Literals are not supported: " + literal.text + " under key " + path, literal.where);
        case Kind::Parameter:
            if (level == 0)
                return parameterOf(literal, m_parameters);
            break;
        default: break;
        }
        refuseAt("Unsupported data type: " + nameOf(literal.kind) + " under key " + path, literal.where);
    }

    value::AttributeMap members(const Expression &literal, const std::string &path, int level, bool isItem)
    {
        value::AttributeMap map;
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i + 1 < literal.children.size(); i += 2) {
            const Expression &name = literal.children[i];
            if (!name.is(Kind::String))
                refuseAt("Tuple keys must be of type String. Actual type: " + nameOf(name.kind) + " under " + path, name.where);
            if (!seen.insert(name.text).second)
                refuseAt("Duplicate keys in tuple. Key: " + name.text + " under " + path, name.where);
            map.set(name.text,
                    isItem ? read(literal.children[i + 1], "root", 0) : read(literal.children[i + 1], path + "." + name.text, level + 1));
        }
        return map;
    }

private:
    AttributeValue list(const Expression &literal, const std::string &path, int level)
    {
        value::List list;
        list.reserve(literal.children.size());
        for (const Expression &child : literal.children)
            list.push_back(read(child, path + "[" + std::to_string(list.size()) + "]", level + 1));
        return AttributeValue(std::move(list));
    }

    AttributeValue tuple(const Expression &literal, const std::string &path, int level)
    {
        return AttributeValue(members(literal, path, level, false));
    }

    static AttributeValue bag(const Expression &literal, const std::string &path)
    {
        const std::vector<Expression> &members = literal.children;
        if (members.empty())
            refuse("Empty bags are not supported", literal.where);
        const Kind kind = members.front().kind;
        for (const Expression &member : members)
            if (member.kind != kind || (kind != Kind::String && kind != Kind::Number))
                refuse("Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags", member.where);
        const std::string duplicates =
            "One or more parameter values were invalid: Input collection " + listed(members) + " contains duplicates";
        if (kind == Kind::String) {
            std::vector<std::string> texts;
            for (const Expression &member : members)
                texts.push_back(member.text);
            if (auto set = value::makeSet(std::move(texts)))
                return AttributeValue(std::move(*set));
            refuse(duplicates + ".", literal.where);
        }
        std::vector<value::Decimal> numbers;
        for (const Expression &member : members)
            numbers.push_back(numberOf(member, path));
        if (auto set = value::makeSet(std::move(numbers)))
            return AttributeValue(std::move(*set));
        refuse(duplicates + "! under " + path, literal.where);
    }

    const Parameters &m_parameters;
};

} // namespace

bool isValue(const Expression &expression)
{
    switch (expression.kind) {
    case Kind::String:
    case Kind::Number:
    case Kind::Boolean:
    case Kind::Null:
    case Kind::Missing:
    case Kind::IonLiteral:
    case Kind::Parameter:
    case Kind::List:
    case Kind::Bag:
    case Kind::Tuple:
    case Kind::Other: return true;
    default: return false;
    }
}

const AttributeValue &parameterOf(const Expression &expression, const Parameters &parameters)
{
    const auto number = static_cast<std::size_t>(std::stoul(expression.text));
    if (number >= parameters.size())
        refuse(kParameterCount, expression.where);
    return parameters[number];
}

AttributeValue valueOf(const Expression &literal, const Parameters &parameters)
{
    return LiteralReader(parameters).read(literal, "root", 0);
}

value::Item itemOf(const Expression &literal, const Parameters &parameters)
{
    return LiteralReader(parameters).members(literal, "root", 0, true);
}

} // namespace keywright::partiql
