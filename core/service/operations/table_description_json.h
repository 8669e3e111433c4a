#pragma once

#include <string_view>

#include "core/engine/table_requests.h"
#include "core/service/operations/json_writer.h"

namespace keywright::service {

/// The member `name` with everything that a TableDescription has: "Table" of DescribeTable, "TableDescription" of the
/// operations that change tables. Members without a value are left out, as the service does.
void writeTableDescription(JsonWriter &out, std::string_view name, const engine::TableDescription &table);

} // namespace keywright::service
