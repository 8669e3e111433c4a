// The checks that turn an update's syntax into an Update, in the service's order.
// The order was measured against the service by others (dynalite's test suite).

#include <algorithm>
#include <array>

#include "core/expression/faults.h"
#include "core/expression/message_parts.h"
#include "core/expression/parser.h"
#include "core/expression/path_check.h"
#include "core/expression/update.h"

namespace keywright::expression {

namespace {

using value::AttributeValue;
using value::Type;

enum class UpdateFault { Reserved, Depth, Function, Place, Section, Name, Value, Overlap, Conflict, ActionType, Operand, Count };

constexpr std::string_view kIfNotExists = "if_not_exists";
constexpr std::string_view kListAppend = "list_append";
constexpr std::array<std::string_view, 6> kConditionFunctions{
    "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size"};
constexpr std::array<std::string_view, 4> kSectionNames{"SET", "REMOVE", "ADD", "DELETE"};

class UpdateCheck {
public:
    explicit UpdateCheck(Placeholders &placeholders) : m_placeholders(placeholders) { }

    Update compile(const std::vector<syntax::UpdateSection> &sections)
    {
        Update update;
        for (const syntax::UpdateSection &section : sections) {
            noteSection(section);
            for (const syntax::UpdateAction &from : section.actions)
                update.actions.push_back(action(static_cast<UpdateAction::Kind>(section.kind), from));
        }
        m_faults.refuseFirst(ExpressionKind::Update);
        return update;
    }

private:
    void noteSection(const syntax::UpdateSection &section)
    {
        bool &seen = m_seen.at(static_cast<std::size_t>(section.kind));
        if (seen)
            m_faults.note(UpdateFault::Section,
                          "The \"" + std::string(kSectionNames.at(static_cast<std::size_t>(section.kind)))
                              + "\" section can only be used once in an update expression;",
                          section.range);
        seen = true;
    }

    UpdateAction action(UpdateAction::Kind kind, const syntax::UpdateAction &from)
    {
        UpdateAction compiled;
        compiled.kind = kind;
        compiled.path = path(from.path);
        if (kind == UpdateAction::Kind::Set)
            compiled.operand = setValue(from.value);
        else if (kind != UpdateAction::Kind::Remove)
            compiled.operand = actionValue(kind, from.value.operands.front());
        requireApart(compiled.path, from.range);
        return compiled;
    }

    DocumentPath path(const syntax::Steps &from)
    {
        if (const syntax::Step *word = findReservedWord(from))
            m_faults.note(UpdateFault::Reserved, explainReservedWord(*word), word->range());
        if (const syntax::Step *step = findTooDeepStep(from))
            m_faults.note(UpdateFault::Depth, explainTooDeep(from), step->range());
        const syntax::Step *undefined = nullptr;
        DocumentPath compiled = resolve(from, m_placeholders, undefined);
        if (undefined != nullptr)
            m_faults.note(UpdateFault::Name, explainUndefinedName(*undefined), undefined->range());
        return compiled;
    }

    void requireApart(const DocumentPath &touched, TextRange where)
    {
        for (const DocumentPath &earlier : m_touched) {
            const PathRelation relation = relate(earlier, touched);
            if (relation != PathRelation::Apart)
                m_faults.note(relation == PathRelation::Overlap ? UpdateFault::Overlap : UpdateFault::Conflict,
                              explain(relation, earlier, touched), where);
        }
        m_touched.push_back(touched);
    }

    const AttributeValue *value(const syntax::Operand &from)
    {
        const AttributeValue *found = m_placeholders.value(from.text);
        if (found == nullptr)
            m_faults.note(UpdateFault::Value, explainUndefinedValue(from.text), from.range);
        return found;
    }

    UpdateOperand actionValue(UpdateAction::Kind kind, const syntax::Operand &from)
    {
        const AttributeValue *found = value(from);
        if (found == nullptr)
            return {};
        const Type type = found->type();
        const bool isSet = type == Type::Ss || type == Type::Ns || type == Type::Bs;
        const bool adds = kind == UpdateAction::Kind::Add;
        if (!isSet && !(adds && type == Type::N)) {
            const std::string op = adds ? "ADD" : "DELETE";
            m_faults.note(UpdateFault::ActionType,
                          "Incorrect operand type for operator or function; operator: " + op
                              + ", operand type: " + std::string(longTypeName(type)) + ", typeSet: ALLOWED_FOR_" + op + "_OPERAND",
                          from.range);
        }
        return UpdateOperand::of(*found);
    }

