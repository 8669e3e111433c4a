#include "core/engine/read_rules.h"

#include <algorithm>

#include "core/engine/key_range.h"
#include "core/engine/service_error.h"
#include "core/expression/mentions.h"

namespace keywright::engine {

namespace {

bool isGlobal(const Place &place)
{
    return place.definition != nullptr && !place.isLocal;
}

bool projectsAll(const Place &place)
{
    return place.definition == nullptr || place.definition->projection.type == schema::ProjectionType::All;
}

/// Those that the index lacks, "a, b".
std::string notProjected(const TableState &table, const Place &place, const std::vector<std::string> &attributes)
{
    std::string list;
    for (const std::string &attribute : attributes)
        if (!isProjected(table, place, attribute))
            list += (list.empty() ? "" : ", ") + attribute;
    return list;
}

void checkScalar(const std::string &kind, const schema::KeySchema &key, const std::vector<std::string> &nested)
{
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (std::find(nested.begin(), nested.end(), attribute.name) != nested.end())
                invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: " + kind + ": "
                        + attribute.name);
}

} // namespace

void checkCanBeRead(const TableState &table, const std::string &index, const std::string &operation)
{
    if (!index.empty() && table.definition.findVectorIndex(index) != nullptr)
        invalid(operation + " operation not supported on this index type.");
}

const Place &placeToRead(const TableState &table, const std::string &index, bool consistentRead, bool isRestarted)
{
    if (index.empty())
        return table.base;
    const Place *place = table.findIndex(index);
    if (place == nullptr)
        invalid(isRestarted ? "The provided starting key is invalid" : "The table does not have the specified index: " + index);
    if (place->isBackfilling)
        invalid("Cannot read from backfilling global secondary index: " + index);
    if (consistentRead && isGlobal(*place))
        invalid("Consistent reads are not supported on global secondary indexes");
    return *place;
}

void checkQueryFilter(const TableState &table, const Place &place, const QueryRequest &request)
{
    const std::vector<std::string> mentioned = expression::mentionedAttributes(*request.filter);
    const schema::KeySchema &key = keyOfPlace(table, place);
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (std::find(mentioned.begin(), mentioned.end(), attribute.name) != mentioned.end())
                invalid(std::string(request.filterIsLegacy ? "QueryFilter" : "Filter Expression")
                        + " can only contain non-primary key attributes: Primary key attribute: " + attribute.name);
    if (const std::string missing = notProjected(table, place, mentioned); !missing.empty())
        invalid("One or more parameter values were invalid: Secondary index " + place.definition->name
                + " does not project one or more filter attributes: [" + missing + "]");
}

void checkSelect(const Place &place, Select select)
{
    if (select == Select::AllAttributes && isGlobal(place) && !projectsAll(place))
        invalid("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index "
                + place.definition->name + " because its projection type is not ALL");
}

void checkProjected(const TableState &table, const Place &place, const expression::Projection &projection)
{
    if (!isGlobal(place))
        return;
    if (const std::string missing = notProjected(table, place, projection.attributes()); !missing.empty())
        invalid("One or more parameter values were invalid: Global secondary index " + place.definition->name + " does not project ["
                + missing + "]");
}

void checkKeysAreScalars(const TableState &table, const std::vector<std::string> &nestedAttributes)
{
    if (nestedAttributes.empty())
        return;
    checkScalar("Key", table.definition.key, nestedAttributes);
    for (const Place &index : table.indexes)
        checkScalar("IndexKey", index.definition->key, nestedAttributes);
}

bool isProjected(const TableState &table, const Place &place, const std::string &attribute)
{
    if (projectsAll(place))
        return true;
    const auto &included = place.definition->projection.attributes;
    return place.definition->key.contains(attribute) || table.definition.key.contains(attribute)
        || std::find(included.begin(), included.end(), attribute) != included.end();
}

bool needsTable(const TableState &table, const Place &place, Select select, const expression::Projection *projection)
{
    if (!place.isLocal || projectsAll(place) || select == Select::Count)
        return false;
    if (projection == nullptr)
        return select == Select::AllAttributes;
    return !notProjected(table, place, projection->attributes()).empty();
}

} // namespace keywright::engine
