#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/model/command.h"
#include "core/model/survey.h"

/// What mends an access pattern that changes items, for advice and suggestions. Inside core/model only.
namespace keywright::model {

/// Where an operation stands in its pattern.
struct OperationPlace {
    std::size_t step = 0;
    std::optional<std::size_t> part; ///< of a transaction or batch
    friend bool operator==(const OperationPlace &, const OperationPlace &) = default;
};

OperationPlace placeOf(const OperationUse &use);
Operation &operationAt(AccessPattern &pattern, const OperationPlace &place);

/// The pattern changed, as a command of its own undo step.
Command changePattern(const Model &model, AccessPattern pattern, std::string text);

/// A key attribute that an update does not set though it sets or removes what the key is built from.
struct KeyLeftBehind {
    const OperationUse *use = nullptr;
    const Entity *entity = nullptr;
    std::string attribute; ///< that the update touches
    std::string key;
    bool isPrimary = false; ///< of the table, so that it cannot change at all
};
std::vector<KeyLeftBehind> keysLeftBehindBy(const Survey &survey, const OperationUse &use);

/// Sets the key in the same update, or removes it when what it is built from goes. Throws EditError when the key is of the
/// table, or the pattern does not know what the key's template needs.
Command setKeyToo(const Model &model, const KeyLeftBehind &left);

/// A put that wants an attribute to be unique and looks at the wrong thing to know.
struct UnguardedPut {
    const OperationUse *use = nullptr;
    const Entity *entity = nullptr;
    std::string attribute;                ///< empty when it cannot be told
    const OperationUse *lookUp = nullptr; ///< the Query before it that does not help; null for a condition of the put itself
};
/// Nullopt for an operation that is none.
std::optional<UnguardedPut> unguardedPut(const Survey &survey, const OperationUse &use);

/// A guard: an item of a new entity, whose primary key is the attribute, put in one transaction with the item. The sample
/// items get theirs. Throws EditError when the attribute cannot be told, is not text, or is not unique in the sample data.
/// Source: AWS Database Blog, "Simulating Amazon DynamoDB unique constraints using transactions".
Command guardUniqueness(const Model &model, const UnguardedPut &put);

} // namespace keywright::model
