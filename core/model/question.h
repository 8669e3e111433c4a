#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/model.h"

namespace keywright::model {

/// One comparison of an attribute that a question makes; all of them must hold.
struct AskedFor {
    std::string attribute;
    expression::KeyOperator op = expression::KeyOperator::Equal;
    std::vector<Operand> values; ///< two for Between, else one
    friend bool operator==(const AskedFor &, const AskedFor &) = default;
};

/// What a reading access pattern asks, in the entities' terms: the part of its expectation that keys can answer.
struct Question {
    std::vector<const Entity *> entities; ///< of one table
    std::vector<AskedFor> conditions;
    std::vector<std::string> present; ///< attributes that an item must have, whatever they hold: what a sparse index tells
    std::vector<OrderTerm> orderBy;
    std::optional<std::int64_t> limit;
    std::vector<std::string> attributes; ///< that matter; empty for the whole item
};

/// Reads the pattern's expectation; where there is none, what keys can answer of its Scan's filter. Nullopt when it is a
/// change, when it asks with OR, NOT or a function that no key can answer, or when its entities are not of one table.
std::optional<Question> questionOf(const Model &model, const AccessPattern &pattern);

/// A Query or GetItem that a key answers a question with.
struct KeyAnswer {
    std::vector<KeyComparison> comparisons; ///< in the key's order
    bool isWholeKey = false;                ///< every attribute of the key is given: one item, or one key of an index
    std::optional<FanOut> fanOut;           ///< over the shards of the partition key
    std::optional<bool> descending;         ///< absent where the question wants no order of what is left
};

/// How `key` with the entities' templates answers all of the question, its order included; nullopt when it cannot.
/// Thread-safe.
std::optional<KeyAnswer> answerWith(const Question &question, const AccessPattern &pattern, const schema::KeySchema &key);

} // namespace keywright::model
