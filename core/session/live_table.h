#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "core/connection/connection.h"
#include "core/model/model.h"
#include "core/schema/table_change_plan.h"

/// A table as a connection has it, for commit and clones.
namespace keywright::session {

struct LiveTable {
    engine::TableDescription description;
    schema::TableShape shape; ///< with its tags and TTL attribute, without GSIs that are on their way out
    schema::StoredSize size;  ///< a remote one counts its items every six hours only
};

/// Nullopt when there is no such table. What an endpoint does not know (tags, TTL) is as if there were none.
/// Throws engine::ServiceError, storage::StorageError, connection::ConnectionError.
std::optional<LiveTable> readLiveTable(connection::Connection &connection, const std::string &table);

/// What the model wants of the table: with the capacity to begin with where it names none, and, where a live table is
/// given, with what of it the model says nothing about (throughput that it was warmed to, capacity that scales by itself,
/// the ARN behind the alias of a key).
schema::TableShape wantedShape(const model::Table &table, const LiveTable *live);

/// Passes the time between two looks at a table; a test steps the engine's jobs instead.
using Wait = std::function<void(std::chrono::milliseconds)>;

/// Waits until the table and all its indexes are ACTIVE. False when the stop token came first.
bool waitUntilActive(connection::Connection &connection, const std::string &table, const Wait &wait, const std::stop_token &stop);
/// Waits until there is no such table. False when the stop token came first.
bool waitUntilGone(connection::Connection &connection, const std::string &table, const Wait &wait, const std::stop_token &stop);

} // namespace keywright::session
