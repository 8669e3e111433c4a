// The checks that turn a condition's syntax into a Condition, in the service's order: functions by name, functions in
// the wrong place, reserved words, and then each comparison and function by itself from left to right.
// The order was measured against the service by others (dynalite's test suite; the DynamoDB conformance suite).

#include <algorithm>
#include <array>

#include "core/expression/condition.h"
#include "core/expression/faults.h"
#include "core/expression/parser.h"
#include "core/expression/path_check.h"
#include "core/expression/message_parts.h"

namespace keywright::expression {

namespace {

using value::AttributeValue;
using value::Type;

constexpr std::size_t kMaxListed = 100; // developer guide, "Quotas": operands of IN

struct FunctionRule {
    std::string_view name;
    std::size_t operands;
    ConditionKind kind;
};

constexpr std::string_view kSize = "size";

/// size is no condition by itself; its kind is not used.
constexpr std::array<FunctionRule, 6> kFunctions{{{"attribute_exists", 1, ConditionKind::Exists},
                                                  {"attribute_not_exists", 1, ConditionKind::NotExists},
                                                  {"attribute_type", 2, ConditionKind::HasType},
                                                  {"begins_with", 2, ConditionKind::BeginsWith},
                                                  {"contains", 2, ConditionKind::Contains},
                                                  {kSize, 1, ConditionKind::And}}};

constexpr std::array<std::string_view, 2> kUpdateFunctions{"if_not_exists", "list_append"};

constexpr std::array<std::pair<std::string_view, ConditionKind>, 6> kCheckedComparators{{{"=", ConditionKind::Equal},
                                                                                         {"<>", ConditionKind::NotEqual},
                                                                                         {"<", ConditionKind::Less},
                                                                                         {"<=", ConditionKind::LessOrEqual},
                                                                                         {">", ConditionKind::Greater},
                                                                                         {">=", ConditionKind::GreaterOrEqual}}};

const FunctionRule *ruleOf(std::string_view function)
{
    const auto found = std::find_if(kFunctions.begin(), kFunctions.end(), [&](const FunctionRule &rule) { return rule.name == function; });
    return found == kFunctions.end() ? nullptr : &*found;
}

enum class WholeFault { Function, Place, Reserved, Depth, Count };
enum class PartFault { Placeholder, OperandCount, Distinct, Type, Count };

/// What holds for the text as a whole.
class WholeCheck {
public:
    void check(const syntax::Condition &condition)
    {
        for (const syntax::Condition &part : condition.parts)
            check(part);
        const bool isFunction = condition.kind == syntax::Condition::Kind::Function;
        for (const syntax::Operand &operand : condition.operands)
            check(operand);
        for (const syntax::Operand &operand : condition.operands) {
            if (operand.kind == syntax::Operand::Kind::Function && (operand.text == kSize) == isFunction)
                misplaced(operand);
        }
    }

    const Faults<WholeFault> &faults() const { return m_faults; }

private:
    void misplaced(const syntax::Operand &function)
    {
        m_faults.note(WholeFault::Place,
                      "The function is not allowed to be used this way in an expression; function: " + std::string(function.text),
                      function.range);
    }

    void check(const syntax::Operand &operand)
    {
        if (operand.kind == syntax::Operand::Kind::Path) {
            if (const syntax::Step *word = findReservedWord(operand.path))
                m_faults.note(WholeFault::Reserved, explainReservedWord(*word), word->range());
            if (const syntax::Step *step = findTooDeepStep(operand.path))
                m_faults.note(WholeFault::Depth, explainTooDeep(operand.path), step->range());
        }
        if (operand.kind != syntax::Operand::Kind::Function)
            return;
        for (const syntax::Operand &argument : operand.arguments)
            check(argument);
        for (const syntax::Operand &argument : operand.arguments) {
            if (argument.kind == syntax::Operand::Kind::Function && argument.text != kSize)
                misplaced(argument);
        }
        if (std::find(kUpdateFunctions.begin(), kUpdateFunctions.end(), operand.text) != kUpdateFunctions.end())
            m_faults.note(WholeFault::Function,
                          "The function is not allowed in a condition expression; function: " + std::string(operand.text), operand.range);
        else if (ruleOf(operand.text) == nullptr)
            m_faults.note(WholeFault::Function, "Invalid function name; function: " + std::string(operand.text), operand.range);
    }

