#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/expression/expression_error.h"

/// What an expression says, before its placeholders are looked up. All texts are views into the expression's own text,
/// which must outlive the tree.
namespace keywright::expression::syntax {

/// One step of a document path: an attribute's name, a #placeholder, or the digits of a list index.
struct Step {
    std::string_view text;
    bool isIndex = false;
    std::size_t position = 0;

    TextRange range() const { return {position, text.size()}; }
};

using Steps = std::vector<Step>;

/// Path: `path`; Value: `text` is the :placeholder; Function: `text` is its name, with `arguments`.
struct Operand {
    enum class Kind : std::uint8_t { Path, Value, Function };
    Kind kind = Kind::Path;
    std::string_view text;
    Steps path;
    std::vector<Operand> arguments;
    TextRange range;
};

/// Compare, Between and In have operands, the tested one first; Function has one operand, the function; And, Or and Not
/// have parts.
struct Condition {
    enum class Kind : std::uint8_t { Compare, Between, In, Function, And, Or, Not };
    Kind kind = Kind::Compare;
    std::string_view op; ///< of Compare: "=", "<>", …
    std::vector<Operand> operands;
    std::vector<Condition> parts;
    TextRange range;
};

/// One operand, or two around + or -.
struct SetValue {
    char op = '\0';
    std::vector<Operand> operands;
    TextRange range;
};

struct UpdateAction {
    Steps path;
    SetValue value; ///< of SET; of ADD and DELETE its one operand is the :placeholder
    TextRange range;
};

struct UpdateSection {
    enum class Kind : std::uint8_t { Set, Remove, Add, Delete };
    Kind kind = Kind::Set;
    std::vector<UpdateAction> actions;
    TextRange range; ///< the keyword's
};

} // namespace keywright::expression::syntax
