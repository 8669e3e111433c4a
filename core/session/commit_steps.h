#pragma once

#include "core/connection/connection.h"
#include "core/engine/service_error.h"
#include "core/schema/table_change_plan.h"

/// The steps of a plan as calls on a connection. Inside core/session only.
namespace keywright::session {

/// Makes the call; the table may be UPDATING afterwards. Throws engine::ServiceError, storage::StorageError,
/// connection::ConnectionError.
void runStep(const schema::TableStep &step, const std::string &table, connection::Connection &connection);

/// Whether it is refused only because TTL was changed within the last hour.
bool isTooSoon(const schema::TableStep &step, const engine::ServiceError &error);

} // namespace keywright::session