    Faults<WholeFault> m_faults;
};

/// One comparison, BETWEEN, IN or function: looks up its placeholders and checks its operands.
class PartCheck {
public:
    PartCheck(const syntax::Condition &condition, Placeholders &placeholders) : m_condition(condition), m_placeholders(placeholders) { }

    Condition compile(ExpressionKind kind)
    {
        Condition compiled = m_condition.kind == syntax::Condition::Kind::Function ? function(m_condition.operands.front()) : operation();
        m_faults.refuseFirst(kind);
        return compiled;
    }

private:
    Operand operand(const syntax::Operand &from)
    {
        if (from.kind == syntax::Operand::Kind::Path) {
            const syntax::Step *undefined = nullptr;
            DocumentPath path = resolve(from.path, m_placeholders, undefined);
            if (undefined != nullptr)
                m_faults.note(PartFault::Placeholder, explainUndefinedName(*undefined), undefined->range());
            return Operand::at(std::move(path));
        }
        if (from.kind == syntax::Operand::Kind::Value) {
            if (const AttributeValue *value = m_placeholders.value(from.text))
                return Operand::of(*value);
            m_faults.note(PartFault::Placeholder, explainUndefinedValue(from.text), from.range);
            return Operand::of({});
        }
        return size(from);
    }

    std::vector<Operand> operands(const std::vector<syntax::Operand> &from)
    {
        std::vector<Operand> compiled;
        compiled.reserve(from.size());
        for (const syntax::Operand &each : from)
            compiled.push_back(operand(each));
        return compiled;
    }

    Operand size(const syntax::Operand &from)
    {
        Operand compiled;
        compiled.kind = Operand::Kind::Size;
        compiled.sized = operands(from.arguments);
        if (!requireCount(from, 1))
            return compiled;
        const std::optional<Type> type = knownType(compiled.sized.front());
        if (type == Type::N || type == Type::Bool || type == Type::Null)
            refuseType(kSize, value::tagOf(*type), from.arguments.front().range);
        return compiled;
    }

    /// The type that an operand is known to have before any item is seen.
    static std::optional<Type> knownType(const Operand &of)
    {
        if (of.kind == Operand::Kind::Path)
            return std::nullopt;
        return of.kind == Operand::Kind::Size ? Type::N : of.value.type();
    }

    static bool isOrdered(Type type) { return type == Type::S || type == Type::N || type == Type::B; }

    void refuseType(std::string_view op, std::string_view type, TextRange where)
    {
        m_faults.note(PartFault::Type, explainOperandType(op, type), where);
    }

    bool requireCount(const syntax::Operand &call, std::size_t count)
    {
        if (call.arguments.size() == count)
            return true;
        m_faults.note(PartFault::OperandCount, explainOperandCount(call.text, call.arguments.size()), call.range);
        return false;
    }

    void requireDistinct(std::string_view op, const std::vector<Operand> &compiled)
    {
        if (compiled[0].kind == Operand::Kind::Path && compiled[1].kind == Operand::Kind::Path && compiled[0].path == compiled[1].path)
            m_faults.note(PartFault::Distinct,
                          "The first operand must be distinct from the remaining operands for this operator or function; operator: "
                              + std::string(op) + ", first operand: " + compiled[0].path.text(),
                          m_condition.range);
    }

    void requireOrdered(std::string_view op, const std::vector<Operand> &compiled)
    {
        for (std::size_t i = 0; i < compiled.size(); ++i) {
            const std::optional<Type> type = knownType(compiled[i]);
            if (type && !isOrdered(*type))
                refuseType(op, value::tagOf(*type), m_condition.operands[i].range);
        }
    }

    void requireBounds(const std::vector<Operand> &compiled)
    {
        if (compiled[1].kind != Operand::Kind::Value || compiled[2].kind != Operand::Kind::Value)
            return;
        const AttributeValue &lower = compiled[1].value;
        const AttributeValue &upper = compiled[2].value;
        const bool sameType = lower.type() == upper.type();
        if (sameType && !isBelow(upper, lower))
            return;
        const std::string_view rule = sameType ? "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
                                               : "The BETWEEN operator requires same data type for lower and upper bounds; ";
        m_faults.note(PartFault::Type,
                      std::string(rule) + "lower bound operand: AttributeValue: " + valueText(lower)
                          + ", upper bound operand: AttributeValue: " + valueText(upper),
                      m_condition.range);
    }

