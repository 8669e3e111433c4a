#include "core/engine/key_range.h"

#include <algorithm>

#include "core/engine/index_view.h"
#include "core/engine/item_key.h"
#include "core/engine/service_error.h"

namespace keywright::engine {

using expression::KeyCondition;
using expression::KeyOperator;
using expression::KeyTerm;
using schema::KeyAttribute;
using schema::KeySchema;
using value::AttributeValue;

namespace {

[[noreturn]] void invalid(const std::string &message)
{
    throw ServiceError("ValidationException", message);
}

const KeySchema &keyOfPlace(const TableState &table, const Place &place)
{
    return place.definition == nullptr ? table.definition.key : place.definition->key;
}

void checkType(const KeyAttribute &attribute, const AttributeValue &value)
{
    if (value::tagOf(value.type()) != schema::textOf(attribute.type))
        invalid("One or more parameter values were invalid: Condition parameter type does not match schema type");
}

/// The comparison of the attribute, with as many values of its type as the operator takes; null when there is none.
const KeyTerm *termFor(const KeyCondition &condition, const KeyAttribute &attribute)
{
    const auto found = std::find_if(condition.terms.begin(), condition.terms.end(),
                                    [&attribute](const KeyTerm &term) { return term.attribute == attribute.name; });
    if (found == condition.terms.end())
        return nullptr;
    if (found->values.size() != (found->op == KeyOperator::Between ? 2u : 1u))
        invalid("Query key condition not supported");
    for (const AttributeValue &value : found->values)
        checkType(attribute, value);
    return &*found;
}

std::string encoded(const AttributeValue &value)
{
    std::string bytes;
    storage::appendKeyValue(bytes, value);
    return bytes;
}

std::string encodedPrefix(const AttributeValue &value)
{
    std::string bytes;
    if (const auto *text = value.get<std::string>())
        storage::appendOrderedPrefix(bytes, *text);
    else if (const auto *binary = value.get<value::Binary>())
        storage::appendOrderedPrefix(bytes, binary->bytes);
    else
        invalid("Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, "
                "operand type: N");
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

void checkTerms(const KeySchema &key, const KeyCondition &condition)
{
    for (const KeyTerm &term : condition.terms)
        if (!key.contains(term.attribute))
            invalid("Query condition missed key schema element: " + key.partition.front().name);
}

} // namespace

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

KeyRange rangeOf(const TableState &table, const Place &place, const KeyCondition &condition)
{
    const KeySchema &key = keyOfPlace(table, place);
    std::string partition;
    for (const KeyAttribute &attribute : key.partition) {
        const KeyTerm *term = termFor(condition, attribute);
        if (term == nullptr)
            invalid("Query condition missed key schema element: " + attribute.name);
        if (term->op != KeyOperator::Equal)
            invalid("Query key condition not supported");
        partition += encoded(term->values.front());
    }
    checkTerms(key, condition);

    std::string prefix = storage::collectionPrefix(table.id, place.id, partition);
    KeyRange range{prefix, storage::afterPrefix(prefix)};
    std::size_t used = key.partition.size();
    for (const KeyAttribute &attribute : key.sort) {
        const KeyTerm *term = termFor(condition, attribute);
        if (term == nullptr)
            break;
        ++used;
        range = rangeBelow(prefix, *term);
        if (term->op != KeyOperator::Equal)
            break;
        prefix = range.lower;
    }
    // A term that was not used stands after a gap or after an inequality, or is a second one on the same attribute.
    if (used != condition.terms.size())
        invalid("Query key condition not supported");
    if (range.upper < range.lower)
        range.upper = range.lower;
    return range;
}

std::string startKeyOf(const TableState &table, const Place &place, const value::Item &startKey, const KeyRange &range)
{
    const KeySchema &key = keyOfPlace(table, place);
    const KeySchema *base = place.definition == nullptr ? nullptr : &table.definition.key;
    const bool isWhole =
        hasWholeKey(key, startKey) && hasWholeKey(table.definition.key, startKey) && keyOf(key, startKey, base).size() == startKey.size();
    if (!isWhole)
        invalid("The provided starting key is invalid");
    for (const KeySchema *schema : {&key, &table.definition.key})
        for (const auto *part : {&schema->partition, &schema->sort})
            for (const KeyAttribute &attribute : *part)
                if (value::tagOf(startKey.find(attribute.name)->type()) != schema::textOf(attribute.type))
                    invalid("The provided starting key is invalid");
    std::string entry = entryKey(table, place, startKey);
    if (entry < range.lower || entry >= range.upper)
        invalid("The provided starting key is outside query boundaries based on provided conditions");
    return entry;
}

} // namespace keywright::engine
