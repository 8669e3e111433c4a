#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/model/model.h"

namespace keywright::model {

/// Values of `:name` beside the parameters.
using ExpectedValues = std::vector<std::pair<std::string, Operand>>;

/// As many items as the step of this name gave.
struct ItemsOf {
    std::string step;
    friend bool operator==(const ItemsOf &, const ItemsOf &) = default;
};

/// After the run, so many items of the entity satisfy `where`.
struct ExpectedCount {
    std::string entity;
    std::string where;
    std::variant<std::int64_t, ItemsOf> count;
    std::string forEach; ///< a step: checked once for every item that it gave; empty for once
    ExpectedValues values;
    friend bool operator==(const ExpectedCount &, const ExpectedCount &) = default;
};

/// A number of the entity's items that the run moves by so much.
struct ExpectedChange {
    std::string entity;
    std::string where;
    std::string attribute;
    Operand by;
    bool decrease = false;
    std::string forEach;
    ExpectedValues values;
    friend bool operator==(const ExpectedChange &, const ExpectedChange &) = default;
};

/// The order of a search: the items with the most similar vectors first.
struct Nearest {
    std::string attribute; ///< of the vectors; items without it are not found
    Operand to;
    schema::DistanceFunction distance = schema::DistanceFunction::Cosine;
    friend bool operator==(const Nearest &, const Nearest &) = default;
};

/// What an access pattern must give, in the entities' terms, independent of keys. The fields are described at
/// `expectation` in resources/schemas/keywright-model.schema.json.
struct Expectation {
    std::vector<std::string> entities; ///< of a read
    std::string where;
    ExpectedValues values;
    std::optional<Nearest> nearest; ///< instead of orderBy
    std::vector<OrderTerm> orderBy;
    std::optional<std::int64_t> limit;
    std::vector<std::string> attributes; ///< compared; all of the entity when empty
    std::vector<ExpectedCount> after;
    std::vector<ExpectedChange> changes;

    bool isOfChange() const { return !after.empty() || !changes.empty(); }
    friend bool operator==(const Expectation &, const Expectation &) = default;
};

/// An expectation that cannot be read or evaluated. what() is a sentence that begins with the place below the pattern:
/// "expectation.after[0].where: …".
class ExpectationError : public std::runtime_error {
public:
    ExpectationError(const std::string &place, const std::string &message) : std::runtime_error(place + ": " + message) { }
};

/// The pattern's expectation; nullopt when it has none. Throws ExpectationError. Thread-safe.
std::optional<Expectation> readExpectation(const AccessPattern &pattern);

} // namespace keywright::model
