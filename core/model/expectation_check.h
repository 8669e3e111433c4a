#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/model/expectation.h"

namespace keywright::model {

/// An item in the words of its entity.
struct EntityItem {
    const Entity *entity = nullptr;
    value::Item view;       ///< the attributes that the entity names
    value::Item primaryKey; ///< only to find the same item before and after a change
    value::Item whole;
};

/// The items that belong to an entity. They point into `model`, which must outlive them.
using EntityItems = std::vector<EntityItem>;
EntityItems entityItems(const Model &model, const std::map<std::string, std::vector<value::Item>> &itemsByTable);

/// What a run of the pattern was given, and what its steps gave.
struct RunFacts {
    std::map<std::string, value::AttributeValue> arguments;       ///< by parameter
    std::map<std::string, std::vector<value::Item>> itemsOfSteps; ///< by step name
};

enum class DifferenceKind : std::uint8_t {
    Missing,            ///< expected, and not given
    Unexpected,         ///< given, and not expected
    OutOfOrder,         ///< given after an item that comes behind it
    DifferingAttribute, ///< the item is right but for this attribute
    Count,              ///< of items after a change
    Change,             ///< of a number by a change
};

/// One way in which a run was not what was expected.
struct Difference {
    DifferenceKind kind = DifferenceKind::Missing;
    std::string item;      ///< "Review p-2003 u-1004": the entity and what identifies the item; or the place of the entry
    std::string attribute; ///< of DifferingAttribute, OutOfOrder and Change
    std::string expected;
    std::string actual;
    friend bool operator==(const Difference &, const Difference &) = default;
};

/// A sentence for the designer.
std::string textOf(const Difference &difference);

/// Evaluates the expectation of a read by brute force over `stored`, with neither keys nor indexes, and compares `given`
/// with it: in order where the expectation says one. Throws ExpectationError. Thread-safe.
std::vector<Difference> compareRead(const Model &model, const Expectation &expectation, const RunFacts &facts, const EntityItems &stored,
                                    const std::vector<value::Item> &given);

/// Compares all items after a change with what the expectation says of them. Throws ExpectationError. Thread-safe.
std::vector<Difference> compareChange(const Model &model, const Expectation &expectation, const RunFacts &facts, const EntityItems &before,
                                      const EntityItems &after);

} // namespace keywright::model
