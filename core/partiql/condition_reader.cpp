#include "core/partiql/condition_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <variant>

#include "core/expression/message_parts.h"
#include "core/partiql/path.h"

namespace keywright::partiql {

using expression::Condition;
using expression::ConditionKind;
using expression::Operand;
using syntax::Expression;
using value::AttributeValue;
using value::Type;
using Kind = Expression::Kind;

namespace {

constexpr std::size_t kMaxListed = 100; ///< developer guide, "Quotas": operands of IN
/// A condition compared with another is written out in its parts, which doubles them.
constexpr std::size_t kMaxParts = 10'000;
constexpr int kMaxDepth = 300;

struct Comparator {
    std::string_view op;
    ConditionKind kind;
    ConditionKind mirrored;
};

constexpr std::array kComparators{Comparator{"=", ConditionKind::Equal, ConditionKind::Equal},
                                  Comparator{"<>", ConditionKind::NotEqual, ConditionKind::NotEqual},
                                  Comparator{"<", ConditionKind::Less, ConditionKind::Greater},
                                  Comparator{"<=", ConditionKind::LessOrEqual, ConditionKind::GreaterOrEqual},
                                  Comparator{">", ConditionKind::Greater, ConditionKind::Less},
                                  Comparator{">=", ConditionKind::GreaterOrEqual, ConditionKind::LessOrEqual}};

struct Function {
    std::string_view name;
    std::size_t arguments;
    ConditionKind kind;
};

constexpr std::array kFunctions{Function{"attribute_exists", 1, ConditionKind::Exists},
                                Function{"attribute_not_exists", 1, ConditionKind::NotExists},
                                Function{"attribute_type", 2, ConditionKind::HasType},
                                Function{"begins_with", 2, ConditionKind::BeginsWith}, Function{"contains", 2, ConditionKind::Contains}};

struct TypeName {
    std::string_view name;
    Type type;
};

constexpr std::array kTypeNames{TypeName{"null", Type::Null}, TypeName{"boolean", Type::Bool}, TypeName{"bool", Type::Bool},
                                TypeName{"blob", Type::B},    TypeName{"string", Type::S},     TypeName{"numeric", Type::N},
                                TypeName{"struct", Type::M},  TypeName{"tuple", Type::M},      TypeName{"list", Type::L}};

std::string spacedUpperCase(std::string text)
{
    for (char &c : text)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
        else if (c == '_')
            c = ' ';
    return text;
}

bool isOrdered(Type type)
{
    return type == Type::S || type == Type::N || type == Type::B;
}

/// The type that an operand has before any item is seen.
std::optional<Type> knownType(const Operand &operand)
{
    if (operand.kind == Operand::Kind::Path)
        return std::nullopt;
    return operand.kind == Operand::Kind::Size ? Type::N : operand.value.type();
}

std::size_t partsIn(const Condition &condition)
{
    std::size_t parts = 1;
    for (const Condition &part : condition.parts)
        parts += partsIn(part);
    return parts;
}

Condition always()
{
    return Condition::all({});
}

Condition never()
{
    return Condition::any({});
}

class ConditionReader {
public:
    explicit ConditionReader(const Parameters &parameters) : m_parameters(parameters) { }

    Condition condition(const Expression &from)
    {
        if (++m_depth > kMaxDepth)
            refuseSyntax({}, from.where);
        auto read = tryCondition(from);
        --m_depth;
        if (!read)
            refuse("WHERE clause must contain an expression that resolves to a boolean", from.where);
        return std::move(*read);
    }

private:
    /// Nothing when it is no condition but a value or a path.
    std::optional<Condition> tryCondition(const Expression &from)
    {
        switch (from.kind) {
        case Kind::Unary: return negation(from);
        case Kind::Binary: return binary(from);
        case Kind::Between: return between(from);
        case Kind::Is: return is(from);
        case Kind::Like: refuse("Unsupported operator in Condition Expression. Operator: " + spacedUpperCase(from.text), from.where);
        case Kind::Call: return call(from);
        case Kind::Statement: refuse("Unsupported operation: Select", from.where);
        default: return std::nullopt;
        }
    }

