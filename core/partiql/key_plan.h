#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/expression/condition.h"
#include "core/expression/key_condition.h"
#include "core/schema/table_definition.h"
#include "core/value/attribute_value.h"

namespace keywright::partiql {

/// One of the reads that a WHERE clause falls apart into: the items of one partition key within one range of sort keys
/// that also pass the filters.
struct Branch {
    std::vector<value::AttributeValue> partition; ///< a value for each attribute of the partition key
    std::vector<expression::KeyTerm> sort;        ///< what a Query can say of the sort key
    std::vector<expression::Condition> filters;   ///< the rest
};

/// What the WHERE clause of a SELECT says of the key of the table or index that it reads.
struct KeyPlan {
    /// Every branch has the whole partition key, so that Queries answer the statement; else it is a Scan.
    bool isKeyed = false;
    /// By partition key, then by where the range of sort keys begins.
    std::vector<Branch> branches;
    /// How many values of the partition key there are.
    std::size_t partitions = 0;
};

/// A transaction looks at the types of keys later, and says so in other words.
enum class KeyTypes : std::uint8_t { Checked, Unchecked };

/// Throws StatementError: values of another type than the key's, branches that overlap, or more than 50 branches.
/// Source: the rules were measured against DynamoDB by the conformance suite of nubo-db and by floci.
KeyPlan planKeys(const std::optional<expression::Condition> &where, const schema::KeySchema &key, KeyTypes types = KeyTypes::Checked);

/// How the branches are in the order of values of the key: S and B by bytes, N by number.
bool isKeyBelow(const value::AttributeValue &left, const value::AttributeValue &right);

} // namespace keywright::partiql
