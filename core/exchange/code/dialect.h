#pragma once

#include <map>
#include <string>

#include "core/exchange/code/code_text.h"
#include "core/exchange/code/plan.h"
#include "core/exchange/naming.h"

namespace keywright::exchange {

/// How a dynamic language says values and requests; Python and JavaScript differ in little more than this.
class Dialect {
public:
    virtual ~Dialect() = default;

    virtual std::string constant(const value::AttributeValue &value) const = 0;
    /// The lookup of an item's attribute.
    virtual std::string attribute(const std::string &item, const std::string &name) const = 0;
    /// A text with expressions in it; a literal part is as it stands, the others are expressions.
    virtual std::string interpolated(const std::vector<std::pair<bool, std::string>> &parts) const = 0;
    virtual std::string identifier(const std::string &name) const = 0;

    /// The expression for a value. `variables` holds the sources' names: of parameters and shards by their name, of steps'
    /// items by the step's name.
    std::string value(const CodeValue &value, const std::map<std::string, std::string> &variables) const;
    /// `{"a": x, "b": y}` in one line.
    std::string members(const CodeMembers &members, const std::map<std::string, std::string> &variables) const;

private:
    std::string source(const CodeSource &source, const std::map<std::string, std::string> &variables) const;
};

std::string pythonCode(const CodePlan &plan);
std::string javascriptCode(const CodePlan &plan);

} // namespace keywright::exchange
