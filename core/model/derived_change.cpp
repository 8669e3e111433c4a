#include "core/model/derived_change.h"

#include <algorithm>

#include "core/expression/expression_error.h"
#include "core/expression/parser.h"
#include "core/model/entity_view.h"
#include "core/model/expected_terms.h"
#include "core/model/key_terms.h"
#include "core/model/names.h"
#include "core/model/step_parts.h"
#include "core/model/survey.h"

namespace keywright::model {

using value::Json;

namespace {

using enum OperationKind;
using expression::KeyOperator;
using expression::syntax::UpdateAction;
using expression::syntax::UpdateSection;
using SyntaxOperand = expression::syntax::Operand;

std::string nameOf(const expression::syntax::Steps &path)
{
    if (path.size() != 1)
        return {};
    return std::string(path.front().text.starts_with('#') ? path.front().text.substr(1) : path.front().text);
}

class DerivedChange {
public:
    DerivedChange(const Model &model, const AccessPattern &pattern) : m_model(model), m_pattern(pattern) { }

    tl::expected<Json, std::string> derive()
    {
        for (const Step &step : m_pattern.steps) {
            for (const Operation &part : step.parts)
                add(part);
            if (step.parts.empty())
                add(step.operation);
        }
        if (!m_why.empty())
            return tl::unexpected<std::string>(m_why);
        if (m_after.elements().empty() && m_changes.elements().empty())
            return tl::unexpected<std::string>("nothing that it writes is told by its operations");
        Json expectation = Json::object();
        if (!m_after.elements().empty())
            expectation.set("after", m_after);
        if (!m_changes.elements().empty())
            expectation.set("changes", m_changes);
        return expectation;
    }

private:
    void add(const Operation &operation)
    {
        const OperationKind kind = operation.kind;
        if ((kind != PutItem && kind != UpdateItem && kind != DeleteItem) || !m_why.empty())
            return;
        const Entity *entity = entityOf(m_model, operation);
        if (entity == nullptr)
            m_why = "one of its operations does not tell which entity it writes";
        else if (kind == PutItem)
            addPut(operation, *entity);
        else
            addByKey(operation, *entity);
    }

    void addPut(const Operation &operation, const Entity &entity)
    {
        ExpectedTerms terms(m_pattern, {});
        std::vector<std::string> asked;
        for (const auto &[name, operand] : operation.item)
            if (entity.findAttribute(name) != nullptr) {
                terms.add(AskedFor{name, KeyOperator::Equal, {operand}});
                asked.push_back(name);
            }
        for (const std::string &name : identifyingAttributes(m_model, entity))
            if (!contains(asked, name))
                m_why = "the item that it puts does not say " + name + ", by which one " + entity.name + " is told from another";
        addCount(operation, entity, terms, 1);
    }

    void addByKey(const Operation &operation, const Entity &entity)
    {
        const Table *table = m_model.findTable(operation.table);
        KeyTerms key(entity, nullptr);
        for (std::size_t i = 0; table != nullptr && i < 2; ++i) {
            for (const schema::KeyAttribute &attribute : i == 0 ? table->definition.key.partition : table->definition.key.sort) {
                const auto given = std::find_if(operation.key.begin(), operation.key.end(),
                                                [&attribute](const auto &each) { return each.first == attribute.name; });
                if (given == operation.key.end()) {
                    m_why = "one of its operations does not say which " + attribute.name;
                    return;
                }
                const KeyComparison comparison{attribute.name, KeyOperator::Equal, {given->second}, Json::object(), {}};
                if (key.add(attribute, &comparison, false) != Meeting::Fits) {
                    m_why = "the attributes of " + entity.name + " cannot be told from the " + attribute.name + " that it writes";
                    return;
                }
            }
        }
        ExpectedTerms terms(m_pattern, operation.values);
        for (const AskedFor &asked : key.conditions())
            terms.add(asked);
        const std::size_t moves = m_changes.elements().size();
        const std::string found = terms.text();
        if (operation.kind == UpdateItem)
            addUpdate(operation, entity, terms, key.conditions());
        if (m_changes.elements().size() == moves || terms.text() != found)
            addCount(operation, entity, terms, operation.kind == DeleteItem ? 0 : 1);
    }

