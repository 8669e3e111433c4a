#include "core/engine/key_range.h"

#include <algorithm>

#include "core/engine/item_key.h"
#include "core/engine/service_error.h"
#include "core/expression/expression_error.h"
#include "core/expression/message_parts.h"

namespace keywright::engine {

using expression::KeyCondition;
using expression::KeyOperator;
using expression::KeyTerm;
using schema::KeyAttribute;
using schema::KeySchema;
using value::AttributeValue;

namespace {

std::string encoded(const AttributeValue &value)
{
    std::string bytes;
    storage::appendKeyValue(bytes, value);
    return bytes;
}

/// Of a string or binary: what the encodings of all values that begin with it begin with.
std::string encodedPrefix(const AttributeValue &value)
{
    std::string bytes;
    if (const auto *text = value.get<std::string>())
        storage::appendOrderedPrefix(bytes, *text);
    else if (const auto *binary = value.get<value::Binary>())
        storage::appendOrderedPrefix(bytes, binary->bytes);
    return bytes;
}

/// The range below `prefix` that one comparison of the next sort-key attribute leaves.
KeyRange rangeBelow(const std::string &prefix, const KeyTerm &term)
{
    const AttributeValue &first = term.values.front();
    switch (term.op) {
    case KeyOperator::Equal: return {prefix + encoded(first), storage::afterPrefix(prefix + encoded(first))};
    case KeyOperator::Less: return {prefix, prefix + encoded(first)};
    case KeyOperator::LessOrEqual: return {prefix, storage::afterPrefix(prefix + encoded(first))};
    case KeyOperator::Greater: return {storage::afterPrefix(prefix + encoded(first)), storage::afterPrefix(prefix)};
    case KeyOperator::GreaterOrEqual: return {prefix + encoded(first), storage::afterPrefix(prefix)};
    case KeyOperator::Between: return {prefix + encoded(first), storage::afterPrefix(prefix + encoded(term.values.back()))};
    case KeyOperator::BeginsWith: return {prefix + encodedPrefix(first), storage::afterPrefix(prefix + encodedPrefix(first))};
    }
    return {prefix, storage::afterPrefix(prefix)};
}

void checkOperandCounts(const KeyCondition &condition)
{
    for (const KeyTerm &term : condition.terms)
        if (term.values.size() != (term.op == KeyOperator::Between ? 2u : 1u))
            invalid("Query key condition not supported");
}

/// Expressions were checked for this when they were compiled; other callers' terms were not.
void checkBounds(const KeyTerm &term)
{
    if (term.op == KeyOperator::Between && encoded(term.values.front()) > encoded(term.values.back()))
        invalid("Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
                "lower bound operand: AttributeValue: "
                + expression::valueText(term.values.front())
                + ", upper bound operand: AttributeValue: " + expression::valueText(term.values.back()));
}

} // namespace

const KeySchema &keyOfPlace(const TableState &table, const Place &place)
{
    return place.definition == nullptr ? table.definition.key : place.definition->key;
}

KeyRange segmentRange(const TableState &table, const Place &place, std::int64_t segment, std::int64_t totalSegments)
{
    const std::string prefix = storage::placePrefix(table.id, place.id);
    const auto boundary = [&](std::int64_t number) {
        __extension__ using Wide = unsigned __int128;
        std::string key = prefix;
        storage::appendBigEndian64(key, static_cast<std::uint64_t>((static_cast<Wide>(number) << 64) / static_cast<Wide>(totalSegments)));
        return key;
    };
    return {boundary(segment), segment + 1 == totalSegments ? storage::afterPrefix(prefix) : boundary(segment + 1)};
}

KeyCondition keyTermsOf(const TableState &table, const Place &place, const KeyCondition &condition)
{
    checkOperandCounts(condition);
    KeyCondition terms;
    try {
        terms = expression::orderByKey(condition, keyOfPlace(table, place));
    } catch (const expression::ExpressionError &error) {
        invalid(error.what());
    }
    for (const KeyTerm &term : terms.terms) {
        for (const AttributeValue &value : term.values)
            checkKeyNotEmpty(term.attribute, value, place.definition);
        checkBounds(term);
    }
    return terms;
}

KeyRange rangeOf(const TableState &table, const Place &place, const KeyCondition &terms)
{
    std::string partition;
    for (std::size_t i = 0; i < keyOfPlace(table, place).partition.size(); ++i)
        storage::appendKeyValue(partition, terms.terms[i].values.front());
    return rangeUnder(table, place, terms, partition);
}

KeyRange rangeUnder(const TableState &table, const Place &place, const KeyCondition &terms, std::string_view encodedPartitionKey)
{
    std::string prefix = storage::collectionPrefix(table.id, place.id, encodedPartitionKey);
    KeyRange range{prefix, storage::afterPrefix(prefix)};
    for (std::size_t i = keyOfPlace(table, place).partition.size(); i < terms.terms.size(); ++i) {
        range = rangeBelow(prefix, terms.terms[i]);
        prefix = range.lower; // the last term may be an inequality; nothing follows it
    }
    return range;
}

} // namespace keywright::engine