    static bool isCondition(const Expression &from)
    {
        switch (from.kind) {
        case Kind::Between:
        case Kind::Is:
        case Kind::Binary: return true;
        case Kind::Unary: return from.text == "not";
        case Kind::Call: return from.text != "size";
        default: return false;
        }
    }

    std::optional<Condition> negation(const Expression &from)
    {
        if (from.text != "not")
            refuse("Unsupported operator in Condition Expression. Operator: " + from.text, from.where);
        if (!isCondition(from.children.front()))
            refuse("The argument to NOT must be a Type or Expression", from.children.front().where);
        return Condition::negation(condition(from.children.front()));
    }

    std::optional<Condition> binary(const Expression &from)
    {
        if (from.text == "and" || from.text == "or") {
            std::vector<Condition> parts;
            for (const Expression &child : from.children) {
                if (!isCondition(child))
                    refuse("The arguments to AND/OR must be Expressions", child.where);
                parts.push_back(condition(child));
            }
            return from.text == "and" ? Condition::all(std::move(parts)) : Condition::any(std::move(parts));
        }
        if (from.text == "in" || from.text == "not_in") {
            Condition listed = in(from);
            return from.text == "in" ? std::move(listed) : Condition::negation(std::move(listed));
        }
        const auto comparator =
            std::find_if(kComparators.begin(), kComparators.end(), [&](const Comparator &each) { return each.op == from.text; });
        if (comparator == kComparators.end())
            refuse("Unsupported operator in Condition Expression. Operator: " + spacedUpperCase(from.text), from.where);
        if (isCondition(from.children[0]) || isCondition(from.children[1]))
            return comparedConditions(from, comparator->kind);
        return comparison(from, *comparator);
    }

    Operand operand(const Expression &from)
    {
        if (isPath(from))
            return Operand::at(pathOf(from));
        if (isValue(from))
            return Operand::of(valueOf(from, m_parameters));
        if (from.is(Kind::Call) && from.text == "size")
            return size(from);
        if (from.is(Kind::Call))
            refuse("Unrecognized function: " + from.text, from.where);
        if (from.is(Kind::Path))
            refuseAt("Unexpected path component", from.where);
        if (from.is(Kind::Statement))
            refuse("Unsupported operation: Select", from.where);
        refuse("Unsupported operator in Condition Expression. Operator: " + spacedUpperCase(from.text), from.where);
    }

    Operand size(const Expression &from)
    {
        requireCount(from, 1);
        Operand sized;
        sized.kind = Operand::Kind::Size;
        sized.sized.push_back(operand(from.children.front()));
        const std::optional<Type> type = knownType(sized.sized.front());
        if (type == Type::N || type == Type::Bool || type == Type::Null)
            refuseType("size", *type, from.children.front());
        return sized;
    }

    static void requireCount(const Expression &call, std::size_t count)
    {
        if (call.children.size() != count)
            refuse(expression::explainOperandCount(call.text, call.children.size()), call.where);
    }

    [[noreturn]] static void refuseType(std::string_view op, Type type, const Expression &at)
    {
        refuse(expression::explainOperandType(op, value::tagOf(type)), at.where);
    }

    static void requireDistinct(std::string_view op, const std::vector<Operand> &operands, const Expression &at)
    {
        if (operands[0].kind == Operand::Kind::Path && operands[0] == operands[1])
            refuse("The first operand must be distinct from the remaining operands for this operator or function; operator: "
                       + std::string(op) + ", first operand: " + operands[0].path.text(),
                   at.where);
    }

    static void requireOrdered(std::string_view op, const std::vector<Operand> &operands, const std::vector<Expression> &from)
    {
        for (std::size_t i = 0; i < operands.size(); ++i) {
            const std::optional<Type> type = knownType(operands[i]);
            if (type && !isOrdered(*type))
                refuseType(op, *type, from[i]);
        }
    }

    std::vector<Operand> operands(const std::vector<Expression> &from)
    {
        std::vector<Operand> operands;
        for (const Expression &each : from)
            operands.push_back(operand(each));
        return operands;
    }

