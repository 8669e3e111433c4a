#pragma once

#include <string>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/requests.h"

/// What a read may ask of a table or index. Everything throws ServiceError (ValidationException) with the service's
/// message. Sources: dynalite's tests and the conformance suite of nubo-db, both run against the service.
namespace keywright::engine {

/// Refuses a vector index; `operation` is "Query" or "Scan".
void checkCanBeRead(const TableState &table, const std::string &index, const std::string &operation);

/// The place that a Query or Scan names. `isRestarted` is whether it has an ExclusiveStartKey, which is then what an
/// index that does not exist makes invalid.
const Place &placeToRead(const TableState &table, const std::string &index, bool consistentRead, bool isRestarted);

/// A filter of a Query speaks of no attribute of the key, and on an index only of projected ones.
void checkQueryFilter(const TableState &table, const Place &place, const QueryRequest &request);

/// A GSI gives only what is projected into it.
void checkSelect(const Place &place, Select select);
void checkProjected(const TableState &table, const Place &place, const expression::Projection &projection);

/// Keys are scalars: nothing looks into an attribute of the key of the table or of one of its indexes.
void checkKeysAreScalars(const TableState &table, const std::vector<std::string> &nestedAttributes);

/// Whether an item in the index has the attribute, if the item has it. Always true of the table.
bool isProjected(const TableState &table, const Place &place, const std::string &attribute);

/// Whether the items of the index alone do not answer the read: an LSI, asked for what it does not project.
bool needsTable(const TableState &table, const Place &place, Select select, const expression::Projection *projection);

} // namespace keywright::engine
