#pragma once

#include "core/engine/table_requests.h"
#include "core/value/json.h"

namespace keywright::connection {

/// A TableDescription of the API. Its definition is what CreateTable would take, as far as the description tells: no tags,
/// no warm throughput, which every table has without having been asked for it, and no index that is being deleted. A status that only AWS
/// has (ARCHIVED, …) reads as Updating: the table cannot be used. Throws std::invalid_argument for JSON of another shape.
engine::TableDescription readTableDescription(const value::Json &description);

} // namespace keywright::connection
