#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/table_state.h"
#include "core/expression/condition.h"
#include "core/expression/projection.h"
#include "core/storage/store.h"
#include "core/value/attribute_value.h"

namespace keywright::engine {

struct SearchVectorsRequest {
    std::string table;
    std::string index;
    std::vector<value::AttributeValue> vector;
    std::int64_t topK = 1;
    std::optional<expression::Condition> condition;
    std::optional<expression::Projection> projection;
};

struct SearchHit {
    value::Item item;
    double score = 0;
};

struct SearchVectorsResult {
    std::vector<SearchHit> hits; ///< the most similar first
    std::int64_t bytes = 0;      ///< VectorSearchRequestBytes: of the vectors looked at and of what is given, at least 1,024
};

/// The most similar items of a vector index, as it is now: found by looking at all of them, so exact, where the service's
/// search is approximate. Of the same score in the order of a Scan. Throws ServiceError (ValidationException) and
/// storage::StorageError. Source: API reference, SearchVectors; developer guide, "SearchConditionExpression reference for vector
/// indexes"; messages and scores as measured by others.
SearchVectorsResult searchVectors(const storage::Store &store, const TableState &table, const SearchVectorsRequest &request);

/// What a vector index of the table holds now.
struct VectorIndexSize {
    std::int64_t items = 0;
    std::int64_t bytes = 0;
};
VectorIndexSize sizeOfVectorIndex(const storage::Store &store, const TableState &table, const schema::VectorIndexDefinition &index);

/// The score of two vectors of the same length, with 64 bits and held within the range of 32 (measured by others).
double vectorScore(schema::DistanceFunction function, const std::vector<float> &left, const std::vector<float> &right);

} // namespace keywright::engine
