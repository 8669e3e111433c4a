#pragma once

#include <string>

#include "core/schema/table_change_plan.h"

/// Parts of tables as texts for people. Inside core/schema only.
namespace keywright::schema {

/// "PK (S)", several parts of a key with commas; empty without any.
std::string textOf(const std::vector<KeyAttribute> &part);
/// "partition key PK (S), sort key SK (S), projection ALL".
std::string textOf(const IndexDefinition &index);
/// "embedding, 3 dimensions, COSINE, partition key tenant (S), inline filters price (N), projection ALL".
std::string textOf(const VectorIndexDefinition &index);
std::string textOf(const Projection &projection);
/// "10 read and 5 write units a second".
std::string textOf(const ProvisionedThroughput &throughput);
std::string textOf(const OnDemandThroughput &maximum);
std::string textOf(const WarmThroughput &warm);
std::string textOf(const Encryption &encryption);

/// What building a GSI does to a table that holds so much.
std::string backfillMeaning(const std::optional<StoredSize> &size);

/// What building a vector index does to a table that holds so much.
std::string vectorBackfillMeaning(const std::optional<StoredSize> &size);

} // namespace keywright::schema