    Condition comparison(const Expression &from, const Comparator &comparator)
    {
        std::vector<Operand> both = operands(from.children);
        requireDistinct(comparator.op, both, from);
        const bool isOrder = comparator.kind != ConditionKind::Equal && comparator.kind != ConditionKind::NotEqual;
        if (isOrder)
            requireOrdered(comparator.op, both, from.children);
        const bool isTurned = both[0].kind == Operand::Kind::Value && both[1].kind != Operand::Kind::Value;
        if (isTurned)
            std::swap(both[0], both[1]);
        return Condition::on(isTurned ? comparator.mirrored : comparator.kind, std::move(both));
    }

    Condition between(const Expression &from)
    {
        std::vector<Operand> three = operands(from.children);
        requireOrdered("BETWEEN", three, from.children);
        requireBounds(three, from);
        Condition between = Condition::on(ConditionKind::Between, std::move(three));
        return from.text == "between" ? between : Condition::negation(std::move(between));
    }

    static void requireBounds(const std::vector<Operand> &three, const Expression &from)
    {
        if (three[1].kind != Operand::Kind::Value || three[2].kind != Operand::Kind::Value)
            return;
        const AttributeValue &lower = three[1].value;
        const AttributeValue &upper = three[2].value;
        const bool sameType = lower.type() == upper.type();
        if (sameType && !expression::matches(Condition::on(ConditionKind::Less, {three[2], three[1]}), {}))
            return;
        const std::string rule = sameType ? "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
                                          : "The BETWEEN operator requires same data type for lower and upper bounds; ";
        refuse(rule + "lower bound operand: AttributeValue: " + expression::valueText(lower)
                   + ", upper bound operand: AttributeValue: " + expression::valueText(upper),
               from.where);
    }

    Condition in(const Expression &from)
    {
        const Expression &tested = from.children[0];
        const Expression &list = from.children[1];
        const bool isSequence = list.is(Kind::List) || list.is(Kind::Bag);
        const bool isTestable = isPath(tested) || isCondition(tested) || (tested.is(Kind::Call) && tested.text == "size");
        if (!isSequence || list.children.empty() || !isTestable)
            refuse("IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at "
                   "least one member",
                   from.where);
        if (list.children.size() > kMaxListed)
            refuse("The IN operator is provided with too many operands; number of operands: " + std::to_string(list.children.size()),
                   from.where);
        if (isCondition(tested))
            return listedCondition(tested, list);
        std::vector<Operand> all{operand(tested)};
        for (const Expression &member : list.children)
            all.push_back(operand(member));
        return Condition::on(ConditionKind::In, std::move(all));
    }

    Condition listedCondition(const Expression &tested, const Expression &list)
    {
        const Condition holds = condition(tested);
        std::vector<Condition> any;
        for (const Expression &member : list.children)
            any.push_back(equality(holds, operand(member), tested));
        return Condition::any(std::move(any));
    }

    /// `holds = other`, where a condition has the value that BOOL has.
    static Condition equality(const Condition &holds, Operand other, const Expression &at)
    {
        if (other.kind == Operand::Kind::Value) {
            const bool *expected = other.value.get<bool>();
            if (expected == nullptr)
                return never();
            return *expected ? holds : Condition::negation(holds);
        }
        const auto is = [&other](bool value) {
            return Condition::on(ConditionKind::Equal, {other, Operand::of(AttributeValue::boolean(value))});
        };
        return bounded(Condition::any({Condition::all({holds, is(true)}), Condition::all({Condition::negation(holds), is(false)})}), at);
    }

    static Condition bounded(Condition condition, const Expression &at)
    {
        if (partsIn(condition) > kMaxParts)
            refuseSyntax({}, at.where);
        return condition;
    }

