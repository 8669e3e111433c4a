#include "core/engine/start_key.h"

#include "core/engine/index_view.h"
#include "core/engine/item_key.h"
#include "core/engine/service_error.h"

namespace keywright::engine {

using schema::KeyAttribute;
using schema::KeySchema;
using value::Item;

namespace {

constexpr const char *kInvalid = "The provided starting key is invalid";
constexpr const char *kMismatch = "The provided key element does not match the schema";

template <typename Check>
void forEachAttribute(const KeySchema &key, Check check)
{
    for (const auto *part : {&key.partition, &key.sort})
        for (const KeyAttribute &attribute : *part)
            check(attribute);
}

std::size_t countOfKeys(const TableState &table, const Place &place)
{
    std::size_t count = table.definition.key.partition.size() + table.definition.key.sort.size();
    if (place.definition != nullptr)
        forEachAttribute(place.definition->key,
                         [&](const KeyAttribute &attribute) { count += table.definition.key.contains(attribute.name) ? 0 : 1; });
    return count;
}

bool fits(const KeyAttribute &attribute, const Item &startKey)
{
    const value::AttributeValue *value = startKey.find(attribute.name);
    return value != nullptr && value::tagOf(value->type()) == schema::textOf(attribute.type);
}

/// The entry that a start key of the right attributes names.
std::string entryOf(const TableState &table, const Place &place, const Item &startKey)
{
    forEachAttribute(table.definition.key, [&](const KeyAttribute &attribute) {
        if (!fits(attribute, startKey))
            invalid(std::string(kInvalid) + ": " + kMismatch);
    });
    try {
        for (const auto &[name, value] : startKey)
            checkKeyNotEmpty(name, value, nullptr);
    } catch (const ServiceError &error) {
        invalid(std::string(kInvalid) + ": " + error.what());
    }
    return entryKey(table, place, startKey);
}

} // namespace

void checkStartKeyCount(const TableState &table, const Place &place, const Item &startKey)
{
    if (startKey.size() != countOfKeys(table, place))
        invalid(kInvalid);
}

void checkStartKeyOfPlace(const TableState &table, const Place &place, const Item &startKey)
{
    forEachAttribute(keyOfPlace(table, place), [&](const KeyAttribute &attribute) {
        if (!startKey.contains(attribute.name))
            invalid(kInvalid);
        if (!fits(attribute, startKey))
            invalid(kMismatch);
    });
}

std::string queryStart(const TableState &table, const Place &place, const Item &startKey, const expression::KeyCondition &terms,
                       const KeyRange &range)
{
    std::string entry = entryOf(table, place, startKey);
    if (range.contains(entry))
        return entry;
    const KeySchema &key = keyOfPlace(table, place);
    if (terms.terms.size() == key.partition.size())
        invalid("The provided starting key is outside query boundaries based on provided conditions");
    if (!rangeUnder(table, place, terms, encodeKey(key, startKey).partition).contains(entry))
        invalid("The provided starting key does not match the range key predicate");
    invalid("The query can return at most one row and cannot be restarted");
}

std::string scanStart(const TableState &table, const Place &place, const Item &startKey, std::int64_t segment, std::int64_t totalSegments)
{
    if (startKey.size() != countOfKeys(table, place))
        invalid(std::string(kInvalid) + ": " + kMismatch);
    std::string entry = entryOf(table, place, startKey);
    if (!segmentRange(table, place, segment, totalSegments).contains(entry))
        invalid(std::string(kInvalid) + ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: "
                + std::to_string(totalSegments) + " Segment: " + std::to_string(segment));
    return entry;
}

} // namespace keywright::engine
