#pragma once

#include <cstdint>

#include "core/engine/catalog.h"
#include "core/engine/change_log.h"
#include "core/engine/table_requests.h"

namespace keywright::engine {

/// What cannot be asked for whatever the table is: nothing at all, or two changes that exclude each other. Throws
/// ServiceError. Source: UpdateTable as measured: one logical change a call.
void checkRequest(const UpdateTableRequest &request);

/// Makes the change on a table's next state. Throws ServiceError for what the table, as it is, does not allow.
/// `statusDelayMs` is how long the table or index shows that it is changing.
void applyUpdate(const UpdateTableRequest &request, std::int64_t now, std::int64_t statusDelayMs, ChangeLog &changeLog, TableState &next,
                 Catalog::Consequences &consequences);

/// Whether the answer says UPDATING of the table: some changes are made at once, or show only in their index.
bool showsAsUpdating(const UpdateTableRequest &request);

/// Throws ServiceError (ResourceInUseException) while the table or one of its GSIs is on its way from one state to another.
void checkCanBeDropped(const TableState &table, std::int64_t now);

} // namespace keywright::engine
