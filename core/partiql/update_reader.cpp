#include "core/partiql/update_reader.h"

#include "core/expression/message_parts.h"
#include "core/partiql/path.h"

namespace keywright::partiql {

using expression::UpdateAction;
using expression::UpdateOperand;
using syntax::Expression;
using value::Type;
using Kind = Expression::Kind;

namespace {

std::string upperCase(std::string text)
{
    for (char &c : text)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return text;
}

bool isSet(Type type)
{
    return type == Type::Ss || type == Type::Ns || type == Type::Bs;
}

class Reader {
public:
    explicit Reader(const Parameters &parameters) : m_parameters(parameters) { }

    expression::Update read(const std::vector<syntax::Action> &actions)
    {
        expression::Update update;
        for (const syntax::Action &from : actions) {
            if (from.kind == syntax::Action::Kind::Insert)
                refuse("Only SET and REMOVE are supported in update expressions at this time", from.path.where);
            UpdateAction action;
            action.path = pathOf(from.path);
            if (from.kind == syntax::Action::Kind::Remove)
                action.kind = UpdateAction::Kind::Remove;
            else
                assign(from, action);
            requireApart(update, action.path, from.path);
            update.actions.push_back(std::move(action));
        }
        return update;
    }

private:
    static void requireApart(const expression::Update &update, const expression::DocumentPath &path, const Expression &at)
    {
        for (const UpdateAction &earlier : update.actions) {
            const expression::PathRelation relation = relate(earlier.path, path);
            if (relation != expression::PathRelation::Apart)
                refuse(explain(relation, earlier.path, path), at.where);
        }
    }

    void assign(const syntax::Action &from, UpdateAction &action)
    {
        const Expression &value = from.value;
        if (value.is(Kind::Call) && (value.text == "set_add" || value.text == "set_delete")) {
            action.kind = value.text == "set_add" ? UpdateAction::Kind::Add : UpdateAction::Kind::Delete;
            action.operand = setMembers(value, action.path);
            return;
        }
        action.operand = operand(value);
    }

    UpdateOperand setMembers(const Expression &call, const expression::DocumentPath &target)
    {
        const std::string name = upperCase(call.text);
        if (call.children.size() != 2)
            refuseAt(name + " must have exactly two arguments", call.where);
        if (!isPath(call.children[0]) || !(pathOf(call.children[0]) == target))
            refuseAt("The first argument to " + name + " must equal the assignment value", call.where);
        const Expression &members = call.children[1];
        if (isValue(members) && !members.is(Kind::Other)) {
            value::AttributeValue set = valueOf(members, m_parameters);
            if (isSet(set.type()))
                return UpdateOperand::of(std::move(set));
        }
        refuseAt("The second argument to " + name + " must be a value with type SET", call.children[0].where);
    }

    UpdateOperand operand(const Expression &from)
    {
        if (isPath(from)) {
            UpdateOperand at;
            at.kind = UpdateOperand::Kind::Path;
            at.path = pathOf(from);
            return at;
        }
        if (from.is(Kind::Missing))
            refuse("MISSING must be compared using IS operator", from.where);
        if (isValue(from))
            return UpdateOperand::of(valueOf(from, m_parameters));
        if (from.is(Kind::Is))
            refuse("IS operator is not supported in update expressions", from.where);
        if (from.isBinary("+") || from.isBinary("-"))
            return sum(from);
        if (from.is(Kind::Call))
            return call(from);
        if (from.is(Kind::Statement))
            refuse("Unsupported operation: Select", from.where);
        refuse("Unsupported operator in Update Expression. Operator: " + upperCase(from.text), from.where);
    }

    UpdateOperand sum(const Expression &from)
    {
        UpdateOperand sum;
        sum.kind = from.text == "+" ? UpdateOperand::Kind::Plus : UpdateOperand::Kind::Minus;
        for (const Expression &child : from.children) {
            if (child.is(Kind::Binary))
                refuse("Unsupported operator in Update Expression. Operator: " + upperCase(child.text), child.where);
            sum.operands.push_back(operand(child));
            const UpdateOperand &last = sum.operands.back();
            if (last.kind == UpdateOperand::Kind::Value && last.value.type() != Type::N)
                refuse(expression::explainOperandType(from.text, value::tagOf(last.value.type())), child.where);
            if (last.kind == UpdateOperand::Kind::ListAppend)
                refuse(expression::explainOperandType(from.text, "L"), child.where);
        }
        return sum;
    }

    UpdateOperand call(const Expression &from)
    {
        if (from.text == "set_add" || from.text == "set_delete")
            refuseAt("The first argument to " + upperCase(from.text) + " must equal the assignment value", from.where);
        if (from.text != "list_append")
            refuse("Unrecognized function: " + from.text, from.where);
        if (from.children.size() != 2)
            refuse(expression::explainOperandCount(from.text, from.children.size()), from.where);
        UpdateOperand append;
        append.kind = UpdateOperand::Kind::ListAppend;
        for (const Expression &child : from.children) {
            append.operands.push_back(listOperand(child, from.text));
        }
        return append;
    }

    UpdateOperand listOperand(const Expression &from, const std::string &function)
    {
        if (from.is(Kind::Binary))
            refuse("Unsupported operator in Update Expression. Operator: " + upperCase(from.text), from.where);
        if (from.is(Kind::Call))
            refuse("Unrecognized function: " + from.text, from.where);
        UpdateOperand list = operand(from);
        if (list.kind == UpdateOperand::Kind::Value && list.value.type() != Type::L)
            refuse(expression::explainOperandType(function, value::tagOf(list.value.type())), from.where);
        return list;
    }

    const Parameters &m_parameters;
};

} // namespace

expression::Update readUpdate(const std::vector<syntax::Action> &actions, const Parameters &parameters)
{
    return Reader(parameters).read(actions);
}

} // namespace keywright::partiql
