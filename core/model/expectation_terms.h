#pragma once

#include <string>

#include "core/expression/condition.h"
#include "core/model/expectation_check.h"

/// The parts of an expectation turned into values and conditions for one run. Inside core/model only.
namespace keywright::model {

/// One entry of an expectation with the facts of a run: gives operands their values and compiles expressions.
class ExpectationTerms {
public:
    /// `place` is for messages. All must outlive the object.
    ExpectationTerms(const RunFacts &facts, std::string place) : m_facts(facts), m_place(std::move(place)) { }

    /// What `:name` stands for before the parameters; those added first win.
    void add(const ExpectedValues &values) { m_values.push_back(&values); }
    /// {step.attribute} is then of this item.
    void repeatFor(const std::string &step, const value::Item &item)
    {
        m_step = &step;
        m_item = &item;
    }

    /// Everything throws ExpectationError.
    value::AttributeValue valueOf(const Operand &operand, const std::string &member) const;
    expression::Condition condition(const std::string &text, const std::string &member) const;

private:
    const value::AttributeValue *lookUp(std::string_view name) const;
    value::AttributeValue valueOfName(const std::string &name, const std::string &member) const;

    const RunFacts &m_facts;
    std::string m_place;
    std::vector<const ExpectedValues *> m_values;
    const std::string *m_step = nullptr;
    const value::Item *m_item = nullptr;
};

} // namespace keywright::model
