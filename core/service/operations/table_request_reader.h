#pragma once

#include "core/engine/restores.h"
#include "core/engine/table_requests.h"
#include "core/service/request.h"

/// What CreateTable and UpdateTable ask for, from a request whose types and constraints were checked. Here are the rules
/// that the typed requests can no longer break: the order of a key schema, attributes without a definition and definitions
/// without a use, members that exclude each other; the others are core/schema's and the engine's. They throw Fault
/// (ValidationException). Source of the messages: dynalite, test/createTable.js, and measurements by others.
namespace keywright::service {

engine::CreateTableRequest createTableRequestOf(const RequestValue &request);
engine::UpdateTableRequest updateTableRequestOf(const RequestValue &request);

/// What the restores let be otherwise than the source; key attributes without their types, which the source knows.
engine::RestoreOverrides restoreOverridesIn(const RequestValue &request);

/// Key and value of each, in the order of the request.
std::vector<std::pair<std::string, std::string>> tagsIn(const RequestValue &request);

} // namespace keywright::service
