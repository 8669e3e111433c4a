#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/engine/table_requests.h"
#include "core/service/operations/json_writer.h"

namespace keywright::service {

/// The member `name` with everything that a TableDescription has: "Table" of DescribeTable, "TableDescription" of the
/// operations that change tables. Members without a value are left out, as the service does.
void writeTableDescription(JsonWriter &out, std::string_view name, const engine::TableDescription &table);

/// Members that descriptions of backups have too: "ProvisionedThroughput", "OnDemandThroughput" (when there is one),
/// "Projection" and "SSEDescription".
void writeProvisionedUnits(JsonWriter &out, const schema::ProvisionedThroughput &units);
void writeOnDemandMaximum(JsonWriter &out, const std::optional<schema::OnDemandThroughput> &maximum);
void writeProjection(JsonWriter &out, const schema::Projection &projection);
/// The members of a vector index beside its name.
void writeVectorIndexParts(JsonWriter &out, const schema::VectorIndexDefinition &index);
void writeEncryption(JsonWriter &out, const std::string &keyArn);

/// The value of an enabled stream.
void writeStreamSpecification(JsonWriter &out, schema::StreamViewType viewType);

} // namespace keywright::service
