#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/expression/condition.h"
#include "core/schema/table_definition.h"
#include "core/value/attribute_value.h"

namespace keywright::partiql {

/// What a WHERE clause says of one item: its key, by the first equality on each key attribute, and what else must hold.
struct NamedItem {
    value::Item key;                               ///< not all of it when the clause does not say more
    std::vector<expression::Condition> conditions; ///< beside the equalities
    std::optional<std::string> contradicted;       ///< a key attribute that two values are asked of

    bool isWhole(const schema::KeySchema &schema) const;
    /// The key's values have the types that the schema wants.
    bool fits(const schema::KeySchema &schema) const;
};

/// `takesSingleIn`: `pk IN ['a']` says as much as `pk = 'a'`, as in reads of batches and transactions.
NamedItem namedItem(const std::optional<expression::Condition> &where, const schema::KeySchema &key, bool takesSingleIn = false);

/// The condition of an UPDATE: it changes only an item that is there. Of an INSERT: only one that is not. Of a DELETE: what
/// is not there needs no condition; nullopt when there is none.
expression::Condition updateCondition(const schema::KeySchema &key, const NamedItem &item);
expression::Condition insertCondition(const schema::KeySchema &key);
std::optional<expression::Condition> deleteCondition(const schema::KeySchema &key, const NamedItem &item);

} // namespace keywright::partiql