    Condition comparedConditions(const Expression &from, ConditionKind kind)
    {
        if (kind != ConditionKind::Equal && kind != ConditionKind::NotEqual)
            refuseType(from.text, Type::Bool, from);
        const bool isLeft = isCondition(from.children[0]);
        const Condition holds = condition(from.children[isLeft ? 0 : 1]);
        const Expression &other = from.children[isLeft ? 1 : 0];
        Condition equal;
        if (isCondition(other)) {
            const Condition too = condition(other);
            equal = bounded(
                Condition::any({Condition::all({holds, too}), Condition::all({Condition::negation(holds), Condition::negation(too)})}),
                from);
        } else {
            equal = equality(holds, operand(other), from);
        }
        return kind == ConditionKind::Equal ? equal : Condition::negation(std::move(equal));
    }

    std::optional<Condition> is(const Expression &from)
    {
        const Expression &tested = from.children[0];
        const std::string &type = from.children[1].text;
        if (!isPath(tested) && !isValue(tested))
            refuse("The left hand side argument to IS must be a Variable Reference, Literal, or Path", tested.where);
        Condition holds = isOfType(tested, type, from.children[1]);
        return from.text == "is" ? holds : Condition::negation(std::move(holds));
    }

    Condition isOfType(const Expression &tested, const std::string &type, const Expression &at)
    {
        if (type == "missing")
            return isPath(tested) ? Condition::on(ConditionKind::NotExists, {operand(tested)})
                                  : (tested.is(Kind::Missing) ? always() : never());
        const auto known = std::find_if(kTypeNames.begin(), kTypeNames.end(), [&](const TypeName &each) { return each.name == type; });
        if (known == kTypeNames.end())
            refuse("Unsupported data type for IS operator: " + spacedUpperCase(type)
                       + ". Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]",
                   at.where);
        Condition condition = Condition::on(ConditionKind::HasType, {operand(tested)});
        condition.type = known->type;
        return condition;
    }

    std::optional<Condition> call(const Expression &from)
    {
        if (from.text == "size")
            return std::nullopt;
        if (from.text == "exists")
            refuse("EXISTS can only be used in ExecuteTransaction write requests.", from.where);
        const auto function =
            std::find_if(kFunctions.begin(), kFunctions.end(), [&](const Function &each) { return each.name == from.text; });
        if (function == kFunctions.end())
            refuse("Unrecognized function: " + from.text, from.where);
        requireCount(from, function->arguments);
        std::vector<Operand> arguments = operands(from.children);
        if (function->arguments == 1) {
            if (arguments.front().kind != Operand::Kind::Path)
                refuse("Operator or function requires a document path; operator or function: " + from.text, from.children.front().where);
            return Condition::on(function->kind, std::move(arguments));
        }
        requireDistinct(from.text, arguments, from);
        if (function->kind == ConditionKind::HasType)
            return attributeType(from, std::move(arguments));
        if (function->kind == ConditionKind::BeginsWith)
            requireText(from, arguments);
        return Condition::on(function->kind, std::move(arguments));
    }

    static void requireText(const Expression &call, const std::vector<Operand> &arguments)
    {
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const std::optional<Type> type = knownType(arguments[i]);
            if (type && *type != Type::S && *type != Type::B)
                refuseType(call.text, *type, call.children[i]);
        }
    }

    static Condition attributeType(const Expression &call, std::vector<Operand> arguments)
    {
        const std::optional<Type> type = knownType(arguments[1]);
        if (!type)
            refuse(expression::explainOperandType(call.text, "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"), call.children[1].where);
        if (*type != Type::S)
            refuseType(call.text, *type, call.children[1]);
        const std::string &tag = *arguments[1].value.get<std::string>();
        const std::optional<Type> wanted = value::typeFromTag(tag);
        if (!wanted)
            refuse("Invalid attribute type name found; type: " + tag + ", valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}",
                   call.children[1].where);
        arguments.pop_back();
        Condition condition = Condition::on(ConditionKind::HasType, std::move(arguments));
        condition.type = *wanted;
        return condition;
    }

    const Parameters &m_parameters;
    int m_depth = 0;
};

} // namespace

Condition readCondition(const Expression &where, const Parameters &parameters)
{
    return ConditionReader(parameters).condition(where);
}

} // namespace keywright::partiql