    static bool isBelow(const AttributeValue &one, const AttributeValue &two)
    {
        return matches(Condition::on(ConditionKind::Less, {Operand::of(one), Operand::of(two)}), {});
    }

    Condition operation()
    {
        std::vector<Operand> compiled = operands(m_condition.operands);
        if (m_condition.kind == syntax::Condition::Kind::In) {
            const std::size_t listed = compiled.size() - 1;
            if (listed > kMaxListed)
                m_faults.note(PartFault::OperandCount,
                              "The IN operator is provided with too many operands; number of operands: " + std::to_string(listed),
                              m_condition.range);
            return Condition::on(ConditionKind::In, std::move(compiled));
        }
        if (m_condition.kind == syntax::Condition::Kind::Between) {
            requireOrdered("BETWEEN", compiled);
            requireBounds(compiled);
            return Condition::on(ConditionKind::Between, std::move(compiled));
        }
        const auto comparator = std::find_if(kCheckedComparators.begin(), kCheckedComparators.end(),
                                             [&](const auto &entry) { return entry.first == m_condition.op; });
        requireDistinct(m_condition.op, compiled);
        if (comparator->second != ConditionKind::Equal && comparator->second != ConditionKind::NotEqual)
            requireOrdered(m_condition.op, compiled);
        return Condition::on(comparator->second, std::move(compiled));
    }

    Condition function(const syntax::Operand &call)
    {
        const FunctionRule &rule = *ruleOf(call.text);
        Condition compiled = Condition::on(rule.kind, operands(call.arguments));
        if (!requireCount(call, rule.operands))
            return compiled;
        if (rule.operands == 2)
            requireDistinct(rule.name, compiled.operands);
        if (rule.kind == ConditionKind::HasType)
            attributeType(call, compiled);
        else if (rule.kind == ConditionKind::BeginsWith)
            requireText(call, compiled.operands);
        else if (rule.operands == 1 && compiled.operands.front().kind != Operand::Kind::Path)
            m_faults.note(PartFault::Type, "Operator or function requires a document path; operator or function: " + std::string(rule.name),
                          call.arguments.front().range);
        return compiled;
    }

    void requireText(const syntax::Operand &call, const std::vector<Operand> &compiled)
    {
        for (std::size_t i = 0; i < compiled.size(); ++i) {
            const std::optional<Type> type = knownType(compiled[i]);
            if (type && *type != Type::S && *type != Type::B)
                refuseType(call.text, value::tagOf(*type), call.arguments[i].range);
        }
    }

    void attributeType(const syntax::Operand &call, Condition &compiled)
    {
        const TextRange where = call.arguments[1].range;
        const std::optional<Type> known = knownType(compiled.operands[1]);
        if (known != Type::S) {
            refuseType(call.text, known ? value::tagOf(*known) : "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}", where);
            return;
        }
        const std::string &tag = *compiled.operands[1].value.get<std::string>();
        if (const std::optional<Type> wanted = value::typeFromTag(tag))
            compiled.type = *wanted;
        else
            m_faults.note(PartFault::Type,
                          "Invalid attribute type name found; type: " + tag + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}", where);
        compiled.operands.pop_back();
    }

    const syntax::Condition &m_condition;
    Placeholders &m_placeholders;
    Faults<PartFault> m_faults;
};

Condition compile(const syntax::Condition &from, ExpressionKind kind, Placeholders &placeholders)
{
    using Kind = syntax::Condition::Kind;
    if (from.kind != Kind::And && from.kind != Kind::Or && from.kind != Kind::Not)
        return PartCheck(from, placeholders).compile(kind);
    Condition compiled;
    compiled.kind = from.kind == Kind::And ? ConditionKind::And : from.kind == Kind::Or ? ConditionKind::Or : ConditionKind::Not;
    compiled.parts.reserve(from.parts.size());
    for (const syntax::Condition &part : from.parts)
        compiled.parts.push_back(compile(part, kind, placeholders));
    return compiled;
}

} // namespace

Condition compileCondition(ExpressionKind kind, std::string_view text, Placeholders &placeholders)
{
    const Parsed<syntax::Condition> parsed = parseCondition(text, kind);
    if (parsed.redundantParentheses)
        refuse(kind, "The expression has redundant parentheses;", *parsed.redundantParentheses);
    WholeCheck whole;
    whole.check(parsed.tree);
    whole.faults().refuseFirst(kind);
    return compile(parsed.tree, kind, placeholders);
}

} // namespace keywright::expression
