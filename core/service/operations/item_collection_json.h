#pragma once

#include <vector>

#include "core/engine/requests.h"
#include "core/service/operations/json_writer.h"
#include "core/service/request.h"

namespace keywright::service {

/// ReturnItemCollectionMetrics is SIZE.
bool returnsItemCollectionIn(const RequestValue &request);

/// The member "ItemCollectionMetrics" of an operation on one item; nothing when there is none.
void writeItemCollection(JsonWriter &out, const std::optional<engine::ItemCollection> &collection);
/// The same of a batch or transaction: by table.
void writeItemCollections(JsonWriter &out, const std::vector<engine::ItemCollection> &collections);

} // namespace keywright::service
