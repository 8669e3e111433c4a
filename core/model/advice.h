#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/command.h"

namespace keywright::model {

/// How much it matters: DynamoDB will refuse or throttle it, or answers go wrong; it will hurt as the data grows; or it is
/// worth knowing.
enum class AdviceSeverity : std::uint8_t { Error, Warning, Hint };

/// "error", "warning", "hint".
std::string_view textOf(AdviceSeverity severity);

/// One thing about the design that an experienced designer would say.
struct Advice {
    std::string rule; ///< the id in adviceRules(), which never changes
    AdviceSeverity severity = AdviceSeverity::Warning;
    std::string place;          ///< as in problems.h
    std::string reason;         ///< a sentence with the numbers that matter
    std::string remedy;         ///< what to do
    std::string source;         ///< where the rule comes from: a page of the developer guide or a paper
    std::optional<Command> fix; ///< made against the model given, where a fix needs no decision of a person
};

/// A rule of the house: its id in kebab case, a title for people, and its source.
struct AdviceRule {
    std::string_view id;
    std::string_view title;
    std::string_view source;
};

/// Every rule, in the order in which adviseOn() applies them.
std::span<const AdviceRule> adviceRules();

/// What can be said about the design without running it. Rates, sizes, sample formats and recipes count where the model
/// has them; what is not known is not complained about, except that it is missing. The worst comes first, then in the
/// order of the rules. Never throws for a model that contradicts itself; findProblems() tells that. Thread-safe.
std::vector<Advice> adviseOn(const Model &model);

} // namespace keywright::model
