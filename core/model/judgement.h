#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/model.h"

namespace keywright::model {

/// How well the tables answer an access pattern, from best to worst.
enum class Verdict : std::uint8_t {
    Served,    ///< a key lookup or a Query answers it
    Filtered,  ///< it reads more than it returns
    Scanned,   ///< it reads a whole table or index
    NotServed, ///< its steps cannot answer it
};

/// "served", "filtered", "scanned", "not served".
std::string_view textOf(Verdict verdict);

/// Why a step is not simply served. `place` is a path below the pattern, such as "steps[0].filter".
struct JudgementReason {
    Verdict verdict = Verdict::Served; ///< what this alone makes of the pattern
    std::string place;
    std::string message; ///< a sentence for the designer
    friend bool operator==(const JudgementReason &, const JudgementReason &) = default;
};

struct Judgement {
    Verdict verdict = Verdict::Served;    ///< the worst of the reasons
    std::vector<JudgementReason> reasons; ///< in the order of the steps
    friend bool operator==(const Judgement &, const Judgement &) = default;
};

/// Judges a pattern of `model` by its steps, the tables' keys and the entities' key templates, without running anything.
/// Never throws; thread-safe. Source of the rules: developer guide, "Query", "Scan", "Using global secondary indexes".
Judgement judge(const Model &model, const AccessPattern &pattern);

} // namespace keywright::model
