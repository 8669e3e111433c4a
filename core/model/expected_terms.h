#pragma once

#include <string>
#include <vector>

#include "core/model/question.h"

/// Inside core/model only.
namespace keywright::model {

/// The `where` of an expectation that is being written, with the values that it takes. The pattern must outlive it. Not
/// thread-safe.
class ExpectedTerms {
public:
    /// `values` keep the names that they have in the operation.
    ExpectedTerms(const AccessPattern &pattern, std::vector<std::pair<std::string, Operand>> values)
        : m_pattern(&pattern), m_own(std::move(values))
    { }

    void add(const AskedFor &asked);
    /// As it is written.
    void add(const std::string &condition);
    /// The condition so far; empty for none.
    const std::string &text() const { return m_where; }
    /// `where` and `values`, where there are any.
    void addTo(value::Json &expectation) const;

private:
    std::string placeholderFor(const std::string &attribute, const Operand &operand);

    const AccessPattern *m_pattern;
    std::vector<std::pair<std::string, Operand>> m_own;
    std::vector<std::pair<std::string, Operand>> m_new;
    std::string m_where;
    std::string m_lastLower; ///< attribute of a >= at the end, which a <= makes a BETWEEN
    std::string m_lowerValue;
    std::size_t m_lowerAt = 0;
};

/// A parameter's name when the operand is that parameter's value as it is; empty otherwise.
std::string loneName(const Operand &operand);
value::Json operandToJson(const Operand &operand);
value::Json orderToJson(const std::vector<OrderTerm> &order);

} // namespace keywright::model