    void addUpdate(const Operation &operation, const Entity &entity, ExpectedTerms &terms, const std::vector<AskedFor> &key)
    {
        if (operation.update.empty())
            return;
        try {
            const auto parsed = expression::parseUpdate(operation.update);
            for (const UpdateSection &section : parsed.tree)
                for (const UpdateAction &action : section.actions)
                    if (const std::string name = nameOf(action.path); !name.empty() && entity.findAttribute(name) != nullptr)
                        addAction(operation, entity, section.kind, action, name, terms, key);
        } catch (const expression::ExpressionError &) {
            m_why = "its update cannot be read";
        }
    }

    void addAction(const Operation &operation, const Entity &entity, UpdateSection::Kind kind, const UpdateAction &action,
                   const std::string &name, ExpectedTerms &terms, const std::vector<AskedFor> &key)
    {
        const std::vector<SyntaxOperand> &operands = action.value.operands;
        const bool isNumber = entity.findAttribute(name)->type == value::Type::N;
        if (kind == UpdateSection::Kind::Remove) {
            terms.add("attribute_not_exists(" + name + ")");
        } else if (kind == UpdateSection::Kind::Add && isNumber && !operands.empty()) {
            addMove(operation, entity, name, operands.front(), false, key);
        } else if (kind == UpdateSection::Kind::Set && operands.size() == 1 && operands.front().kind == SyntaxOperand::Kind::Value) {
            terms.add(name + " = " + std::string(operands.front().text));
        } else if (kind == UpdateSection::Kind::Set && operands.size() == 2 && isNumber) {
            const bool isItself = isNumberBefore(operation, operands.front(), name);
            if (isItself && operands.back().kind == SyntaxOperand::Kind::Value)
                addMove(operation, entity, name, operands.back(), action.value.op == '-', key);
        }
    }

    /// The attribute as it was, where a missing one is 0.
    static bool isNumberBefore(const Operation &operation, const SyntaxOperand &operand, const std::string &name)
    {
        if (operand.kind == SyntaxOperand::Kind::Path)
            return nameOf(operand.path) == name;
        if (operand.kind != SyntaxOperand::Kind::Function || operand.text != "if_not_exists" || operand.arguments.size() != 2
            || nameOf(operand.arguments.front().path) != name || operand.arguments.back().kind != SyntaxOperand::Kind::Value)
            return false;
        for (const auto &[own, value] : operation.values) {
            const auto *constant = std::get_if<value::AttributeValue>(&value);
            const auto *number = constant == nullptr ? nullptr : constant->get<value::Decimal>();
            if (":" + own == operand.arguments.back().text)
                return number != nullptr && *number == value::Decimal();
        }
        return false;
    }

    void addMove(const Operation &operation, const Entity &entity, const std::string &attribute, const SyntaxOperand &by, bool decrease,
                 const std::vector<AskedFor> &key)
    {
        const std::string name(by.text.substr(1));
        Operand amount = "{" + name + "}";
        for (const auto &[own, value] : operation.values)
            if (own == name)
                amount = value;
        ExpectedTerms terms(m_pattern, {});
        for (const AskedFor &asked : key)
            terms.add(asked);
        Json entry = Json::object({{"entity", Json::string(entity.name)}});
        terms.addTo(entry);
        entry.set("attribute", Json::string(attribute));
        entry.set("by", operandToJson(amount));
        if (decrease)
            entry.set("decrease", Json::boolean(true));
        if (!operation.forEach.empty())
            entry.set("forEach", Json::string(operation.forEach));
        m_changes.append(std::move(entry));
    }

    void addCount(const Operation &operation, const Entity &entity, const ExpectedTerms &terms, std::int64_t count)
    {
        if (terms.text().empty()) {
            m_why = "the attributes of " + entity.name + " do not tell which item it writes";
            return;
        }
        Json entry = Json::object({{"entity", Json::string(entity.name)}});
        terms.addTo(entry);
        entry.set("count", Json::number(count));
        if (!operation.forEach.empty())
            entry.set("forEach", Json::string(operation.forEach));
        m_after.append(std::move(entry));
    }

    const Model &m_model;
    const AccessPattern &m_pattern;
    Json m_after = Json::array();
    Json m_changes = Json::array();
    std::string m_why;
};

} // namespace

tl::expected<Json, std::string> derivedChange(const Model &model, const AccessPattern &pattern)
{
    return DerivedChange(model, pattern).derive();
}

} // namespace keywright::model
