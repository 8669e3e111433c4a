#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/expression/condition.h"
#include "core/expression/key_condition.h"
#include "core/expression/placeholders.h"
#include "core/expression/projection.h"
#include "core/expression/update.h"

namespace keywright::expression {

/// Writes compiled expressions as text again, for a request to another endpoint. All expressions of one request share the
/// writer and with it the placeholders: every value gets one (":v0"), and every name that needs an alias ("#n0"). What is
/// written compiles to what was given. Not thread-safe.
class ExpressionWriter {
public:
    /// Empty for a condition that always holds, which no expression says.
    std::string write(const Condition &condition);
    /// Not for an update that came from AttributeUpdates, whose ADD does more than an expression's.
    std::string write(const Update &update);
    std::string write(const KeyCondition &condition);
    std::string write(const std::vector<DocumentPath> &paths);

    /// What the request must carry beside the expressions; empty ones must be left out.
    const AttributeNames &names() const { return m_names; }
    const AttributeValues &values() const { return m_values; }

private:
    std::string path(const DocumentPath &path);
    std::string name(const std::string &attribute);
    std::string value(const value::AttributeValue &value);
    std::string operand(const Operand &operand);
    std::string operand(const UpdateOperand &operand);
    std::string joined(const std::vector<Condition> &parts, std::string_view word);
    std::string part(const Condition &condition);
    std::string actions(const Update &update, UpdateAction::Kind kind);

    AttributeNames m_names;
    AttributeValues m_values;
    std::map<std::string, std::string> m_aliases; ///< attribute name to placeholder
};

} // namespace keywright::expression