    UpdateOperand setValue(const syntax::SetValue &from)
    {
        if (from.op == '\0')
            return operand(from.operands.front(), true);
        UpdateOperand compiled;
        compiled.kind = from.op == '+' ? UpdateOperand::Kind::Plus : UpdateOperand::Kind::Minus;
        for (const syntax::Operand &each : from.operands) {
            compiled.operands.push_back(operand(each, false));
            requireLiteralType(std::string_view(&from.op, 1), Type::N, each, compiled.operands.back());
        }
        return compiled;
    }

    /// `alone`: it is the whole value of a SET.
    UpdateOperand operand(const syntax::Operand &from, bool alone)
    {
        UpdateOperand compiled;
        switch (from.kind) {
        case syntax::Operand::Kind::Path:
            compiled.kind = UpdateOperand::Kind::Path;
            compiled.path = path(from.path);
            return compiled;
        case syntax::Operand::Kind::Value:
            if (const AttributeValue *found = value(from))
                compiled.value = *found;
            return compiled;
        case syntax::Operand::Kind::Function: break;
        }
        return function(from, alone);
    }

    UpdateOperand function(const syntax::Operand &from, bool alone)
    {
        UpdateOperand compiled;
        for (const syntax::Operand &argument : from.arguments)
            compiled.operands.push_back(operand(argument, false));
        const std::string name(from.text);
        if (std::find(kConditionFunctions.begin(), kConditionFunctions.end(), name) != kConditionFunctions.end()) {
            m_faults.note(UpdateFault::Function, "The function is not allowed in an update expression; function: " + name, from.range);
            return {};
        }
        if (name != kIfNotExists && name != kListAppend) {
            m_faults.note(UpdateFault::Function, "Invalid function name; function: " + name, from.range);
            return {};
        }
        if (name == kListAppend && !alone)
            m_faults.note(UpdateFault::Place, "The function is not allowed to be used this way in an expression; function: " + name,
                          from.range);
        if (from.arguments.size() != 2) {
            m_faults.note(UpdateFault::Operand, explainOperandCount(name, from.arguments.size()), from.range);
            return {};
        }
        if (name == kIfNotExists)
            return ifNotExists(from, std::move(compiled));
        compiled.kind = UpdateOperand::Kind::ListAppend;
        for (std::size_t i = 0; i < 2; ++i)
            requireLiteralType(name, Type::L, from.arguments[i], compiled.operands[i]);
        return compiled;
    }

    UpdateOperand ifNotExists(const syntax::Operand &from, UpdateOperand compiled)
    {
        compiled.kind = UpdateOperand::Kind::IfNotExists;
        if (from.arguments.front().kind != syntax::Operand::Kind::Path)
            m_faults.note(UpdateFault::Operand,
                          "Operator or function requires a document path; operator or function: " + std::string(kIfNotExists),
                          from.arguments.front().range);
        compiled.path = std::move(compiled.operands.front().path);
        compiled.operands.erase(compiled.operands.begin());
        return compiled;
    }

    void requireLiteralType(std::string_view op, Type wanted, const syntax::Operand &from, const UpdateOperand &compiled)
    {
        if (from.kind == syntax::Operand::Kind::Value && compiled.value.type() != wanted)
            m_faults.note(UpdateFault::Operand, explainOperandType(op, value::tagOf(compiled.value.type())), from.range);
    }

    Placeholders &m_placeholders;
    Faults<UpdateFault> m_faults;
    std::array<bool, kSectionNames.size()> m_seen{};
    std::vector<DocumentPath> m_touched;
};

} // namespace

Update compileUpdate(std::string_view text, Placeholders &placeholders)
{
    return UpdateCheck(placeholders).compile(parseUpdate(text).tree);
}

} // namespace keywright::expression
