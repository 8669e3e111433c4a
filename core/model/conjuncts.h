#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/model/question.h"

/// Conditions taken apart where AND joins them. Inside core/model only; thread-safe.
namespace keywright::model {

/// One of the conditions that all must hold.
struct Conjunct {
    std::string text;                    ///< as it is written; an OR stands in parentheses
    std::optional<AskedFor> asked;       ///< absent when it is nothing that a key can answer
    std::string present;                 ///< the attribute that it only asks to be there; else empty
    std::vector<std::string> attributes; ///< top-level, each once
};

/// What `:name` stands for, named without the colon; nullopt where nothing does.
using ValueOfName = std::function<std::optional<Operand>(const std::string &name)>;

/// Empty for an empty text, nullopt for a faulty one.
std::optional<std::vector<Conjunct>> conjunctsOf(const std::string &text, const ValueOfName &valueOf);

/// Those of a step's filter, whose names stand for its own values, or else for parameters.
std::optional<std::vector<Conjunct>> conjunctsOfFilter(const Operation &operation);

/// With AND between them.
std::string joined(const std::vector<Conjunct> &conjuncts);

/// Whether every item of the entity satisfies it: by the mark that tells its items, or by what a key's template begins with.
bool holdsForAll(const Conjunct &conjunct, const Entity &entity);

} // namespace keywright::model
